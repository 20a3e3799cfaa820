"""What a period's meetings did (活动开展情况), for the report: their catalogue, what was decided, how far it has come.

Seed 003 §四（八）: 定期对企业反映的诉求办理情况进行梳理汇总，并报市政府有关领导. Only where a mechanism has matters
catalogued and approved before its meetings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.analysis import Period, Section
from toolkit.analysis.figures.case_rows import unnamed
from toolkit.analysis.report.outline import TableData
from toolkit.cases import Case
from toolkit.cases.secrecy import is_secret
from toolkit.documents.setting.words import full_date, without_phones
from toolkit.events import Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of
from toolkit.jobs.desk.sheets import unit_name
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import Cataloguing, load_cataloguing

_HEAD = ("编号", "案由", "处理意见", "牵头单位", "现状")
_OPEN, _PUT_OFF = "没有审定", "改列以后的目录"


def meetings_held(desk: Desk, period: Period) -> Section | None:
    """Return what the meetings of a period did, as it stands on the desk's day; None where there is nothing to tell.

    Raises:
        ConfigError: the mechanism's rules for its catalogue are wrong.
    """
    rule = load_cataloguing(desk.mechanism)
    if rule is None:
        return None
    held = [event for event in desk.known.convened.values() if event.day in period]
    if not held:
        return None
    word = desk.mechanism.gathering.word
    paragraphs = [_told(desk, rule, event) for event in held]
    rows = [row for event in held for row in _rows(desk, event.data["meeting"])]
    tables = (TableData(f"{word}处理意见办理情况", _HEAD, tuple(rows)),) if rows else ()
    return Section(f"{word}开展情况", tuple(paragraphs), tables)


def _told(desk: Desk, rule: Cataloguing, event: Event) -> str:
    meeting, held = event.data["meeting"], desk.mechanism.gathering
    said = [f"{full_date(event.day)}{held.hold}{meeting_of(desk, meeting)}"]
    listed = _numbers(desk, Kind.CATALOGUED, meeting)
    if listed:
        words = Counter(_approved(desk, rule, number, meeting) for number in listed)
        counts = "、".join(f"{word}{count}件" for word, count in words.items())
        said.append(f"列入{rule.title}{len(listed)}件，其中{counts}")
    decided = [desk.cases[each] for each in _numbers(desk, Kind.MET, meeting)]
    if decided:
        said.append(f"形成处理意见{len(decided)}件；截至{full_date(desk.as_of)}，{_progress(decided)}")
    postponed = len(event.data.get("postponed", ()))
    if postponed:
        said.append(f"{held.word}上暂缓{postponed}件")
    return "；".join(said) + "。"


def _numbers(desk: Desk, kind: Kind, meeting: str) -> list[str]:
    found = (event for event in desk.events if event.kind is kind and event.data["meeting"] == meeting)
    numbers = dict.fromkeys(event.number for event in found if "request" not in event.data)
    return [each for each in numbers if each in desk.cases and not desk.cases[each].removed]


def _approved(desk: Desk, rule: Cataloguing, number: str, meeting: str) -> str:
    """Return what became of a matter on a catalogue, in the approval's own word."""
    case = desk.cases[number]
    if case.phase is Phase.WITHDRAWN:
        return case.status
    if case.role("catalogue") != meeting:
        return _PUT_OFF
    words = [case.words(step.column) for step in rule.steps if case.words(step.column)]
    return words[-1] if words else _OPEN


def _progress(cases: Sequence[Case]) -> str:
    counts = Counter(_state(case) for case in cases)
    return "、".join(f"{word}{count}件" for word, count in counts.items())


def _state(case: Case) -> str:
    """Return how far a matter has come: 办结 for one that was answered, else its status."""
    return "办结" if case.phase in {Phase.ANSWERED, Phase.CLOSED} else case.status


def _rows(desk: Desk, meeting: str) -> Iterator[tuple[str, ...]]:
    for number in _numbers(desk, Kind.MET, meeting):
        case = desk.cases[number]
        if not is_secret(case):
            texts = (case.role("subject"), case.words("@decision"))
            subject, decision = (without_phones(unnamed(case, each)) for each in texts)
            yield number, subject, decision, unit_name(desk, case.role("lead")), _state(case)
