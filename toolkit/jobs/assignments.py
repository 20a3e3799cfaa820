"""assignments (事项办理清单): what is being handled, by unit, meeting and status, in Word and Excel."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.cases import Case
from toolkit.cases.secrecy import is_first
from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.errors import ToolkitError
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of, read_month
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.on_paper import assignment
from toolkit.jobs.meetings.minutes_content import decided_by
from toolkit.mechanism import Phase
from toolkit.workspace import Workspace

_IN_HAND = frozenset({Phase.HANDLING, Phase.READY})


@dataclass(frozen=True, slots=True)
class Which:
    """Which matters a list is of; "" for all.

    Attributes:
        unit: whom they are led or supported by.
        meeting: the month of the meeting that decided about them.
        status: their 状态; "" for all in hand, of a meeting for all it decided about.
        each_unit: whether every unit gets a list of its own beside.
    """

    unit: str = ""
    meeting: str = ""
    status: str = ""
    each_unit: bool = False


def assignments(workspace: Workspace, order: Order, which: Which | None = None) -> int:
    """Write the list of the matters asked for, and return the exit status.

    Raises:
        ToolkitError: the unit is none of the member units, no such meeting was recorded, there is no such status.
    """
    with open_desk(workspace, order) as desk:
        wanted = _checked(desk, which or Which())
        cases = _chosen(desk, wanted)
        units = {case.number: _units(desk, case) for case in cases}
        folder = desk.workspace.outbox / "交办"
        mine = [case for case in cases if wanted.unit in {"", *units[case.number]}]
        _write(desk, mine, wanted, folder / _name(desk, wanted))
        if wanted.each_unit:
            for unit in desk.mechanism.units:
                own = [case for case in mine if unit.name in units[case.number]]
                if own:
                    each = Which(unit.name, wanted.meeting, wanted.status)
                    _write(desk, own, each, folder / f"各单位清单 {desk.as_of.isoformat()}" / _name(desk, each))
        update(desk)
        return 0


def _checked(desk: Desk, which: Which) -> Which:
    """Return what is wanted by its full names."""
    meeting = read_month(desk, which.meeting) if which.meeting else ""
    if meeting and meeting not in desk.known.convened:
        word = desk.mechanism.gathering.word
        raise ToolkitError(f"还没有收到 {meeting} 的{word}议程", f"请核对月份；{word}登记以后才有它的清单")
    statuses = [each.name for each in desk.mechanism.record.statuses]
    if which.status and which.status not in statuses:
        raise ToolkitError(f"没有“{which.status}”这个状态", f"状态有：{'、'.join(statuses)}")
    return Which(_unit(desk, which.unit) if which.unit else "", meeting, which.status, which.each_unit)


def _unit(desk: Desk, text: str) -> str:
    match = desk.mechanism.units.match(text)
    if match.unit is None:
        near = f"是不是“{match.near}”？" if match.near else "请核对单位名称，或在“成员单位”表补充"
        raise ToolkitError(f"“{text}”不在成员单位名单中", near)
    return match.unit.name


def _chosen(desk: Desk, which: Which) -> list[Case]:
    """Return the cases of that meeting and status, what comes first (优先办理) first, then by 编号."""
    decided = {each.number for each in decided_by(desk, which.meeting)} if which.meeting else None
    cases = [case for case in desk.live() if decided is None or case.number in decided]
    cases.sort(key=lambda case: not is_first(case))
    if which.status:
        return [case for case in cases if case.status == which.status]
    return [case for case in cases if case.phase in _IN_HAND or (decided and case.phase is not Phase.WITHDRAWN)]


def _units(desk: Desk, case: Case) -> Collection[str]:
    named = desk.mechanism.units.match_all(f"{case.role('lead')}、{case.role('support')}")
    return {match.unit.name for match in named if match.unit is not None}


def _name(desk: Desk, which: Which) -> str:
    """Return a list's file name without its ending."""
    parts = [desk.mechanism.wording["assignments_title"], which.unit or "全部", which.meeting, which.status]
    return " ".join([*(safe_name(each) for each in parts if each), desk.as_of.isoformat()])


def _heading(desk: Desk, which: Which) -> str:
    month = which.meeting
    met = meeting_of(desk, month) if month else ""
    kind = f"{which.status}事项" if which.status else ("议定事项" if month else "在办事项")
    return f"{which.unit or ('' if met else '全部承办单位')}{met}{kind}"


def _write(desk: Desk, cases: Sequence[Case], which: Which, place: Path) -> None:
    lines, heading = [assignment(desk, case) for case in cases], _heading(desk, which)
    papers = {
        f"{place.name}.docx": write_assignments(lines, desk.mechanism, heading=heading, day=desk.as_of),
        f"{place.name}.xlsx": write_assignments_sheet(lines, desk.mechanism, heading=heading, day=desk.as_of),
    }
    desk.put_and_tell(place.parent, papers)
    desk.say(f"{heading} {len(cases)} 件")
