"""The register as it lies there now: rows found by their key, columns by their header, wherever people moved them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice

from toolkit.errors import RegisterError
from toolkit.events import CellValue
from toolkit.mechanism import Column, ColumnType
from toolkit.ooxml import CellError, MissingSheetError, Row, Workbook
from toolkit.register.schema import SheetSpec
from toolkit.scripts import to_run

#: The place of a column that an older register lacks.
_NOWHERE = -1
#: A header is looked for in this many rows: people put a title above it.
HEADER_WITHIN = 10
#: What names a row: the texts in its key columns.
Key = tuple[str, ...]
#: A 编号 as it is given, and what people's programs and fingers make of it: other dashes, blanks, none at all.
_NUMBER = re.compile(r"[0-9]{4}-(?:[0-9]{3}|[1-9][0-9]{3,})")
_LIKE_NUMBER = re.compile(r"\s*([0-9]{4})\s*(?:[-‐‑‒–—―−－_~ー一]+|(?=[0-9]{3}))\s*([0-9]+)\s*")
_DAY = re.compile(r"^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*$")


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A row people see: where it stands, its key, its non-empty cells by column."""

    number: int
    key: Key
    values: Mapping[str, CellValue]


@dataclass(frozen=True)
class SheetView:
    """One sheet as it lies there.

    Attributes:
        spec: what the sheet should hold.
        places: column → its place, counted from 0.
        rows: the rows that have a key.
        loose: rows with content but no key: typed in by hand.
        is_away: whether the register does without it; ``places`` are then where its columns will stand once it is
            made, none where it cannot be.
    """

    spec: SheetSpec
    places: Mapping[str, int]
    rows: Sequence[ViewRow]
    loose: Sequence[ViewRow] = field(default_factory=list)
    is_away: bool = False

    @property
    def others(self) -> None:
        """Nothing: all its rows are at hand."""

    def by_key(self) -> dict[Key, ViewRow]:
        """Return the rows by key.

        Raises:
            RegisterError: a key stands twice; the message says in which rows.
        """
        found: dict[Key, ViewRow] = {}
        for row in self.rows:
            if row.key in found:
                raise twice(self.spec, row.key, found[row.key].number, row.number)
            found[row.key] = row
        if len(self.spec.keys) == 1:
            self._refuse_lookalikes(found)
        return found

    def _refuse_lookalikes(self, rows: Mapping[Key, ViewRow]) -> None:
        """Refuse a 编号 that reads as another row's once width and dashes are put aside (２０２４—００１)."""
        plain = {meant: row for key, row in rows.items() if (meant := _NUMBER.fullmatch(key[0]) and key[0])}
        for key, row in rows.items():
            meant = "" if key[0] in plain else _number_meant(key[0])
            other = plain.setdefault(meant, row) if meant else row
            if other is not row:
                raise twice(self.spec, other.key, other.number, row.number, key)

    def find(self, keys: Collection[Key]) -> dict[Key, ViewRow]:
        """Return those of the rows with these keys that there are.

        Raises:
            RegisterError: a key stands twice; the message says in which rows.
        """
        rows = self.by_key()
        return {key: rows[key] for key in keys if key in rows}


def twice(spec: SheetSpec, key: Key, first: int, second: int, written: Key = ()) -> RegisterError:
    """Return the error of a key that stands in two rows; ``written``: how the second has it, where not the same."""
    other = f"写作“{' '.join(written)}”" if written else ""
    return RegisterError(
        f"总台账“{spec.name}”里“{' '.join(key)}”出现了两次：第 {first} 行和第 {second} 行{other}",
        f"请{remedy_of_twice(spec)}，保存后再运行",
    )


def remedy_of_twice(spec: SheetSpec) -> str:
    """Return what to do where a key stands twice; a row whose number comes from us gets another once it is cleared."""
    cleared = f"（或清空它的{spec.keys[0]}，作为新的一行登记）" if spec.numbered else ""
    return f"删去多余的一行{cleared}"


def _number_meant(text: str) -> str:
    """Return the 编号 (2024-001) that a text reads as, "" where it is none."""
    match = _LIKE_NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    return f"{match[1]}-{int(match[2]):03}" if match else ""


def view(book: Workbook, spec: SheetSpec) -> SheetView:
    """Return one sheet as it lies there, or how it will where the register does without it so far.

    Raises:
        RegisterError: the sheet or one of its columns is missing, or a header stands twice.
    """
    to_be = places_to_be(book, spec)
    if to_be is not None:
        return SheetView(spec, to_be, [], is_away=True)
    kept: list[ViewRow] = []
    loose: list[ViewRow] = []
    rows = sheet_rows(book, spec)
    top = list(islice(rows, HEADER_WITHIN))
    header, places = header_of(top, spec)
    for row in chain(top, rows):
        if row.number <= header:
            continue
        values = values_of(row, spec, places)
        if values:
            key = tuple(str(values.get(name, "")).strip() for name in spec.keys)
            (kept if all(key) and key else loose).append(ViewRow(row.number, key, values))
    return SheetView(spec, places, kept, loose)


def places_to_be(book: Workbook, spec: SheetSpec) -> Mapping[str, int] | None:
    """Return None where the register has this sheet or must have it, else column → its place once the sheet is made.

    Nothing where it cannot be made: a sheet of the office's own is called so, or the file is of a dialect into which no
    sheet is put.
    """
    if not spec.optional:
        return None
    if spec.name in {each.name for each in book.sheets}:
        _, hits = _heads(list(islice(book.rows(spec.name), HEADER_WITHIN)), spec)
        return None if 2 * len(hits) > len(spec.columns) else {}
    return {} if book.is_strict else {column.name: place for place, column in enumerate(spec.columns)}


def _another_mechanism() -> str:
    """Return why a sheet or header may be missing although nobody renamed it."""
    how = f"运行{to_run('init')}，总台账会按新的机制重新建立"
    return f"换过机制、还没有登记事项的，{how}；已有事项的，请改回原机制"


def sheet_rows(book: Workbook, spec: SheetSpec) -> Iterator[Row]:
    """Return the rows of a sheet as they are read.

    Raises:
        RegisterError: the sheet is missing.
    """
    try:
        return book.rows(spec.name)
    except MissingSheetError as error:
        raise RegisterError(
            f"总台账里找不到工作表“{spec.name}”",
            f"请把工作表改回原名，或用“恢复总台账”取回备份。{_another_mechanism()}",
        ) from error


def header_of(rows: Sequence[Row], spec: SheetSpec) -> tuple[int, dict[str, int]]:
    """Return in which of the first rows the headers stand, and column → its place.

    Raises:
        RegisterError: a column is missing, or a header stands twice.
    """
    number, hits = _heads(rows, spec)
    _complain(spec, [name for name, _ in hits])
    return number, dict(hits)


def _heads(rows: Sequence[Row], spec: SheetSpec) -> tuple[int, list[tuple[str, int]]]:
    """Return the row with the most headers, 0 where none has any, and those that stand there with their places."""
    names = {_plain(name): column.name for column in spec.columns for name in column.synonyms}
    names.update({_plain(column.name): column.name for column in spec.columns})
    best: tuple[int, list[tuple[str, int]]] = (0, [])
    for row in rows[:HEADER_WITHIN]:
        hits = [
            (names[_plain(cell.value)], place)
            for place, cell in row.cells.items()
            if isinstance(cell.value, str) and _plain(cell.value) in names
        ]
        exact = {name for name, place in hits if _plain(row.cells[place].value) == _plain(name)}
        # A column of their own may be called what ours is also known as: then only the header itself is ours.
        hits = [(n, place) for n, place in hits if n not in exact or _plain(row.cells[place].value) == _plain(n)]
        if len(hits) > len(best[1]):
            best = (row.number, hits)
    return best


def _complain(spec: SheetSpec, found: Sequence[str]) -> None:
    missing = [column for column in spec.columns if not column.later and column.name not in found]
    if missing:
        raise RegisterError(
            f"总台账“{spec.name}”的表头缺少：{'、'.join(map(_with_synonyms, missing))}",
            "请把列名改回来（列可以移动、隐藏，不要改名或删除），保存后再运行；也可用“恢复总台账”取回备份。"
            f"改好之前，收件箱里的文件都等着，不会丢。{_another_mechanism()}",
        )
    double = sorted({name for name in found if found.count(name) > 1})
    if double:
        raise RegisterError(
            f"总台账“{spec.name}”的表头有两列叫：{'、'.join(double)}", "请删去或改名多余的一列，保存后再运行"
        )


def _with_synonyms(column: Column) -> str:
    return column.name + (f"（也认得：{'、'.join(column.synonyms)}）" if column.synonyms else "")


def _plain(value: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def values_of(row: Row, spec: SheetSpec, places: Mapping[str, int]) -> dict[str, CellValue]:
    """Return the non-empty cells of a row by column."""
    values: dict[str, CellValue] = {}
    cells = row.cells
    for column in spec.columns:
        cell = cells.get(places.get(column.name, _NOWHERE))
        # Most cells of a register are empty: they are passed over without a question.
        if cell is not None and cell.value is not None:
            value = read_cell(cell.value, column)
            if value is not None:
                values[column.name] = value
    return values


def key_of(cells: Sequence[object], columns: Sequence[Column]) -> Key:
    """Return the key that stands in these cells, () where one of them is empty."""
    said = [read_cell(cell, column) for cell, column in zip(cells, columns, strict=True)]
    key = tuple("" if each is None else str(each).strip() for each in said)
    return key if all(key) else ()


def read_cell(value: object, column: Column) -> CellValue | None:
    """Return what a cell means in its column: a day, a whole number or a text; None where it is empty."""
    if value is None or isinstance(value, bool | CellError):
        return None if value is None else str(value)
    if isinstance(value, str):  # by far the most are
        return _text(value, column)
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value if column.type is ColumnType.DATE else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return value if column.type is ColumnType.NUMBER else str(value)
    return _text(str(value), column)


def _text(text: str, column: Column) -> CellValue | None:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.strip()
    if column.type is ColumnType.TEXT:
        return text or None
    return _typed(text, column) if text else None


def _typed(text: str, column: Column) -> CellValue:
    if column.type is ColumnType.NUMBER and text.isdecimal():
        return int(text)
    match = _DAY.match(text) if column.type is ColumnType.DATE else None
    if match is None:
        return text
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return text
