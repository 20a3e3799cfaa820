"""case (一事一档): one case's file, or all of a firm's, on the screen and on paper."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.documents.case_file import write_case_file
from toolkit.errors import ToolkitError
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.gaps import left_out, unknown
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.filing.case_content import case_file, filled_forms
from toolkit.workspace import Workspace

_FOLDER = "一事一档"


def case(workspace: Workspace, order: Order, wanted: str) -> int:
    """Say what the register knows of a case (by 编号) or of a firm's cases (by part of its name); write their files.

    Where the words fit several firms, nothing is written: a file is put together for somebody who knows which.

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
        firms = {each.role("firm") for each in found}
        if len(firms) > 1:
            order.say(f"共 {len(firms)} 家企业的名称里有“{wanted}”，只在屏幕上显示；要出档案的，请写编号或企业全名")
            return 0
        for each in found:
            _write(desk, each)
        order.say("档案供办公室存档，联系电话没有隐去，请勿外发")
        update(desk)
    return 0


def _write(desk: Desk, each: Case) -> None:
    folder = desk.workspace.outbox / _FOLDER / f"{each.number} {safe_name(each.role('firm'), 30)}".strip()
    forms = filled_forms(desk, each)
    papers = {f"{_FOLDER} {each.number}.docx": write_case_file(case_file(desk, each, forms), desk.mechanism), **forms}
    desk.put_and_tell(folder, papers)


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
        how = "交出时台账所载" if answer.left_behind else "不算办结"
        order.say(f"  原承办单位 {answer.unit}（{answer.day.isoformat()}，{how}）：{words}")
