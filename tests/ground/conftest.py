from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.workspace import SENTINEL_NAME


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that counts as a workspace: what is missing in it may be made."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / SENTINEL_NAME).write_text("an id", encoding="utf-8")
    return folder
