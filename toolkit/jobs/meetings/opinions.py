"""Opinions (处理意见): a paper of each matter after its meeting, and whoever sees to it (督办) told what went out.

Seed 003 §四（六）: drafted from what was said at the meeting, approved, handed to those who do it, and at the same time
to the body that follows it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.cases import Case, may
from toolkit.cases.met import unread_due
from toolkit.documents.opinion import OpinionContent, write_opinion
from toolkit.documents.reminder import ReminderItem
from toolkit.documents.setting.words import full_date
from toolkit.events import Event
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.asking import tell_address_faults, write_asking
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.meetings.amended import amended, folder_of, read_amended, tell_amended
from toolkit.jobs.meetings.due_within import due_within
from toolkit.jobs.meetings.meeting_scope import is_key
from toolkit.jobs.meetings.minutes_content import decided_by, listed_lead
from toolkit.jobs.meetings.unit_words import in_full
from toolkit.mail import Attachment
from toolkit.mechanism import Phase
from toolkit.mechanism.opinions import Opinions, load_opinions


def write_opinions(desk: Desk, meeting: Event) -> None:
    """Write the opinion of each matter that a meeting took up, where the mechanism has such papers."""
    rule, month = load_opinions(desk.mechanism), str(meeting.data["meeting"])
    if rule is None:
        return
    papers = {case.number: paper for case in taken_up(desk, month) if (paper := _paper(desk, rule, case)) is not None}
    taken = [desk.cases[number] for number in papers]
    folder = folder_of(desk, month)
    for paper in papers.values():
        desk.put(folder / paper.name, paper.data)
    if taken:
        desk.say(f"{rule.title} {len(taken)} 份，见 {desk.place(folder)}")
        open_ = [case.number for case in taken if not case.words(rule.approved)]
        if open_:
            desk.say(f"审定后，请在台账“{rule.approved}”填写日期，再交办：{'、'.join(open_)}")
        tell_amended(desk, rule, (case for case in taken if case.phase is Phase.APPROVING or may(case, "dispatched")))


def taken_up(desk: Desk, month: str) -> list[Case]:
    """Return the cases that a meeting took up and decided about, in the order of its agenda."""
    numbers = [each.number for each in decided_by(desk, month)]
    return [desk.cases[each] for each in dict.fromkeys(numbers) if desk.cases[each].role("meeting") == month]


def opinion_of(desk: Desk, case: Case) -> Attachment | None:
    """Return the opinion that goes with a case to its units; None where there is none, or no meeting took it up.

    Where a person amended it, that is the one.

    Raises:
        ToolkitError: it was amended and cannot be read.
    """
    rule = load_opinions(desk.mechanism) if case.role("meeting") else None
    return _to_send(desk, rule, case) if rule is not None else None


def tell_amended_of(desk: Desk, cases: Iterable[Case]) -> None:
    """Say which of the opinions that go out with these cases a person amended."""
    rule = load_opinions(desk.mechanism)
    if rule is not None:
        tell_amended(desk, rule, (case for case in cases if opinion_of(desk, case)))


def opinions_among(desk: Desk, cases: Iterable[Case]) -> tuple[str, ...]:
    """Return by its title what a letter says is enclosed where opinions go with some of these cases; () for none."""
    rule = load_opinions(desk.mechanism)
    return (rule.title,) if rule is not None and any(opinion_of(desk, each) for each in cases) else ()


def _to_send(desk: Desk, rule: Opinions, case: Case) -> Attachment | None:
    paper = _paper(desk, rule, case)
    path = amended(desk, rule, case) if paper is not None else None
    return paper if paper is None or path is None else Attachment(paper.name, read_amended(path))


def _paper(desk: Desk, rule: Opinions, case: Case) -> Attachment | None:
    month = case.role("meeting")
    held = desk.known.convened.get(month)
    # What the meeting gave to another class goes by that one's rules, which know no such paper.
    if held is None or not is_key(desk, case):
        return None
    approved = case.get(rule.approved)
    content = OpinionContent(
        number=case.number,
        firm=case.role("firm"),
        subject=subject(case),
        problem=case.role("problem"),
        meeting=meeting_of(desk, month),
        held=held.day,
        opinion=in_full(desk, str(case.get("@decision") or "")),
        lead=listed_lead(desk, case.role("lead")),
        support=unit_names(desk, case.role("support")),
        due="" if unread_due(case) else due_words(case),
        approved=approved if not isinstance(approved, str | int) else None,
    )
    name = f"{rule.title} {case.number} {safe_name(case.role('firm'), 20)}.docx"
    return Attachment(name, write_opinion(content, desk.mechanism, title=rule.title, boxes=rule.boxes))


def due_words(case: Case) -> str:
    """Return by when a case is to be done, in words: the day, or how long it has from when it goes out."""
    day = case.day("due")
    return full_date(day) if day is not None else due_within(case)


def tell_supervisor(desk: Desk, cases: Sequence[Case], folder: Path) -> None:
    """Write for whoever sees to it that it is done what goes out today of what a meeting took up.

    Args:
        desk: whose day it is.
        cases: what goes out, as it will stand.
        folder: where the papers of all units lie.
    """
    rule = load_opinions(desk.mechanism)
    if rule is None or rule.supervision is None:
        return
    found = [(case, paper) for case in cases if (paper := _to_send(desk, rule, case)) is not None]
    if not found:
        return
    unit = desk.mechanism.units.find(rule.supervision.unit)
    if unit is None:
        desk.say(f"“{rule.supervision.unit}”不在成员单位名单中，没有转办；请在“成员单位”表补充，或另行转送")
        return
    items = [_item(desk, case) for case, _ in found]
    own = folder / safe_name(unit.name)
    papers, told = [paper for _, paper in found], "、".join(case.number for case, _ in found)
    write_asking(desk, unit, rule.supervision.paper, items, desk.as_of, papers, own, f"{desk.as_of} {told}")
    tell_address_faults(desk, [unit])
    desk.say(f"转{unit.name}：{told}，见 {desk.place(own)}")


def _item(desk: Desk, case: Case) -> ReminderItem:
    due = case.day("due") or desk.as_of
    left, lead = desk.calendar.between(desk.as_of, due), unit_name(desk, case.role("lead"))
    return ReminderItem(case.number, case.role("firm"), subject(case), "办结", due, left, unit=lead)
