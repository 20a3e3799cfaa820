"""A paper of its own to a unit (单独的函), with the mail draft that brings it."""

from __future__ import annotations

from pathlib import Path

from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import folder_for
from toolkit.mail import Attachment, draft


def put_paper(desk: Desk, unit: str, name: str, paper: bytes, folder: Path, *, numbers: str, says: str) -> list[str]:
    """Write the paper and its mail draft into a folder of the unit's, and return where they lie, the paper first.

    Args:
        desk: the desk.
        unit: to whom, by full name.
        name: what the paper is called.
        paper: the Word file.
        folder: the folder of the day in which the unit's own is made.
        numbers: the 编号 of the matters that it is about, for the subject line.
        says: what the mail says between whom it is for and who sends it.
    """
    member = desk.mechanism.units.find(unit)
    contact, address = (member.contact, member.mail) if member else ("", "")
    body = f"{unit}{f' {contact}' * bool(contact)}：\n\n　　{says}\n\n{desk.mechanism.office}\n"
    file = f"{name}.docx"
    mail = draft(address, f"{name}（{numbers}）", body, [Attachment(file, paper)], contact)
    files = {file: paper, f"{name} 邮件草稿.eml": mail}
    own = folder_for(folder / safe_name(f"{unit} {name}"), files)
    return [desk.place(desk.put(own / each, data)) for each, data in files.items()]
