"""What goes to whom: each unit once, with the cases it leads and those it supports."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.dispatch import consign
from toolkit.mechanism import default_name, load

MECHANISM = load(default_name())


def case(number: str, lead: str, support: str = "") -> Case:
    record = MECHANISM.record
    values = {record.role("lead"): lead, record.role("support"): support}
    return Case(number, record, {column: text for column, text in values.items() if text})


def told(*cases: Case) -> dict[str, tuple[list[str], list[str]]]:
    return {
        each.unit.name: ([one.number for one in each.leads], [one.number for one in each.supports])
        for each in consign(cases, MECHANISM.units)
    }


def test_each_unit_gets_what_it_leads_and_what_it_supports() -> None:
    assert told(case("2024-001", "区税务局", "北滘镇"), case("2024-002", "北滘镇")) == {
        "北滘镇": (["2024-002"], ["2024-001"]),
        "区税务局": (["2024-001"], []),
    }


def test_a_unit_is_one_however_it_is_written() -> None:
    assert told(case("2024-001", "税务局"), case("2024-002", "区税务局")) == {
        "区税务局": (["2024-001", "2024-002"], []),
    }


def test_a_lead_that_is_named_as_supporter_too_gets_one_form() -> None:
    assert told(case("2024-001", "区教育局", "教育局、大良")) == {
        "大良街道": ([], ["2024-001"]),
        "区教育局": (["2024-001"], []),
    }


def test_units_come_in_the_order_of_the_member_list() -> None:
    names = list(told(case("2024-001", "大良总商会"), case("2024-002", "区公安局"), case("2024-003", "容桂街道")))
    assert names == ["容桂街道", "区公安局", "大良总商会"]


def test_a_name_that_is_no_unit_is_left_out() -> None:
    assert told(case("2024-001", "某某局", "区教育局")) == {"区教育局": ([], ["2024-001"])}
