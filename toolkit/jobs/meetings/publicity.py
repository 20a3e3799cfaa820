"""What the public is told of a meeting (宣传): the announcement that collects matters, the press note after the day.

Seed 003 §四（一）（五）. The note names no firm and nobody of a firm, gives no telephone number, and says nothing of
how a matter is to be handled but by whom and by when.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.cases import Case
from toolkit.cases.matters import firm_of
from toolkit.documents.public_text import plain_text, write_public_text
from toolkit.documents.setting.words import full_date, one_line, phrase, without_phones
from toolkit.events import Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.mailing import DRAFT, mail_to, put_files
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.meetings.minutes_content import content_of
from toolkit.jobs.meetings.opinions import due_words, taken_up
from toolkit.mail import Attachment
from toolkit.mechanism import Unit
from toolkit.mechanism.publicity import Publicity, PublicText, load_publicity

#: The folder beside a meeting's minutes.
_FOLDER = "宣传"
#: Meanings of the columns in which people of a firm are named, and what parts several in one cell.
_PEOPLE, _NAMES = ("firm_contact", "attendee", "principal"), re.compile(r"[、，,；;/\s]+")
#: What may stand behind a firm's short name.
_LEGAL = r"(?:(?:集团|控股)?(?:股份)?(?:有限)?(?:责任)?公司|集团)?"
#: So many characters a name has at least that is looked for in a text: one alone would be found in other words.
_SHORTEST = 2


def announcement(desk: Desk, unit: Unit, month: str, held: date, due: date) -> list[Attachment]:
    """Return the announcement that a unit is to make public, as a Word file and to be pasted; nothing for others.

    Raises:
        ConfigError: the mechanism's data for it are wrong.
    """
    rule = load_publicity(desk.mechanism)
    text = rule.announcement if rule is not None else None
    if rule is None or text is None or desk.mechanism.units.find(text.unit) != unit:
        return []
    names = {
        "会议": meeting_of(desk, month), "名称": desk.mechanism.meeting.title, "会议日期": full_date(held),
        "反馈期限": full_date(due), "办公室": desk.mechanism.office, "依据": desk.mechanism.source,
        "平台": rule.platform,
    }  # fmt: skip
    title, words = text.title.format_map(names), [each.format_map(names) for each in text.words]
    day, signed = desk.as_of, desk.mechanism.office
    paper = write_public_text(title, words, desk.mechanism, issuer=text.issuer, day=day, signed=signed)
    return [
        Attachment(f"{text.name}.docx", paper),
        Attachment(f"{text.name}.txt", plain_text(title, words, signed=signed, day=day)),
    ]


def write_note(desk: Desk, meeting: Event) -> None:
    """Write what the public is told after the day, for the unit that reports on it, where the mechanism does so."""
    rule = load_publicity(desk.mechanism)
    taken = taken_up(desk, str(meeting.data["meeting"]))
    if rule is None or rule.note is None or not taken:
        return
    text, month = rule.note, str(meeting.data["meeting"])
    names = dict(_names(desk, rule, meeting, taken))
    title = text.title.format_map(names)
    words = [said for each in text.words if (said := each.format_map(names))]
    paper = Attachment(
        f"{text.name} {month}.docx",
        write_public_text(title, words, desk.mechanism, issuer=text.issuer, day=meeting.day),
    )
    folder = desk.workspace.outbox / "会议" / month / _FOLDER
    mail = _mail(desk, text, title.replace("\n", ""), paper)
    place, _ = put_files(desk, folder, {paper.name: paper.data, DRAFT: mail})
    desk.say(f"{text.name}：{place}；企业名称、人员和电话已经隐去，请核对后送{text.unit}")


def _names(desk: Desk, rule: Publicity, meeting: Event, taken: Sequence[Case]) -> Iterator[tuple[str, str]]:
    content = content_of(desk, meeting)
    kinds = Counter(found.short for case in taken if (found := desk.mechanism.category(case.role("category"))))
    yield "会议", meeting_of(desk, content.meeting)
    yield "名称", desk.mechanism.meeting.title
    yield "会议日期", full_date(content.day)
    yield "会议地点", content.place
    yield "主持人", content.chair
    yield "件数", str(len(taken))
    yield "类别", "，其中" + "、".join(f"{name}类{count}件" for name, count in kinds.items()) if kinds else ""
    yield "事项", masked(desk, rule, taken, "".join(_each(desk, rule, case) for case in taken))
    said = "".join(f"{label}，{phrase(words).removeprefix(label).lstrip('，,：:')}。" for label, words in content.said)
    yield "强调", masked(desk, rule, taken, said)
    yield "办公室", desk.mechanism.office
    yield "依据", desk.mechanism.source


def _each(desk: Desk, rule: Publicity, case: Case) -> str:
    support = unit_names(desk, case.role("support"))
    due = due_words(case)
    return rule.each.format_map(
        {
            "企业": rule.firm,
            "案由": phrase(subject(case)).removeprefix("关于").removesuffix("问题").removesuffix("的"),
            "办理单位": unit_name(desk, case.role("lead")) + "牵头" + f"，{support}配合" * bool(support),
            "期限": f"{due}前" if case.day("due") else due,
        }
    )


def masked(desk: Desk, rule: Publicity, cases: Sequence[Case], text: str) -> str:
    """Return a text without the names of these cases' firms and of their people, and without telephone numbers."""
    text = without_phones(one_line(text))
    for case in cases:
        # The longest first: a name without place and legal form stands in the whole one too.
        for name in sorted(_firm_names(desk, case.role("firm")), key=len, reverse=True):
            text = re.sub(f"{re.escape(name)}{_LEGAL}", lambda _: rule.firm, text)
        people = {name for each in _PEOPLE for name in _NAMES.split(case.role(each)) if len(name) >= _SHORTEST}
        for name in sorted(people, key=len, reverse=True):
            text = text.replace(name, rule.person)
    return text


def _firm_names(desk: Desk, firm: str) -> set[str]:
    """Return a firm's name and what people call it: without legal form, and without the place it begins with."""
    cores = firm_of(firm, desk.mechanism.place).cores
    places = {name.rstrip("省市区县镇") for unit in desk.mechanism.units for name in (unit.name, *unit.aliases)}
    bare = {core.removeprefix(place) for core in cores for place in places if place and core.startswith(place)}
    return {each for each in (firm, *cores, *bare) if len(each) >= _SHORTEST}


def _mail(desk: Desk, text: PublicText, title: str, paper: Attachment) -> bytes:
    says = f"　　现送上{text.name}《{title}》，请审核报道。企业名称和个人信息已经隐去，需要采访企业的，请先与我们联系。"
    return mail_to(desk, text.unit, desk.mechanism.units.find(text.unit), f"{text.name}：{title}", [says], [paper])
