"""The turn (一轮): one scan of the inbox, and what follows from it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.files import shown_name
from toolkit.intake import Reader
from toolkit.jobs.books.bookkeeping import open_desk, pending
from toolkit.jobs.books.task_note import task_note
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.inbox import Inbox, Patience
from toolkit.jobs.desk.litter import tidy_all
from toolkit.jobs.desk.order import Order
from toolkit.jobs.ingest import Result, take_in
from toolkit.register import open_by
from toolkit.watch.once import Once
from toolkit.workspace import Workspace

#: Even without new files the register is looked at this often, so that what waits lands once it is closed, in seconds.
_LOOK_AGAIN = 20.0
#: How many files are taken in before the register is brought into line, and before a wish to stop is heard.
_PORTION = 256
#: How long the reader's processes are kept for the next file, in seconds.
_IDLE = 600.0


@dataclass
class Turn:
    """Looks into one inbox again and again, and takes in what has come to rest.

    Attributes:
        workspace: whose inbox.
        settle: how long a file must lie untouched, in seconds.
        say: takes each line for the person at the screen.
        doing: told what is being done, whenever it goes on.
        today, now: give the day to reckon from, and the time.
        stopping: tells whether somebody wants the watch to end.
        day: the day of the last turn.
        total, since: what came in, and from when on that counts, in words: midnight, when the watch began or took over,
            when the clock was set back.
        visits: how far this quarter's visits reach, "" where the mechanism keeps none.
        held: what keeps rows from the register, "" where nothing does.
        moving: how many files had not come to rest when it looked last.
        tasks: how the tasks of plans stood then, "" where none are followed.
    """

    workspace: Workspace
    settle: float
    say: Callable[[str], None]
    doing: Callable[[str], None]
    today: Callable[[], date]
    now: Callable[[], datetime]
    stopping: Callable[[], bool]
    day: date = date.min
    total: Result = field(default_factory=Result)
    since: str = ""
    visits: str = ""
    held: str = ""
    moving: int = 0
    tasks: str = ""
    _reader: Reader | None = None
    _used: float = 0.0
    _run: bool = False
    _waiting: bool = True  # a run before this one may have left rows that wait
    _failed: bool = False  # the last look ended in an error: the next one is the keeper's to time
    _was_open: bool = False
    _looked: float = 0.0
    _tidied: date | None = None
    _half: frozenset[Path] = frozenset()

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.workspace.inbox, self.settle)
        self.patience = Patience(self.workspace.inbox)
        self._once = Once(self.say)

    def take(self) -> None:
        """Take in what has come to rest, once.

        Raises:
            ToolkitError: nothing can go on until a person acts, or until the share is back.
            OSError: the share is away, or full.
        """
        if self.day != self.today():
            before = self.day
            self.begin()
            if date.min < before < self.day:
                self.since = "今天"
        resting, moving = self.inbox.look()
        self.moving = len(moving)
        self._tell_closed()
        wanted = self.patience.due(resting)
        for portion in self.patience.portions(wanted, _PORTION):
            if self.stopping():
                return
            self._once.about([*self._names(self.patience.fresh(portion))])
            self._take(portion)
            self.patience.tried(portion)
        if not wanted and self._due():
            self._once.about([])
            self._take([])
        self._tidy_up()

    def begin(self) -> None:
        """Count from now on: what another watch took in, or what was counted by a clock set wrongly, is not in it."""
        self.day, self.total, self.since = self.today(), Result(), f"{self.now():%H:%M} 起"

    @property
    def half(self) -> int:
        """How many of the files that wait for another try may still be being copied: they lack their end."""
        return sum(path in self.patience for path in self._half)

    def close(self) -> None:
        """End the reader's processes."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _names(self, paths: Sequence[Path]) -> Sequence[str]:
        """Return the names by which lines tell of these files: their own, and with the subfolder before it."""
        full = [path.relative_to(self.workspace.inbox).parts for path in paths]
        return ["/".join(shown_name(Path(each)) for each in parts[first:]) for parts in full for first in (0, -1)]

    def _tell_closed(self) -> None:
        for folder, reason in self.inbox.closed.items():
            self._once(f"收件箱里的文件夹“{shown_name(folder)}”打不开（{reason}），其他的照常收")

    def _due(self) -> bool:
        """Return whether what waits for the register has a chance now: at once when it was closed, else by and by."""
        if self._failed or not self._waiting:
            return self._failed
        if open_by(self.workspace.register):
            return not self._looked
        return self._was_open or time.monotonic() - self._looked >= _LOOK_AGAIN

    def _take(self, paths: Sequence[Path]) -> None:
        order = Order(self.today(), say=self._once, step=lambda done, total, _: self.doing(f"收件（{done}/{total}）"))
        if self._reader is None:
            self._reader = Reader()
        self.doing("收件（或等另一台电脑的操作完成）")
        self._failed = True
        with open_desk(self.workspace, order) as desk:
            if self._tidied != order.as_of:
                tidy_all(self.workspace, order)
                self._tidied = order.as_of
            result = Result()
            try:
                take_in(desk, self._reader, paths, self.inbox.rested, result)
            except (ToolkitError, OSError):
                self.held = self._short(desk)
                raise
            finally:
                self.total.add(result)  # what was told as taken in counts, though the disk may be full by now
            self.doing("写总台账")
            self.held = "" if result.landed else self._waits(pending(desk))
            if desk.mechanism.visiting is not None:
                # Most offices keep no visits; theirs starts without what reckons with them.
                from toolkit.jobs.visiting.visit_scope import visits_line  # noqa: PLC0415

                self.visits = visits_line(desk)
            note = task_note(desk)
            self.tasks = note.words if note is not None else ""
        self._failed = False
        self._run, self._used = True, time.monotonic()
        self._looked = self._used
        self._waiting = not result.landed
        self._half = self._half.difference(paths).union(result.half)

    def _short(self, desk: Desk) -> str:
        """Return what waits while the register cannot be written; "" where that cannot be told either."""
        with suppress(ToolkitError, OSError):
            if rows := pending(desk):
                return f"总台账有 {rows} 行改动等待写入"
        return ""

    def _waits(self, rows: int) -> str:
        who = open_by(self.workspace.register)
        self._was_open = bool(who)
        return f"总台账{f'由{who}' if who else ''}正打开着，{rows} 行改动等待写入"

    def _tidy_up(self) -> None:
        """Give back what a run has left behind, and in a quiet hour what only a busy one needs."""
        if self._run:
            # Of its own accord Python looks for garbage among what has grown old only when that has grown a lot.
            gc.collect()
            self._run = False
        if self._reader is not None and time.monotonic() - self._used > _IDLE:
            self.close()
