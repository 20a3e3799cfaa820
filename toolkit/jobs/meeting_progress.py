"""Progress asked for before a meeting (会前反馈): a request to each lead of open key cases, with the form pre-filled.

Seed 000 §三（四） and annex 3, note 3. One request a unit and meeting; what comes back is taken in as any other form,
and until it does ``status`` shows it as owed and ``remind`` asks again from the day it is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from toolkit.cases import Case
from toolkit.cases.meetings import workdays_before
from toolkit.dispatch import LEAD
from toolkit.documents.reminder import ReminderItem, words, write_reminder
from toolkit.documents.words import full_date, one_line, without_phones
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk import Desk
from toolkit.jobs.meeting_scope import Scope
from toolkit.jobs.on_paper import prefilled, subject
from toolkit.mail import Attachment, draft, fitting
from toolkit.mechanism import Unit
from toolkit.mechanism.ladder import ReminderPaper
from toolkit.mechanism.preparation import ProgressRule


def ask_for_progress(desk: Desk, about: Scope, folder: Path) -> None:
    """Write a folder for each lead unit that has not been asked before this meeting, and journal that it was.

    Before its time nothing is written, and the person is told when that is.
    """
    rule = about.preparation.progress
    if rule is None or not about.earlier or desk.as_of >= about.day:
        return
    first = about.day - timedelta(days=rule.days_before)
    if desk.as_of < first:
        desk.say(f"{rule.name}：{first.isoformat()} 起向承办单位征询（会前 {rule.days_before} 天），到时请再运行一次")
        return
    due = max(workdays_before(about.day, rule.due_before, desk.calendar), desk.as_of)
    before = {event.number: event.data["unit"] for event in _asked(desk, about.month)}
    late_comers: dict[str, list[str]] = {}
    events: list[Event] = []
    for unit, cases in _by_lead(desk, about.earlier):
        fresh = [case.number for case in cases if case.number not in before]
        if unit.name in before.values():
            if fresh:
                late_comers[unit.name] = fresh
            continue
        _write(desk, about, rule, unit, cases, due, folder / safe_name(unit.name))
        desk.say(f"{rule.name}：请{unit.name}在 {due.isoformat()} 前反馈 {'、'.join(fresh)}")
        if not unit.mail:
            desk.say("    “成员单位”表没有邮箱，邮件草稿的收件人请自行填写")
        events += (_event(desk, about, rule, unit, case, due) for case in cases)
    for name, numbers in late_comers.items():
        desk.say(f"{rule.name}：{name}已征询过，此后新增的 {'、'.join(numbers)} 没有再发函，需要的请直接联系")
    # Papers first: a run that is killed between the two writes the same papers once more, and none is missing.
    desk.record(events)


def _asked(desk: Desk, month: str) -> list[Event]:
    return [event for event in desk.events if event.kind is Kind.PROGRESS and event.data["meeting"] == month]


def _by_lead(desk: Desk, cases: Sequence[Case]) -> list[tuple[Unit, list[Case]]]:
    """Return the cases by the unit that leads them today, in the order of the member units."""
    found: dict[str, tuple[Unit, list[Case]]] = {}
    for case in cases:
        named = desk.mechanism.units.find(case.role("lead"))
        unit = desk.mechanism.units.standing(named, desk.as_of) if named is not None else None
        if unit is None:
            desk.say(f"{case.number}：牵头单位“{case.role('lead')}”不在成员单位名单中，没有征询前期办理情况")
            continue
        found.setdefault(unit.name, (unit, []))[1].append(case)
    order = {unit.name: place for place, unit in enumerate(desk.mechanism.units)}
    return sorted(found.values(), key=lambda each: order[each[0].name])


def _event(desk: Desk, about: Scope, rule: ProgressRule, unit: Unit, case: Case, due: date) -> Event:
    data = {
        "meeting": about.month, "held": about.day, "clock": rule.name, "unit": unit.name, "due": due,
        "why": f"{about.month} 会议前，请于 {due.isoformat()} 前报办理情况",
    }  # fmt: skip
    return Event(Kind.PROGRESS, desk.as_of, case.number, data)


def _write(
    desk: Desk, about: Scope, rule: ProgressRule, unit: Unit, cases: Sequence[Case], due: date, folder: Path
) -> None:
    items = [_item(desk, case, due) for case in cases]
    paper = _about(rule.paper, desk.mechanism.meeting.title, full_date(about.day))
    letter = write_reminder(unit.name, items, paper, desk.mechanism, day=desk.as_of, reply=due)
    form = desk.mechanism.form_that("answers")
    attached = [Attachment(f"{paper.name}.docx", letter)]
    for case in cases:
        name = f"{form.attachment} {case.number} {safe_name(case.role('firm'), 20)}.xlsx"
        attached.append(Attachment(name, prefilled(desk, form, case, unit.name)))
    said = [words(each, unit.name, items, desk.mechanism, desk.as_of, due) for each in (*paper.words, paper.message)]
    files = {each.name: each.data for each in attached}
    if paper.message:
        files["短消息.txt"] = f"{without_phones(said[-1])}\r\n".encode("utf-8-sig")
    files["邮件草稿.eml"] = _mail(desk, unit, paper, items, said[:-1], attached)
    for name, data in files.items():
        desk.put(folder / name, data)


def _about(paper: ReminderPaper, meeting: str, day: str) -> ReminderPaper:
    """Return the paper with what only a request before a meeting says filled in."""

    def told(text: str) -> str:
        return text.replace("{会议日期}", day).replace("{会议}", meeting)

    return replace(paper, words=tuple(map(told, paper.words)), closing=told(paper.closing), message=told(paper.message))


def _item(desk: Desk, case: Case, due: date) -> ReminderItem:
    """Return a matter with the deadline that ends next; the day asked for where none runs."""
    firm = case.role("firm")
    own = [each for (round_, _), each in case.clocks.items() if round_ == case.round and each.unit != firm]
    clock = min((each for each in own if each.met is None), key=lambda each: each.current, default=None)
    day = clock.current if clock else due
    left = desk.calendar.between(desk.as_of, day) if day >= desk.as_of else -desk.calendar.between(day, desk.as_of)
    name = clock.name if clock else "反馈"
    return ReminderItem(case.number, firm, subject(case), name, day, left, unit=case.role("lead"), role=LEAD)


def _mail(
    desk: Desk,
    unit: Unit,
    paper: ReminderPaper,
    items: Sequence[ReminderItem],
    said: Sequence[str],
    files: Sequence[Attachment],
) -> bytes:
    first, *rest = [f"　　{each}" for each in said]
    lines = [f"{place}. {each.number} {without_phones(one_line(each.subject))}" for place, each in enumerate(items, 1)]
    text = "\n\n".join([first, "\n".join(lines), *rest, "　　填好后以附件形式回复本邮件，表上的编号请勿改动。"])
    body = f"{unit.name}{f' {unit.contact}' * bool(unit.contact)}：\n\n{text}\n\n{desk.mechanism.office}\n"
    taken, _ = fitting(files, desk.config.mail_megabytes)
    return draft(unit.mail, f"{paper.name}（{'、'.join(each.number for each in items)}）", body, taken, unit.contact)
