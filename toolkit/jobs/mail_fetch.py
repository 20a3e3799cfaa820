"""mail fetch (收信): each mail of the office's mailbox is laid into the inbox once; on the server nothing changes.

A mail is written into the inbox first, then noted in 收信记录.txt. A run that is killed between writes the same file
again, which the intake knows by its digest. A mail is known by the server's number as long as the server numbers its
mails as before (UIDVALIDITY), else by what its writer put into it, the Message-ID first of all: so none is laid there
twice when the numbers begin anew. One PC fetches at a time.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from toolkit.config import MailSettings
from toolkit.files import append_line, safe_name, sweep, write_whole
from toolkit.intake.formats.mail_headers import header
from toolkit.jobs.desk.lock import mail_lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sentinel import recognise
from toolkit.jobs.mail import incoming, settings_of
from toolkit.mail.incoming import Incoming, Waiting
from toolkit.mail.passwords import Passwords
from toolkit.mail.server import Server
from toolkit.workspace import Workspace

#: How far back mails are fetched where nothing is said, in days.
_BACK = 30
#: Larger mails stay on the server, in bytes; the intake would not open them.
_LARGEST = 200 << 20
_MEGABYTE = 1 << 20
#: The headers that a mail has from its writer.
_WRITTEN = {b"message-id", b"from", b"to", b"cc", b"subject", b"date"}


def fetch(workspace: Workspace, order: Order, passwords: Passwords, since: date | None = None) -> int:
    """Lay the mails that were not fetched yet into the inbox and say how many.

    Args:
        workspace: whose.
        order: how; a dry run says how many there are and fetches none.
        passwords: where the password comes from.
        since: the day from which mails are fetched; None for the one in the settings, else thirty days back.

    Returns:
        0 where all were fetched, 1 where some are too large and have to be taken from the mailbox by hand.

    Raises:
        ConfigError: the mailbox is not set.
        MailError: the server cannot be reached, or breaks off; what was fetched is noted, the rest comes next time.
        WorkspaceError: the share is away.
    """
    settings = settings_of(workspace)
    server = incoming(workspace, settings)
    recognise(workspace)
    held = mail_lock(workspace)
    if held is None:
        order.say("另一台电脑正在收信，这里不用再收")
        return 0
    try:
        if not order.dry_run:
            sweep(workspace.inbox, time.time())
        with passwords.logged_in(server, lambda password: Incoming(server, password, settings.folder)) as line:
            log = _Log(workspace.fetched, _scope(server, settings, line.numbering))
            return _fetch(workspace, order, line, log, since or settings.since or order.as_of - timedelta(_BACK))
    finally:
        held.release()


def _fetch(workspace: Workspace, order: Order, line: Incoming, log: _Log, since: date) -> int:
    there = [each for each in line.waiting(since) if each.uid not in log.uids]
    large = [each for each in there if each.size > _LARGEST]
    small = [each for each in there if each.size <= _LARGEST]
    laid = 0
    for count, each in enumerate(small, 1):
        order.step(count, len(small), "收信")
        laid += not order.dry_run and _lay(workspace, line, log, each)
    words = f"信箱里 {since.isoformat()} 以来有 {len(there)} 封没有收过"
    before = len(small) - laid
    twice = f"（另 {before} 封是收过的：信箱重新编过号，或是同一封邮件）" if before else ""
    order.say(words if order.dry_run else f"{words}，新收 {laid} 封{twice}，放在 inbox，等待收件")
    for each in large:
        order.say(f"有一封 {each.size // _MEGABYTE} 兆的邮件太大，没有收，请在网页邮箱里把附件存到 inbox")
    return int(bool(large))


def _lay(workspace: Workspace, line: Incoming, log: _Log, waiting: Waiting) -> bool:
    """Lay one mail into the inbox and return whether it is one that was not fetched before.

    Raises:
        OSError: the disk is full or the share is away.
    """
    data = line.mail(waiting.uid)
    if data is None:
        return False
    key = _key(data)
    is_new = key not in log.keys
    if is_new:
        name = safe_name(_subject(data) or "无标题", 60)
        write_whole(workspace.inbox / f"{name} {key[:12]}.eml", data)
    log.note(waiting.uid, key)
    return is_new


def _key(data: bytes) -> str:
    """Return by what a mail is known wherever it lies: what its writer's program put into it.

    What servers put above it on the way does not count: moved, or numbered anew, it is the same mail.
    """
    heads, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = re.split(rb"\n(?![ \t])", heads)
    written = sorted(line for line in lines if line.split(b":", 1)[0].strip().lower() in _WRITTEN)
    if not written:  # no mail at all, as some programs send it: it is known only as a whole
        return hashlib.sha256(data).hexdigest()[:32]
    return hashlib.sha256(b"\n".join((*written, b"", body))).hexdigest()[:32]


def _subject(data: bytes) -> str:
    """Return the subject as people read it, "" where it has none or one that nobody can read."""
    with suppress(Exception):  # a library's parser meets whatever people's programs have sent
        return header(message_from_bytes(data, policy=policy.compat32), "Subject").replace("\ufffd", "")
    return ""


def _scope(server: Server, settings: MailSettings, numbering: str) -> str:
    """Return within what the server's numbers of mails mean what they meant: this mailbox, numbered as now."""
    return hashlib.sha256("\n".join((server.user, server.host, settings.folder, numbering)).encode()).hexdigest()[:16]


@dataclass
class _Log:
    """Which mails were fetched.

    Attributes:
        path: where it is noted.
        scope: see :func:`_scope`.
        uids: the numbers of this scope that were fetched.
        keys: by what all mails that were ever fetched are known.
    """

    path: Path
    scope: str
    uids: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for scope, uid, key in self._lines():
            self.keys.add(key)
            if scope == self.scope:
                self.uids.add(uid)

    def _lines(self) -> Iterator[tuple[str, int, str]]:
        """Yield what is noted; a line that a kill tore is passed over: that mail is looked at again."""
        try:
            text = self.path.read_text(encoding="ascii", errors="replace")
        except FileNotFoundError:
            return
        for line in text.splitlines():
            words = line.split(" ")
            if len(words) == 3 and words[1].isdigit() and len(words[2]) == 32:
                yield words[0], int(words[1]), words[2]

    def note(self, uid: int, key: str) -> None:
        """Note that a mail was fetched; it is on the disk on returning.

        Raises:
            OSError: the disk is full or the share is away.
        """
        append_line(self.path, f"{self.scope} {uid} {key}\n")
        self.uids.add(uid)
        self.keys.add(key)
