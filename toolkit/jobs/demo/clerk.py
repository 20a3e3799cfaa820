"""The demo's clerk: what a person types into the register between two runs, cell by cell, and saves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.files import write_whole
from toolkit.jobs.demo.story import HandEdit, Said
from toolkit.mechanism import Mechanism
from toolkit.ooxml import Workbook
from toolkit.register import SheetView, schema, view
from toolkit.workspace import Workspace

Cells = dict[tuple[int, int], Said]


def type_units(workspace: Workspace, mechanism: Mechanism, contacts: Mapping[str, Mapping[str, str]]) -> int:
    """Type each unit's contact person beside its name, and return how many units there were."""
    book = Workbook.read(workspace.register.read_bytes())
    sheet = _sheet(book, mechanism, schema.UNITS)
    name = sheet.spec.columns[0].name
    cells: Cells = {}
    for row in sheet.loose:
        for column, said in contacts.get(str(row.values.get(name, "")), {}).items():
            cells[row.number, sheet.places[column]] = said
    _save(workspace, book, schema.UNITS, cells)
    return len(contacts)


def type_rows(workspace: Workspace, mechanism: Mechanism, edits: Iterable[tuple[str, HandEdit]]) -> list[str]:
    """Type into the rows of cases, given by 编号, and return what was typed, a line a case."""
    book = Workbook.read(workspace.register.read_bytes())
    sheet = _sheet(book, mechanism, mechanism.record.sheet)
    rows = {row.key[0]: row.number for row in sheet.rows}
    cells: Cells = {}
    lines: list[str] = []
    for number, edit in edits:
        for column, said in edit.values.items():
            cells[rows[number], sheet.places[column]] = said
        typed = "，".join(f"{column}“{said}”" for column, said in edit.values.items())
        lines.append(f"{number}：{f'{edit.why}：' if edit.why else ''}{typed}")
    if cells:
        _save(workspace, book, mechanism.record.sheet, cells)
    return lines


def type_charges(workspace: Workspace, mechanism: Mechanism, rows: Sequence[Mapping[str, Said]]) -> int:
    """Type who looks after whom onto the empty sheet for it, and return how many rows there were."""
    visiting = mechanism.visiting
    if visiting is None or not rows:
        return 0
    book = Workbook.read(workspace.register.read_bytes())
    sheet = _sheet(book, mechanism, visiting.charges)
    cells: Cells = {
        (number, sheet.places[column]): said for number, row in enumerate(rows, 2) for column, said in row.items()
    }
    _save(workspace, book, visiting.charges, cells)
    return len(rows)


def _sheet(book: Workbook, mechanism: Mechanism, name: str) -> SheetView:
    return view(book, next(each for each in schema.sheets(mechanism) if each.name == name))


def _save(workspace: Workspace, book: Workbook, sheet: str, cells: Cells) -> None:
    book.edit(sheet, cells)
    write_whole(workspace.register, book.to_bytes())
