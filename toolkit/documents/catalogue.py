"""The catalogue of what a meeting is to take up (目录), on a page across; and the list of what was approved of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.marking import with_mark
from toolkit.documents.setting.page import TEXT_WIDTH_ACROSS
from toolkit.documents.setting.paper import Cell, Paper, TableColumn, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, one_line, without_phones
from toolkit.mechanism import Mechanism

_GAP = "　"


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """A matter on a catalogue.

    Attributes:
        number, firm, subject: 编号, 企业名称, 案由.
        channel: by which channel it came.
        problem: what the firm reports.
        verified: by whom it was looked into, and what came of it, a line each.
        proposal: what is proposed to be done.
        units: who is to handle it, in words.
        decided: for each step of the approval what was decided, "" for nothing yet.
        last: when and why it was put off the time before, "" for one that is listed for the first time.
        about_firm: what kind of firm it is and where, a word each; () where that is not known.
    """

    number: str
    firm: str
    subject: str
    channel: str
    problem: str
    verified: tuple[str, ...]
    proposal: str
    units: str
    decided: tuple[str, ...]
    last: str = ""
    about_firm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    millimetres: int
    cell: Callable[[CatalogueItem], Cell]
    centred: bool = False


def write_catalogue(
    items: Sequence[CatalogueItem],
    mechanism: Mechanism,
    *,
    title: str,
    meeting: str,
    held: date,
    day: date,
    to: str = "",
    steps: Sequence[str] = (),
    mark: str = "",
    withdrawn: Sequence[str] = (),
) -> bytes:
    """Return the catalogue as a Word file.

    Args:
        items: the matters, in order.
        mechanism: whose catalogue it is.
        title: its title.
        meeting: of which meeting it is, in words.
        held: the day of the meeting.
        day: the day of the paper.
        to: to whom it goes, "" for nobody in particular.
        steps: the steps of the approval, a column each; none where they are over.
        mark: by which the file is known when it comes back filled in, invisible; "" for none.
        withdrawn: what stood on it and has been withdrawn since, in words: whoever has the former one looks for it.

    Raises:
        ConfigError: the mechanism does not say in whose name it goes out (``note``).
    """
    issuer = issuer_of(mechanism, "note")
    heading = fit_title(title)
    paper = Paper(title=heading, issuer=issuer, day=day, across=True)
    head(paper, heading, issuer)
    about, whom = f"{meeting}（{full_date(held)}）", f"报{to}" if to else ""
    paper.write(Style.LIST_LINE, _GAP.join(filter(None, (about, whom, full_date(day), f"共{len(items)}件"))))
    columns = [*_COLUMNS, *(_step(place, each) for place, each in enumerate(steps))]
    rows = ([[[str(place)]], *(each.cell(item) for each in columns)] for place, item in enumerate(items, 1))
    paper.table(_placed(columns), rows, Style.TABLE_SMALL_HEAD)
    if withdrawn:
        paper.write(Style.TABLE_TEXT, f"原列入目录、已经撤回的：{'；'.join(one_line(each) for each in withdrawn)}。")
    return with_mark(paper.to_bytes(), mark)


def _step(place: int, name: str) -> _Column:
    return _Column(name, 22, lambda item: [[item.decided[place]]], centred=True)


def _placed(columns: Sequence[_Column]) -> list[TableColumn]:
    """Return the columns, the running number before them."""
    declared = [("序号", _ORDINAL_WIDTH, Style.TABLE_SMALL_CENTRED)]
    declared += [(each.header, each.millimetres, _look(each)) for each in columns]
    return share_out(declared, TEXT_WIDTH_ACROSS)


def _look(column: _Column) -> Style:
    return Style.TABLE_SMALL_CENTRED if column.centred else Style.TABLE_SMALL


def _text(*texts: str) -> Cell:
    return [[one_line(without_phones(text))] for text in texts if text] or [[]]


def _in_brackets(words: Sequence[str]) -> str:
    return f"（{'，'.join(words)}）" if words else ""


_ORDINAL_WIDTH = 9
_COLUMNS = (
    _Column("编号", 27, lambda item: _text(item.number), centred=True),
    _Column("企业名称", 36, lambda item: _text(item.firm, _in_brackets(item.about_firm))),
    _Column("收集渠道", 16, lambda item: _text(item.channel), centred=True),
    _Column("困难问题和意见建议", 50, lambda item: _text(item.problem or item.subject)),
    _Column("核实情况", 38, lambda item: _text(*item.verified)),
    _Column("处理意见建议", 40, lambda item: _text(item.proposal, f"（上次暂缓：{item.last}）" if item.last else "")),
    _Column("办理单位", 24, lambda item: _text(item.units)),
)
