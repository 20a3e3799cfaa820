"""Targets: what is asked, what was reached, what is lacking — with values worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.tasks import Answerable, Bound, Figure
from toolkit.tasks.following import Followed, Progress, Report
from toolkit.tasks.targets import change_words, missing, share, targets

END, DAY = date(2024, 3, 31), date(2024, 4, 8)
FIRMS = Figure("培育名牌超过500家", 500, 500, "家", Bound.LEAST)
RATE = Figure("增长不低于12%", 12, 12, "%", Bound.LEAST)
TASK = Followed(
    "01-16-1", "某市方案", "16", 1, (), "实施名牌战略", "培育名牌", Answerable(lead=("市经贸委",)), ("市经贸委",),
    figures=(FIRMS, RATE),
)  # fmt: skip


def report(unit: str, values: dict[int, float], *, covers: date = END, order: int = 1) -> Report:
    return Report(TASK.key, unit, "2024Q1", covers, DAY, order, Progress.GOING, reached=values)


def test_the_lead_unit_s_latest_value_is_the_task_s() -> None:
    reports = [report("市经贸委", {0: 310.0}), report("市经贸委", {0: 430.0}, covers=date(2024, 6, 30))]
    found = targets(TASK, reports, DAY)[0]
    assert (found.reached, found.missing) == (430, 70)
    assert found.share == pytest.approx(0.86)
    assert not found.is_met


def test_a_value_stands_until_another_one_is_reported() -> None:
    reports = [report("市经贸委", {0: 310.0}), report("市经贸委", {1: 12.5}, covers=date(2024, 6, 30))]
    assert [each.reached for each in targets(TASK, reports, DAY)] == [310, 12.5]


def test_counts_of_several_units_add_up_and_shares_do_not() -> None:
    task = replace(TASK, units=Answerable(duty=("各区政府",)), answering=("甲区政府", "乙区政府"))
    reports = [report("甲区政府", {0: 300.0, 1: 10.0}), report("乙区政府", {0: 220.0, 1: 15.0})]
    firms, rate = targets(task, reports, DAY)
    assert (firms.reached, firms.is_met) == (520, True)
    assert (rate.reached, rate.missing, dict(rate.by_unit)) == (None, None, {"甲区政府": 10, "乙区政府": 15})


def test_what_each_place_is_to_reach_is_not_measured_by_one_unit_s_sum() -> None:
    each = replace(TASK, figures=(Figure("每个区、县级市推荐不少于5家", 5, 5, "家", Bound.LEAST),))
    found = targets(each, [report("市经贸委", {0: 63.0})], DAY)[0]
    assert (found.reached, found.is_met, dict(found.by_unit)) == (None, False, {"市经贸委": 63})


@pytest.mark.parametrize(
    ("clause", "met", "by_period"),
    [("每季度不少于2场", False, True), ("每月走访2家", False, True), ("全年不少于2场", True, False), ("每季度末前达到2场", True, False)],
)  # fmt: skip
def test_what_each_quarter_is_to_reach_is_not_met_by_what_is_told_in_all(
    clause: str, met: bool, by_period: bool
) -> None:
    each = replace(TASK, figures=(Figure(clause, 2, 2, "场", Bound.LEAST),))
    found = targets(each, [report("市经贸委", {0: 2.0})], DAY)[0]
    assert (found.reached, found.is_met, found.is_of_each_period) == (2, met, by_period)


def test_what_the_office_wrote_down_stands_while_a_lead_reports_the_same_again() -> None:
    task, later = replace(TASK, answering=("市经贸委", "市科技局")), date(2024, 6, 30)
    told = [report("市经贸委", {0: 25.0}), report("市科技局", {0: 23.0}, order=2)]
    told.append(replace(report("市民营办", {0: 25.0}, order=3), settles=True))
    again = targets(task, [*told, report("市经贸委", {0: 25.0}, covers=later, order=4)], DAY)[0]
    assert (again.reached, again.unsettled) == (25, False)
    other = targets(task, [*told, report("市经贸委", {0: 26.0}, covers=later, order=4)], DAY)[0]
    assert (other.reached, other.unsettled) == (None, True)


def test_two_leads_that_tell_different_values_are_never_added_up() -> None:
    task = replace(TASK, answering=("市经贸委", "市科技局"))
    reports = [report("市经贸委", {0: 111.0}), report("市科技局", {0: 50.0}, order=2)]
    firms = targets(task, reports, DAY)[0]
    assert (firms.reached, firms.missing, firms.unsettled) == (None, None, True)
    assert dict(firms.by_unit) == {"市经贸委": 111, "市科技局": 50}
    # One that tells nothing, or the same, leaves nothing to ask.
    assert targets(task, reports[:1], DAY)[0].reached == 111
    same = [reports[0], report("市科技局", {0: 111.0}, order=2)]
    assert (targets(task, same, DAY)[0].reached, targets(task, same, DAY)[0].unsettled) == (111, False)


def test_what_the_office_wrote_down_counts_until_a_lead_reports_for_a_later_period() -> None:
    task = replace(TASK, answering=("市经贸委", "市科技局"))
    reports = [report("市经贸委", {0: 111.0}), report("市科技局", {0: 50.0}, order=2)]
    reports.append(replace(report("市民营办", {0: 130.0}, order=3), settles=True))
    firms = targets(task, reports, DAY)[0]
    assert (firms.reached, firms.missing, firms.unsettled) == (130, 370, False)
    assert "市民营办" not in firms.by_unit
    reports.append(report("市科技局", {0: 60.0}, covers=date(2024, 6, 30), order=4))
    assert targets(task, reports, DAY)[0].unsettled


@pytest.mark.parametrize(
    ("clause", "reached"),
    [("每年新增20家", 11), ("各类企业达到500家", 11), ("每区不少于5家", None), ("各区分别达到20家", None)],
)
def test_a_class_of_units_reaches_a_figure_together_unless_each_of_them_is_to(
    clause: str, reached: float | None
) -> None:
    figure = Figure(clause, 5, 5, "家", Bound.LEAST)
    units = Answerable(duty=("各区政府",))
    task = replace(TASK, units=units, answering=("甲区政府", "乙区政府"), figures=(figure,))
    found = targets(task, [report("甲区政府", {0: 4.0}), report("乙区政府", {0: 7.0}, order=2)], DAY)[0]
    assert (found.reached, found.unsettled) == (reached, False)


def test_a_supporting_unit_s_value_is_shown_and_does_not_count() -> None:
    found = targets(TASK, [report("市科技局", {0: 99.0})], DAY)[0]
    assert (found.reached, dict(found.by_unit)) == (None, {"市科技局": 99})


def test_nothing_that_came_later_counts() -> None:
    assert targets(TASK, [report("市经贸委", {0: 310.0})], date(2024, 4, 7))[0].reached is None


@pytest.mark.parametrize(
    ("bound", "low", "high", "reached", "lacking", "part"),
    [
        (Bound.LEAST, 500, 500, 430, 70, 0.86),
        (Bound.LEAST, 500, 500, 500, 0, 1.0),
        (Bound.EXACTLY, 20, 20, 18, 2, 0.9),
        (Bound.MOST, 10, 10, 12, 2, None),
        (Bound.MOST, 10, 10, 9, 0, None),
        (Bound.BETWEEN, 10, 20, 9, 1, 0.9),
        (Bound.BETWEEN, 10, 20, 24, 0, 2.4),
        (Bound.ABOUT, 20, 20, 18, 0, 0.9),
        (Bound.ABOUT, 20, 20, 17, 3, 0.85),
    ],
)
def test_what_is_lacking_follows_from_how_the_figure_is_meant(
    bound: Bound, low: float, high: float, reached: float, lacking: float, part: float | None
) -> None:
    figure = Figure("数", low, high, "家", bound)
    assert missing(figure, reached) == pytest.approx(lacking)
    found = share(figure, reached)
    assert found == part if part is None else found == pytest.approx(part)


@given(st.sampled_from(Bound), st.floats(0.1, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_nothing_is_ever_lacking_by_less_than_nothing(bound: Bound, low: float, more: float, reached: float) -> None:
    assert missing(Figure("数", low, low + more, "家", bound), reached) >= 0


JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)
LATE = date(2024, 10, 8)


@pytest.mark.parametrize(
    ("values", "before", "words"),
    [
        ([(END, 310)], None, ""),
        ([(END, 310), (JUNE, 430)], 310, "+120（+38.7%）"),  # 120 ÷ 310
        ([(END, 310), (JUNE, 300)], 310, "-10（-3.2%）"),
        ([(END, 310), (END, 320)], None, ""),  # put right, not another period
        ([(END, 310), (JUNE, 430), (JUNE, 440)], 310, "+130（+41.9%）"),
        ([(END, 310), (JUNE, 310)], 310, "持平"),
        ([(END, 0), (JUNE, 5)], 0, "+5"),
        ([(END, 310), (SEPTEMBER, 400)], 310, "+90（+29.0%）"),  # none in between: it stood until then
    ],
)
def test_the_change_is_against_what_earlier_periods_reported(
    values: list[tuple[date, float]], before: float | None, words: str
) -> None:
    told = [report("市经贸委", {0: value}, covers=covers, order=at) for at, (covers, value) in enumerate(values)]
    found = targets(TASK, told, LATE)[0]
    assert (found.before, change_words(found)) == (before, words)


def test_the_change_of_a_share_is_in_points() -> None:
    told = [report("市经贸委", {1: 12.5}), report("市经贸委", {1: 10.0}, covers=JUNE, order=2)]
    assert change_words(targets(TASK, told, LATE)[1]) == "-2.5 个百分点"


def test_of_several_units_nothing_is_compared_before_all_of_them_had_reported() -> None:
    task = replace(TASK, units=Answerable(duty=("各区政府",)), answering=("甲区政府", "乙区政府"))
    first = [report("甲区政府", {0: 300.0}), report("乙区政府", {0: 220.0}, covers=JUNE)]
    assert targets(task, first, LATE)[0].before is None
    second = [*first, report("甲区政府", {0: 330.0}, covers=SEPTEMBER, order=2)]
    found = targets(task, second, LATE)[0]
    assert (found.reached, found.before, change_words(found)) == (550, 520, "+30（+5.8%）")
