"""An office with a matter in hand, which later meetings may give to another unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jobs.office import Office
from jobs.test_meeting import filled
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.meeting import meeting

from .test_meeting_again import HEAD


def led_by_the_police(root: Path) -> Office:
    """A key matter (2024-001) that the meeting of February gave to the police, and that went out to them."""
    office = Office.found(root)
    office.take_in(甲=office.report(企业名称="顺德甲厂"))
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路破损")
    office.run(meeting, date(2024, 1, 30), "2024-02")
    decided = {"2024-001": {"议定事项": "维持秩序", "牵头单位": "区公安局"}}
    office.take_in(date(2024, 2, 2), 一=filled(office, "2024-02", decided, **HEAD))
    office.run(dispatch, date(2024, 2, 2))
    return office
