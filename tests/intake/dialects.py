"""Filled forms in any number of dialects: what a shape, an answer's way of being typed and some accidents make of one.

Everything follows from a seed, so that a form that was read wrong can be drawn again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from toolkit.forms import Field, FieldType, Form, Look
from toolkit.intake.plain.grid import CellValue, Grid
from toolkit.mechanism import Mechanism

from .accidents import ACCIDENTS
from .draft import Draft

DAY = date(2024, 3, 8)
_SURNAMES, _GIVEN = "陈梁何黄罗麦苏卢霍欧", "志强惠芳耀文晓岚永康家杰美玲炳坤敏仪锦棠"
_FIRMS = [
    "晨曦",
    "远帆",
    "铭泰",
    "骏驰",
    "恒升",
    "翠峰",
    "锐科",
    "宏达",
    "星澜",
    "卓越",
    "嘉禾",
    "汇川",
    "东湖",
    "凯旋",
]
_POSTS = ["总经理", "厂长", "办公室主任", "行政经理", "科长", "副局长、一级主任科员"]
_SENTENCES = [
    "厂区扩建用地指标不足，已排队两年。", "宿舍区道路夜间无照明", "联系电话：无人接听。", "1.用电增容申请未批；",
    "（二）员工子女入学学位紧张。", "涉及金额约300万元", "望协调解决", "备注", "2023年5月6日曾书面反映。",
]  # fmt: skip


def draw(mechanism: Mechanism, seed: int, accidents: int, forms: tuple[str, ...]) -> Draft:
    """Return the form that a seed stands for, with up to so many accidents."""
    dice = random.Random(seed)
    form = mechanism.form(dice.choice(forms))
    said, right = answers(form, mechanism, dice)
    shape = dice.choice(SHAPES)
    draft = Draft(form, right=right, log=[form.id, shape.__name__])
    shape(draft, said, dice)
    for _ in range(dice.randint(0, accidents)):
        accident = dice.choice(ACCIDENTS)
        draft.log.append(accident.__name__)
        accident(draft, dice)
    return draft


def answers(form: Form, mechanism: Mechanism, dice: random.Random) -> tuple[dict[str, CellValue], dict[str, str]]:
    """Return for each field how it was typed, and what that means; some fields are left empty."""
    said: dict[str, CellValue] = {}
    right: dict[str, str] = {}
    for asked in form.fields:
        if dice.random() < 0.12:
            said[asked.key], right[asked.key] = "", ""
        else:
            said[asked.key], right[asked.key] = _answer(asked, mechanism, dice)
    return said, right


def _answer(asked: Field, mechanism: Mechanism, dice: random.Random) -> tuple[CellValue, str]:
    match asked.type:
        case FieldType.DATE:
            return _day(dice)
        case FieldType.PHONE:
            return _phone(dice)
        case FieldType.CATEGORY:
            return _category(mechanism, dice)
        case FieldType.CHOICE:
            chosen = dice.choice(asked.choices)
            return chosen, chosen
        case FieldType.CHOICES:
            many = dice.sample([each for each in asked.choices if each not in asked.excludes], dice.randint(1, 2))
            chosen = "、".join(each for each in asked.choices if each in many)
            return chosen, chosen
        case FieldType.UNIT | FieldType.UNITS:
            some = dice.sample(list(mechanism.units), 1 if asked.type is FieldType.UNIT else dice.randint(1, 3))
            return "、".join(dice.choice((each.name, *each.aliases)) for each in some), "、".join(e.name for e in some)
        case FieldType.NUMBER:
            number = dice.randint(1, 400)
            return dice.choice([f"2024-{number:03d}", f"2024—{number}", f"〔2024〕{number}号"]), f"2024-{number:03d}"
        case FieldType.LONG:
            text = "\n".join([dice.choice(_SENTENCES[:2]), *dice.sample(_SENTENCES[2:], dice.randint(0, 3))])
            return text, text
    text = _text(asked, dice)
    return text, text


def _text(asked: Field, dice: random.Random) -> str:
    firm = f"佛山市顺德区{dice.choice(_FIRMS)}{dice.choice('电家机五模食纺')}业有限公司"
    if "单位" in asked.label and "职务" in asked.label:
        return f"{dice.choice(_FIRMS)}公司{dice.choice(_POSTS)}"
    if any(each in asked.label for each in ("企业名称", "评价单位", "报送单位")):
        return dice.choice([firm, "大成厂"]) if "企业" in asked.label else dice.choice([firm, "北滘总商会"])
    if "职务" in asked.label:
        return dice.choice(_POSTS)
    if "案由" in asked.label:
        return f"关于{dice.choice(_FIRMS)}公司用地的事项"
    return dice.choice(_SURNAMES) + dice.choice(_GIVEN) + dice.choice([*_GIVEN, ""])


def _day(dice: random.Random) -> tuple[CellValue, str]:
    day = DAY - timedelta(days=dice.randint(0, 60))
    y, m, d = day.year, day.month, day.day
    typed: list[CellValue] = [
        day, float((day - date(1899, 12, 30)).days), f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}-{m:02d}-{d:02d}",
        f"{y % 100}/{m}/{d}", f"{m}月{d}日", f"{day:%Y%m%d}", f"{y} 年 {m} 月 {d} 日", f"{y}.{m}.{d}.",
        f"{y}-{m:02d}-{d:02d} 00:00:00", f"{y}年{m}月{d}日".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]  # fmt: skip
    return dice.choice(typed), day.isoformat()


def _phone(dice: random.Random) -> tuple[CellValue, str]:
    number = f"13{dice.randint(10**8, 10**9 - 1)}"
    land = f"0757-2{dice.randint(10**6, 10**7 - 1)}"
    typed: list[tuple[CellValue, str]] = [
        (number, number), (float(number), number), (f"{number[:3]}-{number[3:7]}-{number[7:]}", number), (land, land),
        (f"{number[:3]} {number[3:7]} {number[7:]}", number), (f"{number}、{land}", f"{number}、{land}"), (f"{number}.0", number),
    ]  # fmt: skip
    return dice.choice(typed)


def _category(mechanism: Mechanism, dice: random.Random) -> tuple[CellValue, str]:
    each = dice.choice(mechanism.categories)
    typed = [each.code, each.code.lower(), f"{each.code}类", chr(ord(each.code) + 0xFEE0), each.stored, each.printed,
             f"{each.code}.", f"({each.code})", each.words, each.short]  # fmt: skip
    return dice.choice(typed), each.stored


def _label(asked: Field, dice: random.Random, *, plain: bool = False) -> str:
    label = asked.label if dice.random() < 0.7 or not asked.synonyms else dice.choice(asked.synonyms)
    if plain or dice.random() < 0.6:
        return label
    return dice.choice(
        [" ".join(label), f"{label}：", f"{label[:2]}\n{label[2:]}", f"*{label}", f"【{label}】", f"{label}:"]
    )


def _written(asked: Field, said: CellValue, dice: random.Random) -> CellValue:
    """Return choices as a person marks them in one cell; any other answer as it is."""
    if len(asked.choices) < 2 or not said or dice.random() < 0.4:
        return said
    chosen = str(said).split("、")
    tick = dice.choice("☑√✓■")
    shape = dice.choice(
        [
            f"{{word}}{tick}|{{word}}□",
            f"{tick}{{word}}|□{{word}}",
            "[x]{word}|[ ]{word}",
            f"{{word}}（{tick}）|{{word}}（ ）",
        ]
    )
    yes, no = shape.split("|")
    return " ".join((yes if each in chosen else no).format(word=each) for each in asked.choices)


def template(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    for placed in draft.form.layout.placed():
        cell, place = placed.cell, (placed.row, placed.column)
        if cell.option:
            draft.put(*place, "☑" if cell.option in str(said[cell.field]).split("、") else "□")
        elif cell.field:
            draft.put(*place, said[cell.field] or cell.text, key=cell.field)
        elif cell.text:
            text = "\n".join(cell.text) if cell.look is Look.TALL else cell.text
            draft.put(*place, text, label=cell.look in {Look.LABEL, Look.TALL, Look.LINE})
        if cell.rows * cell.columns > 1:
            draft.merged.append((placed.row, placed.column, placed.last_row, placed.last_column))


def unmerged(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    template(draft, said, dice)
    draft.merged = []


def pairs(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    """So many labels with their answers a row, a fixed distance apart."""
    many, gap = dice.randint(1, 3), dice.choice([1, 1, 1, 2])
    draft.put(0, 0, draft.form.title)
    row, column = 1, 0
    for asked in draft.form.fields:
        if column and (asked.type is FieldType.LONG or column >= many * (gap + 1)):
            row, column = row + 1, 0
        draft.put(row, column, _label(asked, dice), label=True)
        draft.put(row, column + gap, _written(asked, said[asked.key], dice), key=asked.key)
        column += gap + 1
        if asked.type is FieldType.LONG:
            row, column = row + 1, 0


def headers(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    """So many labels side by side, their answers below them."""
    many = dice.choice([2, 3, 3, 4, 5, 6])
    draft.put(0, 0, draft.form.title)
    fields = draft.form.fields
    for number in range(0, len(fields), many):
        for column, asked in enumerate(fields[number : number + many]):
            row = 1 + number // many * 2
            draft.put(row, column, _label(asked, dice), label=True)
            draft.put(row + 1, column, _written(asked, said[asked.key], dice), key=asked.key)


def one_row(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    """All labels in one row, all answers in the next."""
    draft.put(0, 0, draft.form.title)
    for column, asked in enumerate(draft.form.fields):
        draft.put(1, column, _label(asked, dice), label=True)
        draft.put(2, column, _written(asked, said[asked.key], dice), key=asked.key)


def inline(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    """Label and answer in one cell, one or several a row."""
    many = dice.randint(1, 3)
    draft.put(0, 0, draft.form.title)
    row, column = 1, 0
    for asked in draft.form.fields:
        if column and (asked.type is FieldType.LONG or column >= many):
            row, column = row + 1, 0
        text = _written(asked, said[asked.key], dice)
        shown = Grid("", {(0, 0): text}).text(0, 0) if isinstance(text, float | date) else text
        draft.put(row, column, f"{_label(asked, dice, plain=True)}：{shown}", label=True, key=asked.key)
        column = 1 + column if asked.type is not FieldType.LONG else many


def spread(draft: Draft, said: dict[str, CellValue], dice: random.Random) -> None:
    """A label and its answer a row; long answers a line a row."""
    draft.put(0, 0, draft.form.title)
    row = 1
    for asked in draft.form.fields:
        draft.put(row, 0, _label(asked, dice), label=True)
        text = _written(asked, said[asked.key], dice)
        lines = str(text).split("\n") if asked.type is FieldType.LONG else [text]
        for line in lines:
            draft.put(row, 1, line, key=asked.key)
            row += 1


SHAPES: list[Callable[[Draft, dict[str, CellValue], random.Random], None]] = [
    template, template, unmerged, pairs, pairs, headers, one_row, inline, spread,
]  # fmt: skip
