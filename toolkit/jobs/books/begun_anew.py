"""Begun anew (补建): the journal's new beginning from the register, so that no run after it empties a cell.

The register's rows come first, then what is still shown beside them; what is not explained even then stands as it is
written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import take_settings, wanted_sheets
from toolkit.jobs.books.reseed import reseed
from toolkit.jobs.books.still_shown import DONE, LATE, answered, edit, other_dates, surveyed
from toolkit.jobs.books.supervisions import STATE
from toolkit.jobs.desk.desk import Desk
from toolkit.register import SheetView, ViewRow, same, schema


def begun_anew(desk: Desk, data: bytes, views: Mapping[str, SheetView]) -> list[Event]:
    """Return the events by which a lost journal begins anew; that the register is ours comes last.

    Args:
        desk: a desk whose journal is lost; nothing is written to it.
        data: the register's bytes.
        views: its sheets, read whole.

    Raises:
        RegisterError: a key stands twice.
    """
    *events, committed = reseed(desk, data, views)
    then = replace(desk, order=replace(desk.order, dry_run=True), opened=None)
    then.stand([])
    take_settings(then, views)
    then.record(events)
    clocks = views[schema.CLOCKS]
    for found in (other_dates, _answers, surveyed):
        more = list(found(then, clocks))
        then.record(more)
        events += more
    events += _standing(then, views)
    return [*events, committed]


def _answers(desk: Desk, clocks: SheetView) -> Iterator[Event]:
    yield from (event for _, event in answered(desk, clocks))


def _standing(desk: Desk, views: Mapping[str, SheetView]) -> Iterator[Event]:
    """Yield the cells that would still be emptied or written over, a row each: they stand as if somebody wrote them."""
    main = desk.mechanism.record.sheet
    for name, wanted in wanted_sheets(desk).items():
        sheet = views[name]
        for key, row in sheet.by_key().items():
            ours = wanted.get(key)
            if ours is None:
                continue  # nothing writes there
            after = {
                column: value
                for column, value in row.values.items()
                if not same(value, ours.get(column)) and not _moves_by_itself(name, column, row)
            }
            if after:
                missed = edit(sheet, row, {column: ours.get(column) for column in after}, after)
                if name == main:
                    del missed["key"]
                yield Event(Kind.EDITED, desk.as_of, key[0] if name in {main, schema.CLOCKS} else "", missed)


def _moves_by_itself(name: str, column: str, row: ViewRow) -> bool:
    """Return whether a cell is counted anew each day: how late somebody is who has not answered, how a 督查 stands."""
    if name == schema.SUPERVISIONS:
        return column == STATE
    return name == schema.CLOCKS and column == LATE and DONE not in row.values
