"""The chair's page (主持人概览): what a meeting is about at a glance, on one page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.documents.booklet import BookletItem, BookletPart
from toolkit.documents.earlier import EarlierItem
from toolkit.documents.setting.paper import PENDING, Paper, Piece, fit_title, head, issuer_of, known
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, numeral, one_line, phrase, width, without_phones
from toolkit.mechanism import Mechanism

#: So many matters of a kind are named at most; fewer where the page would not hold them.
_NAMED = 5
#: A page's lines (5.2.3), those above the sections but for the title, a line's width (a little is lost where
#: words are not parted) and a paragraph's indent in characters.
_PAGE, _HEAD, _WIDE, _INDENT = 22, 4, 27, 2


def write_overview(
    parts: Sequence[BookletPart],
    earlier: Sequence[EarlierItem],
    mechanism: Mechanism,
    *,
    day: date,
    hour: str = "",
    place: str = "",
    guests: int = 0,
) -> bytes:
    """Return the page as a Word file.

    Args:
        parts: the matters of the meeting, as in its booklet.
        earlier: the earlier matters, the most late first.
        mechanism: whose meeting it is.
        day: when it is.
        hour: at what time, "" where that is not settled.
        place: where, likewise.
        guests: how many units and firms are invited.

    Raises:
        ConfigError: the mechanism does not say who issues the meeting's papers.
    """
    issuer = issuer_of(mechanism, "minutes")
    title = fit_title(mechanism.meeting.title, "概览")
    paper = Paper(title=title, issuer=issuer, day=day)
    head(paper, title, issuer)
    paper.empty()
    hours: list[Piece] = [one_line(hour)] if hour else ["，具体时间", PENDING]
    where = known(one_line(place))
    paper.write(Style.BODY, f"时间：{full_date(day)}", *hours, "；地点：", where, "。")
    invited = f"邀请单位和企业{guests}家" if guests else "按事项没有要邀请的单位和企业"
    paper.write(Style.BODY, f"主持：{'或'.join(mechanism.meeting.chairs)}；{invited}。")
    room = _PAGE - _HEAD - (title.count("\n") + 1)
    sections = _sections(parts, earlier, mechanism, _NAMED)
    for named in range(_NAMED - 1, 0, -1):
        sections = sections if _lines(sections) <= room else _sections(parts, earlier, mechanism, named)
    for count, (heading, lines) in enumerate(sections, 1):
        paper.write(Style.HEADING_1, f"{numeral(count)}、{heading}")
        for pieces in lines:
            paper.write(Style.BODY, *pieces)
    return paper.to_bytes()


def _sections(
    parts: Sequence[BookletPart], earlier: Sequence[EarlierItem], mechanism: Mechanism, named: int
) -> list[tuple[str, list[list[Piece]]]]:
    found = [(each.heading, list(_matters(each, mechanism, named))) for each in parts if each.items]
    return [*found, (f"前期{'、'.join(mechanism.meeting.classes)}", list(_progress(earlier, named)))]


def _lines(sections: Sequence[tuple[str, Sequence[Sequence[Piece]]]]) -> int:
    """Return how many lines headings and paragraphs take on the page."""
    texts = [
        "".join(each if isinstance(each, str) else each.text for each in pieces)
        for _, all_ in sections
        for pieces in all_
    ]
    return len(sections) + sum(math.ceil((width(text) + _INDENT) / _WIDE) for text in texts)


def _matters(part: BookletPart, mechanism: Mechanism, named: int) -> Iterator[list[Piece]]:
    letters = Counter(found.code for each in part.items if (found := mechanism.category(each.category)))
    kinds = "、".join(f"{each.short}{letters[each.code]}件" for each in mechanism.categories if letters[each.code])
    yield [f"共{len(part.items)}件{f'（{kinds}）' if kinds and not part.items[0].asked else ''}："]
    for place, item in enumerate(part.items[:named], 1):
        yield [f"{place}.{_named(item)}", *_lead(item), "。"]
    if len(part.items) > named:
        yield [f"其余{len(part.items) - named}件见议题汇编。"]


def _named(item: BookletItem) -> str:
    said = phrase(without_phones(item.asked or item.subject))
    return f"{one_line(item.firm)}：{said}（{item.number}）"


def _lead(item: BookletItem) -> list[Piece]:
    if item.asked:
        return []
    return [f"，{'拟' if item.proposed else ''}由", known(item.lead), "牵头"]


def _progress(earlier: Sequence[EarlierItem], named: int) -> Iterator[list[Piece]]:
    if not earlier:
        yield ["没有前期事项。"]
        return
    count = Counter(each.status for each in earlier)
    late = [each for each in earlier if each.late]
    told = f"，其中{len(late)}件有超期或未反馈" if late else ""
    yield [f"共{len(earlier)}件：{'、'.join(f'{name}{many}件' for name, many in count.items())}{told}。"]
    for place, item in enumerate(late[:named], 1):
        yield [f"{place}.{one_line(item.lead)}：{one_line(item.firm)}（{item.number}）{'，'.join(item.late)}。"]
    # What is left is counted of all, so that the numbers of this page add up.
    if late and len(earlier) > min(named, len(late)):
        yield [f"其余{len(earlier) - min(named, len(late))}件见前期事项办理情况。"]
