"""Who is invited to a meeting, and for which matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toolkit.cases import Case
from toolkit.cases.invitation import guests, proposed_lead, units_of, unknown_names
from toolkit.mechanism import Mechanism, UnitBook
from toolkit.mechanism.preparation import Invited, load_preparation

DAY = date(2024, 3, 1)


@pytest.fixture(scope="module")
def rule(shunde: Mechanism) -> Invited:
    return load_preparation(shunde).invited


def case(shunde: Mechanism, number: str = "2024-001", **values: str) -> Case:
    return Case(number, shunde.record, values={"企业名称": f"顺德{number}厂", **values})


@pytest.mark.parametrize(
    ("values", "names"),
    [
        # The town's chamber comes with the town, and the other way round (seed 000 §三（二）: 镇（街道）及其总商会).
        ({"报送单位": "北滘总商会"}, ["北滘镇", "北滘总商会"]),
        (
            {"牵头单位": "区招商局", "配合单位": "陈村镇、经促局"},
            ["陈村镇", "区经济促进局", "区招商局", "陈村总商会"],
        ),
        ({"涉及单位": "自然资源分局、供电局"}, ["市自然资源局顺德分局"]),
        ({"报送单位": "顺德区家具协会"}, []),
        ({"拟牵头单位": "1. 区司法局：文中“合同”\n2. 区公安局：涉及治安"}, ["区司法局"]),
        ({"拟牵头单位": "区司法局：文中“合同”", "牵头单位": "区公安局"}, ["区公安局"]),
    ],
)
def test_the_units_a_matter_concerns_are_invited_and_no_others(
    shunde: Mechanism, rule: Invited, values: dict[str, str], names: list[str]
) -> None:
    assert [each.name for each in units_of(case(shunde, **values), rule, shunde.units, DAY)] == names


def test_a_proposed_lead_is_told_with_its_reason(shunde: Mechanism, rule: Invited) -> None:
    several = case(shunde, 拟牵头单位="1. 区司法局：文中“合同”\n2. 区公安局：涉及治安")
    assert proposed_lead(several, rule) == ("区司法局", "文中“合同”")
    assert proposed_lead(case(shunde), rule) == ("", "")


def test_names_of_no_member_unit_are_told_but_not_who_reported(shunde: Mechanism, rule: Invited) -> None:
    found = case(shunde, 涉及单位="供电局、区税务局", 报送单位="顺德区家具协会")
    assert unknown_names(found, rule, shunde.units) == ["供电局"]


def test_each_is_invited_for_its_own_matters(shunde: Mechanism, rule: Invited) -> None:
    first = case(shunde, "2024-001", 牵头单位="区招商局", 企业名称="甲厂")
    second = case(shunde, "2024-002", 牵头单位="区招商局", 配合单位="大良街道", 企业名称="甲厂")
    asked = case(shunde, "2024-003", 牵头单位="区税务局", 企业名称="乙厂")
    found = guests([first, second, asked], [first, second], rule, shunde.units, DAY)
    assert [(each.name, [one.number for one in each.cases]) for each in found] == [
        ("大良街道", ["2024-002"]),
        ("区招商局", ["2024-001", "2024-002"]),
        ("区税务局", ["2024-003"]),
        ("大良总商会", ["2024-002"]),
        ("甲厂", ["2024-001", "2024-002"]),
    ]


def test_who_leads_an_earlier_matter_is_invited_for_its_report_and_nobody_else_of_it(
    shunde: Mechanism, rule: Invited
) -> None:
    fresh = case(shunde, "2024-001", 牵头单位="区招商局", 企业名称="甲厂")
    earlier = [
        case(shunde, "2024-002", 牵头单位="北滘镇", 配合单位="区税务局", 报送单位="北滘总商会"),
        case(shunde, "2024-003", 牵头单位="区招商局"),
        fresh,  # its unit asks the meeting for something: it is before it for that
        case(shunde, "2024-004", 牵头单位="供电局"),
    ]
    found = guests([fresh], [fresh], rule, shunde.units, DAY, earlier)
    assert [
        (each.name, [one.number for one in each.cases], [one.number for one in each.reports]) for each in found
    ] == [
        ("北滘镇", [], ["2024-002"]),
        ("区招商局", ["2024-001"], ["2024-003"]),
        ("甲厂", ["2024-001"], []),
    ]


def test_a_unit_given_up_is_followed_and_one_without_heir_left_out(shunde: Mechanism, rule: Invited) -> None:
    given_up = {"区招商局": "区经济促进局", "区教育局": ""}
    units = UnitBook(
        replace(unit, until=date(2024, 2, 1), successor=given_up[unit.name]) if unit.name in given_up else unit
        for unit in shunde.units
    )
    found = case(shunde, 牵头单位="区招商局", 配合单位="区教育局")
    assert [each.name for each in units_of(found, rule, units, DAY)] == ["区经济促进局"]


def test_a_mechanism_that_says_nothing_invites_nobody(shunde: Mechanism) -> None:
    found = case(shunde, 牵头单位="区招商局")
    assert guests([found], [found], Invited(), shunde.units, DAY) == []
