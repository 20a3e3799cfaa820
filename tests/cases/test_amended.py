"""Accepted changes to minutes, as events of a case."""

from __future__ import annotations

from datetime import date

from toolkit.cases import WorkCalendar, fold
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism

DAY = date(2024, 2, 5)


def amended(**data: object) -> Event:
    known = {"meeting": "2024-02", "before": {}, "after": {}, "asks": {}, "decision": "", "incoming": "纪要.docx"}
    return Event(Kind.AMENDED, DAY, "2024-001", {**known, **data}, seq=9)


def story(*more: Event) -> list[Event]:
    values = {"问题分类": "重点问题", "企业名称": "甲", "问题困难": "路"}
    met = {"meeting": "2024-02", "day": date(2024, 2, 1), "decision": "修路", "values": {"牵头单位": "区公安局"}}
    return [
        Event(Kind.OPENED, date(2024, 1, 8), "2024-001", {"values": values}, seq=1),
        Event(Kind.MET, date(2024, 2, 1), "2024-001", met, seq=2),
        *more,
    ]


def test_accepted_minutes_count_as_the_meetings_decision(shunde: Mechanism) -> None:
    event = amended(after={"牵头单位": "区教育局", "办结时限": date(2024, 6, 30)}, decision="修路并设限高杆")
    sent = Event(Kind.DISPATCHED, date(2024, 2, 6), "2024-001", seq=10)
    case = fold(story(event, sent), shunde.record, WorkCalendar())["2024-001"]
    assert (case.role("lead"), case.get("@decision"), case.status) == ("区教育局", "修路并设限高杆", "办理中")
    clock = case.clock("办结")
    assert clock is not None
    assert (clock.current, clock.approved) == (date(2024, 6, 30), "2024-02 会议纪要")


def test_what_the_register_says_otherwise_stands_and_is_asked_about(shunde: Mechanism) -> None:
    case = fold(story(amended(asks={"牵头单位": "区教育局"})), shunde.record, WorkCalendar())["2024-001"]
    assert case.role("lead") == "区公安局"
    assert [(each.column, each.theirs, each.source) for each in case.asks.values()] == [
        ("牵头单位", "区教育局", "纪要.docx")
    ]


def test_another_meetings_minutes_do_not_change_what_this_one_agreed_on(shunde: Mechanism) -> None:
    case = fold(story(amended(meeting="2024-03", decision="不修")), shunde.record, WorkCalendar())["2024-001"]
    assert case.get("@decision") == "修路"


def test_a_case_that_was_withdrawn_keeps_its_own(shunde: Mechanism) -> None:
    gone = Event(Kind.EDITED, DAY, "2024-001", {"sheet": "问题台账", "after": {"状态": "已撤销"}}, seq=3)
    events = story(gone, amended(after={"牵头单位": "区教育局"}))
    assert fold(events, shunde.record, WorkCalendar())["2024-001"].role("lead") == "区公安局"
