"""Progress asked for before a meeting (会前反馈): a request to each lead of open key cases, with the form pre-filled.

Seed 000 §三（四） and annex 3, note 3. One request a unit and meeting; what comes back is taken in as any other form,
and until it does ``status`` shows it as owed and ``remind`` asks again from the day it is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from toolkit.cases import Case
from toolkit.cases.meetings import answer_by, first_to_ask
from toolkit.dispatch import LEAD
from toolkit.documents.reminder import ReminderItem
from toolkit.documents.setting.words import full_date
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.told import asked_for_progress
from toolkit.jobs.letters.asking import tell_address_faults, write_asking
from toolkit.jobs.letters.on_paper import prefilled, subject
from toolkit.jobs.meetings.meeting_scope import Scope
from toolkit.mail import Attachment
from toolkit.mechanism import Phase, Unit
from toolkit.mechanism.preparation import ProgressRule


def ask_for_progress(desk: Desk, about: Scope, folder: Path) -> None:
    """Write a folder for each lead unit that has not been asked before this meeting, and journal that it was.

    Before its time nothing is written, and the person is told when that is.
    """
    rule = about.preparation.progress
    at_work = [case for case in about.earlier if case.phase is Phase.HANDLING]
    if rule is None or not at_work or desk.as_of >= about.day:
        return
    first = first_to_ask(about.day, rule, desk.calendar)
    if desk.as_of < first:
        desk.say(f"{rule.name}：{first.isoformat()} 起向承办单位征询，到时请再运行一次")
        return
    due = answer_by(desk.as_of, about.day, rule, desk.calendar)
    before = {event.number: event.data["unit"] for event in asked_for_progress(desk, about.month)}
    late_comers: dict[str, list[str]] = {}
    events: list[Event] = []
    for unit, cases in _by_lead(desk, at_work):
        fresh = [case.number for case in cases if case.number not in before]
        if unit.name in before.values():
            if fresh:
                late_comers[unit.name] = fresh
            continue
        desk.say(f"{rule.name}：请{unit.name}在 {due.isoformat()} 前反馈 {'、'.join(fresh)}")
        _write(desk, about, rule, unit, cases, due, folder / safe_name(unit.name))
        events += (_event(desk, about, rule, unit, case, due) for case in cases)
    for name, numbers in late_comers.items():
        desk.say(f"{rule.name}：{name}已征询过，此后新增的 {'、'.join(numbers)} 没有再发函，需要的请直接联系")
    # Papers first: a run that is killed between the two writes the same papers once more, and none is missing.
    desk.record(events)


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
        "why": f"{about.month} {desk.mechanism.gathering.word}前，请于 {due.isoformat()} 前报办理情况",
    }  # fmt: skip
    return Event(Kind.PROGRESS, desk.as_of, case.number, data)


def _write(
    desk: Desk, about: Scope, rule: ProgressRule, unit: Unit, cases: Sequence[Case], due: date, folder: Path
) -> None:
    items = [_item(desk, case, due) for case in cases]
    paper = rule.paper.told({"会议": desk.mechanism.meeting.title, "会议日期": full_date(about.day)})
    form = desk.mechanism.form_that("answers")
    forms = [
        Attachment(
            f"{form.attachment} {case.number} {safe_name(case.role('firm'), 20)}.xlsx",
            prefilled(desk, form, case, unit.name),
        )
        for case in cases
    ]
    write_asking(desk, unit, paper, items, due, forms, folder, about.month)
    tell_address_faults(desk, [unit])


def _item(desk: Desk, case: Case, due: date) -> ReminderItem:
    """Return a matter with the deadline that ends next; the day asked for where none runs."""
    firm = case.role("firm")
    own = [each for (round_, _), each in case.clocks.items() if round_ == case.round and each.unit != firm]
    clock = min((each for each in own if each.met is None), key=lambda each: each.current, default=None)
    day = clock.current if clock else due
    left = desk.calendar.between(desk.as_of, day) if day >= desk.as_of else -desk.calendar.between(day, desk.as_of)
    name = clock.name if clock else "反馈"
    return ReminderItem(case.number, firm, subject(case), name, day, left, unit=case.role("lead"), role=LEAD)
