"""meeting (会议): the agenda workbook of a month's meeting, to be filled in there and put back into the inbox."""

from __future__ import annotations

from toolkit.cases import Case, Request, says
from toolkit.cases.approval import open_requests
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.meetings import DAY, MEETING, kinds
from toolkit.jobs.months import day_of, next_meeting, read_month
from toolkit.jobs.order import Order
from toolkit.mechanism import By, Phase
from toolkit.submission import Value
from toolkit.templates import build_agenda
from toolkit.workspace import Workspace


def meeting(workspace: Workspace, order: Order, month: str = "") -> int:
    """Write the agenda of a month's meeting — the next one where none is named — and return the exit status.

    On it are the cases that wait for a meeting, and those earlier ones whose units report progress (seed 000 §三（四）:
    每月会议前由承办单位汇报重点问题前期办理情况).
    """
    with open_desk(workspace, order) as desk:
        wanted = read_month(month) if month else next_meeting(desk)
        form = desk.mechanism.form_that("decides")
        fresh = [case for case in desk.live() if case.phase is Phase.MEETING]
        earlier = [case for case in desk.live() if _reports(desk, case)]
        new, special, known = kinds(form)
        asking = [(case, each) for case in desk.live() if special for each in open_requests(case, By.MEETING)]
        rows = [_row(form, case, new) for case in fresh]
        rows += [_asked_row(form, case, special, each) for case, each in asking]
        rows += [_row(form, case, known, _situation(case)) for case in earlier]
        data = build_agenda(
            form,
            desk.mechanism,
            _head(desk, form, wanted),
            rows,
            to_fill=_to_fill(desk, form),
            mark=write_mark(form.id, form.version, wanted),
        )
        path = desk.put(desk.workspace.outbox / "会议" / wanted / f"{form.file_name} {wanted}.xlsx", data)
        special_words = f"，{special} {len(asking)} 项" if asking else ""
        order.say(f"{wanted} 会议议程：待上会 {len(fresh)} 件{special_words}，前期事项 {len(earlier)} 件")
        order.say(f"已写入 {desk.place(path)}；会后填好议定事项，放回收件箱")
        update(desk)
        return 0


def _reports(desk: Desk, case: Case) -> bool:
    words = desk.mechanism.meeting.classes
    return case.phase is Phase.HANDLING and any(says(case.role("class"), word) for word in words)


def _head(desk: Desk, form: Form, month: str) -> dict[str, Value]:
    known: dict[str, Value] = {
        MEETING: month,
        DAY: day_of(desk, month),
        "会议时间": desk.mechanism.meeting.hour,
        "会议地点": desk.config.meeting_place,
    }
    return {each.key: known.get(each.column) for each in form.fields}


def _row(form: Form, case: Case, kind: str, situation: str = "") -> dict[str, Value]:
    row: dict[str, Value] = {}
    for each in form.table:
        if each.choices:
            row[each.key] = kind
        elif each.column == "@situation":
            row[each.key] = situation or None
        elif each.column.startswith("@"):
            row[each.key] = None
        elif each.column:
            value = case.number if each.column == case.record.role("number") else case.get(each.column)
            row[each.key] = str(value) if isinstance(value, int) else value
    # A date already set is the rule's; the column is for a date that the meeting decides.
    due = next((each.key for each in form.table if each.column == case.record.role("due")), "")
    row.pop(due, None)
    return row


def _asked_row(form: Form, case: Case, kind: str, request: Request) -> dict[str, Value]:
    """Return the row of a unit's request: in place of the problem stands what it asks for and why."""
    row = _row(form, case, kind, _situation(case))
    decided = {case.record.role(meaning) for meaning in ("lead", "support", "special")}
    for each in form.table:
        if each.column == case.record.role("problem"):
            row[each.key] = str(request)
        elif each.column in decided:  # for what the meeting decides otherwise
            row[each.key] = None
    return row


def _situation(case: Case) -> str:
    """Return how far an earlier case has come: its outcome, its unit's opinion, what supporting units said."""
    words = [case.role("outcome"), case.role("opinion"), case.role("result")]
    opinion = case.record.role("opinion")
    words += [f"{each.unit}：{each.values[opinion]}" for each in case.supporters if opinion in each.values]
    return "\n".join(each for each in words if each) or "尚未报送办理意见"


def _to_fill(desk: Desk, form: Form) -> list[str]:
    record = desk.mechanism.record
    columns = {record.roles.get(each, "") for each in ("lead", "support", "due", "special")}
    columns |= {"@decision", "@postponed"}
    return [each.key for each in form.table if each.column in columns]
