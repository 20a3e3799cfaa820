"""Fetching (收信): the mails of an office's IMAP mailbox (RFC 9051), looked at without leaving a trace.

The mailbox is opened for reading only (EXAMINE) and mails are asked for by BODY.PEEK, so that nothing on the server
is marked, moved or deleted.
"""

from __future__ import annotations

import binascii
import imaplib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Self

from toolkit.mail.faults import MailError, told
from toolkit.mail.server import Server

_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: So many mails are asked for their size at a time.
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail on the server: its number, good as long as the mailbox's numbering is the same, and its size in bytes."""

    uid: int
    size: int


class Incoming:
    """A line to the office's mailbox, opened for reading only. A context manager.

    Args:
        server: which.
        password: what the user logs in with; it is kept nowhere.
        folder: which of its folders.

    Attributes:
        numbering: by which the numbers of mails are known to mean the same as before (UIDVALIDITY).

    Raises:
        MailError: it cannot be reached, its certificate is not good, the login is refused, or there is no such folder.
    """

    def __init__(self, server: Server, password: str, folder: str = "INBOX") -> None:
        self._server = server
        with told(server):
            self._line = self._opened()
            try:
                self.numbering = self._entered(password, folder)
            except BaseException:
                self._line.shutdown()
                raise

    def _opened(self) -> imaplib.IMAP4:
        server = self._server
        if server.starttls:
            return imaplib.IMAP4(server.host, server.port, timeout=server.patience)
        return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=server.context(), timeout=server.patience)

    def _entered(self, password: str, folder: str) -> str:
        """Log in, open the folder for reading only, and return by which its numbering is known."""
        if self._server.starttls:
            self._line.starttls(self._server.context())
        self._line.login(self._server.user, password)
        quoted = '"' + _in_utf7(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'
        answer, _ = self._line.select(quoted, readonly=True)
        if answer != "OK":
            raise MailError(f"信箱里没有“{folder}”这个文件夹", "请核对 toolkit.toml [mail] 的 folder")
        found = self._line.response("UIDVALIDITY")[1][0]
        return found.decode("ascii", "replace") if isinstance(found, bytes) else ""

    def waiting(self, since: date) -> Sequence[Waiting]:
        """Return the mails that arrived on that day or later, in the order of their arrival.

        Raises:
            MailError: the server does not answer.
        """
        with told(self._server):
            day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
            found = self._line.uid("SEARCH", "SINCE", day)[1]
            uids = sorted({int(each) for line in found if line for each in line.split()})
            sizes = dict(self._sizes(uids))
            return [Waiting(uid, sizes[uid]) for uid in uids if uid in sizes]

    def _sizes(self, uids: Sequence[int]) -> Iterator[tuple[int, int]]:
        for first in range(0, len(uids), _TOGETHER):
            wanted = ",".join(map(str, uids[first : first + _TOGETHER]))
            for line in self._line.uid("FETCH", wanted, "(UID RFC822.SIZE)")[1]:
                match = _SIZE.search(line) if isinstance(line, bytes) else None
                if match is not None:
                    yield int(match[1] or match[4]), int(match[2] or match[3])

    def mail(self, uid: int) -> bytes | None:
        """Return a whole mail, None where it is gone meanwhile. It is not marked as read.

        Raises:
            MailError: the line broke.
        """
        with told(self._server):
            for each in self._line.uid("FETCH", str(uid), "(BODY.PEEK[])")[1]:
                if isinstance(each, tuple):
                    return bytes(each[1])
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(MailError), told(self._server):  # what was fetched is fetched
            self._line.logout()


def _in_utf7(name: str) -> str:
    """Return the name of a mailbox's folder as IMAP writes it: modified UTF-7 (RFC 3501 5.1.3)."""

    def packed(found: re.Match[str]) -> str:
        text = binascii.b2a_base64(found[0].encode("utf-16-be"), newline=False).decode("ascii")
        return f"&{text.rstrip('=').replace('/', ',')}-"

    return re.sub(r"[^\x20-\x7e]+", packed, name.replace("&", "&-"))
