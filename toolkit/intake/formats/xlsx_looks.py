"""What stands out in the cells of an xlsx: rich text, and cells filled, bold or coloured as a whole."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from toolkit.forms.identity import MARK_FILL
from toolkit.intake.formats.looks import Place, Run, Shown, standing_out
from toolkit.intake.formats.markup import parse, place_of

_Item = TypeVar("_Item")
_MAIN = "{*}"
#: Colours that are no mark of the sender's: black, white, automatic, and ours on a form that went back to be mended.
_NO_COLOUR = {"", "FF000000", "00000000", "FFFFFFFF", "00FFFFFF", "000000", "FFFFFF", MARK_FILL}
_NO_INDEX = {"0", "1", "8", "9", "64", "65"}
_NO_THEME = {"0", "1"}


@dataclass(slots=True)
class _Styles:
    """By the number of a cell's format: its marks, and whether it is struck out."""

    marks: list[tuple[frozenset[str], bool]] = field(default_factory=list)


def xlsx_shown(archive: zipfile.ZipFile, path: str) -> Shown:
    """Return what stands out on a sheet of a workbook, and what is struck out.

    Args:
        archive: the workbook.
        path: the sheet's part.

    Raises:
        KeyError: the sheet is missing.
        SyntaxError: a part is not well-formed.
    """
    names = set(archive.namelist())
    rich: dict[int, list[Run]] = {}
    plain: dict[int, str] = {}
    if "xl/sharedStrings.xml" in names:
        for number, item in enumerate(parse(archive.read("xl/sharedStrings.xml")).iterfind(f"{_MAIN}si")):
            plain[number] = "".join(each.text or "" for each in item.iter(f"{_MAIN}t"))
            if len(runs := list(_runs(item))) > 1:
                rich[number] = runs
    styles = _styles(parse(archive.read("xl/styles.xml"))) if "xl/styles.xml" in names else _Styles()
    shown: dict[Place, tuple[str, ...]] = {}
    struck: dict[Place, tuple[str, ...]] = {}
    for cell in parse(archive.read(path)).iter(f"{_MAIN}c"):
        place = place_of(cell.get("r") or "")
        if place is None:
            continue
        runs, text = _content(cell, rich, plain)
        marks, out = _format(cell, styles)
        if len(runs) > 1:
            bold, gone = standing_out([Run(run.text, run.marks | marks, run.struck or out) for run in runs])
        else:
            bold, gone = ((text,) if marks and not out else ()), ((text,) if out else ())
        if bold:
            shown[place] = bold
        if gone:
            struck[place] = gone
    return shown, struck


def _content(cell: etree._Element, rich: Mapping[int, list[Run]], plain: Mapping[int, str]) -> tuple[list[Run], str]:
    value = cell.find(f"{_MAIN}v")
    said = (value.text or "") if value is not None else ""
    if cell.get("t") == "s" and said.isdigit():
        return rich.get(int(said), []), plain.get(int(said), "")
    inline = cell.find(f"{_MAIN}is")
    if inline is not None:
        return list(_runs(inline)), "".join(each.text or "" for each in inline.iter(f"{_MAIN}t"))
    return [], said


def _format(cell: etree._Element, styles: _Styles) -> tuple[frozenset[str], bool]:
    number = cell.get("s") or "0"
    known = number.isdigit() and int(number) < len(styles.marks)
    return styles.marks[int(number)] if known else (frozenset(), False)


def _runs(item: etree._Element) -> Iterator[Run]:
    for run in item.iterfind(f"{_MAIN}r"):
        text = "".join(each.text or "" for each in run.iterfind(f"{_MAIN}t"))
        looks = run.find(f"{_MAIN}rPr")
        marks, struck = _font(looks) if looks is not None else (frozenset[str](), False)
        yield Run(text, marks, struck)


def _font(font: etree._Element) -> tuple[frozenset[str], bool]:
    """Return the marks of a font, and whether it strikes out."""
    marks = {name for name in ("b", "u", "i") if _on(font.find(f"{_MAIN}{name}"))}
    colour = _colour(font.find(f"{_MAIN}color"))
    return frozenset({*marks, *([colour] if colour else [])}), _on(font.find(f"{_MAIN}strike"))


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false", "none"}


def _colour(element: etree._Element | None) -> str:
    """Return a colour as a mark, "" for black, white and whatever the program chooses."""
    if element is None or element.get("auto"):
        return ""
    rgb, index, theme = element.get("rgb") or "", element.get("indexed"), element.get("theme")
    if index is not None:
        return "" if index in _NO_INDEX else f"index {index}"
    if theme is not None:
        return "" if theme in _NO_THEME and not element.get("tint") else f"theme {theme} {element.get('tint')}"
    return "" if rgb.upper() in _NO_COLOUR else rgb


def _styles(root: etree._Element) -> _Styles:
    fonts = [_font(each) for each in root.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    fills = [_fill(each) for each in root.iterfind(f"{_MAIN}fills/{_MAIN}fill")]
    styles = _Styles()
    for each in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        marks, struck = _at(fonts, each.get("fontId"), (frozenset[str](), False))
        fill = _at(fills, each.get("fillId"), "")
        styles.marks.append((marks | {fill} if fill else marks, struck))
    return styles


def _at(items: list[_Item], number: str | None, default: _Item) -> _Item:
    return items[int(number)] if number and number.isdigit() and int(number) < len(items) else default


def _fill(fill: etree._Element) -> str:
    pattern = fill.find(f"{_MAIN}patternFill")
    if pattern is None or pattern.get("patternType", "none") in {"none", "gray125"}:
        return ""
    colour = _colour(pattern.find(f"{_MAIN}fgColor"))
    return f"fill {colour}" if colour else ""
