"""Still shown (台账上还看得出的): what happened beside the cases' own rows, read off 时限 and outbox/.

That a supporting unit (配合单位) has answered stands only on 时限; that a firm was asked for its evaluation only in
outbox/. Where the journal lost it, the next write would empty cells, and a unit that did its part would be urged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from toolkit.cases import Case, RunningClock
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import SURVEYS
from toolkit.jobs.desk.sheets import kind_of_side, unit_name
from toolkit.register import SheetView, ViewRow
from toolkit.register.view import Key

#: The columns of 时限 that tell of it.
DUE, DONE, LATE = "现期限", "完成日", "超期工作日"


def other_dates(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    """Yield which of the deadlines beside the lead unit's have another date on 时限 than the events give them."""
    for case, key, clock, row in _side_rows(desk, sheet):
        due = row.values.get(DUE)
        if isinstance(due, date) and due != clock.current:
            moved = edit(sheet, row, {DUE: clock.current}, {DUE: due})
            yield Event(Kind.EDITED, desk.as_of, case.number, {**moved, "beside": [clock.name, key[2], due]})


def answered(desk: Desk, sheet: SheetView) -> Iterator[tuple[Key, Event]]:
    """Yield which supporting units have answered by 时限 and not by the events: the row, and what stands for it.

    What they said is not known any more.
    """
    for case, key, clock, row in _side_rows(desk, sheet):
        done = row.values.get(DONE)
        if isinstance(done, date) and clock.met is None and _is_supporter(case, clock):
            form = desk.mechanism.form_that("answers").id
            said: dict[str, Any] = {"form": form, "role": "support", "unit": key[2], "values": {}, "reseeded": True}
            yield row.key, Event(Kind.ANSWERED, done, case.number, said)


def _side_rows(desk: Desk, sheet: SheetView) -> Iterator[tuple[Case, tuple[int, str, str], RunningClock, ViewRow]]:
    rows = sheet.by_key()
    for case in desk.live():
        for key, clock in list(case.side.items()):
            kind = kind_of_side(case, key, lambda text: unit_name(desk, text))
            row = rows.get((case.number, str(clock.round), kind))
            if row is not None:
                yield case, key, clock, row


def _is_supporter(case: Case, clock: RunningClock) -> bool:
    return clock.name in {each.name for each in case.record.special.subclocks}


def surveyed(desk: Desk, sheet: SheetView) -> Iterator[Event]:
    """Yield which firms were asked for their evaluation in the round that runs: their form lies in outbox/.

    Where it was cleared away, a deadline that is charged to somebody shows it: nobody is late who was not asked.
    """
    sent = _forms_sent(desk)
    late = {row.values["编号"]: row for row in sheet.rows if _is_charged(desk, row)}
    for case in desk.live():
        since = case.day("dispatched")
        days = [day for day in sent.get(case.number, ()) if since is None or day >= since]
        if days:
            yield _asked(case, min(days))
        elif case.number in late and late[case.number].values.get("轮次") == case.round:
            yield _asked(case, case.day("closed") or desk.as_of)


def _asked(case: Case, day: date) -> Event:
    return Event(Kind.SURVEYED, day, case.number, {"reseeded": True})


def _is_charged(desk: Desk, row: ViewRow) -> bool:
    charged = {clock.name for clock in desk.mechanism.record.clocks if clock.charge}
    return row.values.get("种类") in charged and bool(row.values.get(LATE))


def _forms_sent(desk: Desk) -> dict[str, list[date]]:
    """Return on which days evaluation forms went out, by 编号, as their folders and names in outbox/ tell it."""
    found: dict[str, list[date]] = {}
    for path in sorted((desk.workspace.outbox / SURVEYS).glob("*/*.xlsx")):
        try:
            day = date.fromisoformat(path.parent.name)
        except ValueError:
            continue  # a folder of the office's own
        for word in path.stem.split():
            if word in desk.cases:
                found.setdefault(word, []).append(day)
    return found


def edit(
    sheet: SheetView, row: ViewRow, before: Mapping[str, CellValue | None], after: Mapping[str, CellValue | None]
) -> dict[str, Any]:
    """Return what an event says that lets a row stand as it is written, the note of which is lost."""
    return {
        "sheet": sheet.spec.name, "key": list(row.key), "before": dict(before), "after": dict(after), "by": "",
        "missed": True,
    }  # fmt: skip
