"""What past periods say of matters that were handed back or begun again later, each worked out by hand.

Meetings and decisions of spring 2024. Of a past period counts what was so on its last day, as it is known today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from toolkit.analysis import Analysis, Month, Period, Quarter, analyse
from toolkit.cases import Case, WorkCalendar, fold
from toolkit.events import Event, Kind
from toolkit.jobs.periods.reported import AsTheyStood
from toolkit.mechanism import default_name, load

MECHANISM, CALENDAR = load(default_name()), WorkCalendar()
Q1, Q2 = Quarter(2024, 1), Quarter(2024, 2)
BACK = {
    "unit": "区交通局",
    "form": "handback",
    "effect": "hand_back",
    "word": "退办",
    "clocks": [],
    "reason": "不属职责",
}


class Journal:
    """What happened, one line after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, kind: Kind, number: str, month: int, day: int, data: Mapping[str, Any] | None = None) -> int:
        self.events.append(Event(kind, date(2024, month, day), number, data or {}, seq=len(self.events) + 1))
        return len(self.events)

    def opened(self, number: str, month: int, day: int, kind: str) -> None:
        values = {
            "企业名称": f"{number}公司", "报送单位": "北滘总商会", "提交日期": date(2024, month, day), "问题分类": kind,
            "问题类别": "B 生产经营", "案由": "道路破损", "牵头单位": "区交通局",
        }  # fmt: skip
        self.add(Kind.OPENED, number, month, day, {"values": values})

    def met(self, number: str, month: int, day: int, **more: Any) -> None:
        told = {"meeting": f"2024-{month:02}", "day": date(2024, month, day), "decision": "", "values": {}}
        self.add(Kind.MET, number, month, day, {**told, **more})

    def edited(self, number: str, month: int, day: int, **after: Any) -> None:
        self.add(Kind.EDITED, number, month, day, {"sheet": MECHANISM.record.sheet, "before": {}, "after": after})

    def answered(self, number: str, month: int, day: int, **values: str) -> None:
        self.add(Kind.ANSWERED, number, month, day, {"role": "lead", "unit": "区交通局", "values": values})

    def asked_back(self, number: str, month: int, day: int) -> str:
        return f"{self.add(Kind.REQUESTED, number, month, day, BACK)}-退办"

    def given_back(self, number: str, month: int, day: int, request: str) -> None:
        self.add(
            Kind.DECIDED, number, month, day, {"ask": request, "take": True, "dues": {}, "approved": "领导小组办公室"}
        )

    @property
    def cases(self) -> Mapping[str, Case]:
        return fold(self.events, MECHANISM.record, CALENDAR)

    def of(self, period: Period) -> Analysis:
        cases = self.cases
        stood = AsTheyStood(lambda: self.events, cases, MECHANISM.record, CALENDAR)
        return analyse(cases, MECHANISM, period, as_of=date(2024, 8, 1), calendar=CALENDAR, as_they_stood=stood)


@pytest.fixture(scope="module")
def journal() -> Journal:
    told = Journal()
    # 1: handed back after the quarter and sent to another unit; put right in May.
    told.opened("1", 3, 4, "一般问题")
    told.add(Kind.DISPATCHED, "1", 3, 6)
    told.given_back("1", 4, 15, told.asked_back("1", 4, 2))
    told.edited("1", 4, 16, 牵头单位="区公安局")
    told.add(Kind.DISPATCHED, "1", 4, 18)
    told.edited("1", 5, 6, 问题类别="C 历史遗留")
    # 2: the same, but withdrawn in May.
    told.opened("2", 3, 4, "一般问题")
    told.add(Kind.DISPATCHED, "2", 3, 6)
    told.given_back("2", 4, 15, told.asked_back("2", 4, 2))
    told.edited("2", 5, 8, 状态="已撤销")
    # 3: its letter went out in April, but it counts as dispatched on the meeting's day (seed 000 §三（三）); then a
    # meeting gave it to another unit.
    told.opened("3", 3, 4, "重点问题")
    told.met("3", 3, 26)
    told.add(Kind.DISPATCHED, "3", 4, 2)
    told.met("3", 4, 22, request=told.asked_back("3", 4, 9), granted=True, dues={}, approved="会议", anew=True)
    # 4: the opinion was due on 22 March, 15 workdays after the meeting; it came on the 20th, which the office typed
    # in after a meeting had heard of the matter, and before the next one gave it to another unit.
    told.opened("4", 2, 5, "重点问题")
    told.met("4", 3, 1)
    told.add(Kind.DISPATCHED, "4", 3, 4)
    told.met("4", 4, 8)
    told.answered("4", 4, 10, 办理意见="拟踏勘")
    told.edited("4", 4, 10, 意见报送日期=date(2024, 3, 20))
    told.met("4", 5, 6, request=told.asked_back("4", 4, 18), granted=True, dues={}, approved="会议", anew=True)
    # 5: dispatched as 3 was, closed in April, found wanting and sent out once more.
    told.opened("5", 3, 4, "重点问题")
    told.met("5", 3, 26)
    told.add(Kind.DISPATCHED, "5", 4, 2)
    told.answered("5", 4, 10, 办理意见="已安排", 办理结果="已修复", 处理情况="已解决")
    told.answered("5", 4, 12, 满意度="不满意")
    told.add(Kind.DISPATCHED, "5", 4, 18)
    # 6: handed back within the quarter, sent to nobody before its end.
    told.opened("6", 2, 5, "一般问题")
    told.add(Kind.DISPATCHED, "6", 2, 7)
    told.given_back("6", 3, 28, told.asked_back("6", 3, 20))
    told.add(Kind.DISPATCHED, "6", 4, 3)
    return told


def test_what_was_handed_back_later_was_dispatched_and_in_hand_at_the_end_of_the_quarter(journal: Journal) -> None:
    first = journal.of(Q1)
    assert first.measure("accepted").numbers == ("1", "3", "4", "5", "6")
    assert first.measure("dispatched").numbers == ("1", "3", "4", "5")
    assert first.measure("in_hand").numbers == ("1", "3", "4", "5")
    assert {group.name: group.numbers for group in first.leads} == {"区交通运输局": ("1", "3", "4", "5")}


def test_handed_back_counts_from_the_day_it_was_granted(journal: Journal) -> None:
    shares = {period: journal.of(period).measure("handed_back_rate") for period in (Q1, Month(2024, 3), Month(2024, 2))}
    assert (shares[Q1].numbers, shares[Q1].denominator_numbers) == (("6",), ("1", "3", "4", "5", "6"))
    assert shares[Month(2024, 3)].numbers == ()
    # At the end of February number 6 had not been handed back yet.
    assert shares[Month(2024, 2)].numbers == ()
    assert shares[Month(2024, 2)].denominator_numbers == ("6",)


def test_handed_back_after_the_quarter_of_receipt_counts_in_the_one_it_was_granted_in(journal: Journal) -> None:
    assert journal.of(Q1).measure("handed_back_now").numbers == ("6",)
    # 1 on 15 April; 3 and 4 by a meeting that granted it, on 22 April and 6 May; 2 is withdrawn.
    second = journal.of(Q2).measure("handed_back_now")
    assert (second.name, second.numbers) == ("本季度退办（含以前季度受理）", ("1", "3", "4"))
    assert journal.of(Month(2024, 5)).measure("handed_back_now").numbers == ("4",)


def test_an_opinion_of_a_unit_that_gave_the_matter_back_is_judged_in_its_quarter(journal: Journal) -> None:
    first = journal.of(Q1).measure("opinion_rate")
    # Of 3 and 5, which met on 26 March, the opinion was due in April.
    assert (first.numbers, first.denominator_numbers) == (("4",), ("4",))
    assert journal.cases["4"].day("opinion_given") is None


def test_what_a_matter_is_stands_as_it_is_known_today(journal: Journal) -> None:
    first = journal.of(Q1)
    assert {group.name: group.numbers for group in first.categories if group.count} == {
        "B 生产经营": ("3", "4", "5", "6"), "C 历史遗留": ("1",),
    }  # fmt: skip
    # Withdrawn today it counts nowhere, as any other matter that is.
    assert not any("2" in measure.numbers for measure in first.measures)


@pytest.mark.parametrize(("period", "before"), [(Q2, Q1), (Month(2024, 4), Month(2024, 3)), (Month(2024, 5), None)])
def test_what_is_carried_over_is_what_was_in_hand_before(
    journal: Journal, period: Period, before: Period | None
) -> None:
    carried = journal.of(period).measure("carried").numbers
    assert carried == journal.of(before or period.previous).measure("in_hand").numbers
    # On 30 April 3 lay with the office; 1, 5 and 6 had gone out again.
    assert carried == (("1", "4", "5", "6") if before is None else ("1", "3", "4", "5"))
