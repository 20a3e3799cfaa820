"""By when the next catalogue (目录) is due, while anything is still to go on it."""

from __future__ import annotations

from toolkit.cases.meetings import workdays_before
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import appointment, meeting_of, next_meeting
from toolkit.jobs.meetings.listing import to_list
from toolkit.mechanism.cataloguing import load_cataloguing

#: One that is due within so many workdays is near.
_NEAR = 10


def due_soon(desk: Desk) -> str:
    """Return by when the next catalogue is due and what is to go on it, in a line; "" where that is not near."""
    rule = load_cataloguing(desk.mechanism)
    if rule is None:
        return ""
    month = next_meeting(desk)
    due = workdays_before(appointment(desk, month).day, rule.due_before, desk.calendar)
    waiting = len(to_list(desk, month))
    if not waiting or due > desk.calendar.after(desk.as_of, _NEAR):
        return ""
    when = f"{due.isoformat()} 前报{rule.to}" + ("，已经过了" if due < desk.as_of else "")
    return f"{meeting_of(desk, month)}：企业问题目录 {when}；可以列入 {waiting} 件（toolkit catalogue）"
