"""A name with the day it was signed behind it in one cell: 签名 | 张三 2024年6月10日."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from toolkit.forms import Field, FieldType
from toolkit.intake.meanings.days import read_day
from toolkit.submission import Answer

#: Only a day with its year is certainly one.
_DAY = re.compile(
    r"(?P<name>[^\d：:]*?)[\s,，、/（(]*(?P<day>(?:\d{4}|[〇零一二三四五六七八九]{4}年).{4,12}?)[)）\s。]*"
)
#: The longest name with its title.
_NAME = 12
#: Both together; nothing longer is tried.
_CELL = 60


@dataclass(frozen=True, slots=True)
class Signed:
    """A name's answer taken apart: the two fields, the name, the day, and the day as it was written."""

    name: Field
    on: Field
    names: str
    day: date
    said: str


def signed(fields: Sequence[Field], answers: Mapping[str, Answer], near: date) -> Iterator[Signed]:
    """Yield each name with a day behind it whose next field asks for a day and has none, or the same.

    Args:
        fields: the form's fields in their order.
        answers: what was read for each of them.
        near: the day of the mail.
    """
    for name, on in pairwise(fields):
        said, other = answers[name.key].value, answers[on.key]
        if name.type is not FieldType.TEXT or on.type is not FieldType.DATE or not isinstance(said, str):
            continue
        match = _DAY.fullmatch(said) if len(said) <= _CELL else None
        if match is None or not 2 <= len(match["name"].strip()) <= _NAME:
            continue
        day, without_year = read_day(match["day"].strip(), near)
        free = other.value == day if other.value is not None else not other.text
        if day is not None and not without_year and free:
            yield Signed(name, on, match["name"].strip(), day, match["day"].strip())
