"""What a workbook's own markup tells beside its values: error cells, merged ranges, hidden sheets, the mark."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from toolkit.forms import identity
from toolkit.intake.formats.looks import Floating, Place, Shown
from toolkit.intake.formats.ods_looks import THROUGH, ods_floating, ods_shown, styles_of
from toolkit.intake.formats.percents import ods_percents, percent_references, percent_styles
from toolkit.intake.plain.grid import Span

_MAIN = "{*}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
# huge_tree: a long text node is not an attack here, the gate has counted the bytes. To make a parser takes as long as
# to read a small part with it.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
#: Both at once, with the place only where it is written as nearly every program writes it.
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:r=\"([A-Z]{0,3})(\d{1,7})\")?")
#: A formula; the <formula1> of a list of choices is none.
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{1,7})[\"']")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
#: Rows and cells repeated beyond this are the emptiness to the end of the sheet.
_ENDLESS = 1_000


@dataclass(slots=True)
class Extras:
    """Beside the values, by sheet name.

    Attributes:
        errors, merged, hidden: error cells, merged ranges, which sheets are hidden.
        unseen: the rows that were hidden.
        percents: the cells that show per cent.
        area: the largest used rectangle, in cells.
        mark: the invisible mark.
        parts: the sheets' parts in the package.
        over: what lies over the cells.
        shown: finds out what stands out in them.
        strikes: whether anything may be struck out.
    """

    errors: dict[str, Mapping[tuple[int, int], str]] = field(default_factory=dict)
    merged: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    unseen: dict[str, frozenset[int]] = field(default_factory=dict)
    percents: dict[str, frozenset[Place]] = field(default_factory=dict)
    area: int = 0
    mark: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    over: dict[str, Floating] = field(default_factory=dict)
    shown: dict[str, Callable[[], Shown]] = field(default_factory=dict)
    strikes: bool = False


def parse(data: bytes) -> etree._Element:
    """Return the root of a part; nothing outside it is fetched and no entity is replaced.

    Raises:
        SyntaxError: it is not well-formed XML (lxml's own error is one).
    """
    return etree.fromstring(data, _PARSER)


def custom_property(archive: zipfile.ZipFile) -> str:
    """Return the mark in the custom properties of an Office Open XML package, "" where there is none."""
    if "docProps/custom.xml" not in archive.NameToInfo:
        return ""
    try:
        root = parse(archive.read("docProps/custom.xml"))
    except SyntaxError:
        return ""
    for each in root:
        if each.get("name") == identity.PROPERTY:
            return "".join(str(text) for text in each.itertext()).strip()
    return ""


def xlsx_extras(archive: zipfile.ZipFile) -> Extras:
    """Return what stands beside the values of an xlsx.

    Raises:
        KeyError: a part that the workbook refers to is missing.
        SyntaxError: a part is not well-formed.
    """
    extras, styles = Extras(mark=custom_property(archive)), percent_styles(archive)
    for name, path in _sheet_parts(archive):
        extras.parts[name] = path
        markup = archive.read(path)
        extras.area = max(extras.area, _used_area(markup))
        if rows := frozenset(_hidden_rows(markup)):
            extras.unseen[name] = rows
        references = map(place_of, percent_references(markup, styles))
        if percents := frozenset(each for each in references if each is not None):
            extras.percents[name] = percents
        if b't="e"' in markup or ((b"<f" in markup or b":f" in markup) and _FORMULA.search(markup)):
            extras.errors[name] = dict(_xlsx_errors(markup))
    return extras


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = archive.NameToInfo
    if "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = {each.get("Id"): str(each.get("Target")) for each in parse(archive.read("xl/_rels/workbook.xml.rels"))}
    for sheet in parse(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION_ID) or sheet.get(_STRICT_RELATION_ID), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in names:
            yield str(sheet.get("name")), path


def _used_area(markup: bytes) -> int:
    places = _TAG.findall(markup)
    rows = {row for _, row in places}
    if b"" not in rows:
        columns = {letters for letters, _ in places} - {b""}
        return max(map(int, rows), default=0) * max(map(_number, columns), default=1)
    cells = _CELL.findall(markup)
    rows = {row for _, row in cells}.union(_ROW.findall(markup))
    return max(map(int, rows), default=0) * max(map(_number, {letters for letters, _ in cells}), default=1)


def _hidden_rows(markup: bytes) -> Iterator[int]:
    if b"hidden" not in markup:
        return
    for row in _ROW_TAG.findall(markup):
        number = _ROW.match(row)
        if number is not None and _HIDDEN.search(row):
            yield int(number[1]) - 1


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def place_of(reference: str) -> tuple[int, int] | None:
    """Return the cell that a reference like ``C5`` names, counted from 0; None where it names none."""
    place = _PLACE.fullmatch(reference)
    return (int(place[2]) - 1, _number(place[1].encode()) - 1) if place else None


def _xlsx_errors(markup: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in parse(markup).iter(f"{_MAIN}c"):
        position = place_of(cell.get("r") or "")
        if position is None:
            continue
        value, formula = cell.find(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
        if cell.get("t") == "e":
            yield position, (value.text if value is not None and value.text else "#?")
        elif formula is not None and (value is None or not value.text) and cell.get("t") != "str":
            # Saved by a program that did not reckon: what the formula means nobody knows.
            yield position, f"={formula.text or ''}"


def ods_extras(archive: zipfile.ZipFile) -> Extras:
    """Return what stands beside the values of an ods.

    Raises:
        KeyError: it has no content.
        SyntaxError: a part is not well-formed.
    """
    extras = Extras(mark=_ods_mark(archive))
    root = parse(archive.read("content.xml"))
    unseen = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        if any(each.get(f"{_TABLE}display") == "false" for each in style)
    }
    for table in root.iter(f"{_TABLE}table"):
        name = str(table.get(f"{_TABLE}name"))
        if table.get(f"{_TABLE}style-name") in unseen:
            extras.hidden.add(name)
        merged, errors = [], {}
        cells: dict[Place, etree._Element] = {}
        for row, column, cell in _ods_cells(table):
            cells[row, column] = cell
            down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            right = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
            if down * right > 1:
                merged.append((row, column, row + down - 1, column + right - 1))
            if cell.get(_CALC_TYPE) == "error":
                errors[row, column] = "".join(str(text) for text in cell.itertext()).strip() or "#?"
        extras.merged[name], extras.errors[name] = tuple(merged), errors
        extras.over[name] = ods_floating(table)
        extras.shown[name] = partial(_ods_shown, cells, root)
        extras.percents[name] = frozenset(ods_percents(cells))
    looks = root.iter(f"{_STYLE}text-properties")
    extras.strikes = any(each.get(name, "none") != "none" for each in looks for name in THROUGH)
    return extras


def _ods_shown(cells: Mapping[Place, etree._Element], root: etree._Element) -> Shown:
    return ods_shown(cells, styles_of(root))


def _ods_cells(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    row = 0
    for each in table.iter(f"{_TABLE}table-row"):
        repeated = int(each.get(f"{_TABLE}number-rows-repeated", "1"))
        column = 0
        for cell in each:
            yield row, column, cell
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        row += repeated
        if repeated > _ENDLESS:
            return


def _ods_mark(archive: zipfile.ZipFile) -> str:
    if "meta.xml" not in archive.namelist():
        return ""
    try:
        root = parse(archive.read("meta.xml"))
    except SyntaxError:
        return ""
    for each in root.iter("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}user-defined"):
        if identity.PROPERTY in each.attrib.values():
            return "".join(str(text) for text in each.itertext()).strip()
    return ""
