"""The lead (主值守): of several watches over one workspace one works, the others stand by and take over.

The lock on the share decides at once while it works; a server may keep it for minutes for a PC whose cable was pulled,
and some shares grant it to everybody. So the heartbeat is asked as well: nobody takes over from a heart that beats,
and whoever finds another's heartbeat in place of his own steps back. That two lead for a moment does no harm: each
run holds the workspace's own lock (reliability notes, R12 to R14).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from filelock import FileLock

from toolkit.jobs.desk.heartbeat import SILENT, Beat, Who, read
from toolkit.jobs.desk.lock import watch_lock
from toolkit.workspace import Workspace

#: How long a heartbeat must rest where the lock is free, in seconds, and how old it is where nobody waits for it.
_RESTED, _OLD = 30.0, 600.0
#: In how many looks at least it must have rested.
_LOOKS = 3


@dataclass
class Lead:
    """Tells one watch whether it is the one that works.

    Attributes:
        workspace: over which it watches.
        me: who it is.
        pause: how often it asks, in seconds. A PC that slept has not looked on: longer pauses count no more than two.
        elapsed: a clock that only goes forward, in seconds.
        leads: whether it was the one when it asked last.
        beat: what the heartbeat file said then.
    """

    workspace: Workspace
    me: Who
    pause: float
    elapsed: Callable[[], float] = time.monotonic
    leads: bool = False
    beat: Beat | None = None
    _lock: FileLock | None = None
    _last: tuple[str, int] = ("", 0)
    _rested: float = 0.0
    _looks: int = 0
    _looked: float = field(default=float("-inf"))

    def ask(self) -> bool:
        """Return whether this watch leads; ``beat`` then holds what the heartbeat file says.

        Raises:
            WorkspaceError: the share cannot be written to.
            OSError: it is away.
        """
        self.beat = beat = read(self.workspace.heartbeat)
        mine = beat is None or beat.stopped or beat.who.token == self.me.token
        if self.leads and not mine:
            self.let_go()  # another took over while this PC slept or was cut off
        if not self.leads:
            self._look(beat)
            self.leads = (mine or self._may_follow(beat)) if self._locked() else self._rests_for(SILENT)
        return self.leads

    def let_go(self) -> None:
        """Lead no longer; another may."""
        self.leads = False
        if self._lock is not None:
            with suppress(OSError):
                self._lock.release()
            self._lock = None

    def _locked(self) -> bool:
        """Return whether the lock is ours."""
        if self._lock is None:
            self._lock = watch_lock(self.workspace)
        return self._lock is not None

    def _look(self, beat: Beat | None) -> None:
        """Count for how long, and in how many looks, the heartbeat has rested."""
        now, last = self.elapsed(), (beat.who.token, beat.count) if beat else ("", 0)
        if last == self._last:
            self._rested += min(now - self._looked, 2 * self.pause)
            self._looks += 1
        else:
            self._last, self._rested, self._looks = last, 0.0, 0
        self._looked = now

    def _may_follow(self, beat: Beat | None) -> bool:
        """Return whether the watch whose heartbeat that is has ended, the lock being ours."""
        return beat is None or beat.who.is_gone() or beat.age > _OLD or self._rests_for(_RESTED)

    def _rests_for(self, seconds: float) -> bool:
        return self._looks >= _LOOKS and self._rested >= seconds
