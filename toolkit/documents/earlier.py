"""Earlier matters (前期办理情况): what was promised by when, what has been reported, how late it is; before a meeting.

Seed 000 §三（四）: 每月“政企面对面”联络协作工作会议前，由承办单位汇报重点问题前期办理情况.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.page import TEXT_WIDTH_ACROSS
from toolkit.documents.setting.paper import Cell, Paper, Piece, Run, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, narrow_date, one_line, without_phones
from toolkit.mechanism import Mechanism

_GAP = "　"


@dataclass(frozen=True, slots=True)
class EarlierItem:
    """A matter that an earlier meeting dealt with.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        decisions: what each meeting decided about it (议定事项), the first promise first: which meeting, what.
        lead, support: the units.
        dues: names of its deadlines and their days.
        reported: what the units have reported, "" for nothing.
        reported_on: when they did last, None where they did not.
        late: how late it is, in words, a line each; () where it is not.
        status: 状态.
        asked_on: when it was asked for what is late before this meeting (会前反馈), None where nothing is.
    """

    number: str
    firm: str
    subject: str
    decisions: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    support: str = ""
    dues: tuple[tuple[str, date], ...] = ()
    reported: str = ""
    reported_on: date | None = None
    late: tuple[str, ...] = ()
    status: str = ""
    asked_on: date | None = None


#: Header, width in millimetres, whether its cells are centred; together the 225 of a page across.
_COLUMNS = (
    ("序号", 10, True), ("编号", 21, True), ("企业名称和案由", 32, False), ("{decided}", 38, False),
    ("承办单位", 27, False), ("时限", 22, True), ("报送的办理情况", 45, False), ("进度", 30, False),
)  # fmt: skip


def write_earlier(items: Sequence[EarlierItem], mechanism: Mechanism, *, day: date, as_of: date) -> bytes:
    """Return the table as a Word file on pages across.

    Args:
        items: the matters, in order.
        mechanism: whose meeting it is.
        day: the day of the meeting.
        as_of: the day the table speaks of.

    Raises:
        ConfigError: the mechanism does not say who issues the meeting's papers.
    """
    issuer = issuer_of(mechanism, "minutes")
    title = f"前期{'、'.join(mechanism.meeting.classes)}办理情况"
    paper = Paper(title=title, issuer=issuer, day=as_of, across=True)
    head(paper, title, issuer)
    late = sum(bool(each.late) for each in items)
    told = f"共{len(items)}件" + (f"，其中{late}件有超期或未反馈" if late else "")
    held = mechanism.gathering
    paper.write(Style.LIST_LINE, _GAP.join((f"{full_date(day)}{held.word}", f"数据截至{full_date(as_of)}", told)))
    if not items:
        paper.write(Style.BODY, "没有前期事项。")
        return paper.to_bytes()
    declared = (
        (held.put(name), wide, Style.TABLE_SMALL_CENTRED if centred else Style.TABLE_SMALL)
        for name, wide, centred in _COLUMNS
    )
    columns = share_out(declared, TEXT_WIDTH_ACROSS)
    paper.table(columns, [_row(place, each, held.word) for place, each in enumerate(items, 1)], Style.TABLE_SMALL_HEAD)
    return paper.to_bytes()


def _row(place: int, item: EarlierItem, word: str) -> list[Cell]:
    units = [[one_line(item.lead)]] + ([[f"配合：{one_line(item.support)}"]] if item.support else [])
    since = [[f"{narrow_date(item.reported_on)}报："]] if item.reported_on and item.reported else []
    progress: list[list[Piece]] = [[Run(each, Style.HEI)] for each in item.late] or [["未超期"]]
    # The day is told: an earlier report, with its own day beside it, is no answer to what was asked since.
    progress += [[f"（{narrow_date(item.asked_on)}征询）"]] if item.asked_on else []
    return [
        [[str(place)]],
        [[item.number]],
        [[one_line(item.firm)], [one_line(item.subject)]],
        _decided(item, word) or [["—"]],
        units,
        [line for name, due in item.dues for line in ([f"{name}"], [narrow_date(due)])] or [["—"]],
        [*since, *_text(item.reported)] or [["尚未报送"]],
        [[item.status], *progress],
    ]


def _decided(item: EarlierItem, word: str) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for meeting, words in item.decisions:
        lines += [[f"{meeting} {word}："]] if meeting else []
        lines += _text(words)
    return lines


def _text(text: str) -> list[list[Piece]]:
    return [[line.strip()] for line in without_phones(clean(text)).split("\n") if line.strip()]
