"""Columns of the office's own (自加的列) on the sheet of the cases: ours never, but what stands there may be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, islice

from toolkit.jobs.desk.desk import Desk
from toolkit.register import schema
from toolkit.register.view import HEADER_WITHIN, header_of, sheet_rows


def own_column(desk: Desk, names: Collection[str]) -> Mapping[str, str]:
    """Return 编号 → what stands in the office's own column that is headed by one of ``names``.

    Nothing where the register has no such column, or cannot be read just now. The rows are only read where it has one.
    """
    if desk.opened is None or not names:
        return {}
    spec = next(each for each in schema.sheets(desk.mechanism) if each.name == desk.mechanism.record.sheet)
    rows = sheet_rows(desk.opened.book, spec)
    top = list(islice(rows, HEADER_WITHIN))
    header, places = header_of(top, spec)
    heads = next(row.cells for row in top if row.number == header)
    own = [
        place
        for place, cell in heads.items()
        if place not in places.values() and isinstance(cell.value, str) and "".join(cell.value.split()) in names
    ]
    if not own:
        return {}
    number, wanted = places[desk.mechanism.record.role("number")], own[0]
    return {
        str(row.cells[number].value).strip(): " ".join(str(row.cells[wanted].value).split())
        for row in chain(top, rows)
        if row.number > header and all(place in row.cells and row.cells[place].value for place in (number, wanted))
    }
