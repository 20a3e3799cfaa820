"""A post office on loopback: real servers for mail, with certificates of an authority of their own."""

from __future__ import annotations

import asyncio
import imaplib
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "office@example.com", "Geheim-7Q!xz"
#: How long a server may take to answer or to end, in seconds.
_PATIENCE = 120.0


def certificates(folder: Path) -> tuple[Path, Path, Path]:
    """Make an authority and a server's certificate for ``localhost``: the authority's file, the certificate, its key."""
    ca, key, cert = folder / "ca.pem", folder / "server.key", folder / "server.pem"
    request, names = folder / "server.csr", folder / "names"
    names.write_text(
        "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nkeyUsage=digitalSignature\n", encoding="ascii"
    )
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    use = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    for words in (
        ["req", "-x509", *curve, "-keyout", str(folder / "ca.key"), "-out", str(ca), "-days", "3", "-subj", "/CN=Test CA", *use],
        ["req", *curve, "-keyout", str(key), "-out", str(request), "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", str(request), "-CA", str(ca), "-CAkey", str(folder / "ca.key"), "-CAcreateserial", "-out", str(cert), "-days", "3", "-extfile", str(names)],
    ):  # fmt: skip
        subprocess.run(["openssl", *words], check=True, capture_output=True, timeout=60)
    return ca, cert, key


@dataclass
class SmtpServer:
    """What an SMTP server got, and how it is to behave."""

    port: int = 0
    got: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    data_answer: str = ""
    cut_off: bool = False

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.data_answer:
            return self.data_answer
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from is not None
        self.got.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
        if self.cut_off:
            server.transport.close()
        return "250 OK"


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def smtp_server(cert: Path, key: Path, *, starttls: bool = False) -> Iterator[SmtpServer]:
    """Run an SMTP server that takes mails over TLS only, and only from who is logged in."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    behaviour, loop = SmtpServer(), asyncio.new_event_loop()
    told: dict[str, Any] = {"authenticator": _login, "auth_required": True, "data_size_limit": 50 << 20, "loop": loop}
    told |= {"tls_context": context, "require_starttls": True} if starttls else {"auth_require_tls": False}
    lines: list[SMTP] = []

    def answer() -> SMTP:
        with warnings.catch_warnings():
            # It does not know that the line is secret from the first byte.
            warnings.simplefilter("ignore", UserWarning)
            lines.append(SMTP(behaviour, **told))
        return lines[-1]

    listening = loop.run_until_complete(loop.create_server(answer, "localhost", 0, ssl=None if starttls else context))
    behaviour.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield behaviour
    finally:
        asyncio.run_coroutine_threadsafe(_close(listening, lines), loop).result(_PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_PATIENCE)
        loop.close()


async def _close(listening: asyncio.Server, lines: list[SMTP]) -> None:
    listening.close()
    for each in lines:
        if each.transport is not None:
            each.transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@dataclass
class ImapServer:
    """An IMAP server of its own: where it listens, and the folder in which the mailbox lies (a maildir)."""

    port: int
    plain_port: int
    mailbox: Path
    _count: int = 0

    def deliver(self, data: bytes) -> None:
        """Have a mail arrive."""
        self._count += 1
        path = self.mailbox / "new" / f"{1_700_000_000 + self._count}.M{self._count}.localhost"
        path.write_bytes(data)
        path.chmod(0o666)

    def number_anew(self) -> None:
        """Have the server forget its numbers, so that all mails get others and a new UIDVALIDITY."""
        time.sleep(1.1)  # it is a time stamp of whole seconds
        for path in self.mailbox.glob("dovecot*"):
            path.unlink()

    def flags(self) -> list[bytes]:
        """What the server says of the state of each mail."""
        line = imaplib.IMAP4("localhost", self.plain_port)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line.starttls(context)
        line.login(USER, PASSWORD)
        line.select("INBOX", readonly=True)
        found = [each for each in line.fetch("1:*", "(FLAGS)")[1] if isinstance(each, bytes)]
        line.logout()
        return found


_DOVECOT = """
protocols = imap
listen = localhost
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = required
ssl_cert = <{cert}
ssl_key = <{key}
mail_location = maildir:{folder}/mailbox
passdb {{
  driver = static
  args = user={user} password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def imap_server(cert: Path, key: Path) -> Iterator[ImapServer]:
    """Run Dovecot with a mailbox of its own, which it must be root to do."""
    with tempfile.TemporaryDirectory(prefix="dovecot", dir="/tmp") as name, ExitStack() as free:
        folder = Path(name)
        folder.chmod(0o777)
        for each in ("new", "cur", "tmp"):
            (folder / "mailbox" / each).mkdir(parents=True)
        for path in (folder / "mailbox").glob("*"):
            path.chmod(0o777)
        (folder / "mailbox").chmod(0o777)
        taken = [free.enter_context(socket.create_server(("localhost", 0))) for _ in range(2)]
        port, plain = (each.getsockname()[1] for each in taken)
        free.close()
        told = _DOVECOT.format(folder=folder, cert=cert, key=key, port=port, plain=plain, user=USER, password=PASSWORD)
        (folder / "dovecot.conf").write_text(told, encoding="ascii")
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        with subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.PIPE) as running:
            try:
                _wait_for(port, folder / "log")
                yield ImapServer(port, plain, folder / "mailbox")
            finally:
                running.terminate()
                running.wait(_PATIENCE)


def _wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("localhost", port), 10):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8") if log.exists() else "Dovecot says nothing")
