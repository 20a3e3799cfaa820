"""Replies (答复): what the sender gets — a receipt (回执), or the form back with its faults marked (退回补正)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.cases import Case
from toolkit.cases.approval import decider
from toolkit.documents.receipt import ReceiptContent, write_receipt
from toolkit.documents.setting.words import full_date
from toolkit.documents.slip import slip
from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.forms import Field, Form
from toolkit.forms.identity import PROPERTY, SHEET, write_mark
from toolkit.intake.marked import marked
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import folder_for
from toolkit.jobs.desk.months import meeting_of, next_meeting
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.following.task_receipt import task_receipt
from toolkit.jobs.letters.on_paper import blank
from toolkit.jobs.periods.accounts import account_receipt
from toolkit.jobs.returns.evidence import word_on
from toolkit.jobs.returns.post import Part
from toolkit.jobs.returns.taken import ARCHIVED, Taken
from toolkit.mail import Attachment, draft
from toolkit.mechanism import By
from toolkit.ooxml import BrokenPackageError, MissingSheetError, UneditableError, Workbook
from toolkit.ooxml.refs import cell_ref
from toolkit.submission import Submission, Value
from toolkit.templates import box_cells, fill, input_cell, sheet_name

#: Problems that the sender has to put right; the others the office settles in the register.
_SENDERS = {
    Code.MISSING, Code.BAD_DATE, Code.BAD_CHOICE, Code.MORE_THAN_ONE, Code.DOUBTFUL, Code.CONTRADICTION, Code.BAD_PHONE,
    Code.CELL_ERROR, Code.PICTURE_IN_CELL, Code.PRECISION_LOST, Code.FUTURE_DATE, Code.TEXT_BOX, Code.FORM_CONTROL,
    Code.NO_SUCH_TASK, Code.NOT_THEIR_TASK, Code.NO_SUCH_TARGET, Code.NOT_A_NUMBER,
    Code.WHICH_SHARE, Code.WHICH_UNIT, Code.BELOW_NOTHING,
    Code.NOT_A_VISIT,
}  # fmt: skip
_RECEIPTS, _DRAFT = "回执", "邮件草稿.eml"
_TITLE_LENGTH, _NAME_LENGTH = 60, 40
#: What the names of files that go back say of them.
_TO_MEND, _ORIGINAL = "（请修改）", "原件"


def to_mend(taken: Sequence[Taken], problems: Sequence[Problem]) -> list[Problem]:
    """Return what the sender has to put right, from the top of the form to its end; nothing where we filled it in."""
    rejected = any(each.outcome == "退回补正" for each in taken)
    theirs = sorted((each for each in problems if rejected or each.code in _SENDERS), key=from_top)
    return [] if any(each.ours for each in taken) else theirs


def reply(desk: Desk, part: Part, taken: Sequence[Taken], problems: Sequence[Problem]) -> Iterable[Event]:
    """Write what the sender gets: the form to be mended, or a receipt for each form that was taken in.

    Raises:
        OSError: the disk is full or the share is away.
    """
    theirs = to_mend(taken, problems)
    if theirs:
        _send_back(desk, part, taken, theirs)
        return ()
    for place, each in enumerate(taken):
        if each.submission is not None:
            _own_receipt(desk, each.form, desk.known.parts.get((part.digest, place)))
        answered = each.numbers and each.outcome != "待确认"
        if each.submission is not None and not each.of_visit and not each.ours and answered:
            _receipt(desk, each, each.submission)
    return ()


def _own_receipt(desk: Desk, form: str, told: Event | None) -> None:
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


def from_top(problem: Problem) -> tuple[str, int, str]:
    """Return what problems are sorted by, so that what is told goes through the form from top to bottom."""
    row = "".join(each for each in problem.cell if each.isdigit())
    return problem.sheet, int(row or 0), problem.cell


def _receipt(desk: Desk, taken: Taken, submission: Submission) -> None:
    form, case = desk.mechanism.form(submission.form), desk.cases[taken.numbers[0]]
    shown = [(_told_as(each, form), _printed(submission, each.key)) for each in form.own_fields]
    running = [each for each in case.clocks.values() if each.round == case.round and each.met is None]
    material = case.role("material")
    content = ReceiptContent(
        to=_reporter(desk, submission) or _addressee(desk, taken, submission),
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


def _reporter(desk: Desk, submission: Submission) -> str:
    """Return the unit that reported (报送单位), as the form says it, "" where it does not."""
    column = desk.mechanism.record.roles.get("reporter", "")
    return word_on(desk.mechanism.form(submission.form), submission, column)


def _send_back(desk: Desk, part: Part, taken: Sequence[Taken], theirs: Sequence[Problem]) -> None:
    """Write a folder for the sender: the form with its faults marked, a slip to read, a mail ready to send."""
    about = " ".join(filter(None, (_number(taken), taken[0].firm)))
    # Many senders use the blank's own name: each has a folder of its own, named for whom it is about.
    title = safe_name(f"{desk.as_of.isoformat()} {about or Path(part.own).stem}", _TITLE_LENGTH)
    stem = safe_name(Path(part.own).stem, _NAME_LENGTH)
    files = _forms_back(desk, part, taken, theirs, stem)
    name = f"{part.own}（{about}）" if about else part.own
    files[f"{stem} 补正说明.docx"] = slip(name, theirs, desk.mechanism, desk.as_of)
    files[_DRAFT] = _mail(desk, part, taken, theirs, files)
    folder = folder_for(desk.workspace.outbox / "退回补正" / title, files)
    for file, data in files.items():
        desk.put(folder / file, data)


def _forms_back(
    desk: Desk, part: Part, taken: Sequence[Taken], theirs: Sequence[Problem], stem: str
) -> dict[str, bytes]:
    """Return the sender's own workbook with its faults marked; for other files our form with their answers in it."""
    own = marked(part.data, theirs, office=desk.mechanism.office, day=desk.as_of)
    if own is not None:
        suffix = ".xlsm" if part.own.lower().endswith(".xlsm") else ".xlsx"
        return {f"{stem}{_TO_MEND}{suffix}": _known_again(own, taken)}
    files: dict[str, bytes] = {}
    read = [each for each in taken if each.submission is not None]
    for which, each in enumerate(read, 1):
        ours = [problem for problem in theirs if problem in each.problems]
        # A list is the sender's own to mend: the slip says which line.
        if each.submission is not None and ours and not desk.mechanism.form(each.submission.form).table:
            count = str(which) if len(read) > 1 else ""
            files[f"{stem}{_TO_MEND}{count}.xlsx"] = _retyped(desk, each.submission, ours, _number([each]))
    if not read:
        form = desk.mechanism.form_that("opens")
        files[f"{form.file_name}（空白）.xlsx"] = blank(desk, form)
    files[f"{_ORIGINAL} {safe_name(part.own, _TITLE_LENGTH)}"] = part.data
    return files


def _number(taken: Sequence[Taken]) -> str:
    """Return by which number what came first is known when it comes back: its 走访号, else its first case's 编号."""
    return taken[0].visit or next(iter(taken[0].numbers), "")


def _known_again(book: bytes, taken: Sequence[Taken]) -> bytes:
    """Return the workbook with what it is known by in the mark, for when it comes back mended: its case's 编号."""
    submission = taken[0].submission
    question = taken[0].known_as
    number = (question or _number(taken)) if len(taken) == 1 else ""
    if submission is None or not number or (submission.identity.number and not question):
        return book
    mark = write_mark(submission.form, submission.identity.version, number)
    try:
        workbook = Workbook.read(book)
        if any(each.name == SHEET for each in workbook.sheets):
            workbook.edit(SHEET, {(1, 0): mark})
        workbook.set_properties({PROPERTY: mark})
        return workbook.to_bytes()
    except (BrokenPackageError, MissingSheetError, UneditableError):
        return book


def _retyped(desk: Desk, submission: Submission, theirs: Sequence[Problem], number: str = "") -> bytes:
    """Return our own form with the sender's answers in it and the faults marked."""
    form = desk.mechanism.form(submission.form)
    said = {each.key: submission.answers[each.key] for each in form.fields if each.key in submission.answers}
    values: dict[str, Value] = {
        key: answer.value if answer.value is not None else answer.text or None for key, answer in said.items()
    }
    identity = submission.identity
    mark = write_mark(form.id, form.version, number or identity.number, identity.round, identity.unit)
    book = fill(blank(desk, form), form, desk.mechanism, values, mark=mark)
    moved = [_at_home(form, each) for each in theirs]
    return marked(book, moved, office=desk.mechanism.office, day=desk.as_of) or book


def _at_home(form: Form, problem: Problem) -> Problem:
    """Return a problem at the cell that its field has on our own form."""
    if problem.field not in form.by_key:
        return replace(problem, sheet="", cell="")
    boxes = box_cells(form, problem.field)
    row, column = next(iter(boxes.values())) if boxes else input_cell(form, problem.field)
    return replace(problem, sheet=sheet_name(form), cell=cell_ref(row, column))


def _mail(
    desk: Desk, part: Part, taken: Sequence[Taken], theirs: Sequence[Problem], files: Mapping[str, bytes]
) -> bytes:
    number = _number(taken)
    entered = f"{'这次走访' if taken[0].visit else '该事项'}已登记，编号 {number}。" if number else ""
    faults = "\n".join(f"{count}. {each}" for count, each in enumerate(theirs, 1))
    kept = "，编号不变" * bool(number)
    if any(_TO_MEND in name for name in files):
        marks = "（位置已标出）" * any(each.cell for each in theirs)
        closing = f"请在附件“请修改”的表上改正{marks}，保存后以附件形式回复本邮件即可{kept}。"
    else:
        closing = "请按以上说明处理后重新报送；需要空白表的，附件里有一份。"
    body = (
        f"您好！\n\n　　收到您报送的《{part.own}》，感谢支持。{entered}经核对，有以下 {len(theirs)} 处需要补正：\n\n"
        f"{faults}\n\n　　{closing}谢谢配合。\n\n{desk.mechanism.office}\n"
    )
    subject = f"请补正：{part.own}" + (f"（{number}）" if number else "")
    # What cannot be read is kept in the folder for the office; its sender has it already.
    enclosed = [Attachment(name, data) for name, data in files.items() if not name.startswith(_ORIGINAL)]
    return draft(_address(desk, part, taken), subject, body, enclosed)


def _address(desk: Desk, part: Part, taken: Sequence[Taken]) -> str:
    """Return where the sender is reached: the mail it came by, else the mail of the unit (成员单位)."""
    if part.letter is not None and part.letter.sender:
        return part.letter.sender
    submission = taken[0].submission
    name = sender(desk, submission) if submission else ""
    unit = desk.mechanism.units.find(name) if name else None
    return unit.mail if unit else ""


def sender(desk: Desk, submission: Submission) -> str:
    """Return the unit that sent a form: the one that reports, the one that asks, the one that it was sent to."""
    asking = word_on(desk.mechanism.form(submission.form), submission, "@unit")
    return _reporter(desk, submission) or asking or submission.identity.unit
