"""status (情况一览): what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.cases import Case, RunningClock
from toolkit.errors import RegisterBusyError
from toolkit.jobs.bookkeeping import open_desk, pending, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.order import Order
from toolkit.jobs.sheets import open_asks, unit_name
from toolkit.mechanism import Phase
from toolkit.register import open_by
from toolkit.workspace import Workspace


def status(workspace: Workspace, order: Order) -> int:
    """Say what waits for whom, and return the exit status."""
    with open_desk(workspace, order) as desk:
        update(desk)
        order.say(f"{desk.mechanism.title}　{desk.as_of.isoformat()}")
        for line in lines(desk):
            order.say(line)
    return 0


def lines(desk: Desk) -> Iterator[str]:
    """Yield the state of the loop, a line a matter; what does not occur is left out."""
    cases = desk.live()
    yield f"台账共 {len(cases)} 件"
    for each in desk.mechanism.record.statuses:
        numbers = [case.number for case in cases if case.status == each.name]
        if numbers:
            yield f"  {each.name}：{len(numbers)} 件　{_some(numbers)}"
    late = [(case, clock) for case, clock in _running(cases) if clock.current < desk.as_of]
    soon = [(case, clock) for case, clock in _running(cases) if _is_soon(desk, clock)]
    for title, found in (("已超期", late), ("即将到期", soon)):
        if found:
            yield f"{title}：{len(found)} 项"
            for case, clock in sorted(found, key=lambda pair: pair[1].current):
                unit = unit_name(desk, clock.unit) if clock.unit != case.role("firm") else "企业评价"
                yield f"  {case.number} {clock.name}时限 {clock.current.isoformat()}　{unit}　{case.role('firm')}"
    yield from _provisional(cases)
    yield from _waiting(desk, cases)


def _some(numbers: list[str], most: int = 8) -> str:
    return "、".join(numbers[:most]) + (" 等" if len(numbers) > most else "")


def _running(cases: list[Case]) -> Iterator[tuple[Case, RunningClock]]:
    for case in cases:
        if case.phase in {Phase.HANDLING, Phase.ANSWERED}:
            for (round_, _), clock in case.clocks.items():
                if round_ == case.round and clock.met is None:
                    yield case, clock


def _provisional(cases: list[Case]) -> Iterator[str]:
    """Yield how many running deadlines rest on a year whose holidays are not known."""
    resting = [clock for _, clock in _running(cases) if clock.unsure]
    if resting:
        years = "、".join(map(str, sorted({year for clock in resting for year in clock.unsure})))
        yield (
            f"注意：{len(resting)} 项在办时限落在 {years} 年，放假安排尚未录入，暂按周一至周五推算；"
            "国务院办公厅通知公布后请录入（toolkit holidays）"
        )


def _is_soon(desk: Desk, clock: RunningClock) -> bool:
    warn = {each.name: each.warn_before for each in desk.mechanism.record.clocks}
    left = desk.calendar.between(desk.as_of, clock.current)
    return clock.current >= desk.as_of and left <= warn.get(clock.name, 0)


def _waiting(desk: Desk, cases: list[Case]) -> Iterator[str]:
    to_complete = [case.number for case in cases if case.role("to_complete")]
    if to_complete:
        yield f"待补正：{len(to_complete)} 件　{_some(to_complete)}"
    asks = open_asks(desk)
    if asks:
        yield f"待确认：{asks} 项（见总台账“待确认”表，填“采纳”或“不采纳”）"
    try:
        rows = pending(desk)
    except RegisterBusyError:
        rows = 0
    if rows:
        who = open_by(desk.workspace.register)
        yield f"等待写入总台账：{rows} 行" + (f"（{who}正打开着总台账）" if who else "")
