"""The collector of garbage, told what is none: a journal makes a million objects, and all of them stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let no search for garbage begin meanwhile.

    Afterwards whatever is there counts as there to stay, so that no later search goes through it, until
    :func:`all_swept` says otherwise.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if running:
            gc.enable()


def all_swept() -> None:
    """Let everything be searched again: a job is done, and what it had laid out may go."""
    gc.unfreeze()
