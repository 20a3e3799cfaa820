"""menu (菜单): how things stand today, and what could be done next, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from toolkit.cases import Case
from toolkit.cases.today import LATE, NEAR
from toolkit.config import read_config
from toolkit.errors import ConfigError, RegisterError
from toolkit.jobs.books.board import waiting
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.checkpoint import open_cases
from toolkit.jobs.books.task_note import task_note
from toolkit.jobs.desk.adopted_rules import mechanism_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.inbox import Inbox
from toolkit.jobs.desk.order import Order
from toolkit.jobs.status import by_journal, lines
from toolkit.mechanism import Mechanism, Phase
from toolkit.mechanism.cataloguing import load_cataloguing
from toolkit.mechanism.collecting import load_collecting
from toolkit.mechanism.following import load_following
from toolkit.mechanism.verifying import load_verifying
from toolkit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that could be done next: by which command, and why."""

    command: str
    why: str


def menu(workspace: Workspace, order: Order) -> list[Step]:
    """Say how things stand, as ``status`` does, and return what could be done next, the most pressing first.

    Raises:
        RegisterError: the register cannot be used; what the journal tells was said all the same.
    """
    try:
        with open_desk(workspace, order) as desk:
            update(desk)
            for line in lines(desk):
                order.say(line)
            return list(_steps(desk))
    except RegisterError:
        by_journal(workspace, order)
        raise


def foreign(workspace: Workspace) -> Collection[str]:
    """Return the commands that have nothing to do in the workspace's mechanism: its data know no such step.

    Where its data cannot be read none is left out: the command itself will say what is wrong with them.
    """
    try:
        mechanism = mechanism_of(workspace, read_config(workspace.config))
    except ConfigError:
        return ()
    return {each for each, known in _KNOWN.items() if not _told(mechanism, known)}


def _told(mechanism: Mechanism, known: Callable[[Mechanism], object]) -> bool:
    try:
        return known(mechanism) is not None
    except ConfigError:
        return True


#: What a command needs of a mechanism, None where that has none.
_KNOWN: Mapping[str, Callable[[Mechanism], object]] = {
    "collect": load_collecting,
    "verify": load_verifying,
    "catalogue": load_cataloguing,
    "tasks": load_following,
    "meeting": lambda mechanism: mechanism.regular_meeting,
    "minutes": lambda mechanism: mechanism.regular_meeting,
    "coverage": lambda mechanism: mechanism.visiting,
    "visits": lambda mechanism: mechanism.visiting,
    "dossier": lambda mechanism: mechanism.visiting,
}


def _steps(desk: Desk) -> Iterator[Step]:
    left = sum(map(len, Inbox(desk.workspace.inbox, desk.config.settle_seconds).look()))
    if left:
        yield Step("ingest", f"收件箱里有 {left} 个文件还没有收")
    cases = open_cases(desk)
    for command, phase, words in _BY_PHASE:
        count = sum(_ready(case) for case in cases if case.phase is phase)
        if count:
            yield Step(command, f"{count} 件{desk.mechanism.gathering.put(words)}")
    found = [each.kind for each in waiting(desk) if each.unit]
    due = [f"{kind} {found.count(kind)} 项" for kind in (LATE, NEAR) if kind in found]
    groups = _groups_to_remind(desk)
    due += [f"走访组 {groups} 个没有达到要求"] if groups else []
    if due:
        yield Step("remind", "、".join(due))
    tasks = task_note(desk)
    if tasks is not None and tasks.pressing:
        yield Step("tasks", tasks.pressing)


def _groups_to_remind(desk: Desk) -> int:
    """Return how many visiting groups ``remind`` would remind today, 0 where the mechanism keeps no visits."""
    if desk.mechanism.visiting is None:
        return 0
    # Most offices keep no visits; theirs starts without what reckons with them.
    from toolkit.jobs.visiting.prompts import prompts_due  # noqa: PLC0415

    return prompts_due(desk) if desk.calendar.is_workday(desk.as_of) else 0


#: What the office does with the cases of a phase, what it has to do itself first.
_BY_PHASE = (
    ("dispatch", Phase.READY, "可以交办"),
    ("survey", Phase.ANSWERED, "还没有给企业发评价表"),
    ("suggest", Phase.NEW, "待分类，先看建议，再在台账里填"),
    ("meeting", Phase.MEETING, "等{word}研究"),
)


def _ready(case: Case) -> bool:
    """Return whether the phase's own command can do something about the case now."""
    if case.phase is Phase.READY:
        return bool(case.role("lead").strip())
    return case.phase is not Phase.ANSWERED or case.round not in case.surveyed
