"""Matters kept back (不能办下一步): by a unit that no list knows, or by one that a secret report accuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.cases import Case, Waiting
from toolkit.cases.secrecy import is_secret, must_not_have
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.dispatchable import units_of
from toolkit.mechanism import Phase

#: The columns that name whom the next step goes to, by the phase in which a matter waits for it.
_ASKED = {Phase.NEW: ("verifier",), Phase.READY: ("lead", "support")}


def with_kept_back(desk: Desk, cases: Iterable[Case], found: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits; of a matter that cannot go out, or about which nobody can be asked, why that is so.

    So no list says that a matter can go out (可以交办) which ``dispatch`` or ``verify`` would refuse.
    """
    why = {case.number: words for case in cases if (words := _kept_back(desk, case))}
    return [
        replace(each, todo=why[each.number]) if _is_step(desk, each) and each.number in why else each for each in found
    ]


def _is_step(desk: Desk, waiting: Waiting) -> bool:
    """Return whether a line says what the office does next about a matter, and not what is late or doubtful."""
    return desk.mechanism.record.phase(waiting.kind) in _ASKED


def _kept_back(desk: Desk, case: Case) -> str:
    """Return what keeps a case from its next step: a unit that is not known, or one that a secret report accuses."""
    if case.phase is Phase.NEW and case.role("verified"):
        return ""
    for meaning in _ASKED.get(case.phase, ()) if case.phase else ():
        column, named = case.record.roles.get(meaning, ""), case.role(meaning)
        for match in desk.mechanism.units.match_all(named) if named else ():
            if match.unit is None:
                return f"“{column}”填的“{match.text}”不在成员单位名单中，请改"
    if case.phase is not Phase.READY or not is_secret(case):
        return ""
    accused = must_not_have(case, units_of(desk, case), desk.mechanism.units)
    if not accused:
        return ""
    return f"是{case.role('class')}，“{accused[0]}”是{case.record.roles['concerned']}，请改由其他单位办理"
