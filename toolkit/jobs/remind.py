"""remind (催办): what the ladder asks for today, a folder an addressee; and a text for the work group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from toolkit.cases.secrecy import must_not_have, open_firm
from toolkit.dispatch import LEAD, Parcel, Reminder, by_addressee, due_reminders, owed, parcels
from toolkit.documents.reminder import ReminderItem, state, words, write_reminder
from toolkit.documents.setting.headers import part
from toolkit.documents.setting.words import numeral, one_line, without_phones
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.folders import folder_for, name_for
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.desk.told import reminded
from toolkit.jobs.letters.came_already import came_already, sent_before
from toolkit.jobs.letters.mailing import DRAFT, MESSAGE, mail_to, put_files, text_file
from toolkit.jobs.letters.on_paper import prefilled, subject
from toolkit.jobs.reception.calls import KIND as CALLS
from toolkit.jobs.reception.calls import REMINDERS, call_sheet
from toolkit.jobs.survey import evaluation
from toolkit.mail import Attachment, address_fault
from toolkit.mechanism.ladder import Ladder, load_ladder
from toolkit.workspace import Workspace

_CHAT = "工作群消息.txt"
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
            folder = desk.workspace.outbox / REMINDERS / desk.as_of.isoformat()
            if not (_remind(desk, ladder, folder) + _prompt(desk, folder)):
                desk.say("今天没有需要催办的事项")
        else:
            kind = desk.calendar.kind(desk.as_of).why
            following = desk.calendar.next_workday(desk.as_of + timedelta(days=1))
            desk.say(f"{desk.as_of.isoformat()} 不是工作日（{kind}），不催办。下一个工作日是 {following.isoformat()}")
        update(desk)
    return 0


def _remind(desk: Desk, ladder: Ladder, folder: Path) -> int:
    """Write the reminders of matters that are due, and return how many there are."""
    units = desk.mechanism.units
    debts = owed(desk.live(), units, desk.as_of)
    due = list(due_reminders(debts, ladder, desk.as_of, desk.calendar, _told_today(desk)))
    due = [each for each in due if _is_safe(desk, each)]
    sent = parcels(due, ladder, units)
    for together in by_addressee(sent):
        _send(desk, together, folder)
    chat = _chat(desk, ladder, parcels((each for each in due if each.step.chat), ladder, units))
    if chat:
        text = text_file(*chat)
        desk.say(f"发工作群的话：{desk.place(desk.put(name_for(folder / _CHAT, text), text))}")
    # Papers first: a run that is killed between the two writes the same papers once more, and none is missing.
    desk.record(_event(desk, parcel, each) for parcel in sent for each in parcel.reminders)
    return len(due)


def _prompt(desk: Desk, folder: Path) -> int:
    """Remind the visiting groups of what is missing, and return how many are reminded."""
    if desk.mechanism.visiting is None:
        return 0
    # Most offices keep no visits; theirs starts without what reckons with them.
    from toolkit.jobs.visiting.prompts import prompt  # noqa: PLC0415

    return prompt(desk, folder)


def _is_safe(desk: Desk, reminder: Reminder) -> bool:
    """Return whether it does not go to the unit that a secret case accuses; where it would, say so."""
    case = reminder.debt.case
    if not must_not_have(case, [reminder.to], desk.mechanism.units):
        return True
    desk.say(f"{case.number}：是{case.role('class')}，“{reminder.to}”是被举报的单位，没有向它催办，请由办公室另行处理")
    return False


def _told_today(desk: Desk) -> set[tuple[str, str, str, str]]:
    """Return what went out on this day, taken back since or not: nobody gets the same reminder twice a day."""
    return {
        (event.number, event.data["clock"], event.data["who"], event.data["to"]) for event in reminded(desk, desk.as_of)
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


def _send(desk: Desk, together: Sequence[Parcel], folder: Path) -> None:
    """Write everything that goes to one addressee, into a folder of this run's own: a paper a kind, one mail."""
    written = [_written(desk, parcel) for parcel in together]
    files = {each.name: each.data for one in written for each in one.papers}
    messages = [each.message for each in written if each.message]
    if messages:
        files[MESSAGE] = text_file(*messages)
    to_mail = [each for each in written if each.said]
    if to_mail:
        files[DRAFT] = _mail(desk, to_mail)
    first = together[0]
    own = folder_for(folder / safe_name(first.to), files)
    put_files(desk, own, files)
    for one in written:
        desk.say(f"{first.to}：{one.parcel.paper.name}（{_numbers([one])}），{desk.place(own / one.papers[0].name)}")
    if first.unit is not None and (fault := address_fault(first.unit.mail)):
        desk.say(f"    {fault}，邮件草稿的收件人请自行填写")


@dataclass(frozen=True, slots=True)
class _Written:
    """A paper as it is written, and what the mail says of it.

    Attributes:
        parcel: what it is about.
        papers: the paper first, then the forms that go with it.
        items: its matters.
        said: its sentences; none where it is a sheet for the office itself.
        message: a short text to be sent by hand, "" for none.
    """

    parcel: Parcel
    papers: Sequence[Attachment]
    items: Sequence[ReminderItem] = ()
    said: Sequence[str] = ()
    message: str = ""


def _written(desk: Desk, parcel: Parcel) -> _Written:
    paper, day, mechanism = parcel.paper, desk.as_of, desk.mechanism
    if paper.sheet:
        data = call_sheet(desk, [each.debt.case for each in parcel.reminders], paper)
        return _Written(parcel, [Attachment(f"{mechanism.form_that(CALLS).file_name}.xlsx", data)])
    items, reply = _items(desk, parcel), desk.calendar.after(desk.as_of, paper.reply)

    def filled(text: str) -> str:
        return words(text, parcel.to, items, mechanism, day, reply)

    cases = " ".join(each.number for each in items)
    number = document_number(desk, paper.issuer, f"{paper.name} {day.isoformat()} {parcel.to} {cases}")
    to = parcel.unit.addressee if parcel.unit is not None else parcel.to
    data = write_reminder(to, items, paper, mechanism, day=day, reply=reply, number=number)
    papers = [Attachment(f"{paper.name}.docx", data), *_forms(desk, parcel)]
    message = without_phones(filled(paper.message)) if paper.message else ""
    return _Written(parcel, papers, items, [filled(each) for each in paper.words], message)


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
    owing = [f"{each.debt.who}（{part(desk.mechanism, each.debt.role)}）" if each.debt.role else "" for each in leads]
    return ReminderItem(
        number=first.case.number,
        firm=open_firm(first.case),
        # Whoever is reminded has the matter before him: nobody needs a telephone number here.
        subject=without_phones(subject(first.case)),
        clock=first.clock.name,
        due=first.clock.current,
        left=group[0].left,
        unit="\n".join(filter(None, owing)) or unit_name(desk, first.case.role("lead")),
        role=part(desk.mechanism, first.role) if alone else "",
        before=sent_before(first.case, first.clock, {each.debt.who for each in group}),
        grace=first.clock.grace,
        came=next(filter(None, (came_already(desk, each.debt) for each in leads)), ""),
    )


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


def _mail(desk: Desk, written: Sequence[_Written]) -> bytes:
    """Return the one mail with all that goes to an addressee, the papers told one after another, the worst first."""
    to, unit = written[0].parcel.to, written[0].parcel.unit
    told: list[str] = []
    for place, each in enumerate(written, 1):
        told += [f"　　{numeral(place)}、{each.parcel.paper.name}"] * (len(written) > 1)
        first, *rest = [f"　　{sentence}" for sentence in each.said]
        lines = [f"{count}. {_line(item)}" for count, item in enumerate(each.items, 1)]
        told += [first, "\n".join(lines), *rest]
    names = "、".join(each.parcel.paper.name for each in written)
    papers = [each for one in written for each in one.papers]
    return mail_to(desk, to, unit, f"{names}（{_numbers(written)}）", [*told, "　　详见附件。"], papers)


def _numbers(written: Sequence[_Written]) -> str:
    """Return which matters papers are about, the worst first."""
    return "、".join(dict.fromkeys(each.debt.case.number for one in written for each in one.parcel.reminders))


def _line(item: ReminderItem) -> str:
    """Return a matter in a line, without the firm: the work group reads it too."""
    role = f"（{item.role}）" if item.role else ""
    when = f"{item.due.month}月{item.due.day}日"
    grace = f"（{item.grace}）" if item.grace else ""
    came = f"；{item.came}" if item.came else ""
    return f"{item.number} {one_line(item.subject)}{role}：{item.clock}时限{when}{grace}，{state(item)}{came}"


def _chat(desk: Desk, ladder: Ladder, told: Iterable[Parcel]) -> list[str]:
    """Return the text for the work group, unit by unit, the worst first; nothing where there is nothing to tell it."""
    lines: list[str] = []
    all_items: list[ReminderItem] = []
    for together in by_addressee(told):
        items = [item for parcel in together for item in _items(desk, parcel)]
        all_items += items
        lines += ["", f"【{together[0].to}】", *(f"{place}. {_line(each)}" for place, each in enumerate(items, 1))]
    if not lines:
        return []
    opening, closing = (
        words(each, "", all_items, desk.mechanism, desk.as_of, desk.as_of)
        for each in (ladder.chat_opening, ladder.chat_closing)
    )
    return [opening, *lines, *(["", closing] if closing else [])]
