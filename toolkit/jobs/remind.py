"""remind (催办): what the ladder asks for today, a folder an addressee; and a text for the work group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from toolkit.dispatch import LEAD, Parcel, Reminder, due_reminders, owed, parcels
from toolkit.documents.call_sheet import CallItem, write_call_sheet
from toolkit.documents.reminder import ReminderItem, state, words, write_reminder
from toolkit.documents.words import one_line, without_phones
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.bookkeeping import open_desk, update
from toolkit.jobs.desk import Desk
from toolkit.jobs.folders import folder_for, name_for
from toolkit.jobs.on_paper import prefilled, subject, unit_names
from toolkit.jobs.order import Order
from toolkit.jobs.sheets import unit_name
from toolkit.jobs.survey import evaluation
from toolkit.mail import Attachment, draft, fitting
from toolkit.mechanism.ladder import REPORTER, Ladder, load_ladder
from toolkit.workspace import Workspace

_CHAT, _MESSAGE, _DRAFT = "工作群消息.txt", "短消息.txt", "邮件草稿.eml"
_WEEKDAYS = "一二三四五六日"


def remind(workspace: Workspace, order: Order) -> int:
    """Write the reminders that are due on a workday, each once, and return the exit status.

    Raises:
        ToolkitError: the mechanism has no ladder of reminders.
    """
    with open_desk(workspace, order) as desk:
        ladder = load_ladder(desk.mechanism)
        if not ladder.steps:
            raise ToolkitError(f"“{desk.mechanism.title}”没有写明催办办法", "请维护人员在机制的 remind.toml 里补充")
        if desk.calendar.is_workday(desk.as_of):
            _remind(desk, ladder)
        else:
            kind = desk.calendar.kind(desk.as_of).why
            following = desk.calendar.next_workday(desk.as_of + timedelta(days=1))
            desk.say(f"{desk.as_of.isoformat()} 不是工作日（{kind}），不催办。下一个工作日是 {following.isoformat()}")
        update(desk)
    return 0


def _remind(desk: Desk, ladder: Ladder) -> None:
    units = desk.mechanism.units
    debts = owed(desk.live(), units, desk.as_of)
    due = list(due_reminders(debts, ladder, desk.as_of, desk.calendar, _told_today(desk)))
    if not due:
        desk.say("今天没有需要催办的事项")
        return
    folder = desk.workspace.outbox / "催办" / desk.as_of.isoformat()
    events: list[Event] = []
    for parcel in parcels(due, ladder, units):
        _send(desk, parcel, folder)
        events += (_event(desk, parcel, each) for each in parcel.reminders)
    chat = _chat(desk, ladder, parcels((each for each in due if each.step.chat), ladder, units))
    if chat:
        text = _text(chat)
        desk.say(f"发工作群的话：{desk.place(desk.put(name_for(folder / _CHAT, text), text))}")
    # Papers first: a run that is killed between the two writes the same papers once more, and none is missing.
    desk.record(events)


def _told_today(desk: Desk) -> set[tuple[str, str, str, str]]:
    """Return what went out on this day, taken back since or not: nobody gets the same reminder twice a day."""
    return {
        (event.number, event.data["clock"], event.data["who"], event.data["to"])
        for event in desk.events
        if event.kind is Kind.REMINDED and event.day == desk.as_of
    }


def _event(desk: Desk, parcel: Parcel, reminder: Reminder) -> Event:
    clock = reminder.debt.clock
    data = {
        "round": clock.round,
        "clock": clock.name,
        "due": clock.current,
        "who": reminder.debt.who,
        "to": reminder.to,
        "at": reminder.step.at,
        "paper": parcel.paper.name,
    }
    return Event(Kind.REMINDED, desk.as_of, reminder.debt.case.number, data)


def _send(desk: Desk, parcel: Parcel, folder: Path) -> None:
    """Write everything that goes to one addressee, into a folder of this run's own."""
    aside = parcel.reminders[0].step.to == REPORTER
    files = {f"{parcel.paper.name}.xlsx": _calls(desk, parcel)} if parcel.paper.sheet else _papers(desk, parcel)
    own = folder_for(folder / safe_name(f"{parcel.to} {parcel.paper.name}" if aside else parcel.to), files)
    for name, data in files.items():
        desk.put(own / name, data)
    numbers = "、".join(dict.fromkeys(each.debt.case.number for each in parcel.reminders))
    desk.say(f"{parcel.to}：{parcel.paper.name}（{numbers}），{desk.place(own / next(iter(files)))}")
    if parcel.unit is not None and not parcel.unit.mail:
        desk.say("    “成员单位”表没有邮箱，邮件草稿的收件人请自行填写")


def _papers(desk: Desk, parcel: Parcel) -> dict[str, bytes]:
    """Return what is to be read, the paper first: by file name."""
    items, paper, day, mechanism = _items(desk, parcel), parcel.paper, desk.as_of, desk.mechanism
    reply = desk.calendar.after(day, paper.reply)
    data = write_reminder(parcel.to, items, paper, mechanism, day=day, reply=reply)
    attached = [Attachment(f"{paper.name}.docx", data), *_forms(desk, parcel)]
    files = {each.name: each.data for each in attached}
    if paper.message:
        message = words(paper.message, parcel.to, items, mechanism, day, reply)
        files[_MESSAGE] = _text([without_phones(message)])
    said = [words(each, parcel.to, items, mechanism, day, reply) for each in paper.words]
    files[_DRAFT] = _mail(desk, parcel, items, said, attached)
    return files


def _items(desk: Desk, parcel: Parcel) -> list[ReminderItem]:
    """Return the matters of a parcel, the worst first; who are late with the same one stand together."""
    groups: dict[tuple[str, str, int], list[Reminder]] = {}
    for each in parcel.reminders:
        groups.setdefault((each.debt.case.number, each.debt.clock.name, each.left), []).append(each)
    return [_item(desk, group) for group in groups.values()]


def _item(desk: Desk, group: Sequence[Reminder]) -> ReminderItem:
    first = group[0].debt
    leads = sorted(group, key=lambda each: each.debt.role != LEAD)
    alone = len(group) == 1
    owing = [f"{each.debt.who}（{each.debt.role}）" if each.debt.role else "" for each in leads]
    return ReminderItem(
        number=first.case.number,
        firm=first.case.role("firm"),
        subject=subject(first.case),
        clock=first.clock.name,
        due=first.clock.limit,
        left=group[0].left,
        unit="\n".join(filter(None, owing)) or unit_name(desk, first.case.role("lead")),
        role=first.role if alone else "",
        before=_before(group),
    )


def _before(group: Sequence[Reminder]) -> str:
    """Return how often those who have to act were reminded of the same deadline before, and how last."""
    first = group[0].debt
    deadline = (first.clock.round, first.clock.name, first.clock.current)
    those = {each.debt.who for each in group}
    sent = [
        each for each in first.case.reminders if (each.round, each.clock, each.due) == deadline and each.who in those
    ]
    if not sent:
        return ""
    last = max(sent, key=lambda each: (each.day, each.at))
    return f"已催{len({each.day for each in sent})}次，最近一次{last.day.month}月{last.day.day}日{last.paper}"


def _forms(desk: Desk, parcel: Parcel) -> list[Attachment]:
    """Return the forms that go with it once more: many a firm has mislaid its own."""
    kind = parcel.paper.encloses
    if not kind:
        return []
    form = desk.mechanism.form_that(kind)
    cases = {each.debt.case.number: each.debt.case for each in parcel.reminders}
    if kind == "evaluates":
        return [evaluation(desk, case) for case in cases.values()]
    return [
        Attachment(f"{form.attachment} {number} {safe_name(case.role('firm'), 20)}.xlsx", prefilled(desk, form, case))
        for number, case in cases.items()
    ]


def _calls(desk: Desk, parcel: Parcel) -> bytes:
    """Return the sheet of those who are to be called."""
    items = [
        CallItem(
            number=case.number,
            firm=case.role("firm"),
            subject=subject(case),
            unit=unit_names(desk, case.role("lead")),
            outcome=case.role("outcome"),
            due=each.debt.clock.limit,
            late=-each.left,
            contact=case.role("firm_contact"),
            phone=case.role("firm_phone"),
            principal=case.role("principal"),
            principal_phone=case.role("principal_phone"),
        )
        for each in parcel.reminders
        for case in [each.debt.case]
    ]
    return write_call_sheet(items, parcel.paper, desk.mechanism, day=desk.as_of)


def _mail(
    desk: Desk, parcel: Parcel, items: Sequence[ReminderItem], said: Sequence[str], files: Sequence[Attachment]
) -> bytes:
    unit = parcel.unit
    contact = unit.contact if unit else ""
    lines = [f"{place}. {_line(each)}" for place, each in enumerate(items, 1)]
    first, *rest = [f"　　{each}" for each in said]
    text = "\n\n".join([first, "\n".join(lines), *rest, "　　详见附件。"])
    body = f"{parcel.to}{f' {contact}' * bool(contact)}：\n\n{text}\n\n{desk.mechanism.office}\n"
    numbers = "、".join(dict.fromkeys(each.number for each in items))
    taken, _ = fitting(files, desk.config.mail_megabytes)
    return draft(unit.mail if unit else "", f"{parcel.paper.name}（{numbers}）", body, taken, contact)


def _line(item: ReminderItem) -> str:
    """Return a matter in a line, without the firm: the work group reads it too."""
    role = f"（{item.role}）" if item.role else ""
    when = f"{item.due.month}月{item.due.day}日"
    return f"{item.number} {without_phones(one_line(item.subject))}{role}：{item.clock}时限{when}，{state(item)}"


def _chat(desk: Desk, ladder: Ladder, told: Iterable[Parcel]) -> list[str]:
    """Return the text for the work group, unit by unit, the worst first; nothing where there is nothing to tell it."""
    lines: list[str] = []
    all_items: list[ReminderItem] = []
    for parcel in told:
        items = _items(desk, parcel)
        all_items += items
        lines += ["", f"【{parcel.to}】", *(f"{place}. {_line(each)}" for place, each in enumerate(items, 1))]
    if not lines:
        return []
    opening, closing = (
        words(each, "", all_items, desk.mechanism, desk.as_of, desk.as_of)
        for each in (ladder.chat_opening, ladder.chat_closing)
    )
    return [opening, *lines, *(["", closing] if closing else [])]


def _text(lines: Sequence[str]) -> bytes:
    """Return a text as Notepad opens it everywhere."""
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
