"""Reports under the firm's own name (实名举报, seed 002 measure 64): into whose hands they do not fall."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.cases import Case
from toolkit.cases.secrecy import UNNAMED, hindrances, is_first, is_secret, mentions, open_firm, without_firm
from toolkit.mechanism import load

from .conftest import Story

MECHANISM = load("qingyuan")
NAMED = {"联系人": "植某", "联系电话": "13700004001"}


def opened(**values: str) -> Case:
    return Story(MECHANISM).opened(date(2022, 5, 10), 企业名称="清远甲公司", **values)


def report(concerned: str, **values: str) -> Case:
    return opened(事项分类="实名举报", 被投诉单位=concerned, **NAMED, **values)


@pytest.mark.parametrize("typed", ["实名举报", "实名", " 实名举报 "])
def test_the_class_is_understood_as_people_type_it(typed: str) -> None:
    case = opened(事项分类=typed)
    assert is_secret(case)
    assert is_first(case)
    assert open_firm(case) == UNNAMED


def test_other_matters_are_open_and_go_to_whom_they_complain_of() -> None:
    case = opened(事项分类="一般事项", 被投诉单位="市公安局")
    assert not is_secret(case)
    assert open_firm(case) == "清远甲公司"
    assert list(hindrances(case, ["市公安局"], MECHANISM.units)) == []


@pytest.mark.parametrize(
    ("concerned", "kept_from"),
    [
        ("市公安局", ["市公安局"]),
        ("清远市公安局", ["市公安局"]),
        ("公安局交警支队", ["市公安局"]),
        ("市司法局、市公安局窗口", ["市公安局", "市司法局"]),
        ("某镇国土所", []),
        ("清城区公安分局", []),
    ],
)
def test_the_accused_are_known_by_any_of_their_names_and_by_their_parts(concerned: str, kept_from: list[str]) -> None:
    said = list(hindrances(report(concerned), ["市公安局", "市司法局", "市纪委监委"], MECHANISM.units))
    assert [each.split("”")[0].removeprefix("是实名举报，“") for each in said] == kept_from


def test_who_is_accused_must_be_known_first() -> None:
    [said] = hindrances(report(""), ["市纪委监委"], MECHANISM.units)
    assert said.startswith("是实名举报，没有填写被投诉单位，无法核对会不会转给被举报的单位，未交办。")


def test_half_a_name_is_none() -> None:
    case = opened(事项分类="实名举报", 被投诉单位="某镇国土所", 联系人="植某")
    [said] = hindrances(case, ["市纪委监委"], MECHANISM.units)
    assert said.startswith("没有填写联系电话，不能按实名举报转办，未交办。")


def test_a_unit_that_the_text_speaks_of_is_pointed_out() -> None:
    case = report("某镇国土所", 投诉诉求内容="清远甲公司向市自资局反映过，市自然资源局没有答复")
    assert mentions(case, ["市纪委监委", "市自然资源局"], MECHANISM.units) == ["市自然资源局"]
    assert without_firm(case, "清远甲公司反映") == "该企业反映"
