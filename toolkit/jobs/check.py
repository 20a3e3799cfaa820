"""check (核对): do register, journal, originals and papers agree? Each difference in plain words, the worst first.

It changes nothing. What a run would do is played through in memory, on a desk that writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from toolkit.errors import RegisterBusyError
from toolkit.files import free_name, write_new
from toolkit.jobs.books.agreement import journal_faults, register_faults
from toolkit.jobs.books.copies import copies
from toolkit.jobs.books.inventory import backups, inbox, numbers, originals, papers, settings, strays
from toolkit.jobs.books.task_faults import task_faults
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.workspace import Workspace

#: The folder under outbox/ for the report, where one is asked for.
_FOLDER = "核对"


def check(workspace: Workspace, order: Order, *, report: bool = False) -> int:
    """Say what does not agree, the worst first.

    Args:
        workspace: where.
        order: how.
        report: write what is said into a text file in outbox/核对 as well; a dry run does not.

    Returns:
        0 where everything agrees, 1 where something does not.
    """
    desk, found = look_through(workspace, order)
    lines = list(_lines(desk, found))
    for line in lines:
        order.say(line)
    if report and not order.dry_run:
        path = free_name(workspace.outbox / _FOLDER / f"核对结果 {order.as_of.isoformat()}.txt")
        write_new(path, "\r\n".join(lines).encode("utf-8-sig"))
        order.say(f"已写入 {desk.place(path)}")
    return int(any(each.rank is not Rank.KNOW for each in found))


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


def _lines(desk: Desk, found: list[Finding]) -> Iterator[str]:
    yield f"核对 {desk.workspace.root}　{desk.as_of.isoformat()}"
    for each in found:
        yield from each.lines()
    count = sum(each.rank is not Rank.KNOW for each in found)
    if count:
        yield f"共 {count} 项不一致，最要紧的在最前面。核对没有改动任何文件"
    else:
        yield f"总台账、日志、原件和发出的文件都一致（{len(desk.live())} 件事项）"
