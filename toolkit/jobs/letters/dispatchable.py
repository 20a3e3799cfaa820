"""Whether a case that is ready may go out (交办): to whom, by which date, and whether it falls into the wrong hands."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.cases import Case
from toolkit.cases.met import unread_due
from toolkit.cases.secrecy import hindrances, mentions
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name


def units_of(desk: Desk, case: Case) -> list[str]:
    """Return the units a case goes to, by their full names, the lead first."""
    support = [unit_name(desk, match.text) for match in desk.mechanism.units.match_all(case.role("support"))]
    return list(dict.fromkeys([unit_name(desk, case.role("lead")), *support]))


def may_go_out(desk: Desk, case: Case) -> bool:
    """Return whether nothing keeps a case back; where something does, say what, and set it aside for a person."""
    why = [*(_of_units(desk, case) or hindrances(case, units_of(desk, case), desk.mechanism.units)), *_of_day(case)]
    for each in why:
        desk.say(f"{case.number}：{each}")
    if why:
        desk.set_aside += 1
        return False
    for name in mentions(case, units_of(desk, case), desk.mechanism.units):
        desk.say(f"{case.number}：注意：是{case.role('class')}，内容里提到承办的“{name}”，请核对它是不是被举报的单位")
    return True


def _of_day(case: Case) -> Iterator[str]:
    """Yield that a meeting set a date that nobody can tell, where there is one such."""
    words, due = unread_due(case), case.record.role("due")
    if words:
        yield f"{case.record.gathering.word}定的{due}“{words}”看不出是哪一天，未交办。请在台账“{due}”填写日期"


def _of_units(desk: Desk, case: Case) -> list[str]:
    """Return what is wrong with the units it is to go to, the first thing only."""
    lead = case.role("lead")
    unknown = [match for match in desk.mechanism.units.match_all(case.role("support")) if match.unit is None]
    match = desk.mechanism.units.match(lead) if lead else None
    if match is None:
        return [f"没有填写牵头单位，未交办。请在台账“{case.record.role('lead')}”列填写"]
    if match.unit is None:
        near = f"，可能是“{match.near}”" if match.near else ""
        return [f"牵头单位“{lead}”不在成员单位名单中{near}，未交办。请在台账改正，或在“成员单位”表补充"]
    if unknown:
        return [f"配合单位“{unknown[0].text}”不在成员单位名单中，未交办。请在台账改正，或在“成员单位”表补充"]
    return []
