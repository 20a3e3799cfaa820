"""Whether a matter is one of weight, and whether its text speaks for another category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from toolkit.cases.precedents import Near, Precedent, Precedents
from toolkit.cases.signs import Seen, proposed_category, proposed_class
from toolkit.cases.suggestion import Adviser, Matter
from toolkit.mechanism import Category, default_name, load
from toolkit.mechanism.advice import Advice, Cue, Measure, Sign, load_advice


def _sign(measure: Measure, points: int = 2, least: int = 0, words: tuple[str, ...] = ()) -> Sign:
    return Sign("迹象", measure, points, least, words, "依据")


ADVICE = Advice(
    key="重点问题", plain="一般问题", enough=2,
    cues=(Cue("A", ("增资", "落户"), 0, ""), Cue("C", ("历史遗留",), 10, "")),
)  # fmt: skip
A, B, C = Category("A", "招商", "招商"), Category("B", "经营", "经营"), Category("C", "遗留", "遗留")


def _seen(
    problem: str = "路坏了", touched: Sequence[str] = ("甲局",), near: Sequence[Near] = (), **more: object
) -> Seen:
    return Seen(Matter(problem, **more), touched, near, 2024)  # type: ignore[arg-type]


def _near(number: str, klass: str, likeness: float = 0.5) -> Near:
    return Near(Precedent(number, "甲局", klass), likeness)


@pytest.mark.parametrize(
    ("sign", "seen", "told"),
    [
        (_sign(Measure.WORDS, words=("停产",)), _seen("全厂停产"), "停产"),
        (_sign(Measure.MONEY, least=10_000, words=("投资",)), _seen("投资三亿元"), "三亿元"),
        (_sign(Measure.COUNT, least=5, words=("家企业",)), _seen("周边九家企业"), "九家企业"),
        (_sign(Measure.YEARS, least=5), _seen("2009年至今没有办成"), "2009年"),
        (_sign(Measure.UNITS, least=3), _seen(touched=("甲局", "乙局", "丙镇")), "甲局、乙局、丙镇"),
        (_sign(Measure.ROUNDS, least=2), _seen(round=2), "第 2 轮"),
        (_sign(Measure.REPEATED, least=1), _seen(repeated=("2024-001",)), "2024-001"),
        (_sign(Measure.SENT_BACK, least=1), _seen(sent_back=("2024-001",)), "2024-001"),
        (_sign(Measure.COMMON, least=2), _seen(common=("2024-001", "2024-002")), "2024-001、2024-002"),
        (_sign(Measure.PRECEDENTS, least=2), _seen(near=[_near("2024-001", "重点"), _near("2024-002", "重点问题")]), "2024-001、2024-002"),
    ],
)  # fmt: skip
def test_each_sign_is_seen_and_told(sign: Sign, seen: Seen, told: str) -> None:
    advice = Advice(key="重点问题", plain="一般问题", enough=2, signs=(sign,))
    assert str(proposed_class(advice, seen)) == f"重点问题：迹象（{told}）"


@pytest.mark.parametrize(
    ("sign", "seen"),
    [
        (_sign(Measure.MONEY, least=10_000, words=("投资",)), _seen("投资三千万元")),
        (_sign(Measure.COUNT, least=5, words=("家企业",)), _seen("周边四家企业")),
        (_sign(Measure.YEARS, least=5), _seen("2021年至今没有办成")),
        (_sign(Measure.UNITS, least=3), _seen(touched=("甲局", "乙局"))),
        (_sign(Measure.PRECEDENTS, least=2), _seen(near=[_near("1", "重点问题"), _near("2", "重点问题", 0.11)])),
        (_sign(Measure.PRECEDENTS, least=2), _seen(near=[_near("1", "重点问题"), _near("2", "一般问题")])),
    ],
)
def test_less_than_its_limit_is_no_sign(sign: Sign, seen: Seen) -> None:
    advice = Advice(key="重点问题", plain="一般问题", enough=2, signs=(sign,))
    assert str(proposed_class(advice, seen)) == "一般问题：未见重点问题迹象"


def test_one_weak_sign_is_told_but_is_not_enough() -> None:
    advice = Advice(key="重点问题", plain="一般问题", enough=2, signs=(_sign(Measure.WORDS, 1, words=("停产",)),))
    assert str(proposed_class(advice, _seen("全厂停产"))) == "一般问题：只有一处迹象——迹象（停产）"


def test_two_weak_signs_are() -> None:
    signs = (_sign(Measure.WORDS, 1, words=("停产",)), _sign(Measure.WORDS, 1, words=("信访",)))
    advice = Advice(key="重点问题", plain="一般问题", enough=2, signs=signs)
    assert proposed_class(advice, _seen("停产，多次信访")).value == "重点问题"


def test_no_class_is_guessed_where_nothing_is_known() -> None:
    found = proposed_class(ADVICE, _seen("请协调", touched=()))
    assert found.value == ""
    assert "无从判断" in found.why
    assert str(found) == ""
    assert proposed_class(ADVICE, _seen("请协调", touched=(), near=[_near("1", "")])).value == "一般问题"


def test_a_mechanism_without_such_rules_proposes_no_class() -> None:
    assert proposed_class(Advice(), _seen()).value == ""


@pytest.mark.parametrize(
    ("problem", "ticked", "value"),
    [
        ("拟增资扩产", B, "A"),
        ("拟增资扩产", A, ""),
        ("拟增资扩产", None, "A"),
        ("一九九六年买的厂房至今没有证", B, "C"),
        ("一九九六年买的厂房至今没有证", C, ""),
        ("2019年买的厂房至今没有证", B, ""),  # not ten years yet
        ("历史遗留的地块，新项目落户受阻", B, "C"),
        ("历史遗留的地块，新项目落户受阻", A, ""),  # what was ticked is one of the two
        ("路坏了", A, ""),  # nothing speaks for another
        ("路坏了", None, ""),
    ],
)
def test_a_category_is_only_questioned_where_the_text_speaks_for_another(
    problem: str, ticked: Category | None, value: str
) -> None:
    found = proposed_category(ADVICE, ticked, _seen(problem))
    assert found.value == value
    assert bool(found.why) == bool(value)


def test_a_year_that_is_only_named_is_no_matter_of_weight_by_itself() -> None:
    """A firm founded in 2009 has no problem of 2009; with another sign beside it the year counts."""
    signs = (_sign(Measure.YEARS, least=5), _sign(Measure.WORDS, 1, words=("停产",)))
    advice = Advice(key="重点问题", plain="一般问题", enough=2, signs=signs)
    assert proposed_class(advice, _seen("公司2009年成立，门口路坏了")).value == "一般问题"
    assert proposed_class(advice, _seen("公司2009年成立，现在停产")).value == "重点问题"
    assert proposed_class(advice, _seen("路已坏，历时十二年")).value == "重点问题"


def test_a_matter_long_unsolved_that_lists_departments_shows_all_its_signs() -> None:
    mechanism = load(default_name())
    advice = load_advice(mechanism)
    matter = Matter("久拖未决，已历时十二年，涉及住建、自然资源、消防等部门", category="C 历史遗留")
    adviser = Adviser(advice, mechanism.units, Precedents(()), date(2026, 9, 1))
    touched = adviser.touched(matter)
    proposal = proposed_class(advice, Seen(matter, touched, (), 2026))
    assert proposal.value == "重点问题"
    assert [each.partition("（")[0] for each in proposal.why.split("；")] == ["久拖未决", "历史遗留", "牵涉部门多"]
    assert {lead.unit for lead in adviser.leads(matter)} == {"区住房城乡建设和水利局", "市自然资源局顺德分局"}
    assert "消防" in touched  # named, though no member unit is called so


def test_letters_within_a_longer_word_are_not_told() -> None:
    mechanism = load(default_name())
    adviser = Adviser(load_advice(mechanism), mechanism.units, Precedents(()), date(2026, 9, 1))
    leads = {lead.unit: lead.words for lead in adviser.leads(Matter("厂区雨天内涝，排水管网不通"))}
    assert leads["区住房城乡建设和水利局"] == ("内涝", "排水管网")
