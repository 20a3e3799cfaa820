"""What a form leads to, by its kind (按表的种类): a case, an answer, a meeting, calls, approvals, visits."""

from __future__ import annotations

from toolkit.events import Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.following.task_returns import reported
from toolkit.jobs.meetings.meetings import convene
from toolkit.jobs.periods.accounts import accounted
from toolkit.jobs.reception.approvals import KIND as APPROVES
from toolkit.jobs.reception.approvals import approved
from toolkit.jobs.reception.calls import KIND as CALLS
from toolkit.jobs.reception.calls import called
from toolkit.jobs.returns.resumed import resumed
from toolkit.jobs.returns.returns import take
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.visited import visited
from toolkit.mechanism.following import PROGRESS_FORM as PROGRESS
from toolkit.mechanism.supervising import SUPERVISION_FORM as SUPERVISION
from toolkit.mechanism.visiting import FORM_KIND as VISITS
from toolkit.submission import Submission

#: Tables that are no agenda, by their kind.
_OWN_TABLES = {CALLS: called, APPROVES: approved, PROGRESS: reported}


def led_to(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a form that came back leads to; nothing of it twice where a killed run journalled it already."""
    form = desk.mechanism.form(submission.form)
    done = desk.known.parts.get((source.sha, source.part))
    if form.kind == VISITS:
        taken = visited(desk, submission, source)
    elif form.kind == SUPERVISION:
        taken = accounted(desk, submission, source)
    elif form.table:
        taken = _OWN_TABLES.get(form.kind, convene)(desk, submission, source)
        if done is not None:
            taken.events = [each for each in taken.events if not _happened(desk, each)]
    elif done is not None:
        taken = resumed(desk, submission, done)
    else:
        taken = take(desk, submission, source)
    taken.form = form.title
    taken.submission = submission
    # Words of ours under an agenda's title are no message from anybody.
    taken.beside = "" if form.table else "；".join(submission.loose)
    return taken


def _happened(desk: Desk, wanted: Event) -> bool:
    return any(
        (each.kind, each.number, each.data.get("sha")) == (wanted.kind, wanted.number, wanted.data["sha"])
        for each in desk.events
    )
