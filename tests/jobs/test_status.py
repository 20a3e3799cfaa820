"""status, and the list on the board: what waits for whom, in one look."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from toolkit.errors import NoSpaceError, RegisterError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.register import schema
from toolkit.register.board import LINES
from toolkit.screen import cells

from .again import once
from .office import Office, lock_by_excel, open_book, saved, two_in_hand

LATER = date(2024, 2, 26)


@pytest.fixture
@once
def two(office: Office) -> Office:
    """Two cases in hand of two units, one waiting, with a missing phone number."""
    return two_in_hand(office, "佛山市顺德区甲电器有限公司")


def board(office: Office) -> list[tuple[Any, ...]]:
    """The list on the board, a line a row, as another reader sees it."""
    sheet = open_book(office.workspace.register.read_bytes())[schema.BOARD]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "序")
    return [row[:8] for row in rows[head + 1 :] if any(each is not None for each in row[:8])]


def test_it_counts_by_status_and_names_what_waits(two: Office) -> None:
    assert two.run(status, date(2024, 1, 15)) == 0
    assert two.said[:2] == ["顺德区民营企业项目联络协作　2024-01-15 周一", "台账共 3 件：待分类 1、办理中 2"]
    assert "待分类 1 件" in two.said
    assert "待补正 1 件" in two.said
    assert any("2024-003" in line and "等报送单位补报：联系电话" in line for line in two.said)
    assert "已超期" not in two.words


def test_on_a_full_disk_it_tells_how_things_stand_and_then_what_is_wrong(
    two: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        free = 1 << 20

    monkeypatch.setattr(import_module("toolkit.register.commit").shutil, "disk_usage", lambda _: Full)
    with pytest.raises(NoSpaceError, match="剩余空间只有 1 MB"):
        two.run(status, LATER)
    assert "已超期 3 项" in two.said
    assert any("等待写入总台账：" in line for line in two.said)


def test_it_tells_soon_and_late_from_the_day_on(two: Office) -> None:
    due = two.row("2024-001")["办结时限"]
    two.run(status, due)
    assert "即将到期 2 项" in two.said
    assert "已超期 1 项" in two.said  # the supporting unit's own date, three workdays before the lead's
    two.run(status, LATER)
    assert "已超期 3 项" in two.said


def test_it_names_the_firm_without_what_all_firms_have_in_common(two: Office) -> None:
    two.run(status, LATER)
    (line,) = [line for line in two.said if "2024-001" in line and "催办" in line]
    # Due on Sunday 11 February, in the holidays, so on the 18th, a Sunday that is worked; late from the 19th on.
    assert line.split() == ["2024-001", "甲电器", "区交通运输局", "办结超期", "6", "个工作日，催办"]


def test_no_line_is_wider_than_a_console(two: Office) -> None:
    for day in (date(2024, 1, 15), LATER):
        two.run(status, day)
        assert max(map(cells, two.said)) <= 80


def test_long_lists_are_cut_unless_all_is_asked_for(office: Office) -> None:
    for name in "甲乙丙丁戊己庚辛壬癸":
        office.put(f"{name}.xlsx", office.report(企业名称=f"顺德{name}{name}有限公司", 问题困难=f"{name}路的{name}事"))
    office.run(ingest)
    office.run(status)
    assert "待分类 10 件" in office.said
    assert sum("在台账“问题分类”栏" in line for line in office.said) == 8
    assert "  另有 2 件（更多见总台账“看板”表，全部：“toolkit status --all”）" in office.said
    office.run(status, whole=True)
    assert sum("在台账“问题分类”栏" in line for line in office.said) == 10


def test_it_tells_who_keeps_the_register(two: Office) -> None:
    lock_by_excel(two.workspace.register, "王小明")
    two.take_in(丁=two.report(企业名称="顺德丁有限公司"))
    two.run(status, date(2024, 1, 15))
    assert "等待写入总台账：" in two.words
    assert "王小明正打开着总台账" in two.words


def test_it_tells_of_files_nobody_took_in_and_of_what_came_today(two: Office) -> None:
    two.put("新.xlsx", two.report(企业名称="顺德丁有限公司"))
    two.run(status, date(2024, 1, 10))
    assert "收件箱里有 1 个文件还没有收" in two.said
    assert "今天新收 3 件：2024-001、2024-002、2024-003" in two.said


def test_a_year_without_holidays_is_told_while_a_deadline_lies_in_it(office: Office) -> None:
    office.take_in(date(2026, 12, 10), 甲=office.report(提交日期=date(2026, 12, 9)))
    office.run(status, date(2026, 12, 11))
    assert "2027" not in office.words
    office.type_in("2026-001", 问题分类="一般问题", 牵头单位="北滘镇")
    office.run(dispatch, date(2026, 12, 11))
    office.run(status, date(2026, 12, 11))
    told = "2027 年放假安排尚未录入，2 项在办时限暂按周一至周五推算；通知公布后请用“录入放假安排”录入"
    assert told in office.said


def test_an_office_with_nothing_to_do_is_told_so(office: Office) -> None:
    office.run(status)
    assert office.said[-1] == "没有等着要办的事"


# --- the board ---------------------------------------------------------------------------------------------------


def test_the_board_shows_the_same_list_worst_first(two: Office) -> None:
    two.run(status, LATER)
    told = board(two)
    assert [row[0] for row in told] == list(range(1, len(told) + 1))
    assert [row[1] for row in told] == ["已超期"] * 3 + ["待补正", "待分类"]
    # The supporting unit's own date comes three workdays before the lead's.
    assert (told[0][2], told[0][5].date()) == ("2024-002", date(2024, 2, 7))
    first = told[1]
    assert (first[2], first[4], first[5].date(), first[6]) == ("2024-001", "区交通运输局", date(2024, 2, 18), 6)


def test_a_shorter_list_leaves_nothing_of_a_longer_one(two: Office) -> None:
    two.run(status, LATER)
    before = len(board(two))
    two.type_in("2024-001", 状态="已撤销")
    two.run(status, LATER)
    assert len(board(two)) == before - 1
    assert all(row[2] != "2024-001" for row in board(two))


def test_a_list_longer_than_the_board_says_how_much_is_left_out(office: Office) -> None:
    for count in range(LINES + 5):
        name = f"顺德第{count:03}号厂"
        office.put(f"{count}.xlsx", office.report(企业名称=name, 问题困难=f"{name}的事{count * 7919}"))
    office.run(ingest)
    told = board(office)
    assert len(told) == LINES
    assert told[-1][-1] == "另有 6 项，运行“情况一览”查看"


def test_what_people_wrote_beside_the_list_stays_and_what_they_wrote_in_it_is_kept_in_the_journal(two: Office) -> None:
    def write(sheet: Any) -> None:
        head = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "序")
        sheet.cell(head + 1, 10).value = "王局已过问"
        sheet.cell(head + 2, 8).value = "周五前打电话"

    two.run(status, LATER)
    two.edit_sheet(write, schema.BOARD)
    two.run(status, LATER)
    sheet = open_book(two.workspace.register.read_bytes())[schema.BOARD]
    values = [value for row in sheet.iter_rows(values_only=True) for value in row]
    assert "王局已过问" in values
    assert "周五前打电话" not in values
    assert "清单里有人填写过" in two.words
    noted = [event for event in two.events("edited") if event.data.get("sheet") == schema.BOARD]
    assert len(noted) == 1
    assert any("周五前打电话" in text for text in noted[0].data["after"].values())


def test_a_board_nobody_touched_is_not_taken_for_one_that_somebody_did(two: Office) -> None:
    for day in (15, 16, 17):
        two.run(status, date(2024, 1, day))
        assert "填写过" not in two.words
    assert two.events("edited") == [each for each in two.events("edited") if each.data["sheet"] != schema.BOARD]


def test_an_office_that_threw_the_board_away_is_left_without(two: Office) -> None:
    book = open_book(two.workspace.register.read_bytes())
    del book[schema.BOARD]
    two.workspace.register.write_bytes(saved(book))
    assert two.run(status, LATER) == 0
    assert schema.BOARD not in open_book(two.workspace.register.read_bytes()).sheetnames


def test_a_look_on_the_same_day_writes_nothing(two: Office) -> None:
    two.run(status, LATER)
    before = two.workspace.register.read_bytes()
    two.run(status, LATER)
    assert two.workspace.register.read_bytes() == before


def test_it_does_not_wait_for_what_writes_word_or_analyses() -> None:
    script = "import sys, toolkit.jobs.status; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "toolkit.jobs.status" in loaded
    assert not loaded & {"docx", "docxtpl", "pandas", "openpyxl", "pptx", "ssl"}


def test_where_a_header_is_gone_what_the_journal_tells_is_shown_and_then_what_to_do(office: Office) -> None:
    office.take_in(甲=office.report())

    def rename(word: str) -> None:
        def edit(sheet: Any) -> None:
            heads = {str(cell.value): cell for cell in sheet[1]}
            (heads.get("联系电话") or heads["联系方式"]).value = word

        office.edit_sheet(edit)

    rename("联系方式")
    assert office.run(status) == 0, "a name it is known by as well"
    rename("手机")
    with pytest.raises(RegisterError, match="表头缺少：联系电话（也认得：联系方式）") as told:
        office.run(status)
    assert "收件箱里的文件都等着" in told.value.remedy
    assert "台账共 1 件：待分类 1" in office.words
