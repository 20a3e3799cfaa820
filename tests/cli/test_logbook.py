"""The log file: bounded, shared with other PCs, and nothing of it on the screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from toolkit.cli import logbook


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(logbook, "_LONGEST", 2000)
    before = {
        name: (logging.getLogger(name).handlers[:], logging.getLogger(name).propagate) for name in logbook._LOGGERS
    }
    path = tmp_path / "运行日志.txt"
    logbook.log_to(path)
    yield path
    for name, (handlers, propagate) in before.items():
        logging.getLogger(name).handlers[:] = handlers
        logging.getLogger(name).propagate = propagate


def test_a_log_of_weeks_keeps_the_last_lines_and_stays_small(log: Path) -> None:
    for number in range(1000):
        logging.getLogger("toolkit.watch").error("line %d", number)
    assert sorted(each.name for each in log.parent.iterdir()) == ["运行日志.txt", "运行日志.txt.1"]
    assert sum(each.stat().st_size for each in log.parent.iterdir()) <= 4000
    assert log.read_text(encoding="utf-8").endswith("line 999\n")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which files are open")
def test_the_log_is_open_only_while_a_line_is_written(log: Path) -> None:
    logging.getLogger("toolkit").error("a line")
    opened = [each.readlink() for each in Path("/proc/self/fd").iterdir() if each.exists()]
    assert log not in opened, "another PC could not turn it over, and a share could not be let go"


def test_a_log_that_another_pc_holds_goes_on_growing_and_loses_nothing(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: RotatingFileHandler, _source: str, _to: str) -> None:
        raise PermissionError

    monkeypatch.setattr(RotatingFileHandler, "rotate", held)
    for number in range(200):
        logging.getLogger("toolkit").error("line %d", number)
    monkeypatch.undo()
    assert [line.split()[-1] for line in log.read_text(encoding="utf-8").splitlines()] == [str(n) for n in range(200)]


def test_what_watchdog_has_to_say_goes_into_the_log(log: Path) -> None:
    logging.getLogger("watchdog.observers.polling").warning("Cannot take a snapshot")
    assert "Cannot take a snapshot" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_log_on_a_full_disk_hinders_nobody(log: Path) -> None:
    """Closing the file tries once more what could not be written; that must not raise either."""
    log.symlink_to("/dev/full")
    logging.getLogger("toolkit").warning("no room")
