"""The register as it lies there now: rows found by their key, columns by their header, wherever people moved them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.errors import RegisterError
from toolkit.events import CellValue
from toolkit.mechanism import Column, ColumnType
from toolkit.ooxml import CellError, MissingSheetError, Row, Workbook
from toolkit.register.schema import SheetSpec

#: A header is looked for in this many rows: people put a title above it.
_HEADER_WITHIN = 10
_DAY = re.compile(r"^\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*$")


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A row people see: where it stands, its key, its non-empty cells by column."""

    number: int
    key: tuple[str, ...]
    values: Mapping[str, CellValue]


@dataclass(frozen=True)
class SheetView:
    """One sheet as it lies there.

    Attributes:
        spec: what the sheet should hold.
        places: column → its place, counted from 0.
        rows: the rows that have a key.
        loose: rows with content but no key: typed in by hand.
    """

    spec: SheetSpec
    places: Mapping[str, int]
    rows: Sequence[ViewRow]
    loose: Sequence[ViewRow] = field(default_factory=list)

    def by_key(self) -> dict[tuple[str, ...], ViewRow]:
        """Return the rows by key.

        Raises:
            RegisterError: a key stands twice; the message says in which rows.
        """
        found: dict[tuple[str, ...], ViewRow] = {}
        for row in self.rows:
            if row.key in found:
                first = found[row.key].number
                raise RegisterError(
                    f"总台账“{self.spec.name}”里“{' '.join(row.key)}”出现了两次：第 {first} 行和第 {row.number} 行",
                    "请删去多余的一行（或清空它的编号，作为新事项登记），保存后再运行",
                )
            found[row.key] = row
        return found


def view(book: Workbook, spec: SheetSpec) -> SheetView:
    """Return one sheet as it lies there.

    Raises:
        RegisterError: the sheet or one of its columns is missing, or a header stands twice.
    """
    try:
        rows = list(book.rows(spec.name))
    except MissingSheetError as error:
        raise RegisterError(
            f"总台账里找不到工作表“{spec.name}”", "请把工作表改回原名，或用“恢复总台账”取回备份"
        ) from error
    header, places = _header(rows, spec)
    kept: list[ViewRow] = []
    loose: list[ViewRow] = []
    for row in rows:
        if row.number <= header:
            continue
        values = _values(row, spec, places)
        if values:
            key = tuple(str(values.get(name, "")).strip() for name in spec.keys)
            (kept if all(key) and key else loose).append(ViewRow(row.number, key, values))
    return SheetView(spec, places, kept, loose)


def _header(rows: Sequence[Row], spec: SheetSpec) -> tuple[int, dict[str, int]]:
    names = {_plain(name): column.name for column in spec.columns for name in column.synonyms}
    names.update({_plain(column.name): column.name for column in spec.columns})
    best: tuple[int, list[tuple[str, int]]] = (0, [])
    for row in rows[:_HEADER_WITHIN]:
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
    number, hits = best
    _complain(spec, [name for name, _ in hits])
    return number, dict(hits)


def _complain(spec: SheetSpec, found: Sequence[str]) -> None:
    missing = [column.name for column in spec.columns if column.name not in found]
    if missing:
        raise RegisterError(
            f"总台账“{spec.name}”的表头缺少：{'、'.join(missing)}",
            "请把列名改回来（列可以移动、隐藏，不要改名或删除），保存后再运行；也可用“恢复总台账”取回备份",
        )
    double = sorted({name for name in found if found.count(name) > 1})
    if double:
        raise RegisterError(
            f"总台账“{spec.name}”的表头有两列叫：{'、'.join(double)}", "请删去或改名多余的一列，保存后再运行"
        )


def _plain(value: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def _values(row: Row, spec: SheetSpec, places: Mapping[str, int]) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {}
    for column in spec.columns:
        cell = row.cells.get(places[column.name])
        value = read_cell(cell.value if cell else None, column)
        if value is not None:
            values[column.name] = value
    return values


def read_cell(value: object, column: Column) -> CellValue | None:
    """Return what a cell means in its column: a day, a whole number or a text; None where it is empty."""
    if value is None or isinstance(value, bool | CellError):
        return None if value is None else str(value)
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value if column.type is ColumnType.DATE else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return value if column.type is ColumnType.NUMBER else str(value)
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
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
