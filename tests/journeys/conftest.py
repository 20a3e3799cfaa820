from __future__ import annotations

from pathlib import Path

import pytest

from jobs.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A fresh workspace of the default mechanism."""
    return Office.found(tmp_path / "office")
