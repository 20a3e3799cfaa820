"""Answers as people really type them."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.errors import Code
from toolkit.intake.meanings.values import Meaning, interpret
from toolkit.mechanism import Mechanism

DAY = date(2024, 3, 8)
#: What leaves the day open.
OPEN_DAYS = ["2024年3月5日左右", "2024年3月5日（会议后）", "2024年3月5日（原定会议）", "2024年3月5日17:30前"]


def meaning(mechanism: Mechanism, form: str, key: str, text: str) -> Meaning:
    return interpret(mechanism.form(form).field(key), text, mechanism, DAY)


def read(mechanism: Mechanism, form: str, key: str, text: str) -> tuple[str, list[Code]]:
    found = meaning(mechanism, form, key, text)
    return str(found.value), [code for code, _ in found.doubts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024。4。3", "2024-04-03"),
        ("2024年3月28日上午", "2024-03-28"),
        ("2024年3月5日填", "2024-03-05"),
        ("2024年3月5日（填报）", "2024-03-05"),
        ("21-Mar-2024", "2024-03-21"),
        ("March 5, 2024", "2024-03-05"),
        ("2/17/2024", "2024-02-17"),
        ("17/2/2024", "2024-02-17"),
        ("3/3/2024", "2024-03-03"),
        ("'2024-3-5", "2024-03-05"),
        ("二0二四年三月五日", "2024-03-05"),
        ("__2024__年_3_月_5_日", "2024-03-05"),
        ("：2024-3-5", "2024-03-05"),
        ("2024.3.5交办", "2024-03-05"),
        ("2024年3月5日（第3次会议）", "2024-03-05"),
        ("2024年3月5日第3次会议", "2024-03-05"),
        ("2024年3月5日（盖章）", "2024-03-05"),
        ("2024-3-5（二）", "2024-03-05"),
        ("2024·3·5", "2024-03-05"),
        ("（2024年3月5日）", "2024-03-05"),
        ("日期：2024年3月5日", "2024-03-05"),
        ("年  月  日", "None"),
        ("2024年  月  日", "None"),
    ],
)
def test_dates(text: str, expected: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "提交日期", text) == (expected, [])


def test_the_letter_o_in_a_date_is_a_nought_and_told(mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "提交日期", "2O24年3月5日") == ("2024-03-05", [Code.LETTER_FOR_DIGIT])


@pytest.mark.parametrize(
    "text", ["2/3/2024", "2024年3月5日前", "30/30/2024", "5-Foo-2024", "2024年", "12月", "12月日", *OPEN_DAYS]
)
def test_days_that_may_be_others_are_told(text: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "提交日期", text) == ("None", [Code.BAD_DATE])


@pytest.mark.parametrize(
    "text",
    [
        "2024年6月11日前", "2024年6月11日前办结", "于2024年6月11日前完成", "不迟于2024年6月11日", "2024年6月11日止。",
        "2024年6月11日（含）", "2024年6月11日前（3个月内）",
    ],
)  # fmt: skip
def test_a_deadline_may_say_before(text: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex3", "办结时限", text) == ("2024-06-11", [])


@pytest.mark.parametrize("text", ["3个月内", "2024年6月11日后", "2024年6月底"])
def test_a_deadline_without_a_day_is_told(text: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex3", "办结时限", text) == ("None", [Code.BAD_DATE])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000（微信同号）", "13800138000"),
        ("0757-22223333（分机801）", "0757-22223333分机801"),
        ("办：28791234 手机：17712345678", "28791234、17712345678"),
        ("'13800138000", "13800138000"),
        ("(+86)138-0013-8000", "13800138000"),
        ("138.0013.8000", "13800138000"),
        ("13800138000。", "13800138000"),
        ("___13800138000____", "13800138000"),
        ("0086-757-24207936", "0757-24207936"),
        ("+86-0757-24207936", "0757-24207936"),
        ("（0757）2420-7936", "(0757)24207936"),
        ("0757——24207936", "0757-24207936"),
        ("①13800138000②0757-24207936", "13800138000、0757-24207936"),
        ("1.13800138000 2.13900139000", "13800138000、13900139000"),
        ("手机13800138000 座机24207936", "13800138000、24207936"),
        ("0757-24207936-801", "0757-24207936-801"),
    ],
)
def test_telephone_numbers(text: str, expected: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "联系电话", text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区发展和改革局。", "区发展和改革局"),
        ("区发展和改革局+区招商局", "区发展和改革局、区招商局"),
        ("1.乐从镇\n2.区发展和改革局", "乐从镇、区发展和改革局"),
        ("区发展和改革局及区招商局", "区发展和改革局、区招商局"),
        ("区发展和改革局与区招商局", "区发展和改革局、区招商局"),
        ("①区发展和改革局②区招商局", "区发展和改革局、区招商局"),
        ("（1）区发展和改革局（2）区招商局", "区发展和改革局、区招商局"),
        ("区发展和改革局、区招商局等", "区发展和改革局、区招商局"),
    ],
)
def test_lists_of_units(text: str, expected: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "涉及单位", text) == (expected, [])


def test_every_unit_is_found_by_its_own_name_however_it_is_listed(mechanism: Mechanism) -> None:
    for unit in mechanism.units:
        assert read(mechanism, "annex2", "涉及单位", f"1.{unit.name}。") == (unit.name, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企业生产经营", "B 生产经营"),
        ("员工工作生活困难", "B 生产经营"),
        ("招商引资及增资扩能", "A 招商增资"),
        ("A√ B C", "A 招商增资"),
        ("A B√ C", "B 生产经营"),
        ("A/B✔/C", "B 生产经营"),
        ("A/B✔\ufe0f/C", "B 生产经营"),
        ("问题类别A", "A 招商增资"),
    ],
)
def test_categories(text: str, expected: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "问题类别", text) == (expected, [])


@pytest.mark.parametrize("text", ["非生产经营", "招商", "企业"])
def test_words_that_name_no_category_are_told(text: str, mechanism: Mechanism) -> None:
    assert read(mechanism, "annex2", "问题类别", text) == ("None", [Code.BAD_CHOICE])


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("处理情况", "正在解决□√", ("正在解决", [])),
        ("处理情况", "已解决□ 正在解决□√ 不能解决□", ("正在解决", [])),
        ("沟通方式", "电话/走访", ("电话、走访", [])),
        ("满意度", "满意✓ 基本满意× 不满意×", ("满意", [])),
        ("满意度", "（×）满意（√）基本满意（×）不满意", ("基本满意", [])),
        ("满意度", "已选：满意", ("满意", [])),
        ("满意度", "1.满意（√） 2.基本满意（ ） 3.不满意（ ）", ("满意", [])),
        ("满意度", "满意✔\ufe0f 基本满意 不满意", ("满意", [])),
        ("满意度", "未选：满意", ("None", [Code.BAD_CHOICE])),
        ("满意度", "满意× 基本满意 不满意", ("None", [Code.BAD_CHOICE])),
        ("沟通方式", "已选：电话、走访", ("电话、走访", [])),
        ("满意度", "满意/基本满意", ("None", [Code.MORE_THAN_ONE])),
        ("沟通方式", "电话 走访 其他方式 未沟通", ("None", [Code.BAD_CHOICE])),
        ("满意度", "满意/基本满意/不满意", ("None", [Code.BAD_CHOICE])),
    ],
)
def test_choices(key: str, text: str, expected: tuple[str, list[Code]], mechanism: Mechanism) -> None:
    assert read(mechanism, "annex4", key, text) == expected


@pytest.mark.parametrize(("text", "expected"), [("（重点问题）", "重点问题"), ("（一般问题或重点问题）", "None")])
def test_a_choice_in_brackets_is_an_answer_and_the_printed_hint_is_none(
    text: str, expected: str, mechanism: Mechanism
) -> None:
    assert read(mechanism, "annex3", "问题分类", text) == (expected, [])


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("企业联系人", "例：李四\n张三", ("张三", [Code.EXAMPLE_LEFT])),
        ("企业联系人", "例：李四", ("None", [Code.EXAMPLE_LEFT])),
        ("提交日期", "示例：2024-1-1\n2024-3-5", ("2024-03-05", [Code.EXAMPLE_LEFT])),
        ("问题困难", "示例：停电\n停水", ("停水", [Code.EXAMPLE_LEFT])),
        ("问题困难", "例如：停电\n停水", ("例如：停电\n停水", [Code.EXAMPLE_KEPT])),
        ("问题困难", "停电，例如：昨天", ("停电，例如：昨天", [])),
    ],
)
def test_an_example_above_the_answer_is_told(
    key: str, text: str, expected: tuple[str, list[Code]], mechanism: Mechanism
) -> None:
    assert read(mechanism, "annex2", key, text) == expected
