"""Sparklines (迷你图) that stand in every row, continued in new rows; such as look down a column see the new rows."""

from __future__ import annotations

import re

from toolkit.ooxml import markup
from toolkit.ooxml.formula import moved
from toolkit.ooxml.refs import Area, parse_area

_GROUP = re.compile(rb"<(\w+):sparklines>(.*?)</\1:sparklines>", re.DOTALL)
_ONE = re.compile(
    rb"<(\w+):sparkline>\s*<(\w+):f>([^<]*)</\2:f>\s*<(\w+):sqref>([^<]*)</\4:sqref>\s*</\1:sparkline>", re.DOTALL
)


def grow_sparklines(tail: bytes, first: int, last: int, header: int) -> bytes:
    """Return what follows the rows of a sheet with its sparklines grown, see ``Growth``.

    Args:
        tail: all behind the rows.
        first: the first new row.
        last: the last new row.
        header: the last row of headings.
    """
    if b":sparkline>" not in tail:
        return tail

    def group(match: re.Match[bytes]) -> bytes:
        inside = _ONE.sub(lambda one: _seeing(one, first, last, header), match[2])
        return b"<%b:sparklines>%b</%b:sparklines>" % (match[1], inside + _new(inside, first, last), match[1])

    return _GROUP.sub(group, tail)


def _seeing(one: re.Match[bytes], first: int, last: int, header: int) -> bytes:
    """Return a sparkline that looks down a whole column of data down to the last new row, any other as it is."""
    sheet, mark, ref = markup.unescape(one[3].decode()).rpartition("!")
    area = parse_area(ref)
    if area is None or not (area.first_row <= header + 1 < area.last_row == first - 1):
        return one[0]
    grown = re.sub(r"[0-9]+$", str(last), ref)
    start = one.start(3) - one.start()
    return one[0][:start] + markup.escape(f"{sheet}{mark}{grown}").encode() + one[0][start + len(one[3]) :]


def _new(inside: bytes, first: int, last: int) -> bytes:
    """Return the sparklines of the new rows, where each of the two rows above has one that looks along its row."""
    rows: dict[int, list[re.Match[bytes]]] = {}
    for one in _ONE.finditer(inside):
        place, seen = parse_area(one[5].decode()), parse_area(one[3].decode().rpartition("!")[2])
        if place and seen and _along(place, seen):
            rows.setdefault(place.first_row, []).append(one)
    if first - 1 not in rows or first - 2 not in rows:
        return b""
    return b"".join(_copy(one, down) for down in range(1, last - first + 2) for one in rows[first - 1])


def _along(place: Area, seen: Area) -> bool:
    return place.first_row == place.last_row == seen.first_row == seen.last_row


def _copy(one: re.Match[bytes], down: int) -> bytes:
    """Return a sparkline so many rows further down."""
    line, main, what, excel, where = one.groups()
    seen = moved(markup.unescape(what.decode()), down)
    place = moved(where.decode(), down)
    if seen is None or place is None:
        return b""
    told = b"<%b:f>%b</%b:f><%b:sqref>%b</%b:sqref>"
    told %= (main, markup.escape(seen).encode(), main, excel, place.encode(), excel)
    return b"<%b:sparkline>%b</%b:sparkline>" % (line, told, line)
