"""minutes (会议纪要): Word minutes and the assignment list of a meeting, from its filled agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases import Case, may
from toolkit.cases.met import unread_due
from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.documents.minutes import write_minutes
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of, read_month
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.desk.told import minutes_of
from toolkit.jobs.letters.on_paper import assignment, unit_names
from toolkit.jobs.meetings.meeting_doubts import other_lead
from toolkit.jobs.meetings.minutes_content import (
    Decided,
    as_dispatched,
    content_of,
    decided_by,
    later,
    listed_lead,
    told_day,
    told_due,
    told_span,
    version_of,
)
from toolkit.jobs.meetings.minutes_text import paragraphs
from toolkit.jobs.meetings.opinions import write_opinions
from toolkit.jobs.meetings.publicity import write_note
from toolkit.jobs.meetings.unit_words import in_full
from toolkit.mechanism import Phase
from toolkit.workspace import Workspace

#: Words that minutes do without: who speaks, and times and numbers that bind nobody.
_UNFIT = re.compile(r"我们|我办|我局|我镇|咱们?|大概|尽快|差不多")


def minutes(workspace: Workspace, order: Order, month: str = "") -> int:
    """Write minutes and assignment list of a recorded meeting — the latest where none is named.

    A paper that somebody has edited is never overwritten; the new one gets a number behind its name. The exit status is
    1 where a decision's words name another lead unit than is told to lead.

    Raises:
        ToolkitError: no agenda of that meeting has come back.
    """
    with open_desk(workspace, order) as desk:
        event = recorded(desk, month)
        write(desk, event)
        _tell_wording(desk, event)
        decided = decided_by(desk, event.data["meeting"])
        doubts = [each for matter in decided for each in _doubts(desk, matter)]
        for each in doubts:
            desk.say(f"需要处理：{each}")
        tell_ready(desk, decided)
        update(desk)
        return 1 if doubts else 0


def _doubts(desk: Desk, decided: Decided) -> Iterator[str]:
    column = desk.mechanism.record.role("lead")
    lead = str(decided.values.get(column) or desk.cases[decided.number].words(column))
    yield from other_lead(desk, decided.number, decided.decision, lead)


def recorded(desk: Desk, month: str) -> Event:
    """Return the record of a month's meeting, of the latest where none is named.

    Raises:
        ToolkitError: ``month`` is none, or no agenda of that meeting has come back.
    """
    held = desk.known.convened
    wanted = read_month(desk, month) if month else max(held, default="")
    if wanted not in held:
        word = desk.mechanism.gathering
        raise ToolkitError(
            f"还没有收到{f' {wanted} 的' if wanted else ''}{word.word}议程",
            f"请把{word.short}上填好的议程放入收件箱，先收件，再出纪要",
        )
    return held[wanted]


def write(desk: Desk, convened: Event) -> None:
    """Write the minutes and the list of a meeting, and keep what the minutes say, for reading them back."""
    meeting = convened.data["meeting"]
    content = content_of(desk, convened)
    data = write_minutes(content, desk.mechanism)
    versions = minutes_of(desk, meeting)
    if not versions or versions[-1]["version"] != version_of(content):
        note = {"meeting": meeting, "version": version_of(content), "lines": paragraphs(data).lines}
        desk.record([Event(Kind.MINUTED, desk.as_of, data=note)])
    folder = desk.workspace.outbox / "会议" / meeting
    desk.put_and_tell(folder, {f"{desk.mechanism.gathering.word}纪要 {meeting}.docx": data, **lists(desk, convened)})
    write_opinions(desk, convened)
    write_note(desk, convened)


def _tell_wording(desk: Desk, convened: Event) -> None:
    """Say where somebody has to look over the words of the minutes: they speak of the meeting in the third person."""
    head = {name[1:]: str(text) for name, text in convened.data["head"].items() if name.startswith("@")}
    said = [*head.items(), *((each.number, each.decision) for each in decided_by(desk, convened.data["meeting"]))]
    for where, text in said:
        words = list(dict.fromkeys(_UNFIT.findall(text)))
        if words:
            told = "、".join(f"“{each}”" for each in words)
            desk.say(f"{where}：写有{told}，纪要用第三人称，时间和数量要写明，请在纪要里改")


def lists(desk: Desk, convened: Event) -> Mapping[str, bytes]:
    """Return the assignment list (事项办理清单) of what a meeting decided, by file name."""
    meeting, day = convened.data["meeting"], convened.day
    lines = [_line(desk, each) for each in decided_by(desk, meeting)]
    title = desk.mechanism.wording["assignments_title"]
    heading = meeting_of(desk, meeting)
    return {
        f"{title} {meeting}.docx": write_assignments(lines, desk.mechanism, heading=heading, day=day),
        f"{title} {meeting}.xlsx": write_assignments_sheet(lines, desk.mechanism, heading=heading, day=day),
    }


def _line(desk: Desk, decided: Decided) -> AssignmentItem:
    """Return a matter's line of the meeting's list, which tells no unit and no day that the minutes do not."""
    case, out = desk.cases[decided.number], as_dispatched(desk, decided.number, later(desk))
    due = told_due(desk, decided, out)
    # What goes out on a day that nobody knows yet has no dates, whatever day it is today.
    gone_out = told_day(desk, out, "dispatched", decided.event.day)
    return replace(
        assignment(desk, out),
        decision=in_full(desk, decided.decision),
        status=case.status,
        lead=listed_lead(desk, case.role("lead")),
        dispatched=gone_out,
        opinion_due=told_day(desk, out, "opinion_due", decided.event.day),
        due=due,
        due_within="" if due else told_span(desk, decided),
    )


def tell_ready(desk: Desk, decided: list[Decided]) -> None:
    """Say which of the matters decided dispatch will send, to whom and by when, and what the others lack."""
    numbers = list(dict.fromkeys(each.number for each in decided))
    waiting = [desk.cases[each] for each in numbers if may(desk.cases[each], "dispatched")]
    ready = [case for case in waiting if _has_units(desk, case) and not unread_due(case)]
    if ready:
        desk.say(f"可以交办 {len(ready)} 件，运行“交办”（dispatch）即按单位发出：")
    for case in ready:
        out = as_dispatched(desk, case.number)
        support = unit_names(desk, case.role("support"))
        desk.say(
            f"  {case.number} {case.role('firm')}：{unit_name(desk, case.role('lead'))}牵头"
            f"{f'，{support}配合' if support else ''}{_dues(out)}"
        )
    approving = [case for case in map(desk.cases.__getitem__, numbers) if case.phase is Phase.APPROVING]
    # What waits for an approval goes out next: whose unit nobody knows is told before it is asked for.
    for case in (*waiting, *(each for each in approving if not _has_units(desk, each))):
        if case not in ready:
            desk.say(f"  {case.number} {case.role('firm')}：{_lacking(desk, case)}")
    sent = [each for each in numbers if desk.cases[each].phase is Phase.HANDLING]
    if sent:
        desk.say(f"已经交办在办的 {len(sent)} 件：{'、'.join(sent)}")


def _lacking(desk: Desk, case: Case) -> str:
    """Return why a matter cannot be dispatched yet, and what to do."""
    if _has_units(desk, case):
        due = case.record.role("due")
        return f"{due}“{unread_due(case)}”看不出是哪一天，纪要里是【待定】，请在台账“{due}”填写日期"
    named = f"“{case.role('lead')}”" if case.role("lead") else ""
    return f"单位{named}没有填或不在成员单位名单中，纪要里是【待定】，不能交办，请在台账改正"


def _has_units(desk: Desk, case: Case) -> bool:
    named = desk.mechanism.units.match_all(case.role("support"))
    return desk.mechanism.units.find(case.role("lead")) is not None and all(each.unit for each in named)


def _dues(case: Case) -> str:
    days: Mapping[str, date | None] = {"意见": case.day("opinion_due"), "办结": case.day("due")}
    return "".join(f"，{name}时限 {day.isoformat()}" for name, day in days.items() if day)
