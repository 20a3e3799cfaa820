"""check (核对): do register, journal, originals and papers agree? Each difference in plain words, the worst first.

It changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.files import free_name, write_new
from toolkit.jobs.books.differences import look_through
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
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


def _lines(desk: Desk, found: list[Finding]) -> Iterator[str]:
    yield f"核对 {desk.workspace.root}　{desk.as_of.isoformat()}"
    for each in found:
        yield from each.lines()
    count = sum(each.rank is not Rank.KNOW for each in found)
    if count:
        yield f"共 {count} 项不一致，最要紧的在最前面。核对没有改动任何文件"
    else:
        yield f"总台账、日志、原件和发出的文件都一致（{len(desk.live())} 件事项）"
