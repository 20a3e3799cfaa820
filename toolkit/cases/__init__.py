"""Cases (事项): their values, life, workdays and deadlines; pure rules, the day is passed in."""

from toolkit.cases.case import Ask, Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.deadlines import DueDate, Pause, Span, SpanError, due_date, read_span
from toolkit.cases.fold import FORMER, VERSION, apply, fold
from toolkit.cases.lifecycle import may, says
from toolkit.cases.meetings import MeetingDay, beside_rule, meeting_day
from toolkit.cases.noted import Reminded
from toolkit.cases.request import LEAVE, TAKE, Request, Rest
from toolkit.cases.support_answer import SupportAnswer
from toolkit.cases.today import Waiting, sort_waiting, waiting_of
from toolkit.cases.versions import Changes, changes, told, version_ask_id
from toolkit.cases.workdays import DayOff, WorkCalendar

__all__ = [
    "FORMER",
    "LEAVE",
    "TAKE",
    "VERSION",
    "Ask",
    "Case",
    "Changes",
    "DayOff",
    "DueDate",
    "MeetingDay",
    "Pause",
    "Reminded",
    "Request",
    "Rest",
    "RunningClock",
    "Span",
    "SpanError",
    "SupportAnswer",
    "Waiting",
    "WorkCalendar",
    "apply",
    "beside_rule",
    "changes",
    "due_date",
    "fold",
    "may",
    "meeting_day",
    "read_span",
    "says",
    "sort_waiting",
    "told",
    "version_ask_id",
    "waiting_of",
]
