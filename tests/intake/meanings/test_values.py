"""What people type, and what it means."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.forms import Field, FieldType, Filler
from toolkit.intake.meanings.days import read_day
from toolkit.intake.meanings.phones import read_phone
from toolkit.intake.meanings.values import interpret
from toolkit.intake.plain.grid import CellValue
from toolkit.intake.plain.words import label_forms, plain, without_hint
from toolkit.mechanism import Mechanism

DAY = date(2024, 3, 8)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else HAN[tens]) + "十" if tens else "") + (HAN[ones] if ones else "")


def ask(kind: FieldType, *choices: str, excludes: tuple[str, ...] = ()) -> Field:
    return Field("问", "问", kind, frozenset({Filler.FIRM}), choices=choices, excludes=excludes)


def meaning(mechanism: Mechanism, field: Field, raw: CellValue) -> tuple[object, list[Code]]:
    found = interpret(field, raw, mechanism, DAY)
    return found.value, [code for code, _ in found.doubts]


@given(days)
def test_a_day_is_read_in_every_spelling(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    spellings: list[CellValue] = [
        f"{y}年{m}月{d}日", f"{y}-{m}-{d}", f"{y}.{m}.{d}", f"{y}/{m:02}/{d:02}", f"{y}{m:02}{d:02}",
        f"{y} 年 {m} 月 {d} 号",
        f"{y}年{m:02}月{d:02}日（星期一）", f"{y}-{m:02}-{d:02} 09:30",
        f"{y}．{m}．{d}。",
        f"{y}年{m}月{d}日".translate(WIDE), "".join(HAN[int(each)] for each in str(y)) + f"年{han(m)}月{han(d)}日",
        day, datetime.fromisoformat(f"{day}T08:30"),
    ]  # fmt: skip
    for spelling in spellings:
        assert read_day(spelling, DAY) == (day, False), spelling


@given(st.integers(30_000, 60_000))
def test_a_bare_serial_is_the_day_that_excel_means(serial: int) -> None:
    expected = date(1899, 12, 30) + timedelta(days=serial)
    assert read_day(float(serial), DAY) == (expected, False)
    assert read_day(str(serial), DAY) == (expected, False)


def test_a_short_year_is_of_this_century() -> None:
    assert read_day("24/3/5", DAY) == (date(2024, 3, 5), False)


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("3月5日", DAY, date(2024, 3, 5)),
        ("    3 月  5  日", DAY, date(2024, 3, 5)),
        ("12月28日", date(2024, 1, 5), date(2023, 12, 28)),
        ("1月15日", date(2023, 12, 20), date(2024, 1, 15)),
        ("三月五日", DAY, date(2024, 3, 5)),
        ("3.5", DAY, date(2024, 3, 5)),
        ("3/5", DAY, date(2024, 3, 5)),
    ],
)
def test_a_day_without_a_year_lies_nearest_to_the_mail_and_is_noted(text: str, near: date, expected: date) -> None:
    assert read_day(text, near) == (expected, True)


@pytest.mark.parametrize(
    "raw", ["2024年2月30日", "2024年3月", "3月", "下周三", 3.5, "13.5", "2024-13-1", "5/3/2024", "月日", "2024"]
)
def test_what_is_no_certain_day_is_none(raw: CellValue) -> None:
    assert read_day(raw, DAY)[0] is None


@given(st.text(max_size=30))
def test_no_text_at_all_stops_the_reading_of_days_or_phones(text: str) -> None:
    read_day(text, DAY)
    number, sound = read_phone(text)
    assert not sound or re.fullmatch(r"[\d\-()、转分机extxEXT.]+", number)


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@given(mobiles)
def test_a_mobile_number_is_the_same_however_it_is_spaced(number: str) -> None:
    a, b, c = number[:3], number[3:7], number[7:]
    for text in (
        number,
        f"{a} {b} {c}",
        f"{a}-{b}-{c}",
        f"+86 {number}",
        f"86-{number}",
        number.translate(WIDE),
        f"手机：{number}",
    ):
        assert read_phone(text) == (number, True), text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("0757-22223333", "0757-22223333"),
        ("0757－2222 3333", "0757-22223333"),
        ("(0757)22223333", "(0757)22223333"),
        ("22223333", "22223333"),
        ("0757-22223333转801", "0757-22223333转801"),
        ("0757-22223333-801", "0757-22223333-801"),
        ("13800138000/13900139000", "13800138000、13900139000"),
        ("13800138000，0757-22223333", "13800138000、0757-22223333"),
        ("400-830-1234", "400-830-1234"),
    ],
)
def test_other_numbers_are_kept(text: str, kept: str) -> None:
    assert read_phone(text) == (kept, True)


@pytest.mark.parametrize(
    "text", ["123456", "1380013800", "138001380000", "13800l38000", "75722223333", "见附件", "12345"]
)
def test_what_is_no_number_is_kept_and_told(text: str, mechanism: Mechanism) -> None:
    value, told = meaning(mechanism, ask(FieldType.PHONE), text)
    assert (value, told) == ((text, [Code.BAD_PHONE]) if text != "12345" else (text, []))


def test_a_number_cell_gets_back_the_zero_that_it_could_not_keep(mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.PHONE), 75722334455.0) == ("075722334455", [])
    assert meaning(mechanism, ask(FieldType.PHONE), 2083334444.0) == ("02083334444", [])
    assert meaning(mechanism, ask(FieldType.PHONE), 3800138000.0) == ("3800138000", [Code.BAD_PHONE])


def test_a_long_text_keeps_its_blank_lines_and_indents(mechanism: Mechanism) -> None:
    field = ask(FieldType.LONG)
    assert meaning(mechanism, field, "\n一、用电：\n  1.限电；  \n\n二、用水。\n") == (
        "一、用电：\n  1.限电；\n\n二、用水。",
        [],
    )
    assert meaning(mechanism, field, "　　一、用电。\n　　二、用水。") == ("　　一、用电。\n　　二、用水。", [])
    assert meaning(mechanism, field, "　　只有一段。") == ("只有一段。", [])


def test_a_number_cell_is_a_phone_without_its_decimal(mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.PHONE), 13800138000.0) == ("13800138000", [])


@given(st.sampled_from([0, 1, 2]), st.data())
def test_a_category_is_known_in_every_wording(mechanism: Mechanism, which: int, data: st.DataObject) -> None:
    category = mechanism.categories[which]
    letter = data.draw(st.sampled_from([category.code, category.code.lower(), chr(ord(category.code) + 0xFEE0)]))
    tail = data.draw(
        st.sampled_from(["", "类", ".", "类问题", f".{category.words}", f" {category.short}", f"（{category.words}）"])
    )
    lead = data.draw(st.sampled_from(["", " ", "\n"]))
    assert meaning(mechanism, ask(FieldType.CATEGORY), lead + letter + tail) == (category.stored, [])
    words = data.draw(st.sampled_from([category.words, category.short, f"{category.short}问题", category.printed]))
    assert meaning(mechanism, ask(FieldType.CATEGORY), words) == (category.stored, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("D", Code.BAD_CHOICE),
        ("2", Code.BAD_CHOICE),
        ("非历史遗留", Code.BAD_CHOICE),
        ("劳资", Code.BAD_CHOICE),
        ("A、B", Code.MORE_THAN_ONE),
        ("A 历史遗留", Code.MORE_THAN_ONE),
        ("A☑ B☑ C□", Code.MORE_THAN_ONE),
    ],
)
def test_a_doubtful_category_is_no_category(text: str, code: Code, mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.CATEGORY), text) == (None, [code])


def test_a_ticked_category_is_read(mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.CATEGORY), "A□ B☑ C□") == (mechanism.categories[1].stored, [])
    assert meaning(mechanism, ask(FieldType.CATEGORY), "A□ B□ C□") == (None, [])


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("□A.招商引资 □B.生产经营 √C.历史遗留", 2),
        ("A.招商引资□ B.生产经营√ C.历史遗留□", 1),
        ("□招商引资 ☑生产经营 □历史遗留", 1),
        ("（√）A （ ）B （ ）C", 0),
    ],
)
def test_a_category_is_ticked_before_or_behind_its_words(text: str, which: int, mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.CATEGORY), text) == (mechanism.categories[which].stored, [])


@pytest.mark.parametrize("text", ["A √ B C", "√A.历史遗留 □B □C", "A.招商引资√B.生产经营"])
def test_a_category_whose_tick_may_be_another_s_is_told(text: str, mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.CATEGORY), text) == (None, [Code.BAD_CHOICE])


@pytest.mark.parametrize(
    "text",
    [
        "2024-001",
        "2024-1",
        "2024—001",
        "２０２４－００１",
        " 2024 - 001 ",
        "2024001",
        "编号：2024-001",
        "〔2024〕1号",
        "2024年第1号",
    ],
)
def test_a_case_number_is_brought_into_its_form(text: str, mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.NUMBER), text) == ("2024-001", [])


def test_a_number_that_is_none_of_ours_is_kept_as_written(mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.NUMBER), "粤A-12") == ("粤A-12", [])
    assert meaning(mechanism, ask(FieldType.NUMBER), datetime.fromisoformat("2024-01-01")) == ("2024-01-01", [])


def test_units_take_their_full_names_and_unknown_ones_are_told(mechanism: Mechanism) -> None:
    known, other = mechanism.units.units[10], mechanism.units.units[14]
    assert meaning(mechanism, ask(FieldType.UNITS), f"{known.aliases[0]}、{other.aliases[0]}") == (
        f"{known.name}、{other.name}",
        [],
    )
    value, told = meaning(mechanism, ask(FieldType.UNITS), f"{known.name}、火星管理处")
    assert (value, told) == (f"{known.name}、火星管理处", [Code.UNKNOWN_UNIT])
    assert meaning(mechanism, ask(FieldType.UNIT), known.name[:-1] + "居")[1] == [Code.NEAR_UNIT]


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("已解决", "已解决", []),
        ("已解决。", "已解决", []),
        ("问题已解决", "已解决", []),
        ("正在", "正在解决", []),
        ("已解决√ 正在解决□ 不能解决□", "已解决", []),
        ("解决", None, [Code.BAD_CHOICE]),
        ("未解决", None, [Code.BAD_CHOICE]),
        ("部分已解决", None, [Code.BAD_CHOICE]),
        ("已解决√ 正在解决√", None, [Code.MORE_THAN_ONE]),
        ("/", None, []),
    ],
)
def test_a_choice_is_exact_or_told(text: str, value: str | None, told: list[Code], mechanism: Mechanism) -> None:
    assert meaning(mechanism, ask(FieldType.CHOICE, "已解决", "正在解决", "不能解决"), text) == (value, told)


def test_a_choice_that_stands_alone_contradicts_the_others(mechanism: Mechanism) -> None:
    field = ask(FieldType.CHOICES, "电话", "走访", "未沟通", excludes=("未沟通",))
    assert meaning(mechanism, field, "电话☑ 走访□ 未沟通☑") == (None, [Code.CONTRADICTION])
    assert meaning(mechanism, field, "电话☑ 走访☑ 未沟通□") == ("电话、走访", [])


@pytest.mark.parametrize("text", ["/", "——", "  ", "无", "暂无"])
def test_strokes_and_nothing_are_not_an_answer(text: str, mechanism: Mechanism) -> None:
    for kind in (FieldType.DATE, FieldType.PHONE, FieldType.UNITS, FieldType.CATEGORY, FieldType.NUMBER):
        assert meaning(mechanism, ask(kind), text) == (None, [])


decoration = st.sampled_from(["", " ", "\n", "　", "：", ":", "*", "\t"])


@given(st.sampled_from(["企业名称", "联系电话", "问题困难"]), st.lists(decoration, min_size=5, max_size=5))
def test_a_label_is_known_under_any_decoration(label: str, parts: list[str]) -> None:
    text = "".join(part + letter for part, letter in zip(parts, label, strict=False)) + parts[4]
    assert label in label_forms(text)
    for shape in (f"【{text}】", f"1.{text}", f"（一）{text}", f"{text}（必填）", f"*{text}"):
        assert label in label_forms(shape), shape


@given(st.text(max_size=40))
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "hint", "left"),
    [
        ("（如能确定涉及单位，请填写）", "（如能确定涉及单位，请填写）", ""),
        ("(如能确定涉及单位,请填写)", "（如能确定涉及单位，请填写）", ""),
        ("区招商局（如能确定涉及单位，请填写）", "（如能确定涉及单位，请填写）", "区招商局"),
        ("（如能确定涉及单位，请填写）区招商局", "（如能确定涉及单位，请填写）", "区招商局"),
        ("  月  日", "    月    日", ""),
        ("3月5日", "    月    日", "3月5日"),
        ("3月    日", "    月    日", "3月    日"),
        ("2024-3-5    月    日", "    月    日", "2024-3-5"),
        ("三月，五日", "", "三月，五日"),
        ("（前期情况）：已反映，未果。", "（前期情况）", "已反映，未果。"),
    ],
)
def test_a_printed_hint_is_taken_off_and_nothing_else(text: str, hint: str, left: str) -> None:
    assert without_hint(text, hint) == left
