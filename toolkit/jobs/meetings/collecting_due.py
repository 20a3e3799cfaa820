"""When collectors are to be asked (征集) for the next meeting, until they are asked; for ``status``."""

from __future__ import annotations

from toolkit.cases.meetings import workdays_before
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import appointment, meeting_of, next_meeting
from toolkit.scripts import to_run

#: The folder under outbox/ that the letters lie in, in it one a meeting.
FOLDER = "征集"
#: The letters go out so many workdays before the collectors' answers are due.
_NEAR = 10


def collecting_soon(desk: Desk) -> str:
    """Return that the collectors are to be asked, in a line; "" where that is not near, done, or too late to help.

    Once something is on the meeting's catalogue the office has got its matters in another way.
    """
    rule = desk.collecting
    if rule is None:
        return ""
    month = next_meeting(desk)
    due = workdays_before(appointment(desk, month).day, rule.due_before, desk.calendar)
    if due > desk.calendar.after(desk.as_of, _NEAR) or desk.known.papers_under(f"outbox/{FOLDER}/{month}"):
        return ""
    if any(case.role("catalogue") == month for case in desk.live()):
        return ""
    when = f"{due.isoformat()} 前报来" + ("，已经过了" if due < desk.as_of else "")
    return f"{meeting_of(desk, month)}：收集的问题 {when}；还没有写{rule.paper.name}，运行{to_run('collect')}"
