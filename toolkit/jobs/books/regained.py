"""Regained (找回的写入记录): what we wrote into the register ourselves, where the journal has lost the note of it.

Without the note each such cell would be taken for a person's work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toolkit.errors import RegisterError
from toolkit.events import Event, Kind
from toolkit.jobs.books.gaps import Gaps
from toolkit.jobs.desk.desk import Desk
from toolkit.register import Cells, SheetView, Wanted, for_journal, same

#: What each sheet should show, as the events say.
Shows = Callable[[Desk], Mapping[str, Wanted]]
_UNSURE = "日志有缺失，上面的人工改动里可能有先前已经记过的，请核对“经过”里的改动"


def regain(desk: Desk, views: Mapping[str, SheetView], digest: str, shows: Shows) -> None:
    """Note what of the register is our own writing, where the journal has gaps; else do nothing.

    Of a register that lies there byte for byte as we left it, everything is; of one that was saved since, every cell
    that shows what the events say.

    Args:
        desk: where the notes go; what people did to the register is not taken in yet.
        views: every sheet as it lies there, read whole.
        digest: the digest of the register's bytes.
        shows: tells what the sheets should show by the events on a desk.
    """
    if not Gaps(desk).open or not desk.base.commits:
        return
    shown, untouched = shows(desk), desk.base.digest == digest
    desk.record(list(_notes(desk, views, shown, untouched=untouched)))


def tell_unsure(desk: Desk, since: int) -> None:
    """Say that a hand edit may be none, where the journal has gaps and people's work was found after a place in it."""
    if not Gaps(desk).open or _UNSURE in desk.hints:
        return
    new = (event for event in desk.events if event.seq > since)
    if any(event.kind is Kind.EDITED and not event.data.get("missed") for event in new):
        desk.hints.add(_UNSURE)
        desk.say(_UNSURE)


def _notes(
    desk: Desk, views: Mapping[str, SheetView], shown: Mapping[str, Wanted], *, untouched: bool
) -> Iterator[Event]:
    for name, wanted in shown.items():
        known, gone = desk.base.cells.get(name, {}), desk.base.gone.get(name, set())
        try:
            rows = views[name].by_key()
        except RegisterError:
            continue  # whoever writes to the sheet tells of a key that stands twice
        found: Cells = {name: {}}
        for key, row in rows.items():
            said = wanted.get(key, {})
            ours = {
                column: row.values.get(column)
                for column in views[name].places
                if not same(row.values.get(column), known.get(key, {}).get(column))
                and (untouched or (key in wanted and same(row.values.get(column), said.get(column))))
            }
            if ours and key not in gone:
                found[name][key] = ours
        if found[name]:
            # The event replaces what was known of the sheet: all of it is told again.
            whole: Cells = {
                name: {**known, **{key: {**known.get(key, {}), **ours} for key, ours in found[name].items()}}
            }
            yield Event(Kind.NOTED, desk.as_of, data={"sheet": name, "rows": for_journal(whole)[name]})
