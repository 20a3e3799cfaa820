"""The figures of the year on a board that was made without: put in place, what is the office's left alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image

from jobs.office import Office, open_book
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import default_name, load
from toolkit.ooxml import Workbook
from toolkit.register import create, create_board, schema
from toolkit.register.board_added import add_figures, has_figures
from toolkit.register.view import view

from .opened_on import opened_on
from .test_package import DOT, parts

MECHANISM = load(default_name())
#: What is added, and what has to say that it is there; all else stays byte for byte.
ADDED = {"xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels", "xl/charts/chart1.xml"}
ADDED |= {"xl/worksheets/_rels/sheet8.xml.rels"}
TOLD = {"[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet8.xml"}


@pytest.fixture(scope="module")
def old() -> bytes:
    """A register as it was made before its board told of the year."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_board, "draw_months", lambda *_, **__: None)
        patch.setattr(create_board, "_year", lambda *given: given[-1])
        return create(MECHANISM, [], date(2023, 1, 9))


def with_figures(data: bytes) -> bytes:
    book = Workbook.read(data)
    main = next(spec for spec in schema.sheets(MECHANISM) if spec.name == MECHANISM.record.sheet)
    assert not has_figures(book)
    add_figures(book, MECHANISM, view(book, main).places)
    assert has_figures(book)
    return book.to_bytes()


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    book, out = open_book(data), io.BytesIO()
    edit(book[schema.BOARD])
    book.save(out)
    return out.getvalue()


def cells_of(data: bytes) -> dict[str, Any]:
    sheet = open_book(data)[schema.BOARD]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def test_every_other_part_stays_byte_for_byte_and_every_cell_that_was_there(
    old: bytes, validator: Callable[..., list[Any]]
) -> None:
    new = with_figures(old)
    before, after = parts(old), parts(new)
    assert set(after) - set(before) == ADDED
    assert {name for name in before if before[name] != after[name]} == TOLD - {"xl/workbook.xml"}, (
        "it asks to be worked out on opening already"
    )
    there, now = cells_of(old), cells_of(new)
    assert {place: now[place] for place in there} == there
    assert (now["K3"], now["K4"], now["O3"], now["O4"]) == ("今年各月", "1月", "今年办理情况", "今年受理")
    assert validator("台账.xlsx", new) == []


def test_what_the_office_wrote_beside_the_list_stays_and_the_figures_go_further_right(old: bytes) -> None:
    noted = edited(old, lambda sheet: sheet.cell(5, 13, "陈主任已电话催办"))
    now = cells_of(with_figures(noted))
    assert now["M5"] == "陈主任已电话催办"
    assert "K3" not in now
    assert now["N3"] == "今年各月"


def test_a_board_with_a_picture_of_the_offices_gets_figures_and_no_chart(old: bytes) -> None:
    drawn = edited(old, lambda sheet: sheet.add_image(Image(io.BytesIO(DOT)), "J30"))
    before, after = parts(drawn), parts(with_figures(drawn))
    assert set(after) == set(before)
    assert {name for name in before if before[name] != after[name]} <= TOLD
    assert any("drawing" in name for name in before)


@pytest.fixture
def working(office: Office, old: bytes) -> Office:
    office.workspace.register.write_bytes(old)
    office.take_in(甲=office.report())
    return office


def test_the_next_run_that_writes_adds_them_once_and_what_the_office_takes_away_stays_away(working: Office) -> None:
    assert cells_of(working.workspace.register.read_bytes())["K3"] == "今年各月"

    def take_away(sheet: Any) -> None:
        sheet.delete_cols(11, 8)

    working.edit_sheet(take_away, schema.BOARD)
    working.take_in(乙=working.report(企业名称="顺德乙家具有限公司"))
    assert len(working.rows()) == 2
    assert "今年各月" not in cells_of(working.workspace.register.read_bytes()).values()


def test_they_are_right_when_a_spreadsheet_program_recalculates(
    working: Office, soffice: Callable[..., dict[str, bytes]]
) -> None:
    working.type_in("2024-001", 提交日期=date(2025, 1, 1))
    working.run(ingest)
    later = opened_on(date(2025, 5, 20), working.workspace.register.read_bytes())
    data = soffice({"台账.xlsx": later}, "xlsx")["台账.xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert any("charts/chart" in name for name in archive.namelist())
    board = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[schema.BOARD]
    months = {row[10].value: (row[11].value, row[12].value) for row in board.iter_rows(min_row=4, max_row=15)}
    assert months == {f"{month}月": (int(month == 1), 0) for month in range(1, 13)}
    year = {row[14].value: row[16].value for row in board.iter_rows(min_row=4, max_row=9)}
    assert (year["今年受理"], year["其中已办结"], year["办结率"], year["评价“满意”"]) == (1, 0, "样本不足", 0)
