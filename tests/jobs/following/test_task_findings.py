"""What there is to say about tasks, from how they stand and what their units reported."""

from __future__ import annotations

from datetime import date

from toolkit.jobs.following.task_findings import Findings
from toolkit.tasks.following import Followed, Progress, Report, Standing, State
from toolkit.tasks.model import Answerable

TASK = Followed("01-1-1", "方案", "1", 1, (), "担保", "培育担保机构", Answerable(("市经贸委",)), ("市经贸委",))
DONE = date(2008, 4, 2)


def difficulties(period: str, done: date | None) -> tuple[str, ...]:
    """What a report on 2008Q2 says of a difficulty that was told for the period."""
    told = Report("01-1-1", "市经贸委", period, date(2008, 6, 30), DONE, 1, Progress.DONE, difficulty="经费不足")
    standing = Standing(TASK, State.DONE if done else State.GOING, done=done, latest={"市经贸委": told})
    return tuple(Findings([standing], {}, [], date(2008, 7, 10), "2008Q2").difficulties().paragraphs)


def test_a_difficulty_told_for_the_period_is_in_its_report_though_the_task_is_done() -> None:
    assert difficulties("2008Q2", DONE) == ("市经贸委（01-1-1）：经费不足",)


def test_one_told_earlier_is_repeated_only_while_the_task_goes_on() -> None:
    assert difficulties("2008Q1", None) == ("市经贸委（01-1-1）：经费不足",)
    assert difficulties("2008Q1", DONE) == ("各单位没有反映困难。",)
