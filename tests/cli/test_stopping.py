"""The ways in which a command that runs for ever is ended."""

from __future__ import annotations

import signal
import sys
import threading
import time

import pytest

from toolkit.cli import stopping as room
from toolkit.cli.stopping import answer, stopping

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_first_wish_is_heard_and_the_second_ends_it_at_once(name: str) -> None:
    number, stop = getattr(signal, name), threading.Event()
    before = signal.getsignal(number)
    with stopping(stop):
        signal.raise_signal(number)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) == before


@pytest.mark.parametrize("event", [2, 5, 6])
def test_a_console_that_is_closed_waits_until_the_work_at_hand_is_done(
    event: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, ended = threading.Event(), threading.Event()
    monkeypatch.setattr(room, "_GRACE", 120.0)
    threading.Thread(target=lambda: (stop.wait(), time.sleep(0.1), ended.set())).start()
    assert answer(stop, ended)(event)
    assert ended.is_set()


def test_windows_is_not_kept_waiting_until_it_ends_the_process_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert room._GRACE < 5, "Windows' own patience"
    monkeypatch.setattr(room, "_GRACE", 0.01)
    assert answer(threading.Event(), threading.Event())(2)


@pytest.mark.parametrize("event", [0, 1])
def test_ctrl_c_and_ctrl_break_are_left_to_python(event: int) -> None:
    stop = threading.Event()
    assert not answer(stop, threading.Event())(event)
    assert not stop.is_set()
