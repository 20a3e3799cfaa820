"""Recounting (重新推算): due dates stand as they were told; where the holidays say otherwise now, the office is asked.

Done whenever the register is brought into line, so that it does not matter how the holidays changed: by the command,
by hand in the sheet, or with a newer calendar.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.cases import Case, RunningClock, due_date
from toolkit.cases.explanation import holidays_within
from toolkit.cases.recount import counted_event, kind_of, lapsed, to_ask
from toolkit.events import Event, Kind
from toolkit.jobs.books.checkpoint import concerned
from toolkit.jobs.desk.desk import Desk

#: So many lines are shown; the rest stands on 待确认.
_SHOWN = 20
_LAPSED = "放假安排又有变动，或事项已办结、时限已改定，这一行不用再填"


def recount(desk: Desk) -> int:
    """Let new due dates stand, ask about those that the calendar gives otherwise now, and return how many were asked.

    Raises:
        OSError: the journal cannot be written.
    """
    if desk.opened is None:  # the office's holidays are not known to this run
        return 0
    cases = concerned(desk)
    counted = [event for case in cases if (event := counted_event(case, desk.as_of))]
    desk.record(counted)
    for event in counted:
        for name, told in event.data.get("moved", {}).items():
            desk.say(f"{event.number} 恢复办理，{name}时限顺延到 {told['due']}，请告知承办单位")
    desk.record(event for case in cases for event in _lapsed(desk, case))
    asked = [(case, *each) for case in cases for each in to_ask(case)]
    if not asked:
        return 0
    desk.record(_question(desk, *each) for each in asked)
    desk.set_aside += len(asked)
    desk.say(f"放假安排有变动，{len(asked)} 项在办时限按现在的安排推算不同，请在“待确认”表填“采纳”或“不采纳”：")
    for case, _, clock in asked[:_SHOWN]:
        desk.say(
            f"  {case.number} {kind_of(clock, case)}时限 {clock.current} → {clock.anew}　{_why(desk, case, clock)}"
        )
    if len(asked) > _SHOWN:
        desk.say(f"  ……其余 {len(asked) - _SHOWN} 项见“待确认”表")
    return len(asked)


def _lapsed(desk: Desk, case: Case) -> Iterator[Event]:
    for ask in lapsed(case):
        yield Event(Kind.DECIDED, desk.as_of, case.number, {"ask": ask.id, "take": False, "lapsed": _LAPSED})


def _question(desk: Desk, case: Case, ask: str, clock: RunningClock) -> Event:
    kind = kind_of(clock, case)
    column = next((each.column for each in case.record.clocks if each.name == clock.name), f"{kind}时限")
    why = (
        f"{kind}时限{'经批准改为' if clock.rolled else '交办时推算为'}{clock.current}，"
        f"按现在的放假安排为{clock.anew}（{_why(desk, case, clock)}）。"
        f"填“采纳”，改为{clock.anew}，并出函告知承办单位；填“不采纳”，仍为{clock.current}"
    )
    pinned = case.pinned.get((clock.round, clock.name))
    years = pinned.unsure if pinned is not None else ()
    data = {
        "ask": ask, "column": column, "clock": kind, "round": clock.round,
        "before": clock.current, "after": clock.anew, "why": why,
        "reason": f"按{'、'.join(map(str, years))}年放假安排重新推算" if years else "放假安排有变动，重新推算",
    }  # fmt: skip
    return Event(Kind.RECOUNTED, desk.as_of, case.number, data)


def _why(desk: Desk, case: Case, clock: RunningClock) -> str:
    if clock.rolled is not None:
        kind = desk.calendar.kind(clock.current).why
        return f"{clock.current}现为休息日（{kind}），顺延至下一工作日，民法典第二百零三条第一款"
    if all(each.name != clock.name for each in case.record.clocks):  # a supporting unit's: counted back from the lead's
        return f"牵头单位时限{clock.span}"
    due = due_date(clock.start, clock.span, desk.calendar, case.record.counting)
    span = f"自{clock.start}起{due.span}"
    met = holidays_within(due)
    return f"{span}，{met}" if met else span
