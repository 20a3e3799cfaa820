"""assignments (事项办理清单): the list of what is being handled, for all units or one, in Word and Excel."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.errors import ToolkitError
from toolkit.files import safe_name
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.on_paper import assignment
from toolkit.jobs.order import Order
from toolkit.mechanism import Phase
from toolkit.workspace import Workspace


def assignments(workspace: Workspace, order: Order, unit: str = "") -> int:
    """Write the list of cases in hand, of one unit where one is named, and return the exit status.

    Raises:
        ToolkitError: the unit is none of the member units.
    """
    with open_desk(workspace, order) as desk:
        name = _unit(desk, unit) if unit else ""
        cases = [case for case in desk.live() if case.phase in {Phase.HANDLING, Phase.READY} and _has(desk, case, name)]
        lines = [assignment(desk, case) for case in cases]
        title = desk.mechanism.wording["assignments_title"]
        heading = f"{name or '全部承办单位'}在办事项"
        stem = f"{title} {safe_name(name) if name else '全部'} {desk.as_of.isoformat()}"
        folder = desk.workspace.outbox / "交办"
        for suffix, data in (
            (".docx", write_assignments(lines, desk.mechanism, heading=heading, day=desk.as_of)),
            (".xlsx", write_assignments_sheet(lines, desk.mechanism, heading=heading, day=desk.as_of)),
        ):
            order.say(f"已写入 {desk.place(desk.put(folder / f'{stem}{suffix}', data))}")
        order.say(f"{heading} {len(cases)} 件")
        update(desk)
        return 0


def _unit(desk: Desk, text: str) -> str:
    match = desk.mechanism.units.match(text)
    if match.unit is None:
        near = f"是不是“{match.near}”？" if match.near else "请核对单位名称，或在“成员单位”表补充"
        raise ToolkitError(f"“{text}”不在成员单位名单中", near)
    return match.unit.name


def _has(desk: Desk, case: Case, unit: str) -> bool:
    if not unit:
        return True
    named = desk.mechanism.units.match_all(f"{case.role('lead')}、{case.role('support')}")
    return any(match.unit is not None and match.unit.name == unit for match in named)
