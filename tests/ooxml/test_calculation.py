from __future__ import annotations

from toolkit.ooxml import Package, Workbook
from toolkit.ooxml.calculation import recalculate_on_load

from .builders import MAIN, PACKAGE, RELS, SHEET, by_hand, by_openpyxl, by_xlsxwriter, part, sheet_xml

FORMULAS = (
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f><v>4</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c></row>'
)


def _with_chain(entries: str) -> bytes:
    rels = (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId4" Type="{RELS}/calcChain" Target="calcChain.xml"/></Relationships>'
    )
    chain = f'<calcChain xmlns="{MAIN}">{entries}</calcChain>'
    return by_hand(sheet_xml(FORMULAS), more={"xl/_rels/workbook.xml.rels": rels, "xl/calcChain.xml": chain})


def test_formulas_are_worked_out_anew_where_there_are_any() -> None:
    for data in (by_xlsxwriter(), by_openpyxl(), by_hand(sheet_xml(FORMULAS))):
        book = Workbook.read(data)
        book.edit(SHEET, {(3, 0): "x"})
        assert 'fullCalcOnLoad="1"' in part(book.to_bytes(), "xl/workbook.xml")


def test_a_workbook_without_formulas_keeps_its_main_part() -> None:
    data = by_hand(sheet_xml('<row r="1"/>'))
    book = Workbook.read(data)
    book.edit(SHEET, {(1, 0): "x"})
    assert part(book.to_bytes(), "xl/workbook.xml") == part(data, "xl/workbook.xml")


def test_the_formula_of_a_rule_is_no_formula_of_a_cell() -> None:
    rule = '<extLst><ext xmlns:xm="x"><xm:f>A1</xm:f></ext></extLst>'
    data = by_hand(sheet_xml('<row r="1"/>', after=rule))
    book = Workbook.read(data)
    book.edit(SHEET, {(1, 0): "x"})
    assert part(book.to_bytes(), "xl/workbook.xml") == part(data, "xl/workbook.xml")


def test_the_wish_is_written_where_the_schema_wants_it() -> None:
    for before, after in (("<sheets/>", "<pivotCaches/>"), ("<sheets/><definedNames/>", "<oleSize/>"), ("", "")):
        out = recalculate_on_load(f"<workbook>{before}{after}</workbook>".encode()).decode()
        assert out == f'<workbook>{before}<calcPr fullCalcOnLoad="1"/>{after}</workbook>'
    out = recalculate_on_load(b'<x:workbook><x:sheets/><x:calcPr calcId="1" fullCalcOnLoad="0"/></x:workbook>')
    assert out == b'<x:workbook><x:sheets/><x:calcPr calcId="1" fullCalcOnLoad="1"/></x:workbook>'
    assert b"<x:calcPr " in recalculate_on_load(b"<x:workbook><x:sheets/></x:workbook>")


def test_a_formula_given_up_leaves_the_chain_and_hands_on_its_sheet() -> None:
    book = Workbook.read(_with_chain('<c r="A1" i="1"/><c r="B1"/><c r="A1" i="2"/>'))
    book.edit(SHEET, {(1, 0): 5})
    assert '<c r="B1" i="1"/><c r="A1" i="2"/></calcChain>' in part(book.to_bytes(), "xl/calcChain.xml")


def test_a_chain_with_nothing_left_is_taken_out_with_all_that_names_it() -> None:
    book = Workbook.read(_with_chain('<c r="A1" i="1"/><c r="B1"/>'))
    book.edit(SHEET, {(1, 0): 5, (1, 1): None})
    package = Package.read(book.to_bytes())
    assert "xl/calcChain.xml" not in package
    assert b"calcChain" not in package.part("xl/_rels/workbook.xml.rels")


def test_a_chain_is_left_alone_where_no_formula_goes() -> None:
    data = _with_chain('<c r="A1" i="1"/><c r="B1"/>')
    book = Workbook.read(data)
    book.edit(SHEET, {(2, 0): 5})
    assert part(book.to_bytes(), "xl/calcChain.xml") == part(data, "xl/calcChain.xml")
