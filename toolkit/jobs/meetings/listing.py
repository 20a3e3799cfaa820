"""What goes onto a meeting's catalogue (列入目录), and what became of it the time before (上次暂缓)."""

from __future__ import annotations

from toolkit.cases import Case, may
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.meetings.unit_words import units_within
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import Cataloguing


def to_list(desk: Desk, month: str) -> list[Case]:
    """Return the cases that are to go onto a meeting's catalogue and are not on it, in the order of their 编号.

    Those among them that were on an earlier one were put off from it; or they waited for their meeting, which has been
    held without an outcome for them. One that was put off from this very catalogue waits for the next.
    """
    return [
        case
        for case in desk.live()
        if may(case, "catalogued")
        and case.role("catalogue") != month
        and (case.phase is not Phase.MEETING or case.role("catalogue") in desk.known.convened)
    ]


def last_time(desk: Desk, rule: Cataloguing, case: Case) -> str:
    """Return when and why a case was put off that stood on an earlier catalogue, "" for one that stood on none."""
    month = case.role("catalogue")
    if not month:
        return ""
    if case.phase is Phase.MEETING:
        return f"{month} {_at_meeting(desk, case, month)}"
    decided = [(step.name, case.words(step.column)) for step in rule.steps if case.words(step.column)]
    name, word = decided[-1] if decided else ("", case.status)
    why = case.words(rule.proposal) if rule.proposal else ""
    return f"{month} {name}{word}" + (f"：{why}" if why else "")


def _at_meeting(desk: Desk, case: Case, month: str) -> str:
    held = desk.mechanism.gathering
    for each in desk.known.convened[month].data.get("postponed", ()):
        if each["number"] == case.number:
            units = units_within(desk, each["by"])
            # Where no unit stands in that column, somebody wrote there why.
            by = f"由{units}进一步研究" if units else each["by"]
            told = "；".join(filter(None, (each.get("why", ""), by)))
            return f"{held.word}暂缓" + (f"：{told}" if told else "")
    return f"{held.word}没有议定"
