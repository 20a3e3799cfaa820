"""Who is told of a meeting (会议通知): a folder for each unit and firm invited, and the sign-in sheet (签到表)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.cases import Case
from toolkit.cases.invitation import Guest, hosts, units_of, unknown_names
from toolkit.cases.meetings import workdays_before
from toolkit.documents.booklet import write_booklet
from toolkit.documents.earlier import EarlierItem, write_earlier
from toolkit.documents.frames.moved_notice import moved_words, write_moved_notice
from toolkit.documents.frames.notice import REPORTED, NoticeContent, NoticeItem, day_words, write_notice
from toolkit.documents.frames.template import Templates
from toolkit.documents.setting.words import without_phones
from toolkit.documents.sign_in import Expected, SignInGroup
from toolkit.files import safe_name
from toolkit.forms.identity import NOTICE, write_mark
from toolkit.intake.layout.own_paper import NAME, POST
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of, month_words
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.jobs.letters.on_paper import subject
from toolkit.jobs.letters.paper_templates import templates_of
from toolkit.jobs.meetings.attending import comes, replied
from toolkit.jobs.meetings.invited_before import moved_from, noted, told_since
from toolkit.jobs.meetings.meeting_matters import booklet_parts
from toolkit.jobs.meetings.meeting_scope import Scope
from toolkit.mail import Attachment
from toolkit.mechanism.preparation import NoticeWords

#: Names in a cell that holds several.
_NAMES = re.compile(r"[、，,；;/\n]+")
_FIRMS = "企业"


def send_notices(desk: Desk, about: Scope, who: Sequence[Guest], earlier: Sequence[EarlierItem], folder: Path) -> None:
    """Write a folder for each guest: the notice, for a unit its matters and its earlier ones, a mail draft."""
    rule = about.preparation.notice
    if rule is None:
        return
    templates, word = templates_of(desk), desk.mechanism.gathering.word
    for guest in who:
        put_files(desk, folder / safe_name(guest.name), _papers(desk, about, rule, guest, earlier, templates))
    desk.record(event for guest in who for event in noted(desk, about, guest))
    if who:
        units = sum(each.unit is not None for each in who)
        desk.say(f"{word}通知：单位 {units} 家、企业 {len(who) - units} 家，见 {desk.place(folder)}")
    else:
        desk.say(f"{word}通知：没有写，按事项没有要邀请的单位和企业；要请单位参加的，请另行通知")
    for line in _doubts(desk, about, who, folder):
        desk.say(line)


def _papers(
    desk: Desk,
    about: Scope,
    rule: NoticeWords,
    guest: Guest,
    earlier: Sequence[EarlierItem],
    templates: Templates,
) -> dict[str, bytes]:
    content, was = _content(desk, about, rule, guest), moved_from(desk, about, guest)
    notice = write_notice(content, desk.mechanism, templates)
    attached = [Attachment(f"{desk.mechanism.gathering.word}通知.docx", notice)]
    moved = ""
    if was is not None:
        attached.insert(0, Attachment("改期通知.docx", write_moved_notice(content, was, desk.mechanism)))
        moved = moved_words(content, was, desk.mechanism)
    if guest.unit is not None and guest.cases:
        # What units propose and what went before is for those who handle a matter, not for the firm.
        parts = booklet_parts(desk, about, guest.cases)
        attached.append(Attachment("议题材料.docx", write_booklet(parts, desk.mechanism, day=about.day)))
    if guest.reports:
        numbers = {case.number for case in guest.reports}
        own = [each for each in earlier if each.number in numbers]
        paper = write_earlier(own, desk.mechanism, day=about.day, as_of=desk.as_of)
        attached.append(Attachment("前期事项办理情况.docx", paper))
    files = {each.name: each.data for each in attached}
    files[DRAFT] = _mail(desk, about, guest, attached, moved)
    return files


def _content(desk: Desk, about: Scope, rule: NoticeWords, guest: Guest) -> NoticeContent:
    is_firm = guest.unit is None
    issued = told_since(desk, about, guest)
    return NoticeContent(
        to=guest.unit.addressee if guest.unit is not None else guest.name,
        is_firm=is_firm,
        when=month_words(desk, about.month),
        day=about.day,
        hour=about.hour,
        place=about.place,
        people=rule.firm_people if is_firm else rule.unit_people,
        named=[each for case in guest.cases for each in _named(case)] if is_firm else [],
        items=[
            *(NoticeItem(case.number, "" if is_firm else case.role("firm"), subject(case)) for case in guest.cases),
            *(NoticeItem(case.number, case.role("firm"), subject(case), reports=True) for case in guest.reports),
        ],
        asks=rule.firm_asks if is_firm else rule.unit_asks,
        reply=max(workdays_before(about.day, rule.reply_before, desk.calendar), issued),
        issued=issued,
        mark=write_mark(NOTICE, "1", about.month, unit=guest.name),
    )


def _named(case: Case) -> list[tuple[str, str]]:
    """Return name and post of those whom the firm named on its report as who would come."""
    names, posts = (
        [each.strip() for each in _NAMES.split(case.role(meaning)) if each.strip()]
        for meaning in ("attendee", "attendee_post")
    )
    # One post for several people is nobody's in particular.
    if len(posts) != len(names):
        posts = [case.role("attendee_post")] if len(names) == 1 else [""] * len(names)
    return list(zip(names, posts, strict=True))


def _mail(desk: Desk, about: Scope, guest: Guest, files: Sequence[Attachment], moved: str) -> bytes:
    meeting, held = meeting_of(desk, about.month), desk.mechanism.gathering
    when = "".join(filter(None, (day_words(about.day), about.hour)))
    where = f"在{about.place}" if about.place else ""
    new, earlier = (
        "；".join(f"{without_phones(subject(case))}（{case.number}）" for case in cases)
        for cases in (guest.cases, guest.reports)
    )
    topics = "；".join(filter(None, (new, f"{REPORTED}：{earlier}" if earlier else "")))
    lines = (
        *([moved] if moved else []),
        f"定于{when}{where}{held.hold}{meeting}，议题：{topics}。{held.word}通知见附件，请派员参加，并按通知交回{held.slip}。",
        f"如已安排他人{held.attend}或不能参加，请尽早告知。",
    )
    paragraphs = [f"　　{each}" for each in lines]
    return mail_to(desk, guest.name, guest.unit, f"{held.word}通知：{meeting}", paragraphs, files)


def _doubts(desk: Desk, about: Scope, who: Sequence[Guest], folder: Path) -> Iterator[str]:
    """Yield what the office has to see to itself."""
    held = desk.mechanism.gathering
    for case in about.fresh:
        names = unknown_names(case, about.preparation.invited, desk.mechanism.units)
        if names:
            told = "、".join(f"“{each}”" for each in names)
            yield f"{case.number}：{told}不在成员单位名单中，需要{held.attend}的请另行通知"
        if not units_of(case, about.preparation.invited, desk.mechanism.units, about.day):
            yield f"{case.number}：看不出涉及哪个单位，没有单位的通知；请在台账填牵头单位后再运行一次，或另行通知"
    for case in about.earlier if about.preparation.invited.reporting else ():
        if not any(case in (*guest.cases, *guest.reports) for guest in who):
            lead = f"牵头单位“{case.role('lead')}”不在成员单位名单中" if case.role("lead") else "没有牵头单位"
            yield f"{case.number}：{lead}，没有请它汇报前期办理情况，请另行通知"
    if who and not (about.hour and about.place):
        lacking = "、".join(
            f"{held.word}{what}" for what, value in (("时间", about.hour), ("地点", about.place)) if not value
        )
        yield f"{lacking}还没有定，通知里写的是【待定】；在总台账“会议”表 {about.month} 一行填写后再运行一次"
    named = {safe_name(each.name) for each in who}
    for left in sorted(each.name for each in folder.iterdir() if each.name not in named) if folder.is_dir() else ():
        yield f"“{left}”现在不在{held.attend}范围，以前写的通知还在文件夹里，请不要再发"


def sign_in_groups(desk: Desk, about: Scope, who: Sequence[Guest]) -> list[SignInGroup]:
    """Return who is expected, group by group: those who chair, the units, the firms with the people they named."""
    chairs = tuple(Expected(each) for each in desk.mechanism.meeting.chairs)
    kinds = dict.fromkeys([*about.preparation.invited.groups, *(each.unit.group for each in who if each.unit)])
    groups = [
        SignInGroup(
            kind,
            tuple(
                person for each in who if each.unit and each.unit.group == kind for person in _people(desk, about, each)
            ),
        )
        for kind in kinds
    ]
    firms = [person for each in who if each.unit is None for person in _people(desk, about, each)]
    return [SignInGroup("主持", chairs), *groups, SignInGroup(_FIRMS, tuple(firms))]


def holding(desk: Desk, about: Scope, who: Sequence[Guest]) -> list[SignInGroup]:
    """Return the units that hold the meeting, as a group of the sign-in sheet; nothing where the mechanism names none.

    Seed 003 §四（五）: 市府办公室、市工业和信息化局负责政企交流活动的现场组织安排及接待工作.
    """
    names = [each.name for each in hosts(about.preparation.invited, desk.mechanism.units, about.day, who)]
    return [SignInGroup("组织单位", tuple(Expected(each) for each in names))] if names else []


def _people(desk: Desk, about: Scope, guest: Guest) -> list[Expected]:
    """Return who comes for a guest: whom its reply slip names, else whom the firm named on its report."""
    coming = [each for each in replied(desk, about.month, guest.name) if comes(each) and each.get(NAME)]
    if coming:
        return [Expected(guest.name, each[NAME], each.get(POST, "")) for each in coming]
    if guest.unit is not None:
        return [Expected(guest.name)]
    named = dict.fromkeys(each for case in guest.cases for each in _named(case))
    return [Expected(guest.name, name, post) for name, post in named] or [Expected(guest.name)]
