"""A block of cells and a chart put into a sheet where nothing stands: all that is there stays as it is."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.ooxml import markup
from toolkit.ooxml.calculation import recalculate_on_load
from toolkit.ooxml.errors import UneditableError
from toolkit.ooxml.formats import Formats, Look
from toolkit.ooxml.frame import Frame
from toolkit.ooxml.growth import grow_extent
from toolkit.ooxml.package import Package
from toolkit.ooxml.patch import RowPlan, SheetPatch, columns_of
from toolkit.ooxml.places import RELATIONS, put_behind_rows, refuse_strict, relation_attribute, tail_child
from toolkit.ooxml.refs import cell_ref
from toolkit.ooxml.relations import declare, relate, related
from toolkit.ooxml.styles import Styles

_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


class BlockCell(NamedTuple):
    """A cell: its text, or the formula (without the equals sign) that works its figure out; how it looks."""

    text: str
    formula: str
    look: Look


def put_block(package: Package, workbook: str, part: str, cells: Mapping[tuple[int, int], BlockCell]) -> None:
    """Put cells into a sheet, by row counted from 1 and column from 0; the whole workbook is worked out on opening.

    Raises:
        UneditableError: one of the cells is there already, if only with a format of its own.
    """
    data = markup.utf8(package.around(part, [row for row, _ in cells]))
    refuse_strict(data)
    frame = Frame.of(data)
    taken = _places_in(frame) & cells.keys()
    if taken:
        raise UneditableError(f"{cell_ref(*min(taken))} 已经有内容或格式")
    formats = Formats(package, workbook)
    looks = {look: formats.own(look) for look in dict.fromkeys(cell.look for cell in cells.values())}
    formats.save()
    plans: dict[int, RowPlan] = {}
    for row in sorted({row for row, _ in cells}):
        mine = {column: cell for (at, column), cell in cells.items() if at == row}
        plans[row] = RowPlan(
            values={column: cell.text for column, cell in mine.items() if not cell.formula},
            styles={column: looks[cell.look] for column, cell in mine.items()},
            formulas={column: cell.formula for column, cell in mine.items() if cell.formula},
        )
    styles_part = related(package, workbook, "styles")[0]
    styles = Styles(package.part(styles_part))
    patched = Frame.of_checked(SheetPatch(frame, styles, date1904=False).apply(plans))
    package.replace(part, grow_extent(patched, cells))
    package.replace(styles_part, styles.data)
    package.replace(workbook, recalculate_on_load(markup.utf8(package.part(workbook))))


def has_drawing(package: Package, part: str) -> bool:
    """Return whether there are pictures, shapes or charts on a sheet."""
    return tail_child(markup.utf8(package.text(part)), b"drawing") is not None


def put_chart(package: Package, workbook: str, part: str, drawing: bytes, chart: bytes) -> None:
    """Give a sheet that has no drawing one with a chart; one that is there is somebody's, and is not written into.

    Args:
        package: the workbook's.
        workbook: its main part.
        part: the sheet's.
        drawing: the drawing's part, in which the chart is ``rId1``.
        chart: the chart's part.
    """
    data = markup.utf8(package.text(part))
    drawn, charted = _new_name(package, workbook, "drawings/drawing"), _new_name(package, workbook, "charts/chart")
    for name, content, kind in ((drawn, drawing, _DRAWING), (charted, chart, _CHART)):
        package.replace(name, content)
        declare(package, name, kind)
    relate(package, drawn, f"{RELATIONS}/chart", charted)
    given = relate(package, part, f"{RELATIONS}/drawing", drawn)
    root = markup.root_element(data)
    prefix = markup.prefix_of(data, root).decode()
    element = f"<{prefix}drawing {relation_attribute(data[root.start : root.inner], given)}/>".encode()
    package.replace(part, put_behind_rows(data, b"drawing", element))


def _places_in(frame: Frame) -> set[tuple[int, int]]:
    """Return the places of all cells of a sheet, blank ones too."""
    found = set()
    for span in frame.editable_spans():
        elements = list(markup.children(frame.data, span.inner, span.close))
        found |= {(span.number, column) for column in columns_of(frame.data, elements)}
    return found


def _new_name(package: Package, workbook: str, stem: str) -> str:
    folder = posixpath.dirname(workbook)
    names = (posixpath.join(folder, f"{stem}{number}.xml") for number in range(1, 1 << 16))
    return next(name for name in names if name not in package)
