"""Old ledgers (旧台账) read: every row that may be a matter, its values, what is kept beside them, and the doubts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.intake.old_ledger import Cell, Heading, Headings, Row, Table, Target, Values, table_of
from toolkit.intake.plain.grid import Grid, as_text
from toolkit.intake.plain.words import plain
from toolkit.jobs.adopting.entries import Entry, doubt, doubt_beginning, doubt_planned_days, take_number, take_status
from toolkit.mechanism import Record

#: So many filled cells of a column tell what it holds.
_SAMPLE = 200
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_IDENTITY = 24


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet as the report shows it: how it is understood, how much stands in it."""

    sheet: str
    heading: Heading
    filled: int
    sample: str


@dataclass
class OldLedger:
    """What an old ledger holds.

    Attributes:
        entries: its rows, sheet by sheet.
        columns: its columns.
        passed: rows that are no matter: sheet, row as people see it, and why.
        unread: sheets that were not read, and why.
        words: (register column, text) → how often a text stands there that is none of the column's words.
    """

    entries: list[Entry] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    passed: list[tuple[str, int, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Reading:
    """By what a ledger is read.

    Attributes:
        record: the kind of record its rows become.
        headings, values: what its headers and its cells mean.
        told: (sheet, header) → the register column that the office named for it.
    """

    record: Record
    headings: Headings
    values: Values
    told: Mapping[tuple[str, str], str]


def read_ledger(grids: Sequence[Grid], reading: Reading, name: str, wanted: Collection[str] = ()) -> OldLedger:
    """Return what a book's ledgers hold.

    Args:
        grids: its sheets.
        reading: by what they are read.
        name: the file's name: it may name the year.
        wanted: the sheets to be read, none for all that are not hidden.
    """
    ledger = OldLedger()
    seen: Counter[str] = Counter()
    for grid in grids:
        if wanted and grid.name not in wanted:
            ledger.unread.append((grid.name, "没有指定"))
        elif grid.hidden and not wanted:
            ledger.unread.append((grid.name, "是隐藏的工作表；需要读取的，请在旧台账里取消隐藏，保存后再运行"))
        elif grid.cells:
            _read_sheet(ledger, grid, reading, name, seen)
    return ledger


def _read_sheet(ledger: OldLedger, grid: Grid, reading: Reading, name: str, seen: Counter[str]) -> None:
    table = table_of(grid, reading.headings.knows)
    headings = _headings(table, reading) if table else []
    if table is None or not _is_ledger(headings, reading.record):
        ledger.unread.append((grid.name, "没有认出一行一事的表头（至少要有企业名称和问题两栏）"))
        return
    year = _year(grid.name, " ".join(table.titles), name)
    for heading in headings:
        filled = [row.cells[heading.head.place] for row in table.rows if heading.head.place in row.cells]
        shown = next((as_text(each).strip() for each in filled), "")
        ledger.columns.append(Column(grid.name, heading, len(filled), shown))
    ledger.passed += [(grid.name, row + 1, why) for row, why in table.passed.items() if why != "空行"]
    entries = [_entry(ledger, table, row, headings, reading, year, seen) for row in table.rows]
    doubt_planned_days(entries, headings, reading.record)
    ledger.entries += entries


def _headings(table: Table, reading: Reading) -> list[Heading]:
    """Return what each column is: by header and content, and by what the office said about it."""

    def readable(place: int, target: Target) -> float:
        cells = [row.cells[place] for row in table.rows if place in row.cells][:_SAMPLE]
        return reading.values.share(target, cells)

    found = reading.headings.of(table.heads, readable)
    for at, heading in enumerate(found):
        answer = reading.told.get((table.sheet, heading.head.text), "")
        told = reading.headings.told(heading, answer) if answer else None
        if told is not None:
            found[at] = told
            # A column said to be another's takes its place.
            for other, there in enumerate(found):
                if other != at and there.target.columns == told.target.columns and told.target.columns:
                    found[other] = Heading(there.head, why=f"按核对表，“{told.target.columns[0]}”取自另一栏")
    return found


def _is_ledger(headings: Sequence[Heading], record: Record) -> bool:
    there = {column for each in headings for column in (*each.target.columns, each.proposed)}
    return record.role("firm") in there and not there.isdisjoint({record.role("problem"), record.role("subject")})


def _year(*texts: str) -> int | None:
    """Return the year that the first of these texts with any year names, None where it names several."""
    for text in texts:
        years = {int(each) for each in _YEAR.findall(unicodedata.normalize("NFKC", text))}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def _entry(
    ledger: OldLedger, table: Table, row: Row, headings: Sequence[Heading], reading: Reading,
    year: int | None, seen: Counter[str],
) -> Entry:  # fmt: skip
    content = _content(row, headings)
    seen[content] += 1
    identity = hashlib.sha256(f"{content}{seen[content]}".encode("utf-8", "replace")).hexdigest()[:_IDENTITY]
    entry = Entry(table.sheet, row.number + 1, identity, year=year)
    if row.section:
        entry.kept.append(("原台账分组", row.section))
    for heading in headings:
        _take_cell(ledger, entry, row, heading, reading, year)
    take_number(entry, reading.record)
    take_status(entry, reading.record)
    doubt_beginning(entry, reading.record)
    return entry


def _content(row: Row, headings: Sequence[Heading]) -> str:
    """Return what a row says, whatever its place, its ordinal, and the order of its columns."""
    ordinals = {each.head.place for each in headings if each.ordinal}
    texts = [as_text(value).strip() for place, value in row.cells.items() if place not in ordinals]
    return "\x1f".join(sorted(filter(None, texts)))


def _own_words(heading: Heading, cell: Cell, clash: Collection[str]) -> Mapping[str, str]:
    """Return by column what the ledger says in other words than we do: two of its words may be one of ours."""
    if len(heading.target.columns) != 1 or clash:
        return {}
    head = heading.head.text
    raw = f"{head}：{cell.raw}" if heading.target.answers or heading.target.choice else cell.raw
    return {
        column: raw for column, ours in cell.values.items() if isinstance(ours, str) and plain(ours) != plain(cell.raw)
    }


def _take_cell(ledger: OldLedger, entry: Entry, row: Row, heading: Heading, reading: Reading, year: int | None) -> None:
    head = heading.head
    column = next(iter(heading.target.columns), "")
    if head.place in row.errors:
        formula = row.errors[head.place]
        entry.kept.append((head.text, f"公式出错（{formula}）"))
        if column:
            doubt(entry, heading, column, formula, "是出错的公式，没有内容")
        return
    raw = row.cells.get(head.place)
    if raw is None:
        return
    if not column:
        text = as_text(raw).strip()
        if text:
            entry.kept.append((f"原{head.text}" if heading.ordinal else head.text, text))
            entry.ordinal = entry.ordinal or (text if heading.ordinal else "")
        return
    cell = reading.values.read(heading.target, raw, year)
    if cell.word:
        ledger.words[column, cell.word] += 1
    for why in cell.doubts:
        doubt(entry, heading, column, cell.raw, why)
    clash = [each for each, value in cell.values.items() if entry.values.get(each, value) != value]
    for each in clash:
        doubt(entry, heading, each, cell.raw, f"“{each}”已经由别的栏写成“{entry.values[each]}”")
    entry.values.update({each: value for each, value in cell.values.items() if each not in clash})
    entry.said.update(_own_words(heading, cell, clash))
    if not cell.whole or clash:
        entry.kept.append((head.text, cell.raw))
