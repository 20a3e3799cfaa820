"""The booklet of matters (议题汇编): what a meeting is to deal with, each matter whole, for those who sit at the table.

No telephone numbers stand in it: it is handed round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import PENDING, Cell, Paper, Piece, Run, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, numeral, one_line, phrase, without_phones
from toolkit.mechanism import Mechanism

_GAP = "　"
#: A heading counts in Chinese numerals as far as they go, beyond that in digits.
_MOST = 99


@dataclass(frozen=True, slots=True)
class BookletItem:
    """A matter for the meeting. Texts may be ""; what is missing is left out, a missing firm or problem is 【待定】.

    Attributes:
        number, firm, subject, category: 编号, 企业名称, 案由, 问题类别 as printed.
        reporter, submitted: who reported it, and when.
        problem: 问题困难, whole.
        tried: what was tried before, and what came of it (备注 of the report).
        units: the units concerned, joined by 、.
        lead, proposed, reason: the lead unit, whether it is only proposed, and why it is.
        history: what went before, a sentence each.
        asked: what a unit asks the meeting for; "" for a new matter.
        situation: how far the units have come, for a matter that is in hand.
    """

    number: str
    firm: str
    subject: str
    category: str = ""
    reporter: str = ""
    submitted: date | None = None
    problem: str = ""
    tried: str = ""
    units: str = ""
    lead: str = ""
    proposed: bool = False
    reason: str = ""
    history: tuple[str, ...] = ()
    asked: str = ""
    situation: str = ""


@dataclass(frozen=True, slots=True)
class BookletPart:
    """Matters of one kind, under a heading."""

    heading: str
    items: tuple[BookletItem, ...]


def write_booklet(parts: Sequence[BookletPart], mechanism: Mechanism, *, day: date) -> bytes:
    """Return the booklet as a Word file; parts without matters are left out.

    Args:
        parts: the matters.
        mechanism: whose meeting it is.
        day: when it is.

    Raises:
        ConfigError: the mechanism does not say who issues the meeting's papers.
    """
    issuer = issuer_of(mechanism, "minutes")
    title = fit_title(mechanism.meeting.title, "议题汇编")
    paper = Paper(title=title, issuer=issuer, day=day)
    head(paper, title, issuer)
    filled = [each for each in parts if each.items]
    count = sum(len(each.items) for each in filled)
    paper.write(Style.LIST_LINE, _GAP.join((full_date(day), issuer.name, f"共{count}件")))
    if count:
        _contents(paper, filled)
    else:
        paper.write(Style.BODY, f"本次{mechanism.gathering.word}没有需要研究的事项。")
    for place, part in enumerate(filled, 1):
        paper.write(Style.HEADING_1, f"{numeral(place)}、{part.heading}（{len(part.items)}件）")
        for number, item in enumerate(part.items, 1):
            _matter(paper, number, item)
    return paper.to_bytes()


def _contents(paper: Paper, parts: Sequence[BookletPart]) -> None:
    """List the matters, so that one is found by its firm."""
    widths = (14, 26, 58, 58)
    names = ("序号", "编号", "企业名称", "案由")
    styles = (Style.TABLE_CENTRED, Style.TABLE_CENTRED, Style.TABLE_TEXT, Style.TABLE_TEXT)
    columns = share_out(zip(names, widths, styles, strict=True))
    rows: list[list[Cell]] = [
        [
            [[_place(part, place, several=len(parts) > 1)]],
            [[item.number]],
            [[one_line(item.firm)]],
            [[one_line(item.subject)]],
        ]
        for part, items in enumerate((each.items for each in parts), 1)
        for place, item in enumerate(items, 1)
    ]
    paper.table(columns, rows, Style.TABLE_HEAD)


def _place(part: int, place: int, *, several: bool) -> str:
    return f"{_count(part)}、{place}" if several else str(place)


def _count(number: int) -> str:
    return numeral(number) if number <= _MOST else str(number)


def _matter(paper: Paper, place: int, item: BookletItem) -> None:
    subject = phrase(item.subject)
    firm: Piece = one_line(item.firm) or PENDING
    paper.write(
        Style.HEADING_2,
        f"（{_count(place)}）",
        firm,
        f"：{subject}（{item.number}）" if subject else f"（{item.number}）",
    )
    lines = [
        [Run(f"{label}：", Style.HEI), text] if at == 0 else [text]
        for label, texts in _said(item)
        for at, text in enumerate(texts)
    ]
    for left, line in zip(range(len(lines) - 1, -1, -1), lines, strict=True):
        # The last line of a matter alone on a page would say nothing of whose it is.
        paper.write(Style.BODY_KEPT if left == 1 else Style.BODY, *line)


def _said(item: BookletItem) -> Iterator[tuple[str, Sequence[Piece]]]:
    """Yield what the booklet says of a matter: label, and the paragraphs behind it."""
    yield from _line("问题类别", item.category)
    reported = "，".join(filter(None, (one_line(item.reporter), full_date(item.submitted) if item.submitted else "")))
    yield from _line("报送单位", reported)
    yield "问题困难", _paragraphs(item.problem) or [PENDING]
    yield from _line("前期情况", item.tried)
    yield from _line("申请事项", item.asked)
    yield from _line("办理进展", item.situation)
    yield from _line("涉及单位", item.units)
    yield "拟牵头单位" if item.proposed else "牵头单位", [_lead(item)] if item.lead else [PENDING]
    yield from _line("此前经过", "\n".join(item.history))


def _lead(item: BookletItem) -> str:
    return f"{item.lead}（{phrase(without_phones(item.reason))}）" if item.reason else item.lead


def _line(label: str, text: str) -> Iterator[tuple[str, Sequence[Piece]]]:
    found = _paragraphs(text)
    if found:
        yield label, found


def _paragraphs(text: str) -> list[Piece]:
    return [line.strip() for line in without_phones(clean(text)).split("\n") if line.strip()]
