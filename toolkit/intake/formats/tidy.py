"""Plain cells made plainer before anything is looked for: signs without width, and ticks that lost their font.

What Wingdings shows as a ticked box is the letter R where the font is gone: ``R满意 £不满意``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from toolkit.intake.formats.looks import Place
from toolkit.intake.plain.grid import CellValue, Grid, as_text
from toolkit.intake.plain.words import plain

#: How rows that were hidden and left aside are told.
HIDDEN = "（隐藏的行，没有采用：）"
#: Signs without width: they part words for the eye of a program only. The joiner of emoji is left alone.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF, 0x180E))
_ANY_UNSEEN = re.compile("[" + "".join(map(chr, _UNSEEN)) + "]")
#: What Wingdings shows as a ticked and as an empty box, by its letters and by the private signs of old documents.
_TICKED, _EMPTY = "RPSTQVþýüû", "£¨oqr"
_PRIVATE = {
    **{0xF000 + ord(each): "☑" for each in "RPSTþýüû"},
    **{0xF000 + ord(each): "□" for each in _EMPTY},
}
_ANY_PRIVATE = re.compile("[" + "".join(map(chr, _PRIVATE)) + "]")
_LETTER = f"[{_TICKED}{_EMPTY}]"
_ANY_LETTER = re.compile(_LETTER)


def tidy(grid: Grid, choices: Collection[str]) -> Grid:
    """Return the grid with its texts cleaned; the same grid where there is nothing to do.

    Args:
        grid: the sheet.
        choices: the words that may stand beside a tick box on any form.
    """
    new = {
        place: text
        for place, value in grid.cells.items()
        if isinstance(value, str) and ((text := cleaned(value, choices)) != value or not text)
    }
    cells = grid.cells
    if new:
        cells = {place: value for place, value in {**cells, **new}.items() if value != ""}
    if gone := _old_rows(cells, grid.unseen):
        lines = (" ".join(as_text(cells[place]) for place in sorted(cells) if place[0] == row) for row in sorted(gone))
        floats = (*grid.floats, HIDDEN + "；".join(lines))
        cells = {place: value for place, value in cells.items() if place[0] not in gone}
        return replace(grid, cells=cells, floats=floats)
    return replace(grid, cells=cells) if new else grid


def _old_rows(cells: Mapping[Place, CellValue], unseen: Collection[int]) -> set[int]:
    """Return the hidden rows that begin like a row that people see: an earlier copy, and not what is meant now."""
    if not unseen:
        return set()
    shown = {plain(as_text(value)) for (row, _), value in cells.items() if row not in unseen}
    first: dict[int, str] = {}
    for row, column in sorted(cells):
        if row in unseen:
            first.setdefault(row, plain(as_text(cells[row, column])))
    return {row for row, text in first.items() if text and text in shown}


def cleaned(text: str, choices: Collection[str]) -> str:
    """Return a text without signs that nobody sees, and with boxes where they lost their font."""
    if text.isascii():
        return text
    if _ANY_UNSEEN.search(text):
        text = text.translate(_UNSEEN)
    if _ANY_PRIVATE.search(text):
        text = text.translate(_PRIVATE)
    if _ANY_LETTER.search(text) and any(each in text for each in choices):
        text = "\n".join(_line(each, frozenset(choices)) for each in text.split("\n"))
    return text


def _line(line: str, choices: frozenset[str]) -> str:
    """Return a line with the letters before its choices, or behind them, as the boxes they were printed as."""
    for pattern in _lettered(choices):
        found = list(pattern.finditer(line))
        rest = pattern.sub("", line)
        letters = {match["letter"] for match in found}
        # One letter everywhere may be anything; a word with a letter among others without one as well.
        if len(found) > 1 and not re.search(r"\w", rest) and letters & set(_EMPTY):
            return pattern.sub(_box, line)
    return line


def _box(match: re.Match[str]) -> str:
    box = "☑" if match["letter"] in _TICKED else "□"
    return match[0].replace(match["letter"], box, 1) if match["first"] else f"{match['word']}{box}"


@lru_cache(maxsize=16)
def _lettered(choices: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(each) for each in sorted(choices, key=len, reverse=True))
    return (
        re.compile(rf"(?P<first>(?P<letter>{_LETTER})\s?)(?P<word>{words})"),
        re.compile(rf"(?P<word>{words})(?P<first>)\s?(?P<letter>{_LETTER})"),
    )
