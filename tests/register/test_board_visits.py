"""The board's figures of visits and the column 在办事项: in a new register, and put into one made without."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jobs.office import Office, open_book
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import load
from toolkit.register import create, create_board, schema
from toolkit.register.board_visits import former_figures

from .opened_on import opened_on

MECHANISM = load("putian")
#: The first day of this quarter, and one of the last: the figures count from today.
TODAY = date(2024, 5, 20)
FIRST = date(TODAY.year, (TODAY.month - 1) // 3 * 3 + 1, 1)
BEFORE = FIRST - timedelta(days=1)


@pytest.fixture(scope="module")
def old() -> bytes:
    """A register as it was made before there were such figures and such columns."""
    firms, visiting = tuple(each for each in schema._FIRM_COLUMNS if each.name != schema.OPEN), MECHANISM.visiting
    assert visiting is not None
    before = replace(visiting, columns=tuple(each for each in visiting.columns if each.name != "计入日期"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_board, "_visits", lambda *given: given[-1] - 1)
        patch.setattr(schema, "_FIRM_COLUMNS", firms)
        return create(replace(MECHANISM, visiting=before), [], date(2023, 1, 9))


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory, old: bytes) -> Office:
    """An office with such a register, in which three visits and a talk came in since."""
    office = Office.found(tmp_path_factory.mktemp("office") / "office", MECHANISM)
    office.workspace.register.write_bytes(old)
    form = MECHANISM.form("visit")
    told = [
        ("甲鞋业", BEFORE, "实地查看", "续贷困难"),
        ("甲鞋业", FIRST, "座谈交流", None),
        ("乙食品", TODAY, "实地查看", None),
        ("丙商会", TODAY, "谈心交心", None),
    ]
    for place, (firm, day, way, need) in enumerate(told):
        values = {"走访人": "林某", "走访日期": day, "走访对象": firm, "走访方式": way, "资金需求": need}
        office.put(f"{place}.xlsx", office.blank(form, values))
    office.run(ingest, TODAY)
    return office


def cells(office: Office, name: str = schema.BOARD) -> list[tuple[Any, ...]]:
    return list(open_book(office.workspace.register.read_bytes())[name].iter_rows(values_only=True))


def test_a_new_register_has_both(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", MECHANISM)
    assert any("走访情况" in row for row in cells(office))
    assert "在办事项" in cells(office, "企业")[0]


def test_a_register_in_use_gets_both_once_and_what_the_office_takes_away_stays_away(working: Office) -> None:
    head, *_ = cells(working, "企业")
    assert head[-2:] == ("备注", "在办事项")
    assert sum("走访情况" in row for row in cells(working)) == 1
    (added,) = (each.data["added"] for each in working.events("committed") if "added" in each.data)
    assert sorted(added) == ["企业 在办事项", "看板 走访情况", "看板 走访计数", "走访台账 计入日期"]

    # What the formulas go by and what else is to stand there came with the same write.
    assert [row.get("在办事项") for row in working.rows("企业") if row["名称"] == "甲鞋业"] == [f"{TODAY.year}-001"]
    assert [row.get("计入日期") for row in working.rows("走访台账")] == [BEFORE, FIRST, TODAY, TODAY]
    working.edit_sheet(lambda page: page.delete_cols(10), "企业")
    working.edit_sheet(lambda page: page.cell(2, 3, "涵江区"), "企业")
    working.take_in(TODAY, 丁=working.blank(MECHANISM.form("visit"), {"走访日期": TODAY, "走访对象": "丁木业"}))
    assert "在办事项" not in cells(working, "企业")[0]
    assert [row["名称"] for row in working.rows("企业")] == ["甲鞋业", "乙食品", "丙商会", "丁木业"]


def test_the_figures_of_a_register_in_use_count_the_rows_that_count_unless_the_office_wrote_its_own(
    tmp_path: Path,
) -> None:
    """A register made when the board counted the days that people wrote, saved since by Excel, which drops quotes."""
    visiting = MECHANISM.visiting
    assert visiting is not None
    before = replace(visiting, columns=tuple(each for each in visiting.columns if each.name != "计入日期"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(create_board, "figures_of_visits", former_figures)
        made = create(replace(MECHANISM, visiting=before), [], date(2023, 1, 9))
    book = openpyxl.load_workbook(io.BytesIO(made))
    formulas = [cell for row in book[schema.BOARD].iter_rows() for cell in row if str(cell.value).startswith("=")]
    of_visits = [cell for cell in formulas if "走访台账" in cell.value]
    assert len(of_visits) == 2
    of_visits[0].value = of_visits[0].value.replace("'", "")
    of_visits[1].value = own = f"{of_visits[1].value}+0"
    out = io.BytesIO()
    book.save(out)
    office = Office.found(tmp_path / "office", MECHANISM)
    office.workspace.register.write_bytes(out.getvalue())
    office.take_in(
        TODAY, 甲=office.blank(MECHANISM.form("visit"), {"走访日期": TODAY, "走访对象": "甲鞋业", "走访人": "林某"})
    )
    book = open_book(office.workspace.register.read_bytes())
    (counted,) = (cell.column_letter for cell in book["走访台账"][1] if cell.value == "计入日期")
    first, second = (book[schema.BOARD][cell.coordinate].value for cell in of_visits)
    assert first.count(f"'走访台账'!${counted}:${counted}") == 4
    assert "TODAY()+1" in first
    assert second == own
    others = [cell for cell in formulas if "走访台账" not in cell.value and "企业" not in cell.value]
    assert all(book[schema.BOARD][cell.coordinate].value == cell.value for cell in others)


def test_the_list_ends_with_a_line_on_this_quarters_visits(working: Office) -> None:
    (line,) = (row for row in cells(working) if row[1] == "走访")
    assert line[4] == "市工商联办公室"
    assert str(line[7]).startswith("本季度 ")
    assert "谈心交心 1 次" in str(line[7])


def test_they_are_right_when_a_spreadsheet_program_recalculates(
    working: Office, soffice: Callable[..., dict[str, bytes]]
) -> None:
    """Three visits and a talk this quarter; the firm that was visited before it was visited in it again.

    A fourth visit is typed with its day as text; that of 乙食品 was told by two who went together, and counts once.
    """
    again = {"走访人": "陈某", "走访日期": TODAY, "走访对象": "乙食品", "走访方式": "实地查看"}
    working.take_in(TODAY, 陈=working.blank(MECHANISM.form("visit"), again))

    def edit(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        row = page.max_row + 1
        for name, value in {"走访日期": f"{TODAY:%Y.%m.%d}", "走访对象": "己公司", "走访人": "林某"}.items():
            page.cell(row, heads[name]).value = value

    working.edit_sheet(edit, "走访台账")
    working.edit_sheet(lambda page: page.cell(2, 10, "采纳"), schema.ASKS)
    working.run(ingest, TODAY)
    assert working.rows(schema.ASKS)[0]["处理意见"] == "采纳"
    data = soffice({"台账.xlsx": opened_on(TODAY, working.workspace.register.read_bytes())}, "xlsx")["台账.xlsx"]
    board = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[schema.BOARD]
    rows = [[each for each in row if each is not None] for row in board.iter_rows(values_only=True)]
    figures = {row[at]: row[at + 1] for row in rows for at in range(len(row) - 1) if str(row[at])[-1] in "）"}
    assert figures["本季度走访（次）"] == 4
    assert figures["本季度谈心交心（次）"] == 1
    assert (figures["本季度走访到（家）"], figures["本年走访到（家）"], figures["现有挂钩（条）"]) == (4, 4, 0)
