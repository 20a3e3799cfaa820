"""xl/workbook.xml: which sheets there are, where they lie, and from which day dates are counted."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.ooxml import markup
from toolkit.ooxml.errors import BrokenPackageError
from toolkit.ooxml.package import Package
from toolkit.ooxml.relations import related, relations

_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One worksheet.

    Attributes:
        name: as people see it on the tab.
        part: the part of the package it is in.
        state: visible, hidden or veryHidden.
        index: its place among all sheets, sheets of charts included.
        sheet_id: the number that stays its own when sheets are moved.
    """

    name: str
    part: str
    state: str
    index: int
    sheet_id: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What xl/workbook.xml tells.

    Attributes:
        part: its own name.
        sheets: the worksheets in their order; sheets of charts are left out.
        date1904: whether days are counted from 1904, as old Macs did.
    """

    part: str
    sheets: list[SheetInfo]
    date1904: bool


def read_contents(package: Package) -> Contents:
    """Return what the workbook's main part tells.

    Raises:
        BrokenPackageError: the package holds no workbook, or its main part is not well-formed.
    """
    part = next(iter(related(package, "", "officeDocument")), "")
    if not part:
        raise BrokenPackageError("找不到工作簿")
    root = markup.parse(package.part(part))
    if markup.local_name(root) != "workbook":
        raise BrokenPackageError("不是 Excel 工作簿")
    leads_to = {found.id: found for found in relations(package, part)}
    sheets, date1904 = [], False
    for element in root:
        if markup.local_name(element) == "workbookPr":
            date1904 = element.get("date1904") in _TRUE
        elif markup.local_name(element) == "sheets":
            for index, sheet in enumerate(found for found in element if markup.local_name(found) == "sheet"):
                told = {str(name).rpartition("}")[2]: str(value) for name, value in sheet.attrib.items()}
                found = leads_to.get(told.get("id", ""))
                if found is not None and found.kind == "worksheet":
                    state, sheet_id = told.get("state", "visible"), told.get("sheetId", "")
                    sheets.append(SheetInfo(told.get("name", ""), found.target, state, index, sheet_id))
    return Contents(part, sheets, date1904)
