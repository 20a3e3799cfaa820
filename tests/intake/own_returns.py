"""Returns on our own sheets: answers of every kind, among them ones made of the very words that forms are found by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from hypothesis import strategies as st

from toolkit.forms import Field, FieldType, Form
from toolkit.forms.identity import write_mark
from toolkit.intake import Book, Grid
from toolkit.intake.plain.grid import CellValue
from toolkit.mechanism import Mechanism

from .paper import filled

_NAMES = [
    "东风公司",
    "陈某",
    "欧阳小明",
    "总经理办公室",
    "某市某区甲乙有限公司",
    "A厂",
    "乙（中国）公司",
    "工程师 主任",
    "测试00017",
]
_TEXTS = [
    "厂区门口道路破损，雨天积水，货车进出困难。", "一、厂区：扩建指标不足\n二、宿舍区夜间无照明，联系电话：无人接听。", "请尽快解决。",
    "问题如下：\n1.用地；2.用电", "我司反映的问题困难主要是：用工难", "已多次电话联系，不满意。", "2023年5月6日曾书面反映；望协调",
]  # fmt: skip
_DAYS: list[CellValue] = [
    date(2024, 3, 4),
    datetime(2024, 3, 5),
    "2024-03-05",
    "2024年3月1日",
    date(2030, 1, 1),
    date(1999, 1, 1),
]
_PHONES: list[CellValue] = ["13800138000", 13800138000.0, "0757-22223333", 75722223333.0, "1380013800"]
#: What turns a word into a label, a mark, a hint or another answer.
_BITS = [
    "：", ":", "\n", " ", "、", "，", "；", "（", "）", "【", "】", "□", "☑", "√", "[x]", "R", "£", "B", "A.", "1.", "一、", "①",
    "请", "按", "填写", "必填", "例：", "如：", "2024年3月5日", "张三2024年3月5日", "13800138000", "陈某0757-22223333", "7", "和", "及",
    "无", "——", "x", "是", "否", "口", "\u3000", "\t", "附件", "注", "示例", "说明", "填表人", "传真", "姓名", "填写内容", "序号", "不",
    "\u200b", "\r\n", "电话", "满意", "_",
]  # fmt: skip


def _ordinary(mechanism: Mechanism, asked: Field) -> st.SearchStrategy[CellValue]:
    """Return answers as most people give them to a field."""
    units = [each.name for each in mechanism.units]
    said: Mapping[FieldType, list[CellValue]] = {
        FieldType.DATE: _DAYS,
        FieldType.PHONE: _PHONES,
        FieldType.NUMBER: ["2024-001", "2024-1234", "2024年第5号"],
        FieldType.CATEGORY: [word for each in mechanism.categories for word in (each.code, each.stored, each.printed)],
        FieldType.UNIT: [*units],
        FieldType.UNITS: [*units, "、".join(units[:2])],
    }
    if asked.type is FieldType.LONG:
        return st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=4).map("".join)
    return st.sampled_from(said.get(asked.type) or list(asked.choices) or _NAMES)


def _strange(mechanism: Mechanism) -> st.SearchStrategy[CellValue]:
    """Return answers made of the words of forms."""
    fields = [each for form in mechanism.forms for each in (*form.fields, *form.table)]
    words = {word for each in fields for word in (*each.labels, each.hint, *each.choices)}
    words |= {word for form in mechanism.forms for word in (*form.titles, form.attachment)}
    words |= {placed.cell.text for form in mechanism.forms for placed in form.layout.placed()}
    any_word = st.sampled_from(sorted(words - {""})) | st.sampled_from(_BITS) | st.sampled_from(_NAMES + _TEXTS)
    made = st.lists(any_word, min_size=1, max_size=5).map("".join)
    return made | st.sampled_from([7.0, True, 45356.0]) | st.text(max_size=12)


def returns(mechanism: Mechanism, form: Form) -> st.SearchStrategy[Book]:
    """Return books with one filled sheet of a form: most answers ordinary, some left out, some strange."""
    strange = _strange(mechanism)
    said = {
        each.key: st.one_of(*[_ordinary(mechanism, each)] * 6, st.sampled_from(["", each.hint]), strange)
        for each in form.fields
    }
    marks = st.sampled_from(
        [(), (write_mark(form.id, "1", "2024-001"),) * 2, (write_mark(mechanism.forms[0].id, "1"),)]
    )
    names = st.sampled_from([form.title, "Sheet1", "填写示例"])
    return st.builds(
        lambda values, marks, name: _book(form, values, marks, name), st.fixed_dictionaries(said), marks, names
    )


def _book(form: Form, values: Mapping[str, CellValue], marks: tuple[str, ...], name: str) -> Book:
    sheet = filled(form, values)
    cells = {place: value for place, value in sheet.cells.items() if value != ""}
    return Book((Grid(name, cells, tuple(sheet.merged)),), marks)
