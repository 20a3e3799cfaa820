"""What of a visit is a need (诉求): a firm that has none writes 无 or 暂无需求 there, and nothing comes of that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from toolkit.cases.matters import plain
from toolkit.events import CellValue
from toolkit.forms.nothing import NOTHING
from toolkit.mechanism import Need, Visiting
from toolkit.mechanism.visiting import Nothing


def needs_in(visiting: Visiting, values: Mapping[str, CellValue]) -> list[Need]:
    """Return the needs that a visit's values tell of; a column that only says that there is none tells of none."""
    return [each for each in visiting.needs if not says_nothing(visiting, values.get(each.column))]


def says_nothing(visiting: Visiting, value: CellValue | None) -> bool:
    """Return whether a need's column is blank or only says that there is no need: 无。 —— 目前暂无资金需求."""
    bare = plain(str(value or ""))
    return bare in NOTHING or _pattern(visiting.nothing).fullmatch(bare) is not None


@lru_cache(maxsize=8)
def _pattern(nothing: Nothing) -> re.Pattern[str]:
    before, none, about = ("|".join(map(re.escape, each)) for each in (nothing.before, nothing.none, nothing.about))
    return re.compile(f"(?:{before})*(?:{none})(?:{about})*" if none else r"(?!)")
