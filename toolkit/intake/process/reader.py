"""This side of the reading processes: hands them files, waits no longer than is decent, replaces them when they die."""

from __future__ import annotations

import logging
import os
import pickle
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from types import TracebackType
from typing import Self

from toolkit.errors import Code, Problem
from toolkit.intake.delivery import Delivery, Piece, day_of
from toolkit.intake.formats.unpack import MAX_FILE
from toolkit.intake.process.child import Child, ChildDiedError, ChildSlowError
from toolkit.mechanism import Mechanism

_LOG = logging.getLogger(__name__)
#: Seconds a file may take; a form takes a few thousandths of one.
PATIENCE = 60.0
#: How many files are under way for each child at most, the ones read and not yet asked for among them.
_AHEAD = 4
#: A child that has had so many tasks, or one that took so many seconds, makes room for a fresh one: what a large file
#: leaves behind in its memory must not count against the next.
_TASKS, _LONG = 5_000, 5.0
#: A container whose reading failed gets so many times the patience for all its items, one by one.
_CONTAINER = 3


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be read, by which day and for whom."""

    data: bytes
    name: str
    day: date
    mechanism: bytes


class Reader:
    """Reads files in child processes, which are started when they are needed and reused.

    Use it as a context manager; leaving it ends the children. Not for use from several threads at once.

    """

    def __init__(self, patience: float = PATIENCE, children: int = 0) -> None:
        """Get ready; no child is started yet.

        Args:
            patience: seconds a file may take.
            children: how many files are read at the same time at most; 0 for as many as suits the machine, two or one.
        """
        self._patience = patience
        self._most = children or min(2, os.cpu_count() or 1)
        self._lanes = ThreadPoolExecutor(self._most, "reader")
        self._children: set[Child] = set()
        self._idle: list[Child] = []
        self._coming: deque[Future[Child]] = deque()
        self._lock = threading.Lock()
        self._closed = False
        self._logged: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children; what they were reading is given up."""
        with self._lock:
            self._closed = True
            for each in self._children:
                each.end()
        self._lanes.shutdown(cancel_futures=True)
        unasked = [each.result() for each in self._coming if not each.cancelled() and each.exception() is None]
        for each in [*self._idle, *unasked]:
            each.stop()
        self._coming.clear()
        self._idle.clear()
        self._children.clear()

    def warm(self, files: int) -> None:
        """Start as many children as so many files are worth, while the caller does something else."""
        for _ in range(min(self._most, files) - len(self._children)):
            self._coming.append(self._lanes.submit(self._begun))

    def read(self, data: bytes, name: str, mechanism: Mechanism, day: date) -> Delivery:
        """Return what a received file brings.

        Args:
            data: its bytes.
            name: what people call it; only for showing, and as a hint where the content leaves a doubt.
            mechanism: whose forms are looked for.
            day: the day by which they are read; a letter's own day goes first.

        Returns:
            Its pieces, each read or with the reason why not; what kills or hangs a child costs itself a reason.

        Raises:
            ToolkitError: no child can be started.
        """
        return next(self.read_many([(data, name)], mechanism, day))

    def read_many(
        self, files: Iterable[tuple[bytes, str]], mechanism: Mechanism, day: date
    ) -> Generator[Delivery, None, None]:
        """Yield what each of the files brings, in their order, while the next ones are being read.

        Of the files no more are taken than a few for each child, so that they may be read from disk one by one.

        Raises:
            ToolkitError: no child can be started.
        """
        waiting: deque[Future[Delivery]] = deque()
        pickled = pickle.dumps(mechanism)
        try:
            for data, name in files:
                file = _File(data, name, day, pickled)
                waiting.append(self._lanes.submit(self._deliver, file))
                if len(waiting) >= self._most * _AHEAD:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        finally:
            for each in waiting:
                each.cancel()

    def _result(self, future: Future[Delivery]) -> Delivery:
        """Wait for a result, and meanwhile end the children that take too long."""
        while True:
            now = time.monotonic()
            with self._lock:
                for each in self._children:
                    each.end_if_due(now)
                due = [each.due for each in self._children]
            # A child that has just been started or given a task is not among them yet: look again soon.
            soonest = min((each for each in due if each is not None), default=now + 0.5)
            try:
                return future.result(min(max(soonest - now, 0.05), 5.0))
            except TimeoutError:
                if future.done():
                    raise

    def _deliver(self, file: _File) -> Delivery:
        """Return what a file brings; runs in a lane, a thread that waits for one child at a time."""
        if len(file.data) > MAX_FILE:
            reason = f"{len(file.data) >> 20} MB"
            return _told(file, Problem(Code.TOO_LARGE, {"reason": reason, "name": file.name}))
        try:
            return self._asked("read", file)
        except ChildDiedError as error:
            return self._apart(file, error)

    def _apart(self, file: _File, first: ChildDiedError) -> Delivery:
        """Return what a file brings that killed or hung its child: a container's items one by one, in fresh children.

        A plain file gets a second chance after a death, for the child may have died of something else; none after
        a hang, which has cost enough.
        """
        end = time.monotonic() + _CONTAINER * self._patience
        try:
            opened = self._asked("open", file)
        except ChildDiedError as error:
            return _told(file, _problem(error, file.name))
        day = day_of(opened.letter, file.day)
        alone: list[Delivery] = []
        for each in opened.pieces:
            one = _File(each.data, each.name, day, file.mechanism)
            hopeless = each.data is file.data and isinstance(first, ChildSlowError)
            late = hopeless or time.monotonic() > end
            alone.append(_told(one, _problem(ChildSlowError(), one.name)) if late else self._alone(one))
        pieces = zip(opened.pieces, alone, strict=True)
        return replace(
            opened,
            pieces=tuple(replace(found.pieces[0], within=each.within) for each, found in pieces),
            faults=tuple(fault for each in alone for fault in each.faults),
        )

    def _alone(self, file: _File) -> Delivery:
        try:
            return self._asked("piece", file)
        except ChildDiedError as error:
            return _told(file, _problem(error, file.name))

    def _asked(self, task: str, file: _File) -> Delivery:
        """Return a child's answer.

        Raises:
            ChildDiedError: it died, hung, or answered nonsense.
            ToolkitError: none could be started.
        """
        child = self._borrowed()
        try:
            head = {"task": task, "name": file.name, "day": file.day.isoformat()}
            answer, body = child.ask(file.mechanism, head, file.data)
            delivery = Delivery.from_json(answer, body, file.data)
        except ChildDiedError:
            self._dropped(child)
            raise
        except ValueError as error:
            self._dropped(child)
            raise ChildDiedError from error
        self._returned(child)
        self._log(delivery, file.name)
        return delivery

    def _log(self, delivery: Delivery, name: str) -> None:
        for each in delivery.faults:
            if each not in self._logged:
                self._logged.add(each)
                _LOG.error("reading %r: %s", name, each)

    def _borrowed(self) -> Child:
        with self._lock:
            if self._closed:
                raise ChildDiedError
            if self._idle:
                return self._idle.pop()
            coming = self._coming.popleft() if self._coming else None
        # One that is being started is waited for: a second beside it would be no quicker and cost as much again.
        if coming is None or coming.cancel():
            return self._begun()
        return coming.result()

    def _begun(self) -> Child:
        """Return a child that has just been started and is ready.

        Raises:
            ToolkitError: it could not be started.
        """
        with self._lock:
            if self._closed:
                raise ChildDiedError
            child = Child(self._patience)
            self._children.add(child)
        try:
            child.welcome()
        except BaseException:
            self._dropped(child)
            raise
        return child

    def _returned(self, child: Child) -> None:
        if child.asked >= _TASKS or child.longest >= _LONG:
            self._dropped(child)
        else:
            self._idle.append(child)

    def _dropped(self, child: Child) -> None:
        child.stop()
        with self._lock:
            self._children.discard(child)


def _problem(error: ChildDiedError, name: str) -> Problem:
    return Problem(Code.READER_SLOW if isinstance(error, ChildSlowError) else Code.READER_DIED, {"name": name})


def _told(file: _File, problem: Problem) -> Delivery:
    return Delivery((Piece(file.name, file.data, problem=problem),))
