from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .office import BATCH

# The scripts' Python files find one another as they do when a script runs one of them: beside it.
sys.path.insert(0, str(BATCH))

#: Needs a Python for Windows, which has to be fetched and made ready first: ``make windows`` does that, and runs them.
collect_ignore = [] if "LIAISON_WINDOWS" in os.environ else ["test_windows.py"]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A package index that pip can ask; where there is none, what needs it is skipped, unless nothing may be.

    Where nothing may be skipped, one that does not answer at once is asked again, for some minutes.
    """
    strict = "LIAISON_ALL_TESTS" in os.environ
    folder = tmp_path_factory.mktemp("index")
    words = ["install", "--dry-run", "--no-deps", "--ignore-installed", "--target", str(folder), "click"]
    with pytest.MonkeyPatch.context() as patch:
        if strict:
            patch.setenv("PIP_RETRIES", "10")
            patch.setenv("PIP_DEFAULT_TIMEOUT", "60")
        ran = subprocess.run([sys.executable, "-m", "pip", *words], cwd=Path("/"), capture_output=True, check=False)
        if ran.returncode and not strict:
            pytest.skip("no package index")
        yield
