"""The status block of ``watch``: replaced in place where the screen can, plain lines where it cannot."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from toolkit.screen import cells

if TYPE_CHECKING:
    from toolkit.watch import State

#: How often a line is printed though nothing has changed, where there is no block: proof of life, in seconds.
_HOURLY = 3600.0
_HINT = "停止值守请按 Ctrl+C"


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``watch`` speaks: lines that stay, and how it stands below them."""

    say: Callable[[str], None]
    show: Callable[[State], None]


@contextmanager
def status_block() -> Iterator[Place]:
    """Give a place to speak: with a block that stays at the bottom of the screen, or only with lines."""
    console = Console()
    if not can_replace(console):
        yield plain(lambda words: console.print(words, highlight=False, markup=False, soft_wrap=True))
        return
    with Live(console=console, refresh_per_second=4) as live:
        yield Place(
            lambda words: live.console.print(words, highlight=False, markup=False),
            lambda state: live.update(Group(*block(state, console.width))),
        )


def can_replace(console: Console) -> bool:
    """Return whether lines on this screen can be replaced: not in a file, nor on an old console or in code page 936."""
    utf8 = console.encoding.lower().replace("-", "") == "utf8"
    return console.is_terminal and not console.is_dumb_terminal and not console.legacy_windows and utf8


def block(state: State, width: int) -> Iterator[Text]:
    """Yield the lines of the block, none wider than the screen."""
    rows = [*state.rows()]
    column = max(cells(title) for title, _ in rows) + 2
    for title, words in rows:
        text = Text(title + " " * (column - cells(title)) + words, no_wrap=True)
        text.truncate(max(1, width - 1), overflow="ellipsis")
        yield text
    yield Text(_HINT, style="dim")


def plain(say: Callable[[str], None], elapsed: Callable[[], float] = time.monotonic) -> Place:
    """Return a place for screens without a block: how it stands is said when it has changed, and once an hour."""
    last, at = "", float("-inf")

    def show(state: State) -> None:
        nonlocal last, at
        facts = f"{state.mood.value} {state.facts()}"
        if facts != last or elapsed() - at >= _HOURLY:
            last, at = facts, elapsed()
            say(state.line())

    return Place(say, show)
