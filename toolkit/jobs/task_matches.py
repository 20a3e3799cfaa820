"""Measures that may help a firm with its matter (政策匹配), with the passage and who answers for it."""

from __future__ import annotations

from toolkit.documents.setting.words import one_line
from toolkit.errors import ToolkitError
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.plans import how_to_follow, standings
from toolkit.jobs.desk.order import Order
from toolkit.mechanism.helping import load_helping
from toolkit.tasks.following import Standing, State
from toolkit.tasks.helpful import Help, Measures
from toolkit.workspace import Workspace

#: A measure that is over helps nobody; one that is settled may well go on helping.
_OVER = State.ENDED


def match(workspace: Workspace, order: Order, number: str) -> int:
    """Tell which measures may help with a case, and return the exit status.

    Raises:
        ToolkitError: there is no such case, or no plan is followed.
    """
    with open_desk(workspace, order) as desk:
        case = desk.cases.get(number)
        if case is None or case.removed:
            raise ToolkitError(f"台账中没有编号“{number}”", "请核对编号")
        found = {each.task.key: each for each in standings(desk) if each.state is not _OVER}
        if not found:
            raise ToolkitError("还没有纳入跟踪的措施", how_to_follow())
        text = "。".join(filter(None, (case.role("subject"), case.role("problem"))))
        helps = Measures((each.task for each in found.values()), load_helping(desk.mechanism)).that_help(text)
        desk.say(
            f"{number} {one_line(case.role('firm'))}：{one_line(case.role('subject') or case.role('problem'))[:40]}"
        )
        for each in helps:
            desk.say(_told(each, found[each.task.key]))
        if not helps:
            desk.say("  没有找到用语相近的措施")
        else:
            desk.say("  按用语相近列出，仅供参考；是否适用请按原文和牵头单位的解释确定")
        update(desk)
    return 0


def _told(each: Help, standing: Standing) -> str:
    task = each.task
    units = "、".join(task.answering) + (f"（配合：{'、'.join(task.supporting)}）" if task.supporting else "")
    until = f"，有效期至 {task.until.isoformat()}" if task.until else ""
    said = f"《{task.plan}》措施 {task.measure}“{one_line(each.passage)}”"
    return f"  {said}——{units}，{standing.state.value}{until}；相近用语：{'、'.join(each.words)}"
