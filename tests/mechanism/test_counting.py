"""How periods are counted is the mechanism's data, each rule with its source."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import WorkCalendar, due_date
from toolkit.mechanism import CIVIL_CODE, Counting, default_name, load
from toolkit.mechanism.counting import counting

PLAIN = WorkCalendar()


def test_the_default_mechanism_counts_as_the_civil_code_and_says_where_it_is_written() -> None:
    told = load(default_name()).record.counting
    assert not told.first_day_counts
    assert told.last_day_moves
    assert set(told.rules) == {"first_day", "month_end", "last_day", "workdays", "paused"}
    assert "第二百零一条" in told.rules["first_day"]
    assert "第二百零二条" in told.rules["month_end"]
    assert "第二百零三条" in told.rules["last_day"]


def test_a_mechanism_that_says_nothing_counts_as_the_civil_code() -> None:
    assert counting({}) == CIVIL_CODE == Counting()


def test_a_mechanism_may_say_otherwise() -> None:
    # 民法典 第二百零四条. 3 October 2026 is in the national holiday.
    stays = counting({"last_day": {"moves": False, "rule": "本办法第九条"}})
    assert due_date(date(2026, 9, 3), "1个月", PLAIN, stays).day == date(2026, 10, 3)
    assert stays.rules == {"last_day": "本办法第九条"}

    first = counting({"first_day": {"counts": True}})
    due = due_date(date(2026, 3, 2), "5工作日", PLAIN, first)
    assert due.day == date(2026, 3, 6)
    assert str(due.strip[0]) == "2026-03-02 周一  第1个工作日"
    assert due_date(date(2026, 3, 2), "1个月", PLAIN, first).day == date(2026, 4, 1)


def test_a_rule_there_is_none_of_is_refused() -> None:
    with pytest.raises(ValueError, match="last_days"):
        counting({"last_days": {"moves": False}})
