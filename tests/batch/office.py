"""A copy of the toolkit as it lies on a shared drive."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from toolkit.jobs.desk.sentinel import place
from toolkit.workspace import SENTINEL_NAME, Workspace

ROOT = Path(__file__).parents[2]
BATCH = ROOT / "batch"


def found(folder: Path) -> Path:
    """Make ``folder`` an office's: program, scripts and an empty workspace, on the Python that runs these tests."""
    shutil.copytree(_made(), folder, symlinks=True)
    place(Workspace(folder))  # each has an id of its own
    return folder


@cache
def _made() -> Path:
    """What all of them are copied from, its bytecode with it: none of them needs to compile the program anew."""
    parent = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    folder = parent / "office"
    shutil.copytree(BATCH, folder / "batch", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "toolkit", folder / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / ".venv").symlink_to(sys.prefix)
    subprocess.run([sys.executable, "-m", "toolkit", "init", "."], cwd=folder, check=True, capture_output=True)
    (folder / SENTINEL_NAME).unlink()
    return folder


def opener(folder: Path) -> Path:
    """Put in place of the file manager a program that notes what it is to open, and return where it notes that."""
    notes = folder / "opened.txt"
    program = folder / "bin" / "xdg-open"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{notes}"\n', encoding="utf-8")
    program.chmod(0o755)
    return notes
