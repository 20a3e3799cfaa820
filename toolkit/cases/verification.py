"""Before a meeting: a unit is asked whether a matter is so (核实), and it is put on the meeting's catalogue (目录).

Seed 003 §四（二）: 由市工业和信息化局联合相关职能部门负责核实企业反映的困难问题……形成当次……企业问题目录.
"""

from __future__ import annotations

from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.consulted import Consulted
from toolkit.cases.lifecycle import happen
from toolkit.events import Event
from toolkit.mechanism import Phase


def consult(case: Case, event: Event) -> None:
    """Note that a unit was asked; only the latest request counts."""
    data = event.data
    case.consulted = Consulted(case.round, data["clock"], data["unit"], event.day, data["due"])
    happen(case, "consulted", event.day)


def verification_due(case: Case) -> RunningClock | None:
    """Return until when a unit is to say whether a case is so; None where it owes nothing, or has said it."""
    asked = case.consulted
    if asked is None or case.phase is not Phase.VERIFYING or asked.round != case.round or case.role("verified"):
        return None
    return RunningClock(asked.round, asked.name, asked.unit, asked.asked, "", asked.due, asked.due)


def catalogue(case: Case, event: Event) -> None:
    """Put a case on a meeting's catalogue, unless it is past that by now."""
    if happen(case, "catalogued", event.day):
        case.values[case.record.role("catalogue")] = event.data["meeting"]
        case.facts["@put_off"] = event.data.get("last", "")
