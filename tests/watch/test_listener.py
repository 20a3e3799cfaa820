"""What wakes the scan: it works, it is put up again when it has died, and one that hangs hinders nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers.polling import PollingObserver

from toolkit.watch import listener as room
from toolkit.watch.listener import Listener

from .running import PATIENCE

Make = Callable[[Path], Listener]


@pytest.fixture
def listen() -> Iterator[Make]:
    made: list[Listener] = []

    def make(folder: Path) -> Listener:
        made.append(Listener(folder, threading.Event(), 3.0))
        made[-1].keep()
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.mark.parametrize("network", [True, False])
def test_a_new_file_rings_the_bell_and_a_network_drive_is_polled(
    listen: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: bool
) -> None:
    monkeypatch.setattr(room, "is_network", lambda _: network)
    listener = listen(tmp_path)
    assert isinstance(listener._observer, PollingObserver) is network
    (tmp_path / "a.xlsx").write_bytes(b"x")
    assert listener.bell.wait(PATIENCE)


def test_reading_the_inbox_does_not_ring_the_bell(listen: Make, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    listener = listen(tmp_path)
    for _ in range(3):
        (tmp_path / "a.xlsx").read_bytes()
        list(tmp_path.iterdir())
    assert not listener.bell.wait(0.5)


def test_where_the_system_has_no_more_notices_to_give_the_folder_is_polled(
    listen: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Exhausted(PollingObserver):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(room, "is_network", lambda _: False)
    monkeypatch.setattr(room, "Observer", Exhausted)
    listener = listen(tmp_path)
    assert type(listener._observer) is PollingObserver
    assert listener.is_well()


def test_one_that_died_is_put_up_again(listen: Make, tmp_path: Path) -> None:
    listener = listen(tmp_path)
    observer = listener._observer
    assert observer is not None
    for emitter in observer.emitters:
        emitter.stop()
        emitter.join()
    assert not listener.is_well()
    listener.keep()
    assert listener._observer is not observer
    (tmp_path / "a.xlsx").write_bytes(b"x")
    assert listener.bell.wait(PATIENCE)


def test_another_folder_in_place_of_the_old_one_is_listened_at(listen: Make, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    listener = listen(inbox)
    inbox.rename(tmp_path / "away")
    listener.keep()
    inbox.mkdir()
    listener.keep()
    listener.bell.clear()
    (inbox / "a.xlsx").write_bytes(b"x")
    assert listener.bell.wait(PATIENCE)


def test_nothing_is_changed_while_all_is_well(listen: Make, tmp_path: Path) -> None:
    listener = listen(tmp_path)
    observer, threads = listener._observer, threading.active_count()
    for _ in range(100):
        listener.keep()
    assert (listener._observer, threading.active_count()) == (observer, threads)


def test_one_that_hangs_on_a_dead_drive_is_waited_for_once_and_no_second_is_put_beside_it(
    listen: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = listen(tmp_path)
    observer = listener._observer
    assert observer is not None
    alive, asked, stop = threading.Event(), [], observer.stop
    monkeypatch.setattr(observer, "stop", lambda: (asked.append(1), alive.wait()))
    monkeypatch.setattr(room, "_PATIENCE", 0.2)
    monkeypatch.setattr(Listener, "is_well", lambda _: False)
    for _ in range(20):
        listener.keep()
    assert len(asked) == 1, "and was waited for no more"
    assert listener._observer is observer
    monkeypatch.undo()
    alive.set()
    stop()
