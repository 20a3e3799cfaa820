"""What lies over a sheet of an xlsx and in no cell: text boxes, circles drawn round a word, pictures, comments."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from toolkit.forms.identity import is_note
from toolkit.intake.formats.form_controls import controls
from toolkit.intake.formats.looks import Floating, Place
from toolkit.intake.formats.markup import parse, place_of

_ANY = "{*}"
#: A comment that the toolkit itself put on a cell at fault; the sender's answer to it stands in the cell.
_CIRCLES = {"ellipse", "donut", "arc", "flowChartConnector"}
_MAX = 200


def floating(archive: zipfile.ZipFile, path: str) -> Floating:
    """Return what lies over a sheet.

    Args:
        archive: the workbook.
        path: the sheet's part.

    Raises:
        SyntaxError: a part is not well-formed.
    """
    names = archive.NameToInfo
    folder, name = posixpath.split(path)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in names:
        return Floating()
    texts: list[str] = []
    circled: set[Place] = set()
    pictures = 0
    for each in parse(archive.read(relations)):
        kind = (each.get("Type") or "").rsplit("/", 1)[-1]
        part = posixpath.normpath(posixpath.join(folder, each.get("Target") or "")).lstrip("/")
        if part not in names or each.get("TargetMode") == "External":
            continue
        if kind == "drawing":
            drawn = _drawing(parse(archive.read(part)))
            texts.extend(drawn.texts)
            circled |= drawn.circled
            pictures += drawn.pictures
        elif kind == "comments":
            texts.extend(_comments(parse(archive.read(part))))
        elif kind == "vmlDrawing":
            texts.extend(controls(archive.read(part)))
    return Floating(tuple(texts[:_MAX]), frozenset(circled), pictures)


def _drawing(root: etree._Element) -> Floating:
    texts: list[str] = []
    circled: set[Place] = set()
    pictures = 0
    for anchor in root:
        pictures += sum(1 for _ in anchor.iter(f"{_ANY}pic"))
        for shape in anchor.iter(f"{_ANY}sp"):
            text = _paragraphs(shape)
            geometry = shape.find(f".//{_ANY}prstGeom")
            if text:
                texts.append(text)
            elif geometry is not None and geometry.get("prst") in _CIRCLES and (place := _middle(anchor)):
                circled.add(place)
    return Floating(tuple(texts), frozenset(circled), pictures)


def _paragraphs(shape: etree._Element) -> str:
    body = shape.find(f"{_ANY}txBody")
    if body is None:
        return ""
    lines = ("".join(each.text or "" for each in one.iter(f"{_ANY}t")) for one in body.iterfind(f"{_ANY}p"))
    return "\n".join(lines).strip()


def _middle(anchor: etree._Element) -> Place | None:
    """Return the cell in the middle of what an anchor spans."""
    ends = []
    for name in ("from", "to"):
        end = anchor.find(f"{_ANY}{name}")
        row, column = (end.findtext(f"{_ANY}{each}") if end is not None else None for each in ("row", "col"))
        if row is None or column is None or not (row.strip().isdigit() and column.strip().isdigit()):
            return None
        ends.append((int(row), int(column)))
    (top, left), (bottom, right) = ends
    return (top + bottom) // 2, (left + right) // 2


def _comments(root: etree._Element) -> Iterator[str]:
    """Yield each comment with its cell; those that the toolkit put there are passed over."""
    for comment in root.iter(f"{_ANY}comment"):
        text = "".join(each.text or "" for each in comment.iter(f"{_ANY}t")).strip()
        if text and not is_note(text) and place_of(comment.get("ref") or ""):
            yield f"批注（{comment.get('ref')}）：{text}"
