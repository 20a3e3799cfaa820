"""What stands out in the cells of an old workbook, as xlrd sees its fonts and fills."""

from __future__ import annotations

from typing import Any

from toolkit.intake.formats.looks import Place, Run, Shown, standing_out

#: Colours of the old palette that are no mark: black, white, automatic.
_NO_COLOUR = {None, 0, 1, 8, 9, 64, 65, 32767}
_BOLD = 600


def xls_shown(book: Any, sheet: Any) -> Shown:
    """Return what stands out on a sheet, and what is struck out.

    Args:
        book: the workbook, opened with its formats.
        sheet: one of its sheets.
    """
    shown: dict[Place, tuple[str, ...]] = {}
    struck: dict[Place, tuple[str, ...]] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if not isinstance(cell.value, str) or not cell.value.strip():
                continue
            runs = _runs(book, cell, sheet.rich_text_runlist_map.get((row, column), ()))
            if len(runs) > 1:
                bold, gone = standing_out(runs)
            else:
                bold = (cell.value,) if runs[0].marks and not runs[0].struck else ()
                gone = (cell.value,) if runs[0].struck else ()
            if bold:
                shown[row, column] = bold
            if gone:
                struck[row, column] = gone
    return shown, struck


def has_strikes(book: Any) -> bool:
    """Return whether any font of a workbook strikes out."""
    return any(font.struck_out for font in book.font_list)


def _runs(book: Any, cell: Any, changes: Any) -> list[Run]:
    """Return a cell's text in stretches of one font; ``changes`` are places in it with the font from there on."""
    format_ = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    fill = format_.background if format_ is not None else None
    filled = fill is not None and fill.fill_pattern == 1 and fill.pattern_colour_index not in _NO_COLOUR
    shade = frozenset([f"fill {fill.pattern_colour_index}"]) if fill is not None and filled else frozenset[str]()
    starts = [(0, format_.font_index if format_ is not None else 0), *changes]
    ends = [*(place for place, _ in starts[1:]), len(cell.value)]
    found = []
    for (start, number), end in zip(starts, ends, strict=True):
        if end > start:
            marks, out = _font(book, number)
            found.append(Run(cell.value[start:end], marks | shade, out))
    return found or [Run(cell.value)]


def _font(book: Any, number: int) -> tuple[frozenset[str], bool]:
    if not 0 <= number < len(book.font_list):
        return frozenset(), False
    font = book.font_list[number]
    marks = {"b"} if font.weight >= _BOLD else set()
    if font.underline_type:
        marks.add("u")
    if font.colour_index not in _NO_COLOUR:
        marks.add(f"colour {font.colour_index}")
    return frozenset(marks), bool(font.struck_out)
