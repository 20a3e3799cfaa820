"""A watch at work: a real thread over a real folder, and what it says and shows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from jobs.office import Office
from toolkit.watch import State, Watch

#: How long anything may take on a busy machine before it counts as never, in seconds.
PATIENCE = 120.0
SETTLE = 0.5


class Running:
    """A watch in a thread, and what it says and shows; it begins on a fixed morning, whatever time it is."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.said: list[str] = []
        self.states: list[State] = []
        self.today = date(2024, 1, 10)
        self._began = time.monotonic()
        self.watch = Watch(
            office.workspace, self.said.append, self.states.append, today=lambda: self.today, now=self.now
        )
        self.thread = threading.Thread(target=self.watch.run)
        self.thread.start()

    def now(self) -> datetime:
        return datetime(2024, 1, 10, 8, 30) + timedelta(seconds=time.monotonic() - self._began)

    @property
    def shown(self) -> list[str]:
        return [each.line() for each in self.states]

    def until(self, what: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, (self.said, self.shown[-1:])
            assert self.thread.is_alive(), self.said
            time.sleep(0.05)  # what is asked reads the register: more often would be most of what this costs

    def turns(self, count: int = 2) -> None:
        """Let the watch look that many more times."""
        start = len(self.states)
        self.until(lambda: len(self.states) >= start + count)

    def firms(self) -> set[str]:
        return {row["企业名称"] for row in self.office.rows()}

    def stop(self) -> None:
        self.watch.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


Start = Callable[[], Running]
