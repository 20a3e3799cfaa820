"""Everything in which register, journal, originals and papers do not agree (不一致), looked for without a change.

What a run would do is played through in memory, on a desk that writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from toolkit.errors import RegisterBusyError
from toolkit.jobs.books.agreement import journal_faults, register_faults
from toolkit.jobs.books.copies import copies
from toolkit.jobs.books.inventory import backups, inbox, numbers, originals, papers, settings, strays
from toolkit.jobs.books.task_faults import task_faults
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.workspace import Workspace


def look_through(workspace: Workspace, order: Order) -> tuple[Desk, list[Finding]]:
    """Return everything that is found, the worst first, and the desk it was found on; nothing is written.

    Raises:
        ConfigError: toolkit.toml or the mechanism cannot be used.
        WorkspaceError: another PC is at work and does not finish.
    """
    held = lock(workspace, order.say)
    try:
        desk = lay(workspace, replace(order, dry_run=True, say=lambda _: None))
        return desk, sorted(_findings(desk), key=lambda each: each.rank)
    finally:
        held.release()


def _findings(desk: Desk) -> Iterator[Finding]:
    """Yield everything that is found; the journal first, for the look at the register goes on from it in memory."""
    step = desk.order.step
    files = chain(originals(desk, step), papers(desk, step), backups(desk, step), numbers(desk), strays(desk))
    yield from chain(journal_faults(desk), files, inbox(desk), copies(desk))
    try:
        yield from register_faults(desk)
    except RegisterBusyError as error:
        yield Finding(Rank.STOP, error.message, "关闭总台账后再核对一次")
    if desk.mechanism.visiting is not None:
        # Most offices keep no visits; theirs starts without what knows them.
        from toolkit.jobs.visiting.visit_faults import visit_faults  # noqa: PLC0415

        yield from visit_faults(desk)
    yield from task_faults(desk)
    yield from settings(desk)
