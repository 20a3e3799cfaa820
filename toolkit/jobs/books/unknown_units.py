"""Units that no list knows (名单外的单位), told where a matter waits for a step that they would keep back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from toolkit.cases import Case, Waiting
from toolkit.cases.secrecy import must_not_have
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.dispatchable import units_of
from toolkit.mechanism import Phase

#: The columns that name whom the next step goes to, by the phase in which a matter waits for it.
_ASKED = {Phase.NEW: ("verifier",), Phase.READY: ("lead", "support")}


def with_unknown_units(desk: Desk, cases: Iterable[Case], found: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits; of a matter that cannot go out, or about which nobody can be asked, why that is so.

    So no list says that a matter can go out (可以交办) which ``dispatch`` or ``verify`` would refuse.
    """
    why = {case.number: words for case in cases if (words := _unknown(desk, case))}
    return [
        replace(each, todo=why[each.number]) if _is_step(desk, each) and each.number in why else each for each in found
    ]


def _is_step(desk: Desk, waiting: Waiting) -> bool:
    """Return whether a line says what the office does next about a matter, and not what is late or doubtful."""
    return desk.mechanism.record.phase(waiting.kind) in _ASKED


def _unknown(desk: Desk, case: Case) -> str:
    """Return what keeps a case from its next step: a unit that is not known, or one that a secret report accuses."""
    if case.phase is Phase.NEW and case.role("verified"):
        return ""
    for meaning in _ASKED.get(case.phase, ()) if case.phase else ():
        column, named = case.record.roles.get(meaning, ""), case.role(meaning)
        for match in desk.mechanism.units.match_all(named) if named else ():
            if match.unit is None:
                return f"“{column}”填的“{match.text}”不在成员单位名单中，请改"
    if case.phase is not Phase.READY:
        return ""
    accused = must_not_have(case, units_of(desk, case), desk.mechanism.units)
    return (
        f"是{case.role('class')}，“{accused[0]}”是{case.record.roles['concerned']}，请改由其他单位办理"
        if accused
        else ""
    )
