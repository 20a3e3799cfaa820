"""A post office on loopback: real servers for mail, with certificates of an authority of their own."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "office@example.com", "Geheim-7Q!xz"


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
        asyncio.run_coroutine_threadsafe(_close(listening, lines), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
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
