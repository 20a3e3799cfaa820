"""Cells given another format: value, formula and neighbours stay as they are, byte for byte."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.frame import Frame, Span
from toolkit.ooxml.growth import grow_extent
from toolkit.ooxml.refs import cell_ref, column_index

#: Returns the format a cell gets, by the one it has.
Restyle = Callable[[int], int]
_TRUE = ("1", "true")


def restyled(frame: Frame, places: Iterable[tuple[int, int]], restyle: Restyle) -> bytes:
    """Return the sheet part with another format for these cells; those not there yet are put in, blank.

    Args:
        frame: the part.
        places: rows counted from 1, columns from 0.
        restyle: the format a cell gets, by the one it has; a cell not there has that of its row, else of its column.

    Raises:
        UneditableError: the rows are written in a way that a change could harm.
    """
    rows: dict[int, list[int]] = {}
    for number, column in places:
        rows.setdefault(number, []).append(column)
    data, spans, usual = frame.data, _spans(frame), dict(_column_styles(frame))
    numbers = [span.number for span in spans]
    whole = memoryview(data)  # a sheet can be hundreds of megabytes: it is copied once, not once a slice
    pieces: list[bytes | memoryview] = []
    at = frame.first
    for number in sorted(rows):
        place = bisect_left(numbers, number)
        if place < len(spans) and numbers[place] == number:
            start, end = spans[place].start, spans[place].end
            row = _present(frame, spans[place], rows[number], restyle) or _old_row(
                frame, spans[place], rows[number], usual, restyle
            )
        else:
            start = end = spans[place].start if place < len(spans) else frame.last
            row = _new_row(frame, number, rows[number], usual, restyle)
        pieces += [whole[at:start], row]
        at = end
    return grow_extent(Frame.of_checked(_joined(frame, [*pieces, whole[at : frame.last]])), _all(rows))


def style_of(frame: Frame, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return the formats of those of the cells that are there."""
    wanted = set(places)
    rows, found = {row for row, _ in wanted}, {}
    for span in frame.spans():
        if span.number in rows:
            for element, column in cells_in(frame.data, span):
                if (span.number, column) in wanted:
                    found[span.number, column] = _style(frame.data, element)
    return found


def styles_in(frame: Frame, span: Span) -> dict[int, int]:
    """Return the formats of the cells of one row by column."""
    return {column: _style(frame.data, element) for element, column in cells_in(frame.data, span) if column >= 0}


def _all(rows: Mapping[int, list[int]]) -> list[tuple[int, int]]:
    return [(row, column) for row, columns in rows.items() for column in columns]


def _joined(frame: Frame, pieces: list[bytes | memoryview]) -> bytes:
    whole = memoryview(frame.data)
    if frame.first < frame.tail:
        return b"".join((whole[: frame.first], *pieces, whole[frame.last :]))
    opening = b"<" + frame.prefix + b"sheetData>"  # it was <sheetData/>
    return b"".join((whole[: frame.head], opening, *pieces, opening.replace(b"<", b"</"), whole[frame.tail :]))


def _spans(frame: Frame) -> list[Span]:
    if any(frame.data.find(mark, frame.first, frame.last) >= 0 for mark in (b"<!--", b"<![CDATA[")):
        raise UneditableError("工作表的数据区中有注释或特殊段")
    spans = list(frame.spans())
    if any(later.number <= earlier.number for earlier, later in pairwise(spans)):
        raise UneditableError("工作表的行号不是从小到大")
    return spans


def cells_in(data: bytes, span: Span) -> Iterator[tuple[markup.Element, int]]:
    """Yield the elements of a row with their columns; -1 for what is no cell."""
    last = -1
    for element in markup.children(data, span.inner, span.close):
        if element.name != b"c":
            yield element, -1
            continue
        letters = markup.attributes(data, element).get("r", "").rstrip("0123456789")
        column = column_index(letters) if letters.isalpha() and letters.isascii() else last + 1
        if column <= last:
            raise UneditableError("一行中的单元格顺序不对")
        yield element, column
        last = column


def _style(data: bytes, element: markup.Element) -> int:
    told = markup.attributes(data, element).get("s", "")
    return int(told) if told.isdecimal() else 0


def _column_styles(frame: Frame) -> Iterator[tuple[int, int]]:
    data = frame.data
    for part in markup.children(data, frame.root.inner, frame.head):
        for found in markup.children(data, part.inner, part.close) if part.name == b"cols" else ():
            told = markup.attributes(data, found)
            style = int(told.get("style", "0"))
            if style:
                first, last = int(told.get("min", "1")), int(told.get("max", "1"))
                yield from ((column, style) for column in range(first - 1, last))


def _new_cell(frame: Frame, number: int, column: int, style: int) -> bytes:
    return b"<" + frame.prefix + f'c r="{cell_ref(number, column)}" s="{style}"/>'.encode()


def _new_row(frame: Frame, number: int, columns: list[int], usual: Mapping[int, int], restyle: Restyle) -> bytes:
    cells = (_new_cell(frame, number, column, restyle(usual.get(column, 0))) for column in sorted(set(columns)))
    opening = b"<" + frame.prefix + b"row"
    return opening + f' r="{number}">'.encode() + b"".join(cells) + opening.replace(b"<", b"</") + b">"


def _present(frame: Frame, span: Span, columns: list[int], restyle: Restyle) -> bytes:
    """Return a row whose cells concerned are all there and tell their addresses, else b"": quicker than a walk."""
    raw = frame.data[span.start : span.end]
    for column in set(columns):
        opening = b"<" + frame.prefix + f'c r="{cell_ref(span.number, column)}"'.encode()
        start = raw.find(opening)
        end = raw.find(b">", start) + 1
        tag = raw[start:end]
        if start < 0 or tag.count(b'"') % 2 or b"'" in tag or raw.find(opening, end) >= 0:
            return b""
        told = markup.tag_attributes(tag).get("s", "")
        style = restyle(int(told) if told.isdecimal() else 0)
        raw = raw[:start] + markup.with_attribute(tag, "s", str(style)) + raw[end:]
    return raw


def _old_row(frame: Frame, span: Span, columns: list[int], usual: Mapping[int, int], restyle: Restyle) -> bytes:
    data, tag = frame.data, frame.data[span.start : span.inner]
    told = markup.tag_attributes(tag)
    own = int(told.get("s", "0")) if told.get("customFormat") in _TRUE else None
    there = list(cells_in(data, span))
    present = {column for _, column in there}
    missing = sorted(set(columns) - present)
    waiting = [(column, usual.get(column, 0) if own is None else own) for column in reversed(missing)]
    pieces, at = [], span.inner
    for element, column in there:
        pieces.append(data[at : element.start])
        while waiting and (column < 0 or waiting[-1][0] < column):
            new, style = waiting.pop()
            pieces.append(_new_cell(frame, span.number, new, restyle(style)))
        pieces.append(_old_cell(data, element, span.number, column, restyle if column in columns else None))
        at = element.end
    pieces += [_new_cell(frame, span.number, new, restyle(style)) for new, style in reversed(waiting)]
    pieces.append(data[at : span.close])
    tag = _row_tag(tag, told, span.number, missing).removesuffix(b"/>").removesuffix(b">").rstrip() + b">"
    return tag + b"".join(pieces) + b"</" + frame.prefix + b"row>"


def _old_cell(data: bytes, element: markup.Element, row: int, column: int, restyle: Restyle | None) -> bytes:
    raw, tag = data[element.start : element.end], data[element.start : element.inner]
    if column < 0:
        return raw
    changed = tag
    # A neighbour put in before it must not move a cell that was found by counting.
    if b" r=" not in tag:
        changed = markup.with_attribute(changed, "r", cell_ref(row, column))
    if restyle is not None:
        changed = markup.with_attribute(changed, "s", str(restyle(_style(data, element))))
    return changed + raw[len(tag) :]


def _row_tag(tag: bytes, told: Mapping[str, str], number: int, added: list[int]) -> bytes:
    """Return the start tag with its number told and its ``spans`` wide enough for the cells added."""
    if "r" not in told:
        tag = markup.with_attribute(tag, "r", str(number))
    ends = [int(end) for pair in told.get("spans", "").split() for end in pair.split(":") if end.isdecimal()]
    if ends and added:
        first, last = min(added[0] + 1, *ends), max(added[-1] + 1, *ends)
        tag = markup.with_attribute(tag, "spans", f"{first}:{last}")
    return tag
