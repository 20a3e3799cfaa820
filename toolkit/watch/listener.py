"""The listener (唤醒): wakes the scan when something happens in the inbox; without it the scan comes a little later.

What an event says is not believed: on a network drive events get lost, come doubled, or tell that everything is gone
(reliability notes, R1). There the folder is looked through instead, by watchdog's own polling.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from toolkit.jobs.desk.drives import is_network

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_LOG = logging.getLogger(__name__)
#: How long a thread that is to end is waited for, in seconds: one that hangs on a dead drive may take minutes.
_PATIENCE = 5.0
#: What may bring something to take in. That a file was read or has gone is no news, and we read many.
_NEWS = {"created", "modified", "moved", "closed"}


class _Wake(FileSystemEventHandler):
    def __init__(self, bell: threading.Event) -> None:
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _NEWS:
            self._bell.set()


class Listener:
    """Listens at one folder for as long as it lives; what has died is put up again by whoever asks.

    Attributes:
        folder: which.
        bell: rung when something happens there.
        pause: how often a network drive is looked through, in seconds.
    """

    def __init__(self, folder: Path, bell: threading.Event, pause: float) -> None:
        self.folder, self.bell, self.pause = folder, bell, pause
        self._observer: BaseObserver | None = None
        self._ending: threading.Thread | None = None
        self._place: tuple[int, int] | None = None

    def keep(self) -> None:
        """See to it that somebody listens: after a fault, or where another folder lies in place of the old one."""
        place = self._found()
        if self._observer is not None and place == self._place and self.is_well():
            return
        if self.stop() and place is not None:
            self._observer, self._place = self._begun(), place

    def is_well(self) -> bool:
        """Return whether the threads that listen live."""
        observer = self._observer
        return observer is not None and observer.is_alive() and all(each.is_alive() for each in observer.emitters)

    def stop(self) -> bool:
        """Listen no longer, and return whether the threads have ended.

        One that hangs on a dead drive is waited for once and left behind; no second one is put beside it.
        """
        if self._observer is None:
            return True
        if self._ending is None:
            self._ending = threading.Thread(target=self._observer.stop, daemon=True)
            self._ending.start()
            self._ending.join(_PATIENCE)
        if self._ending.is_alive():
            return False
        self._observer = self._ending = None
        return True

    def _begun(self) -> BaseObserver | None:
        kinds = [] if is_network(self.folder) else [Observer()]
        for observer in [*kinds, PollingObserver(timeout=max(1.0, self.pause / 3))]:
            try:
                observer.schedule(_Wake(self.bell), str(self.folder), recursive=True)
                observer.start()
            except OSError as error:  # the system may have no more notices to give
                _LOG.warning("observer: %s", error)
                observer.unschedule_all()
                continue
            return observer
        return None

    def _found(self) -> tuple[int, int] | None:
        try:
            stat = self.folder.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino
