"""Several units look into one matter (核实): each answers for itself (seed 003 §四（二）: 征求有关部门意见)."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import Case, WorkCalendar
from toolkit.cases.today import waiting_of
from toolkit.cases.verification import verifications_due
from toolkit.events import Kind
from toolkit.mechanism import load

from .conftest import Story

ASKED, DUE = date(2026, 6, 1), date(2026, 6, 8)
LAND, TOURISM = "市自然资源局", "市文化广电旅游体育局"


@pytest.fixture
def both() -> Story:
    """A matter that two units were asked about."""
    story = Story(load("heyuan"))
    story.add(Kind.OPENED, ASKED, {"values": {"企业名称": "河源甲厂", "核实单位": f"{LAND}、{TOURISM}"}})
    story.edited(ASKED, 问题分类="活动事项")
    for unit in (LAND, TOURISM):
        data = {"unit": unit, "clock": "核实", "due": DUE}
        story.add(Kind.CONSULTED, ASKED, data)
    return story


def says(story: Story, unit: str, finding: str, words: str = "", lead: str = "") -> Case:
    values = {"核实情况": finding, "核实意见": words, "建议牵头单位": lead}
    said = {column: text for column, text in values.items() if text}
    return story.add(Kind.ANSWERED, ASKED, {"form": "verify", "role": "verifies", "unit": unit, "values": said})


def waits(case: Case) -> list[tuple[str, str]]:
    return [(each.unit, each.todo) for each in waiting_of([case], DUE, WorkCalendar())]


def test_it_is_verified_when_all_have_answered_and_say_the_same(both: Story) -> None:
    case = says(both, LAND, "属实", "正在修编", LAND)
    assert (case.status, case.role("verified"), case.role("verification")) == ("核实中", "", f"{LAND}：正在修编")
    assert [each.unit for each in verifications_due(case)] == [TOURISM]
    assert waits(case) == [(TOURISM, "核实今天到期")]
    case = says(both, TOURISM, "属实", "停车场未纳入", TOURISM)
    assert (case.status, case.role("verified")) == ("待列目录", "属实")
    assert case.role("verification") == f"{LAND}：正在修编\n{TOURISM}：停车场未纳入"
    assert case.role("advised_lead") == f"{LAND}、{TOURISM}"


def test_where_they_do_not_say_the_same_the_office_judges(both: Story) -> None:
    says(both, LAND, "属实")
    case = says(both, TOURISM, "不属实")
    assert (case.status, case.role("verified"), verifications_due(case)) == ("核实中", "", [])
    assert waits(case) == [("", "各单位核实意见不一致，请办公室研判，填“核实情况”")]
    assert both.edited(DUE, 核实情况="部分属实").status == "待列目录"


def test_who_is_waited_for_no_longer_keeps_nothing_back(both: Story) -> None:
    says(both, LAND, "属实", "正在修编")
    case = both.add(Kind.CONSULTED, date(2026, 6, 9), {"units": [TOURISM], "closed": True})
    assert (case.status, case.role("verified")) == ("待列目录", "属实")
    # What comes after all stands beside it.
    assert says(both, TOURISM, "属实", "同意").role("verification") == f"{LAND}：正在修编\n{TOURISM}：同意"


def test_another_unit_named_since_takes_the_place_of_one_that_has_not_answered(both: Story) -> None:
    says(both, LAND, "属实")
    both.add(Kind.CONSULTED, ASKED, {"unit": "市商务局", "clock": "核实", "due": DUE})
    case = both.add(Kind.CONSULTED, ASKED, {"units": [TOURISM], "closed": True})
    assert [each.unit for each in verifications_due(case)] == ["市商务局"]
    assert says(both, "市商务局", "属实").status == "待列目录"


def test_a_form_without_its_finding_is_no_answer(both: Story) -> None:
    says(both, TOURISM, "属实")
    data = {"form": "verify", "role": "verifies", "unit": LAND, "values": {"核实意见": "正在修编"}}
    case = both.add(Kind.ANSWERED, ASKED, data)
    assert (case.status, [each.unit for each in verifications_due(case)]) == ("核实中", [LAND])


def test_a_unit_asked_alone_answers_as_ever(both: Story) -> None:
    alone = Story(both.mechanism)
    alone.add(Kind.OPENED, ASKED, {"values": {"企业名称": "河源甲厂", "核实单位": LAND}})
    alone.add(Kind.CONSULTED, ASKED, {"unit": LAND, "clock": "核实", "due": DUE})  # as journals had it before
    case = says(alone, LAND, "属实", "正在修编")
    assert (case.role("verified"), case.role("verification")) == ("属实", "正在修编")
