"""Mail drafts (.eml): written to a folder, opened and sent by a person; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from toolkit.mail.addresses import recipients

#: What a file is, by its ending, so that a mail program shows it; anything else is just a file.
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
#: A mail carries files as letters, four for three bytes, and a line end after 76 of them.
_CARRIED = 4 / 3 * 78 / 76
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a draft."""

    name: str
    data: bytes


def fitting(attachments: Iterable[Attachment], megabytes: float) -> tuple[list[Attachment], list[Attachment]]:
    """Return which files a mail of that size takes, in their order, and which it does not.

    A file that is too large leaves its place to smaller ones behind it.

    Args:
        attachments: the files, the most needed first.
        megabytes: how large the whole mail may be, as it is carried.
    """
    taken: list[Attachment] = []
    left: list[Attachment] = []
    room = megabytes * _MEGABYTE
    for each in attachments:
        size = len(each.data) * _CARRIED
        (taken if size <= room else left).append(each)
        room -= size if size <= room else 0
    return taken, left


def draft(to: str, subject: str, body: str, attachments: Sequence[Attachment] = (), name: str = "") -> bytes:
    """Return a mail draft that Outlook, Foxmail and Thunderbird open ready to send.

    Args:
        to: the cell with the address or several; where one of them is in doubt it is left out, and where there is
            none, the person who sends the draft enters it.
        subject: the subject line.
        body: the letter's text.
        attachments: what goes with it.
        name: whose address it is, where there is but one.
    """
    message = EmailMessage(policy=SMTP)
    addresses = recipients(to).addresses
    if len(addresses) == 1 and _one_line(name):
        message["To"] = Address(_one_line(name), addr_spec=addresses[0])
    elif addresses:
        message["To"] = ", ".join(addresses)
    message["Subject"] = _one_line(subject)
    # Outlook and Foxmail open a message with this header as a draft, not as received mail.
    message["X-Unsent"] = "1"
    message.set_content(_whole(body))
    for each in attachments:
        kind = _KINDS.get(each.name.rpartition(".")[2].lower(), "application/octet-stream")
        main, _, sub = kind.partition("/")
        message.add_attachment(each.data, maintype=main, subtype=sub, filename=_one_line(each.name))
    # The boundary is random by default; a fixed one keeps the same draft the same file.
    if attachments:
        message.set_boundary("=_liaison_toolkit_draft")
    return message.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(_whole(text).split())


def _whole(text: str) -> str:
    """Return ``text`` with a mark for each half of a character, which no message can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
