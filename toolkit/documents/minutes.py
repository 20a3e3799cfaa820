"""The meeting's minutes (会议纪要), GB/T 9704-2012 10.3 as far as the issuer may go.

Only what the agenda says is written. What it leaves open stands as 【待定】; nothing is called decided that was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.documents.paper import PENDING, Paper, Piece, Run, fit_title, head, known, wording_of
from toolkit.documents.styles import Style
from toolkit.documents.words import full_date, half_day, numeral, one_line, phrase, sentence
from toolkit.mechanism import Issuer, Mechanism


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """A matter the meeting took. Every text may be ""; missing ones that a decision needs are shown as 【待定】.

    Attributes:
        number: 编号, printed in brackets so that edited minutes find their case again; "" prints none.
        firm: 企业名称.
        subject: 案由, as a noun; a 问题 at its end is not doubled.
        category: as it is to be printed, "" for not at all.
        problem: what the firm reports, "" for not at all.
        decision: 议定事项, whole sentences.
        lead, support: 牵头单位, 配合单位 (joined by 、).
        due: 办结时限.
        special: how a special case (特殊情况) is to be handled, "" where it is none.
    """

    number: str
    firm: str
    subject: str
    category: str = ""
    problem: str = ""
    decision: str = ""
    lead: str = ""
    support: str = ""
    due: date | None = None
    special: str = ""


@dataclass(frozen=True, slots=True)
class ProgressItem:
    """An earlier matter and how far it has come (前期办理情况); ``situation`` is what was reported, "" for nothing."""

    number: str
    firm: str
    subject: str
    lead: str = ""
    situation: str = ""


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """What the minutes say.

    Attributes:
        meeting: the month it counts for, ``2024-03``.
        day: the day it was held.
        time: ``15:00`` or words; "" leaves the time of day out.
        place, chair: where, and who chaired (title and name as they are to be printed).
        attending, observing, absent: 出席, 列席, 请假; "" leaves the list out.
        items: the matters taken, in order.
        progress: the earlier matters reported on, in order.
        issuer: in whose name, from the mechanism's ``issuers["minutes"]``.
        issued: the day the minutes are dated; None shows 【待定】.
        document_number: printed only where the issuer numbers its papers.
    """

    meeting: str
    day: date
    time: str
    place: str
    chair: str
    attending: str
    observing: str
    absent: str
    items: tuple[MinutesItem, ...]
    progress: tuple[ProgressItem, ...]
    issuer: Issuer
    issued: date | None = None
    document_number: str = ""


def write_minutes(content: MinutesContent, mechanism: Mechanism) -> bytes:
    """Return the minutes as a Word file.

    Raises:
        ConfigError: the mechanism does not say how its minutes are headed.
    """
    title = fit_title(wording_of(mechanism, "minutes_head"))
    paper = Paper(title=title, issuer=content.issuer, day=content.issued or content.day)
    head(paper, title, content.issuer, content.document_number)
    paper.write(Style.ISSUED, content.issuer.name)
    paper.write(Style.ISSUED, full_date(content.issued) if content.issued else PENDING)
    paper.empty()
    paper.write(Style.BODY, *_introduction(content, mechanism))
    parts = [(title, lines) for title, lines in _parts(content, mechanism) if lines]
    for place, (heading, lines) in enumerate(parts, 1):
        paper.write(Style.HEADING_1, f"{numeral(place)}、{heading}")
        for line in lines:
            paper.write(Style.BODY, *line)
    _attendance(paper, content)
    return paper.to_bytes()


def _parts(content: MinutesContent, mechanism: Mechanism) -> Iterator[tuple[str, list[list[Piece]]]]:
    classes = "、".join(mechanism.meeting.classes)
    yield (
        f"前期{classes}办理情况",
        [list(_progress(place, each)) for place, each in enumerate(content.progress, 1)],
    )
    yield "会议议定事项", [list(_item(place, each)) for place, each in enumerate(content.items, 1)]


def _introduction(content: MinutesContent, mechanism: Mechanism) -> Iterator[Piece]:
    yield f"{full_date(content.day)}{half_day(content.time)}，"
    yield known(one_line(content.chair))
    yield "在"
    yield known(one_line(content.place))
    yield f"主持召开{mechanism.meeting.title}"
    classes = "、".join(mechanism.meeting.classes)
    # A matter about which a unit asked for something is heard of twice and counts once.
    heard = len({each.number for each in content.progress if each.situation.strip()})
    if heard:
        yield f"，听取{heard}件前期{classes}办理情况汇报"
    if content.items:
        yield f"，研究企业反映的{classes}{len(content.items)}件"
    subject = "会议议定事项" if content.items else "会议有关情况"
    yield f"。现将{subject}纪要如下："


def _item(place: int, item: MinutesItem) -> Iterator[Piece]:
    yield from _opening(place, item.firm, item.subject, item.number)
    if item.category:
        yield f"问题类别：{sentence(item.category)}"
    if item.problem:
        yield f"企业反映：{sentence(item.problem)}"
    if item.decision:
        yield f"会议议定：{sentence(item.decision)}"
    else:
        # The word 议定 would claim a consensus that the agenda does not record.
        yield from ("议定内容", PENDING, "。")
    yield from _charge(item)
    if item.special:
        yield f"特殊情况处理：{sentence(item.special)}"


def _charge(item: MinutesItem) -> Iterator[Piece]:
    yield from ("由", known(phrase(item.lead)), "牵头")
    if item.support:
        yield f"，{phrase(item.support)}配合"
    yield from ("，于", full_date(item.due) if item.due else PENDING, "前办结。")


def _progress(place: int, item: ProgressItem) -> Iterator[Piece]:
    yield from _opening(place, item.firm, item.subject, item.number)
    yield from ("牵头单位：", known(phrase(item.lead)), "。办理情况：")
    yield known(sentence(item.situation))
    if not item.situation:
        yield "。"


def _opening(place: int, firm: str, subject: str, number: str) -> Iterator[Piece]:
    """The sentence a matter is known by, in the face of a second level (7.3.3), the rest of the paragraph after it."""
    words = phrase(subject).removeprefix("关于").removesuffix("问题").removesuffix("的")
    yield Run(f"（{numeral(place)}）关于", Style.KAI)
    yield Run(one_line(firm), Style.KAI) if firm else PENDING
    yield Run("反映的", Style.KAI)
    yield Run(words, Style.KAI) if words else PENDING
    yield Run(f"问题（{number}）。" if number else "问题。", Style.KAI)


def _attendance(paper: Paper, content: MinutesContent) -> None:
    """Write who was there: after one empty line, labels in 黑体, names in 仿宋 (10.3), in the standard's order."""
    lists = [("出席", content.attending), ("请假", content.absent), ("列席", content.observing)]
    given = [(label, one_line(names)) for label, names in lists if names.strip()]
    if given:
        paper.empty()
    for label, names in given:
        paper.write(Style.PEOPLE, Run(f"{label}：", Style.HEI), phrase(names))
