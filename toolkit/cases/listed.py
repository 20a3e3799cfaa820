"""Departments as a text lists them: 涉及住建、自然资源、消防等部门, by names too short to be looked for elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.mechanism import Unit, UnitBook

#: A list of at least two, closed by 等部门 or the like; one name alone before 部门 says nothing (有关部门).
_LIST = re.compile(
    r"(?:涉及|牵涉|事涉|涉)(?:到|了)?(?:区|市|镇)?(?P<names>[^，,。；：！？\s]{2,60}?)"
    r"(?:等)?(?:\d+|[几多两三四五六七八九十]+)?个?(?:有关|相关|职能|主管)?(?:部门|单位)"
)
_BETWEEN = re.compile(r"[、/和及与]")
#: What stands behind a department's short name where it is written out.
_FULL = r"(?:分?局|委|办)?"
_SHORTEST, _LONGEST = 2, 8


def listed(text: str, units: UnitBook) -> Iterator[tuple[str, Unit | None]]:
    """Yield the departments that a text lists, each as it is written, with the unit it means where it is certain.

    Args:
        text: running text, without spaces.
        units: by whose names they are known.
    """
    for match in _LIST.finditer(text):
        names = [each for each in _BETWEEN.split(match["names"]) if _SHORTEST <= len(each) <= _LONGEST]
        if len(names) > 1:
            yield from ((each, _meant(each, units)) for each in names)


def _meant(short: str, units: UnitBook) -> Unit | None:
    """Return the one unit of which a short name is the beginning, its district's letter before it aside, or None."""
    known = units.find(short)
    if known is not None:
        return known
    whole = re.compile(rf".?{re.escape(short)}{_FULL}")
    found = {each.name: each for each in units if any(whole.fullmatch(name) for name in (each.name, *each.aliases))}
    return next(iter(found.values())) if len(found) == 1 else None
