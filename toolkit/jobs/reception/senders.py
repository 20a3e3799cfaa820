"""Who sent a form (来件单位), as the form itself says it."""

from __future__ import annotations

from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.evidence import word_on
from toolkit.submission import Submission


def reporter(desk: Desk, submission: Submission) -> str:
    """Return the unit that reported (报送单位), as the form says it, "" where it does not."""
    column = desk.mechanism.record.roles.get("reporter", "")
    return word_on(desk.mechanism.form(submission.form), submission, column)


def sender(desk: Desk, submission: Submission) -> str:
    """Return the unit that sent a form: the one that reports, the one that asks, the one that it was sent to."""
    asking = word_on(desk.mechanism.form(submission.form), submission, "@unit")
    return reporter(desk, submission) or asking or submission.identity.unit
