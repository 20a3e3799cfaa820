"""survey (评价): the pre-filled evaluation form for each firm whose case is answered, or whose time is running out."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.forms import FieldType
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.folders import SURVEYS
from toolkit.jobs.desk.order import Order
from toolkit.jobs.letters.on_paper import prefilled, unit_names
from toolkit.mail import Attachment
from toolkit.mechanism import Phase
from toolkit.workspace import Workspace

#: A firm is asked before its unit has answered, once so few workdays are left of 评价时限 (DESIGN §6, survey).
SOON = 5


def survey(workspace: Workspace, order: Order) -> int:
    """Write the evaluation forms that are wanted and not out yet, once a round, and return the exit status."""
    with open_desk(workspace, order) as desk:
        wanted = [case for case in desk.live() if _wanted(desk, case)]
        folder = desk.workspace.outbox / SURVEYS / desk.as_of.isoformat()
        for case in wanted:
            ready = evaluation(desk, case)
            path = desk.put(folder / ready.name, ready.data)
            order.say(f"{case.number} {case.role('firm')}：{desk.place(path)}")
        desk.record(Event(Kind.SURVEYED, desk.as_of, case.number) for case in wanted)
        order.say(f"生成评价表 {len(wanted)} 份" if wanted else "没有需要发出的评价表")
        update(desk)
        return 0


def evaluation(desk: Desk, case: Case) -> Attachment:
    """Return the form by which a firm evaluates, pre-filled, and under which name it goes out.

    Raises:
        ConfigError: the mechanism has no such form.
    """
    form = desk.mechanism.form_that("evaluates")
    units = next((each.key for each in form.fields if each.type is FieldType.UNITS and not each.column), "")
    text = "、".join(each for each in (case.role("lead"), case.role("support")) if each)
    extra = {units: unit_names(desk, text)} if units else {}
    name = f"{form.attachment} {case.number} {safe_name(case.role('firm'), 30)}.xlsx"
    return Attachment(name, prefilled(desk, form, case, extra=extra))


def _wanted(desk: Desk, case: Case) -> bool:
    if case.round in case.surveyed or case.role("satisfaction"):
        return False
    return case.phase is Phase.ANSWERED or (case.phase is Phase.HANDLING and _soon(desk, case))


def _soon(desk: Desk, case: Case) -> bool:
    due = case.day("evaluation_due")
    return due is not None and desk.calendar.between(desk.as_of, due) <= SOON
