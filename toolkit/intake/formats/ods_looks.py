"""What stands out in the cells of an ods, and what lies over them: text boxes, pictures, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from toolkit.forms.identity import is_note
from toolkit.intake.formats.looks import Floating, Place, Run, Shown, standing_out

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_NO_COLOUR = {"", "#000000", "#ffffff", "transparent", "auto"}
_LINES = {"", "none"}
#: How a style says that it strikes out; programs write either.
THROUGH = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")

Styles = Mapping[str, tuple[frozenset[str], bool]]


def styles_of(root: etree._Element) -> Styles:
    """Return for each style its marks, and whether it strikes out."""
    return {str(each.get(f"{_STYLE}name")): _marks(each) for each in root.iter(f"{_STYLE}style")}


def _marks(style: etree._Element) -> tuple[frozenset[str], bool]:
    marks: set[str] = set()
    struck = False
    for each in style:
        if each.get(f"{_FO}font-weight", "normal") not in {"normal", "400"}:
            marks.add("b")
        if each.get(f"{_STYLE}text-underline-style", "none") not in _LINES:
            marks.add("u")
        for name in ("color", "background-color"):
            colour = each.get(f"{_FO}{name}", "").lower()
            if colour not in _NO_COLOUR:
                marks.add(f"{name} {colour}")
        struck = struck or any(each.get(name, "none") not in _LINES for name in THROUGH)
    return frozenset(marks), struck


def ods_shown(cells: Mapping[Place, etree._Element], styles: Styles) -> Shown:
    """Return what stands out in each cell, and what is struck out."""
    shown: dict[Place, tuple[str, ...]] = {}
    struck: dict[Place, tuple[str, ...]] = {}
    for place, cell in cells.items():
        marks, out = styles.get(cell.get(f"{_TABLE}style-name") or "", (frozenset[str](), False))
        runs = [run for each in cell.iterfind(f"{_TEXT}p") for run in _runs(each, marks, styles, struck=out)]
        if len(runs) > 1:
            bold, gone = standing_out(runs)
        else:
            text = tuple(run.text for run in runs)
            bold, gone = (text, ()) if any(run.marks and not run.struck for run in runs) else ((), ())
            gone = text if any(run.struck for run in runs) else gone
        if bold:
            shown[place] = bold
        if gone:
            struck[place] = gone
    return shown, struck


def _runs(element: etree._Element, marks: frozenset[str], styles: Styles, *, struck: bool) -> Iterator[Run]:
    if element.text:
        yield Run(element.text, marks, struck)
    for each in element:
        if each.tag == f"{_TEXT}s":
            yield Run(" ", marks, struck)
        elif each.tag == f"{_TEXT}span":
            more, out = styles.get(each.get(f"{_TEXT}style-name") or "", (frozenset[str](), False))
            yield from _runs(each, marks | more, styles, struck=struck or out)
        if each.tail:
            yield Run(each.tail, marks, struck)


def ods_floating(table: etree._Element) -> Floating:
    """Return what lies over a sheet."""
    texts = [text for box in table.iter(f"{_DRAW}text-box", f"{_DRAW}custom-shape") if (text := _lines(box))]
    notes = [text for note in table.iter(f"{_OFFICE}annotation") if (text := _lines(note))]
    pictures = sum(1 for _ in table.iter(f"{_DRAW}image"))
    own = (f"批注：{each}" for each in notes if not is_note(each))
    return Floating((*texts, *own), pictures=pictures)


def _lines(element: etree._Element) -> str:
    found = ("".join(str(text) for text in each.itertext()) for each in element.iter(f"{_TEXT}p"))
    return "\n".join(found).strip()
