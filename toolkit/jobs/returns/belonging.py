"""Where a return belongs: the case it names, the one it can only mean, or why it can be taken in for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.cases import Case
from toolkit.cases.matters import NEAR_FIRM, OTHER_MATTER, SAME_MATTER, likeness, plain
from toolkit.errors import Code, Problem
from toolkit.events import CellValue
from toolkit.forms import FieldType, Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.evidence import Evidence, evidence, firm_on, word_on
from toolkit.mechanism import Phase
from toolkit.submission import Submission

#: Phases of a case before a meeting, or a unit, is given it.
BEFORE_MEETING = (Phase.NEW, Phase.VERIFYING, Phase.APPROVING)
#: In which phases of a case a form of each kind is taken in.
WELCOME = {
    "answers": (Phase.HANDLING, Phase.ANSWERED),
    "evaluates": (Phase.HANDLING, Phase.ANSWERED),
    "requests": (Phase.HANDLING, Phase.PARKED),
    "verifies": BEFORE_MEETING,
    "opens": (*BEFORE_MEETING, Phase.MEETING, Phase.READY, Phase.HANDLING, Phase.ANSWERED),
}
#: So many fields of a form sent again must be as they were, for it to be the incomplete one put right.
_ALIKE_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """What a form says of its own number.

    Attributes:
        number: the 编号 it bears, "" where it bears none that counts.
        sure: whether it carries it invisibly: then it is the form we made for that case.
        trouble: why neither of two numbers counts.
        notes: a number of the sender's own that was not taken.
    """

    number: str
    sure: bool = False
    trouble: Problem | None = None
    notes: tuple[Problem, ...] = ()


def number_on(desk: Desk, form: Form, submission: Submission) -> Named:
    """Return the 编号 a form bears, visibly or invisibly."""
    key = next((each.key for each in form.fields if each.type is FieldType.NUMBER), "")
    visible, carried = submission.words(key), submission.identity.number
    notes: tuple[Problem, ...] = ()
    if form.kind == "opens":
        # 编号 is the office's to give: what a sender wrote there keeps nobody's matter from being entered.
        theirs = visible if visible not in desk.cases else ""
        visible, carried = (each if each in desk.cases else "" for each in (visible, carried))
        notes = (Problem(Code.NUMBER_NOT_THEIRS, {"text": theirs}),) if theirs and not carried else ()
    if visible and carried and visible != carried:
        return Named("", trouble=Problem(Code.TWO_NUMBERS, {"text": visible, "number": carried}))
    return Named(visible or carried, sure=bool(carried), notes=notes)


def trouble_with(desk: Desk, form: Form, submission: Submission, named: Named) -> Problem | None:
    """Return why a form cannot be taken in for the case it names, None where it can."""
    number = named.number
    case = desk.cases.get(number)
    if case is None or case.removed:
        return Problem(Code.DELETED_CASE if case is not None else Code.UNKNOWN_CASE, {"number": number})
    if case.phase not in WELCOME.get(form.kind, ()):
        return Problem(Code.NOT_THIS_STEP, {"number": number, "status": case.status})
    carried = submission.identity.round
    if carried and carried != str(case.round):
        return Problem(Code.OLD_ROUND, {"number": number, "round": carried, "now": str(case.round)})
    if form.kind == "opens":
        return _other_report(desk, form, submission, case)
    return None if named.sure else _other_matter(desk, form, submission, case)


def _other_report(desk: Desk, form: Form, submission: Submission, case: Case) -> Problem | None:
    """Return why a report that names a case is another firm's, or about another problem; None where it is neither."""
    firm, ours = firm_on(desk, form, submission), case.role("firm")
    if firm and ours and not desk.alike.firm(firm).is_same(desk.alike.firm(ours)):
        return Problem(Code.OTHER_FIRM, {"number": case.number, "ours": ours, "text": firm})
    column = case.record.role("problem")
    said = plain(word_on(form, submission, column))
    stands = [plain(each) for each in (case.words(column), str(case.parted.get(column, ""))) if each]
    # Somebody has filled the old form in again: a text that was to be written anew is no sign of that.
    if said and stands and column not in case.doubts and max(likeness(said, each) for each in stands) < OTHER_MATTER:
        return Problem(Code.OTHER_PROBLEM, {"number": case.number, "label": column})
    return None


def _other_matter(desk: Desk, form: Form, submission: Submission, case: Case) -> Problem | None:
    """Return why the number that somebody wrote on a form is not believed, None where it is.

    Nothing on the form agrees with that case and something does not; or its subject is another case's.
    """
    found = evidence(desk, form, submission, case)
    if (found.contradicted and not found.agreeing) or _fits_another(desk, form, submission, case, found):
        said = "，".join(filter(None, (firm_on(desk, form, submission), _subject_on(desk, form, submission))))
        ours = "，".join(filter(None, (case.role("firm"), case.role("subject"))))
        return Problem(Code.OTHER_MATTER, {"number": case.number, "ours": ours, "text": said or "其他内容"})
    return None


def _fits_another(desk: Desk, form: Form, submission: Submission, case: Case, found: Evidence) -> bool:
    """Return whether another case that waits for this form has its subject, which this one has not, and its firm."""
    if found.subject is None or found.subject >= SAME_MATTER:
        return False

    def waits(each: Case) -> bool:
        return each.number != case.number and each.phase in WELCOME[form.kind]

    near = desk.alike.near(desk.cases, "", _subject_on(desk, form, submission), waits)
    others = (evidence(desk, form, submission, each) for each in near)
    return any((each.subject or 0.0) >= SAME_MATTER and (each.firm or 0.0) >= (found.firm or 0.0) for each in others)


def _subject_on(desk: Desk, form: Form, submission: Submission) -> str:
    return word_on(form, submission, desk.mechanism.record.role("subject"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that a form without a usable number may belong to: how sure that is, out of 100, and why."""

    case: Case
    sure: int
    why: str

    def __str__(self) -> str:
        told = [self.case.role("firm"), self.case.role("subject")]
        return f"{self.case.number}（{'，'.join([*filter(None, told), self.why, f'把握{self.sure}%'])}）"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a form without a usable number is.

    Attributes:
        case: the one case it can only belong to, or None.
        how: by what that is known, in words.
        candidates: else the cases it may belong to, the surest first.
    """

    case: Case | None = None
    how: str = ""
    candidates: tuple[Candidate, ...] = ()


#: So many candidates are named, each at least so sure.
_NAMED, _LEAST = 3, 40
#: A case is known by its firm and a subject this much alike, where the firm's others are not.
_COMPATIBLE = 60.0


def whose(desk: Desk, form: Form, submission: Submission, *, sure: bool = True) -> Whose:
    """Return whose a form is that names no case: by its firm and subject, never by the name of its file.

    It is sure where the firm is the same and one case of it waits for this form: its only one, nothing on the form
    against it, or the only one with this subject.

    Args:
        desk: where the cases are.
        form: the form it is.
        submission: what it says.
        sure: False where the form is to be left to the office in any event.
    """
    if form.kind not in WELCOME:
        return Whose()
    welcome, firm = WELCOME[form.kind], firm_on(desk, form, submission)
    own = [case for case in desk.alike.of_firm(desk.cases, firm) if case.phase in welcome] if firm else []
    found = {case.number: evidence(desk, form, submission, case) for case in own}
    fitting = [case for case in own if not found[case.number].contradicted]
    told = [case for case in fitting if (found[case.number].subject or 0.0) >= _COMPATIBLE]
    if sure and len(told) == 1:
        return Whose(told[0], "企业名称和案由")
    if sure and len(own) == len(fitting) == 1 and found[own[0].number].subject is None:
        return Whose(own[0], "企业名称")
    return Whose(candidates=_candidates(desk, form, submission, own, welcome))


def _candidates(
    desk: Desk, form: Form, submission: Submission, own: list[Case], welcome: tuple[Phase, ...]
) -> tuple[Candidate, ...]:
    firm, subject = firm_on(desk, form, submission), _subject_on(desk, form, submission)
    looked_at = own or desk.alike.near(desk.cases, firm, subject, lambda case: case.phase in welcome)
    found: list[Candidate] = []
    for case in looked_at:
        said = evidence(desk, form, submission, case)
        if said.sure >= _LEAST and ((said.firm or 0.0) >= NEAR_FIRM or (said.subject or 0.0) >= _COMPATIBLE):
            found.append(Candidate(case, said.sure, said.why))
    found.sort(key=lambda each: (-each.sure, each.case.number))
    return tuple(found[:_NAMED])


def put_right(desk: Desk, values: Mapping[str, CellValue]) -> Case | None:
    """Return the incomplete case that a report sent again puts right; None where there is none, or more than one.

    Its firm or its problem is the same, and it differs only in what the first one lacked: that is what the slip
    asked the sender for.
    """
    record = desk.mechanism.record
    firm, problem = (str(values.get(record.role(meaning), "")) for meaning in ("firm", "problem"))

    def incomplete(case: Case) -> bool:
        return bool(case.doubts) and case.phase in WELCOME["opens"]

    near = {case.number: case for case in desk.alike.of_firm(desk.cases, firm, incomplete)}
    near |= {case.number: case for case in desk.alike.with_problem(desk.cases, problem, incomplete)}
    found = [case for case in near.values() if _same(desk, case, values)]
    return found[0] if len(found) == 1 else None


def _same(desk: Desk, case: Case, values: Mapping[str, CellValue]) -> bool:
    firm, problem = case.record.role("firm"), case.record.role("problem")
    both = {column for column in values if case.get(column) is not None}
    stands = {column: {plain(case.words(column)), plain(str(case.parted.get(column, "")))} for column in both}
    equal = {column for column in both if plain(str(values[column])) in stands[column]}
    if firm in both and desk.alike.firm(str(values[firm])).is_same(desk.alike.firm(case.words(firm))):
        equal.add(firm)
    return bool({firm, problem} & equal) and len(equal) >= _ALIKE_FIELDS and both - equal <= set(case.doubts)
