"""A form's declaration drawn as the blank workbook (空白表) that goes out to people: it looks as the annex does."""

from __future__ import annotations

from xlsxwriter.utility import xl_range

from toolkit.forms import FieldType, Form, Look, PlacedCell
from toolkit.forms.identity import write_mark
from toolkit.mechanism import Mechanism
from toolkit.templates.book import Draft
from toolkit.templates.looks import Frame, broken, look
from toolkit.templates.prompts import prompt

_A4 = 9
_A4_WIDTH_MM = 210.0
_INCH_MM = 25.4
_SIDE_MARGIN_MM, _END_MARGIN_MM = 20.0, 22.0

_KEPT_AS_TEXT = {FieldType.PHONE, FieldType.NUMBER}

# People may make a row higher for a long answer, and set a picture of a signature or seal; texts and cells stay.
_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "objects": True,
}


def build(form: Form, mechanism: Mechanism) -> bytes:
    """Return the blank workbook (xlsx) of a form that has a layout; equal declarations give equal bytes.

    Args:
        form: the form.
        mechanism: whose categories its drop-downs offer.

    Raises:
        ValueError: the form has no layout, because it is a table of several cases.
    """
    if not form.layout.rows:
        raise ValueError(f"form {form.id} has no layout")
    draft = Draft(form, write_mark(form.id, form.version))
    lay_page(draft, form)
    frame = Frame.of(form.layout)
    for placed in form.layout.placed():
        draw(draft, form, placed, frame)
        _help(draft, form, mechanism, placed)
    _start_here(draft, form)
    return draft.finish()


def lay_page(draft: Draft, form: Form) -> None:
    """Set the paper of the sheet that is drawn: A4, all on one page; on its side where the form is wider than that."""
    sheet, layout = draft.sheet, form.layout
    draft.widths(layout.widths)
    for number, row in enumerate(layout.rows):
        sheet.set_row(number, row.height)
    sheet.set_paper(_A4)
    if sum(layout.widths) > _A4_WIDTH_MM:
        sheet.set_landscape()
    side, end = _SIDE_MARGIN_MM / _INCH_MM, _END_MARGIN_MM / _INCH_MM
    sheet.set_margins(left=side, right=side, top=end, bottom=end)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, len(layout.rows) - 1, len(layout.widths) - 1)
    sheet.hide_gridlines(2)
    sheet.protect("", _ALLOWED)


def draw(draft: Draft, form: Form, placed: PlacedCell, frame: Frame, answer: str = "") -> None:
    """Draw a cell of the form; with an answer, as one that is filled in."""
    cell = placed.cell
    width = sum(form.layout.widths[placed.column : placed.last_column + 1])
    field = form.field(cell.field) if cell.field else None
    text = broken(cell.text, width) if cell.look is Look.LABEL else cell.text
    draft.put(_area(placed), answer or text, draft.style(look(placed, field, width, frame)))


def _help(draft: Draft, form: Form, mechanism: Mechanism, placed: PlacedCell) -> None:
    if not placed.cell.field:
        return
    validation = prompt(form, mechanism, form.field(placed.cell.field), placed.cell, draft)
    if validation:
        draft.sheet.data_validation(*_area(placed), validation)


def _start_here(draft: Draft, form: Form) -> None:
    """Put the cursor into the first field the sender fills, and spare them warnings about numbers kept as text."""
    own = {each.key for each in form.own_fields}
    inputs = [each for each in form.layout.placed() if each.cell.field]
    first = next((each for each in inputs if each.cell.field in own), None)
    if first is not None:
        draft.sheet.set_selection(*_area(first))
    texts = [each for each in inputs if form.field(each.cell.field).type in _KEPT_AS_TEXT]
    if texts:
        ranges = " ".join(xl_range(*_area(each)) for each in texts)
        draft.sheet.ignore_errors({"number_stored_as_text": ranges})


def _area(placed: PlacedCell) -> tuple[int, int, int, int]:
    return placed.row, placed.column, placed.last_row, placed.last_column
