"""Rebuild (重建): the register made from the journal alone, in our standard look, where it is lost and no backup opens.

What people wrote is in the journal and comes back; colours, columns of their own and other sheets are not, and do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.events import CellValue
from toolkit.jobs.books.bookkeeping import take_settings, wanted_sheets
from toolkit.jobs.books.elsewhere import whole_sheets
from toolkit.jobs.books.first_register import holidays
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import links
from toolkit.mechanism import UnitBook
from toolkit.ooxml import Workbook
from toolkit.register import (
    Base,
    Cells,
    SheetSpec,
    SheetView,
    ViewRow,
    Wanted,
    changed,
    create,
    merge,
    schema,
)


@dataclass(frozen=True)
class Rebuilt:
    """A register made from the journal: its bytes, and by sheet and row what stands in it."""

    data: bytes
    cells: Cells


def rebuild(desk: Desk) -> Rebuilt:
    """Return the register as the journal alone tells it; nothing is written.

    Args:
        desk: a desk on which no register was opened.
    """
    specs = schema.sheets(desk.mechanism)
    take_settings(desk, {spec.name: _kept(desk, spec) for spec in specs})
    wanted = _wanted(desk)
    own = wanted.keys() & {spec.name for spec in specs if not spec.keys}
    mechanism = replace(desk.mechanism, units=UnitBook([])) if schema.UNITS in own else desk.mechanism
    days = [] if schema.HOLIDAYS in own else holidays(desk.as_of.year)
    fresh = create(mechanism, days, desk.as_of)
    views, base, paths = whole_sheets(fresh, desk.mechanism), Base(gone=desk.base.gone), links(desk, wanted, Base())
    changes = {name: merge(views[name], rows, base, links=paths.get(name)) for name, rows in wanted.items()}
    cells = {name: rows for change in changes.values() for name, rows in change.written.items()}
    return Rebuilt(changed(Workbook.read(fresh), changes), cells)


def _kept(desk: Desk, spec: SheetSpec) -> SheetView:
    """Return what the journal knows of a sheet as if it had been read."""
    rows = _known(desk, spec.name)
    return SheetView(spec, {}, [], [ViewRow(number, key, rows[key]) for number, key in enumerate(rows, start=2)])


def _known(desk: Desk, name: str) -> dict[tuple[str, ...], dict[str, CellValue]]:
    rows = desk.base.cells.get(name, {})
    return {
        key: {column: value for column, value in row.items() if value not in (None, "")} for key, row in rows.items()
    }


def _wanted(desk: Desk) -> Mapping[str, Wanted]:
    """Return what each sheet should show: what the events say, and rows that stood there beside it."""
    wanted = wanted_sheets(desk)
    found: dict[str, Wanted] = {name: {key: row for key, row in rows.items() if row} for name, rows in wanted.items()}
    for spec in schema.others(desk.mechanism):
        said = wanted.get(spec.name, {})
        rows = {**_known(desk, spec.name), **said}
        if rows:
            found[spec.name] = {key: dict(row) for key, row in rows.items() if row}
    return found
