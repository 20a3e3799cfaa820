"""A column (列) of the register: its header, how its cells are written, what it offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ColumnType(StrEnum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the register.

    Attributes:
        name: the header people see and the toolkit finds.
        type: how its cells are written.
        width: in characters.
        choices: offered as a drop-down, "" for none; ``@categories``, ``@classes``, ``@statuses`` and (of
            firms) ``@kinds`` stand for the mechanism's own.
        group: the colour band of the header it belongs to.
        synonyms: headers people rename it to.
        sensitive: masked in whatever leaves the office.
        later: whether there were registers before there was this column; these do without until they are given it.
    """

    name: str
    type: ColumnType = ColumnType.TEXT
    width: float = 12
    choices: tuple[str, ...] = ()
    group: str = ""
    synonyms: tuple[str, ...] = ()
    sensitive: bool = False
    later: bool = False


def column(data: Mapping[str, Any]) -> Column:
    """Return a column from a mechanism's data.

    Raises:
        KeyError: it has no name.
        ValueError: there is no such type.
    """
    choices = data.get("choices", ())
    return Column(
        name=data["name"],
        type=ColumnType(data.get("type", "text")),
        width=float(data.get("width", 12)),
        choices=(choices,) if isinstance(choices, str) else tuple(choices),
        group=data.get("group", ""),
        synonyms=tuple(data.get("synonyms", ())),
        sensitive=bool(data.get("sensitive", False)),
        later=bool(data.get("later", False)),
    )
