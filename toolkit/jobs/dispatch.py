"""dispatch (交办): set 交办日期 and deadlines, and write a folder a unit: letter, list, forms, material, mail draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.cases import Case, may
from toolkit.cases.recount import sides, told
from toolkit.cases.secrecy import is_first, is_secret, open_firm
from toolkit.cases.subclocks import own_clocks
from toolkit.dispatch import LEAD, SUPPORT, Consignment, consign
from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.documents.frames.letter import LetterContent, LetterItem, asking_forms, write_letter
from toolkit.documents.frames.template import Templates
from toolkit.documents.setting.headers import part
from toolkit.documents.setting.words import without_phones
from toolkit.events import Event, Kind
from toolkit.files import safe_name
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.document_numbers import document_number
from toolkit.jobs.desk.explained import page
from toolkit.jobs.desk.folders import folder_for
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.desk.told import dispatched
from toolkit.jobs.letters.dispatchable import may_go_out, units_of
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.jobs.letters.on_paper import as_reported, assignment, file_name, prefilled, subject, unit_names
from toolkit.jobs.letters.paper_templates import templates_of
from toolkit.jobs.letters.secret import told_of_secrecy
from toolkit.jobs.meetings.former_leads import tell_former
from toolkit.jobs.meetings.opinions import opinion_of, opinions_among, tell_amended_of, tell_supervisor
from toolkit.jobs.returns.enclosed import enclosed
from toolkit.mail import Attachment, address_fault, fitting
from toolkit.workspace import Workspace

#: So many files that a mail cannot carry are named; of more, how many they are and where they lie.
_NAMED = 5


def dispatch(workspace: Workspace, order: Order, numbers: Sequence[str] = ()) -> int:
    """Dispatch the named cases, or all that are ready, and return the exit status.

    A case without a known lead unit stays, and the person is told.
    """
    with open_desk(workspace, order) as desk:
        ready = _ready(desk, numbers)
        if not ready:
            order.say("没有待交办的事项")
        events = {case.number: Event(Kind.DISPATCHED, desk.as_of, case.number, _sent(desk, case)) for case in ready}
        out = [desk.preview(number, event) for number, event in events.items()]
        # The letters name these days: they stand from the same event on.
        for case in out:
            event = events[case.number]
            events[case.number] = replace(event, data={**event.data, "clocks": told(case), "sides": sides(case)})
        tell_amended_of(desk, out)
        notes: list[str] = []
        templates = templates_of(desk)
        for consignment in consign(out, desk.mechanism.units):
            notes += _send(desk, consignment, templates)
        tell_former(desk, ready)
        tell_supervisor(desk, out, desk.workspace.outbox / "交办" / desk.as_of.isoformat())
        desk.record(events.values())
        for case in out:
            _tell(desk, case)
        for note in dict.fromkeys(notes):
            desk.say(note)
        update(desk)
        return 1 if desk.set_aside else 0


def _ready(desk: Desk, numbers: Sequence[str]) -> list[Case]:
    ready: list[Case] = []
    for number in numbers:
        if number not in desk.cases or desk.cases[number].removed:
            desk.say(f"{number}：台账中没有这个编号")
            desk.set_aside += 1
    # What comes first (优先办理) stands first in every letter and list.
    for case in sorted(desk.live(), key=lambda each: not is_first(each)):
        if numbers and case.number not in numbers:
            continue
        if not may(case, "dispatched"):
            if numbers:
                desk.say(f"{case.number}：现在是“{case.status}”，不能交办")
                desk.set_aside += 1
        elif may_go_out(desk, case):
            ready.append(case)
    return ready


def _sent(desk: Desk, case: Case) -> dict[str, Any]:
    former = {"former": unit_name(desk, case.former)} if case.former else {}
    units, kind = units_of(desk, case), case.role("class")
    return {"units": units, "sent_to": _supporters(desk, case), "class": kind, **former}


def _supporters(desk: Desk, case: Case) -> dict[str, str]:
    """Return each supporting unit as the register names it with its full name: by that it is known from then on."""
    named = desk.mechanism.units.match_all(case.role("support"))
    return {each.text: each.unit.name for each in named if each.unit is not None}


def _tell(desk: Desk, case: Case) -> None:
    dues = [
        f"{clock.name}时限 {clock.current.isoformat()}" for key, clock in case.clocks.items() if key[0] == case.round
    ]
    desk.say(f"{case.number} 交{unit_name(desk, case.role('lead'))}：{'，'.join(dues)}")
    before, since = _before(desk, case), case.day("dispatched")
    if before is not None and since is not None:
        desk.say(
            f"    {before.day.isoformat()} 曾交{'、'.join(before.data.get('units', ())) or '有关单位'}，时限仍从"
            f" {since.isoformat()} 起算。要重新起算的，请在台账改“{case.record.role('dispatched')}”"
        )
    for year in sorted({clock.current.year for clock in case.clocks.values()}):
        if not desk.calendar.knows(year):
            desk.say(f"    注意：{year}年放假安排尚未录入，时限暂按周一至周五推算，请以后在“节假日”表补录")


def _before(desk: Desk, case: Case) -> Event | None:
    """Return the last time a case went out in this round before today's, as after a unit gave it back (退办)."""
    if case.day("dispatched") == desk.as_of:
        return None
    sent = dispatched(desk, case.number)
    last, since = next((each for each in reversed(sent) if each.day < desk.as_of), None), case.day("dispatched")
    # Where a meeting gave it to another unit, its deadlines begin anew with that meeting.
    return None if last is not None and since is not None and last.day < since else last


def _send(desk: Desk, consignment: Consignment, templates: Templates) -> list[str]:
    """Write everything that goes to one unit, and return what the office has to know of it."""
    unit = consignment.unit
    cases = [*consignment.leads, *consignment.supports]
    heading = f"交{unit.name}办理事项"
    papers = [Attachment("交办函.docx", write_letter(_letter(desk, consignment), desk.mechanism, templates))]
    listed = [replace(assignment(desk, case), role=part(desk.mechanism, LEAD)) for case in consignment.leads]
    listed += [_listed_for_supporter(desk, case, unit.name) for case in consignment.supports]
    papers.append(
        Attachment("事项清单.xlsx", write_assignments_sheet(listed, desk.mechanism, heading=heading, day=desk.as_of))
    )
    material: list[Attachment] = []
    notes: list[str] = []
    for case in cases:
        leads = case in consignment.leads
        papers += _forms(desk, case, unit.name, leads=leads)
        papers += filter(None, [opinion_of(desk, case)])
        # The firm's own papers tell whom to call there: they go to who leads; who supports asks the lead.
        if leads:
            found = enclosed(desk, case)
            material += found.files
            notes += found.missing
    by_size = sorted(material, key=lambda each: len(each.data))
    # The smallest first: one large scan must not keep all the rest from going along.
    taken, left = fitting([*papers, *by_size], desk.config.mail_megabytes)
    files = {each.name: each.data for each in (*material, *papers)}
    files[DRAFT] = _mail(desk, consignment, taken, left)
    # What went out earlier this day stands: this goes beside it.
    folder = folder_for(desk.workspace.outbox / "交办" / desk.as_of.isoformat() / safe_name(unit.name), files)
    put_files(desk, folder, files)
    if left:
        names = "、".join(f"“{each.name}”" for each in left)
        told = f"{names}较大" if len(left) <= _NAMED else f"有 {len(left)} 份文件一封邮件放不下"
        notes.append(f"{unit.name}：{told}，没有附在邮件草稿里，请从文件夹 {desk.place(folder)} 里另行提供")
    if fault := address_fault(unit.mail):
        notes.append(f"{unit.name}：{fault}，邮件草稿的收件人请自行填写")
    return notes


def _forms(desk: Desk, case: Case, unit: str, *, leads: bool) -> list[Attachment]:
    """Return what the firm reported, and the form for the unit to fill in."""
    form, reported = desk.mechanism.form_that("answers"), desk.mechanism.form_that("opens")
    return [
        Attachment(file_name(case, reported), as_reported(desk, reported, case, whom_to_call=leads)),
        Attachment(file_name(case, form), prefilled(desk, form, case, unit, whom_to_call=leads)),
    ]


def _mail(desk: Desk, consignment: Consignment, taken: Sequence[Attachment], left: Sequence[Attachment]) -> bytes:
    unit = consignment.unit
    numbers = "、".join(case.number for case in (*consignment.leads, *consignment.supports))
    sentences = [
        f"现将民营企业反映的问题（{numbers}）交贵单位办理，交办函、事项清单和表格见附件；有企业原件和佐证材料的，仅供办理使用。"
        "请填写表格后以附件形式回复本邮件，表上的编号请勿改动。"
    ]
    if len(left) > _NAMED:
        sentences.append(f"另有{len(left)}份文件一封邮件放不下，没有随邮件发送，另行提供。")
    elif left:
        sentences.append(f"以下材料较大，没有随邮件发送，另行提供：{'、'.join(each.name for each in left)}。")
    if consignment.supports:
        told = "、".join(case.number for case in consignment.supports)
        sentences.append(f"{told}由贵单位配合办理，企业的联系方式和材料请与牵头单位联系。")
    sentences += [*told_of_secrecy(desk, (*consignment.leads, *consignment.supports)), *_offered(desk)]
    paragraphs = [f"　　{each}" for each in sentences]
    return mail_to(desk, unit.name, unit, f"民营企业反映问题交办（{numbers}）", paragraphs, taken)


def _offered(desk: Desk) -> list[str]:
    """Return with which forms a unit asks for special handling, nothing where the mechanism has none."""
    words, titles = asking_forms(desk.mechanism)
    return (
        [
            f"确需申请{words}的，请在时限届满前填报{titles}（空白表可向{desk.mechanism.office_short}索取）；未经书面答复，时限不变。"
        ]
        if titles
        else []
    )


def _letter(desk: Desk, consignment: Consignment) -> LetterContent:
    unit = consignment.unit.name
    items = [_letter_item(desk, case, LEAD) for case in consignment.leads]
    items += [_as_supporter(desk, case, unit) for case in consignment.supports]
    handed = " ".join(case.number for case in (*consignment.leads, *consignment.supports))
    return LetterContent(
        unit=consignment.unit.addressee,
        items=tuple(items),
        day=desk.as_of,
        secrecy="".join(told_of_secrecy(desk, (*consignment.leads, *consignment.supports))),
        document_number=document_number(desk, "letter", f"交办函 {desk.as_of.isoformat()} {unit} {handed}"),
        dates=tuple(page(desk, consignment.leads, consignment.supports, unit)),
        enclosed=opinions_among(desk, (*consignment.leads, *consignment.supports)),
    )


def _letter_item(desk: Desk, case: Case, role: str) -> LetterItem:
    again = case.round > 1
    # What the firm said of the round before stands in the case as it is until it has gone out again.
    said = desk.cases[case.number].role("comment") if again else ""
    return LetterItem(
        number=case.number,
        firm=open_firm(case),
        subject=f"{subject(case)}（企业意见：{said}）" if said and not is_secret(case) else subject(case),
        role=role,
        opinion_due=case.day("opinion_due"),
        due=case.day("due"),
        again=again,
        lead=unit_names(desk, case.role("lead")),
        support=unit_names(desk, case.role("support")),
    )


def _as_supporter(desk: Desk, case: Case, unit: str) -> LetterItem:
    """Return a matter as its supporting unit is told of it: with its own date for its opinion, where it has one."""
    item = _letter_item(desk, case, SUPPORT)
    item = replace(item, subject=without_phones(item.subject))
    return replace(item, opinion_due=_own_due(case, unit) or item.opinion_due)


def _listed_for_supporter(desk: Desk, case: Case, unit: str) -> AssignmentItem:
    """Return a matter's line on the list of its supporting unit: its own part and date, no telephone of the firm's."""
    item, lead = assignment(desk, case), desk.mechanism.units.find(case.role("lead"))
    whom = " ".join(filter(None, (lead.contact, lead.phone))) if lead else ""
    return replace(
        item,
        role=part(desk.mechanism, SUPPORT),
        lead_contact=item.lead_contact or whom,  # a supporting unit is told to ask the lead
        opinion_due=_own_due(case, unit) or item.opinion_due,
        subject=without_phones(item.subject),
        decision=without_phones(item.decision),
    )


def _own_due(case: Case, unit: str) -> date | None:
    return min((clock.current for clock, _, _ in own_clocks(case, unit)), default=None)
