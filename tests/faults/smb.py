"""The swap against a real server: ``python tests/faults/smb.py``, or ``… --server nas:445 --share office --user wang``.

The very steps of the swap on Windows (``toolkit/register/windows_swap.py``), sent over SMB2 by a client on the wire
(``smbprotocol``) to a server that shares a folder under the name given; where none is named, to a Samba of our own on
this machine (``samba.py``). One connection swaps, two others save as Excel does: they hold the file for reading and writing while others may read,
and save by deleting it and renaming a new one into its place. With ``--naive`` the swap replaces by rename instead,
and lets somebody save just before, which must lose saves: that guards this test. Exit status 1 if a save of anybody's
is lost.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from smbprotocol.connection import Connection
from smbprotocol.exceptions import SMBResponseException
from smbprotocol.file_info import FileDispositionInformation, FileRenameInformation
from smbprotocol.open import (
    CreateDisposition,
    CreateOptions,
    FileAttributes,
    ImpersonationLevel,
    LockFlags,
    Open,
    SMB2LockElement,
    SMB2LockRequest,
    SMB2SetInfoRequest,
)
from smbprotocol.session import Session
from smbprotocol.tree import TreeConnect

from faults.samba import Share, serving
from toolkit.files import sha256
from toolkit.register.swapping import ChangedError, HeldError
from toolkit.register.windows_swap import DELETE, GENERIC_READ, swap

GENERIC_WRITE = 0x4000_0000
SHARE_READ, SHARE_WRITE, SHARE_DELETE = 1, 2, 4
#: What a server answers, and what Windows makes of it.
_NUMBERS = {0xC0000043: 32, 0xC0000022: 5, 0xC0000034: 2, 0xC000003A: 3, 0xC0000035: 183, 0xC0000056: 5, 0xC0000055: 33}


class Client:
    """One PC: a connection of its own, with the calls that the swap asks of Windows."""

    def __init__(self, share: Share) -> None:
        connection = Connection(uuid.uuid4(), share.host, share.port)
        connection.connect()
        session = Session(connection, share.user, share.password, require_encryption=False)
        session.connect()
        self._connection = connection
        self._tree = TreeConnect(session, rf"\\{share.host}\{share.name}")
        self._tree.connect()
        self._open: dict[int, tuple[Any, int]] = {}
        self._next = itertools.count(1)

    def cut(self) -> None:
        """Let the connection drop as if the cable were pulled, nothing closed, nobody told."""
        self._connection.transport.close()

    def open(self, path: Path, access: int, share: int, *, new: bool = False) -> int:
        file = Open(self._tree, str(path))
        how = CreateDisposition.FILE_CREATE if new else CreateDisposition.FILE_OPEN
        self._ask(
            file.create, ImpersonationLevel.Impersonation, access | 0x80, FileAttributes.FILE_ATTRIBUTE_NORMAL, share,
            how, CreateOptions.FILE_NON_DIRECTORY_FILE,
        )  # fmt: skip
        handle = next(self._next)
        self._open[handle] = (file, 0)
        return handle

    def read(self, handle: int, size: int) -> bytes:
        file, at = self._open[handle]
        size = min(size, file.end_of_file - at, 1 << 16)
        if size <= 0:
            return b""
        part: bytes = self._ask(file.read, at, size)
        self._open[handle] = (file, at + len(part))
        return part

    def rename(self, handle: int, to: Path, *, replace: bool = False) -> None:
        info = FileRenameInformation()
        info["replace_if_exists"], info["file_name"] = replace, str(to)
        self._set(handle, info)

    def close(self, handle: int) -> None:
        self._ask(self._open.pop(handle)[0].close)

    def delete(self, path: Path) -> None:
        handle = self.open(path, DELETE, SHARE_READ | SHARE_WRITE | SHARE_DELETE)
        try:
            info = FileDispositionInformation()
            info["delete_pending"] = True
            self._set(handle, info)
        finally:
            self.close(handle)

    def lock(self, handle: int, *, free: bool = False) -> None:
        """Lock the first byte of an open file, or give it free, as ``filelock`` does on Windows; refused at once."""
        element, request = SMB2LockElement(), SMB2LockRequest()
        element["offset"], element["length"] = 0, 1
        exclusive = LockFlags.SMB2_LOCKFLAG_EXCLUSIVE_LOCK | LockFlags.SMB2_LOCKFLAG_FAIL_IMMEDIATELY
        element["flags"] = LockFlags.SMB2_LOCKFLAG_UNLOCK if free else exclusive
        request["file_id"], request["locks"] = self._open[handle][0].file_id, [element]
        self._send(request)

    def forget(self, path: Path) -> None:
        """Delete a file if it is there."""
        with suppress(OSError):
            self.delete(path)

    def move(self, source: Path, to: Path, *, replace: bool = False) -> None:
        """Rename as MoveFileEx does: whoever has the file open may go on."""
        handle = self.open(source, DELETE, SHARE_READ | SHARE_WRITE | SHARE_DELETE)
        try:
            self.rename(handle, to, replace=replace)
        finally:
            self.close(handle)

    def write_new(self, path: Path, data: bytes) -> None:
        handle = self.open(path, GENERIC_WRITE, 0, new=True)
        self._ask(self._open[handle][0].write, data, 0)
        self.close(handle)

    def read_all(self, path: Path) -> bytes:
        """Read as Python does: others may read and write meanwhile, not delete."""
        handle = self.open(path, GENERIC_READ, SHARE_READ | SHARE_WRITE)
        try:
            return b"".join(iter(lambda: self.read(handle, 1 << 16), b""))
        finally:
            self.close(handle)

    def _set(self, handle: int, info: Any) -> None:
        request = SMB2SetInfoRequest()
        request["info_type"], request["file_info_class"] = info.INFO_TYPE, info.INFO_CLASS
        request["file_id"], request["buffer"] = self._open[handle][0].file_id, info
        self._send(request)

    def _send(self, request: Any) -> None:
        tree = self._tree
        sent = self._connection.send(request, tree.session.session_id, tree.tree_connect_id)
        self._ask(self._connection.receive, sent)

    @staticmethod
    def _ask(call: Any, *given: Any) -> Any:
        try:
            return call(*given)
        except SMBResponseException as answer:
            error = OSError(13, hex(answer.status))
            error.winerror = _NUMBERS.get(answer.status, 59)  # type: ignore[attr-defined]
            raise error from answer


REGISTER = Path("register.txt")


class Desk(threading.Thread):
    """Somebody who opens the register, adds a line, and saves as Excel does; a refusal he sees, and tries again.

    Once his program has let go of the file to put the new one in its place, it looks whether it is still the one that
    he opened: whether Excel and WPS do so, only a real Windows can show.
    """

    def __init__(self, share: Share, name: str, over: threading.Event) -> None:
        super().__init__()
        self.client, self.called, self.over = Client(share), name, over
        self.saved = self.refused = 0

    def run(self) -> None:
        while not self.over.is_set():
            self._edit()
            time.sleep(random.random() / 4)

    def _edit(self) -> None:
        temporary = Path(f"{self.called}{uuid.uuid4().hex}.tmp")
        try:
            held = self.client.open(REGISTER, GENERIC_READ | GENERIC_WRITE, SHARE_READ)
        except OSError:
            return  # somebody else has it
        text = b"".join(iter(lambda: self.client.read(held, 1 << 16), b""))
        self.client.write_new(temporary, text + f"{self.called} {self.saved + 1}\n".encode())
        time.sleep(random.random() / 100)
        self.client.close(held)
        try:
            # From here on another may come: then it is his file that is there, and this save goes wrong, visibly.
            handle = self.client.open(REGISTER, DELETE | GENERIC_READ, 0)
            try:
                if b"".join(iter(lambda: self.client.read(handle, 1 << 16), b"")) != text:
                    raise OSError("not what was opened")
                self.client.rename(handle, Path(f"{temporary}.old"))
            finally:
                self.client.close(handle)
            handle = self.client.open(temporary, DELETE, 0)
            try:
                self.client.rename(handle, REGISTER)
            finally:
                self.client.close(handle)
            self.saved += 1
        except OSError:
            self.refused += 1


def swapping(
    client: Client, over: Callable[[int], bool], *, naive: bool, before: Callable[[], None]
) -> tuple[int, int]:
    """Add lines of ours until it is over, by how many landed; return how many did and how many had to wait.

    ``before`` happens just before a plain rename: left to chance, nobody may save in that moment for minutes.
    """
    landed = waited = 0
    while not over(landed):
        try:
            text = client.read_all(REGISTER)
        except OSError:
            waited += 1
            continue
        beside = Path(f"new{uuid.uuid4().hex}.tmp")
        client.write_new(beside, text + f"tool {landed + 1}\n".encode())
        try:
            if naive:
                before()
                client.move(beside, REGISTER, replace=True)
            else:
                swap(client, REGISTER, sha256(text), beside, Path(f"backup{uuid.uuid4().hex}.txt"))
            landed += 1
        except (ChangedError, HeldError, OSError):
            waited += 1
    return landed, waited


@dataclass(frozen=True)
class Played:
    """What came of it: lines of ours that landed and tries that waited, saves and refusals, what was lost or doubled."""

    landed: int
    waited: int
    saved: int
    refused: int
    lost: int
    doubled: int


def play(share: Share, seconds: float, *, enough: int | None = None, naive: bool = False) -> Played:
    """Let one PC swap and two save for so many seconds, or until enough swaps and saves have landed."""
    client, end, done = Client(share), time.monotonic() + seconds, threading.Event()
    client.forget(REGISTER)
    client.write_new(REGISTER, b"")
    desks = [Desk(share, name, done) for name in ("wang", "li")]

    def saves() -> int:
        return sum(each.saved for each in desks)

    def over(landed: int) -> bool:
        return time.monotonic() > end or (enough is not None and min(landed, saves()) >= enough)

    def until_somebody_saves() -> None:
        start = saves()
        while saves() == start and time.monotonic() < end:
            time.sleep(0.005)

    for each in desks:
        each.start()
    try:
        landed, waited = swapping(client, over, naive=naive, before=until_somebody_saves)
    finally:
        done.set()
    for each in desks:
        each.join()
    found = client.read_all(REGISTER).decode().splitlines()
    wanted = [f"tool {n}" for n in range(1, landed + 1)]
    wanted += [f"{each.called} {n}" for each in desks for n in range(1, each.saved + 1)]
    lost, doubled = len(set(wanted) - set(found)), len(found) - len(set(found))
    saved, refused = sum(each.saved for each in desks), sum(each.refused for each in desks)
    return Played(landed, waited, saved, refused, lost, doubled)


def main() -> int:
    """Play it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", help="where it is, host:port; without it one is started here")
    parser.add_argument("--share", default="share")
    parser.add_argument("--user", default="root")
    parser.add_argument("--password", default="pw")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--naive", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        if options.server:
            host, port = options.server.split(":")
            share = Share(host, int(port), options.share, options.user, options.password)
        else:
            share = stack.enter_context(serving(Path(stack.enter_context(TemporaryDirectory()))))
        played = play(share, options.seconds, naive=options.naive)
    sys.stdout.write(
        f"{played.landed} swaps landed, {played.waited} waited; {played.saved} saves, {played.refused} refused; "
        f"{played.lost} lost, {played.doubled} doubled\n"
    )
    return 1 if played.lost or played.doubled else 0


if __name__ == "__main__":
    sys.exit(main())
