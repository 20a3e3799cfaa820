"""The child process in which files are opened, parsed and read: a frame in, a frame out, for as long as it lives.

It is a process of its own because parsers of office files can abort, hang or eat the machine, and none of that may
stop the run. ``python -m toolkit.intake.process.worker`` starts it; :mod:`toolkit.intake.process.child` speaks with
it. A frame names a task and brings a file, or a mechanism for all files after it. The usual task is ``read``. After a
death or a hang, ``open`` and then ``piece`` find out which of the files in a container is at fault.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import IO, Any

from toolkit.errors import Code, Problem
from toolkit.intake.delivery import Delivery, Piece, day_of
from toolkit.intake.formats.cut_short import stops_amid_row
from toolkit.intake.formats.kinds import Kind
from toolkit.intake.formats.parcel import Item, open_parcel
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.plain.grid import Book
from toolkit.intake.process import alarm, frames
from toolkit.intake.process.limits import confine
from toolkit.intake.quick.quick import Quick
from toolkit.intake.read import Reading
from toolkit.mechanism import Mechanism


class Worker:
    """Does the tasks, one at a time."""

    def __init__(self, mechanism: Mechanism) -> None:
        self._quick = Quick(mechanism)
        self._faults: list[str] = []

    def read(self, data: bytes, name: str, day: date) -> Delivery:
        """Return what a received file brings, every piece of it read by ``day`` or by its letter's own day."""
        parcel = open_parcel(data, name)
        by = day_of(parcel.letter, day)
        self._faults.clear()
        pieces = tuple(self._piece(each, by) for each in parcel.items)
        return Delivery(pieces, parcel.letter, parcel.problems, tuple(self._faults))

    def piece(self, data: bytes, name: str, day: date) -> Delivery:
        """Return one file read as it stands, unopened if it is a container."""
        self._faults.clear()
        piece = self._piece(Item(name, data), day)
        return Delivery((piece,), faults=tuple(self._faults))

    def open(self, data: bytes, name: str, _day: date) -> Delivery:
        """Return what a received file brings, its pieces not read."""
        parcel = open_parcel(data, name)
        pieces = tuple(Piece(each.name, each.data, each.within, Reading()) for each in parcel.items)
        return Delivery(pieces, parcel.letter, parcel.problems)

    def _piece(self, item: Item, day: date) -> Piece:
        def told(problem: Problem, kind: str = "") -> Piece:
            return Piece(item.name, item.data, item.within, None, problem, kind)

        kind = ""
        try:
            kind, book = _parsed(item.data)
            reading = self._quick.read(book, day=day)
            if kind == Kind.CSV and reading.submissions and stops_amid_row(item.data):
                reading = replace(reading, problems=(*reading.problems, Problem(Code.LAST_ROW_OPEN)))
        except UnreadableError as error:
            return told(error.problem, kind or kind_of(item.data, error.problem))
        except MemoryError:
            return told(Problem(Code.TOO_LARGE, {"reason": "内存不足"}), kind)
        except Exception as error:  # noqa: BLE001 - a fault of ours costs this file, not the run
            self._faults.append(where(error))
            return told(Problem(Code.READER_DIED, {"name": item.name}), kind)
        return Piece(item.name, item.data, item.within, reading, None, kind)


def _parsed(data: bytes) -> tuple[str, Book]:
    try:
        kind, book = parse_book(data)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        # Whatever a damaged file makes a parser stumble over costs that file, not the run.
        raise UnreadableError(Problem(Code.BROKEN_FILE, {"where": where(error)})) from error
    return kind.value, book


def kind_of(data: bytes, problem: Problem) -> str:
    """Return what a file is that no parser reads, as far as the gate has told it."""
    if problem.code is Code.PICTURE:
        return "pdf" if data[:1024].lstrip().startswith(b"%PDF") else "picture"
    return {Code.OLD_WORD: "doc", Code.OTHER_WORD: "text", Code.ARCHIVE_KIND: "archive"}.get(problem.code, "")


def where(error: BaseException) -> str:
    """Return an error's kind and the last places it went through. What it says may be somebody's words: left out."""
    frames_ = traceback.extract_tb(error.__traceback__)[-4:]
    places = [f"{os.path.basename(each.filename)}:{each.lineno} {each.name}" for each in frames_]  # noqa: PTH119
    return f"{type(error).__name__} {' < '.join(reversed(places))}"


def serve(pipe: IO[bytes], answers: IO[bytes], *, patience: float = 0.0) -> None:
    """Answer frames until the other side closes the pipe.

    Args:
        pipe: where the tasks come from, the first of them a mechanism.
        answers: where the answers go.
        patience: stop the process where a task takes this many seconds, 0 for never.
    """
    frames.send(answers, {"ready": True})
    worker: Worker | None = None
    while (task := frames.receive(pipe)) is not None:
        head, data = task
        if worker is None or head["task"] == "mechanism":
            worker = Worker(pickle.loads(data))  # noqa: S301 - it comes from the process that started us
            continue
        if patience:
            alarm.start(patience)
        try:
            _answer(worker, answers, head, data)
        finally:
            alarm.stop()


def _cells(answers: IO[bytes], data: bytes) -> None:
    """Answer with a book's plain cells, nothing recognised on them: an old ledger is read by its own rules."""
    from toolkit.intake.process.cells import packed  # noqa: PLC0415 - rarely asked

    problem = Problem(Code.TOO_LARGE, {"reason": "内存不足"})
    try:
        return frames.send(answers, *packed(_parsed(data)[1]))
    except UnreadableError as error:
        problem = error.problem
    except (MemoryError, frames.TooLargeError):
        pass
    return frames.send(answers, {"problem": problem.to_json(), "sheets": []})


def _answer(worker: Worker, answers: IO[bytes], head: Any, data: bytes) -> None:
    if head["task"] == "cells":
        _cells(answers, data)
        return
    tasks: dict[str, Callable[[bytes, str, date], Delivery]] = {
        "read": worker.read,
        "piece": worker.piece,
        "open": worker.open,
    }
    name, day = head["name"], date.fromisoformat(head["day"])
    try:
        delivery = tasks[head["task"]](data, name, day)
        answer, body = delivery.to_json(data)
        frames.send(answers, answer, body)
    except (MemoryError, frames.TooLargeError):
        problem = Problem(Code.TOO_LARGE, {"reason": "内存不足"})
        answer, body = Delivery((Piece(name, data, problem=problem),)).to_json(data)
        frames.send(answers, answer, body)


def _answers() -> IO[bytes]:
    """Return the pipe for answers, and turn everything else that prints to the error pipe."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


def main() -> None:
    """Serve the process that started us."""
    # Ctrl+C is for whoever sits at the screen; it must not look as if a file had killed us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alarm.ready()
    answers = _answers()
    confine()
    # What was loaded so far lives as long as we do: no need to look through it again and again.
    gc.freeze()
    # Hardly anything of a reading goes round in circles; to look for it after every few hundred things is wasted.
    gc.set_threshold(20_000, 20)
    serve(sys.stdin.buffer, answers, patience=float(sys.argv[1]))


if __name__ == "__main__":
    main()
