"""A name and its telephone number together in the name's cell: 企业联系人 | 周敏仪 13912345678."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms import Field, FieldType
from toolkit.intake.meanings import phones
from toolkit.submission import Answer

_NUMBER = re.compile(
    r"(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}|\(?0\d{2,3}\)?[- ]?[2-9]\d{6,7}|"
    r"[48]00-?\d{3}-?\d{4}|[2-8]\d{7})(?!\d)"
)
#: What stands between a name and its number, and between two such pairs.
_BETWEEN = re.compile(r"[\s、,，;；:：/()（）.。\-]+")
_SAID = re.compile(r"(?:联系)?(?:电话|手机|方式)(?:号码)?|(?<!\w)(?:电|手机|tel|TEL|Tel)(?!\w)")
#: The name stands at most so many fields before its number (联系人, 职务, 联系电话).
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Apart:
    """A name's answer taken apart.

    Attributes:
        name, phone: the two fields.
        names, numbers: what belongs to each, several joined by 、.
        said: the numbers as they were written.
    """

    name: Field
    phone: Field
    names: str
    numbers: str
    said: str


def apart(fields: Sequence[Field], answers: Mapping[str, Answer]) -> Iterator[Apart]:
    """Yield each name's answer that holds telephone numbers beside names.

    Args:
        fields: the form's fields in their order.
        answers: what was read for each of them.
    """
    for place, phone in enumerate(fields):
        if phone.type is not FieldType.PHONE:
            continue
        for name in _partners(fields, place):
            value = answers[name.key].value
            found = _split(value) if isinstance(value, str) else None
            if found is not None:
                yield Apart(name, phone, *found)


def _partners(fields: Sequence[Field], place: int) -> Iterator[Field]:
    """Yield the fields whose names a number may belong to: its owner, what has the same, or what stands before."""
    phone = fields[place]
    for number, each in enumerate(fields[:place]):
        related = each.key == phone.after or each.after == phone.after if phone.after else place - number <= _NEAR
        if related and each.type is FieldType.TEXT:
            yield each


def _split(text: str) -> tuple[str, str, str] | None:
    normal = unicodedata.normalize("NFKC", text).translate(phones.DASHES)
    found = [(match.group(), *phones.read_phone(match.group())) for match in _NUMBER.finditer(normal)]
    names = [_SAID.sub("", each) for each in _BETWEEN.split(_NUMBER.sub("\n", normal))]
    names = [each for each in names if each]
    if not found or not names or not all(sound for _, _, sound in found) or re.search(r"\d", "".join(names)):
        return None
    numbers = dict.fromkeys(number for _, number, _ in found)
    return "、".join(names), "、".join(numbers), "、".join(said for said, _, _ in found)
