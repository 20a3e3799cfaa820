"""A firm's dossier on paper: its file (一企一档) for the office, and what is done for it (一企一策)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, fit_title, head, issuer_of, known
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import full_date, narrow_date, numeral, one_line, without_phones
from toolkit.mechanism import Mechanism

_NONE = "无。"
_PRIVATE = "本档案含企业敏感信息和联系电话，供办公室内部存档使用，不得传播扩散。"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in the file: its day, its number, who came and how; what was noted of it, column and words."""

    number: str
    day: date | None
    visitor: str
    way: str
    notes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter of the firm, and what became of it."""

    number: str
    category: str
    text: str
    lead: str
    due: date | None
    status: str
    measure: str
    result: str
    satisfaction: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a firm or chamber.

    Attributes:
        firm: its name.
        facts: what the sheet 企业 says of it, column and words, and who looks after it.
        visits: the visits to it, the latest first.
        matters: its matters, by 编号.
        suggestions: what it said for others to hear: day and words.
        day: the day it speaks of.
    """

    firm: str
    facts: Sequence[tuple[str, str]]
    visits: Sequence[VisitLine]
    matters: Sequence[MatterLine]
    suggestions: Sequence[tuple[str, str]]
    day: date


def write_firm_file(content: Dossier, mechanism: Mechanism, title: str) -> bytes:
    """Return the firm's file (一企一档) as a Word file: all that is known, for the office only.

    Raises:
        ConfigError: the mechanism does not name who issues its lists; the same keeps the files.
    """
    paper = _begun(content, mechanism, title)
    parts = (("基本情况", _facts), ("走访情况", _visits), ("诉求和答复", _matters), ("意见建议", _suggestions))
    for place, (heading, part) in enumerate(parts, 1):
        paper.write(Style.HEADING_1, f"{numeral(place)}、{heading}")
        part(paper, content)
    paper.write(Style.TABLE_NOTE, _PRIVATE)
    return paper.to_bytes()


def write_firm_plan(content: Dossier, mechanism: Mechanism, title: str) -> bytes:
    """Return what is done for the firm (一企一策) as a Word file: each open matter, by whom, how, until when.

    Nobody's telephone stands in it, nor anything of the firm's business: it may go to the units that help.
    """
    paper = _begun(content, mechanism, title)
    running = [each for each in content.matters if each.is_open]
    paper.write(
        Style.BODY,
        f"{one_line(content.firm)}现有在办诉求{len(running)}件，服务措施如下：" if running else "目前没有在办诉求。",
    )
    rows: list[Sequence[Cell]] = [
        [
            _text(f"{each.number}\n{each.category}"), _text(without_phones(each.text)), [[known(each.lead)]],
            [[known(one_line(without_phones(each.measure)))]],
            [[known(narrow_date(each.due) if each.due else "")]], _text(each.status),
        ]
        for each in running
    ]  # fmt: skip
    if rows:
        columns = (("编号", 27), ("诉求", 41), ("承办单位", 24), ("服务措施", 32), ("时限", 20), ("进展", 14))
        _table(paper, columns, rows)
    return paper.to_bytes()


def _begun(content: Dossier, mechanism: Mechanism, title: str) -> Paper:
    issuer = issuer_of(mechanism, "assignments")
    whole = fit_title(title, content.firm, keep=(content.firm,))
    paper = Paper(title=whole, issuer=issuer, day=content.day)
    head(paper, whole, issuer)
    paper.write(Style.ISSUED, issuer.name)
    paper.write(Style.ISSUED, full_date(content.day))
    paper.empty()
    return paper


def _facts(paper: Paper, content: Dossier) -> None:
    if not content.facts:
        paper.write(Style.BODY, _NONE)
        return
    _table(paper, (("栏目", 34), ("内容", 122)), [[_text(name), _text(words)] for name, words in content.facts])


def _visits(paper: Paper, content: Dossier) -> None:
    if not content.visits:
        paper.write(Style.BODY, "还没有走访。")
        return
    rows = [
        [
            _text(f"{narrow_date(each.day) if each.day else '（未填日期）'}\n{each.number}"),
            _text(f"{each.visitor}\n{each.way}"),
            [[f"{name}：{one_line(words)}"] for name, words in each.notes] or [[""]],
        ]
        for each in content.visits
    ]
    _table(paper, (("日期", 27), ("走访人", 24), ("情况", 105)), rows)


def _matters(paper: Paper, content: Dossier) -> None:
    if not content.matters:
        paper.write(Style.BODY, _NONE)
        return
    rows = [
        [
            _text(f"{each.number}\n{each.category}"), _text(each.text), _text(each.lead), _text(each.status),
            _text(each.result or each.measure), _text(each.satisfaction),
        ]
        for each in content.matters
    ]  # fmt: skip
    columns = (("编号", 27), ("诉求", 41), ("承办单位", 24), ("状态", 15), ("答复", 35), ("满意度", 14))
    _table(paper, columns, rows)


def _suggestions(paper: Paper, content: Dossier) -> None:
    for when, words in content.suggestions:
        paper.write(Style.BODY, f"{when}　{one_line(words)}")
    if not content.suggestions:
        paper.write(Style.BODY, _NONE)


def _table(paper: Paper, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]) -> None:
    """Add a table as wide as the text, by the widths given in millimetres."""
    laid = share_out((*column, Style.TABLE_SMALL) for column in columns)
    paper.table(laid, rows, Style.TABLE_SMALL_HEAD)
    paper.empty(Style.TABLE_NOTE)


def _text(value: str) -> Cell:
    return [[line] for line in value.split("\n") if line.strip()] or [[""]]
