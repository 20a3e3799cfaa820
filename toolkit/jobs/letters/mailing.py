"""What goes to somebody by mail (寄送): a folder with the papers, and the draft that brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import folder_for
from toolkit.mail import Attachment, draft, fitting
from toolkit.mechanism import Unit

#: What the draft and the message to be sent by hand are called in the folder. The draft is put there last: where it
#: lies, all the rest lies too.
DRAFT, MESSAGE = "邮件草稿.eml", "短消息.txt"


def mail_to(
    desk: Desk, to: str, unit: Unit | None, subject: str, paragraphs: Sequence[str], enclosed: Sequence[Attachment]
) -> bytes:
    """Return the draft of a mail from the office, with as many of the enclosed as it may carry.

    Args:
        desk: the office, and how large a mail may be.
        to: who is addressed, as the mail calls them.
        unit: the member unit whose contact person and address it goes to; None where whoever sends it enters one.
        subject: the subject line.
        paragraphs: what it says between whom it is for and who sends it, set in or not as they are to stand.
        enclosed: what goes with it, the most needed first.
    """
    contact, address = (unit.contact, unit.mail) if unit is not None else ("", "")
    body = "\n\n".join([f"{to}{f' {contact}' * bool(contact)}：", *paragraphs, desk.mechanism.office])
    taken, _ = fitting(enclosed, desk.config.mail_megabytes)
    return draft(address, subject, f"{body}\n", taken, contact)


def text_file(*lines: str) -> bytes:
    """Return a text to be sent by hand, as Notepad opens it everywhere."""
    return "".join(f"{each}\r\n" for each in lines).encode("utf-8-sig")


def put_files(desk: Desk, folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files into a folder in their order, and return where they lie, as people are told it."""
    return [desk.place(desk.put(folder / name, data)) for name, data in files.items()]


def put_paper(desk: Desk, unit: str, name: str, paper: bytes, folder: Path, *, numbers: str, says: str) -> list[str]:
    """Write a paper of its own to a unit (单独的函) and its mail draft, and return where they lie, the paper first.

    Args:
        desk: the desk.
        unit: to whom, by full name.
        name: what the paper is called.
        paper: the Word file.
        folder: the folder of the day in which the unit's own is made.
        numbers: the 编号 of the matters that it is about, for the subject line.
        says: what the mail says between whom it is for and who sends it.
    """
    file, member = Attachment(f"{name}.docx", paper), desk.mechanism.units.find(unit)
    mail = mail_to(desk, unit, member, f"{name}（{numbers}）", [f"　　{says}"], [file])
    files = {file.name: paper, f"{name} {DRAFT}": mail}
    return put_files(desk, folder_for(folder / safe_name(f"{unit} {name}"), files), files)
