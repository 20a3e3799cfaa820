"""The rows of a sheet part: what their cells say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from toolkit.ooxml import markup
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.refs import COLUMNS, column_index
from toolkit.ooxml.strings import plain_text, rich_text
from toolkit.ooxml.styles import Styles
from toolkit.ooxml.values import CellError, Value, decode_text, from_iso, from_serial, is_empty

# A cell as all the programs we know write it; anything else in a row sends the row to the XML parser.
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    r"(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v/>)?'
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>|<is/>)?'
    r"</c>)"
)
_GROUPS = 7
_FORMULA = re.compile(r"<f[^<>]*>([^<]*)</f>")
_TRUE = frozenset({"1", "true"})


class Cell(NamedTuple):
    """What stands in a cell.

    Attributes:
        value: None where there is nothing; a formula's cached result where there is one.
        style: the index of its format.
        formula: its formula without the equals sign, "" where it shares another cell's, None where it has none.
    """

    value: Value
    style: int
    formula: str | None

    @property
    def is_filled(self) -> bool:
        """Whether a person sees something here, or a formula whose result is not known yet."""
        return not is_empty(self.value) or (self.formula is not None and self.value is None)


class Row(NamedTuple):
    """A row that the sheet has an element for: its number counted from 1, its cells by column counted from 0."""

    number: int
    cells: dict[int, Cell]
    hidden: bool


class RowReader:
    """Turns the bytes of rows into values."""

    def __init__(self, frame: Frame, texts: Sequence[str], styles: Styles, *, date1904: bool) -> None:
        self._frame = frame
        self._texts = texts
        self._styles = styles
        self._date1904 = date1904

    def rows(self) -> Iterator[Row]:
        """Yield every row the sheet has an element for, in the order of the file.

        Raises:
            BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
        """
        return map(self.row, self._frame.spans())

    def row(self, span: Span) -> Row:
        """Return one row.

        Raises:
            BrokenPackageError: it is not well-formed, or names a shared string that is not there.
        """
        data = self._frame.data
        hidden = b"hidden" in data[span.start : span.inner]
        hidden = hidden and markup.tag_attributes(data[span.start : span.inner]).get("hidden") in _TRUE
        cells = self.understood(data[span.inner : span.close])
        return Row(span.number, self._parsed(data[span.start : span.end]) if cells is None else cells, hidden)

    def understood(self, raw: bytes) -> dict[int, Cell] | None:
        """Return the cells that ``raw`` is made of, None where it is written so that only an XML parser can tell.

        Raises:
            BrokenPackageError: it names a shared string that is not there.
        """
        text = raw.decode("utf-8", "replace")
        pieces = _CELL.split(text)
        # What lies between the cells must be nothing: then every byte of the row was understood. A raw carriage
        # return is the one character that the parser would read as another.
        return None if any(pieces[::_GROUPS]) or "\r" in text else self._matched(pieces)

    def _matched(self, pieces: list[str]) -> dict[int, Cell]:
        cells = {}
        columns = [pieces[at::_GROUPS] for at in range(1, _GROUPS)]
        for letters, style, kind, formula, raw, inline in zip(*columns, strict=True):
            index = int(style) if style else 0
            told = None
            if formula is not None:
                content = _FORMULA.match(formula)
                told = markup.unescape(content[1]) if content else ""
            if inline is not None and kind == "inlineStr":
                value: Value = plain_text(inline)
            else:
                value = self._value(kind, raw, index)
            cells[COLUMNS[letters]] = Cell(value, index, told)
        return cells

    def _parsed(self, raw: bytes) -> dict[int, Cell]:
        """Return the cells of a row that is written in an unusual way."""
        cells, column = {}, -1
        for element in markup.parse(self._frame.around(raw))[0]:
            if markup.local_name(element) == "c":
                letters = element.get("r", "").rstrip("0123456789").replace("$", "")
                column = column_index(letters) if letters.isalpha() and letters.isascii() else column + 1
                cells[column] = self._parsed_cell(element)
        return cells

    def _parsed_cell(self, element: etree._Element) -> Cell:
        style, kind = element.get("s", ""), element.get("t")
        index = int(style) if style.isdecimal() else 0
        formula, raw, inline = None, None, None
        for inside in element:
            match markup.local_name(inside):
                case "f":
                    formula = inside.text or ""
                case "v":
                    raw = inside.text or ""
                case "is":
                    inline = rich_text(inside)
        if kind == "inlineStr" and inline is not None:
            return Cell(inline, index, formula)
        return Cell(self._value(kind, None if raw is None else markup.escape(raw), index), index, formula)

    def _value(self, kind: str | None, raw: str | None, style: int) -> Value:
        """Return the value of a ``<v>``, whose characters are still escaped."""
        if kind == "s" and raw:
            try:
                return self._texts[int(raw)]
            except (ValueError, IndexError):
                raise BrokenPackageError("单元格引用了不存在的文字") from None
        if raw is None or (not raw and kind != "str"):
            return None
        if kind is None or kind == "n":
            return self._number(raw, style)
        text = markup.unescape(raw)
        match kind:
            case "b":
                return text in _TRUE
            case "e":
                return CellError(text)
            case "d":
                return from_iso(text)
        return decode_text(text)

    def _number(self, raw: str, style: int) -> Value:
        try:
            number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        except ValueError:
            return markup.unescape(raw)
        if self._styles.is_date(style):
            day = from_serial(number, date1904=self._date1904)
            return number if day is None else day
        return number
