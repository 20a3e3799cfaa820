"""A register that nobody touched is not read again, and what would have been found by reading it is known all the same."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.office import DAY, Office, open_book, saved
from toolkit.errors import RegisterError
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.elsewhere import with_hands
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import Column, ColumnType
from toolkit.ooxml import Workbook
from toolkit.register import Base, Glance, SheetSpec, SheetView, base_of, glance, merge, view

SPEC = SheetSpec(
    "台账",
    (Column("编号"), Column("轮次", ColumnType.NUMBER), Column("日期", ColumnType.DATE), Column("案由")),
    ("编号", "轮次"),
)
Row = dict[str, CellValue]


def sheet_of(rows: list[Row]) -> Workbook:
    """A sheet with a title, columns of their own and rows in any order, as people leave it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["某区总台账"])
    sheet.append(["我的备忘", "案由", "编号", "日期", "轮次"])
    for row in rows:
        sheet.append(["x", row.get("案由"), row.get("编号"), row.get("日期"), row.get("轮次")])
    return Workbook.read(saved(book))


WORDS = st.sampled_from(["甲", "乙", " 甲 ", "甲\n乙", "2024-01-02", "0"])
DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 4))
KEYS = st.tuples(st.sampled_from(["2024-001", "2024-002", "2024-003"]), st.sampled_from(["1", "2"]))
CELLS = st.fixed_dictionaries({}, optional={"日期": DAYS | WORDS, "案由": WORDS})


def full(key: tuple[str, str], cells: Mapping[str, CellValue]) -> Row:
    return {"编号": key[0], "轮次": int(key[1]), **cells}


SHEETS = st.dictionaries(KEYS, CELLS, max_size=5)


@given(SHEETS, SHEETS, SHEETS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_glance_leads_to_the_very_changes_that_reading_it_all_does(
    there: Any, wrote: Any, wanted: Any, shuffle: Any
) -> None:
    rows = [full(key, cells) for key, cells in there.items()]
    shuffle.shuffle(rows)
    book = sheet_of(rows)
    base = Base(cells={"台账": {key: full(key, cells) for key, cells in wrote.items()}})
    ours = {key: full(key, cells) for key, cells in wanted.items()}
    whole, quick = merge(view(book, SPEC), ours, base), merge(glance(book, SPEC), ours, base)
    assert (whole.cells, whole.append, whole.written) == (quick.cells, quick.append, quick.written)


def test_the_rows_asked_for_are_found_wherever_they_were_moved() -> None:
    book = sheet_of(
        [full(("2024-002", "1"), {"案由": "乙"}), {"案由": "合计"}, full(("2024-001", "2"), {"案由": "甲"})]
    )
    seen, whole = glance(book, SPEC), view(book, SPEC)
    assert seen.places == whole.places
    assert seen.find([("2024-001", "2"), ("2024-009", "1")]) == {("2024-001", "2"): whole.by_key()["2024-001", "2"]}
    assert seen.find(whole.by_key()) == whole.by_key()
    assert seen.find([]) == {}


def test_a_key_asked_for_that_stands_twice_is_told_with_its_rows() -> None:
    book = sheet_of([full(("2024-001", "1"), {}), full(("2024-002", "1"), {}), full(("2024-001", "1"), {})])
    with pytest.raises(RegisterError, match="第 3 行和第 5 行"):
        glance(book, SPEC).find([("2024-001", "1")])


def test_a_header_that_is_missing_is_told_at_a_glance_too() -> None:
    book = open_book(sheet_of([]).to_bytes())
    book["台账"]["B2"].value = "事由"
    with pytest.raises(RegisterError, match="案由"):
        glance(Workbook.read(saved(book)), SPEC)


# --- when the register counts as untouched ------------------------------------------------------------------------


def event(seq: int, kind: Kind, **data: object) -> Event:
    return Event(kind, DAY, "2024-001", data, seq)


CELL = {"台账": {"2024-001": {"案由": "甲"}}}
ANNOUNCED = event(1, Kind.COMMITTING, digest="d1", started="d0", cells=CELL)
DONE = event(2, Kind.COMMITTED, digest="d1", started="d0")


def test_after_a_commit_that_went_through_its_bytes_are_known() -> None:
    base = base_of([ANNOUNCED, DONE])
    assert base.settled
    assert base.value("台账", ("2024-001",), "案由") == "甲"


@pytest.mark.parametrize(
    "told",
    [
        [],
        [ANNOUNCED],
        # Found done by a later run: nobody knows what that run's forerunner had seen.
        [ANNOUNCED, event(2, Kind.COMMITTED, digest="d1", started="d0", cells=CELL)],
        [event(2, Kind.COMMITTED, digest="d1", cells=CELL)],
        [ANNOUNCED, DONE, event(3, Kind.COMMITTING, digest="d2", started="d1", cells=CELL)],
        [ANNOUNCED, DONE, event(3, Kind.EDITED, sheet="台账", after={"案由": "乙"})],
        [ANNOUNCED, DONE, event(3, Kind.OPENED, sheet="台账", by_hand=True, values={}, after={"案由": "乙"})],
        [ANNOUNCED, DONE, event(3, Kind.COMMITTED, digest="d1", cells={}, back_to=2)],
    ],
)
def test_whatever_leaves_a_doubt_makes_the_next_run_read_it_all(told: list[Event]) -> None:
    assert not base_of(told).settled


def views(office: Office) -> Mapping[str, object]:
    with open_desk(office.workspace, office.order()) as desk:
        assert desk.opened is not None
        return desk.opened.views


def test_what_we_wrote_last_is_not_read_again_until_somebody_saves_it(office: Office) -> None:
    office.put("一.xlsx", office.report())
    office.run(ingest)
    seen = views(office)
    assert isinstance(seen[office.record], Glance)
    assert isinstance(seen["待确认"], SheetView)
    office.type_in("2024-001", 备注="问过了")
    assert isinstance(views(office)[office.record], SheetView)
    assert isinstance(views(office)[office.record], SheetView), "the edit is noted, but nothing has been written since"
    office.put("二.xlsx", office.report(企业名称="顺德乙公司", 问题困难="用电不足"))
    office.run(ingest)
    assert isinstance(views(office)[office.record], Glance)
    assert [row.get("备注") for row in office.rows()] == ["问过了", None]


def test_a_register_put_back_as_we_wrote_it_takes_the_edit_back(office: Office) -> None:
    office.put("一.xlsx", office.report())
    office.run(ingest)
    ours = office.workspace.register.read_bytes()
    office.type_in("2024-001", 职务="厂长")
    views(office)
    assert office.desk.cases["2024-001"].words("职务") == "厂长"
    office.workspace.register.write_bytes(ours)
    office.run(ingest)
    assert office.desk.cases["2024-001"].words("职务") == "经理"
    assert office.row("2024-001")["职务"] == "经理"


def test_what_a_person_wrote_on_another_sheet_stands_when_we_want_to_change_it_later(office: Office) -> None:
    office.put("一.xlsx", office.report())
    office.run(ingest)
    book = open_book(office.workspace.register.read_bytes())
    heads = {cell.value: cell.column for cell in book["收件日志"][1]}
    book["收件日志"].cell(2, heads["企业名称"]).value = "改过的名字"
    office.workspace.register.write_bytes(saved(book))
    office.put("二.xlsx", office.report(企业名称="顺德乙公司", 问题困难="用电不足"))
    office.run(ingest)
    with open_desk(office.workspace, office.order()) as desk:
        assert desk.opened is not None
        log = desk.opened.views["收件日志"]
        assert isinstance(log, Glance)
        wanted = {("1",): {"收件号": 1, "企业名称": "又一个名字"}}
        shown = with_hands(desk, "收件日志", wanted)
        assert "企业名称" not in merge(log, shown, desk.base).written["收件日志"].get(("1",), {})


def test_the_register_is_read_and_the_cases_are_folded_once_a_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.jobs.books import bookkeeping
    from toolkit.jobs.desk import memory

    count = itertools.count()
    seen: list[int] = []
    real_fold, real_view = memory.fold, bookkeeping.view
    monkeypatch.setattr(memory, "fold", lambda *given: (seen.append(next(count)), real_fold(*given))[1])
    read: list[str] = []
    monkeypatch.setattr(bookkeeping, "view", lambda book, spec: (read.append(spec.name), real_view(book, spec))[1])
    office.put("一.xlsx", office.report())
    office.run(ingest)
    assert len(seen) == 1
    assert len(read) == len(set(read))
    read.clear()
    office.put("二.xlsx", office.report(企业名称="顺德乙公司", 问题困难="用电不足"))
    office.run(ingest)
    assert read == ["成员单位", "节假日", "待确认"]
