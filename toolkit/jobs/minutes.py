"""minutes (会议纪要): Word minutes and the assignment list of a meeting, from its filled agenda."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases import Case, may
from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.documents.minutes import MinutesContent, MinutesItem, ProgressItem, write_minutes
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.months import read_month
from toolkit.jobs.on_paper import assignment, subject, unit_names
from toolkit.jobs.order import Order
from toolkit.jobs.sheets import convened, unit_name
from toolkit.workspace import Workspace


def minutes(workspace: Workspace, order: Order, month: str = "") -> int:
    """Write minutes and assignment list of a recorded meeting — the latest where none is named.

    A paper that somebody has edited is never overwritten; the new one gets a number behind its name.

    Raises:
        ToolkitError: no agenda of that meeting has come back.
    """
    with open_desk(workspace, order) as desk:
        held = convened(desk.events)
        wanted = read_month(month) if month else max(held, default="")
        if wanted not in held:
            raise ToolkitError(
                f"还没有收到{f' {wanted} 的' if wanted else ''}会议议程",
                "请把会上填好的议程放入收件箱，先收件，再出纪要",
            )
        folder = desk.workspace.outbox / "会议" / wanted
        items = [event for event in desk.events if _of(event, wanted) and _was_new(desk, event, wanted)]
        content = _content(desk, held[wanted], items)
        papers: Mapping[str, bytes] = {
            f"会议纪要 {wanted}.docx": write_minutes(content, desk.mechanism),
            **_lists(desk, wanted, items, content.day),
        }
        for name, data in papers.items():
            order.say(f"已写入 {desk.place(desk.put(folder / name, data))}")
        update(desk)
        return 0


def _of(event: Event, meeting: str) -> bool:
    # What a meeting decides about a unit's request is told among what it heard of earlier matters.
    return event.kind is Kind.MET and event.data["meeting"] == meeting and "request" not in event.data


def _was_new(desk: Desk, event: Event, meeting: str) -> bool:
    """Return whether this meeting took the case up, rather than hearing of it again."""
    case = desk.cases.get(event.number)
    return case is not None and case.role("meeting") == meeting


def _lists(desk: Desk, meeting: str, items: list[Event], day: date) -> Mapping[str, bytes]:
    lines = [
        replace(
            assignment(desk, _as_dispatched(desk, event.number)),
            decision=event.data["decision"],
            status=desk.cases[event.number].status,
        )
        for event in items
    ]
    title = desk.mechanism.wording["assignments_title"]
    heading = f"{meeting[:4]}年{int(meeting[5:])}月{desk.mechanism.meeting.title}"
    return {
        f"{title} {meeting}.docx": write_assignments(lines, desk.mechanism, heading=heading, day=day),
        f"{title} {meeting}.xlsx": write_assignments_sheet(lines, desk.mechanism, heading=heading, day=day),
    }


def _content(desk: Desk, event: Event, items: list[Event]) -> MinutesContent:
    head = {name: value for name, value in event.data["head"].items() if name != "会议"}
    words = {name: str(value) for name, value in head.items()}
    return MinutesContent(
        meeting=event.data["meeting"],
        day=event.day,
        time=words.get("会议时间", ""),
        place=words.get("会议地点", ""),
        chair=words.get("主持人", ""),
        attending=words.get("出席人员", ""),
        observing=words.get("列席人员", ""),
        absent=words.get("请假人员", ""),
        items=tuple(_item(desk, each) for each in items),
        progress=tuple(_progress(desk, heard["number"], heard["words"]) for heard in event.data["heard"]),
        issuer=desk.mechanism.issuers["minutes"],
        issued=event.day,
    )


def _as_dispatched(desk: Desk, number: str) -> Case:
    """Return a case with the deadlines that the rules count from the meeting, also before it is dispatched."""
    event = Event(Kind.DISPATCHED, desk.as_of, number)
    return desk.preview(number, event) if may(desk.cases[number], "dispatched") else desk.cases[number]


def _item(desk: Desk, event: Event) -> MinutesItem:
    case, record = _as_dispatched(desk, event.number), desk.mechanism.record
    decided: Mapping[str, object] = event.data["values"]
    category = desk.mechanism.category(case.role("category"))
    due = decided.get(record.role("due")) or case.day("due")
    return MinutesItem(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        category=category.printed if category else case.role("category"),
        problem=case.role("problem"),
        decision=event.data["decision"],
        lead=unit_name(desk, str(decided.get(record.role("lead")) or case.role("lead"))),
        support=unit_names(desk, str(decided.get(record.role("support")) or case.role("support"))),
        due=due if isinstance(due, date) else None,
        special=str(decided.get(record.role("special")) or case.role("special")),
    )


def _progress(desk: Desk, number: str, words: str) -> ProgressItem:
    case = desk.cases[number]
    return ProgressItem(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        lead=unit_name(desk, case.role("lead")),
        situation=words,
    )
