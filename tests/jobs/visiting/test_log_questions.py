"""The question about rows of a log that were not registered is settled by the log that puts them right.

陈某's log of 14 January 2026 tells of 北京莆田商会 on the 9th, of 丙公司 without a day, and of 戊公司 on a day to come.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jobs.again import files_of, lay_out
from jobs.office import Office
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.submission import Value

from .test_visited import DAY, log, mechanism

LATER = date(2026, 1, 15)
GOOD: Mapping[str, Value] = {"走访日期": date(2026, 1, 9), "走访对象": "北京莆田商会", "走访人": "陈某"}
NO_DAY: Mapping[str, Value] = {"走访对象": "丙公司", "走访人": "陈某"}
TO_COME: Mapping[str, Value] = {"走访日期": date(2026, 1, 22), "走访对象": "戊公司", "走访人": "陈某"}
MENDED = [GOOD, {**NO_DAY, "走访日期": date(2026, 1, 10)}, {**TO_COME, "走访日期": date(2026, 1, 12)}]


@pytest.fixture(scope="module")
def sent_back(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office.found(tmp_path_factory.mktemp("log") / "office", mechanism())
    assert office.take_in(DAY, 日志=log(office, GOOD, NO_DAY, TO_COME)) == 1
    return office


@pytest.fixture
def office(sent_back: Office, tmp_path: Path) -> Office:
    """The office with the log sent back, laid out anew for each test."""
    lay_out(tmp_path / "office", files_of(sent_back.root))
    return Office(tmp_path / "office", sent_back.mechanism)


def questions(office: Office) -> list[str]:
    return [str(row["说明"]) for row in office.rows("待确认")]


def put_right(office: Office, *days: date | None) -> bytes:
    """Return the log that went back last with days put into its second row of visits and those below."""
    book = openpyxl.load_workbook(office.sent("退回补正", "（请修改）"))
    for row, day in enumerate(days, 4):
        book["民营企业走访日志"].cell(row, 1).value = day
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_log_that_is_written_anew_and_tells_of_all_its_rows_settles_it(office: Office) -> None:
    assert office.take_in(LATER, 改好=log(office, *MENDED)) == 0
    assert [row["走访对象"] for row in office.rows("走访台账")] == ["北京莆田商会", "丙公司", "戊公司"]
    (told,) = questions(office)
    assert told.startswith("已办结：补正后的民营企业走访日志已收到：改好.xlsx，不用处理。原说明：日志里有走访没有登记")
    assert "日志.xlsx 里没有登记的行，补正后的民营企业走访日志已收到：改好.xlsx，“待确认”的一项已办结" in office.words
    office.said.clear()
    office.run(status, LATER)
    assert "待确认" not in office.words


def test_rows_told_one_after_the_other_settle_it_with_the_last(office: Office) -> None:
    office.take_in(LATER, 一=log(office, MENDED[1]))
    assert not questions(office)[0].startswith("已办结")
    form = office.mechanism.form("visit")
    office.take_in(LATER, 二=office.blank(form, MENDED[2]))
    assert questions(office)[0].startswith("已办结：补正后的民营企业走访日志已收到：二.xlsx")


def test_the_next_quarters_log_settles_nothing(office: Office) -> None:
    """What was made after the log came cannot have stood on it; other people's visits are others."""
    rows = [
        {**NO_DAY, "走访日期": date(2026, 4, 10)}, {**TO_COME, "走访日期": date(2026, 4, 12)},
        {**NO_DAY, "走访日期": date(2026, 1, 10), "走访人": "黄某"},
    ]  # fmt: skip
    office.take_in(date(2026, 4, 20), 二季度=log(office, *rows))
    assert not questions(office)[0].startswith("已办结")


def test_the_very_log_that_went_back_settles_it_and_what_it_still_lacks_is_a_question_of_its_own(
    office: Office,
) -> None:
    half = put_right(office, date(2026, 1, 10), date(2026, 2, 22))
    assert office.take_in(LATER, 半=half) == 1
    first, second = questions(office)
    assert first.startswith(
        "已办结：补正后的民营企业走访日志已收到：半.xlsx，没有再列的1行：戊公司、2026-01-22、陈某，不用处理"
    )
    assert "第3行的走访日期" in second
    whole = put_right(office, date(2026, 1, 10), date(2026, 1, 12))
    assert office.take_in(LATER, 全=whole) == 0
    assert all(each.startswith("已办结") for each in questions(office))
    assert len(office.rows("走访台账")) == 3


def test_a_row_that_its_sender_takes_out_is_told(office: Office) -> None:
    book = openpyxl.load_workbook(office.sent("退回补正", "（请修改）"))
    page = book["民营企业走访日志"]
    page.delete_rows(5)
    page.cell(4, 1).value = date(2026, 1, 10)
    out = io.BytesIO()
    book.save(out)
    assert office.take_in(LATER, 改好=out.getvalue()) == 0
    (told,) = questions(office)
    assert "没有再列的1行：戊公司、2026-01-22、陈某" in told
    office.run(ingest, LATER)
    assert questions(office) == [told]
