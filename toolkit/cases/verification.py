"""Before a meeting: units are asked whether a matter is so (核实), and it is put on the meeting's catalogue (目录).

Seed 003 §四（二）: 由市工业和信息化局联合相关职能部门负责核实企业反映的困难问题，并征求有关部门意见，
经初步研判审核后，形成……企业问题目录. Where several are asked, each answers for itself: what they say stands in the
register under their names, and the matter is verified when all have answered, or are waited for no longer, and say the
same of it. Where they do not, the office judges (初步研判).
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.consulted import Consulted
from toolkit.cases.lifecycle import happen
from toolkit.events import CellValue, Event
from toolkit.mechanism import Phase

#: In this role a unit answers that was asked whether a matter is so.
VERIFIES = "verifies"


def consult(case: Case, event: Event) -> None:
    """Note that a unit was asked, of which only the latest request counts; or that nobody is waited for any longer."""
    data = event.data
    if data.get("closed"):
        for each in case.consulted.values():
            each.given_up |= each.is_open and each.unit in data["units"]
        for column, value in _together(case).items():
            if column not in case.hands:
                case.values[column] = value
        return
    case.consulted[data["unit"]] = Consulted(case.round, data["clock"], data["unit"], event.day, data["due"])
    happen(case, "consulted", event.day)


def verified(case: Case, event: Event) -> Mapping[str, CellValue]:
    """Return what a unit's answer sets: what it says itself where it alone was asked, else what all say together."""
    data = event.data
    asked = case.consulted.get(data.get("unit", "")) if data["role"] == VERIFIES else None
    values: Mapping[str, CellValue] = data["values"]
    if asked is None:
        return values
    asked.answer = {**(asked.answer or {}), **values}
    asked.found = case.record.roles.get("verified", "") in asked.answer
    return _together(case) if len(case.consulted) > 1 else values


def _together(case: Case) -> dict[str, CellValue]:
    """Return what the units that answered say, the finding itself only where nobody is waited for and all agree."""
    roles = case.record.roles
    answers = {each.unit: each.answer for each in case.consulted.values() if each.answer}
    values: dict[str, CellValue] = {}
    for answer in answers.values():
        values.update(answer)
    finding, words, advised = (roles.get(each, "") for each in ("verified", "verification", "advised_lead"))
    said = {unit: str(answer[words]) for unit, answer in answers.items() if answer.get(words)}
    if said:
        values[words] = "\n".join(f"{unit}：{text}" for unit, text in said.items())
    named = dict.fromkeys(str(answer[advised]) for answer in answers.values() if answer.get(advised))
    if named:
        values[advised] = "、".join(named)
    if pending(case) or disagree(case):
        values.pop(finding, None)
    return values


def pending(case: Case) -> list[Consulted]:
    """Return the units whose answer is waited for."""
    return [each for each in case.consulted.values() if each.is_open and each.round == case.round]


def disagree(case: Case) -> bool:
    """Return whether the units that answered do not say the same of a case."""
    finding = case.record.roles.get("verified", "")
    return len({each.answer.get(finding) for each in case.consulted.values() if each.answer and each.found}) > 1


def verifications_due(case: Case) -> list[RunningClock]:
    """Return until when which units are to say whether a case is so; nothing where that has been found."""
    if case.phase is not Phase.VERIFYING or case.role("verified"):
        return []
    return [
        RunningClock(each.round, each.name, each.unit, each.asked, "", each.due, each.due) for each in pending(case)
    ]


def catalogue(case: Case, event: Event) -> None:
    """Put a case on a meeting's catalogue, unless it is past that by now."""
    if happen(case, "catalogued", event.day):
        case.values[case.record.role("catalogue")] = event.data["meeting"]
        case.facts["@put_off"] = event.data.get("last", "")
