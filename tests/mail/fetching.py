"""Fetches an office's mails from a real server on this machine."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jobs.office import Office
from toolkit.jobs import mail_fetch
from toolkit.mail import draft
from toolkit.mail.passwords import Passwords

from .post_office import PASSWORD, USER

NEEDS_DOVECOT = pytest.mark.skipif(
    not (shutil.which("dovecot") or Path("/usr/sbin/dovecot").exists()) or os.geteuid() != 0,
    reason="Dovecot is not installed, or may not be run here",
)


def connect(office: Office, port: int, more: str = "") -> None:
    """Let the office's settings name the mailbox of a server on this machine."""
    config = office.workspace.config
    before = config.read_text(encoding="utf-8").partition("[mail]")[0]
    text = f'[mail]\naddress = "{USER}"\nimap_host = "localhost"\nimap_port = {port}\n{more}\n'
    config.write_text(before + text, encoding="utf-8")


def mail(about: str, body: str = "您好", name: str = "") -> bytes:
    """A mail as it lies on the server."""
    identity = f"Message-ID: <{name}@example.com>\r\n".encode() if name else b""
    return identity + draft("office@example.com", about, body).replace(b"X-Unsent: 1\r\n", b"")


def run(office: Office, *, password: str = PASSWORD, since: date | None = None, dry_run: bool = False) -> int:
    """Fetch today."""
    office.said.clear()
    order = replace(office.order(dry_run=dry_run), as_of=date.today())
    return mail_fetch.fetch(office.workspace, order, Passwords(lambda _: password), since)
