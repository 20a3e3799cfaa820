"""Forms sent back (退回补正): the sender's own with its faults marked, a slip to read, a mail ready to send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from toolkit.documents.slip import slip
from toolkit.errors import Problem
from toolkit.files import safe_name
from toolkit.forms import Form
from toolkit.forms.identity import PROPERTY, SHEET, write_mark
from toolkit.intake.marked import marked
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import folder_for
from toolkit.jobs.letters.mailing import DRAFT, put_files
from toolkit.jobs.letters.on_paper import blank
from toolkit.jobs.reception.senders import sender
from toolkit.jobs.returns.post import Part
from toolkit.jobs.returns.taken import Taken
from toolkit.mail import Attachment, draft
from toolkit.ooxml import BrokenPackageError, MissingSheetError, UneditableError, Workbook
from toolkit.ooxml.refs import cell_ref
from toolkit.submission import Submission, Value
from toolkit.templates import box_cells, fill, input_cell, sheet_name

_TITLE_LENGTH, _NAME_LENGTH = 60, 40
#: What the names of files that go back say of them.
_TO_MEND, _ORIGINAL = "（请修改）", "原件"


def send_back(desk: Desk, part: Part, taken: Sequence[Taken], theirs: Sequence[Problem]) -> None:
    """Write a folder for the sender: the form with its faults marked, a slip to read, a mail ready to send."""
    about = " ".join(filter(None, (_number(taken), taken[0].firm)))
    # Many senders use the blank's own name: each has a folder of its own, named for whom it is about.
    title = safe_name(f"{desk.as_of.isoformat()} {about or Path(part.own).stem}", _TITLE_LENGTH)
    stem = safe_name(Path(part.own).stem, _NAME_LENGTH)
    files = _forms_back(desk, part, taken, theirs, stem)
    name = f"{part.own}（{about}）" if about else part.own
    files[f"{stem} 补正说明.docx"] = slip(name, theirs, desk.mechanism, desk.as_of)
    files[DRAFT] = _mail(desk, part, taken, theirs, files)
    folder = folder_for(desk.workspace.outbox / "退回补正" / title, files)
    put_files(desk, folder, files)


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
