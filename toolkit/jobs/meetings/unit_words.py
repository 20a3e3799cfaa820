"""Units within sentences (句中单位): which a text names, and the same text with them by their full names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import UnitBook

#: An alias that is set right within a sentence has so many characters: 北滘 is also part of a firm's name.
_SHORTEST_ALIAS = 3
_LEVEL = "(?<![市省州县部家])"


def units_within(desk: Desk, text: str) -> str:
    """Return the units that a text names, alone or within a sentence, in a row; a mere 是 or 暂缓 names none."""
    names, pattern = _spellings(desk.mechanism.units)
    matches = desk.mechanism.units.match_all(text)
    listed = [each.unit.name for each in matches if each.unit is not None]
    within = [names[each] for each in pattern.findall(text)] if pattern and len(listed) < len(matches) else []
    return "、".join(dict.fromkeys([*listed, *within]))


def in_full(desk: Desk, text: str) -> str:
    """Return a sentence with its units by the names of the list, so that minutes call one thing by one word."""
    names, pattern = _spellings(desk.mechanism.units)
    return pattern.sub(lambda match: names[match.group()], text) if pattern else text


@lru_cache(maxsize=2)
def _spellings(units: UnitBook) -> tuple[Mapping[str, str], re.Pattern[str] | None]:
    """Return the names that are set right: those that end as the unit's own does, so that no part of a word is one."""
    own = {unit.name for unit in units}
    names = {name: name for name in own}
    for unit in units:
        for alias in unit.aliases:
            if len(alias) >= _SHORTEST_ALIAS and alias[-1] == unit.name[-1]:
                names.setdefault(alias, unit.name)
    longest = sorted(names, key=len, reverse=True)
    # Behind 市 or 省 stands another level's department of the same short name.
    either = "|".join(f"{'' if each in own else _LEVEL}{re.escape(each)}" for each in longest)
    return names, re.compile(either) if longest else None
