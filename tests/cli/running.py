"""Runs the command line as a person does: as a process of its own, with its streams as bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: What a test may say about the language of the machine; everything else of it is kept out.
_LANGUAGE = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "PYTHONUTF8", "COLUMNS", "PYTHONWARNINGS")


def toolkit(
    *words: str, cwd: Path | None = None, before: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``toolkit``; the Python in ``before`` runs in the same process first, so that a test can break something."""
    bare = {name: value for name, value in os.environ.items() if name not in _LANGUAGE}
    # -P keeps the folder the test works in off the import path.
    code = f"{before}\nfrom toolkit.__main__ import main\nmain()"
    command = [sys.executable, "-P", "-c", code, *words]
    return subprocess.run(command, cwd=cwd, env={**bare, **environment}, capture_output=True, check=False, timeout=300)


def said(ran: subprocess.CompletedProcess[bytes]) -> str:
    """What stood on the screen."""
    return (ran.stdout + ran.stderr).decode("utf-8")
