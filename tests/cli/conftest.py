from __future__ import annotations

from pathlib import Path

import pytest

from .running import toolkit


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh workspace; tests that share it only look."""
    folder = tmp_path_factory.mktemp("工作目录")
    ran = toolkit("init", str(folder))
    assert ran.returncode == 0, ran.stderr.decode("utf-8")
    return folder
