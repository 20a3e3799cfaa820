"""The meeting's minutes (会议纪要), GB/T 9704-2012 10.3 as far as the issuer may go.

Only what the agenda says is written. What it leaves open stands as 【待定】; nothing is called decided that was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from toolkit.documents.minutes_matter import Feedback, MinutesItem, ProgressItem, item_pieces, progress_pieces
from toolkit.documents.setting.marking import with_mark
from toolkit.documents.setting.paper import PENDING, Paper, Piece, Run, fit_title, head, known, wording_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, half_day, numeral, one_line, phrase, sentence, without_phones
from toolkit.mechanism import Issuer, Mechanism

__all__ = ["Feedback", "MinutesContent", "MinutesItem", "ProgressItem", "write_minutes"]

_NO_FEEDBACK = Feedback()
#: What a meeting finds (会议认为, 会议指出) stands before what it agreed on, what it asks for behind it.
_FINDINGS = ("听取", "传达", "讨论", "认为", "指出")


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """What the minutes say.

    Attributes:
        meeting: the month it counts for, ``2024-03``.
        day: the day it was held.
        time: ``15:00`` or words; "" leaves the time of day out.
        place, chair: where, and who chaired (title and name as they are to be printed).
        attending, observing, absent: 出席, 列席, 请假; "" leaves the list out.
        items: the matters taken and agreed on, in order.
        progress: the earlier matters reported on, in order.
        issuer: in whose name, from the mechanism's ``issuers["minutes"]``.
        issued: the day the minutes are dated; None shows 【待定】.
        document_number: printed only where the issuer numbers its papers.
        open_items: the matters taken and not agreed on: put off, or still to be filled in.
        said: what the meeting said as such, by how it begins: 会议认为, 会议强调 …; in order.
        special_word: what requests of units are called as a kind, 特殊情况.
        feedback: how units report back.
        mark: by which the file is known again, invisible; "" for none.
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
    open_items: tuple[MinutesItem, ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    special_word: str = ""
    feedback: Feedback = _NO_FEEDBACK
    mark: str = ""


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
    return with_mark(paper.to_bytes(), content.mark)


def _parts(content: MinutesContent, mechanism: Mechanism) -> Iterator[tuple[str, list[list[Piece]]]]:
    classes = "、".join(mechanism.meeting.classes)
    findings = [(label, words) for label, words in content.said if any(each in label for each in _FINDINGS)]
    rest = [each for each in content.said if each not in findings]
    items, progress = enumerate(content.items, 1), enumerate(content.progress, 1)
    yield f"前期{classes}办理情况", [list(progress_pieces(place, each)) for place, each in progress]
    yield "会议讨论情况", [[_saying(label, words)] for label, words in findings]
    yield "会议议定事项", [list(item_pieces(place, each, content.feedback)) for place, each in items]
    open_items = enumerate(content.open_items, 1)
    yield "未议定事项", [list(item_pieces(place, each, content.feedback)) for place, each in open_items]
    yield "工作要求", [[_saying(label, words)] for label, words in rest]


def _saying(label: str, words: str) -> str:
    """Return what the meeting said with its beginning, which whoever filled in the agenda may have typed already."""
    return f"{label}，{sentence(one_line(without_phones(words)).removeprefix(label).lstrip('，,：: '))}"


def _introduction(content: MinutesContent, mechanism: Mechanism) -> Iterator[Piece]:
    yield f"{full_date(content.day)}{half_day(content.time)}，"
    yield known(one_line(content.chair))
    yield "在"
    yield known(one_line(content.place))
    yield f"主持召开{mechanism.meeting.title}"
    classes = "、".join(mechanism.meeting.classes)
    # Each matter is counted once: one whose request was decided is not among those only heard of.
    earlier = [each for each in content.items if each.is_earlier]
    again = sum(1 for each in earlier if each.request or each.special or _is_moved(each))
    heard = sum(1 for each in content.progress if each.situation.strip()) + len(earlier) - again
    # A matter without any outcome may not have come up at all.
    fresh = len(content.items) - len(earlier) + sum(1 for each in content.open_items if each.postponed)
    if heard:
        yield f"，听取{heard}件前期{classes}办理情况汇报"
    if fresh:
        yield f"，研究企业反映的{classes}{fresh}件"
    if again:
        yield f"，研定{content.special_word or '前期事项'}处理方式{again}件"
    subject = "会议议定事项" if content.items else "会议有关情况"
    yield f"。现将{subject}纪要如下："


def _is_moved(item: MinutesItem) -> bool:
    return item.due_before is not None and item.due is not None and item.due_before != item.due


def _attendance(paper: Paper, content: MinutesContent) -> None:
    """Write who was there: after one empty line, labels in 黑体, names in 仿宋 (10.3), in the standard's order."""
    lists = [("出席", content.attending), ("请假", content.absent), ("列席", content.observing)]
    given = [(label, one_line(names)) for label, names in lists if names.strip()]
    if given:
        paper.empty()
    for label, names in given:
        paper.write(Style.PEOPLE, Run(f"{label}：", Style.HEI), phrase(names))
