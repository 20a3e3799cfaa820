"""A matter in the minutes (议定事项): one paragraph, one matter, its sentences in a fixed order.

What :mod:`toolkit.documents.minutes_reading` finds again are these words; who changes one changes the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit.documents.minutes_reading import charge_within
from toolkit.documents.setting.paper import PENDING, Piece, Run, known
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, numeral, one_line, phrase, sentence, without_phones


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
        request: what a unit asked for (延期, 退办 …) where the matter is its request, else "".
        asked: who asks for what and why, "" for not at all.
        situation: how far an earlier matter had come, "" for not at all.
        due_before: the due date that held before the meeting moved it, None where it did not.
        opinion_due: by when the units' opinion (办理意见) is due, None where no rule asks for one.
        postponed: the meeting put the matter off; ``lead`` is who goes into it further.
        is_earlier: an earlier meeting had taken it already, or it was in hand.
        lapsed: the due date to which an earlier decision had put off the former lead's, and which holds no more.
        charged: whether somebody handles it from now on; not where the meeting lets it rest (挂账).
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
    request: str = ""
    asked: str = ""
    situation: str = ""
    due_before: date | None = None
    opinion_due: date | None = None
    postponed: bool = False
    is_earlier: bool = False
    lapsed: date | None = None
    charged: bool = True


@dataclass(frozen=True, slots=True)
class ProgressItem:
    """An earlier matter and how far it has come (前期办理情况); ``situation`` is what was reported, "" for nothing."""

    number: str
    firm: str
    subject: str
    lead: str = ""
    situation: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """How units report back (反馈方式): to whom, and on which form; "" leaves the sentence out."""

    to: str = ""
    form: str = ""


def item_pieces(place: int, item: MinutesItem, feedback: Feedback) -> Iterator[Piece]:
    """Yield the paragraph of a matter the meeting took; minutes go round, so no telephone number stands in it."""
    item = replace(
        item,
        subject=without_phones(item.subject),
        problem=without_phones(item.problem),
        asked=without_phones(item.asked),
        situation=without_phones(item.situation),
        decision=without_phones(item.decision),
        special=without_phones(item.special),
    )
    yield from _opening(place, item.firm, item.subject, item.number, item.request)
    for label, words in (
        ("问题类别", item.category),
        ("企业反映", item.problem),
        ("申请事项", item.asked),
        ("办理情况", item.situation),
    ):
        if words:
            yield f"{label}：{sentence(words)}"
    if item.postponed:
        # Nothing was agreed, so nothing is called 议定.
        yield from ("由", known(phrase(item.lead)), "进一步研究后提请下次会议审议。")
        return
    if item.decision:
        yield f"会议议定：{sentence(item.decision)}"
    else:
        # The word 议定 would claim a consensus that the agenda does not record.
        yield from ("议定内容", PENDING, "。")
    if item.charged:
        yield from _charge(item) if item.lapsed or not _says_charge(item) else ()
        if item.lapsed:
            # A sentence of its own behind the charge: read back, it is no part of what was agreed on.
            yield f"原已延至{full_date(item.lapsed)}的办结时限不再适用。"
        yield from _feedback(item, feedback) if item.decision else ()
    if item.special:
        yield f"特殊情况处理：{sentence(item.special)}"


def progress_pieces(place: int, item: ProgressItem) -> Iterator[Piece]:
    """Yield the paragraph of an earlier matter that was only reported on."""
    yield from _opening(place, item.firm, without_phones(item.subject), item.number)
    yield from ("牵头单位：", known(phrase(item.lead)), "。办理情况：")
    yield known(sentence(without_phones(item.situation)))
    if not item.situation:
        yield "。"


def _opening(place: int, firm: str, subject: str, number: str, request: str = "") -> Iterator[Piece]:
    """The sentence a matter is known by, in the face of a second level (7.3.3), the rest of the paragraph after it."""
    words = phrase(subject).removeprefix("关于").removesuffix("问题").removesuffix("的")
    end = f"的{request}申请" if request else ""
    yield Run(f"（{numeral(place)}）关于", Style.KAI)
    yield Run(one_line(firm), Style.KAI) if firm else PENDING
    yield Run("反映的", Style.KAI)
    yield Run(words, Style.KAI) if words else PENDING
    yield Run(f"问题{end}（{number}）。" if number else f"问题{end}。", Style.KAI)


def _charge(item: MinutesItem) -> Iterator[Piece]:
    yield from ("由", known(phrase(item.lead)), "牵头")
    if item.support:
        yield f"，{phrase(item.support)}配合"
    if item.due_before and item.due and item.due_before != item.due:
        yield f"，办结时限由{full_date(item.due_before)}改为{full_date(item.due)}。"
    else:
        yield from ("，于", full_date(item.due) if item.due else PENDING, "前办结。")


def _says_charge(item: MinutesItem) -> bool:
    """Return whether the decision itself says who leads, who supports and by when, as one typed into minutes may."""
    said = charge_within(item.decision)
    due = full_date(item.due) if item.due else ""
    return (
        bool(item.lead and due and said["due"])
        and said["lead"] == phrase(item.lead)
        and said["support"] == phrase(item.support)
        and due.endswith(said["due"])
    )


def _feedback(item: MinutesItem, feedback: Feedback) -> Iterator[Piece]:
    if not feedback.to:
        return
    parts = [f"办理意见于{full_date(item.opinion_due)}前报{feedback.to}"] if item.opinion_due else []
    if feedback.form:
        parts.append(f"办结后报送《{feedback.form}》" if parts else f"办结后向{feedback.to}报送《{feedback.form}》")
    if parts:
        yield f"{'，'.join(parts)}。"
