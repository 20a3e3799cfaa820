"""Receipts (回执): what was read on a form that was taken in, what became of it, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.cases import Case
from toolkit.cases.approval import decider
from toolkit.documents.receipt import ReceiptContent, write_receipt
from toolkit.documents.setting.words import full_date
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.forms import Field, Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of, next_meeting
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.following.task_receipt import task_receipt
from toolkit.jobs.periods.accounts import account_receipt
from toolkit.jobs.reception.senders import reporter
from toolkit.jobs.returns.evidence import word_on
from toolkit.jobs.returns.taken import ARCHIVED, Taken
from toolkit.mechanism import By
from toolkit.submission import Submission

_RECEIPTS, _TITLE_LENGTH = "回执", 60


def own_receipt(desk: Desk, form: str, told: Event | None) -> None:
    """Write the receipt of what is about no case: a report on tasks, an account of a unit that was gone into."""
    if told is not None and told.kind is Kind.FOLLOWED:
        content, about = task_receipt(desk, form, told), told.data["period"]
    elif told is not None and told.kind is Kind.ACCOUNTED:
        content, about = account_receipt(desk, told), told.data["supervision"]
    else:
        return
    name = safe_name(f"{content.to} {about} {form} 回执", _TITLE_LENGTH)
    folder = desk.workspace.outbox / _RECEIPTS / desk.as_of.isoformat()
    desk.put(folder / f"{name}.docx", write_receipt(content, desk.mechanism))


def receipt(desk: Desk, taken: Taken, submission: Submission) -> None:
    """Write the receipt of a form that was taken into its case."""
    form, case = desk.mechanism.form(submission.form), desk.cases[taken.numbers[0]]
    shown = [(_told_as(each, form), _printed(submission, each.key)) for each in form.own_fields]
    running = [each for each in case.clocks.values() if each.round == case.round and each.met is None]
    material = case.role("material")
    content = ReceiptContent(
        to=reporter(desk, submission) or _addressee(desk, taken, submission),
        form=form.title,
        number=case.number,
        received=desk.as_of,
        again=form.kind != "opens" or taken.outcome != "已登记",
        done=_done(desk, taken, form, case),
        answers=[(label, text) for label, text in (*_about(case, shown), *shown) if text],
        enclosed=len(material.split("、")) if material else 0,
        # Of what handles the case no more, another's deadlines are no business.
        dues=[(each.name, each.current) for each in running if taken.outcome != ARCHIVED],
        next_step=_not_theirs(desk, case) if taken.outcome == ARCHIVED else _next_step(desk, form, case),
    )
    name = safe_name(f"{case.number} {case.role('firm')} {form.attachment or form.title} 回执", _TITLE_LENGTH)
    folder = desk.workspace.outbox / _RECEIPTS / desk.as_of.isoformat()
    desk.put(folder / f"{name}.docx", write_receipt(content, desk.mechanism))


def _not_theirs(desk: Desk, case: Case) -> str:
    lead = unit_name(desk, case.role("lead"))
    now = f"该事项已改由{lead}承办" if lead else "该事项已不由贵单位承办"
    return f"{now}，来表作为原承办单位的意见存档，不作为办结依据，贵单位不必再报。"


def _told_as(field: Field, form: Form) -> str:
    """Return under which name an answer is told: its label on the form, where no other has it, else its column."""
    alone = sum(each.label == field.label for each in form.own_fields) == 1
    return field.label if alone or not field.column or field.column.startswith("@") else field.column


def _next_step(desk: Desk, form: Form, case: Case) -> str:
    if form.kind != "requests":
        return desk.mechanism.record.coming(case.status)
    return "申请结果另行函复；答复之前，原定时限不变。"


def _done(desk: Desk, taken: Taken, form: Form, case: Case) -> str:
    """Return what became of a request: nothing is entered into its matter, it goes to whoever decides."""
    if form.kind != "requests":
        return ""
    asked = next((str(each.data["word"]) for each in taken.events if each.kind is Kind.REQUESTED), "")
    if taken.outcome == "重复来件":
        return f"{case.number} 的同样申请此前已经收到，不再重复登记"
    beside = any(each.data.get("beside") for each in taken.events)
    if decider(case) is By.MEETING and not beside:
        return f"{case.number} 的{asked}申请将提请{meeting_of(desk, next_meeting(desk))}研究"
    return f"{case.number} 的{asked}申请由{desk.mechanism.office_short}审定"


def _about(case: Case, shown: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what the case is about, where the form itself does not ask it: a wrong number shows at once."""
    told = [(case.record.roles.get(meaning, ""), case.role(meaning)) for meaning in ("firm", "subject")]
    labels = {label for label, text in shown if text}
    return [(label, text) for label, text in told if label not in labels]


def _printed(submission: Submission, key: str) -> str:
    value = submission.value(key)
    return full_date(value) if isinstance(value, date) else submission.words(key)


def _addressee(desk: Desk, taken: Taken, submission: Submission) -> str:
    """Return whom the receipt of an answer or an evaluation is for: the unit that answered, else the firm."""
    form = desk.mechanism.form(submission.form)
    lead = desk.cases[taken.numbers[0]].role("lead") if form.kind in {"answers", "requests"} else ""
    asking = word_on(form, submission, "@unit")
    return asking or submission.identity.unit or lead or taken.firm
