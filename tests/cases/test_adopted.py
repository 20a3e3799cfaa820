"""A case taken over from an old ledger begins where the ledger left it."""

from __future__ import annotations

from datetime import date
from typing import Any

from toolkit.cases import Case, WorkCalendar, apply
from toolkit.cases.adopted import contradictions, final_outcomes, status_of
from toolkit.events import Event, Kind
from toolkit.mechanism import default_name, load

RECORD = load(default_name()).record


def adopted(status: str, **values: Any) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    data = {"adopted": "f" * 64, "row": "r", "values": values, "status": status, "sha": "", "part": 0}
    apply(cases, Event(Kind.OPENED, date(2023, 1, 5), "2023-001", data), RECORD, WorkCalendar())
    return cases


def edited(cases: dict[str, Case], **after: Any) -> Case:
    event = Event(Kind.EDITED, date(2024, 6, 3), "2023-001", {"sheet": RECORD.sheet, "before": {}, "after": after})
    apply(cases, event, RECORD, WorkCalendar())
    return cases["2023-001"]


def test_its_status_stands_whatever_its_values_call_for() -> None:
    case = adopted("办理中", 处理情况="已解决", 办理结果="修好了")["2023-001"]
    assert (case.status, case.get("办结日期")) == ("办理中", None)


def test_an_edit_elsewhere_moves_nothing_and_dates_nothing() -> None:
    case = edited(adopted("办理中", 办理意见="同意维修"), 企业联系人="陈某")
    assert (case.status, case.get("意见报送日期")) == ("办理中", None)


def test_a_new_word_moves_it_on() -> None:
    cases = adopted("办理中", 处理情况="正在解决", 办理结果="在修")
    case = edited(cases, 处理情况="已解决")
    assert (case.status, case.get("办结日期")) == ("待评价", date(2024, 6, 3))


def test_without_a_status_the_rules_find_it_as_for_a_new_one() -> None:
    assert adopted("", 问题分类="一般问题")["2023-001"].status == "待交办"
    assert adopted("")["2023-001"].status == "待分类"


def test_its_due_dates_are_kept_over_what_the_rules_count() -> None:
    case = adopted("办理中", 问题分类="一般问题", 交办日期=date(2023, 1, 5), 办结时限=date(2023, 5, 31))["2023-001"]
    clock = case.clocks[1, "办结"]
    assert (clock.original, clock.current) == (date(2023, 5, 31), date(2023, 5, 31))


def test_a_due_date_of_the_ledger_runs_for_a_case_nobody_has_classified() -> None:
    case = adopted("办理中", 交办日期=date(2023, 1, 5), 办结时限=date(2023, 5, 31))["2023-001"]
    assert case.clocks[1, "办结"].is_late(date(2023, 6, 1))
    assert case.clocks.keys() == {(1, "办结")}


def test_a_due_date_the_ledger_lacks_is_counted_while_the_case_is_open() -> None:
    # A month from Thursday 5 January 2023 is Sunday 5 February; the calendar knows no holidays: Monday the 6th.
    case = adopted("办理中", 问题分类="一般问题", 交办日期=date(2023, 1, 5))["2023-001"]
    assert case.get("办结时限") == date(2023, 2, 6)


def test_for_one_that_was_over_none_is_counted() -> None:
    case = adopted("已评价", 问题分类="一般问题", 交办日期=date(2023, 1, 5), 办结日期=date(2023, 9, 1))["2023-001"]
    assert case.clocks == {}
    assert case.get("办结时限") is None


def test_a_row_without_a_status_is_what_its_dates_say() -> None:
    assert status_of(RECORD, {"办结日期": date(2023, 3, 1)}) == "已评价"
    assert status_of(RECORD, {"满意度": "满意"}) == "已评价"
    assert status_of(RECORD, {"处理情况": "不能解决"}) == "已评价"
    assert status_of(RECORD, {"交办日期": date(2023, 3, 1), "处理情况": "正在解决"}) == "办理中"
    assert status_of(RECORD, {"牵头单位": "区税务局"}) == ""


def test_what_ends_the_handling_is_read_off_the_transitions() -> None:
    assert final_outcomes(RECORD) == {"已解决", "不能解决"}


def test_what_speaks_against_a_row_names_the_column() -> None:
    assert contradictions(RECORD, "办理中", {"办结日期": date(2023, 3, 1)})[0][0] == "状态"
    assert contradictions(RECORD, "已评价", {})[0][0] == "办结日期"
    late = {"提交日期": date(2023, 5, 1), "交办日期": date(2023, 4, 1)}
    assert contradictions(RECORD, "办理中", late)[0][0] == "交办日期"
    assert contradictions(RECORD, "办理中", {"交办日期": date(2023, 4, 1)}) == ()
