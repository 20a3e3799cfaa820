"""An office that wrote its own mechanism: the way of the manual's page, from the folder to the first matter."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from toolkit.cli.app import app
from toolkit.config import read_config
from toolkit.errors import ConfigError
from toolkit.events import Event, Kind
from toolkit.jobs.check import check
from toolkit.jobs.collect import collect
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.jobs.status import status
from toolkit.mechanism import load
from toolkit.mechanism.load import SHIPPED

from .office import DAY, Office

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"
_MANUAL = Path(__file__).parents[2] / "docs" / "使用手册.md"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A mechanism that somebody wrote, in a folder of its own."""
    return Path(shutil.copytree(TINY, tmp_path / "写的" / "东平"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace as ``init`` makes it where no mechanism is named: the default one's."""
    return Office.found(tmp_path / "office")


def begin(office: Office, mechanism: str | Path = "", day: date = DAY) -> Office:
    """Run ``init`` on the office's folder, and return the office with the mechanism that it has then."""
    office.said.clear()
    assert init(office.root, office.order(day), str(mechanism)) == 0
    name = read_config(office.workspace.config).mechanism
    folder = office.root / name
    return Office(office.root, load(folder if folder.is_dir() else name), office.said)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_folder_from_elsewhere_is_copied_into_the_new_workspace_and_named_without_its_path(
    tmp_path: Path, written: Path
) -> None:
    root = tmp_path / "新建"
    said: list[str] = []
    office = begin(Office(root, load(TINY), said), written)

    assert 'mechanism = "东平"' in office.workspace.config.read_text(encoding="utf-8")
    copied = {path.relative_to(root / "东平"): path.read_bytes() for path in (root / "东平").rglob("*.toml")}
    assert copied == {path.relative_to(written): path.read_bytes() for path in written.rglob("*.toml")}
    assert "机制已复制到工作目录的“东平”文件夹，以后改这里的" in said
    shutil.rmtree(written)
    assert office.run(status) == 0
    assert office.run(check) == 0


@pytest.mark.parametrize("by", ["the command", "the settings"])
def test_an_empty_workspace_takes_another_mechanism(office: Office, written: Path, by: str) -> None:
    before = office.workspace.register.read_bytes()
    if by == "the settings":
        shutil.copytree(written, office.root / "东平")
        edit(office.workspace.config, 'mechanism = "shunde"', 'mechanism = "东平"')
        with pytest.raises(Exception, match="找不到工作表") as caught:
            office.run(status)
        assert "还没有登记事项的，运行“toolkit init”" in getattr(caught.value, "remedy", "")
    own = begin(office, written if by == "the command" else "")

    (kept,) = own.workspace.backups.glob("换机制前的总台账*")
    assert kept.read_bytes() == before
    assert sorted(each.name for each in own.workspace.form_templates.glob("*.xlsx")) == sorted(
        form.workbook_name for form in own.mechanism.forms if not form.table
    )
    assert len(list((own.workspace.form_templates / "原来的空白表").glob("附件*.xlsx"))) == 3
    assert "settle_seconds = 15" in own.workspace.config.read_text(encoding="utf-8")
    assert own.run(ingest) == 0
    assert not [line for line in own.said if "人工改动" in line]
    assert own.run(check) == 0, own.words


def test_what_is_changed_in_the_mechanism_reaches_the_register_until_the_first_matter(
    office: Office, written: Path
) -> None:
    own = begin(office, written)
    folder = own.root / "东平"
    edit(folder / "units.toml", 'name = "红旗社区"', 'name = "东风社区"')
    begin(own)
    sheet = [row["单位名称"] for row in own.rows("成员单位")]
    assert "东风社区" in sheet
    assert "红旗社区" not in sheet
    own.run(ingest)
    assert not [line for line in own.said if "人工改动" in line]

    lying = own.snapshot()
    begin(own, day=date(2024, 1, 12))
    assert own.snapshot() == lying


def test_a_kill_after_the_new_register_lies_there_is_made_good_by_the_next_init(
    office: Office, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = import_module("toolkit.jobs.books.renewed")
    real = room.exchange

    def exchange_and_die(*args: object) -> None:
        real(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(room, "exchange", exchange_and_die)
        begin(office, written)
    own = begin(office, written)
    assert own.run(ingest) == 0
    assert not [line for line in own.said if "人工改动" in line]
    assert len(list(own.workspace.backups.glob("换机制前的总台账*"))) == 1
    assert len(list((own.workspace.form_templates / "原来的空白表").glob("附件*.xlsx"))) == 3


def test_what_somebody_typed_into_the_empty_register_is_kept_and_told(office: Office, written: Path) -> None:
    office.edit_sheet(lambda sheet: sheet.append([date(2024, 3, 5), "放假", "街道庆典"]), "节假日")
    own = begin(office, written)
    assert "里面有人填过的内容（如联系人），还要用的请从那一份抄过来" in own.said


def test_a_workspace_with_matters_keeps_its_mechanism(office: Office, written: Path) -> None:
    office.take_in(甲=office.report())
    before = office.snapshot()
    with pytest.raises(ConfigError, match="登记过来件，不能换机制"):
        init(office.root, office.order(), str(written))
    assert office.snapshot() == before


def test_the_manuals_steps_lead_to_a_workspace_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _MANUAL.read_text(encoding="utf-8").partition("## 自己写一个机制 mechanism")[2].partition("| 文件 |")[0]
    steps = [re.findall(r"`(toolkit [^`]*)`", line) for line in page.splitlines() if re.match(r"\d\. ", line)]
    commands = [each.split()[1:] for step in steps for each in step]
    shutil.copytree(SHIPPED / "heyuan", tmp_path / "我的机制")
    monkeypatch.chdir(tmp_path)

    on = ["--as-of", "2024-02-20"]
    ran = [app.main([*on, *each], standalone_mode=False) for each in [*commands, ["-w", "试用", "collect"]]]

    assert ran == [0, 0, 0, 0]
    assert (tmp_path / "试用" / "我的机制" / "record.toml").is_file()
    assert len(list((tmp_path / "试用" / "outbox" / "征集").glob("*/*/征集函.docx"))) == 34


def test_channels_of_which_nobody_is_asked_are_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED / "heyuan", tmp_path / "自写", ignore=shutil.ignore_patterns("demo")))
    edit(folder / "units.toml", 'name = "市商务局", group', 'name = "县商务局", group')
    edit(folder / "units.toml", 'group = "县区"', 'group = "镇街"')
    own = begin(Office(tmp_path / "新建", load(folder)), folder)
    assert own.run(collect, date(2024, 2, 20)) == 0
    assert "没有写征集函的渠道：商贸领域、县（区）；请核对单位名称或类别" in own.words


def test_a_dry_init_copies_and_changes_nothing(office: Office, written: Path) -> None:
    before = office.snapshot()
    assert init(office.root, office.order(dry_run=True), str(written)) == 0
    assert office.snapshot() == before


def test_another_folder_of_the_same_name_is_not_mixed_with_it(office: Office, written: Path) -> None:
    (office.root / "东平").mkdir()
    (office.root / "东平" / "units.toml").write_text("units = []\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="已经有“东平”文件夹，里面的内容不同，没有复制"):
        init(office.root, office.order(), str(written))
    with pytest.raises(ConfigError, match="已经有“inbox”文件夹"):
        init(office.root, office.order(), str(written.rename(written.with_name("inbox"))))


def test_a_full_path_in_the_settings_becomes_a_folder_of_the_workspace(office: Office, written: Path) -> None:
    edit(office.workspace.config, 'mechanism = "shunde"', f"mechanism = '{written}'")
    own = begin(office)
    assert read_config(own.workspace.config).mechanism == "东平"
    own.desk.record([Event(Kind.RECEIVED, DAY, "", {"sha": "x", "name": "x"})])
    edit(own.workspace.config, 'mechanism = "东平"', f"mechanism = '{written}'")
    assert read_config(begin(own).workspace.config).mechanism == "东平"
