"""What the tests of mechanisms share: a copy of the tiny one that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

TINY = Path(__file__).parent.parent / "mechanisms" / "tiny"

#: Replaces a text in a file of the copy and returns the copy's folder.
Spoil = Callable[[str, str, str], Path]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture
def spoil(copy: Path) -> Spoil:
    def change(file: str, old: str, new: str) -> Path:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the sample has changed"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return change
