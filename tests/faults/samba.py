"""A Samba of our own on this machine, for as long as a block runs: a server as the office's NAS is one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """\
[global]
server role = standalone server
smb ports = {port}
interfaces = lo
bind interfaces only = yes
disable netbios = yes
load printers = no
disable spoolss = yes
passdb backend = tdbsam:{folder}/private/passdb.tdb
private dir = {folder}/private
lock directory = {folder}/lock
state directory = {folder}/state
cache directory = {folder}/cache
pid directory = {folder}/pid
ncalrpc dir = {folder}/ncalrpc
log file = {folder}/log

[share]
path = {folder}/share
read only = no
"""
#: No secret: the server answers this machine only, for as long as a test runs.
_PASSWORD = "pw"  # noqa: S105
#: How long the server may take to answer, in seconds.
_PATIENCE = 120.0


@dataclass(frozen=True)
class Share:
    """A folder on a server, and how to get in."""

    host: str
    port: int
    name: str
    user: str
    password: str


def is_here() -> bool:
    """Return whether such a server can be started here: Samba is installed, and we are root, whom it asks for."""
    return all(map(shutil.which, ("smbd", "smbpasswd"))) and hasattr(os, "geteuid") and os.geteuid() == 0


@contextmanager
def serving(folder: Path) -> Iterator[Share]:
    """Serve ``share`` under a folder that is given for everything else that Samba keeps, too."""
    for name in ("share", "private", "lock", "state", "cache", "pid", "ncalrpc"):
        (folder / name).mkdir()
    config = folder / "smb.conf"
    config.write_text(_CONFIG.format(port=_free_port(), folder=folder), encoding="utf-8")
    twice = f"{_PASSWORD}\n{_PASSWORD}\n".encode()
    subprocess.run(["smbpasswd", "-c", str(config), "-s", "-a", "root"], input=twice, check=True, capture_output=True)
    server, port = _started(folder, config)
    try:
        yield Share("127.0.0.1", port, "share", "root", _PASSWORD)
    finally:
        _end(server)


def _started(folder: Path, config: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Return a server that answers, and where; what was free when we asked may be another's by the time it listens."""
    for _ in range(5):
        port = _free_port()
        config.write_text(_CONFIG.format(port=port, folder=folder), encoding="utf-8")
        with (folder / "said").open("wb") as said:
            server = subprocess.Popen(
                ["smbd", "--foreground", "--no-process-group", "-s", str(config)],
                stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip
        if _answers(port, server):
            return server, port
        _end(server)
    raise AssertionError(f"Samba did not start: {(folder / 'said').read_text(encoding='utf-8', errors='replace')}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()  # it takes those along whom it has started, one for each connection
    server.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers, and return whether it does, and has not ended."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 10).close()
        except OSError:
            time.sleep(0.05)
        else:
            return server.poll() is None
    return False
