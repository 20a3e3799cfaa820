"""The progress bar."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn

#: A job that takes longer than this, in seconds, shows how far it has come.
PATIENCE = 2.0
#: Called with the number of steps done, the number of all, and what is being done.
Step = Callable[[int, int, str], None]


@contextmanager
def bar(title: str) -> Iterator[Step]:
    """Show a progress bar while the block runs; where there is no screen, a line a step."""
    console = Console()
    if not console.is_terminal:
        yield lambda done, total, words: console.print(f"{title} {done}/{total}　{words}", highlight=False)
        return
    with Progress(*_columns(title), TextColumn("{task.description}"), console=console) as progress:
        task = progress.add_task("", total=1)

        def step(done: int, total: int, words: str) -> None:
            progress.update(task, completed=done, total=total, description=words)

        yield step


@contextmanager
def late_bar(title: str) -> Iterator[tuple[Callable[[str], None], Step]]:
    """Give a way to say lines and a way to tell how far a job has come; the bar shows once two seconds have passed.

    Where there is no screen, only the lines are shown.
    """
    console = Console()
    progress = Progress(*_columns(title), console=console, transient=True)
    task = progress.add_task("", total=1)
    begun = time.monotonic()

    def step(done: int, total: int, _words: str) -> None:
        progress.update(task, completed=done, total=total)
        if console.is_terminal and not progress.live.is_started and time.monotonic() - begun > PATIENCE:
            progress.start()

    def say(words: str) -> None:
        if progress.live.is_started:
            console.print(words, highlight=False, markup=False, soft_wrap=True)
        else:
            click.echo(words)

    try:
        yield say, step
    finally:
        progress.stop()


def _columns(title: str) -> tuple[ProgressColumn, ...]:
    return TextColumn(title), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn()
