"""Stopping (停止): the ways in which a person, or the system, ends a command that runs for ever."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

#: Ctrl+C; the end of the session or of the service; a closed terminal; Ctrl+Break on Windows.
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
#: What Windows tells of a console that is closed, of a log-off, of a shutdown. It ends the process when the answer is
#: given, or after five seconds: so it is kept waiting for a little less.
_CLOSING, _GRACE = {2, 5, 6}, 4.5


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Set ``stop`` at the first wish to end; the second one ends the command at once, by KeyboardInterrupt."""
    ended = threading.Event()
    before = {number: signal.getsignal(number) for number in _numbers()}

    def told(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    for number in before:
        with suppress(ValueError, OSError):  # not the main thread, or not on this system
            signal.signal(number, told)
    kept = _on_closing_console(answer(stop, ended))
    try:
        yield
    finally:
        ended.set()
        for number, handler in before.items():
            with suppress(ValueError, OSError):
                signal.signal(number, handler)
        del kept


def answer(stop: threading.Event, ended: threading.Event) -> Callable[[int], bool]:
    """Return what Windows is answered when it closes the console: stop, and wait until it has."""

    def closing(event: int) -> bool:
        if event not in _CLOSING:
            return False
        stop.set()
        ended.wait(_GRACE)
        return True

    return closing


def _numbers() -> list[signal.Signals]:
    return [each for each in signal.Signals if each.name in _SIGNALS]


def _on_closing_console(closing: Callable[[int], bool]) -> object:
    """Have Windows call ``closing``, and return what must be kept for as long as it may."""
    if sys.platform == "win32":
        import ctypes

        handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint32)(closing)
        ctypes.WinDLL("kernel32").SetConsoleCtrlHandler(handler, 1)
        return handler
    return None
