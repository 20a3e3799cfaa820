"""A deadline (时限) as a mechanism's data declare it, and from when on its keeper answers for being late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.condition import Condition


@dataclass(frozen=True, slots=True)
class Charge:
    """From when on the keeper of a deadline is charged (计责), where that hangs on what others do first.

    The due date is not touched by it: it says who is late, not what was promised.

    Attributes:
        after: the column whose date says that the others have done their part.
        within: so many workdays from then on, or from when the keeper was asked where that was later, nobody is late.
        rule: the rule in words, with where it comes from.
    """

    after: str
    within: int
    rule: str


def charge(data: Mapping[str, Any] | None) -> Charge | None:
    """Return what a clock's table ``charge`` says, None where it has none.

    Raises:
        KeyError: an entry is missing.
    """
    return Charge(str(data["after"]), int(data["within"]), str(data["rule"])) if data else None


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline (时限) of a case.

    Attributes:
        name: the kind of clock, 办结.
        column: the register column that shows its due date.
        condition: which cases it runs for.
        starts: columns, the first filled of which is day zero.
        span: ``1个月``, ``15工作日`` or ``10日``.
        met_by: the column whose date stops it.
        needs: columns that must be filled besides for it to be met.
        follows: the column of another due date; where that was moved by hand to a later day, this one moves with it.
        kept_by: the column that names who must keep it, "" for the lead unit.
        charge: from when on its keeper is charged with being late, None where from the due date on.
        rule: the source of the rule.
    """

    name: str
    column: str
    condition: Condition
    starts: tuple[str, ...]
    span: str
    met_by: str
    needs: tuple[str, ...] = ()
    follows: str = ""
    kept_by: str = ""
    charge: Charge | None = None
    rule: str = ""
