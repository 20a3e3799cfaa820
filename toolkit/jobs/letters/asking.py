"""A paper that asks a unit for something (征询), with the forms it is to fill in, a short message and a mail draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from toolkit.documents.reminder import ReminderItem, words, write_reminder
from toolkit.documents.setting.words import one_line, without_phones
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.letters.mailing import DRAFT, MESSAGE, mail_to, put_files, text_file
from toolkit.mail import Attachment, address_fault
from toolkit.mechanism import Unit
from toolkit.mechanism.ladder import ReminderPaper

#: What a mail says last, where forms with a 编号 go with it.
_BACK = "　　填好后以附件形式回复本邮件，表上的编号请勿改动。"


def write_asking(
    desk: Desk,
    unit: Unit,
    paper: ReminderPaper,
    items: Sequence[ReminderItem],
    due: date,
    forms: Sequence[Attachment],
    folder: Path,
    known_by: str,
) -> None:
    """Write all that goes to a unit into ``folder``.

    Args:
        desk: whose day it is.
        unit: who is asked.
        paper: what the mechanism has the paper say.
        items: the matters it is about, none where it is about none in particular.
        due: by when an answer is asked for.
        forms: what is to be filled in.
        folder: where; what a person edited there is not written over.
        known_by: what tells this paper from others of its name to that unit, so that written again it keeps its number.
    """
    day = desk.as_of
    number = document_number(desk, paper.issuer, f"{paper.name} {unit.name} {known_by}")
    letter = write_reminder(unit.addressee, items, paper, desk.mechanism, day=day, reply=due, number=number)
    attached = [Attachment(f"{paper.name}.docx", letter), *forms]
    said = [words(each, unit.name, items, desk.mechanism, day, due) for each in (*paper.words, paper.message)]
    files = {each.name: each.data for each in attached}
    if paper.message:
        files[MESSAGE] = text_file(without_phones(said[-1]))
    files[DRAFT] = _mail(desk, unit, paper, items, said[:-1], attached)
    put_files(desk, folder, files)


def tell_address_faults(desk: Desk, units: Iterable[Unit]) -> None:
    """Say whose mails cannot be addressed and why, a line for all with the same reason."""
    found: dict[str, list[str]] = {}
    for unit in units:
        if fault := address_fault(unit.mail):
            found.setdefault(fault, []).append(unit.name)
    for fault, names in found.items():
        desk.say(f"    {'、'.join(names)}：{fault}，邮件草稿的收件人请自行填写")


def _mail(
    desk: Desk,
    unit: Unit,
    paper: ReminderPaper,
    items: Sequence[ReminderItem],
    said: Sequence[str],
    files: Sequence[Attachment],
) -> bytes:
    first, *rest = [f"　　{each}" for each in said]
    lines = [f"{place}. {each.number} {without_phones(one_line(each.subject))}" for place, each in enumerate(items, 1)]
    text = [first, *(["\n".join(lines)] if lines else []), *rest, *([_BACK] if items else [])]
    about = f"（{'、'.join(each.number for each in items)}）" if items else ""
    return mail_to(desk, unit.name, unit, f"{paper.name}{about}", text, files)
