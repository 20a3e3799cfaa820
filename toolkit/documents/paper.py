"""A paper that is being written: paragraphs and tables, each in a named style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from toolkit.documents import package
from toolkit.documents.page import TEXT_WIDTH, TEXT_WIDTH_ACROSS
from toolkit.documents.styles import Style
from toolkit.documents.words import PENDING_WORDS, clean
from toolkit.errors import ConfigError
from toolkit.mechanism import Issuer, Mechanism

_TITLE_LENGTH = 20  # characters of 22 points in 156 mm


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph that has a character style of its own."""

    text: str
    style: Style


#: What stands where a fact is missing.
PENDING = Run(PENDING_WORDS, Style.PENDING)
Piece = str | Run
#: A cell: its paragraphs, each of pieces.
Cell = Sequence[Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: its header, its width in twips, the paragraph style of its cells."""

    header: str
    width: int
    style: Style


def issuer_of(mechanism: Mechanism, kind: str) -> Issuer:
    """Return in whose name a kind of paper goes out.

    Raises:
        ConfigError: the mechanism's data do not say.
    """
    found = mechanism.issuers.get(kind)
    if found is None:
        raise ConfigError(f"机制“{mechanism.name}”没有写明“{kind}”由谁出具", "请在 mechanism.toml 的 [issuers] 中补充")
    return found


def wording_of(mechanism: Mechanism, key: str) -> str:
    """Return the mechanism's own words for a title.

    Raises:
        ConfigError: the mechanism's data do not give them.
    """
    found = mechanism.wording.get(key, "")
    if not found:
        raise ConfigError(f"机制“{mechanism.name}”没有写明用语“{key}”", "请在 mechanism.toml 的 [wording] 中补充")
    return found


def known(text: str) -> Piece:
    """Return the text, or the highlighted 【待定】 where there is none."""
    return text or PENDING


def fit_title(*parts: str) -> str:
    """Return a title whose lines break only between the parts given, which the caller cuts by sense (7.3.1)."""
    lines: list[str] = []
    for part in (clean(each) for each in parts):
        if lines and len(lines[-1]) + len(part) <= _TITLE_LENGTH:
            lines[-1] += part
        elif part:
            lines.append(part)
    return "\n".join(lines)


class Paper:
    """A Word paper. Everything is written in order, by style; :meth:`to_bytes` ends it."""

    def __init__(self, *, title: str, issuer: Issuer, day: date, across: bool = False) -> None:
        """Begin an empty paper of that issuer; ``across`` lays the page on its side."""
        self.document = package.blank(
            title=title.replace("\n", ""), author=issuer.name, day=day, across=across, sealed=issuer.seal
        )
        self.width = TEXT_WIDTH_ACROSS if across else TEXT_WIDTH

    def write(self, style: Style, *pieces: Piece) -> None:
        """Add a paragraph. A line end within a piece becomes a line break."""
        self.append(paragraph(style, pieces))

    def empty(self, style: Style = Style.NORMAL) -> None:
        """Add one empty line (空一行)."""
        self.write(style)

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], head: Style) -> None:
        """Add a table whose header repeats on every page and whose rows stay whole."""
        self.append(table(columns, rows, head))

    def append(self, element: Any) -> None:
        """Add a ready element before the section's properties, which end the body."""
        self.document.element.body[-1].addprevious(element)

    def to_bytes(self) -> bytes:
        """Return the file."""
        end = self.document.element.body[-1].getprevious()
        if end is not None and end.tag == qn("w:tbl"):
            self.empty(Style.TAIL)  # Word wants a paragraph after a table; a whole line might begin a blank page
        return package.to_bytes(self.document)


def head(paper: Paper, title: str, issuer: Issuer, number: str = "") -> None:
    """Write the title, or the red mark with its line where the issuer's data ask for one, and the document number.

    A number is printed only by an issuer that numbers its papers; not yet given, it is 【待定】.
    """
    paper.write(Style.MARK if issuer.red_head else Style.TITLE, title)
    if issuer.document_number:
        paper.write(Style.NUMBER, known(number))
    if issuer.red_head:
        paper.empty(Style.RULE)


def paragraph(style: Style, pieces: Iterable[Piece]) -> Any:
    """Return a paragraph element in that style."""
    element = _new("w:p")
    properties = _child(element, "w:pPr")
    _child(properties, "w:pStyle", val=style)
    for piece in _joined(pieces):
        _add_run(element, piece)
    return element


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Put neighbours of the same look into one run: who edits or searches the paper meets whole sentences."""
    for style, group in groupby(pieces, key=lambda each: each.style if isinstance(each, Run) else None):
        text = "".join(each.text if isinstance(each, Run) else each for each in group)
        if text:
            yield Run(text, style) if style else text


def table(columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], head: Style) -> Any:
    """Return a table element, written directly: python-docx takes seconds for a list of some hundred rows."""
    element = _new("w:tbl")
    properties = _child(element, "w:tblPr")
    _child(properties, "w:tblStyle", val=Style.GRID)
    _child(properties, "w:tblW", w=str(sum(each.width for each in columns)), type="dxa")
    _child(properties, "w:jc", val="center")
    _child(properties, "w:tblLayout", type="fixed")
    _child(properties, "w:tblLook", val="0000")
    grid = _child(element, "w:tblGrid")
    for column in columns:
        _child(grid, "w:gridCol", w=str(column.width))  # WPS goes by these, Word by the cells' own widths
    element.append(_row(columns, [[[each.header]] for each in columns], [head] * len(columns), repeats=True))
    styles = [each.style for each in columns]
    for row in rows:
        element.append(_row(columns, row, styles))
    return element


def _row(
    columns: Sequence[TableColumn], cells: Sequence[Cell], styles: Sequence[Style], *, repeats: bool = False
) -> Any:
    row = _new("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if repeats:
        _child(properties, "w:tblHeader")
    for column, cell, style in zip(columns, cells, styles, strict=True):
        element = _child(row, "w:tc")
        own = _child(element, "w:tcPr")
        _child(own, "w:tcW", w=str(column.width), type="dxa")
        _child(own, "w:vAlign", val="center")
        for pieces in cell or [[]]:  # a cell without a paragraph is a broken file
            element.append(paragraph(style, pieces))
    return row


def _add_run(element: Any, piece: Piece) -> None:
    text, style = (piece, None) if isinstance(piece, str) else (piece.text, piece.style)
    run = _child(element, "w:r")
    properties = _child(run, "w:rPr")
    if style:
        _child(properties, "w:rStyle", val=style)
    _child(properties, "w:rFonts", hint="eastAsia")
    for index, line in enumerate(clean(text).split("\n")):
        if index:
            _child(run, "w:br")
        words = _child(run, "w:t")
        words.text = line.replace("\t", " ")
        words.set(qn("xml:space"), "preserve")


def _new(tag: str) -> Any:
    return OxmlElement(tag)


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = _new(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element
