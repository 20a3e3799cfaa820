"""What may stand for a value that is none of its kind (可以写什么), in words for whoever wrote it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from toolkit.forms.model import FieldType, Filler, Look
from toolkit.mechanism.advice import Measure
from toolkit.mechanism.cadence import Every
from toolkit.mechanism.column import ColumnType
from toolkit.mechanism.ladder import Keeper
from toolkit.mechanism.layout import PageKind
from toolkit.mechanism.measuring import How
from toolkit.mechanism.model import Phase
from toolkit.mechanism.special import By, Effect

_KINDS: dict[str, type[StrEnum]] = {
    each.__name__: each
    for each in (By, ColumnType, Effect, Every, FieldType, Filler, How, Keeper, Look, Measure, PageKind, Phase)
}
_NONE_OF = re.compile(r"is not a valid (\w+)")
_NUMBER = re.compile(r"invalid literal for int|int\(\) argument")
_TEXT_OR_LIST = re.compile(r"is not iterable|can only concatenate")
_TABLE = re.compile(
    r"has no attribute '(?:get|items|keys|values)'|indices must be|is not subscriptable|argument after \*\*"
)


def allowed(error: str) -> str:
    """Return what may be written where reading ended with this error, after a comma; "" where that is unknown."""
    kind = _NONE_OF.search(error)
    if kind is not None and kind[1] in _KINDS:
        return f"，可以写：{'、'.join(_KINDS[kind[1]])}"
    if _NUMBER.search(error):
        return "，应写成不带引号的整数"
    if _TEXT_OR_LIST.search(error):
        return '，应写成方括号里的文字，如 ["甲", "乙"]'
    if _TABLE.search(error):
        return "，应逐项写成“名称 = 值”"
    return ""


def shown(value: Any) -> str:
    """Return a value as a message tells it, "" for one that is too long to be told."""
    return f"写的是“{value}”" if isinstance(value, str | int | float) else ""
