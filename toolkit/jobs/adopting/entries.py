"""A row of an old ledger (旧台账) that may be a matter: what it says, what is kept beside it, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.cases.adopted import contradictions, status_of
from toolkit.events import CellValue
from toolkit.intake.old_ledger import Heading
from toolkit.intake.old_ledger.values import EARLIEST
from toolkit.intake.plain.grid import a1
from toolkit.mechanism import Phase, Record

#: From so many matters in hand on, what they all have says something about a column.
_IN_HAND = 2
#: The meanings of the days that may tell when a matter began.
BEGINNINGS = ("submitted", "dispatched", "closed")
#: A number of our own form, the strokes people type between its parts aside.
_OWN_NUMBER = re.compile(r"(\d{4})[-‐‑–—－](\d{3,6})")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a cell that the office should look at.

    Attributes:
        sheet, cell: where (C5).
        head: the ledger's header.
        column: the register column it was to fill, "" for none.
        text: what stands there.
        why: what is doubtful, in a clerk's words.
    """

    sheet: str
    cell: str
    head: str
    column: str
    text: str
    why: str


@dataclass(slots=True)
class Entry:
    """A row of an old ledger that may be a matter.

    Attributes:
        sheet: the sheet.
        row: its number as people see it.
        identity: the row's content, as a digest; the second of two equal rows has another.
        values: register column → value; neither number nor status is among them.
        status: the status in our words, "" where neither the ledger nor the values tell one.
        number: the number the ledger gave it, of our own form; "" for none.
        kept: header → what is kept in the remarks.
        doubts: what the office should look at.
        held: why it is not taken by itself, "" where it is.
        like: the case it is, or may be.
        known: whether it was taken over before.
        reworded: whether it was taken over before it was changed (改过的旧行).
        mark: the number the ledger gave it, of whatever form.
        ordinal: what its column 序号 says.
        year: the year its sheet or its ledger speaks of, None where that names none.
        said: register column → the ledger's own word, where ours is another (销号 → 已评价).
    """

    sheet: str
    row: int
    identity: str
    values: dict[str, CellValue] = field(default_factory=dict)
    status: str = ""
    number: str = ""
    kept: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    held: str = ""
    like: str = ""
    known: bool = False
    reworded: bool = False
    mark: str = ""
    ordinal: str = ""
    year: int | None = None
    said: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.sheet} 第{self.row}行".strip()


def doubt(entry: Entry, heading: Heading, column: str, text: str, why: str) -> None:
    cell = a1(entry.row - 1, heading.head.place)
    entry.doubts.append(Doubt(entry.sheet, cell, heading.head.text, column, text, why))


def doubt_planned_days(entries: Sequence[Entry], headings: Sequence[Heading], record: Record) -> None:
    """Doubt a column of closing days that matters in hand have filled as well: it may hold the days they are due."""
    column = record.role("closed")
    heading = next((each for each in headings if each.target.columns == (column,)), None)
    in_hand = [each for each in entries if record.phase(each.status) is Phase.HANDLING]
    filled = sum(column in each.values for each in in_hand)
    if heading is None or len(in_hand) < _IN_HAND or filled * 2 < len(in_hand):
        return
    why = f"在办的行大多也填了这一栏，可能不是“{column}”"
    for entry in entries:
        if column in entry.values and not any(each.column == column for each in entry.doubts):
            doubt(entry, heading, column, str(entry.values[column]), why)


def day_of(entry: Entry, record: Record, as_of: date) -> date:
    """Return the day a row's matter began: of its submission, else its dispatch, else its closing.

    Where it tells none of them, the last day of its ledger's year; where the ledger names no year, today.
    """
    days = (entry.values.get(record.roles.get(each, "")) for each in BEGINNINGS)
    sound = (each for each in days if isinstance(each, date) and EARLIEST <= each <= as_of)
    last = date(entry.year, 12, 31) if entry.year else as_of
    return next(sound, min(last, as_of))


def doubt_beginning(entry: Entry, record: Record) -> None:
    """Doubt a row that tells no day at all: nobody can say in which quarter it counts."""
    column = record.roles.get("submitted", "")
    told = any(entry.values.get(record.roles.get(each, "")) for each in BEGINNINGS)
    if column and not told and not any(each.column == column for each in entry.doubts):
        why = f"没有“{column}”等日期，算不准是哪个季度的"
        entry.doubts.append(Doubt(entry.sheet, f"第{entry.row}行", column, column, "", why))


def take_number(entry: Entry, record: Record) -> None:
    """Keep a number of our own form as it is, any other one in the remarks."""
    number = record.role("number")
    text = str(entry.values.pop(number, "")).strip()
    entry.mark = text
    own = _OWN_NUMBER.fullmatch(text)
    if own is not None:
        entry.number = f"{own[1]}-{int(own[2]):03}"
    elif text:
        entry.kept.insert(0, (f"原{number}", text))


def take_status(entry: Entry, record: Record) -> None:
    """Settle the status: the ledger's, else what the values tell; what speaks against it is a doubt."""
    column = record.role("status")
    asked = any(each.column == column for each in entry.doubts)
    entry.status = str(entry.values.pop(column, ""))
    if not entry.status and not asked:
        entry.status = status_of(record, entry.values)
        if not entry.status and any(entry.values.get(each) for each in _begun(record)):
            why = f"没有写状态，先登记为“{record.initial}”"
            entry.doubts.append(Doubt(entry.sheet, f"第{entry.row}行", column, column, "", why))
    for name, why in contradictions(record, entry.status, entry.values):
        if not any(each.column == name for each in entry.doubts):
            entry.doubts.append(Doubt(entry.sheet, f"第{entry.row}行", name, name, "", why))


def _begun(record: Record) -> Iterator[str]:
    """Yield the columns that are filled only where somebody has begun to handle a case."""
    yield from (record.roles[each] for each in ("lead", "opinion", "result") if each in record.roles)
