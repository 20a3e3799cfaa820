"""How a value the register keeps is written on a form."""

from __future__ import annotations

from collections.abc import Collection

from toolkit.forms import Field, FieldType
from toolkit.mechanism import Mechanism
from toolkit.submission import Value

_BETWEEN = "、"


def printed(mechanism: Mechanism, field: Field, value: Value) -> Value:
    """Return the value as the form prints it: a category by the annex's own words, everything else as it is kept.

    A category that the mechanism does not know stays as somebody typed it; a date stays a date; nothing and "" are
    both None.
    """
    if value is None or value == "":
        return None
    if field.type is FieldType.CATEGORY and isinstance(value, str):
        category = mechanism.category(value)
        return category.printed if category else value
    return value


def chosen(value: Value) -> Collection[str]:
    """Return the words of a value that may hold several, joined by 、 as the register keeps them."""
    return [part.strip() for part in value.split(_BETWEEN)] if isinstance(value, str) else ()
