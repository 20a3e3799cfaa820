from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl.styles import Font

from toolkit.errors import ToolkitError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes

from .again import once
from .office import Office, open_book, saved


@pytest.fixture
@once
def key_cases(office: Office) -> Office:
    """An office with two key cases that wait for a meeting and a general one that does not."""
    office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"})
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 问题分类="重点问题", 案由=f"案由{number[-1]}")
    office.type_in("2024-003", 问题分类="一般问题")
    return office


def cells(office: Office, month: str) -> list[list[Any]]:
    sheet = open_book(office.sent("会议议程", month).read_bytes()).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def table(office: Office, month: str) -> list[dict[str, Any]]:
    grid = cells(office, month)
    head = next(n for n, row in enumerate(grid) if "议定事项" in row)
    rows = [dict(zip(grid[head], row, strict=True)) for row in grid[head + 1 :]]
    return [row for row in rows if row.get("编号")]


def filled(office: Office, month: str, decisions: Mapping[Any, Mapping[str, Any]], **head: str) -> bytes:
    """The agenda with decisions written in, column → text by 编号, or by kind of row and 编号 where it stands twice."""
    book = open_book(office.sent("会议议程", month).read_bytes())
    sheet = book.worksheets[0]
    (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "议定事项"]
    columns = {cell.value: cell.column for cell in sheet[place.row] if cell.value}
    for row in sheet.iter_rows(min_row=place.row + 1):
        kind, number = (str(row[columns[name] - 1].value) for name in ("事项", "编号"))
        for column, text in {**decisions.get(number, {}), **decisions.get((kind, number), {})}.items():
            sheet.cell(row[0].row, columns[column]).value = text
    for row in sheet.iter_rows(max_row=place.row - 1):
        for cell in row:
            if cell.value in head:
                sheet.cell(cell.row, cell.column + 1).value = head[cell.value]
    return saved(book)


DECIDED = {"议定事项": "由自然资源局统筹用地指标", "牵头单位": "自然资源分局", "配合单位": "龙江镇、区发改局"}


def test_the_agenda_lists_the_key_cases_that_wait_and_no_others(key_cases: Office) -> None:
    assert key_cases.run(meeting, date(2024, 1, 30)) == 0
    rows = table(key_cases, "2024-02")
    assert [(row["编号"], row["案由"], row["事项"]) for row in rows] == [
        ("2024-001", "案由1", "新上会"),
        ("2024-002", "案由2", "新上会"),
    ]
    assert "待上会 2 件，前期事项 0 件" in key_cases.words


def test_an_earlier_key_case_still_in_hand_is_listed_for_its_progress(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    agenda = filled(key_cases, "2024-02", {"2024-001": DECIDED}, 主持人="李某", 会议地点="三楼会议室")
    key_cases.take_in(date(2024, 2, 2), 议程=agenda)
    key_cases.run(dispatch, date(2024, 2, 2))
    key_cases.run(meeting, date(2024, 2, 26))
    rows = {row["编号"]: row["事项"] for row in table(key_cases, "2024-03")}
    assert rows == {"2024-002": "新上会", "2024-001": "前期办理情况"}


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2024-01", date(2024, 1, 2)),  # New Year's Day is off
        ("2024-02", date(2024, 2, 1)),
        ("2024-06", date(2024, 6, 3)),  # the first is a Saturday
        ("2024-10", date(2024, 10, 8)),  # the whole first week is National Day
        ("2025-10", date(2025, 10, 9)),
    ],
)
def test_the_meeting_is_on_the_first_workday_of_the_month(office: Office, month: str, day: date) -> None:
    office.run(meeting, date(2024, 1, 1), month)
    shown = [str(value) for row in cells(office, month) for value in row if value is not None]
    assert any(day.isoformat() in each for each in shown), shown


def test_a_first_week_without_a_workday_is_told(office: Office) -> None:
    office.run(meeting, date(2024, 9, 20), "2024-10")
    warned = office.words
    office.run(meeting, date(2024, 9, 20), "2024-11")
    assert "10" in warned
    assert len(warned.splitlines()) == len(office.said) + 1


def test_without_a_month_the_next_meeting_is_meant(office: Office) -> None:
    office.run(meeting, date(2024, 2, 1))
    assert "2024-02 会议议程" in office.words
    office.run(meeting, date(2024, 2, 2))
    assert "2024-03 会议议程" in office.words
    office.run(meeting, date(2024, 12, 31))
    assert "2025-01 会议议程" in office.words


@pytest.mark.parametrize("text", ["二月", "2024-13", "2024", "2024-00"])
def test_a_text_that_is_no_month_is_refused(office: Office, text: str) -> None:
    with pytest.raises(ToolkitError, match="不是月份"):
        office.run(meeting, date(2024, 1, 1), text)


def test_a_date_on_the_agenda_that_nobody_can_read_is_left_to_the_office(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    agenda = filled(
        key_cases, "2024-02", {"2024-001": {**DECIDED, "办结时限": "下个月初"}}, 主持人="李某", 会议地点="三楼"
    )
    assert key_cases.take_in(date(2024, 2, 2), 议程=agenda) == 1
    assert "1 份需要处理" in key_cases.words
    key_cases.run(minutes, date(2024, 2, 2))
    assert "办结时限“下个月初”看不出是哪一天，纪要里是【待定】" in key_cases.words
    (paper,) = key_cases.workspace.outbox.rglob("会议纪要 2024-02.docx")
    assert any(
        "牵头，龙江镇、区发展和改革局配合，于【待定】前办结" in each.text for each in Document(str(paper)).paragraphs
    )
    assert key_cases.run(dispatch, date(2024, 2, 5)) == 1
    assert "会议定的办结时限“下个月初”看不出是哪一天，未交办" in key_cases.words
    key_cases.type_in("2024-001", 办结时限=date(2024, 3, 5))
    key_cases.run(dispatch, date(2024, 2, 5))
    assert (key_cases.row("2024-001")["状态"], key_cases.row("2024-001")["办结时限"]) == ("办理中", date(2024, 3, 5))


def test_a_date_in_words_is_read_on_the_agenda_as_in_the_minutes(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    agenda = filled(
        key_cases, "2024-02", {"2024-001": {**DECIDED, "办结时限": "6月底"}}, 主持人="李某", 会议地点="三楼"
    )
    assert key_cases.take_in(date(2024, 2, 2), 议程=agenda) == 0
    told = "的办结时限“6月底”按 2024-06-30 登记（星期日，不是工作日，没有顺延）"
    assert told in key_cases.rows("收件日志")[-1]["说明"]
    key_cases.run(dispatch, date(2024, 2, 5))
    assert key_cases.row("2024-001")["办结时限"] == date(2024, 6, 30)


def test_the_filled_agenda_moves_the_cases_it_decided_on_and_leaves_the_others(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    agenda = filled(key_cases, "2024-02", {"2024-001": DECIDED}, 主持人="李某", 会议地点="三楼会议室")
    assert key_cases.take_in(date(2024, 2, 2), 议程=agenda) == 0
    row = key_cases.row("2024-001")
    assert (row["状态"], row["会议"]) == ("待交办", "2024-02")
    assert row["牵头单位"] == "市自然资源局顺德分局"
    assert key_cases.row("2024-002")["状态"] == "待上会"
    (held,) = key_cases.rows("会议")
    assert (held["会议"], held["会议日期"], held["主持人"], held["议定事项数"]) == (
        "2024-02", date(2024, 2, 1), "李某", 1,
    )  # fmt: skip


def test_minutes_without_a_recorded_meeting_are_refused(office: Office) -> None:
    with pytest.raises(ToolkitError, match="还没有收到"):
        office.run(minutes)


def test_minutes_and_lists_are_written_and_an_edited_one_is_never_overwritten(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    key_cases.take_in(
        date(2024, 2, 2), 议程=filled(key_cases, "2024-02", {"2024-001": DECIDED}, 主持人="李某", 会议地点="三楼会议室")
    )
    assert key_cases.run(minutes, date(2024, 2, 2)) == 0
    folder = key_cases.workspace.outbox / "会议" / "2024-02"
    paper = folder / "会议纪要 2024-02.docx"
    assert {each.suffix for each in folder.iterdir() if each.is_file()} == {".docx", ".xlsx"}
    # Run again: our own paper may be renewed.
    key_cases.run(minutes, date(2024, 2, 2))
    assert len(list(folder.glob("会议纪要*"))) == 1
    edited = paper.read_bytes() + b"edited"
    paper.write_bytes(edited)
    key_cases.run(minutes, date(2024, 2, 2))
    assert paper.read_bytes() == edited
    assert (folder / "会议纪要 2024-02（2）.docx").exists()


def test_a_dry_run_of_meeting_and_minutes_changes_nothing_on_disk(key_cases: Office) -> None:
    key_cases.run(ingest)
    before = key_cases.snapshot()
    key_cases.run(meeting, date(2024, 1, 30), dry_run=True)
    assert key_cases.snapshot() == before
    key_cases.run(meeting, date(2024, 1, 30))
    key_cases.take_in(
        date(2024, 2, 2), 议程=filled(key_cases, "2024-02", {"2024-001": DECIDED}, 主持人="李某", 会议地点="三楼会议室")
    )
    before = key_cases.snapshot()
    key_cases.run(minutes, date(2024, 2, 2), dry_run=True)
    assert key_cases.snapshot() == before


def test_a_row_that_was_struck_out_at_the_table_is_not_decided_and_the_office_is_asked(key_cases: Office) -> None:
    key_cases.run(meeting, date(2024, 1, 30))
    decided = {"2024-001": DECIDED, "2024-002": {"议定事项": "修路", "牵头单位": "区交通局"}}
    book = open_book(filled(key_cases, "2024-02", decided, 主持人="李某", 会议地点="三楼"))
    for row in book.worksheets[0].iter_rows():
        if any(cell.value == "2024-002" for cell in row):
            for cell in row:
                cell.font = Font(strike=True)
    assert key_cases.take_in(date(2024, 2, 2), 议程=saved(book)) == 1
    assert "“2024-002一行”里有划掉的文字" in key_cases.words
    assert key_cases.row("2024-001")["状态"] == "待交办"
    assert key_cases.row("2024-002")["状态"] == "待上会"
