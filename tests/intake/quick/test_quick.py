"""Returns on our own sheets are read quickly, and as everything else is; whatever differs goes the long way."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Soffice
from examples import examples
from intake.conftest import Parsed
from intake.dialects import draw
from intake.own_returns import returns
from intake.variants import ANSWERS, SHEETS, book
from toolkit.forms.identity import write_mark
from toolkit.intake import Book, Grid, Reading, read
from toolkit.intake.formats.looks import Later
from toolkit.intake.quick.quick import Quick
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.submission import Value
from toolkit.templates import build, fill

DAY = date(2024, 3, 8)
SHIPPED = load(default_name())
TINY = load(Path(__file__).parents[2] / "mechanisms" / "tiny")
FORMS = [(mechanism, form) for mechanism in (SHIPPED, TINY) for form in mechanism.forms if form.layout.rows]
#: One for all examples, so that patterns are learnt and used again.
QUICK = {id(mechanism): Quick(mechanism) for mechanism in (SHIPPED, TINY)}
VALUES: dict[str, dict[str, Value]] = {
    "annex2": {
        "报送单位": "大良总商会", "企业名称": "某市某区华夏电器有限公司", "提交日期": date(2024, 3, 5), "问题类别": "B 生产经营",
        "企业联系人": "李明", "联系电话": "13800138000", "问题困难": "一、厂区扩建：指标不足。\n二、路灯不亮，多次电话反映。",
    },
    "annex3": {
        "问题分类": "重点问题", "编号": "2024-017", "案由": "关于厂区扩建用地的事项", "问题类别": "A 招商增资", "交办时间": date(2024, 3, 1),
        "处理情况": "正在解决", "牵头单位": "区招商局", "牵头联系人": "陈志强", "牵头联系电话": "13902801111", "办理意见": "拟调整规划。",
    },
    "annex4": {
        "编号": "2024-017", "案由": "关于厂区扩建用地的事项", "承办单位": "区招商局", "问题类别": "C 历史遗留", "处理情况": "已解决",
        "沟通方式": "电话、走访", "满意度": "基本满意", "签名": "何伟雄", "企业意见建议": "上门两次，希望加快后续办证。",
    },
}  # fmt: skip


def shortly(source: Book, mechanism: Mechanism = SHIPPED, day: date = DAY) -> Reading | None:
    return QUICK[id(mechanism)].shortly(source, day=day, at_once=True)


def file_of(form: str) -> bytes:
    asked = SHIPPED.form(form)
    mark = write_mark(form, asked.version, "2024-017", "1", "区招商局")
    return fill(build(asked, SHIPPED), asked, SHIPPED, VALUES[form], mark=mark)


def by_openpyxl(data: bytes) -> bytes:
    target = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(target)
    return target.getvalue()


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_read_quickly_is_what_is_read_the_long_way(data: st.DataObject) -> None:
    mechanism, form = data.draw(st.sampled_from(FORMS))
    source = data.draw(returns(mechanism, form))
    day = data.draw(st.sampled_from([DAY, date(2026, 1, 1)]))
    found = shortly(source, mechanism, day)
    if found is not None:
        usual = read(source, mechanism, day=day)
        assert found == usual
        assert found.to_json() == usual.to_json()


@pytest.mark.parametrize("form", VALUES)
def test_a_return_that_is_filled_in_and_saved_is_read_quickly(form: str, parsed: Parsed) -> None:
    for data in (file_of(form), by_openpyxl(file_of(form))):
        source = parsed(data)
        assert shortly(source) == read(source, SHIPPED, day=DAY)
        assert (shortly(source) or Reading()).submissions[0].words("编号") in {"", "2024-017"}


def test_what_libreoffice_saved_is_read_quickly_too(soffice: Soffice, parsed: Parsed) -> None:
    sources = {f"{form}.xlsx": file_of(form) for form in VALUES}
    for kind in ("xlsx", "ods", "xls"):
        for name, data in soffice(sources, kind).items():
            source = parsed(data)
            found = shortly(source)
            assert found == read(source, SHIPPED, day=DAY) if found is not None else kind != "xlsx", (kind, name)


@pytest.mark.parametrize("form", ANSWERS)
def test_answers_in_other_shapes_are_never_read_otherwise(form: str) -> None:
    for shape in SHEETS:
        source = book(shape, SHIPPED.form(form), ANSWERS[form])
        assert shortly(source) in (None, read(source, SHIPPED, day=DAY)), shape


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 9_000))
def test_forms_in_dialects_and_with_accidents_are_never_read_otherwise(seed: int) -> None:
    source = Book((draw(SHIPPED, seed, 2, tuple(ANSWERS)).grid(),))
    assert shortly(source) in (None, read(source, SHIPPED, day=DAY))


def filled_book() -> Book:
    """Return a book that is read quickly."""
    return book("plain_layout", SHIPPED.form("annex2"), {**ANSWERS["annex2"], "问题困难": "厂区门口道路破损。"})


def test_the_book_that_is_changed_below_is_read_quickly() -> None:
    assert shortly(filled_book()) is not None


def _moved(grid: Grid) -> Grid:
    return replace(grid, cells={(row + 1, column): value for (row, column), value in grid.cells.items()})


CHANGES: Mapping[str, Callable[[Grid], Grid]] = {
    "one text more": lambda grid: replace(grid, cells={**grid.cells, (20, 1): "另附两页"}),
    "a label retyped": lambda grid: replace(grid, cells={**grid.cells, (3, 0): "公司名称"}),
    "a label gone": lambda grid: replace(grid, cells={k: v for k, v in grid.cells.items() if k != (3, 0)}),
    "everything a row lower": _moved,
    "a range unmerged": lambda grid: replace(grid, merged=grid.merged[1:]),
    "a range merged": lambda grid: replace(grid, merged=(*grid.merged, (3, 1, 3, 2))),
    "a comment": lambda grid: replace(grid, floats=("批注：请回电",)),
    "a picture": lambda grid: replace(grid, pictures=1),
    "a circle": lambda grid: replace(grid, circled=frozenset(((3, 5),))),
    "a hidden row": lambda grid: replace(grid, unseen=frozenset((5,))),
    "a formula without a value": lambda grid: replace(grid, errors={(4, 3): "#REF!"}),
    "words struck out": lambda grid: replace(grid, struck={(3, 1): ("电器",)}),
    "words that may be struck out": lambda grid: replace(grid, struck=Later(lambda: ({}, {}), 1)),
    "a hidden sheet": lambda grid: replace(grid, hidden=True),
    "a label in an answer": lambda grid: replace(grid, cells={**grid.cells, (4, 3): "联系电话"}),
    "two answers in one": lambda grid: replace(grid, cells={**grid.cells, (4, 1): "李明 13800138000"}),
    "a colon behind a label": lambda grid: replace(grid, cells={**grid.cells, (7, 1): "道路破损。 联系电话：22223333"}),
    "boxes in an answer": lambda grid: replace(grid, cells={**grid.cells, (8, 1): "☑已反映 □未反映"}),
    "a date that is none": lambda grid: replace(grid, cells={**grid.cells, (3, 3): "下周三"}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_sheet_that_differs_in_anything_goes_the_long_way(change: str) -> None:
    source = filled_book()
    assert shortly(replace(source, grids=(CHANGES[change](source.grids[0]),))) is None


def test_a_second_sheet_with_anything_on_it_goes_the_long_way_and_an_empty_one_does_not() -> None:
    source = filled_book()
    beside = [replace(source, grids=(*source.grids, Grid("Sheet2", cells))) for cells in ({}, {(0, 0): "附言"})]
    assert [shortly(each) is not None for each in beside] == [True, False]


def test_a_pattern_is_learnt_when_it_is_seen_again() -> None:
    quick = Quick(SHIPPED)
    assert [quick.shortly(filled_book(), day=DAY) is not None for _ in range(3)] == [False, True, True]


def test_without_a_pattern_a_book_is_read_all_the_same() -> None:
    quick = Quick(SHIPPED)
    usual = read(filled_book(), SHIPPED, day=DAY)
    assert [quick.read(filled_book(), day=DAY) for _ in range(3)] == [usual] * 3


def test_what_is_missing_is_told_as_ever(parsed: Parsed) -> None:
    source = parsed(
        fill(build(SHIPPED.form("annex2"), SHIPPED), SHIPPED.form("annex2"), SHIPPED, {"企业名称": "甲公司"}, mark="")
    )
    found = shortly(source)
    assert found is not None
    told = {each.field for each in found.submissions[0].problems}
    assert told == {"报送单位", "提交日期", "问题类别", "企业联系人", "联系电话", "问题困难"}
