"""split (拆分): two matters that came on one form become cases of their own; the first keeps the 编号."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.cases import Case
from toolkit.cases.parts import numbered, parted_at
from toolkit.errors import ToolkitError
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.gaps import unknown
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.mechanism import Phase
from toolkit.scripts import to_run
from toolkit.workspace import Workspace

#: A case that nobody has been given yet can still be parted.
_BEFORE_DISPATCH = {Phase.NEW, Phase.VERIFYING, Phase.APPROVING, Phase.MEETING, Phase.READY, Phase.PARKED}
#: So much of a part is shown.
_SHOWN = 60


def split(workspace: Workspace, order: Order, number: str, at: Sequence[str] = ()) -> int:
    """Part a case's problem into cases of their own, and return the exit status.

    Args:
        workspace: where.
        order: how the job was asked to run; a dry run shows the parts and writes nothing, and a person is asked first.
        number: the case.
        at: the words with which each part but the first begins; without any, the sender's own numbering counts.

    Raises:
        ToolkitError: there is no such case, it was dispatched already, or its text does not fall apart.
    """
    return with_consent(order, lambda each, consent: _split(workspace, each, consent, number, at))


def _split(workspace: Workspace, order: Order, consent: Consent, number: str, at: Sequence[str]) -> int:
    with open_desk(workspace, order) as desk:
        case = desk.cases.get(number)
        if case is None or case.removed:
            raise unknown(desk, number)
        if case.phase not in _BEFORE_DISPATCH or case.day("dispatched") is not None:
            raise ToolkitError(
                f"“{number}”现在是“{case.status}”，已经交办过，不能再拆分",
                "请与承办单位商定；确需另立事项的，在台账最下面另打一行",
            )
        parts = _parts(case, at)
        shown = [f"{number} {case.role('firm')}：将拆成 {len(parts)} 件", *(f"  {_short(part)}" for part in parts)]
        if not consent.given(shown, "照此拆分吗？", tuple(parts)):
            return 0
        events = _events(desk, case, parts)
        desk.record(events)
        desk.say(f"已拆成 {len(parts)} 件：{'、'.join([number, *events[-1].data['into']])}")
        desk.say(f"问题类别、案由等请逐件核对。拆错了的：运行{to_run('undo')}撤回")
        update(desk)
    return 0


def _parts(case: Case, at: Sequence[str]) -> list[str]:
    text = case.role("problem")
    column = case.record.role("problem")
    try:
        parts = parted_at(text, at) if at else numbered(text)
    except ValueError as error:
        raise ToolkitError(
            f"“{column}”里没有找到“{error}”，或者不止一处，或者它就是开头", "请从第二件事的开头照抄几个字，多写几个"
        ) from error
    if len(parts) < 2:
        raise ToolkitError(
            f"“{case.number}”的“{column}”没有编号（一、二、或 1. 2.）也没有空行，看不出从哪里分开",
            "请写明从哪里分开："
            + to_run("split", f"{case.number} --at 第二件事开头的几个字", answer="抄上第二件事开头的几个字"),
        )
    return parts


def _events(desk: Desk, case: Case, parts: Sequence[str]) -> list[Event]:
    """Return what parts the case: the new ones, then what is left of it.

    A run that was killed before the last of them has opened some already; those are not opened again.
    """
    column = case.record.role("problem")
    begun: dict[str, str] = {}
    for event in desk.events:
        if event.kind is Kind.SPLIT and event.number == case.number:
            begun.clear()
        elif event.kind is Kind.OPENED and event.data.get("split_from") == case.number:
            begun[event.data["values"][column]] = event.number
    opened = [
        Event(Kind.OPENED, desk.as_of, desk.claim(), _opening(desk, case, part))
        for part in parts[1:]
        if part not in begun
    ]
    new = {str(event.data["values"][column]): event.number for event in opened}
    data = {
        "values": {column: parts[0]},
        "before": {column: case.role("problem")},
        "into": [begun.get(part) or new[part] for part in parts[1:]],
    }
    return [*opened, Event(Kind.SPLIT, desk.as_of, case.number, data)]


def _opening(desk: Desk, case: Case, part: str) -> dict[str, object]:
    """Return how a part begins: all that the form's sender said of firm, contact and day, and where it comes from."""
    record = case.record
    problem, remark, incoming = record.role("problem"), record.roles.get("remark", ""), record.role("incoming")
    own = {each.column for each in desk.mechanism.form_that("opens").own_fields if each.column}
    values: dict[str, CellValue] = {
        column: value for column in own if (value := case.get(column)) is not None and column != problem
    }
    values[problem] = part
    origin = f"由 {case.number} 拆分"
    if remark:
        values[remark] = "\n".join(filter(None, (case.words(remark), origin)))
    return {
        "values": values,
        "sha": "",
        "part": 0,
        "asked": [],
        "to_complete": [column for column in case.doubts if column in own and column != problem],
        "incoming": case.words(incoming),
        "split_from": case.number,
    }


def _short(part: str) -> str:
    line = " ".join(part.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
