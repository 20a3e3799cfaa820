"""One reading process, seen from this side: start it, ask it, end it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, cast

from toolkit.errors import ToolkitError
from toolkit.intake.process import frames

#: Seconds a child may take to start; on a busy PC with a virus scanner it takes a few.
START = 120.0
#: Seconds beyond our patience after which a child stops itself: whoever waited for it is gone.
_ORPHANED = 60.0
_REINSTALL = "请重新安装工具，再运行一次"
_ROOT = str(Path(__file__).resolve().parents[2])


class ChildDiedError(Exception):
    """The child ended, or answered what is no answer, before it had done its task."""


class ChildSlowError(ChildDiedError):
    """The child took longer than it may, and was ended."""


class Child:
    """A child process. One thread asks it; any other may end it, and the one that waits for it is told.

    Attributes:
        asked: how many tasks it has had.
        longest: the seconds its longest task took.
    """

    def __init__(self, patience: float) -> None:
        """Start the process.

        Args:
            patience: seconds a task may take.

        Raises:
            ToolkitError: it could not be started.
        """
        self.asked, self.longest = 0, 0.0
        self._patience = patience
        self._due: float | None = time.monotonic() + START
        self._overdue: float | None = None
        self._mechanism = b""
        self._process = _started(patience)
        self._input = cast("IO[bytes]", self._process.stdin)
        self._output = cast("IO[bytes]", self._process.stdout)

    def welcome(self) -> None:
        """Wait until the child is ready for its first task.

        Raises:
            ToolkitError: it never was: a fault of the installation, not of any file.
        """
        ready = None
        with contextlib.suppress(OSError, ValueError):
            ready = frames.receive(self._output)
        self._due = None
        if ready is None:
            self.stop()
            raise ToolkitError(f"读取程序启动后中断（返回码 {self._process.returncode}）", _REINSTALL)

    @property
    def due(self) -> float | None:
        """When it must be ready or done, by the monotonic clock; None while it has nothing to do."""
        return self._due

    def ask(self, mechanism: bytes, head: dict[str, Any], data: bytes) -> tuple[Any, bytes]:
        """Return the child's answer to one task. Whatever is raised, the child has ended.

        Args:
            mechanism: whose forms are looked for, pickled; it is handed over only where the child has another.
            head: the task.
            data: the file.

        Raises:
            ChildSlowError: it took too long and somebody called :meth:`end_if_due`.
            ChildDiedError: it died, or what came was no answer.
        """
        start = time.monotonic()
        self._due = due = start + self._patience
        try:
            if mechanism != self._mechanism:
                frames.send(self._input, {"task": "mechanism"}, [mechanism])
                self._mechanism = mechanism
            frames.send(self._input, head, [data])
            answer = frames.receive(self._output)
        except (OSError, ValueError) as error:
            raise self._ended(due) from error
        finally:
            self._due = None
        if answer is None:
            raise self._ended(due)
        self.asked += 1
        self.longest = max(self.longest, time.monotonic() - start)
        return answer

    def end_if_due(self, now: float) -> None:
        """End the child, from whatever thread, where its task should have been done by now."""
        due = self._due
        if due is not None and due <= now:
            self._overdue = due
            self.end()

    def end(self) -> None:
        """End the process, from whatever thread; the one that waits for its answer is told that it died."""
        self._process.kill()

    def stop(self) -> None:
        """End the process and close the pipes; for the thread that asks it."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        # What was not yet handed over cannot be any more.
        with contextlib.suppress(OSError):
            self._input.close()

    def _ended(self, due: float) -> ChildDiedError:
        self.stop()
        # Ended for a task that was answered at the very last moment, it has only died as far as the next one knows.
        return ChildSlowError() if self._overdue == due else ChildDiedError()


def _started(patience: float) -> subprocess.Popen[bytes]:
    paths = [_ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit.intake.process.worker", str(patience + _ORPHANED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)},
            # On Windows a black window would flash up for each child.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise ToolkitError(f"读取程序启动不了（{sys.executable}）", _REINSTALL) from error
