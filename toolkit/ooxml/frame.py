"""The frame of a sheet part (工作表的框架): where its data and its rows lie in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.errors import BrokenPackageError, UneditableError
from toolkit.ooxml.refs import MAX_ROW


class Span(NamedTuple):
    """Where a row lies: start tag ``[start:inner]``, content ``[inner:close]``; all equal if self-closed."""

    number: int
    start: int
    inner: int
    close: int
    end: int


@dataclass(frozen=True)
class Frame:
    """Where the sheet data lies in a worksheet part.

    Attributes:
        data: the part, as UTF-8.
        root: the root element.
        head: where ``<sheetData`` begins.
        first: where its content begins (its end, where it is self-closed).
        last: where its content ends.
        tail: where what follows it begins.
    """

    data: bytes
    root: markup.Element
    head: int
    first: int
    last: int
    tail: int

    @classmethod
    def of(cls, part: bytes) -> Frame:
        """Return the frame of a part as it came.

        Raises:
            BrokenPackageError: it is no worksheet, not well-formed, or has a DOCTYPE.
        """
        return cls.of_checked(markup.utf8(part))

    @classmethod
    def of_checked(cls, data: bytes) -> Frame:
        """Return the frame of a part that is known to be UTF-8 without DOCTYPE, such as one we have just changed.

        Raises:
            BrokenPackageError: it is no worksheet, or not well-formed.
        """
        root = markup.root_element(data)
        body = None
        for body in markup.children(data, root.inner, root.close, until=b"sheetData"):
            if body.name == b"sheetData":
                break
        if body is None or body.name != b"sheetData":
            raise BrokenPackageError("工作表中没有数据区")
        if data[body.start : body.inner].endswith(b"/>"):
            return cls(data, root, body.start, body.inner, body.inner, body.inner)
        closing = b"</" + markup.prefix_of(data, body) + b"sheetData"
        last = data.rfind(closing, body.inner, root.close)
        if last < 0:
            raise BrokenPackageError("工作表的数据区不完整")
        return cls(data, root, body.start, body.inner, last, data.index(b">", last) + 1)

    @property
    def prefix(self) -> bytes:
        """The prefix its elements are written with, b"" in nearly all files."""
        return markup.prefix_of(self.data, self.root)

    def around(self, raw: bytes) -> bytes:
        """Return a small document with ``raw`` as content, in which all prefixes mean what they mean in the part."""
        return self.data[self.root.start : self.root.inner] + raw + self.data[self.root.close : self.root.end]

    def spans(self) -> Iterator[Span]:
        """Yield where each row lies.

        Raises:
            BrokenPackageError: a row does not end.
        """
        data, prefix = self.data, self.prefix
        opening, closing = b"<" + prefix + b"row", b"</" + prefix + b"row>"
        tag = re.compile(re.escape(opening) + rb"(?=[\s/>])" + markup.TAG_REST + rb">")
        number_in = re.compile(rb"""\sr\s*=\s*["']([0-9]+)["']""")
        number, at = 0, data.find(opening, self.first, self.last)
        while at >= 0:
            match = tag.match(data, at, self.last)
            if match is None:
                raise BrokenPackageError("工作表的行不完整")
            inner = close = end = match.end()
            if data[inner - 2 : inner] != b"/>":
                close = markup.end_tag(data, closing, inner, self.last)
                if close < 0:
                    raise BrokenPackageError("工作表的行不完整")
                end = close + len(closing)
            told = number_in.search(data, at, inner)
            number = int(told[1]) if told else number + 1
            yield Span(number, at, inner, close, end)
            at = data.find(opening, end, self.last)

    @cached_property
    def all_spans(self) -> list[Span]:
        """The same, found once and kept."""
        return list(self.spans())

    def editable_spans(self) -> list[Span]:
        """Return where each row lies, in a sheet that may be patched.

        Raises:
            UneditableError: it is written in a way that a patch could harm.
            BrokenPackageError: a row does not end.
        """
        if self.prefix:
            raise UneditableError("工作表的 XML 带命名空间前缀")
        if any(self.data.find(mark, self.first, self.last) >= 0 for mark in (b"<!--", b"<![CDATA[")):
            raise UneditableError("工作表的数据区中有注释或特殊段")
        spans = self.all_spans
        numbers = [span.number for span in spans]
        if any(later <= earlier for earlier, later in zip([0, *numbers], numbers, strict=False)):
            raise UneditableError("工作表的行号不是从小到大")
        if numbers and numbers[-1] > MAX_ROW:
            raise UneditableError("工作表的行号过大")
        return spans
