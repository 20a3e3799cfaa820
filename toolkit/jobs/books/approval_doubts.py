"""Steps of an approval (审定) that do not agree, listed as questions to the office until they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.cases import Case, Waiting
from toolkit.cases.approving import doubts
from toolkit.cases.today import TO_CONFIRM
from toolkit.errors import ConfigError
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Phase
from toolkit.mechanism.cataloguing import load_cataloguing

#: In these phases an approval may still be put right.
_OPEN = frozenset({Phase.APPROVING, Phase.READY})


def approval_doubts(desk: Desk, cases: Iterable[Case]) -> Iterator[Waiting]:
    """Yield what does not agree in the approval of cases that stand on a catalogue and were not before its meeting."""
    listed = [each for each in cases if each.role("catalogue") and each.phase in _OPEN and not each.role("meeting")]
    try:
        rule = load_cataloguing(desk.mechanism) if listed else None
    except ConfigError:  # whoever makes the catalogue is told; the list of the day is shown all the same
        return
    for case in listed if rule is not None else ():
        for words in doubts(case, rule.steps if rule else ()):
            yield Waiting(TO_CONFIRM, case.number, case.role("firm"), todo=words)
