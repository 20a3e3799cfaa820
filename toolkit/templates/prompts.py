"""What a cell offers to the person who fills it: drop-downs and a short word of help. Nothing is ever refused.

A form that refuses an input is filled on paper or in another program instead; so every list lets other words pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.forms import Field, FieldType, Filler, Form, LayoutCell, Look
from toolkit.mechanism import Mechanism
from toolkit.templates.book import Draft
from toolkit.templates.places import EMPTY_BOX, TICKED_BOX

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255

_DATE = "可直接输入 2024-3-5，也可以写 2024年3月5日。"
_SEVERAL = "有几个单位的，用顿号（、）隔开。"
_OTHER_WORDS = "不在下拉列表中。按“确定”保留所填内容，按“取消”重新选择。"
_FILLERS = {Filler.REPORTER: "报送单位", Filler.UNIT: "承办单位", Filler.FIRM: "企业"}


def prompt(form: Form, mechanism: Mechanism, field: Field, cell: LayoutCell, draft: Draft) -> dict[str, Any] | None:
    """Return the data validation of a cell of a layout in xlsxwriter's words, or None where it needs none."""
    if cell.look is Look.BOX:
        return _validation(field.label, [_box(field, cell.option)], [EMPTY_BOX, TICKED_BOX])
    return offer(mechanism, field, draft, [_whose(form, mechanism, field)])


def offer(mechanism: Mechanism, field: Field, draft: Draft, help_: Sequence[str] = ()) -> dict[str, Any] | None:
    """Return the data validation of a field wherever it stands, or None where it needs none.

    Args:
        mechanism: whose categories and units are offered.
        field: the field.
        draft: the workbook that holds the cell, and the list where it is long.
        help_: more sentences for the person who fills the cell; "" is left out.
    """
    source: str | list[str] | None = None
    lines = list(help_)
    match field.type:
        case FieldType.CATEGORY:
            source = draft.choices([each.code for each in mechanism.categories])
            lines = [_categories(mechanism), *lines]
        case FieldType.CHOICE:
            source = draft.choices(field.choices)
        case FieldType.CHOICES:
            # A list to pick from would let nobody write two of them.
            lines = [f"可填一项或几项，用顿号（、）隔开：{'、'.join(field.choices)}。", *lines]
        case FieldType.DATE:
            lines = [_DATE, *lines]
        case FieldType.UNITS:
            lines = [_SEVERAL, *lines]
    return _validation(field.label, lines, source)


def units(mechanism: Mechanism, field: Field, draft: Draft) -> dict[str, Any] | None:
    """Return the data validation that offers the mechanism's units."""
    return _validation(field.label, [], draft.choices([each.name for each in mechanism.units]))


def _box(field: Field, option: str) -> str:
    if field.type is FieldType.CHOICE:
        return f"选 {TICKED_BOX} 表示“{option}”，只选一项。"
    if option in field.excludes:
        return f"选 {TICKED_BOX} 表示“{option}”，选此项的不再选其他项。"
    return f"选 {TICKED_BOX} 表示“{option}”，可选多项。"


def _categories(mechanism: Mechanism) -> str:
    """Return the categories as the annex words them, or by their short names where that is too long to show."""
    full = "；\n".join(each.printed for each in mechanism.categories)
    return full if _units16(full) <= _LONGEST_MESSAGE else "；".join(each.stored for each in mechanism.categories)


def _whose(form: Form, mechanism: Mechanism, field: Field) -> str:
    """Return who fills the field, where it is not whoever sends the form back."""
    if form.sender in field.fillers:
        return ""
    names = {**_FILLERS, Filler.OFFICE: mechanism.office_short}
    fillers = "或".join(names[each] for each in Filler if each in field.fillers and each in names)
    return f"此栏由{fillers}填写。" if fillers else ""


def _validation(label: str, lines: Sequence[str], source: str | list[str] | None) -> dict[str, Any] | None:
    message = ""
    for line in filter(None, lines):
        # A sentence too many is left out whole: half a sentence helps nobody.
        longer = f"{message}\n{line}" if message else line
        message = longer if _units16(longer) <= _LONGEST_MESSAGE else message
    if source is None and not message:
        return None
    told: dict[str, Any] = {"input_title": label[:_LONGEST_TITLE], "input_message": message} if message else {}
    if source is None:
        return {"validate": "any", **told}
    error = {"error_type": "information", "error_title": label[:_LONGEST_TITLE], "error_message": _OTHER_WORDS}
    return {"validate": "list", "source": source, **told, **error}


def _units16(text: str) -> int:
    """Return the length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2
