"""The sheet for telephone calls: drawn from the mechanism's form, filled in by the office, taken in as evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.office import Office, open_book, saved
from toolkit.jobs.check import check
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.remind import remind
from toolkit.jobs.survey import survey

#: One month later is 7 April 2024 (4 to 6 April are off); the day after is the first on which firms are called.
OUT, AFTER, LATER = date(2024, 3, 4), date(2024, 4, 8), date(2024, 4, 10)
FIRMS = ("=顺德甲有限公司", "顺德乙有限公司", "顺德丙有限公司")


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three matters answered, evaluated by nobody; the sheet lies in the outbox with two firms noted on it in place."""
    office = Office.found(tmp_path_factory.mktemp("calls") / "office")
    office.take_in(**{f"来{count}": office.report(企业名称=firm) for count, firm in enumerate(FIRMS)})
    for count in (1, 2, 3):
        office.type_in(f"2024-00{count}", 问题分类="一般问题", 案由=f"道路{count}", 牵头单位="区交通局")
    office.run(dispatch, OUT)
    for count in (1, 2, 3):
        office.type_in(f"2024-00{count}", 办理结果="修好了", 处理情况="已解决")
    office.run(survey, date(2024, 3, 21))
    office.run(remind, AFTER)
    path = sheet_of(office)
    office.blank_sheet = path.read_bytes()  # type: ignore[attr-defined]
    office.run(ingest, AFTER)
    office.unread = office.words  # type: ignore[attr-defined]
    note(
        path,
        {
            "2024-001": {"满意度": "满意", "企业意见建议": "修得好", "接听人": "陈某", "回访人": "李某"},
            "2024-002": {"企业意见建议": "说再想想", "回访人": "李某"},
        },
    )
    office.run(ingest, LATER)
    return office


def sheet_of(office: Office) -> Path:
    return office.workspace.outbox / "催办" / AFTER.isoformat() / "办公室" / "电话回访表.xlsx"


def note(path: Path, calls: Mapping[str, Mapping[str, Any]]) -> None:
    """Write what was said into the sheet, by openpyxl, and save it in place."""
    book = open_book(path.read_bytes())
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[3]}
    for row in sheet.iter_rows(min_row=4):
        for name, value in calls.get(row[0].value, {}).items():
            sheet.cell(row[0].row, head[name]).value = value
    path.write_bytes(saved(book))


def test_the_sheet_has_phones_and_blanks_and_offers_the_mechanisms_own_words(silent: Office) -> None:
    sheet = open_book(silent.blank_sheet).worksheets[0]  # type: ignore[attr-defined]
    form = silent.mechanism.form_that("calls")
    assert [cell.value for cell in sheet[3]] == [each.label for each in form.table]
    assert [cell.value for cell in sheet[4]][:3] == ["2024-001", FIRMS[0], "道路1"]
    assert [cell.value for cell in sheet[4]][5] == "陈某\n13800138000"
    assert [cell.value for cell in sheet[4]][7:] == [None] * 6
    assert sheet["B4"].data_type == "s", "a firm's name that begins with = is no formula"
    assert {each.formula1: str(each.sqref) for each in sheet.data_validations.dataValidation if each.formula1}[
        '"满意,基本满意,不满意"'
    ] == "H4:H6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_sheet_nobody_wrote_in_is_not_taken_in(silent: Office) -> None:
    assert silent.unread == "收件箱里没有新文件"  # type: ignore[attr-defined]


def test_what_a_firm_said_is_its_evaluation_though_the_sheet_never_left_the_outbox(silent: Office) -> None:
    row = silent.row("2024-001")
    assert (row["状态"], row["满意度"], row["企业意见建议"]) == ("已评价", "满意", "修得好")
    assert (row["沟通方式"], row["评价单位"], row["评价日期"]) == ("电话", FIRMS[0], LATER)
    assert sheet_of(silent).exists()
    assert list(silent.workspace.inbox.iterdir()) == []
    silent.run(history, LATER, "2024-001")
    assert "电话回访，回访人李某，接听人陈某" in silent.words
    (event,) = [each for each in silent.events("answered") if each.data.get("called")]
    assert event.data["called"] == {"caller": "李某", "spoke": "陈某"}
    silent.run(check, LATER)
    assert "后来改过" not in silent.words, "it was filled in where it lies, and taken in"
    assert not list((silent.workspace.outbox / "回执" / LATER.isoformat()).glob("*.docx"))


def test_an_opinion_without_a_verdict_is_told_and_evaluates_nothing(silent: Office) -> None:
    assert silent.row("2024-002")["状态"] == "待评价"
    (line,) = [row for row in silent.rows("收件日志") if row["文件名"].startswith("电话回访表")]
    assert line["结果"] == "已登记电话回访"
    assert "2024-002：没有填“满意度”，没有登记为评价" in line["说明"]


def test_taken_in_again_it_adds_what_is_new_and_never_changes_what_stands(silent: Office) -> None:
    silent.run(ingest, LATER)
    assert silent.words == "收件箱里没有新文件"
    # The same sheet filled in further, sent as a file this time; one firm is said to have changed its mind.
    copy = silent.root / "copy.xlsx"
    copy.write_bytes(sheet_of(silent).read_bytes())
    note(copy, {"2024-001": {"满意度": "不满意"}, "2024-003": {"满意度": "不满意", "通话日期": date(2024, 4, 9)}})
    silent.take_in(LATER, 回访=copy.read_bytes())
    assert silent.row("2024-001")["满意度"] == "满意"
    assert silent.row("2024-003")["状态"] == "重新办理"
    assert silent.row("2024-003")["评价日期"] == date(2024, 4, 9)
    line = next(row for row in silent.rows("收件日志") if row["文件名"].startswith("回访"))
    assert "2024-001：已有评价“满意”，电话里说的“不满意”没有登记" in line["说明"]
    # What was said of the first round is no answer of the second, however often the sheet is saved.
    silent.run(dispatch, LATER, ["2024-003"])
    note(copy, {"2024-003": {"回访人": "王某"}})
    silent.take_in(date(2024, 4, 11), 再存=copy.read_bytes())
    copy.unlink()
    assert (silent.row("2024-003")["状态"], silent.row("2024-003").get("满意度")) == ("办理中", None)
    silent.run(check, LATER)
    assert "一致" in silent.words
