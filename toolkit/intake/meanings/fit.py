"""Whether a value can be the answer to a field at all, as far as its type tells; used where two places compete."""

from __future__ import annotations

import re
from datetime import date

from toolkit.forms import Field, FieldType
from toolkit.intake.meanings import days, phones, ticks
from toolkit.intake.plain.grid import CellValue, as_text

_NEAR = date(2024, 1, 1)
_CATEGORY = re.compile(r"^\s*[(（]?\s*[A-Za-zＡ-Ｚａ-ｚ]\s*(?:类|[)）.．、:：]|\s|$)")
_NUMBER = re.compile(r"\d{4}\D{0,3}\d{1,6}\D?")


def fits(asked: Field, value: CellValue) -> bool | None:
    """Return whether a value looks like an answer to a field, None where any text would do."""
    text = as_text(value).strip()
    match asked.type:
        case FieldType.DATE:
            return days.read_day(value, _NEAR)[0] is not None
        case FieldType.PHONE:
            return phones.read_phone(text)[1] or phones.lost_its_zero(text)
        case FieldType.NUMBER:
            return bool(_NUMBER.search(text)) and len(text) <= 20
        case FieldType.CHOICE | FieldType.CHOICES:
            return ticks.only_choices(text, asked.choices)
        case FieldType.CATEGORY:
            return True if _CATEGORY.match(text) else None
    return None
