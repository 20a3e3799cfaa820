"""The sign-in sheet (签到表): who is expected at a meeting, group by group, with room to sign; no telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, fit_title, head, issuer_of, table
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.together import keep_with_next
from toolkit.documents.setting.words import full_date, one_line
from toolkit.mechanism import Mechanism

_GAP = "　"
#: Header, width in millimetres; together the 156 of a page upright.
_COLUMNS = (("序号", 13), ("单位", 55), ("姓名", 24), ("职务", 32), ("签名", 32))
#: Lines for those who come unannounced.
_SPARE = 3
#: A last group of so many stays whole; of a larger one so many rows go along with what follows.
_WHOLE, _TOGETHER = 6, 2


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who is expected: the unit or firm, and the name and post where they are known."""

    unit: str
    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class SignInGroup:
    """Those of one kind: 镇街, 部门, 商会, 企业."""

    name: str
    people: tuple[Expected, ...]


def write_sign_in(groups: Sequence[SignInGroup], mechanism: Mechanism, *, day: date, place: str = "") -> bytes:
    """Return the sheet as a Word file, a table a group; the last one has empty lines.

    Args:
        groups: who is expected, those without anybody left out.
        mechanism: whose meeting it is.
        day: when it is.
        place: where it is, "" where that is not settled.

    Raises:
        ConfigError: the mechanism does not say who issues the meeting's papers.
    """
    issuer = issuer_of(mechanism, "minutes")
    title = fit_title(mechanism.meeting.title, "签到表")
    paper = Paper(title=title, issuer=issuer, day=day)
    head(paper, title, issuer)
    paper.write(Style.LIST_LINE, _GAP.join(filter(None, (full_date(day), one_line(place)))))
    others = SignInGroup("其他", tuple(Expected("") for _ in range(_SPARE)))
    columns = share_out(
        (name, wide, Style.TABLE_TEXT if name == "单位" else Style.TABLE_CENTRED) for name, wide in _COLUMNS
    )
    given = [each for each in groups if each.people]
    for group in (*given, others):
        paper.write(Style.TABLE_TITLE, group.name)
        rows = table(columns, [_row(number, each) for number, each in enumerate(group.people, 1)], Style.TABLE_HEAD)
        paper.append(rows)
        # Empty lines alone on a page look like a sheet of another meeting: the last group goes with them.
        if group in given[-1:]:
            keep_with_next([rows] if len(group.people) <= _WHOLE else rows[-_TOGETHER:])
    return paper.to_bytes()


def _row(number: int, person: Expected) -> list[Cell]:
    # Two lines a row, so that there is room for a signature.
    return [[[str(number)]], [[one_line(person.unit)]], [[one_line(person.name)]], [[one_line(person.post)]], [[], []]]
