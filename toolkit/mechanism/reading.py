"""Reads the files of a mechanism's folder; whoever inspects one looks on, and sees what is asked of which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

#: Gives the data of a file to whoever asked for them.
Watcher = Callable[[Path, Mapping[str, Any]], Mapping[str, Any]]
_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


def read_file(path: Path) -> Mapping[str, Any]:
    """Return what a file of data says.

    Raises:
        ConfigError: it cannot be read.
    """
    # The reading process is handed a mechanism and loads none; it starts without what reads one.
    from toolkit.config import read_toml  # noqa: PLC0415

    watcher, data = _WATCHER.get(), read_toml(path)
    return watcher(path, data) if watcher is not None else data


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Let a watcher hand out the data of each file that is read meanwhile."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)
