"""Whoever filled a form completes what was missing on it (待补正)."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import Case
from toolkit.cases.to_complete import who_completes
from toolkit.events import Kind
from toolkit.mechanism import load

from .conftest import Story

DAY = date(2026, 6, 1)


@pytest.fixture
def event() -> Story:
    """A matter that a collecting unit reported without its contact's number, at a unit by now."""
    story = Story(load("heyuan"))
    story.add(
        Kind.OPENED, DAY, {"values": {"报送单位": "市人大办", "企业名称": "河源甲厂"}, "to_complete": ["联系电话"]}
    )
    return story


def came(story: Story, role: str, unit: str, *, to_complete: list[str], **values: str) -> Case:
    data = {
        "form": "x",
        "role": role,
        "unit": unit,
        "values": values,
        "asked": list(values),
        "to_complete": to_complete,
    }
    return story.add(Kind.ANSWERED, DAY, data)


@pytest.mark.parametrize(
    ("role", "unit", "column", "who"),
    [
        ("verifies", "市自然资源局", "核实情况", "市自然资源局"),
        ("verifies", "", "核实情况", "市商务局"),  # a form without our mark: the unit in the register
        ("lead", "市商务局", "办理结果", "市商务局"),
        ("support", "紫金县", "配合联系电话", "紫金县"),
        ("evaluates", "", "满意度", "河源甲厂"),
    ],
)
def test_what_is_missing_on_a_form_waits_for_whoever_filled_it(
    event: Story, role: str, unit: str, column: str, who: str
) -> None:
    event.edited(DAY, 核实单位="市商务局", 牵头单位="市商务局")
    case = came(event, role, unit, to_complete=[column])
    assert who_completes(case) == {"市人大办": ["联系电话"], who: [column]}
    # What the same form brings when it comes again is missing no more.
    assert who_completes(came(event, role, unit, to_complete=[], **{column: "补上"})) == {"市人大办": ["联系电话"]}


def test_what_a_person_notes_waits_for_the_reporting_unit_or_the_office_by_its_meaning(event: Story) -> None:
    case = event.edited(DAY, 待补正="企业联系人、牵头单位")
    assert who_completes(case) == {"市人大办": ["企业联系人"], "": ["牵头单位"]}


def test_a_county_that_nobody_knows_is_put_right_by_the_office_as_intake_tells_it() -> None:
    story = Story(load("heyuan"))
    values = {"报送单位": "市人大办", "企业名称": "河源甲厂", "所在县（区）": "河源某区"}
    case = story.add(Kind.OPENED, DAY, {"values": values, "to_complete": ["所在县（区）", "联系电话"]})
    assert who_completes(case) == {"市人大办": ["联系电话"], "": ["所在县（区）"]}


def test_a_matter_is_closed_when_its_firm_has_been_replied_to(event: Story) -> None:
    # Seed 003 §四（六）（七）: 办理并回复企业……将解决问题和回复企业情况报市工业和信息化局汇总.
    event.edited(DAY, 联系电话="13800138000", 问题分类="日常事项", 核实情况="属实", 牵头单位="市商务局")
    event.dispatched(DAY)
    case = event.answered(DAY, unit="市商务局", 处理情况="已解决", 办理结果="补贴已兑现")
    assert (case.status, who_completes(case)) == ("办理中", {"市商务局": ["回复企业日期"]})
    case = event.edited(date(2026, 6, 3), 回复企业日期=date(2026, 6, 2))
    assert (case.status, who_completes(case)) == ("待评价", {})
