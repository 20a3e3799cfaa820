"""This side of the worker: hands it files, waits no longer than is decent, replaces it when it dies."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

from toolkit.errors import Code, Problem
from toolkit.intake.grid import Book
from toolkit.intake.unpack import MAX_FILE, UnreadableError

#: Seconds a file may take; a form takes a few hundredths of one.
PATIENCE = 60.0
_ROOT = str(Path(__file__).resolve().parents[2])


class Reader:
    """Reads files one after the other in a child process that is started at the first file and reused.

    Use it as a context manager; leaving it ends the child. Not for use from several threads at once.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the next file would start a new one."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def read(self, data: bytes, name: str) -> Book:
        """Return the file as plain cells. ``name`` is only what a person calls it; nothing is concluded from it.

        Raises:
            UnreadableError: it cannot be read; its problem says why and what to do.
        """
        if len(data) > MAX_FILE:
            reason = f"{len(data) >> 20} MB"
            raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": reason, "name": name}))
        if self._child is None or not self._child.alive:
            self.close()
            self._child = _Child()
        try:
            answer = self._child.ask(data, self._patience)
        except TimeoutError as error:
            self.close()
            raise UnreadableError(Problem(Code.READER_SLOW, {"name": name})) from error
        except OSError as error:
            self.close()
            raise UnreadableError(Problem(Code.READER_DIED, {"name": name})) from error
        if "problem" in answer:
            raise UnreadableError(Problem(Code[answer["problem"]["code"]], answer["problem"]["facts"]))
        return Book.from_json(answer["book"])


class _Child:
    """One child process and the thread that listens to it; a pipe cannot be waited on with a limit on Windows."""

    def __init__(self) -> None:
        paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)},
            # On Windows a black window would flash up for each child.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._input = cast("IO[bytes]", self._process.stdin)
        self._output = cast("IO[bytes]", self._process.stdout)
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, data: bytes, patience: float) -> dict[str, Any]:
        """Return the child's answer to one file.

        Raises:
            TimeoutError: it took too long.
            OSError: the child died.
        """
        try:
            self._input.write(json.dumps({"data": base64.b64encode(data).decode("ascii")}).encode("ascii") + b"\n")
            self._input.flush()
            line = self._lines.get(timeout=patience)
        except queue.Empty as error:
            raise TimeoutError from error
        if not line.endswith(b"\n"):
            raise BrokenPipeError
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        """End the child, at once if it does not listen any more."""
        self._process.kill()
        self._process.wait()
        self._ear.join()
        self._output.close()
        with contextlib.suppress(OSError):
            # What was not yet handed over cannot be any more.
            self._input.close()

    def _listen(self) -> None:
        for line in self._output:
            self._lines.put(line)
        self._lines.put(b"")
