"""What the screen says, in Chinese, on every system."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def speak() -> None:
    """Make the streams take Chinese whatever the system's locale; what they cannot show becomes a question mark.

    A screen keeps its own encoding, and so does a pipe whose encoding somebody named in PYTHONIOENCODING.
    """
    named = bool(os.environ.get("PYTHONIOENCODING"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if named or stream.isatty() else "utf-8", errors="replace")


def os_error(error: OSError) -> str:
    """Return what an operating system's error means to a person."""
    from toolkit.trouble import trouble  # help must not wait for what only an error needs

    words = trouble(error).value or "读写失败"
    return f"{words}（{Path(error.filename).name}）" if isinstance(error.filename, str) else words
