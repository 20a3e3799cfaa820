"""Cells marked for a person to look at: filled, commented, and open to typing in a protected sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from toolkit.ooxml import markup
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.formats import Formats
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.growth import merged_areas
from toolkit.ooxml.notes import EMPTY, Notes, drop_threads, read_threads
from toolkit.ooxml.package import Package
from toolkit.ooxml.places import RELATIONS, put_behind_rows, refuse_strict, relation_attribute, relation_id, tail_child
from toolkit.ooxml.refs import MAX_COLUMN, MAX_ROW, Area, cell_ref, parse_cell
from toolkit.ooxml.relations import declare, declare_suffix, detach, relate, related, relations
from toolkit.ooxml.restyle import restyled, style_of
from toolkit.ooxml.vml import Ruler, blocks, drawing, with_boxes, without_boxes

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: Merged cells up to so many are marked cell by cell, so that each is open to typing; of more only the first.
_MANY = 2_000

Place = tuple[int, int] | str


def place_of(place: Place) -> tuple[int, int]:
    """Return row (from 1) and column (from 0) of a place given as such, or as ``C5``.

    Raises:
        ValueError: it is no cell of a sheet.
    """
    found = parse_cell(place) if isinstance(place, str) else place
    if found is None or not (1 <= found[0] <= MAX_ROW and 0 <= found[1] <= MAX_COLUMN):
        raise ValueError(f"{place} is no cell")
    return found


class SheetMarks:
    """The marks of one sheet; nothing reaches the package before all of an operation is worked out."""

    def __init__(self, package: Package, workbook: str, part: str) -> None:
        """Read the sheet.

        Raises:
            BrokenPackageError: the sheet is not well-formed.
            UneditableError: it is of a dialect that is not written here.
        """
        self._package = package
        self._workbook = workbook
        self._part = part
        self._data = markup.utf8(package.part(part))
        refuse_strict(self._data)
        self._frame = Frame.of_checked(self._data)

    def mark(self, texts: Mapping[Place, str], author: str, fill: str) -> None:
        """Fill the cells and put the texts before their comments; see ``Workbook.mark``."""
        areas: dict[Area, str] = {}
        merged = merged_areas(self._frame)
        for place, text in texts.items():
            area = _area(place_of(place), merged)
            areas[area] = f"{areas[area]}\n{text}" if area in areas else text
        formats = Formats(self._package, self._workbook)
        unlocked = tail_child(self._data, b"sheetProtection") is not None

        def marked(like: int) -> int:
            return formats.filled(like, fill, unlocked=unlocked)

        sheet = restyled(self._frame, [cell for area in areas for cell in _cells(area)], marked)
        refs = {cell_ref(*area[:2]): text for area, text in areas.items()}
        notes_part, notes = self._notes()
        boxes_part, boxes = self._boxes(sheet)
        threads = read_threads(self._package, self._part)
        for ref, text in refs.items():
            if ref in threads:
                notes.replace(ref, threads[ref])
            notes.put(ref, text, author)
        ruler, now = Ruler(Frame.of_checked(sheet)), notes.texts
        new = sorted(refs if boxes_part else now)  # without any drawing, the others have no box either
        drawn = with_boxes(boxes, (ruler.box(_area(place_of(ref), merged), now[ref]) for ref in new))
        formats.save()
        drop_threads(self._package, self._part, refs)
        self._package.replace(notes_part or self._add_notes(), notes.data())
        self._package.replace(self._part, sheet)
        self._package.replace(boxes_part or self._add_boxes(sheet), drawn)

    def annotate(self, texts: Mapping[tuple[int, int], str | None], author: str, ours: Callable[[str], bool]) -> None:
        """Give cells a comment of ours, another one, or none; see ``Workbook.annotate``."""
        part, notes = self._notes()
        boxes_part, boxes = self._boxes(self._data)
        threads = read_threads(self._package, self._part)
        gone: set[tuple[int, int]] = set()
        changed: list[str] = []
        new: list[str] = []
        for place, text in texts.items():
            ref = cell_ref(*place_of(place))
            there = notes.text(ref)
            if ref in threads or there == (text or ""):
                continue  # a conversation is left to those who hold it
            if ours(there):
                changed.append(ref)
                if notes.drop(ref):
                    gone.add(place_of(place))
            if text:
                notes.put(ref, text, author)
                new.append(ref)
        if not changed and not new:
            return
        now = notes.texts if not boxes_part else {ref: notes.text(ref) for ref in new}
        ruler = Ruler(self._frame, rows=False)
        drawn = with_boxes(
            without_boxes(boxes, gone), (ruler.box(Area(*at, *at), now[ref]) for ref, at in _places(now))
        )
        if len(notes):
            self._package.replace(part or self._add_notes(), notes.data())
        else:
            detach(self._package, self._part, part)
        self._package.replace(boxes_part or self._add_boxes(self._data), drawn)

    def unmark(self, ours: Callable[[str], bool], fill: str) -> None:
        """Take the marks away whose text is ours; see ``Workbook.unmark``."""
        part, notes = self._notes()
        refs = [ref for ref, text in notes.texts.items() if ours(text) and parse_cell(ref)]
        if not refs:
            return
        formats = Formats(self._package, self._workbook)
        merged = merged_areas(self._frame)
        places = {cell for ref in refs for cell in _cells(_area(place_of(ref), merged))}
        there = style_of(self._frame, places)
        gone = {place_of(ref) for ref in refs if notes.drop(ref)}
        sheet = restyled(self._frame, there, lambda like: formats.unfilled(like, fill))
        boxes_part, boxes = self._boxes(sheet)
        formats.save()
        self._package.replace(self._part, sheet)
        if boxes_part:
            self._package.replace(boxes_part, without_boxes(boxes, gone))
        if len(notes):
            self._package.replace(part, notes.data())
        else:  # a list of no comments is something no program writes
            detach(self._package, self._part, part)

    def _notes(self) -> tuple[str, Notes]:
        part = next(iter(related(self._package, self._part, "comments")), "")
        return part, Notes(self._package.part(part) if part else EMPTY)

    def _boxes(self, sheet: bytes) -> tuple[str, bytes]:
        """Return the drawing of the sheet's comments and its part; a new one for the sheet that has none.

        Raises:
            UneditableError: the sheet names a drawing that is not there.
        """
        element = tail_child(sheet, b"legacyDrawing")
        if element is None:
            parts = [name for name in self._package.names() if name.casefold().endswith(".vml")]
            taken = {block for name in parts for block in blocks(self._package.part(name))}
            return "", drawing(max(taken, default=0) + 1)
        wanted = relation_id(sheet, element)
        for found in relations(self._package, self._part):
            if found.id == wanted and found.target in self._package:
                return found.target, markup.utf8(self._package.part(found.target))
        raise UneditableError("工作表的批注图形不见了")

    def _add_notes(self) -> str:
        part = self._new_name("comments", ".xml")
        relate(self._package, self._part, f"{RELATIONS}/comments", part)
        declare(self._package, part, _COMMENTS)
        return part

    def _add_boxes(self, sheet: bytes) -> str:
        part = self._new_name("drawings/vmlDrawing", ".vml")
        declare_suffix(self._package, "vml", part, _DRAWING)
        given = relate(self._package, self._part, f"{RELATIONS}/vmlDrawing", part)
        root = markup.root_element(sheet)
        attribute = relation_attribute(sheet[root.start : root.inner], given)
        element = f"<{self._frame.prefix.decode()}legacyDrawing {attribute}/>".encode()
        self._package.replace(self._part, put_behind_rows(sheet, b"legacyDrawing", element))
        return part

    def _new_name(self, stem: str, suffix: str) -> str:
        folder = self._workbook.rpartition("/")[0]
        names = (f"{folder}/{stem}{number}{suffix}".lstrip("/") for number in range(1, 1 << 16))
        return next(name for name in names if name not in self._package)


def _places(refs: Iterable[str]) -> list[tuple[str, tuple[int, int]]]:
    return [(ref, place_of(ref)) for ref in sorted(refs)]


def _area(place: tuple[int, int], merged: Iterable[Area]) -> Area:
    """Return the merged cells a cell belongs to, else itself."""
    return next((area for area in merged if area.holds(*place)), Area(*place, *place))


def _cells(area: Area) -> list[tuple[int, int]]:
    rows = range(area.first_row, area.last_row + 1)
    columns = range(area.first_column, area.last_column + 1)
    if len(rows) * len(columns) > _MANY:
        return [(area.first_row, area.first_column)]
    return [(row, column) for row in rows for column in columns]
