"""What every command is given: where to work, which day to reckon from, whether to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from toolkit.cli import logbook
from toolkit.errors import WorkspaceError
from toolkit.jobs.desk.order import Order, agree, silent
from toolkit.workspace import Workspace, find_workspace


@dataclass(frozen=True, slots=True)
class Lobby:
    """The options common to all commands, and the papers that the command has written so far."""

    folder: Path | None
    as_of: date
    dry_run: bool
    made: list[Path] = field(default_factory=list)

    def order(
        self,
        say: Callable[[str], None] = click.echo,
        step: Callable[[int, int, str], None] = silent,
        ask: Callable[[str], bool] = agree,
    ) -> Order:
        """Return how the job is to run."""
        return Order(self.as_of, self.dry_run, say, step, ask, self.made.append)

    def workspace(self) -> Workspace:
        """Return the workspace to work in; details of whatever goes wrong go to its log from now on.

        Raises:
            WorkspaceError: there is none.
        """
        found = find_workspace(self.folder or Path.cwd())
        if found.register.parent.is_dir():
            logbook.log_to(found.log)
        return found

    def workspace_if_any(self) -> Workspace | None:
        """Return the workspace, or None where there is none; for commands that can do without."""
        try:
            return self.workspace()
        except WorkspaceError:
            return None


lobby = click.make_pass_decorator(Lobby)
