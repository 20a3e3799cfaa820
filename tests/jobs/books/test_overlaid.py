"""A row that tells of another matter than before is said by its row and number; what was meant is not disturbed."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.office import Office
from toolkit.jobs.books.overlaid import overlaid
from toolkit.jobs.desk.desk import lay
from toolkit.register import Base, SheetSpec, SheetView, ViewRow, hand_work

FIRMS = {"2024-001": ("顺德甲电器有限公司", "道路破损"), "2024-002": ("顺德乙家具有限公司", "用地不足")}
FIRMS["2024-003"] = ("顺德丙科技有限公司", "缺少厂房")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.found(tmp_path_factory.mktemp("overlaid") / "office")


def told(office: Office, **now: tuple[str | None, str | None]) -> list[str]:
    """What is said where the rows of these numbers (n2: 2024-002) show another firm and problem now."""
    record = office.mechanism.record
    spec = SheetSpec(record.sheet, record.columns, ("编号",))
    shown = {number: now.get(f"n{number[-1]}", matter) for number, matter in FIRMS.items()}
    rows = [ViewRow(row, (number,), cells(number, *matter)) for row, (number, matter) in enumerate(shown.items(), 2)]
    base = Base(cells={record.sheet: {(number,): cells(number, *matter) for number, matter in FIRMS.items()}})
    view = SheetView(spec, {column.name: place for place, column in enumerate(record.columns)}, rows)
    return list(overlaid(lay(office.workspace, office.order()), view, hand_work(view, base), base))


def cells(number: str, firm: str | None, problem: str | None) -> dict[str, Any]:
    named = {"编号": number, "企业名称": firm, "问题困难": problem}
    return {column: value for column, value in named.items() if value is not None}


def test_two_numbers_that_were_swapped_are_told_once_with_both_rows(office: Office) -> None:
    (line,) = told(office, n2=FIRMS["2024-003"], n3=FIRMS["2024-002"])
    assert line.startswith("台账“问题台账”第 3 行 2024-002 和第 4 行 2024-003 的内容对调了")
    assert "把两个编号换回来" in line


def test_a_block_pasted_over_two_rows_is_told_row_by_row_with_what_stood_there(office: Office) -> None:
    first, second = told(office, n2=FIRMS["2024-001"], n3=FIRMS["2024-001"])
    assert "第 3 行 2024-002 的企业和问题变成与 2024-001 一样（原为“顺德乙家具有限公司”）" in first
    assert "第 4 行 2024-003 的企业和问题变成与 2024-001 一样（原为“顺德丙科技有限公司”）" in second
    assert "toolkit history 2024-003" in second


def test_another_matter_typed_over_a_row_is_told(office: Office) -> None:
    (line,) = told(office, n2=("顺德丁有限公司", "招工难"))
    assert "2024-002 的企业和问题都换成了别的（原为“顺德乙家具有限公司”）" in line


@pytest.mark.parametrize("problem", ["用地不足", None])
def test_a_firm_that_was_emptied_is_told(office: Office, problem: str | None) -> None:
    (line,) = told(office, n2=(None, problem))
    assert "第 3 行 2024-002 的“企业名称”被清空（原为“顺德乙家具有限公司”）" in line


@pytest.mark.parametrize("matter", [("顺德乙家居有限公司", "用地不足"), ("顺德乙家具有限公司", "用地指标不足，要扩建")])
def test_a_name_put_right_or_a_problem_told_better_is_no_other_matter(office: Office, matter: tuple[str, str]) -> None:
    assert told(office, n2=matter) == []
