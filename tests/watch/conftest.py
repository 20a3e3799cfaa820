from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobs.office import Office
from toolkit.intake import Reader
from toolkit.jobs import ingest
from toolkit.watch import keeper, lead, turn

from .running import SETTLE, Running, Start


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A fresh workspace of the default mechanism."""
    return Office.found(tmp_path / "office")


@pytest.fixture
def quick(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """One whose watch is in a hurry."""
    office.workspace.config.write_text(
        f'mechanism = "{office.mechanism.name}"\nsettle_seconds = {SETTLE}\nscan_seconds = 0.1\n', encoding="utf-8"
    )
    monkeypatch.setattr(turn, "_LOOK_AGAIN", 0.2)
    monkeypatch.setattr(keeper, "_LONGEST_WAIT", 0.3)
    monkeypatch.setattr(keeper, "_TICK", 0.05)
    monkeypatch.setattr(lead, "_RESTED", 1.0)
    monkeypatch.setattr(turn, "Reader", lambda: Lent(ingest.Reader()))
    return office


class Lent:
    """The reader that all tests share: to start its processes anew for each watch takes longer than all they read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def close(self) -> None:
        """Leave it at work."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


@pytest.fixture
def watching(quick: Office) -> Iterator[Start]:
    """Starts a watch, and stops it in the end."""
    started: list[Running] = []

    def start() -> Running:
        started.append(Running(quick))
        return started[-1]

    yield start
    for each in started:
        each.stop()
