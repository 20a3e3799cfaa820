"""watch (值守): scan, then watch, then scan again: calls the ingest job for ever.

Our own scan is the truth; events of the file system only wake it early. A drive that goes away, a bad file or a
locked register is said once and waited out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from toolkit.config import read_config
from toolkit.errors import ToolkitError
from toolkit.files import why, write_whole
from toolkit.intake import Reader
from toolkit.jobs.bookkeeping import open_desk, pending
from toolkit.jobs.inbox import Inbox, Patience
from toolkit.jobs.ingest import Result, take_in
from toolkit.jobs.litter import tidy_all
from toolkit.jobs.order import Order
from toolkit.jobs.sentinel import recognise
from toolkit.register import open_by
from toolkit.workspace import Workspace

_LOG = logging.getLogger(__name__)
#: The longest wait before a drive that went away is tried again, in seconds.
_LONGEST_WAIT = 60.0
#: Even without new files the register is looked at this often, so that what waits lands once it is closed, in seconds.
_LOOK_AGAIN = 20.0


class _Wake(FileSystemEventHandler):
    """Wakes the scan at any event; what the event says is not believed."""

    def __init__(self, bell: threading.Event) -> None:
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in {"created", "modified", "moved"}:
            self._bell.set()


@dataclass
class Watch:
    """The watch over one inbox.

    Attributes:
        workspace: whose inbox.
        say: takes each line for the person at the screen.
        show: takes the status line, which replaces the one before.
        today: gives the day to reckon from.
        stop: set by whoever wants the watch to end.
    """

    workspace: Workspace
    say: Callable[[str], None]
    show: Callable[[str], None]
    today: Callable[[], date] = date.today
    stop: threading.Event = field(default_factory=threading.Event)
    total: Result = field(default_factory=Result)
    _bell: threading.Event = field(default_factory=threading.Event)
    _root: str = ""
    _trouble: str = ""
    _waiting: bool = True  # a run before this one may have left rows that wait
    _held: str = ""
    _was_open: bool = False
    _looked: float = 0.0
    _tidied: date | None = None
    _said: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Watch until ``stop`` is set."""
        config = read_config(self.workspace.config)
        inbox, patience = Inbox(self.workspace.inbox, config.settle_seconds), Patience(self.workspace.inbox)
        observer = self._listen(config.scan_seconds)
        try:
            with Reader() as reader:
                self._loop(inbox, patience, reader, config.scan_seconds)
        finally:
            observer.stop()
            if observer.is_alive():
                observer.join()

    def _listen(self, pause: float) -> PollingObserver:
        """Return what wakes the scan early; without it the scan only comes a little later."""
        observer = PollingObserver(timeout=max(1.0, pause / 3))
        observer.schedule(_Wake(self._bell), str(self.workspace.inbox), recursive=True)
        try:
            observer.start()
        except OSError as error:
            _LOG.warning("observer: %s", error)
        return observer

    def _loop(self, inbox: Inbox, patience: Patience, reader: Reader, pause: float) -> None:
        wait = pause
        while not self.stop.is_set():
            moving = self._turn(inbox, patience, reader)
            wait = min(_LONGEST_WAIT, wait * 2) if self._trouble else min(pause, 1.0) if moving else pause
            self._bell.wait(wait)
            self._bell.clear()

    def _turn(self, inbox: Inbox, patience: Patience, reader: Reader) -> bool:
        """Take in what has come to rest, once, and return whether files are still moving. Nothing gets past here."""
        moving: list[Path] = []
        try:
            # Before anything is believed that is seen there, or not seen.
            self._root = recognise(self.workspace, self._root) or self._root
            resting, moving = inbox.look()
            wanted = patience.due(resting)
            if wanted or self._due():
                before = self._said if len(patience) else set()
                self._take(reader, wanted)
                self._said |= before  # what is tried again ever more rarely is not told anew each time
                patience.tried(wanted)
            self._well()
        except ToolkitError as error:
            self._ill(str(error))
        except OSError as error:
            self._ill(f"网络盘暂时连不上或写不进去（{why(error)}），恢复后自动继续")
        except Exception:  # noqa: BLE001 - a watch that dies of one file is no watch; the log has the details
            _LOG.exception("watch")
            self._ill("出现意外错误，已记入运行日志，值守继续")
        self._beat(len(moving), len(patience))
        return bool(moving)

    def _due(self) -> bool:
        """Return whether what waits for the register has a chance now: at once when it was closed, else by and by."""
        if not self._waiting:
            return False
        if open_by(self.workspace.register):
            return not self._looked
        return self._was_open or time.monotonic() - self._looked >= _LOOK_AGAIN

    def _take(self, reader: Reader, paths: list[Path]) -> None:
        said: set[str] = set()

        def say(line: str) -> None:
            said.add(line)
            # What holds a file or the register up is said once, however often we try again.
            if line not in self._said:
                self.say(line)

        order = Order(self.today(), say=say)
        with open_desk(self.workspace, order) as desk:
            if self._tidied != order.as_of:
                tidy_all(self.workspace, order)
                self._tidied = order.as_of
            result = take_in(desk, reader, paths)
            self._held = "" if result.landed else self._waits(pending(desk))
        self._said = said
        self._looked = time.monotonic()
        self._waiting = not result.landed
        self.total.taken += result.taken
        self.total.repeated += result.repeated
        self.total.set_aside += result.set_aside

    def _waits(self, rows: int) -> str:
        who = open_by(self.workspace.register)
        self._was_open = bool(who)
        return f"总台账{f'由{who}' if who else ''}正打开着，{rows} 行改动等待写入"

    def _well(self) -> None:
        if self._trouble:
            self.say("已恢复，继续值守")
        self._trouble = ""

    def _ill(self, words: str) -> None:
        if words != self._trouble:
            self.say(words)
        self._trouble = words

    def _beat(self, moving: int, left: int) -> None:
        """Show the status line, and leave it in the heartbeat file for the other PCs."""
        now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"  # noqa: DTZ005 - people read it beside their own clock
        state = "暂停" if self._trouble else "正常"
        parts = [f"值守{state} {now}", f"已收 {self.total.taken} 份"]
        parts += [f"需要处理 {self.total.set_aside} 份"] if self.total.set_aside else []
        parts += [f"正在复制 {moving} 份"] if moving else []
        parts += [f"没有收完 {left} 份"] if left else []
        parts += [self._held] if self._held else []
        line = "，".join(parts)
        self.show(line)
        if not self.workspace.heartbeat.parent.is_dir():
            return  # the drive is away: a folder made in its place would be in its way when it comes back
        try:
            write_whole(self.workspace.heartbeat, f"{line}\n".encode())
        except OSError as error:
            _LOG.warning("heartbeat: %s", error)
