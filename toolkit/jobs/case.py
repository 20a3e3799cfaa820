"""case (事项查询): one case's file, or all of a firm's."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.errors import ToolkitError
from toolkit.jobs.bookkeeping import open_desk
from toolkit.jobs.gaps import left_out, unknown
from toolkit.jobs.order import Order
from toolkit.workspace import Workspace


def case(workspace: Workspace, order: Order, wanted: str) -> int:
    """Say what the register knows of a case (by 编号) or of all cases of a firm (by part of its name).

    Raises:
        ToolkitError: there is neither.
    """
    with open_desk(workspace, order) as desk:
        found = [each for each in desk.live() if each.number == wanted or wanted in each.role("firm")]
        if wanted in left_out(desk):
            raise unknown(desk, wanted)
        if not found:
            raise ToolkitError(f"台账中没有“{wanted}”这个编号或企业", "请核对编号，或只输入企业名称的一部分")
        for each in found:
            _show(each, order)
    return 0


def _show(each: Case, order: Order) -> None:
    order.say(f"【{each.number}】{each.role('firm')}　{each.status}　第 {each.round} 轮")
    for column in each.record.columns:
        value = each.get(column.name)
        if value is not None:
            order.say(f"  {column.name}：{value}")
    for answer in each.supporters:
        words = "；".join(f"{column}：{value}" for column, value in answer.values.items())
        order.say(f"  配合单位 {answer.unit}（{answer.day.isoformat()}）：{words}")
    for answer in each.formers:
        words = "；".join(f"{column}：{value}" for column, value in answer.values.items())
        order.say(f"  原承办单位 {answer.unit}（{answer.day.isoformat()}，不算办结）：{words}")
