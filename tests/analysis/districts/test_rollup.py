"""The roll-up of several districts: sums and never means of rates, only what is counted alike, ties, names for gaps."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, golden, many
from hypothesis import given, settings
from hypothesis import strategies as st
from recount import recount, rows_at

from toolkit.analysis import Quarter, analyse
from toolkit.analysis.districts.rollup import ranks, roll_up
from toolkit.analysis.districts.rollup_book import write_rollup
from toolkit.analysis.districts.rollup_report import narrate_rollup
from toolkit.analysis.districts.rollup_result import District, LeftOut, Rollup
from toolkit.analysis.districts.rollup_rule import rollup_rule
from toolkit.analysis.packages.data_package import DataPackage, package_of
from toolkit.cases import Case, fold
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, load

TINY = load(Path(__file__).parents[2] / "mechanisms" / "tiny")
Q1, AS_OF, END = Quarter(2024, 1), date(2024, 4, 1), date(2024, 3, 31)
STORIES = many(7, 160, date(2023, 10, 2), 180)
Cases = dict[str, Case]


def _package(cases: Cases, mechanism: Mechanism = SHUNDE) -> DataPackage:
    return package_of(analyse(cases, mechanism, Q1, as_of=AS_OF, calendar=CALENDAR), mechanism)


def _rolled(packages: dict[str, DataPackage], **more: Any) -> Rollup:
    districts = [District(name, "数据包", f"{name}.xlsx", each) for name, each in packages.items()]
    return roll_up(districts, Q1, rollup_rule(SHUNDE), as_of=AS_OF, least=5, **more)


def _tiny_cases() -> Cases:
    """Four visits of the other office: two answered and heard, two open and overdue."""
    events = []
    for at, closed in enumerate((25, 26, None, None), 1):
        number, day = f"2024-00{at}", date(2024, 1, at + 7)
        values = {"走访日期": day, "走访类型": "日常走访", "承办部门": "某局"}
        events.append(Event(Kind.OPENED, day, number, {"values": values, "sha": ""}))
        events.append(Event(Kind.DISPATCHED, date(2024, 1, 17), number, {"units": ["某局"]}))
        if closed:
            said = {"答复内容": "已落实", "办理进展": "办结"}
            answer = {"role": "lead", "unit": "某局", "values": said}
            events.append(Event(Kind.ANSWERED, date(2024, 1, closed), number, answer))
    return fold(events, TINY.record, CALENDAR)


@pytest.fixture(scope="module")
def whole() -> Cases:
    return cases_of(STORIES)


@pytest.fixture(scope="module")
def one(whole: Cases) -> DataPackage:
    return _package(whole)


@pytest.fixture(scope="module")
def mixed(one: DataPackage) -> Rollup:
    """Two districts of one mechanism and a third of another; one was expected in vain, one file was torn."""
    packages = {"甲区": one, "乙区": _package(cases_of(golden())), "丙街道": _package(_tiny_cases(), TINY)}
    return _rolled(packages, left_out=(LeftOut("丁区.xlsx", "文件已损坏", "请重报"),), missing=("戊区",))


@pytest.fixture(scope="module")
def data(mixed: Rollup) -> bytes:
    return write_rollup(mixed, SHUNDE)


@pytest.fixture(scope="module")
def sheets(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def _figure(each: Any) -> tuple[int, int | None, Fraction | None, str]:
    return each.numerator, each.denominator, each.middle, each.text


@settings(max_examples=5, deadline=None)
@given(where=st.lists(st.integers(0, 2), min_size=len(STORIES), max_size=len(STORIES)))
def test_a_register_split_at_random_rolls_up_to_the_figures_of_the_whole(
    whole: Cases, one: DataPackage, where: Sequence[int]
) -> None:
    """Three districts that together have the cases of one have its figures, rates and medians too, whoever has which."""
    parts: list[Cases] = [{}, {}, {}]
    for (number, case), at in zip(whole.items(), where, strict=True):
        parts[at][number] = case
    rolled = _rolled({f"{at}区": _package(part) for at, part in enumerate(parts)})
    assert {each.key: _figure(each.total) for each in rolled.compared} == {
        each.key: _figure(each) for each in one.measures
    }
    for each in rolled.compared:
        assert each.total.numerator == sum(mine.numerator for mine in each.figures)
        assert sorted(each.total.numbers) == sorted(number for mine in each.figures for number in mine.numbers)
        assert not each.shares or round(sum(each.shares), 1) in (0.0, 100.0)
    assert not rolled.apart
    assert not rolled.differences


def test_every_total_is_what_the_registers_rows_add_up_to(whole: Cases, one: DataPackage) -> None:
    """Counted again from the rows of both registers by plain loops."""
    small = cases_of(golden())
    rolled = _rolled({"甲区": one, "乙区": _package(small)})
    counted = [recount(rows_at(cases.values(), END), Q1, END) for cases in (whole, small)]
    assert {each.key for each in rolled.compared} == set(counted[0])
    for each in rolled.compared:
        tops, bottoms = zip(*(found[each.key] for found in counted), strict=True)
        assert each.total.numerator == sum(tops), each.name
        assert each.total.denominator == (None if None in bottoms else sum(bottoms)), each.name


def test_the_whole_has_the_rate_of_the_sums_and_not_the_mean_of_the_rates() -> None:
    # One of one closed, and one of nine: 2 of 10, not (100.0 + 11.1) / 2.
    def stories(count: int, year: int) -> Cases:
        day = date(2024, 1, 8)
        closed = Story(f"{year}-001", day, dispatched=date(2024, 1, 9), closed=date(2024, 1, 12))
        return cases_of([closed, *(Story(f"{year}-{at:03}", day) for at in range(2, count + 1))])

    rolled = _rolled({"甲区": _package(stories(1, 2024)), "乙区": _package(stories(9, 2024))})
    rate = rolled.find("closed_rate")
    assert rate is not None
    assert [each.text for each in (*rate.figures, rate.total)] == ["样本不足", "11.1%", "20.0%"]
    assert rate.ranks == (None, 1)
    accepted = rolled.find("accepted")
    assert accepted is not None
    assert accepted.shares == (10.0, 90.0)
    # Both districts have a 2024-001; neither is lost and neither counted for the other.
    assert rate.total.numbers == ("甲区 2024-001", "乙区 2024-001")


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ((Fraction(1, 2), Fraction(2, 4), Fraction(1, 3), None), (1, 1, 3, None)),
        ((Fraction(1, 3), Fraction(2, 3), Fraction(1, 3)), (2, 1, 2)),
        ((None, None), (None, None)),
        # 0.3333 and 1/3 look alike in a table and are not.
        ((Fraction(3333, 10000), Fraction(1, 3)), (2, 1)),
    ],
)
def test_equal_figures_share_a_place_and_the_next_is_skipped(
    values: tuple[Fraction | None, ...], places: tuple[int | None, ...]
) -> None:
    assert ranks(values) == places


def test_of_two_mechanisms_only_what_both_count_alike_is_compared(mixed: Rollup) -> None:
    apart = {each.key: each.why for each in mixed.apart}
    assert apart["opinion_rate"] == "丙街道没有这个指标"
    # 满意 and 认可 are the first words of two scales that are not one another's.
    assert apart["evaluated_now_0"] == "计算条件不同：甲区、乙区；丙街道各按各的条件计"
    assert mixed.find("opinion_rate") is None
    accepted = mixed.find("accepted")
    assert accepted is not None
    assert [each.numerator for each in accepted.figures][1:] == [10, 4]
    assert (
        "各区机制不同：甲区、乙区为“顺德区民营企业项目联络协作”；丙街道为“东平街道走访联系企业”" in mixed.differences[0]
    )
    words = {(each.title, each.districts) for each in mixed.spreads}
    assert ("类别", ("丙街道",)) in words
    assert ("类别", ("甲区", "乙区")) in words


def test_another_rule_cutoff_version_or_name_is_told(one: DataPackage) -> None:
    rules = {**one.rules, "closed_rate": "accepted+closed/sent"}
    other = replace(one, title="别处的机制", rules=rules, cutoff=date(2024, 3, 20), version="0.0.9")
    rolled = _rolled({"甲区": one, "乙区": other})
    assert [each.key for each in rolled.apart] == ["closed_rate"]
    told = "".join(rolled.differences)
    for words in ("乙区为“别处的机制”", "乙区为2024年3月20日，件数不宜直接相比", "乙区为0.0.9", "不作对比的指标1个"):
        assert words in told
    alike = _rolled({"甲区": one, "乙区": replace(one, title="别处的机制")})
    assert [each.split("：")[0] for each in alike.differences] == ["各区机制的名称不同，计算条件和分类相同"]
    measures = tuple(replace(each, definition=f"{each.definition}（旧）") for each in one.measures[:3])
    reworded = _rolled({"甲区": one, "乙区": replace(one, measures=(*measures, *one.measures[3:]))})
    assert [each.split("（")[0] for each in reworded.differences] == ["计算条件相同、口径表述不同的指标3个"]


def test_every_figure_opens_the_list_of_its_own_district(sheets: Any, mixed: Rollup) -> None:
    lists, checked = sheets["数字出处"], 0
    for row in sheets["各项指标"].iter_rows(min_row=4):
        name, district = row[0].value, row[1].value
        for cell in row[2:5]:
            if cell.hyperlink is None:
                assert cell.value in ("—", 0, "样本不足") or str(cell.value).startswith("="), (name, district)
                continue
            listed = lists[re.sub(r".*!", "", cell.hyperlink.location)]
            assert {each[1].value for each in listed} <= (
                {district} if district != "合计" else {"甲区", "乙区", "丙街道"}
            )
            assert [each[0].value for each in listed] == list(range(1, len(listed) + 1))
            if cell.column == 3 and "用时" not in name and not str(cell.value).startswith("="):
                assert len(listed) == cell.value
            checked += 1
    assert checked > 150
    assert len({each.total.name for each in mixed.compared}) == len(mixed.compared)


def test_the_total_is_a_formula_over_the_rows_above_it_and_shows_what_they_add_up_to(
    mixed: Rollup, data: bytes, sheets: Any
) -> None:
    formulas, shown = sheets["各项指标"], openpyxl.load_workbook(io.BytesIO(data), data_only=True)["各项指标"]
    totals = [row[0].row for row in shown.iter_rows(min_row=4) if row[1].value == "合计"]
    assert len(totals) == len(mixed.compared)
    for row, each in zip(totals, mixed.compared, strict=True):
        assert formulas.cell(row, 3).value == f"=SUM(C{row - 3}:C{row - 1})"
        assert shown.cell(row, 3).value == sum(shown.cell(at, 3).value for at in range(row - 3, row)), each.name
        if each.total.denominator is not None:
            assert formulas.cell(row, 4).value == f"=SUM(D{row - 3}:D{row - 1})"
            assert formulas.cell(row, 5).value.startswith(f'=IF(D{row}=0,"—"')


def test_who_is_missing_and_what_was_left_out_stands_in_workbook_and_report(sheets: Any, mixed: Rollup) -> None:
    words = "\n".join(str(cell.value) for row in sheets["数据来源"].iter_rows() for cell in row if cell.value)
    assert "没有并入：文件已损坏。请重报" in words
    assert "戊区\n—\n—\n—\n—\n—\n—\n—\n没有可并入的数据" in words
    told = "".join(text for section in narrate_rollup(mixed).sections for text in section.paragraphs)
    assert "戊区没有可并入的数据，上述合计不含该地区" in told
    assert re.search(r"另有1份没有并入，原因逐份列明（见表\d+）。", told)


def test_the_report_says_no_figure_that_stands_in_none_of_its_tables(mixed: Rollup) -> None:
    sections = narrate_rollup(mixed).sections
    cells = {cell for each in sections for one in each.tables for row in one.rows for cell in row}
    for section in sections[:3]:
        for text in section.paragraphs:
            for percent in re.findall(r"\d+\.\d%", text):
                assert percent in cells, percent
            for count in re.findall(r"(\d+)件", text):
                assert count in cells, count


def test_nothing_of_a_firm_or_a_matter_is_in_the_workbook(sheets: Any) -> None:
    words = {str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert not [each for each in words if "有限公司" in each or "甲公司" in each or "用电增容" in each]


def test_the_same_roll_up_gives_the_same_bytes(mixed: Rollup, data: bytes) -> None:
    assert write_rollup(mixed, SHUNDE) == data


def test_a_single_district_without_any_case_is_shown_as_it_is() -> None:
    rolled = _rolled({"甲区": _package({})})
    book = openpyxl.load_workbook(io.BytesIO(write_rollup(rolled, SHUNDE)), data_only=True)
    assert [cell.value for cell in book["各项指标"][4]][:5] == ["受理", "甲区", 0, "—", 0]
    assert narrate_rollup(rolled).sections[0].paragraphs[0].startswith("2024年第一季度1个地区共受理0件")
