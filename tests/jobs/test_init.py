from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import ConfigError, RegisterError
from toolkit.jobs.forms import forms
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.jobs.restore import restore
from toolkit.jobs.when import when
from toolkit.register import backups_in

from .office import DAY, Office, lock_by_excel


def test_init_makes_every_folder_the_settings_the_forms_and_the_register(office: Office) -> None:
    assert all(folder.is_dir() for folder in office.workspace.folders())
    assert len(list(office.workspace.form_templates.glob("*.xlsx"))) == 7
    assert office.workspace.register.is_file()
    assert 'mechanism = "shunde"' in office.workspace.config.read_text(encoding="utf-8")


def test_init_again_overwrites_nothing(office: Office) -> None:
    office.take_in(甲=office.report())
    office.workspace.config.write_text('mechanism = "shunde"\nmeeting_place = "三楼"\n', encoding="utf-8")
    before = office.snapshot()
    assert init(office.root, office.order()) == 0
    assert office.snapshot() == before


def test_init_completes_a_workspace_that_lost_a_folder(office: Office) -> None:
    (office.workspace.outbox / "回执").rmdir()
    init(office.root, office.order())
    assert (office.workspace.outbox / "回执").is_dir()


def test_init_never_replaces_a_register_that_was_there_once(office: Office) -> None:
    office.take_in(甲=office.report())
    office.workspace.register.unlink()
    init(office.root, office.order())
    assert not office.workspace.register.exists()


def test_init_of_an_unknown_mechanism_is_refused(tmp_path: Path, office: Office) -> None:
    with pytest.raises(ConfigError, match="没有“mars”这个机制"):
        init(tmp_path / "new", office.order(), "mars")
    assert not (tmp_path / "new").exists()


def test_a_dry_init_makes_nothing(tmp_path: Path, office: Office) -> None:
    assert init(tmp_path / "new", office.order(dry_run=True)) == 0
    assert not (tmp_path / "new").exists()


def test_forms_check_tells_a_changed_form_and_forms_renews_it(office: Office) -> None:
    assert office.run(forms, check=True) == 0
    changed = sorted(office.workspace.form_templates.glob("*.xlsx"))[0]
    good = changed.read_bytes()
    changed.write_bytes(good + b"x")
    assert office.run(forms, check=True) == 1
    assert [line for line in office.said if "不一致" in line] == [
        f"{changed.name}：与机制的表单定义不一致，请运行“toolkit forms”重新生成"
    ]
    assert changed.read_bytes() != good
    office.run(forms, dry_run=True)
    assert changed.read_bytes() != good
    office.run(forms)
    assert changed.read_bytes() == good
    changed.unlink()
    assert office.run(forms, check=True) == 1


def test_when_says_the_day_first_then_the_days_counted(office: Office) -> None:
    assert office.run(when, DAY, date(2024, 9, 27), "3工作日") == 0
    assert office.said[0] == "2024-10-08"  # the 29th is worked, the first seven days of October are not
    assert [line.split()[0] for line in office.said if "第" in line] == ["2024-09-29", "2024-09-30", "2024-10-08"]


def test_when_follows_the_offices_own_holidays(office: Office) -> None:
    office.run(when, DAY, date(2024, 3, 4), "1工作日")
    assert office.said[0] == "2024-03-05"
    office.edit_sheet(lambda sheet: sheet.append([date(2024, 3, 5), "放假", "街道庆典"]), "节假日")
    office.run(when, DAY, date(2024, 3, 4), "1工作日")
    assert office.said[0] == "2024-03-06"
    assert "街道庆典" in office.words


def test_when_outside_a_workspace_counts_by_the_state_councils_calendar(office: Office) -> None:
    assert when(None, office.order(), date(2024, 9, 30), "1工作日") == 0
    assert office.said[0] == "2024-10-08"


def test_restore_lists_the_backups_newest_first_and_says_when_there_are_none(office: Office) -> None:
    office.run(restore)
    assert office.said == ["还没有备份"]
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    office.run(restore)
    assert office.said[:2] == [each.name for each in backups_in(office.workspace.backups)]


def test_restore_keeps_what_lay_there_and_a_dry_run_touches_nothing(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    office.workspace.register.write_bytes(b"spoiled")
    before = office.snapshot()
    office.run(restore, DAY, "最新", dry_run=True)
    assert office.snapshot() == before
    office.run(restore, DAY, "最新")
    assert len(office.rows()) == 1
    (kept,) = office.workspace.backups.glob("恢复前的总台账*")
    assert kept.read_bytes() == b"spoiled"
    office.run(ingest)
    assert len(office.rows()) == 2


def test_restore_passes_over_a_backup_that_does_not_open(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    newest, older = backups_in(office.workspace.backups)
    newest.write_bytes(newest.read_bytes()[:2000])
    office.run(restore, DAY, "最新")
    assert office.workspace.register.read_bytes() == older.read_bytes()


def test_restore_of_an_open_register_is_refused(office: Office) -> None:
    office.take_in(甲=office.report())
    lock_by_excel(office.workspace.register)
    with pytest.raises(Exception, match="王小明正打开着"):
        office.run(restore, DAY, "最新")


@pytest.mark.parametrize("name", ["没有.xlsx", "../总台账.xlsx"])
def test_restore_of_something_else_is_refused(office: Office, name: str) -> None:
    with pytest.raises(Exception, match="没有备份"):
        office.run(restore, DAY, name)


def test_a_missing_register_can_be_restored(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)
    office.take_in(甲=office.report())
    office.workspace.register.unlink()
    with pytest.raises(RegisterError, match="恢复总台账"):
        office.run(ingest)
    office.run(restore, DAY, "最新")
    office.run(ingest)
    assert len(office.rows()) == 1
