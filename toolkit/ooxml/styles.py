"""xl/styles.xml: which cell formats show dates, and formats added for what is written. Never renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.values import Value, is_date_format, needs_quote

DATE_CODE = "yyyy-mm-dd"
TIME_CODE = "yyyy-mm-dd hh:mm"
_FIRST_CUSTOM = 164


class Styles:
    """The cell formats of a workbook, by the index that a cell's ``s`` names."""

    def __init__(self, data: bytes) -> None:
        """Read the part; b"" stands for a workbook without styles.

        Raises:
            BrokenPackageError: the part is not well-formed, or has a DOCTYPE.
        """
        self.data = markup.utf8(data)
        codes, formats, dates = _read(self.data) if self.data else ({}, (), ())
        self._codes, self._formats, self._dates = dict(codes), list(formats), list(dates)

    def is_date(self, index: int) -> bool:
        """Return whether a number in a cell of this format is a date."""
        return 0 <= index < len(self._dates) and self._dates[index]

    def for_value(self, like: int, value: Value) -> int:
        """Return ``like``, or a format equal to it but for what lets ``value`` be shown and edited as what it is.

        Raises:
            UneditableError: the workbook has no formats to which one could be added.
        """
        if not isinstance(value, str):
            like = self._without_quote(like)
        if isinstance(value, date):
            return self.date_style(like, with_time=isinstance(value, datetime))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number_style(like)
        return self.text_style(like) if needs_quote(value) else like

    def date_style(self, like: int, *, with_time: bool = False) -> int:
        """Return ``like`` where it shows dates, else a format equal to it that shows ``2024-03-05``.

        Raises:
            UneditableError: the workbook has no formats to which one could be added.
        """
        if self.is_date(like):
            return like
        code = TIME_CODE if with_time else DATE_CODE
        number_format = next((known for known, text in self._codes.items() if text == code), None)
        if number_format is None:
            self._format(like)  # refuses before anything is added
            number_format = self._add_code(code)
        return self._variant(like, numFmtId=str(number_format), applyNumberFormat="1")

    def text_style(self, like: int) -> int:
        """Return a format equal to ``like`` with ``quotePrefix``: text in it stays text when a person edits the cell.

        Raises:
            UneditableError: the workbook has no formats to which one could be added.
        """
        return self._variant(like, quotePrefix="1")

    def number_style(self, like: int) -> int:
        """Return ``like``, or an equal format in the general number format where ``like`` would show a date.

        Raises:
            UneditableError: the workbook has no formats to which one could be added.
        """
        return self._variant(like, numFmtId="0") if self.is_date(like) else like

    def _without_quote(self, like: int) -> int:
        """Return a format equal to ``like`` that does not turn what a person types into text."""
        raw = self._format(like) if self._formats else b"<xf/>"
        quoted = markup.tag_attributes(_start_tag(raw)).get("quotePrefix") in ("1", "true")
        return self._variant(like, quotePrefix=None) if quoted else like

    def _format(self, like: int) -> bytes:
        if not self._formats:
            raise UneditableError("工作簿中没有单元格样式")
        return self._formats[like if 0 <= like < len(self._formats) else 0]

    def _variant(self, like: int, **changes: str | None) -> int:
        """Return the format equal to ``like`` with these attributes (None: without), added where there is none yet."""
        raw = self._format(like)
        tag = _start_tag(raw)
        if all(markup.tag_attributes(tag).get(name) == value for name, value in changes.items()):
            return like
        changed = tag
        for name, value in changes.items():
            if value is None:
                changed = markup.without_attribute(changed, name)
            else:
                changed = markup.with_attribute(changed, name, value)
        wanted = changed + raw[len(tag) :]
        meaning = _meaning(wanted)
        for index, known in enumerate(self._formats):
            if _meaning(known) == meaning:
                return index
        self._append(b"cellXfs", wanted)
        self._formats.append(wanted)
        self._dates.append(_shows_date(wanted, self._codes))
        return len(self._formats) - 1

    def _add_code(self, code: str) -> int:
        """Return the id of a new number format."""
        number_format = max([_FIRST_CUSTOM - 1, *self._codes]) + 1
        root = markup.root_element(self.data)
        prefix = markup.prefix_of(self.data, root).decode()
        raw = f'<{prefix}numFmt numFmtId="{number_format}" formatCode="{markup.escape(code)}"/>'.encode()
        if markup.child(self.data, root, b"numFmts") is None:
            around = f'<{prefix}numFmts count="0"></{prefix}numFmts>'.encode()  # the first child, by the schema
            self.data = self.data[: root.inner] + around + self.data[root.inner :]
        self._append(b"numFmts", raw)
        self._codes[number_format] = code
        return number_format

    def _append(self, name: bytes, raw: bytes) -> None:
        """Add a child to one of the lists and count it."""
        found = markup.child(self.data, markup.root_element(self.data), name)
        if found is None:
            raise UneditableError("工作簿中没有单元格样式")
        self.data = markup.append_child(self.data, found, raw)
        tag = self.data[found.start : found.inner]
        count = sum(1 for _ in markup.children(self.data, found.inner, found.close + len(raw)))
        self.data = (
            self.data[: found.start] + markup.with_attribute(tag, "count", str(count)) + self.data[found.inner :]
        )


@lru_cache(maxsize=4)  # a run reads the register's a dozen times
def _read(data: bytes) -> tuple[Mapping[int, str], tuple[bytes, ...], tuple[bool, ...]]:
    """Return the number formats by their ids, the cell formats in their order, and of each whether it shows dates."""
    codes: dict[int, str] = {}
    formats: tuple[bytes, ...] = ()
    root = markup.root_element(data)
    for part in markup.children(data, root.inner, root.close):
        if part.name == b"numFmts":
            for found in markup.children(data, part.inner, part.close):
                told = markup.attributes(data, found)
                codes[_number(told.get("numFmtId"))] = told.get("formatCode", "")
        elif part.name == b"cellXfs":
            inside = markup.children(data, part.inner, part.close)
            formats = tuple(data[found.start : found.end] for found in inside if found.name == b"xf")
    return codes, formats, tuple(_shows_date(raw, codes) for raw in formats)


def _shows_date(raw: bytes, codes: Mapping[int, str]) -> bool:
    number_format = _number(markup.tag_attributes(_start_tag(raw)).get("numFmtId"))
    return is_date_format(number_format, codes.get(number_format))


def _start_tag(raw: bytes) -> bytes:
    root = markup.root_element(raw)
    return raw[root.start : root.inner]


def _meaning(raw: bytes) -> tuple[dict[str, str], bytes]:
    """Return what two equal formats have in common, however their attributes are ordered."""
    tag = _start_tag(raw)
    return markup.tag_attributes(tag), raw[len(tag) :].strip()


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0
