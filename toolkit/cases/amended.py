"""What edited minutes do to a case once the office accepts them (纪要修改): what was decided is what they say now."""

from __future__ import annotations

from toolkit.cases.case import Case
from toolkit.cases.met import reassigned, set_decided
from toolkit.events import Event
from toolkit.mechanism import Phase


def amend(case: Case, event: Event) -> None:
    """Let a case be as the accepted minutes have it.

    Units and dates count as the meeting's decision. A case that is closed or withdrawn keeps its own.
    """
    data = event.data
    if case.phase in {Phase.CLOSED, Phase.WITHDRAWN}:
        return
    if data.get("decision") and case.role("meeting") == data["meeting"]:
        case.facts["@decision"] = data["decision"]
    if data.get("anew"):
        reassigned(case, event)
    set_decided(case, data["after"], f"{data['meeting']} {case.record.gathering.word}纪要")
