"""A few cells of every row, cut out of the bytes: what a look for keys needs, without reading the rows whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.refs import column_letters
from toolkit.ooxml.rows import RowReader
from toolkit.ooxml.values import Value

_END = b"</c>"
# A short text as we write it: with no escape in it, the bytes are the text.
_OURS = re.compile(rb'<c r="[A-Z]{1,3}[0-9]+"(?: s="[0-9]+")? t="inlineStr"><is><t>([^<&_\r]*)</t></is></c>')


def column_values(frame: Frame, reader: RowReader, columns: Sequence[int]) -> Iterator[tuple[Span, list[Value]]]:
    """Yield for every row, in the order of the file, where it lies and what stands in ``columns``.

    Raises:
        BrokenPackageError: a row is not well-formed, or names a shared string that is not there.
    """
    marks = [f'<c r="{column_letters(column)}'.encode() for column in columns]
    # In a comment or the like something may look like a cell and be none: then only whole rows tell.
    # (A single letter is looked for ten times as fast as two.)
    plain = any(frame.data.find(mark, frame.first, frame.last) < 0 for mark in (b"!", b"<!"))
    for span in frame.all_spans:
        values = _cut(frame, reader, span, marks, columns) if plain else None
        if values is None:
            cells = reader.row(span).cells
            values = [cells[column].value if column in cells else None for column in columns]
        yield span, values


def _cut(
    frame: Frame, reader: RowReader, span: Span, marks: Sequence[bytes], columns: Sequence[int]
) -> list[Value] | None:
    """Return the values of these cells, None where one of them is not there as nearly all programs write it."""
    data, row = frame.data, b'%d"' % span.number
    values: list[Value] = []
    for mark, column in zip(marks, columns, strict=True):
        start = data.find(mark + row, span.inner, span.close)
        ours = _OURS.match(data, start, span.close) if start >= 0 else None
        if ours is not None:
            values.append(ours[1].decode("utf-8", "replace"))
            continue
        inner = data.find(b">", start, span.close) + 1 if start >= 0 else 0
        if not inner:
            return None
        end = inner
        if data[inner - 2] != ord("/"):
            end = data.find(_END, inner, span.close) + len(_END)
        cells = reader.understood(data[start:end])
        if cells is None or column not in cells:
            return None
        values.append(cells[column].value)
    return values
