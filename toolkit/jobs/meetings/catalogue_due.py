"""By when the next catalogue (目录) is due, while anything is still to go on it or to be approved."""

from __future__ import annotations

from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.meetings import workdays_before
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import appointment, meeting_of, next_meeting
from toolkit.jobs.meetings.listing import to_list
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import Cataloguing, load_cataloguing
from toolkit.scripts import to_run

#: One that is due within so many workdays is near.
_NEAR = 10


def due_soon(desk: Desk) -> str:
    """Return what is still to be done about the next meeting's catalogue, in a line; "" where that is not near.

    That is what may go on it, and by when; once it is in, what on it is not approved while its meeting draws near.
    """
    rule = load_cataloguing(desk.mechanism)
    if rule is None:
        return ""
    month = next_meeting(desk)
    held = appointment(desk, month).day
    due = workdays_before(held, rule.due_before, desk.calendar)
    if not _is_near(desk, due):
        return ""
    waiting = len(to_list(desk, month))
    if waiting:
        when = f"{due.isoformat()} 前报{rule.to}" + ("，已经过了" if due < desk.as_of else "")
        return f"{meeting_of(desk, month)}：企业问题目录 {when}；可以列入 {waiting} 件（运行{to_run('catalogue')}）"
    return _unapproved(desk, month, held)


def _unapproved(desk: Desk, month: str, held: date) -> str:
    """Return how many matters of a meeting's catalogue wait for their approval, "" for none; put off is decided."""
    open_ = unapproved(desk, month)
    if not open_ or held < desk.as_of:
        return ""
    return f"{meeting_of(desk, month)}（{how_far(desk, held)}）：目录里 {len(open_)} 件还没有审定完"


def unapproved(desk: Desk, month: str) -> list[Case]:
    """Return the matters of a meeting's catalogue that wait for their approval; what was put off is decided."""
    return [
        case
        for case in desk.live()
        if case.role("catalogue") == month and case.phase is Phase.APPROVING and not may(case, "catalogued")
    ]


def how_far(desk: Desk, held: date) -> str:
    """Return the day of a meeting that is not past, and how many workdays it is away."""
    left = desk.calendar.between(desk.as_of, held)
    return f"{held.isoformat()}，还有 {left} 个工作日" if left else f"{held.isoformat()}，就是今天"


def _is_near(desk: Desk, due: date) -> bool:
    return due <= desk.calendar.after(desk.as_of, _NEAR)


def too_early(desk: Desk, rule: Cataloguing, month: str) -> list[Case]:
    """Return the matters that were put off and may go onto the next catalogue, but not yet; it is told.

    The day after a meeting nobody means to send its postponed matters in again for one that is months ahead: they go
    on when the catalogue is near, or when its meeting is named.
    """
    due = workdays_before(appointment(desk, month).day, rule.due_before, desk.calendar)
    if _is_near(desk, due):
        return []
    found = [case for case in to_list(desk, month) if case.role("catalogue")]
    if found:
        numbers = "、".join(case.number for case in found)
        how = to_run("catalogue", month, answer=f"输入 {month}")
        desk.say(f"暂缓过的 {len(found)} 件（{numbers}）离报送还早，没有列入；现在就要列的，运行{how}")
    return found
