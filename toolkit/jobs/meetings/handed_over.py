"""To whom a meeting gives a matter that a unit has, or gave back (退办): by the agenda's column, else its decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.cases import Case, Request, may
from toolkit.events import CellValue
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.mechanism import Effect
from toolkit.submission import Value

_NAMED = re.compile(r"(?<!不再)(?<!不)由(?P<units>[^，,。；;：:]+?)(?:单独|负责|作为)?(?P<verb>牵头|主办|办理|承办)")
#: Who leads, whoever else does a part of it.
_LEADING = frozenset({"牵头", "主办"})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the meeting decided: register column → value, and what the office is told."""

    values: dict[str, CellValue]
    notes: tuple[str, ...] = ()


def handed_over(
    desk: Desk, case: Case, request: Request, values: Mapping[str, CellValue], answers: Mapping[str, Value]
) -> HandedOver:
    """Return what a meeting decided with the new lead unit in it, where the agenda says one.

    Args:
        desk: the member units.
        case: the matter, as it was before the meeting.
        request: what was granted.
        values: what the row's columns decide; its 办结时限 is that of the new lead.
        answers: the row. A unit is taken from its 议定事项 only where that names exactly one member unit to lead.
    """
    column, former = desk.mechanism.record.role("lead"), desk.mechanism.units.find(request.unit)
    filled = str(values.get(column) or "")
    if filled and (former is None or desk.mechanism.units.find(filled) != former):
        return HandedOver(dict(values))
    rest = {each: value for each, value in values.items() if each != column}
    named = _named(desk, str(answers.get("@decision") or "")) - ({former.name} if former is not None else set())
    if len(named) == 1:
        (unit,) = named
        return HandedOver({**rest, column: unit}, (f"{case.number} 按议定事项改由{unit}牵头，请核对",))
    told = f"“{column}”一栏是退办单位自己" if filled else f"“{column}”一栏没有填写"
    word = desk.mechanism.gathering.word
    return HandedOver(
        rest,
        (
            f"{case.number} {word}同意退办，但议程的{told}，还不能交办：请在台账的“{column}”列填写改由哪个单位牵头，"
            "再重新生成纪要",
        ),
    )


def to_another(desk: Desk, case: Case, values: Mapping[str, CellValue]) -> bool:
    """Return whether what a meeting decided gives a matter in hand to another lead unit than the one that has it.

    Args:
        desk: the member units.
        case: the matter, as it was before the meeting.
        values: register column → what the meeting decided.
    """
    lead, had = str(values.get(desk.mechanism.record.role("lead")) or ""), case.role("lead")
    return bool(lead and had) and may(case, Effect.HAND_BACK) and unit_name(desk, lead) != unit_name(desk, had)


def named_to_lead(desk: Desk, words: str) -> set[str]:
    """Return the member units that a decision names to lead (由某单位牵头), by their full names."""
    return _units(desk, (each["units"] for each in _NAMED.finditer(words) if each["verb"] in _LEADING))


def _named(desk: Desk, words: str) -> set[str]:
    """Return the member units that a decision names to lead or to handle the matter."""
    return _units(desk, (each["units"] for each in _NAMED.finditer(words)))


def _units(desk: Desk, texts: Iterable[str]) -> set[str]:
    found = (match for text in texts for match in desk.mechanism.units.match_all(text))
    return {match.unit.name for match in found if match.unit is not None}
