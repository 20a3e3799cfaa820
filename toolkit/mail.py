"""Mail drafts (.eml): written to a folder, opened and sent by a person; nothing is sent from here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

#: An address as mail programs take it; what else stands in the cell (names, 、；) is left out.
_ADDRESS = re.compile(r"[A-Za-z0-9_+\-]+(?:\.[A-Za-z0-9_+\-]+)*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a draft."""

    name: str
    data: bytes


def draft(to: str, subject: str, body: str, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return a mail draft that Outlook, Foxmail and Thunderbird open ready to send.

    Args:
        to: the cell with the address or several; where it holds none, the person who sends the draft enters it.
        subject: the subject line.
        body: the letter's text.
        attachments: what goes with it.
    """
    message = EmailMessage(policy=SMTP)
    addresses = _ADDRESS.findall(to)
    if addresses:
        message["To"] = ", ".join(dict.fromkeys(addresses))
    message["Subject"] = _one_line(subject)
    # Outlook and Foxmail open a message with this header as a draft, not as received mail.
    message["X-Unsent"] = "1"
    message.set_content(_whole(body))
    for each in attachments:
        message.add_attachment(each.data, maintype="application", subtype="octet-stream", filename=_one_line(each.name))
    # The boundary is random by default; a fixed one keeps the same draft the same file.
    if attachments:
        message.set_boundary("=_liaison_toolkit_draft")
    return message.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(_whole(text).split())


def _whole(text: str) -> str:
    """Return ``text`` with a mark for each half of a character, which no message can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
