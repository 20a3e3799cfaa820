"""The lock: one PC, and on it one window, works in a workspace at a time; who waits is told."""

from __future__ import annotations

import threading
import time

import pytest

from jobs.office import Office
from toolkit.errors import WorkspaceError
from toolkit.jobs.desk import lock as room
from toolkit.jobs.desk.lock import lock

WAITS = "另一个窗口或另一台电脑正在处理，等它完成……"


def test_whoever_comes_second_is_told_and_goes_on_afterwards(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SILENCE", 0.01)
    first = lock(office.workspace)
    second = threading.Thread(target=lambda: lock(office.workspace, office.said.append).release())
    second.start()
    end = time.monotonic() + 120
    while not office.said and time.monotonic() < end:
        time.sleep(0.01)
    first.release()
    second.join(120)
    assert not second.is_alive()
    assert office.said == [WAITS]


def test_whoever_waits_in_vain_is_told_what_to_do(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SILENCE", 0.01)
    monkeypatch.setattr(room, "_PATIENCE", 0.05)
    held = lock(office.workspace)
    with pytest.raises(WorkspaceError, match="请等它完成后再运行"):
        lock(office.workspace, office.said.append)
    held.release()
    assert office.said == [WAITS]


def test_whoever_comes_alone_hears_nothing(office: Office) -> None:
    lock(office.workspace, office.said.append).release()
    assert office.said == []
