"""Sending (发信): drafts made into mails and handed to the office's SMTP server (RFC 5321, 8314)."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, make_msgid
from typing import Self

from toolkit.mail.addresses import recipients
from toolkit.mail.faults import MailError, refusal, told
from toolkit.mail.server import Server

_UNSENT = "X-Unsent"
_HEADS = ("To", "Cc", "Bcc")


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft that may be sent: to whom, about what, which files go with it, and what it says as a mail.

    ``doubtful`` is what stands among its recipients and is no address.
    """

    to: tuple[str, ...]
    subject: str
    attached: tuple[str, ...]
    message: EmailMessage
    doubtful: tuple[str, ...] = ()

    def stamped(self, sender: str, now: datetime) -> bytes:
        """Return the mail as it is sent: from whom, when, under which id; never as a draft, nobody in secret copy.

        Args:
            sender: the office's address.
            now: the time, with its zone.
        """
        for header in (_UNSENT, "Bcc", "From", "Date", "Message-ID"):
            del self.message[header]
        self.message["From"] = sender
        self.message["Date"] = format_datetime(now)
        self.message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
        return self.message.as_bytes()


def letter(data: bytes) -> Letter | None:
    """Return the draft in a file, None where it is none (any more): a mail that came, or one that was sent."""
    message = message_from_bytes(data, policy=policy.SMTP)
    if not isinstance(message, EmailMessage) or str(message.get(_UNSENT, "")).strip() != "1":
        return None
    who = recipients("\n".join(_as_typed(message, name) for name in _HEADS))
    for name in _HEADS:
        _tidied(message, name)
    attached = tuple(each.get_filename() or "附件" for each in message.iter_attachments())
    return Letter(who.addresses, str(message.get("Subject", "")), attached, message, who.doubtful)


def _as_typed(message: EmailMessage, name: str) -> str:
    """Return a header as it stands in the file: read by its grammar it would end at the first sign it does not know."""
    found = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return "\n".join(each.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for each in found)


def _tidied(message: EmailMessage, name: str) -> None:
    """Write a header with signs between its addresses that people use and mail programs do not (；，、) as these do."""
    meant = recipients(_as_typed(message, name)).addresses
    if meant != tuple(address for _, address in getaddresses(str(each) for each in message.get_all(name, []))):
        del message[name]
        message[name] = ", ".join(meant)


class Outgoing:
    """A line to the office's server for sending, logged in. A context manager.

    Args:
        server: which.
        password: what the user logs in with; it is kept nowhere.

    Raises:
        MailError: it cannot be reached, its certificate is not good, or the login is refused.
    """

    def __init__(self, server: Server, password: str) -> None:
        self._server = server
        with told(server):
            self._line = self._opened()
            try:
                if server.starttls:
                    self._line.starttls(context=server.context())
                self._line.login(server.user, password)
            except BaseException:
                self._line.close()
                raise

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        if server.starttls:
            return smtplib.SMTP(server.host, server.port, timeout=server.patience)
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.patience, context=server.context())

    def send(self, sender: str, to: tuple[str, ...], mail: bytes) -> Mapping[str, str]:
        """Send a mail and return the addresses that were refused, each with why; where all were, nobody got it.

        Raises:
            MailError: nobody got it, or the line broke and it is not known.
        """
        with told(self._server):
            try:
                refused = self._line.sendmail(sender, to, mail)
            except smtplib.SMTPRecipientsRefused as error:
                refused = error.recipients
            return {address: refusal(code) for address, (code, _) in refused.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(MailError), told(self._server):  # what was sent is sent
            self._line.quit()
