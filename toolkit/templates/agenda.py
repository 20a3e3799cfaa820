"""A form that is a table of cases: printed, filled in by the office and read back, as a meeting's agenda (会议议程)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from toolkit.forms import Field, FieldType, Form
from toolkit.forms.identity import write_mark
from toolkit.mechanism import Mechanism
from toolkit.submission import Value
from toolkit.templates import prompts
from toolkit.templates.book import DATE_FORMAT, TEXT_FORMAT, Draft
from toolkit.templates.looks import FANG, HEI
from toolkit.templates.paging import BOTTOM_INCHES, SIDE_INCHES, fits_one_page, spare_rows
from toolkit.templates.values import printed

_A4 = 9
_TITLE_HEIGHT, _LINE_HEIGHT, _LONG_HEIGHT, _HEADER_HEIGHT = 34, 22, 34, 30
# High enough to write in by hand.
_LEAST_HEIGHT, _HIGHEST = 44.0, 409.0
_POINTS, _LINE_POINTS, _AIR_POINTS, _PADDING_MM = 10.5, 15.0, 6.0, 1.4
_WIDTHS_MM = {
    FieldType.LONG: 44.0,
    FieldType.UNIT: 28.0,
    FieldType.UNITS: 28.0,
    FieldType.TEXT: 27.0,
    FieldType.DATE: 27.0,
}
_WIDTH_MM = 22.0
_NOTE = "有底色的栏目由{short}上填写；填好后保存，放回收件箱。"

_CELL: dict[str, Any] = {"font_name": FANG, "font_size": _POINTS, "valign": "vcenter", "text_wrap": True, "border": 1}
_LABEL: dict[str, Any] = {**_CELL, "font_name": HEI, "align": "center", "bg_color": "#EDEDED"}
_TITLE: dict[str, Any] = {"font_name": HEI, "font_size": 18, "align": "center", "valign": "vcenter"}
_HINT: dict[str, Any] = {"font_name": FANG, "font_size": _POINTS, "valign": "vcenter"}
_HEADER_TINT, _TINT = "#FFE699", "#FFF8E1"
_FORMATS = {FieldType.DATE: DATE_FORMAT, FieldType.NUMBER: TEXT_FORMAT, FieldType.PHONE: TEXT_FORMAT}
_CENTRED = {FieldType.DATE, FieldType.NUMBER, FieldType.PHONE, FieldType.CHOICE}


def build_agenda(
    form: Form,
    mechanism: Mechanism,
    head: Mapping[str, Value],
    rows: Sequence[Mapping[str, Value]],
    *,
    to_fill: Collection[str] = (),
    mark: str = "",
) -> bytes:
    """Return the agenda workbook (xlsx) as :func:`build_table` does, with room for what comes up in the meeting."""
    note = mechanism.gathering.put(_NOTE) if to_fill else ""
    heights = [_height(form, _printed(form, mechanism, row)) for row in rows]
    spare = spare_rows(_above(form, note), heights, _LEAST_HEIGHT, _across(form))
    return build_table(form, mechanism, head, rows, to_fill=to_fill, mark=mark, note=note, spare=spare)


def build_table(
    form: Form,
    mechanism: Mechanism,
    head: Mapping[str, Value],
    rows: Sequence[Mapping[str, Value]],
    *,
    to_fill: Collection[str] = (),
    mark: str = "",
    note: str = "",
    spare: int = 0,
) -> bytes:
    """Return the workbook (xlsx) of a form that is a table of cases; equal input gives equal bytes.

    Args:
        form: the form, with the table's columns.
        mechanism: whose units and categories are offered.
        head: field key → what stands above the table.
        rows: for each case, field key → what stands in the table.
        to_fill: keys of the columns that are filled in by hand; they are tinted.
        mark: what the workbook carries invisibly, by default the form's id and version.
        note: a line under the title, "" for none.
        spare: empty rows below the cases.

    Raises:
        ValueError: the form has no table.
        KeyError: a key is no field of the form.
    """
    if not form.table:
        raise ValueError(f"form {form.id} has no table")
    _known(form.fields, head)
    for row in (*rows, to_fill):
        _known(form.table, row)
    draft = Draft(form, mark or write_mark(form.id, form.version))
    draft.widths([_width(field) for field in form.table])
    header = _head(draft, form, mechanism, head, note)
    cases = [_printed(form, mechanism, row) for row in (*rows, *({} for _ in range(spare)))]
    _table(draft, form, mechanism, header, cases, to_fill)
    whole = fits_one_page(sum(_above(form, note)) + sum(_height(form, case) for case in cases), _across(form))
    _page(draft, header, header + len(cases), len(form.table) - 1, whole=whole)
    return draft.finish()


def _above(form: Form, note: str) -> tuple[float, float]:
    """Return the heights of what stands above the table, in points: before its header, and the header itself."""
    lines = sum(_line_height(line) for line in _lines(form))
    return _TITLE_HEIGHT + (_LINE_HEIGHT if note else 0) + lines, _HEADER_HEIGHT


def _across(form: Form) -> float:
    """Return how wide the table is, in millimetres."""
    return sum(_width(field) for field in form.table)


def _printed(form: Form, mechanism: Mechanism, row: Mapping[str, Value]) -> Mapping[str, Value]:
    return {field.key: printed(mechanism, field, row.get(field.key)) for field in form.table}


def _line_height(line: Sequence[Field]) -> float:
    return _LONG_HEIGHT if any(field.type is FieldType.LONG for field in line) else _LINE_HEIGHT


def _known(fields: Collection[Field], keys: Collection[str]) -> None:
    unknown = sorted(set(keys) - {field.key for field in fields})
    if unknown:
        raise KeyError(unknown[0])


def _head(draft: Draft, form: Form, mechanism: Mechanism, head: Mapping[str, Value], note: str) -> int:
    """Draw title and head, return the row of the table's header (counted from 0)."""
    last = len(form.table) - 1
    draft.put((0, 0, 0, last), form.title, draft.style(_TITLE))
    draft.sheet.set_row(0, _TITLE_HEIGHT)
    row = 0
    if note:
        # Under the title, where no label stands above it: below an empty line it would read as that line's answer.
        row = 1
        draft.put((row, 0, row, last), note, draft.style(_HINT))
        draft.sheet.set_row(row, _LINE_HEIGHT)
    first = row + 1
    for row, line in enumerate(_lines(form), start=first):
        draft.sheet.set_row(row, _line_height(line))
        for field, first, end in _spans(line, last):
            style = {**_style(field, ""), "align": "left"}
            draft.put((row, first, row, first), field.label, draft.style(_LABEL))
            _value(draft, (row, first + 1, row, end), printed(mechanism, field, head.get(field.key)), style)
    return row + 1


def _lines(form: Form) -> Iterator[Sequence[Field]]:
    """Yield the head's lines: two short fields share one, so that the table begins high on the page."""
    waiting: list[Field] = []
    for field in form.fields:
        if field.type is FieldType.LONG:
            if waiting:
                yield waiting
            yield [field]
            waiting = []
            continue
        waiting.append(field)
        if len(waiting) == 2:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _spans(line: Sequence[Field], last: int) -> Iterator[tuple[Field, int, int]]:
    """Yield each field of a line with the columns it takes, its label's and its value's last."""
    starts = [0, (last + 1) // 2][: len(line)]
    ends = [start - 1 for start in starts[1:]] + [last]
    return zip(line, starts, ends, strict=True)


def _table(
    draft: Draft,
    form: Form,
    mechanism: Mechanism,
    header: int,
    cases: Sequence[Mapping[str, Value]],
    to_fill: Collection[str],
) -> None:
    draft.sheet.set_row(header, _HEADER_HEIGHT)
    draft.rows_grow(header + 1)
    first, end = header + 1, header + len(cases)
    for number, case in enumerate(cases, start=first):
        draft.sheet.set_row(number, _height(form, case))
    for column, field in enumerate(form.table):
        tinted = field.key in to_fill
        label = {**_LABEL, "bg_color": _HEADER_TINT} if tinted else _LABEL
        draft.put((header, column, header, column), field.label, draft.style(label))
        style = _style(field, _TINT if tinted else "")
        for number, case in enumerate(cases, start=first):
            _value(draft, (number, column, number, column), case[field.key], style)
        _offer(draft, mechanism, field, (first, column, end, column))


def _height(form: Form, case: Mapping[str, Value]) -> float:
    """Return a row's height: as much as its longest text takes, at least what a hand needs, at most Excel's limit."""
    lines = max(_lines_of(str(case[field.key] or ""), field) for field in form.table)
    return min(max(lines * _LINE_POINTS + _AIR_POINTS, _LEAST_HEIGHT), _HIGHEST)


def _lines_of(text: str, field: Field) -> int:
    """Return how many lines a text takes in its column, each character reckoned as a full-width one."""
    fits = int((_width(field) - _PADDING_MM) / (_POINTS * 25.4 / 72))
    return sum(max(1, -(-len(part) // fits)) for part in text.split("\n"))


def _width(field: Field) -> float:
    return _WIDTHS_MM.get(field.type, _WIDTH_MM)


def _offer(draft: Draft, mechanism: Mechanism, field: Field, area: tuple[int, int, int, int]) -> None:
    """Give a column its drop-down; the mechanism's units stand on the hidden sheet, being too many for a cell."""
    if field.type is FieldType.UNIT:
        validation = prompts.units(mechanism, field, draft)
    else:
        validation = prompts.offer(mechanism, field, draft)
    if validation:
        draft.sheet.data_validation(*area, validation)


def _style(field: Field, tint: str) -> dict[str, Any]:
    properties = {**_CELL, "align": "center" if field.type in _CENTRED else "left"}
    if field.type in _FORMATS:
        properties["num_format"] = _FORMATS[field.type]
    if field.type is FieldType.DATE:
        # A date that is too wide turns into ####, even where the text is wrapped.
        properties |= {"text_wrap": False, "shrink": True}
    if tint:
        properties["bg_color"] = tint
    return properties


def _value(draft: Draft, area: tuple[int, int, int, int], value: Value, properties: dict[str, Any]) -> None:
    style = draft.style(properties)
    draft.put(area, value if isinstance(value, str) else "", style)
    if isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a cell has no zone
        draft.sheet.write_datetime(area[0], area[1], moment, style)


def _page(draft: Draft, header: int, last_row: int, last_column: int, *, whole: bool) -> None:
    """Set the paper: A4 on its side, as wide as the page, the header on every page and always in sight.

    ``whole`` puts all on one page, in every program, however it measures columns.
    """
    sheet = draft.sheet
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=SIDE_INCHES, right=SIDE_INCHES, top=SIDE_INCHES, bottom=BOTTOM_INCHES)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1 if whole else 0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
