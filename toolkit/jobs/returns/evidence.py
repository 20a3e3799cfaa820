"""What on a returned form speaks for a case and what against it: its firm, its subject, its lead unit."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from toolkit.cases import Case
from toolkit.cases.matters import LIKE_MATTER, NEAR_FIRM, OTHER_MATTER, likeness, plain
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.submission import Submission

#: How much firm and subject weigh together, and each alone; alone neither makes anything sure.
_TOGETHER, _FIRM_ALONE, _SUBJECT_ALONE = (0.6, 0.4), 0.7, 0.8
#: What the lead unit adds where it agrees and takes away where it does not.
_LEAD_AGREES, _LEAD_DIFFERS = 5, 25
#: A subject shorter than this proves nothing by standing within the problem's text.
_TELLING = 4
_ALL = 100.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a form and a case compare, None where either says nothing.

    Attributes:
        firm: how alike the firms' names are, from 0 to 100.
        subject: how alike the subjects are, or the form's subject and the case's problem.
        lead: whether the lead unit is the same.
    """

    firm: float | None = None
    subject: float | None = None
    lead: bool | None = None

    @property
    def agreeing(self) -> bool:
        """Return whether anything on the form speaks for the case.

        A unit has many matters at work: that the lead unit is the same proves nothing where the subject is another.
        """
        if (self.firm or 0.0) >= NEAR_FIRM or (self.subject or 0.0) >= LIKE_MATTER:
            return True
        return self.lead is True and (self.subject is None or self.subject >= OTHER_MATTER)

    @property
    def contradicted(self) -> bool:
        """Return whether anything on the form speaks against the case."""
        firm, subject = (_ALL if each is None else each for each in (self.firm, self.subject))
        return firm < OTHER_MATTER or subject < OTHER_MATTER or self.lead is False

    @property
    def sure(self) -> int:
        """Return how likely the form belongs to the case, out of 100."""
        if self.firm is not None and self.subject is not None:
            score = _TOGETHER[0] * self.firm + _TOGETHER[1] * self.subject
        elif self.firm is not None:
            score = _FIRM_ALONE * self.firm
        else:
            score = _SUBJECT_ALONE * (self.subject or 0.0)
        score += {True: _LEAD_AGREES, False: -_LEAD_DIFFERS, None: 0}[self.lead]
        return max(0, min(99, round(score)))

    @property
    def why(self) -> str:
        """Return the reasons in words."""
        told = [_word("企业名称", self.firm), _word("案由", self.subject)]
        if self.lead is not None:
            told.append("牵头单位一致" if self.lead else "牵头单位不同")
        return "、".join(filter(None, told))


def _word(what: str, score: float | None) -> str:
    if score is None:
        return ""
    return f"{what}一致" if score >= _ALL else f"{what}相近" if score >= OTHER_MATTER else f"{what}不同"


def evidence(desk: Desk, form: Form, submission: Submission, case: Case) -> Evidence:
    """Return how a form and a case compare."""
    record, units = desk.mechanism.record, desk.mechanism.units
    firm, ours = firm_on(desk, form, submission), case.role("firm")
    alike = desk.alike.firm(firm).likeness(desk.alike.firm(ours)) if firm and ours else None
    lead, holds = word_on(form, submission, record.role("lead")), case.role("lead")
    one, other = units.find(lead) if lead else None, units.find(holds) if holds else None
    same_lead = None if one is None or other is None else one == other
    return Evidence(alike, _subject(form, submission, case), same_lead)


def _subject(form: Form, submission: Submission, case: Case) -> float | None:
    column = case.record.role("subject")
    said, problem = plain(word_on(form, submission, column)), plain(case.role("problem"))
    if not said:
        return None
    # A form may bear the subject as it was when it went out.
    known = [case.words(column), *(str(each.get(column) or "") for each in case.issued)]
    scores = [likeness(said, plain(each)) for each in known if each]
    within = fuzz.partial_ratio(said, problem) if _TELLING <= len(said) <= len(problem) else 0.0
    # A subject is put in words of its own: that the problem's text has others says nothing against it.
    return max([*scores, *([within] if within >= LIKE_MATTER else [])], default=None)


def word_on(form: Form, submission: Submission, column: str) -> str:
    """Return what a form says for a register column, "" where it has no such field or says nothing."""
    return submission.words(next((each.key for each in form.fields if column and each.column == column), ""))


def firm_on(desk: Desk, form: Form, submission: Submission) -> str:
    """Return the firm a form names, in its field or beside a label of its own; "" where it names none."""
    roles = desk.mechanism.record.roles
    said = word_on(form, submission, roles["firm"]) or word_on(form, submission, roles.get("evaluator", ""))
    if said:
        return said
    opening = desk.mechanism.form_that("opens")
    labels = {plain(label) for each in opening.fields if each.column == roles["firm"] for label in each.labels}
    return next((text for label, text in submission.extra.items() if plain(label) in labels), "")
