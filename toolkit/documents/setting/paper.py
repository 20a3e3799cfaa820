"""A paper that is being written: paragraphs and tables, each in a named style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from toolkit.documents.setting import package
from toolkit.documents.setting.imprint import imprint_xml
from toolkit.documents.setting.page import TEXT_WIDTH, TEXT_WIDTH_ACROSS
from toolkit.documents.setting.styles import KEPT_IN_TABLE, Style
from toolkit.documents.setting.title import LENGTH, title_lines
from toolkit.documents.setting.together import keep_ends_together
from toolkit.documents.setting.words import PENDING_WORDS, clean, full_date
from toolkit.errors import ConfigError
from toolkit.mechanism import Issuer, Mechanism


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


def fit_title(*parts: str, keep: Sequence[str] = ()) -> str:
    """Return a title whose lines break between the parts given, which the caller cuts by sense (7.3.1).

    A part too long for a line is broken where it reads well, never inside quotes, numbers or a name to ``keep``.
    """
    lines: list[str] = []
    for part in (line for each in parts for line in clean(each).split("\n") if line):
        if lines and len(lines[-1]) + len(part) <= LENGTH:
            lines[-1] += part
        else:
            lines += title_lines(part, keep)
    return "\n".join(lines)


class Paper:
    """A Word paper. Everything is written in order, by style; :meth:`to_bytes` ends it."""

    def __init__(self, *, title: str, issuer: Issuer, day: date, across: bool = False, issued: str = "") -> None:
        """Begin an empty paper of that issuer.

        Args:
            title: the file's title.
            issuer: in whose name it goes out; its imprint ends the paper.
            day: the day of the paper.
            across: lays the page on its side.
            issued: the imprint's day as it is to be printed; "" prints ``day``.
        """
        self.document = package.blank(title=title.replace("\n", ""), issuer=issuer, day=day, across=across)
        self.width = TEXT_WIDTH_ACROSS if across else TEXT_WIDTH
        self._issuer, self._issued = issuer, issued or full_date(day)

    def write(self, style: Style, *pieces: Piece) -> None:
        """Add a paragraph. A line end within a piece becomes a line break."""
        self.append(paragraph(style, pieces))

    def empty(self, style: Style = Style.NORMAL) -> None:
        """Add one empty line (空一行)."""
        self.write(style)

    def table(
        self,
        columns: Sequence[TableColumn],
        rows: Iterable[Sequence[Cell]],
        head: Style,
        *,
        kept: bool = False,
        ends: bool = False,
    ) -> None:
        """Add a table whose header repeats on every page and whose rows stay whole.

        ``kept`` keeps it on one page; ``ends`` leaves no row alone at the end of a page or on the last.
        """
        self.append(table(columns, rows, head, kept=kept, ends=ends))

    def append(self, element: Any) -> None:
        """Add a ready element before the section's properties, which end the body."""
        self.document.element.body[-1].addprevious(element)

    def to_bytes(self) -> bytes:
        """Return the file, the imprint at its end where the issuer has one."""
        keep_ends_together(self.document.element.body)
        imprint, plain = self._issuer.imprint, self._issuer.letterhead
        if imprint and (imprint.copies or not plain):
            self.append(parse_xml(imprint_xml(imprint, self._issued, width=self.width, plain=plain)))
        end = self.document.element.body[-1].getprevious()
        if end is not None and end.tag == qn("w:tbl"):
            self.empty(Style.TAIL)  # Word wants a paragraph after a table; a whole line might begin a blank page
        return package.to_bytes(self.document)


def head(paper: Paper, title: str, issuer: Issuer, number: str | Sequence[Piece] = "") -> None:
    """Write what stands above a paper's text, as its issuer's data ask: mark, document number, red rule, title.

    A number is printed only by an issuer that numbers its papers; not yet given, it is 【待定】.
    """
    pieces = [known(number)] if isinstance(number, str) else number
    numbered = pieces if issuer.document_number else []
    title = fit_title(title)
    if issuer.letterhead or (issuer.red_head and issuer.mark):
        _furniture(paper, issuer, numbered)
        paper.empty()
        paper.empty()  # 7.3.1, 10.1: the title two lines below
        paper.write(Style.TITLE, title)
        return
    paper.write(Style.MARK if issuer.red_head else Style.TITLE, title)
    _number(paper, issuer, numbered)
    if issuer.red_head or issuer.red_rule:
        paper.empty(Style.RULE)


def _furniture(paper: Paper, issuer: Issuer, number: Sequence[Piece]) -> None:
    """Write a letter's number, its mark standing in the page's head (10.1), or mark, number and rule (7.2)."""
    if issuer.letterhead:
        if number:
            paper.write(Style.NUMBER_RIGHT, *number)
        return
    paper.write(Style.MARK, issuer.mark)
    paper.empty()
    paper.empty()  # 7.2.5: the number two lines below the mark
    _number(paper, issuer, number)
    paper.empty(Style.RULE)


def _number(paper: Paper, issuer: Issuer, number: Sequence[Piece]) -> None:
    """Write the number, and in one line with it who signed for a higher body (7.2.6)."""
    if not issuer.signer:
        if number:
            paper.write(Style.NUMBER, *number)
        return
    line = paragraph(Style.NUMBER_UP, number)
    _child(_child(line, "w:r"), "w:tab")
    for piece in ("签发人：", Run(issuer.signer, Style.KAI)):
        _add_run(line, piece)
    paper.append(line)


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


def table(
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Cell]],
    head: Style,
    *,
    kept: bool = False,
    ends: bool = False,
) -> Any:
    """Return a table element, written directly: python-docx takes seconds for a list of some hundred rows.

    ``kept`` keeps each row but the last with the next one, so that no page ends within the table. Of any other the last
    two rows stay together: one alone on a page looks like a sheet of another paper. ``ends`` keeps the header and the
    first row together as well: not for all, as LibreOffice 7.4 may lose the rows behind a header and a single row at a
    page's end.
    """
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
    heads = [KEPT_IN_TABLE[head] if kept or ends else head] * len(columns)
    element.append(_row(columns, [[[each.header]] for each in columns], heads, repeats=True))
    styles = [each.style for each in columns]
    together = [KEPT_IN_TABLE.get(each, each) for each in styles]
    body = list(rows)
    for at, row in enumerate(body, 1):
        stays = at < len(body) and (kept or at == len(body) - 1 or (ends and at == 1))
        element.append(_row(columns, row, together if stays else styles))
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
