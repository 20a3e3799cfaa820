"""Columns that a register made before there were any is given: behind all that stands on their sheet, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice

from toolkit.ooxml import BlockCell, Look, Workbook, solid
from toolkit.register.merge import Sheet
from toolkit.register.view import HEADER_WITHIN, header_of, sheet_rows

_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))
_HEAD = Look(
    '<font><sz val="10.5"/><name val="黑体"/><charset val="134"/></font>',
    solid("FFDDEBF7"),
    f"<border>{_SIDES}<diagonal/></border>",
    '<alignment horizontal="center" vertical="center" wrapText="1"/>',
)


def missing_columns(sheet: Sheet) -> tuple[str, ...]:
    """Return the columns that a sheet does without, as a register may that was made before there were any."""
    return () if sheet.is_away else tuple(each.name for each in sheet.spec.columns if each.name not in sheet.places)


def add_columns(book: Workbook, sheet: Sheet, names: Sequence[str]) -> Mapping[str, int]:
    """Put the heads of columns that a sheet lacks into its row of heads, right of all that stands on the sheet.

    Returns:
        Column → its place, counted from 0.

    Raises:
        UneditableError: the sheet is laid out so that it cannot be added to; nothing was changed.
    """
    rows = sheet_rows(book, sheet.spec)
    top = list(islice(rows, HEADER_WITHIN))
    header, _ = header_of(top, sheet.spec)
    free = 1 + max((column for row in chain(top, rows) for column in row.cells), default=-1)
    heads = {(header, place): BlockCell(name, "", _HEAD) for place, name in enumerate(names, free)}
    book.block(sheet.spec.name, heads)
    return {name: place for place, name in enumerate(names, free)}
