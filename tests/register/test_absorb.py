"""Whatever people do to the register stands, and whatever a kill or an old file does to it is not taken for people's."""

from __future__ import annotations

import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from jobs.again import once
from jobs.office import DAY, Office, lock_by_excel
from toolkit.errors import RegisterError
from toolkit.jobs.books import bookkeeping
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.register import backups_in


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.02)


@pytest.fixture
@once
def two(office: Office) -> Office:
    """An office with two cases."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    assert [row["编号"] for row in office.rows()] == ["2024-001", "2024-002"]
    return office


def hand_events(office: Office) -> list[object]:
    return [event for event in office.events("edited") if True] + [
        event for event in office.events("opened") if event.data.get("by_hand")
    ]


def test_a_run_over_an_untouched_register_takes_nothing_for_a_hand_edit(two: Office) -> None:
    before = two.workspace.register.read_bytes()
    assert two.run(ingest) == 0
    assert not hand_events(two)
    assert two.workspace.register.read_bytes() == before


def test_a_typed_cell_stands_and_is_journalled_with_before_and_after(two: Office) -> None:
    two.type_in("2024-001", 案由="门口道路", 问题困难="改写过的问题")
    two.run(ingest)
    (event,) = two.events("edited")
    assert event.data["before"] == {"案由": None, "问题困难": "厂区门口道路破损，影响货车进出"}
    assert event.data["after"] == {"案由": "门口道路", "问题困难": "改写过的问题"}
    assert two.row("2024-001")["问题困难"] == "改写过的问题"
    two.run(ingest)
    assert len(two.events("edited")) == 1


def test_an_emptied_cell_stays_empty(two: Office) -> None:
    two.type_in("2024-001", 职务=None)
    for _ in range(2):
        two.run(ingest)
    assert "职务" not in two.row("2024-001")


def test_a_deleted_row_stays_deleted_and_comes_back_with_the_person(two: Office) -> None:
    kept = two.workspace.register.read_bytes()
    two.delete_row("2024-001")
    for _ in range(2):
        two.run(ingest)
    assert [row["编号"] for row in two.rows()] == ["2024-002"]
    assert two.desk.cases["2024-001"].removed
    two.add_row(编号="2024-001", 企业名称="顺德甲电器有限公司", 案由="又填回来的")
    two.run(ingest)
    assert not two.desk.cases["2024-001"].removed
    assert two.row("2024-001")["案由"] == "又填回来的"
    assert kept != two.workspace.register.read_bytes()


def test_a_row_typed_in_becomes_a_case_with_a_number(two: Office) -> None:
    two.add_row(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房")
    two.run(ingest)
    row = two.row("2024-003")
    assert (row["企业名称"], row["状态"], row["办理轮次"]) == ("顺德丙科技有限公司", "待分类", 1)
    two.run(ingest)
    assert len(two.rows()) == 3


def test_a_note_under_the_table_is_no_case(two: Office) -> None:
    two.add_row(备注="以上为一月份来件")
    two.run(ingest)
    assert len(two.desk.cases) == 2


def test_a_line_of_totals_is_no_case(two: Office) -> None:
    two.add_row(编号="合计", 备注="2 件")
    two.run(ingest)
    assert set(two.desk.cases) == {"2024-001", "2024-002"}
    assert two.rows()[-1] == {"编号": "合计", "备注": "2 件"}


def test_a_row_with_a_number_of_their_own_is_taken_over(two: Office) -> None:
    two.add_row(编号="2023-015", 企业名称="顺德老账有限公司", 问题困难="去年的事")
    two.run(ingest)
    assert two.desk.cases["2023-015"].status == "待分类"
    assert two.row("2023-015")["状态"] == "待分类"


def test_a_new_number_never_meets_one_that_a_person_typed_beside_it(two: Office) -> None:
    two.add_row(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房")
    two.add_row(编号="2024-003", 企业名称="顺德丁有限公司", 问题困难="自己编的号")
    two.add_row(编号="2024-005", 企业名称="顺德戊有限公司", 问题困难="自己编的号")
    two.put("己.xlsx", two.report(企业名称="顺德己有限公司"))
    two.run(ingest)
    numbers = {row["企业名称"]: row["编号"] for row in two.rows()}
    assert len(set(numbers.values())) == 6
    assert numbers["顺德丁有限公司"] == "2024-003"
    assert {number: case.role("firm") for number, case in two.desk.cases.items()} == {
        number: firm for firm, number in numbers.items()
    }


def test_a_typed_row_is_not_doubled_by_a_kill_between_journal_and_write(
    two: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.add_row(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("toolkit.jobs.books.bookkeeping.commit", _die)
        two.run(ingest)
    two.run(ingest)
    assert [row["编号"] for row in two.rows()] == ["2024-001", "2024-002", "2024-003"]
    assert len(two.desk.cases) == 3


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_row_typed_on_while_the_register_is_open_keeps_its_number(two: Office) -> None:
    owner = lock_by_excel(two.workspace.register)
    two.add_row(企业名称="顺德丙科技有限公司")
    two.run(ingest)
    two.edit_sheet(lambda sheet: setattr(sheet.cell(4, 7), "value", "缺少厂房"))
    two.run(ingest)
    owner.unlink()
    two.run(ingest)
    assert len(two.desk.cases) == 3
    assert two.row("2024-003")["问题困难"] == "缺少厂房"
    assert two.desk.cases["2024-003"].role("problem") == "缺少厂房"


def _killed_after_the_swap(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a third case come, and the run die once its row stands in the register and before the journal says so."""
    real = bookkeeping.commit

    def swap_and_die(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    office.put("丙.xlsx", office.report(企业名称="顺德丙科技有限公司"))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(bookkeeping, "commit", swap_and_die)
        office.run(ingest)


def test_a_kill_between_the_swap_and_the_journals_note_makes_nothing_of_ours_a_hand_edit(
    two: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _killed_after_the_swap(two, monkeypatch)
    assert len(two.rows()) == 3
    for name in "丁戊":
        two.take_in(**{name: two.report(企业名称=f"顺德{name}有限公司")})
    assert not hand_events(two)
    assert not any(case.hands for case in two.desk.cases.values())
    two.type_in("2024-003", 案由="人填的")
    two.run(ingest)
    assert [event.number for event in two.events("edited")] == ["2024-003"]


def test_a_row_deleted_after_such_a_kill_stays_deleted(two: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    _killed_after_the_swap(two, monkeypatch)
    two.delete_row("2024-003")
    two.run(ingest)
    assert [row["编号"] for row in two.rows()] == ["2024-001", "2024-002"]


def newest(office: Office) -> Path:
    return backups_in(office.workspace.backups)[0]


def test_after_restore_what_came_since_lands_again_and_nobody_deleted_it(two: Office) -> None:
    two.type_in("2024-001", 案由="恢复前填的")
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司"))
    two.type_in("2024-003", 案由="恢复后要还在")
    two.take_in(丁=two.report(企业名称="顺德丁有限公司"))
    first = backups_in(two.workspace.backups)[-2]  # before anything of 丙 and 丁
    two.run(restore, DAY, first.name)
    assert len(two.rows()) == 2
    two.run(ingest)
    assert "较早的版本" in two.words
    assert [row["编号"] for row in two.rows()] == ["2024-001", "2024-002", "2024-003", "2024-004"]
    assert two.row("2024-001")["案由"] == "恢复前填的"
    assert two.row("2024-003")["案由"] == "恢复后要还在"
    assert not any(case.removed for case in two.desk.cases.values())
    assert len(two.rows("收件日志")) == 4
    two.run(ingest)
    assert "较早的版本" not in two.words


def test_a_backup_copied_back_by_hand_is_as_good_as_restore(two: Office) -> None:
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司"))
    shutil.copyfile(newest(two), two.workspace.register)
    two.run(ingest)
    assert len(two.rows()) == 3
    assert not two.desk.cases["2024-003"].removed


def test_an_old_version_saved_over_ours_loses_no_row_and_no_edit(two: Office) -> None:
    old = two.workspace.register.read_bytes()
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司"))
    # An editor that had been open all along, without an owner file, saves what it read before, and an edit of its own.
    two.workspace.register.write_bytes(old)
    two.type_in("2024-002", 案由="一直开着的人改的")
    two.run(ingest)
    assert len(two.rows()) == 3
    assert two.row("2024-002")["案由"] == "一直开着的人改的"
    assert not two.desk.cases["2024-003"].removed
    assert [event.number for event in two.events("edited")] == ["2024-002"]


def test_a_trial_that_a_person_clears_away_on_both_sheets_comes_back_once_at_most(two: Office) -> None:
    two.take_in(试=two.report(企业名称="试用公司"))

    def drop_last(sheet: object) -> None:
        sheet.delete_rows(sheet.max_row)  # type: ignore[attr-defined]

    for time in ("一", "二"):
        two.delete_row("2024-003")
        two.type_in("2024-001", 备注=f"第{time}次清理")
        two.edit_sheet(drop_last, "收件日志")
        two.run(ingest)
    assert len(two.rows()) == 2
    two.run(ingest)
    assert len(two.rows()) == 2


def test_a_register_that_lost_most_rows_otherwise_is_not_written_to(office: Office) -> None:
    for n in range(30):
        office.put(f"{n}.xlsx", office.report(企业名称=f"顺德第{n}有限公司"))
    office.run(ingest)
    office.edit_sheet(lambda sheet: sheet.delete_rows(2, 25))
    before = office.workspace.register.read_bytes()
    with pytest.raises(RegisterError, match="少了 25 行"):
        office.run(ingest)
    assert office.workspace.register.read_bytes() == before


def test_a_missing_register_is_never_made_anew(two: Office) -> None:
    two.workspace.register.unlink()
    with pytest.raises(RegisterError, match="找不到总台账"):
        two.run(ingest)
    assert not two.workspace.register.exists()


def test_a_fresh_register_that_was_moved_away_is_not_made_anew_either(office: Office) -> None:
    office.workspace.register.rename(office.root / "别处.xlsx")
    with pytest.raises(RegisterError, match="找不到总台账"):
        office.run(ingest)
    assert not office.workspace.register.exists()


@pytest.mark.parametrize("size", [0, 1, 1000, -1])
def test_a_broken_register_is_never_written_to(two: Office, size: int) -> None:
    two.workspace.register.write_bytes(two.workspace.register.read_bytes()[:size])
    broken = two.workspace.register.read_bytes()
    two.put("丙.xlsx", two.report(企业名称="顺德丙科技有限公司"))
    with pytest.raises(Exception, match=r"[\u4e00-\u9fff]"):
        two.run(ingest)
    assert two.workspace.register.read_bytes() == broken
    assert (two.workspace.inbox / "丙.xlsx").exists()
    two.run(restore, DAY, "最新")
    two.run(ingest)
    assert len(two.rows()) == 3


def test_a_remark_longer_than_a_cell_is_cut_and_never_taken_for_an_edit(two: Office) -> None:
    two.type_in("2024-001", 案由="x")
    two.run(ingest)
    desk = two.desk
    case = desk.cases["2024-002"]
    from toolkit.events import Event, Kind

    data = {
        "form": "annex2", "role": "opens", "unit": "", "values": {"备注": "长" * 50_000 + "\x0b"}, "others": {},
        "sha": "f" * 64, "part": 0,
    }  # fmt: skip
    desk.record([Event(Kind.ANSWERED, date(2024, 1, 11), case.number, data)])
    for _ in range(2):
        two.run(ingest)
    assert two.row("2024-002")["备注"].endswith("……（内容过长，全文见原件）")
    assert [event.number for event in two.events("edited")] == ["2024-001"]
