"""What a period's papers about tasks are made of: what was known when it was closed, and what came after that.

A period's reports come after its end, by the day they are due. The day after that the period is closed: papers that
are written once more show the same figures, and what was put right or sent late is told beside them.
"""

from __future__ import annotations

from datetime import date, timedelta

from toolkit.analysis.periods.period import Period
from toolkit.jobs.books.plans import calls, goals, reports, standings
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.following.task_findings import Findings, Later
from toolkit.tasks.appraisal import appraise


def findings_of(desk: Desk, period: Period) -> Findings:
    """Return what there is to say about the tasks in a period; what was reported for later ones is left out.

    The goals of a plan as a whole are told by statistics that come when they come: of them all counts that is known.
    """
    day, words = closed_on(desk, period), {meaning: word for word, meaning in rules_of(desk).progress.items()}
    known = {key: [each for each in told if each.covers <= period.last_day] for key, told in reports(desk).items()}
    found = standings(desk, day, known)
    keys = {each.task.key for each in found}
    later = [
        Later(each, words.get(each.progress.value, ""))
        for key in sorted(keys & known.keys())
        for each in known[key]
        if day < each.day <= desk.as_of
    ]
    records = appraise(found, known, calls(desk), day)
    return Findings(found, known, records, day, str(period), goals(desk), desk.as_of, later)


def closed_on(desk: Desk, period: Period) -> date:
    """Return the day on which a period's figures stand: today, at most the day after its reports were due.

    Where no plan was followed by then, there is nothing to show of that day, and it is today.
    """
    called = next((each.due for each in calls(desk) if each.period == str(period)), None)
    due = called or desk.calendar.after(period.last_day, rules_of(desk).due)
    closed = due + timedelta(days=1)
    begun = min((event.day for event in desk.known.plans.values()), default=desk.as_of)
    return desk.as_of if closed < begun else min(desk.as_of, closed)
