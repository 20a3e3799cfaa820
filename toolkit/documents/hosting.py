"""The list of the day (接待安排): what is to be seen to by whom and when, and who is received; no telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, TableColumn, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, narrow_date, one_line
from toolkit.documents.sign_in import SignInGroup
from toolkit.mechanism import Mechanism

_GAP = "　"
#: Header and width in millimetres, whether its cells are centred; each table 156 together.
_DUTIES = (("序号", 12, True), ("事项", 62, False), ("负责单位", 36, False), ("完成时间", 30, True), ("落实", 16, True))
_GUESTS = (
    ("序号", 12, True), ("类别", 18, True), ("单位", 48, False), ("姓名", 22, True), ("职务", 32, True),
    ("座席", 24, True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HostingItem:
    """Something to be seen to: what, by whom, and by when."""

    what: str
    units: tuple[str, ...]
    due: date


def write_hosting(
    items: Sequence[HostingItem],
    groups: Sequence[SignInGroup],
    mechanism: Mechanism,
    *,
    title: str,
    day: date,
    hour: str = "",
    place: str = "",
) -> bytes:
    """Return the list as a Word file.

    Args:
        items: what is to be seen to, in order.
        groups: who is received, group by group.
        mechanism: whose meeting it is.
        title: what follows the meeting's own title.
        day: when it is.
        hour: at what time, "" where that is not settled.
        place: where, "" likewise.

    Raises:
        ConfigError: the mechanism does not say who issues its notes.
    """
    issuer = issuer_of(mechanism, "note")
    heading = fit_title(mechanism.meeting.title, title)
    paper = Paper(title=heading, issuer=issuer, day=day)
    head(paper, heading, issuer)
    when = f"{full_date(day)}{one_line(hour)}"
    paper.write(Style.LIST_LINE, _GAP.join(filter(None, (when, one_line(place)))))
    paper.write(Style.TABLE_TITLE, "分工")
    duties = [
        [_cell(str(number)), _cell(each.what), [[unit] for unit in each.units], _cell(_when(each, day)), [[]]]
        for number, each in enumerate(items, 1)
    ]
    paper.table(_columns(_DUTIES), duties, Style.TABLE_HEAD)
    guests = [(group.name, person) for group in groups for person in group.people]
    paper.write(Style.TABLE_TITLE, f"{mechanism.gathering.attend}人员")
    people = [
        [_cell(str(number)), _cell(kind), *(_cell(one_line(each)) for each in (who.unit, who.name, who.post)), [[]]]
        for number, (kind, who) in enumerate(guests, 1)
    ]
    paper.table(_columns(_GUESTS), people, Style.TABLE_HEAD)
    return paper.to_bytes()


def _when(item: HostingItem, day: date) -> str:
    return "当天" if item.due == day else f"{narrow_date(item.due)}前"


def _cell(text: str) -> Cell:
    return [[text]] if text else [[]]


def _columns(declared: Sequence[tuple[str, int, bool]]) -> list[TableColumn]:
    return share_out(
        (name, wide, Style.TABLE_CENTRED if centred else Style.TABLE_TEXT) for name, wide, centred in declared
    )
