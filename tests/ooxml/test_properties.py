from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable

import openpyxl

from toolkit.ooxml import Workbook

from .builders import by_hand, by_openpyxl, by_xlsxwriter, changed_parts, open_by_openpyxl, part, sheet_xml


def test_properties_are_made_and_changed_and_read_by_openpyxl(find_faults: Callable[..., Counter[str]]) -> None:
    data = by_xlsxwriter()
    book = Workbook.read(data)
    assert book.properties() == {}
    book.set_properties({"表单": "A<1>", "编号": "2024-001"})
    book.set_properties({"编号": "2024-002 _x0041_"})
    out = book.to_bytes()
    assert Workbook.read(out).properties() == {"表单": "A<1>", "编号": "2024-002 _x0041_"}
    assert changed_parts(data, out) == {"[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"}
    told = open_by_openpyxl(out).custom_doc_props
    assert told["表单"].value == "A<1>"
    assert not find_faults(out, known=data)


def test_properties_of_others_stay() -> None:
    book = Workbook.read(by_openpyxl())
    book.set_properties({"甲": "1"})
    again = Workbook.read(book.to_bytes())
    again.set_properties({"乙": "2"})
    out = again.to_bytes()
    assert changed_parts(book.to_bytes(), out) == {"docProps/custom.xml"}
    assert Workbook.read(out).properties() == {"甲": "1", "乙": "2"}
    assert 'pid="3" name="乙"' in part(out, "docProps/custom.xml")


def test_setting_what_is_already_so_changes_nothing() -> None:
    book = Workbook.read(by_openpyxl())
    book.set_properties({"甲": "1"})
    data = book.to_bytes()
    again = Workbook.read(data)
    again.set_properties({"甲": "1"})
    assert again.to_bytes() == data


def test_who_saved_last_is_told_where_the_file_tells_it() -> None:
    source = openpyxl.Workbook()
    source.properties.lastModifiedBy = "王工"
    stream = io.BytesIO()
    source.save(stream)
    assert Workbook.read(stream.getvalue()).last_modified_by == "王工"
    assert Workbook.read(by_hand(sheet_xml(""))).last_modified_by == ""
