"""The life of a case: what its status becomes when its values or its circumstances change.

Nothing here knows a status by name. The mechanism says which steps there are; this room takes them.
"""

from __future__ import annotations

from datetime import date

from toolkit.cases.case import Case
from toolkit.events import CellValue
from toolkit.mechanism import Condition, Transition

#: More steps in a row than any mechanism has statuses; past it the mechanism's data go round in circles.
_MOST_STEPS = 20
#: The shortest beginning of a word that stands for it when a person types it (重点 for 重点问题).
_SHORTEST = 2


def holds(condition: Condition, case: Case) -> bool:
    """Return whether a case's values satisfy a condition."""
    # Plain loops: every event asks this of a dozen conditions.
    for column, words in condition.when.items():
        if not _says_one(case.words(column), words):
            return False
    for column in condition.wanted(case.round):
        if not case.words(column).strip():
            return False
    for column in condition.empty:  # noqa: SIM110 - as above
        if case.words(column).strip():
            return False
    return True


def says(text: str, word: str) -> bool:
    """Return whether a text is that word, or its beginning as people shorten it (重点 for 重点问题)."""
    return _says_one(text, (word,))


def _says_one(text: str, words: tuple[str, ...]) -> bool:
    text = text.strip()
    if text in words:
        return True
    return len(text) >= _SHORTEST and any(word.startswith(text) for word in words)


def settle(case: Case, day: date) -> None:
    """Take every step that the case's values alone call for, one after the other."""
    for _ in range(_MOST_STEPS):
        if not _step(case, "", day):
            return


def happen(case: Case, event: str, day: date) -> bool:
    """Take the step that ``event`` causes, and return whether there was one from the case's status."""
    return _step(case, event, day)


def may(case: Case, event: str) -> bool:
    """Return whether ``event`` would move the case from where it stands."""
    return _next(case, event) is not None


def _next(case: Case, event: str) -> Transition | None:
    for place, each in enumerate(case.record.transitions):
        if each.on == event and case.status in each.source and holds(each.condition, case):
            if case.rested and not event and case.rested.get(place) == _said(case, each):
                continue
            return each
    return None


def rest(case: Case) -> None:
    """Let a case stand as an old ledger (旧台账) has it: what its values call for by now, no rule does to it.

    The office's word stands: a matter in hand whose result is written already is in hand, and nobody knows on which
    day the result came. As soon as one of the values changes, the rules go by it.
    """
    case.rested = {
        place: _said(case, each)
        for place, each in enumerate(case.record.transitions)
        if not each.on and case.status in each.source and holds(each.condition, case)
    }


def _said(case: Case, transition: Transition) -> tuple[str, ...]:
    condition = transition.condition
    return tuple(case.words(each) for each in (*condition.when, *condition.wanted(case.round), *condition.empty))


def _step(case: Case, event: str, day: date) -> bool:
    transition = _next(case, event)
    if transition is None:
        return False
    for column in transition.clear:
        _clear(case, column)
    case.status = transition.target
    case.round += transition.next_round
    if transition.next_round:
        case.bygone = False
    for column, sources in transition.set.items():
        if case.get(column) is None:
            _set_first(case, column, sources, day)
    stood = {column: case.get(column) for column in transition.put}
    case.replaced.update({column: (was, transition.put[column]) for column, was in stood.items() if was is not None})
    case.values.update(transition.put)
    return True


def _clear(case: Case, column: str) -> None:
    case.values.pop(column, None)
    case.facts.pop(column, None)
    case.hands.discard(column)
    case.kept.pop(column, None)


def _set_first(case: Case, column: str, sources: tuple[str, ...], day: date) -> None:
    for source in sources:
        value: CellValue | None = day if source == "day" else case.get(source)
        if value is not None:
            case.values[column] = value
            return
