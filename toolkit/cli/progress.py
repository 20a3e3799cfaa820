"""The progress bar and the status line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

#: Called with the number of steps done, the number of all, and what is being done.
Step = Callable[[int, int, str], None]


@contextmanager
def bar(title: str) -> Iterator[Step]:
    """Show a progress bar while the block runs; where there is no screen, a line a step."""
    console = Console()
    if not console.is_terminal:
        yield lambda done, total, words: console.print(f"{title} {done}/{total}　{words}", highlight=False)
        return
    columns = (TextColumn(title), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=console) as progress:
        task = progress.add_task("", total=1)

        def step(done: int, total: int, words: str) -> None:
            progress.update(task, completed=done, total=total, description=words)

        yield step


@dataclass(frozen=True, slots=True)
class Line:
    """Where ``watch`` speaks: lines that stay, and one status line below them."""

    say: Callable[[str], None]
    show: Callable[[str], None]


@contextmanager
def status_line() -> Iterator[Line]:
    """Show a status line that is replaced in place; where there is no screen, only the lines that stay."""
    console = Console()
    if not console.is_terminal:
        yield Line(lambda words: console.print(words, highlight=False, soft_wrap=True), lambda _: None)
        return
    with Live(console=console, refresh_per_second=4) as live:
        yield Line(lambda words: live.console.print(words, highlight=False), lambda words: live.update(Text(words)))
