"""Mail drafts (.eml): written to a folder, opened and sent by a person; nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a draft."""

    name: str
    data: bytes


def draft(to: str, subject: str, body: str, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return a mail draft that Outlook, Foxmail and Thunderbird open ready to send.

    Args:
        to: the address, "" where the office has not entered one yet.
        subject: the subject line.
        body: the letter's text.
        attachments: what goes with it.
    """
    message = EmailMessage(policy=SMTP)
    if to:
        message["To"] = to
    message["Subject"] = subject
    # Outlook and Foxmail open a message with this header as a draft, not as received mail.
    message["X-Unsent"] = "1"
    message.set_content(body)
    for each in attachments:
        message.add_attachment(each.data, maintype="application", subtype="octet-stream", filename=each.name)
    # The boundary is random by default; a fixed one keeps the same draft the same file.
    if attachments:
        message.set_boundary("=_liaison_toolkit_draft")
    return message.as_bytes()
