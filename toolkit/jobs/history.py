"""history (经过): everything that happened to a case, in the order it happened."""

from __future__ import annotations

from toolkit.cases import Case, RunningClock
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.gaps import unknown
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.filing.story import story
from toolkit.jobs.filing.supervision_story import supervision_story
from toolkit.jobs.filing.task_story import task_story
from toolkit.workspace import Workspace


def history(workspace: Workspace, order: Order, number: str) -> int:
    """Say what happened to a case, to a visit (走访号), a visiting group (its leader) or one that was gone into (督查).

    That one is known by its 督查号 or by the unit. A task that is followed is known by its 任务号.

    Returns:
        The exit status.

    Raises:
        ToolkitError: there is no such case, visit, supervision or task.
    """
    with open_desk(workspace, order) as desk:
        case = desk.cases.get(number)
        of_others = _of_others(desk, number) if case is None else []
        if of_others:
            for line in of_others:
                order.say(line)
            return 0
        if case is None:
            order.say(_taken_back(desk, number))
        else:
            order.say(f"{number} {case.role('firm')}　{case.status}　第 {case.round} 轮")
        for line in story(desk, number):
            order.say(line)
        if case is None:
            return 0
        for clock in (*case.given_back, *case.clocks.values(), *case.side.values()):
            met = f"，{clock.met.isoformat()} 完成" if clock.met else ""
            rule = f"　依据：{clock.rule}" if clock.rule else ""
            order.say(f"第 {clock.round} 轮{_which(case, clock)} {clock.current.isoformat()}{moved(clock)}{met}{rule}")
    return 0


def _of_others(desk: Desk, word: str) -> list[str]:
    """Return the story of what is no case: a visit, a supervision, a task."""
    return [*_of_visits(desk, word), *supervision_story(desk, word), *task_story(desk, word)]


def _of_visits(desk: Desk, word: str) -> list[str]:
    """Return the story of a visit or a visiting group, [] where the mechanism keeps no visits or nobody knows it."""
    if desk.mechanism.visiting is None:
        return []
    # Most offices keep no visits; theirs starts without what tells of them.
    from toolkit.jobs.visiting.visit_story import visit_story  # noqa: PLC0415

    return visit_story(desk, word)


def _taken_back(desk: Desk, number: str) -> str:
    """Return the head of the story of a case that is none any more: its beginning was taken back (undo).

    Raises:
        ToolkitError: there never was such a case.
    """
    began = (event for event in reversed(desk.withdrawn) if event.kind is Kind.OPENED and event.number == number)
    opened = next(began, None)
    if opened is None:
        raise unknown(desk, number)
    row = opened.data.get("values") or opened.data.get("after", {})
    return f"{number} {row.get(desk.mechanism.record.role('firm'), '')}　登记已撤回，台账里没有这件事项"


def _which(case: Case, clock: RunningClock) -> str:
    own = clock.unit if clock.name in {each.name for each in case.record.special.subclocks} else ""
    return f"{clock.name}时限（{own}）" if own else f"{clock.name}时限"


def moved(clock: RunningClock) -> str:
    """Return in words what became of a deadline since it was first told, "" where nothing did."""
    rested = [f"{rest.first}至{rest.last or '恢复时'}{rest.word}" for rest in clock.rests]
    was = [f"原期限 {clock.original}"] if clock.current != clock.original else []
    why = [" ".join(filter(None, (clock.reason, clock.approved)))] if was or rested or clock.ended else []
    told = "，".join(filter(None, [*was, *rested, *why]))
    return f"（{told}）" if told else ""
