"""On how many examples the properties that cost most are tried: on some in each run, on many by ``make soak``."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """Return what ``LIAISON_EXAMPLES`` says, else ``usual``."""
    return int(os.environ.get("LIAISON_EXAMPLES", str(usual)))
