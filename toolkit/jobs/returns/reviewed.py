"""Replies looked through (答复核查): advice for the office with a reply that comes in, and the list of a period.

Advice only: nothing is refused, returned or set aside for it, and no sender is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from toolkit.cases import Case
from toolkit.cases.matters import plain
from toolkit.cases.reply import Reply, Reviewed, advise
from toolkit.cases.topics import Topics
from toolkit.errors import ConfigError
from toolkit.events import CellValue, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.known import LEAD, REPLIES
from toolkit.jobs.desk.numbers import in_turn
from toolkit.jobs.desk.sheets import unit_name
from toolkit.mechanism import Mechanism, Phase
from toolkit.mechanism.review import FILE, Review, load_review
from toolkit.mechanism.sayings import load_sayings

#: The columns of a reply, by their meaning; the last says how it ended.
_TEXTS = ("opinion", "result")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What replies are looked through by."""

    review: Review
    topics: Topics


def advice_on(desk: Desk, case: Case, role: str, unit: str, values: Mapping[str, CellValue]) -> list[str]:
    """Return what the office might look at in a reply that comes in, in sentences; nothing for a supporting unit's.

    Args:
        desk: whose.
        case: what it replies to.
        role: in which role its sender replies.
        unit: the sender.
        values: register column → what the reply says.
    """
    rules = _rules(desk) if role == LEAD else None
    if rules is None:
        return []
    said = {**case.values, **values}
    replied = desk.known.replied.get(unit, {})
    others = {number: _plain(_text(case, there)) for number, there in replied.items() if number != case.number}
    return [str(each) for each in advise(_reply(case, said), rules.review, rules.topics, others)]


def reviewed(desk: Desk, cases: Iterable[Case], first: date, cutoff: date, accepted: Collection[str]) -> list[Reviewed]:
    """Return those cases replied to from ``first`` to ``cutoff`` whose reply the office might look at, by 编号.

    A text is compared with those that the unit has in other cases with smaller 编号, replied to until ``cutoff``. Where
    the mechanism's rules for replies are wrong this is told, and there is nothing.

    Args:
        desk: whose.
        cases: all cases as they stood at the cutoff.
        first: from which day on a reply counts.
        cutoff: until which day, itself included.
        accepted: the 编号 whose replies count though nobody knows their day: an old ledger's, without one.
    """
    rules = _rules(desk)
    found: list[Reviewed] = []
    if rules is None:
        return found
    earlier: dict[str, dict[str, str]] = {}
    in_order = sorted(cases, key=lambda each: in_turn(each.number))
    came = _came(desk, in_order)
    for case in in_order:
        text, lead = _text(case, case.values), unit_name(desk, case.role("lead"))
        day = _replied(case) or came.get(case.number)
        if not text or not case.role("outcome") or case.phase is Phase.WITHDRAWN or (day and day > cutoff):
            continue
        mine = earlier.setdefault(lead, {})
        others = dict(islice(reversed(mine.items()), REPLIES))
        mine[case.number] = _plain(text)
        if day < first if day else case.number not in accepted:
            continue
        advice = advise(_reply(case, case.values), rules.review, rules.topics, others)
        if advice:
            told = tuple(map(str, advice))
            found.append(
                Reviewed(case.number, case.role("firm"), case.role("subject"), lead, case.role("outcome"), told)
            )
    return found


def _replied(case: Case) -> date | None:
    """Return the day of a case's reply: that of its result, or else of the unit's opinion; None where there is none."""
    day = case.day("closed") or case.day("opinion_given")
    return day.date() if isinstance(day, datetime) else day


def _came(desk: Desk, cases: Iterable[Case]) -> Mapping[str, date]:
    """Return 编号 → when what a reply says came or was typed last, of the cases that keep no day of it themselves.

    A mechanism without a day for opinions keeps none until the matter is closed; what is under way (正在解决) would
    count in every period or in none.
    """
    waiting = {case.number for case in cases if case.role("outcome") and _replied(case) is None}
    found: dict[str, date] = {}
    for event in desk.events if waiting else ():
        if event.number not in waiting:
            continue
        is_lead = event.kind is Kind.ANSWERED and event.data["role"] == LEAD
        said = event.data["values"] if is_lead else event.data.get("after", {}) if event.kind is Kind.EDITED else {}
        if any(said.get(desk.mechanism.record.roles.get(each, "")) for each in _TEXTS):
            found[event.number] = event.day
    return found


def _rules(desk: Desk) -> _Rules | None:
    if FILE not in desk.rules:
        try:
            desk.rules[FILE] = _load(desk.mechanism)
        except ConfigError as error:  # advice that cannot be given stops no intake and no report
            desk.say(f"没有核查答复：{error}")
            desk.rules[FILE] = None
    rules = desk.rules[FILE]
    return rules if isinstance(rules, _Rules) else None


def _load(mechanism: Mechanism) -> _Rules | None:
    review = load_review(mechanism)
    return None if review is None else _Rules(review, Topics(load_sayings(mechanism)))


def _reply(case: Case, values: Mapping[str, CellValue]) -> Reply:
    roles = case.record.roles
    person = values.get(roles.get("lead_contact", ""))
    return Reply(
        problem=case.role("problem"),
        outcome=str(values.get(roles.get("outcome", ""), "")),
        text=_text(case, values),
        result=str(values.get(roles.get("result", ""), "")),
        firm=case.role("firm"),
        person=str(person or ""),
        column=roles.get("outcome", ""),
    )


def _text(case: Case, values: Mapping[str, CellValue]) -> str:
    columns: Sequence[str] = [case.record.roles.get(meaning, "") for meaning in _TEXTS]
    return "\n".join(str(values[each]) for each in columns if values.get(each))


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    return plain(text)
