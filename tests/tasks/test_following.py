"""How a task stands: done by those who answer for it, late by the plan's day, silent by the office's."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from toolkit.tasks import Answerable
from toolkit.tasks.following import Call, Decision, Followed, Progress, Report, State, Verdict, standing

FIRST, SECOND = date(2024, 3, 31), date(2024, 6, 30)
TASK = Followed(
    "01-34-1", "某市方案", "34", 1, ("（九）加强组织领导",), "整合部门资源", "出台支持措施",
    Answerable(lead=("市民营办",), support=("市工商联",)), ("市民营办",), ("市工商联",), due=date(2024, 5, 20),
)  # fmt: skip
SHARED = replace(TASK, answering=("甲区政府", "乙区政府"), supporting=())


def said(progress: Progress, day: date, *, unit: str = "市民营办", covers: date = FIRST, order: int = 0) -> Report:
    return Report(TASK.key, unit, f"{covers.year}Q{(covers.month + 2) // 3}", covers, day, order, progress)


def call(due: date, *units: str, period: str = "2024Q1") -> Call:
    return Call(period, due, {unit: frozenset({TASK.key}) for unit in units or ("市民营办",)})


def test_many_who_answer_are_told_in_a_line_by_the_plan_s_words_and_their_number() -> None:
    districts = tuple(f"{each}区政府" for each in "甲乙丙丁戊")
    assert SHARED.who == "甲区政府、乙区政府"
    task = replace(TASK, units=Answerable(duty=("各区政府",)), answering=districts)
    assert task.who == "各区政府等5个单位"
    # A plan that names dozens is no shorter in its own words.
    named = replace(TASK, units=Answerable(lead=tuple(f"第{each}号办公室" for each in range(9))), answering=districts)
    assert named.who == "甲区政府等5个单位"


def test_nobody_was_asked_yet() -> None:
    assert standing(TASK, [], [], None, date(2024, 4, 1)).state is State.WAITING


def test_a_lead_that_owes_its_report_is_silent_from_the_day_after_it_was_due() -> None:
    calls = [call(date(2024, 4, 10))]
    assert standing(TASK, [], calls, None, date(2024, 4, 10)).state is State.WAITING
    found = standing(TASK, [], calls, None, date(2024, 4, 11))
    assert (found.state, found.silent) == (State.SILENT, ("市民营办",))


def test_a_report_for_a_later_period_makes_up_for_one_that_never_came() -> None:
    calls = [call(date(2024, 4, 10)), call(date(2024, 7, 10), period="2024Q2")]
    late = said(Progress.GOING, date(2024, 5, 6), covers=SECOND)
    task = replace(TASK, due=None)
    assert standing(task, [late], calls, None, date(2024, 5, 7)).state is State.GOING
    assert (
        standing(task, [said(Progress.GOING, date(2024, 4, 2))], calls, None, date(2024, 7, 11)).state is State.SILENT
    )


def test_what_the_supporting_unit_says_does_not_settle_the_task() -> None:
    done = said(Progress.DONE, date(2024, 4, 2), unit="市工商联")
    found = standing(TASK, [done], [], None, date(2024, 4, 3))
    assert found.state is State.WAITING
    assert found.latest["市工商联"] is done


def test_a_task_is_late_from_the_day_after_its_due_date_and_counts_calendar_days() -> None:
    going = [said(Progress.GOING, date(2024, 4, 2))]
    assert standing(TASK, going, [], None, date(2024, 5, 20)).state is State.GOING
    found = standing(TASK, going, [], None, date(2024, 5, 23))
    assert (found.state, found.late_by) == (State.LATE, 3)


def test_being_late_goes_before_being_silent_and_the_silence_is_told_as_well() -> None:
    found = standing(TASK, [], [call(date(2024, 4, 10))], None, date(2024, 5, 21))
    assert (found.state, found.late_by, found.silent) == (State.LATE, 1, ("市民营办",))


def test_it_counts_as_done_from_the_first_of_the_reports_that_say_so() -> None:
    reports = [
        said(Progress.DONE, date(2024, 5, 20), order=1),
        said(Progress.DONE, date(2024, 7, 4), covers=SECOND, order=2),
    ]
    found = standing(TASK, reports, [], None, date(2024, 7, 5))
    assert (found.state, found.done, found.in_time) == (State.DONE, date(2024, 5, 20), True)


def test_done_after_the_due_date_is_done_but_not_in_time() -> None:
    found = standing(TASK, [said(Progress.DONE, date(2024, 5, 21))], [], None, date(2024, 6, 1))
    assert (found.state, found.in_time, found.late_by) == (State.DONE, False, 0)


def test_a_report_for_an_earlier_period_that_comes_late_does_not_undo_a_later_one() -> None:
    done = said(Progress.DONE, date(2024, 5, 2), covers=SECOND, order=1)
    stray = said(Progress.GOING, date(2024, 5, 9), covers=FIRST, order=2)
    assert standing(TASK, [done, stray], [], None, date(2024, 5, 10)).state is State.DONE


def test_a_task_of_several_units_is_done_when_the_last_of_them_is() -> None:
    first = said(Progress.DONE, date(2024, 4, 2), unit="甲区政府", order=1)
    second = said(Progress.DONE, date(2024, 4, 9), unit="乙区政府", order=2)
    assert standing(SHARED, [first], [], None, date(2024, 4, 30)).state is State.GOING
    assert standing(SHARED, [first, second], [], None, date(2024, 4, 30)).done == date(2024, 4, 9)


def test_of_several_units_only_those_that_owe_are_silent() -> None:
    reports = [said(Progress.GOING, date(2024, 4, 2), unit="甲区政府")]
    found = standing(SHARED, reports, [call(date(2024, 4, 10), "甲区政府", "乙区政府")], None, date(2024, 4, 11))
    assert found.silent == ("乙区政府",)


def test_what_the_office_sent_back_is_done_only_once_it_is_reported_anew() -> None:
    done = said(Progress.DONE, date(2024, 4, 2), order=1)
    back = Decision(Verdict.RETURNED, date(2024, 4, 8), 2)
    again = said(Progress.DONE, date(2024, 4, 8), order=3)
    assert standing(TASK, [done], [], back, date(2024, 4, 9)).done is None
    assert standing(TASK, [done, again], [], back, date(2024, 4, 9)).done == date(2024, 4, 8)


def test_what_the_office_sent_back_is_under_way_and_not_lasting_work_that_nobody_reported() -> None:
    done = said(Progress.DONE, date(2024, 4, 2), order=1)
    back = Decision(Verdict.RETURNED, date(2024, 4, 8), 2)
    assert standing(TASK, [done], [], back, date(2024, 4, 9)).state is State.GOING
    lasting = said(Progress.LASTING, date(2024, 4, 2), order=1)
    assert standing(TASK, [lasting], [], back, date(2024, 4, 9)).state is State.LASTING


def test_of_a_measure_that_is_over_nobody_owes_a_report() -> None:
    task = replace(TASK, until=date(2024, 12, 31))
    calls = [call(date(2025, 1, 15), "市民营办", "市工商联", period="2024Q4")]
    found = standing(task, [], calls, None, date(2025, 2, 20))
    assert (found.state, found.silent, found.silent_support) == (State.ENDED, (), ())


def test_a_supporting_unit_that_was_asked_owes_its_report_as_well() -> None:
    found = standing(TASK, [], [call(date(2024, 4, 10), "市民营办", "市工商联")], None, date(2024, 4, 11))
    assert (found.silent, found.silent_support) == (("市民营办",), ("市工商联",))


def test_the_office_settles_a_task_without_a_report_too() -> None:
    settled = Decision(Verdict.SETTLED, date(2024, 6, 3), 1)
    found = standing(TASK, [], [call(date(2024, 4, 10))], settled, date(2024, 6, 4))
    assert (found.state, found.done, found.silent) == (State.SETTLED, date(2024, 6, 3), ())
    assert standing(TASK, [], [], settled, date(2024, 6, 2)).state is State.LATE


def test_a_measure_whose_time_is_over_is_late_no_more() -> None:
    task = replace(TASK, until=date(2024, 12, 31))
    assert standing(task, [], [], None, date(2024, 12, 31)).state is State.LATE
    assert standing(task, [], [], None, date(2025, 1, 1)).state is State.ENDED


def test_lasting_work_is_lasting_only_when_all_who_answer_say_so() -> None:
    first = said(Progress.LASTING, date(2024, 4, 2), unit="甲区政府", order=1)
    second = said(Progress.DONE, date(2024, 4, 2), unit="乙区政府", order=2)
    assert standing(SHARED, [first], [], None, date(2024, 4, 3)).state is State.GOING
    assert standing(SHARED, [first, second], [], None, date(2024, 4, 3)).state is State.LASTING


reports = st.lists(
    st.builds(
        said,
        st.sampled_from(Progress),
        st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        unit=st.sampled_from(["甲区政府", "乙区政府", "市工商联"]),
        covers=st.sampled_from([FIRST, SECOND]),
        order=st.integers(0, 50),
    ),
    max_size=8,
)
decisions = st.none() | st.builds(
    Decision, st.sampled_from(Verdict), st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(0, 50)
)
days = st.dates(date(2024, 1, 1), date(2025, 6, 30))


@given(reports, decisions, days)
def test_done_late_and_silent_exclude_one_another_where_they_must(
    given_reports: list[Report], decision: Decision | None, as_of: date
) -> None:
    found = standing(SHARED, given_reports, [call(date(2024, 4, 10), *SHARED.answering)], decision, as_of)
    assert (found.done is not None) == (found.state in {State.DONE, State.SETTLED})
    if found.done is not None:
        assert not found.late_by
        assert not found.silent
        assert found.done <= as_of
    assert set(found.silent) <= set(SHARED.answering)


@given(reports, decisions, days)
def test_what_comes_later_changes_nothing_of_a_day_that_is_past(
    given_reports: list[Report], decision: Decision | None, as_of: date
) -> None:
    later = said(Progress.DONE, as_of + timedelta(days=1), unit="甲区政府", covers=date(2025, 12, 31), order=99)
    before = standing(SHARED, given_reports, [], decision, as_of)
    assert standing(SHARED, [*given_reports, later], [], decision, as_of) == before
