"""The three-way merge, cell by cell, and what counts as a person's work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from toolkit.errors import RegisterError
from toolkit.events import CellValue, Event, Kind
from toolkit.mechanism import Column, ColumnType
from toolkit.register import Base, SheetSpec, SheetView, ViewRow, base_of, for_journal, hand_work, merge, same
from toolkit.register.merge import fitting

SPEC = SheetSpec("台账", (Column("编号"), Column("案由"), Column("期限", ColumnType.DATE)), ("编号",))
PLACES = {"编号": 0, "案由": 1, "期限": 2}
KEY = ("2024-001",)
Row = Mapping[str, CellValue]


def sheet(*rows: Row, loose: tuple[Row, ...] = ()) -> SheetView:
    kept = [ViewRow(n, (str(row["编号"]),), row) for n, row in enumerate(rows, start=2)]
    return SheetView(SPEC, PLACES, kept, [ViewRow(n, ("",), row) for n, row in enumerate(loose, start=90)])


def base(*rows: Row) -> Base:
    return Base(cells={"台账": {(str(row["编号"]),): dict(row) for row in rows}})


def row(**cells: CellValue) -> Row:
    return {"编号": KEY[0], **cells}


@pytest.mark.parametrize(
    ("before", "theirs", "ours", "written"),
    [
        ({"案由": "旧"}, {"案由": "旧"}, {"案由": "新"}, {(2, 1): "新"}),
        ({"案由": "旧"}, {"案由": "他们的"}, {"案由": "新"}, {}),
        ({"案由": "旧"}, {"案由": "他们的"}, {"案由": "旧"}, {}),
        ({"案由": "旧"}, {"案由": "新"}, {"案由": "新"}, {}),
        ({"案由": "旧"}, {}, {"案由": "旧"}, {}),
        ({"案由": "旧"}, {}, {"案由": "新"}, {}),
        ({"案由": "旧"}, {"案由": "旧"}, {}, {(2, 1): None}),
        ({}, {}, {"案由": "新"}, {(2, 1): "新"}),
        ({}, {"案由": "他们的"}, {"案由": "新"}, {}),
        ({}, {"案由": "他们的"}, {}, {}),
        ({"案由": "旧"}, {"案由": " 旧\r\n"}, {"案由": "旧"}, {}),
        ({"期限": date(2024, 3, 5)}, {"期限": date(2024, 3, 5)}, {"期限": date(2024, 4, 5)}, {(2, 2): date(2024, 4, 5)}),
        ({"期限": date(2024, 3, 5)}, {"期限": "三月初"}, {"期限": date(2024, 4, 5)}, {}),
    ],
)  # fmt: skip
def test_a_cell_is_written_only_where_theirs_is_what_we_wrote_and_ours_is_new(
    before: Row, theirs: Row, ours: Row, written: dict[tuple[int, int], CellValue | None]
) -> None:
    change = merge(sheet(row(**theirs)), {KEY: row(**ours)}, base(row(**before)))
    assert change.cells == written
    assert not change.append
    assert bool(change) is bool(written)
    noted = change.written["台账"].get(KEY, {})
    assert list(noted.values()) == list(written.values())


def test_a_new_row_is_appended_with_all_its_cells() -> None:
    change = merge(sheet(), {KEY: row(案由="新")}, Base())
    assert change.append == [{0: "2024-001", 1: "新"}]
    assert change.written == {"台账": {KEY: {"编号": "2024-001", "案由": "新"}}}


def test_a_row_that_a_person_deleted_is_not_written_again() -> None:
    assert hand_work(sheet(), base(row(案由="旧"))).removed == [KEY]
    assert not merge(sheet(), {KEY: row(案由="新")}, base(row(案由="旧")))
    gone = Base(gone={"台账": {KEY}})
    assert not merge(sheet(), {KEY: row(案由="新")}, gone)
    assert hand_work(sheet(), gone).removed == []


def test_a_row_that_was_gone_and_is_back_is_returned() -> None:
    work = hand_work(sheet(row(案由="旧")), Base(gone={"台账": {KEY}}))
    assert [each.key for each in work.returned] == [KEY]
    assert not work.foreign
    assert not work.edits


def test_a_row_typed_in_gets_its_number_and_our_cells_where_it_stands() -> None:
    seen = sheet(loose=({"案由": "手填"},))
    assert [each.number for each in hand_work(seen, Base()).typed] == [90]
    change = merge(seen, {KEY: row(案由="手填", 期限=date(2024, 3, 5))}, Base(), {90: KEY})
    assert change.cells == {(90, 0): "2024-001", (90, 2): date(2024, 3, 5)}
    assert not change.append


def test_a_row_with_a_number_we_never_gave_is_foreign() -> None:
    work = hand_work(sheet(row(案由="旧账")), Base())
    assert [each.key for each in work.foreign] == [KEY]
    assert not work.typed


def test_an_edit_holds_before_and_after_of_the_changed_cells_only() -> None:
    seen = sheet(row(案由="改了", 期限=date(2024, 3, 5)))
    (edit,) = hand_work(seen, base(row(案由="旧", 期限=date(2024, 3, 5)))).edits
    assert (edit.key, edit.before, edit.after) == (KEY, {"案由": "旧"}, {"案由": "改了"})


def test_an_emptied_cell_is_an_edit_to_nothing() -> None:
    (edit,) = hand_work(sheet(row()), base(row(案由="旧"))).edits
    assert (edit.before, edit.after) == ({"案由": "旧"}, {"案由": None})


def test_sorting_is_no_edit() -> None:
    rows = [{"编号": f"2024-{n:03}", "案由": f"第{n}件"} for n in range(1, 6)]
    work = hand_work(sheet(*reversed(rows)), base(*rows))
    assert not (work.edits or work.removed or work.typed or work.foreign or work.returned)


def test_most_rows_gone_at_once_is_another_file_and_stops() -> None:
    rows = [{"编号": f"2024-{n:03}"} for n in range(1, 41)]
    with pytest.raises(RegisterError) as caught:
        hand_work(sheet(*rows[:19]), base(*rows))
    assert "少了 21 行" in caught.value.message
    assert "恢复总台账" in caught.value.remedy
    assert len(hand_work(sheet(*rows[:20]), base(*rows)).removed) == 20


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        (None, "", True),
        ("", None, True),
        ("甲\r乙", "甲\n乙", True),
        ("甲 ", "甲", True),
        ("甲 乙", "甲乙", False),
        (date(1899, 12, 1), "1899-12-01", True),
        (0, None, False),
        (0, 0, True),
        (2, "2", False),
        (date(2024, 3, 5), date(2024, 3, 6), False),
    ],
)
def test_two_cells_hold_the_same_when_a_person_would_say_so(
    left: CellValue | None, right: CellValue | None, alike: bool
) -> None:
    assert same(left, right) is alike
    assert same(right, left) is alike


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("甲\x0b乙\x00", "甲\ufffd乙\ufffd"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("半个\ud800字", "半个\ufffd字"),
        (date(1899, 5, 1), "1899-05-01"),
        (date(2024, 5, 1), date(2024, 5, 1)),
        (5, 5),
    ],
)
def test_what_a_cell_cannot_hold_is_made_to_fit_beforehand(value: CellValue, held: CellValue) -> None:
    assert fitting(value) == held


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    cut = fitting("字" * 40_000)
    assert isinstance(cut, str)
    assert cut.endswith("……（内容过长，全文见原件）")
    assert len(cut) <= 32_767
    assert fitting(cut) == cut
    emoji = fitting("😀" * 20_000)
    assert isinstance(emoji, str)
    assert len(emoji.encode("utf-16-le")) // 2 <= 32_767
    assert "\ufffd" not in emoji


def event(seq: int, kind: Kind, number: str = "", **data: object) -> Event:
    return Event(kind, date(2024, 1, 10), number, data, seq)


def note(digest: str, started: str, cells: Mapping[tuple[str, ...], Row]) -> dict[str, object]:
    written = {key: dict(row) for key, row in cells.items()}
    return {"digest": digest, "started": started, "cells": for_journal({"台账": written})}


def test_the_base_is_what_the_commits_add_up_to() -> None:
    first, second = note("d1", "d0", {KEY: row(案由="旧")}), note("d2", "d1", {KEY: {"案由": "新"}})
    told = [event(1, Kind.COMMITTING, **first), event(2, Kind.COMMITTED, **first), event(3, Kind.COMMITTED, **second)]
    found = base_of(told)
    assert found.cells == {"台账": {KEY: {"编号": "2024-001", "案由": "新"}}}
    assert found.digest == "d2"
    assert not found.unconfirmed


def test_a_commit_that_was_only_announced_is_no_base_yet() -> None:
    found = base_of([event(1, Kind.COMMITTING, **note("d1", "d0", {KEY: row(案由="旧")}))])
    assert not found.cells
    assert [each.note["digest"] for each in found.unconfirmed] == ["d1"]


def test_a_hand_edit_taken_note_of_is_part_of_the_base() -> None:
    first = note("d1", "d0", {KEY: row(案由="旧")})
    edit = event(3, Kind.EDITED, KEY[0], sheet="台账", before={"案由": "旧"}, after={"案由": "改"})
    found = base_of([event(1, Kind.COMMITTING, **first), event(2, Kind.COMMITTED, **first), edit])
    assert found.value("台账", KEY, "案由") == "改"


def test_a_base_gone_back_to_forgets_the_commits_after_it() -> None:
    first, second = note("d1", "d0", {KEY: row(案由="旧")}), note("d2", "d1", {("2024-002",): {"编号": "2024-002"}})
    told = [
        event(1, Kind.COMMITTING, **first), event(2, Kind.COMMITTED, **first),
        event(3, Kind.COMMITTING, **second), event(4, Kind.COMMITTED, **second),
        event(5, Kind.COMMITTED, digest="d1", cells={}, back_to=2),
    ]  # fmt: skip
    found = base_of(told)
    assert set(found.cells["台账"]) == {KEY}
    assert found.lost == {("台账", ("2024-002",))}
    assert found.digest == "d1"


def test_what_a_program_wrote_longer_than_we_would_stays_whole() -> None:
    typed = "长" * 40_000
    change = merge(sheet(row(案由=typed)), {KEY: row(案由=typed, 期限=date(2024, 3, 1))}, base(row(案由=typed)))
    assert change.cells == {(2, 2): date(2024, 3, 1)}


def test_a_deleted_row_that_we_write_again_may_be_deleted_again() -> None:
    first, again = note("d1", "d0", {KEY: row(案由="旧")}), note("d2", "d1", {KEY: row(案由="新")})
    told = [
        event(1, Kind.COMMITTING, **first), event(2, Kind.COMMITTED, **first),
        event(3, Kind.EDITED, KEY[0], sheet="台账", removed=True, after={}),
        event(4, Kind.COMMITTING, **again), event(5, Kind.COMMITTED, **again),
    ]  # fmt: skip
    assert hand_work(sheet(row(案由="新")), base_of(told)).returned == [], "it was we who brought it back"
    deleted = [*told, event(6, Kind.EDITED, KEY[0], sheet="台账", removed=True, after={})]
    assert hand_work(sheet(), base_of(told)).removed == [KEY]
    assert hand_work(sheet(), base_of(deleted)).removed == []


def test_a_comment_goes_with_its_row_wherever_it_stands_and_with_a_new_one() -> None:
    other = ("2024-002",)
    notes = {KEY: {"期限": "说明"}, other: {"期限": "另一个"}, ("2024-003",): {"期限": "没有这一行"}}
    wanted = {KEY: row(案由="旧"), other: {"编号": other[0], "案由": "新增"}}
    change = merge(sheet(row(案由="旧")), wanted, base(row(案由="旧")), notes=notes)

    assert change.cells == {}
    assert change.notes == {(2, 2): "说明"}
    assert change.append_notes == {(0, 2): "另一个"}


def test_a_comment_alone_is_something_to_write() -> None:
    change = merge(sheet(row(案由="旧")), {KEY: row(案由="旧")}, base(row(案由="旧")), notes={KEY: {"期限": None}})
    assert change.notes == {(2, 2): None}
    assert bool(change)
