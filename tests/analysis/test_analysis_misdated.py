"""A year mistyped makes no unit late: what is dated after today is told, and counts as late for nobody."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of

from toolkit.analysis import Analysis, Quarter, analyse, write_workbook
from toolkit.analysis.sheets.formulas import DETAIL

Q1 = Quarter(2024, 1)
TODAY = date(2024, 4, 3)


def stories(**typed: object) -> list[Story]:
    """Two matters due on 8 February 2024 and closed before it; of the second a person typed something over."""
    day = date
    return [
        Story(f"2024-00{at}", day(2024, 1, 4), dispatched=day(2024, 1, 8), closed=day(2024, 1, 19),
              evaluated=day(2024, 1, 22), edits=[(day(2024, 4, 2), typed)] if at == 2 else []) for at in (1, 2)
    ]  # fmt: skip


def analysed(**typed: object) -> Analysis:
    return analyse(cases_of(stories(**typed)), SHUNDE, Q1, as_of=TODAY, calendar=CALENDAR, latest=TODAY)


@pytest.fixture(scope="module")
def mistyped() -> Analysis:
    return analysed(办结日期=date(2042, 1, 19))


def test_a_closing_day_after_today_makes_nobody_late_and_is_told(mistyped: Analysis) -> None:
    assert mistyped.measure("overdue").numbers == ()
    assert mistyped.measure("overdue_all").numbers == ()
    rate = mistyped.measure("on_time_rate")
    assert (rate.numbers, rate.denominator_numbers) == (("2024-001",), ("2024-001",))
    assert mistyped.measure("closed").numbers == ("2024-001",)
    assert not mistyped.long_standing
    assert mistyped.notes == ("2024-002：“办结日期”晚于今天，改正以前按未办结计，不算超期，评价也不计（1件）。",)


def test_those_who_evaluated_are_as_many_in_every_figure(mistyped: Analysis) -> None:
    heard, satisfied = mistyped.measure("evaluated_rate"), mistyped.measure("satisfied_rate")
    assert heard.numbers == satisfied.denominator_numbers == ("2024-001",)


def test_the_workbook_says_so_by_its_own_formula(mistyped: Analysis) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(mistyped, SHUNDE)))[DETAIL]
    head = {cell.value: cell.column for cell in sheet[3]}
    (row,) = [each[0].row for each in sheet.iter_rows(min_row=4) if each[0].value == "2024-002"]
    assert sheet.cell(row, head["状态"]).value == "办结日期待核对"
    assert '"办结日期待核对"' in sheet.cell(row, head["办结情况"]).value
    assert sheet.cell(row, head["办结日期"]).value is None


def test_an_evaluation_dated_after_today_or_before_the_dispatch_is_told_and_no_firm_is_late() -> None:
    later = analysed(评价日期=date(2042, 1, 22))
    assert later.measure("unevaluated_late").numbers == ()
    assert later.measure("closed").numbers == ("2024-001", "2024-002")
    assert later.notes == ("2024-002：“评价日期”晚于今天，改正以前按未评价计，不算逾期（1件）。",)
    earlier = analysed(评价日期=date(2014, 1, 22))
    assert earlier.notes == ("2024-002：“评价日期”早于“交办日期”，请核对（1件）。",)


def test_a_day_that_has_come_since_the_cutoff_is_none_of_these() -> None:
    assert not analysed(办结日期=TODAY).notes
    assert analysed(办结日期=TODAY).measure("overdue").numbers == ("2024-002",)
