"""The options of a command whose paper comes back changed: read it and show what it says, and only then take it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def reads_back(read: str, accept: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that gives a command ``--read [file]`` and ``--accept``, with their help."""

    def given(act: Callable[..., Any]) -> Callable[..., Any]:
        accepting = click.option("--accept", is_flag=True, help=accept)
        reading = click.option(
            "--read", "read", metavar="[文件]", is_flag=False, flag_value="", default=None, help=read
        )
        return reading(accepting(act))

    return given
