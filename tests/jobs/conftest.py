from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.intake.process import child

from .office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A fresh workspace of the default mechanism."""
    return Office.found(tmp_path / "office")


class _Lasting(child.Child):
    """A reading process that lives on when a ledger has been read."""

    def __init__(self, patience: float) -> None:
        super().__init__(patience)
        super().welcome()

    def welcome(self) -> None:
        pass

    def stop(self) -> None:
        pass

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def dismiss(self) -> None:
        super().stop()


@pytest.fixture(scope="module", autouse=True)
def _one_process_for_all_ledgers() -> Iterator[None]:
    """Old ledgers are read by one process a file of tests; tests/intake reads them by one each, as a run does."""
    begun: list[_Lasting] = []

    def ready(patience: float) -> _Lasting:
        if not (begun and begun[-1].alive):
            begun.append(_Lasting(patience))
        return begun[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "Child", ready)
        yield
    for each in begun:
        each.dismiss()
