"""The list of matters in hand (事项办理清单) as a Word table on a page across."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.assignment_item import AssignmentItem
from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.headers import headed
from toolkit.documents.setting.page import TEXT_WIDTH_ACROSS
from toolkit.documents.setting.paper import (
    PENDING,
    Cell,
    Paper,
    Piece,
    Run,
    TableColumn,
    fit_title,
    head,
    issuer_of,
    wording_of,
)
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, narrow_date, one_line, width
from toolkit.mechanism import Mechanism

_GAP = "　"
#: Characters of 12 points that a line across holds, less some that a wider face would take.
_ONE_LINE = 48


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    millimetres: int
    cell: Callable[[AssignmentItem, Mechanism], Cell]
    centred: bool = False
    #: Left out, and its width given to the others, where no matter has anything in it.
    optional: bool = False


def write_assignments(items: Sequence[AssignmentItem], mechanism: Mechanism, *, heading: str, day: date) -> bytes:
    """Return the list as a Word file.

    Args:
        items: the matters, in order.
        mechanism: whose list it is.
        heading: what the list is of, printed below the title: a meeting, a unit; "" for nothing.
        day: the day the list speaks of.

    Raises:
        ConfigError: the mechanism does not name the list or its issuer.
    """
    issuer = issuer_of(mechanism, "assignments")
    title = fit_title(wording_of(mechanism, "assignments_title"))
    paper = Paper(title=title, issuer=issuer, day=day, across=True)
    head(paper, title, issuer)
    paper.write(Style.LIST_LINE, _broken(heading_line(issuer.name, heading, day, len(items))))
    columns = [each for each in _COLUMNS if not each.optional or any(_filled(each, item, mechanism) for item in items)]
    for line in notes(items, mechanism):
        paper.write(Style.TABLE_NOTE, line)
    rows = ([[[str(place)]], *(each.cell(item, mechanism) for each in columns)] for place, item in enumerate(items, 1))
    paper.table(_placed(columns, mechanism), rows, Style.TABLE_SMALL_HEAD)
    return paper.to_bytes()


def heading_line(issuer: str, heading: str, day: date, count: int) -> str:
    """Return the line below the title: what, whose, which day, how many."""
    return _GAP.join(each for each in (one_line(heading), issuer, full_date(day), f"共{count}件") if each)


def _broken(line: str) -> str:
    """Return the line below the title, cut in two before the issuer where a page's width does not hold it.

    Word would cut it where it is full, and leave 共3件 alone on the second line.
    """
    heading, _, rest = line.partition(_GAP)
    return line if width(line) <= _ONE_LINE else f"{heading}\n{rest}"


def notes(items: Sequence[AssignmentItem], mechanism: Mechanism) -> list[str]:
    """Return the notes above the list, where no page break parts them from it: what its letters stand for."""
    used = {found.code for each in items if (found := mechanism.category(each.category))}
    words = "；".join(each.printed for each in mechanism.categories if each.code in used)
    return [f"{headed(mechanism, '问题类别')}：{words}。"] if words else []


def _filled(column: _Column, item: AssignmentItem, mechanism: Mechanism) -> bool:
    return any(piece for pieces in column.cell(item, mechanism) for piece in pieces)


def _placed(columns: Sequence[_Column], mechanism: Mechanism) -> list[TableColumn]:
    """Return the columns, the running number before them."""
    declared = [("序号", _ORDINAL_WIDTH, Style.TABLE_SMALL_CENTRED)]
    for column in columns:
        style = Style.TABLE_SMALL_CENTRED if column.centred else Style.TABLE_SMALL
        declared.append((headed(mechanism, column.header), column.millimetres, style))
    return share_out(declared, TEXT_WIDTH_ACROSS)


def _text(value: str) -> Cell:
    return [[one_line(value)]]


def _category(item: AssignmentItem, mechanism: Mechanism) -> Cell:
    found = mechanism.category(item.category)
    return [[found.code if found else one_line(item.category)]]


def _lead(item: AssignmentItem, _: Mechanism) -> Cell:
    unit: list[Piece] = [one_line(item.lead) or PENDING]
    # Name and number on lines of their own, so that no number is broken.
    return [unit, *([part] for part in item.lead_contact.split())]


def _clocks(item: AssignmentItem, mechanism: Mechanism) -> Cell:
    """The days of a matter one below the other, the one that counts in 黑体."""
    lines: list[list[Piece]] = []
    if item.dispatched:
        sent = headed(mechanism, "交办日期").removesuffix("日期")
        lines.append([f"{sent} {narrow_date(item.dispatched)}"])
    if item.opinion_due:
        lines.append([f"意见 {narrow_date(item.opinion_due)}"])
    if item.due:
        lines.append([Run(f"办结 {narrow_date(item.due)}", Style.HEI)])
    else:
        lines.append(["办结 ", item.due_within or PENDING])
    return lines


_ORDINAL_WIDTH = 10
#: Widths in millimetres, together the 225 of a page across when every column is there. 编号, days and status stand on
#: one line even where a wider face stands in for 仿宋.
_COLUMNS = (
    _Column("编号", 21, lambda item, _: [[item.number or PENDING]], centred=True),
    _Column("企业名称", 26, lambda item, _: _text(item.firm)),
    _Column("案由", 26, lambda item, _: _text(item.subject)),
    _Column("类别", 11, _category, centred=True),
    _Column("议定事项", 33, lambda item, _: _text(item.decision), optional=True),
    _Column("牵头单位\n及联系人", 30, _lead),
    _Column("配合单位", 19, lambda item, _: _text(item.support), optional=True),
    _Column("交办及时限", 32, _clocks),
    _Column("状态", 17, lambda item, _: _text(item.status), centred=True, optional=True),
)
