"""What a unit is appraised by, counted by hand on five tasks."""

from datetime import date

from toolkit.tasks import Answerable, Bound, Figure
from toolkit.tasks.appraisal import Share, appraise
from toolkit.tasks.following import Call, Decision, Followed, Progress, Report, Verdict, standing

END, DUE = date(2024, 3, 31), date(2024, 4, 15)
LEAD, OTHER = "市经贸委", "市财政局"


def task(place: int, *, due: date | None = None, figures: tuple[Figure, ...] = ()) -> Followed:
    return Followed(
        f"01-1-{place}", "方案", "1", place, (), "", "办事", Answerable(), (LEAD,), (OTHER,), due, None, figures
    )


def report(key: str, day: date, progress: Progress = Progress.DONE, unit: str = LEAD, **reached: float) -> Report:
    values = {int(name[1:]): value for name, value in reached.items()}
    return Report(key, unit, "2024Q1", END, day, 1, progress, reached=values)


FIGURE = Figure("办50件", 50, 50, "件", Bound.LEAST)
TASKS = [
    task(1, due=date(2024, 4, 10)),  # done in time
    task(2, due=date(2024, 4, 10)),  # done late
    task(3, due=date(2024, 4, 10)),  # late
    task(4, due=date(2024, 12, 31), figures=(FIGURE, FIGURE)),  # going; one figure reached
    task(5),  # silent
]
REPORTS = {
    "01-1-1": [report("01-1-1", date(2024, 4, 8))],
    "01-1-2": [report("01-1-2", date(2024, 4, 16)), report("01-1-2", date(2024, 4, 12), Progress.GOING, OTHER)],
    "01-1-3": [report("01-1-3", date(2024, 4, 9), Progress.GOING)],
    "01-1-4": [report("01-1-4", date(2024, 4, 15), Progress.GOING, _0=50, _1=49)],
}
CALLS = [Call("2024Q1", DUE, {LEAD: frozenset(each.key for each in TASKS), OTHER: frozenset({"01-1-2"})})]
AS_OF = date(2024, 4, 30)


def test_each_share_is_what_the_definition_says() -> None:
    found = [standing(each, REPORTS.get(each.key, ()), CALLS, None, AS_OF) for each in TASKS]
    lead, other = appraise(found, REPORTS, CALLS, AS_OF)
    assert (lead.unit, lead.answers, lead.supports, lead.done, lead.late) == (LEAD, 5, 0, 2, 1)
    assert lead.in_time == Share(1, 3)
    assert lead.told == Share(3, 5)  # 1, 3 and 4 by 15 April; 2 on the 16th, 5 never
    assert lead.met == Share(1, 2)
    assert (other.answers, other.supports, other.told) == (0, 5, Share(1, 1))


def test_of_a_task_that_was_settled_by_the_day_its_report_was_due_nobody_owes_one() -> None:
    for day, share in ((date(2024, 4, 13), Share(0, 0)), (date(2024, 4, 16), Share(0, 1))):
        calls = [Call("2024Q1", DUE, {LEAD: frozenset({"01-1-5"})})]
        found = [standing(TASKS[4], (), calls, Decision(Verdict.SETTLED, day, 2), AS_OF)]
        assert appraise(found, {}, calls, AS_OF)[0].told == share


def test_before_the_reports_are_due_nobody_owes_one() -> None:
    day = date(2024, 4, 14)
    found = [standing(each, REPORTS.get(each.key, ()), CALLS, None, day) for each in TASKS]
    assert appraise(found, REPORTS, CALLS, day)[0].told == Share(0, 0)


def test_of_few_no_per_cent_is_given() -> None:
    assert [Share(0, 0).words, Share(2, 3).words, Share(5, 6).words] == ["—", "2/3", "5/6 83.3%"]
