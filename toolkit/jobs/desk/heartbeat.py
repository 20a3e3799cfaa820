"""The heartbeat (值守状态.txt): who watches the inbox, and how it goes; another PC reads from it whether he still does.

The file is for people first. Below the status line stand a few lines ``名称：内容`` by which a second watch knows the
first one and whether it has moved since. Clocks of two PCs are never compared: what does not move while one looks on
has stopped.
"""

from __future__ import annotations

import ctypes
import getpass
import os
import secrets
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from toolkit import __version__
from toolkit.files import write_whole
from toolkit.workspace import Workspace

#: A heartbeat this old has stopped, in seconds: a watch shows one at least every few seconds, but while it waits for
#: another PC's command, which it does for two minutes at most, or for one file that is hard to read.
SILENT = 180.0
#: One this old may be of before the disk got full, or the watch is busy with something long, in seconds.
_LATE = 30.0
#: One older than this has missed a beat, in seconds: whoever asks is told how old it is.
_FRESH = 10.0
#: The names of the lines below the first.
_HOST, _USER, _PROCESS, _SINCE, _VERSION, _MARK = "电脑", "账号", "进程", "开始值守", "版本", "标识"
_NOTE = f"说明：值守时每隔几秒更新一次；{SILENT / 60:.0f} 分钟以上没有更新，就是值守已经停了。请勿修改本文件。"
_STOPPED = "已停止"
#: Of Windows: the right to wait for a process's end, and what OpenProcess says where there is none.
_SYNCHRONIZE, _NO_SUCH_PROCESS = 0x00100000, 87


@dataclass(frozen=True, slots=True)
class Who:
    """A watch: on which PC, whose, which process, since when (as people read it), and the mark it is known by."""

    host: str
    user: str
    process: int
    since: str
    version: str
    token: str

    @property
    def name(self) -> str:
        """Return how people know it: the PC and who is logged on there."""
        return f"{self.host}（{self.user}）" if self.user else self.host

    def is_gone(self) -> bool:
        """Return whether it is certain that it has ended: it ran on this PC, and no such process runs here now."""
        if self.host != socket.gethostname():
            return False
        if sys.platform == "win32":
            return not _runs_on_windows(self.process)
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False


@dataclass(frozen=True, slots=True)
class Beat:
    """What the heartbeat file said when it was read.

    Attributes:
        who: whose it is.
        line: the status line.
        count: counts on with each beat.
        stopped: whether the watch said that it ends.
        age: how long ago the file was written, by this PC's clock, in seconds: a hint, clocks differ.
    """

    who: Who
    line: str
    count: int
    stopped: bool
    age: float


@dataclass
class Pulse:
    """Writes the heartbeat of one watch."""

    workspace: Workspace
    who: Who
    count: int = 0
    _at: float = field(default=float("-inf"))
    _state: str = ""

    def beat(self, line: str, state: str, *, every: float = 0.0) -> None:
        """Write the status line, at once where ``state`` has changed, else at most every so many seconds.

        Raises:
            OSError: the share is away or full.
        """
        now = time.monotonic()
        if state == self._state and now - self._at < every:
            return
        if not self.workspace.heartbeat.parent.is_dir():
            return  # the drive is away: a folder made in its place would be in its way when it comes back
        self.count += 1
        self._write(line, str(self.count))
        self._at, self._state = now, state

    def stop(self, line: str) -> None:
        """Write that the watch has ended.

        Raises:
            OSError: the share is away or full.
        """
        if self.workspace.heartbeat.parent.is_dir():
            self._write(line, _STOPPED)

    def _write(self, line: str, count: str) -> None:
        who = self.who
        lines = [
            line,
            f"{_HOST}：{who.host}",
            f"{_USER}：{who.user}",
            f"{_PROCESS}：{who.process}",
            f"{_SINCE}：{who.since}",
            f"{_VERSION}：{who.version}",
            f"{_MARK}：{who.token} {count}",
            _NOTE,
        ]
        # Not flushed: a heartbeat that a power cut takes with it has stopped anyway.
        write_whole(self.workspace.heartbeat, "".join(f"{each}\n" for each in lines).encode(), flush=False)


def myself(since: str) -> Who:
    """Return who this process is."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return Who(socket.gethostname(), user, os.getpid(), since, __version__, secrets.token_hex(8))


def read(path: Path) -> Beat | None:
    """Return what the heartbeat file says; None where there is none, or one that an older version wrote.

    Raises:
        OSError: it cannot be read now.
    """
    try:
        text, written = path.read_text(encoding="utf-8", errors="replace"), path.stat().st_mtime
    except FileNotFoundError:
        return None
    first, *more = text.splitlines() or [""]
    said = dict(line.split("：", 1) for line in more if "：" in line)
    token, _, count = said.get(_MARK, "").partition(" ")
    if not token:
        return None
    who = Who(
        said.get(_HOST, ""), said.get(_USER, ""), _number(said.get(_PROCESS, "")), said.get(_SINCE, ""),
        said.get(_VERSION, ""), token,
    )  # fmt: skip
    return Beat(who, first, _number(count), count == _STOPPED, time.time() - written)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def told(path: Path) -> str:
    """Return in one line whether somebody watches, for whoever asks from another PC; "" where nobody ever did."""
    try:
        beat = read(path)
    except OSError:
        return ""
    if beat is None or beat.stopped:
        return beat.line if beat else ""
    if beat.age > SILENT or beat.who.is_gone():
        return f"值守可能已经停了：{beat.who.name} 最后一次更新是“{beat.line}”"
    late = f"；{beat.age:.0f} 秒没有更新" if beat.age > _FRESH else ""
    perhaps = "，可能已暂停或停了，请看值守窗口" if beat.age > _LATE else ""
    return f"{beat.line}（{beat.who.name}{late}{perhaps}）"


if sys.platform == "win32":

    def _runs_on_windows(process: int) -> bool:
        """Return whether such a process runs; ``os.kill`` would end it there. In doubt, it does."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        kernel.OpenProcess.argtypes = (ctypes.c_uint32, ctypes.c_int, ctypes.c_uint32)
        kernel.WaitForSingleObject.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
        kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, process)
        if not handle:
            return ctypes.get_last_error() != _NO_SUCH_PROCESS
        try:
            return int(kernel.WaitForSingleObject(handle, 0)) != 0  # 0: it has ended
        finally:
            kernel.CloseHandle(handle)
