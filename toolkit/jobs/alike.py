"""Cases alike: those of one firm, those with nearly the same problem; found without looking through all of them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from toolkit.cases import Case
from toolkit.cases.matters import LIKE_MATTER, OTHER_MATTER, SAME_MATTER, Firm, firm_of, likest, plain, traces
from toolkit.mechanism import Phase

#: Of the cases that have a piece of text so many are remembered; of a text's pieces so many, the rarest, are asked.
_COMMON, _ASKED = 100, 8
#: So many cases are compared word by word with a new one, and so many are named.
_COMPARED, _NAMED = 12, 3


@dataclass(frozen=True, slots=True)
class Kin:
    """What a new report has in common with the cases there are.

    Attributes:
        same: the open case of this firm with this problem, which it is a new version of.
        repeated: the closed case of this firm with this problem: it may have come back.
        near: open cases of this firm with a problem that is like it.
        common: cases of other firms with a problem that is like it, the likest first.
    """

    same: Case | None = None
    repeated: Case | None = None
    near: tuple[Case, ...] = ()
    common: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A case as it was taken in.

    Attributes:
        said: the firm's name, the problem, the problem before a second matter was parted from it, and the subject, as
            they are written.
        firm, words, whole, subject: the same as they are compared.
    """

    said: tuple[str, str, str, str]
    firm: Firm
    words: str
    whole: str
    subject: str


@dataclass
class Alike:
    """Cases by firm, by problem and by pieces of the problem's words.

    Attributes:
        place: the district whose name people put before a firm's.
    """

    place: str = ""
    _firms: dict[str, list[str]] = field(default_factory=dict)
    _problems: dict[str, list[str]] = field(default_factory=dict)
    _traces: dict[str, list[str]] = field(default_factory=dict)
    _entries: dict[str, _Entry] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        """Take in a case, or what has become of it."""
        whole = str(case.parted.get(case.record.role("problem"), "")) if case.parted else ""
        said = (case.role("firm"), case.role("problem"), whole, case.role("subject"))
        known = self._entries.get(case.number)
        if known is not None and known.said == said:
            return
        entry = _Entry(said, self.firm(said[0]), plain(said[1]), plain(whole), plain(said[3]))
        self._entries[case.number] = entry
        for core in entry.firm.cores:
            self._firms.setdefault(core, []).append(case.number)
        if entry.words:
            self._problems.setdefault(entry.words, []).append(case.number)
        for trace in traces(entry.words):
            there = self._traces.setdefault(trace, [])
            if len(there) < _COMMON:
                there.append(case.number)

    def firm(self, name: str) -> Firm:
        """Return a firm's name taken apart."""
        return firm_of(name, self.place)

    def of_firm(
        self, cases: Mapping[str, Case], name: str, keep: Callable[[Case], bool] = lambda _: True
    ) -> list[Case]:
        """Return the cases of the firm of this name that ``keep`` keeps, those with deleted rows left out."""
        firm = self.firm(name)
        numbers = {number for core in firm.cores for number in self._firms.get(core, ())}
        found = [cases[number] for number in sorted(numbers) if number in cases]
        return [
            case for case in found if not case.removed and keep(case) and firm.is_same(self._entries[case.number].firm)
        ]

    def with_problem(
        self, cases: Mapping[str, Case], problem: str, keep: Callable[[Case], bool] = lambda _: True
    ) -> list[Case]:
        """Return the cases with this problem, spaces and punctuation aside, that ``keep`` keeps."""
        words = plain(problem)
        numbers = sorted(set(self._problems.get(words, ())))
        found = [cases[number] for number in numbers if number in cases]
        return [case for case in found if not case.removed and keep(case) and self._entries[case.number].words == words]

    def near(self, cases: Mapping[str, Case], firm: str, subject: str, keep: Callable[[Case], bool]) -> list[Case]:
        """Return the cases that ``keep`` keeps whose firm's name or subject comes nearest, a handful of each."""
        entries = {
            number: self._entries[number]
            for number, case in cases.items()
            if not case.removed and number in self._entries and keep(case)
        }
        names = {number: entry.firm.cores[0] for number, entry in entries.items() if entry.firm.cores}
        subjects = {number: entry.subject for number, entry in entries.items() if entry.subject}
        problems = {number: entry.words for number, entry in entries.items() if entry.words}
        found = [
            *(number for core in self.firm(firm).cores for number in _nearest(core, names, fuzz.partial_ratio)),
            *_nearest(plain(subject), subjects, fuzz.ratio),
            *_nearest(plain(subject), problems, fuzz.partial_ratio),
        ]
        return [cases[number] for number in dict.fromkeys(found)]

    def kin(self, cases: Mapping[str, Case], firm: str, problem: str) -> Kin:
        """Return what a report of this firm about this problem has in common with ``cases``."""
        words, named = plain(problem), self.firm(firm)
        numbers = {number for core in named.cores for number in self._firms.get(core, ())}
        own = [
            (score, cases[number])
            for score, number in self._likest(words, numbers)
            if number in cases and not cases[number].removed and named.is_same(self._entries[number].firm)
        ]
        over = {Phase.CLOSED, Phase.WITHDRAWN}
        is_open = [(score, case) for score, case in own if case.phase not in over]
        same = next((case for score, case in is_open if score >= SAME_MATTER), None)
        repeated = next((case for score, case in own if score >= SAME_MATTER and case.phase in over), None)
        near = [case for score, case in is_open if score < SAME_MATTER]
        return Kin(same, repeated, tuple(near[:_NAMED]), self._common(cases, named, words))

    def _common(self, cases: Mapping[str, Case], firm: Firm, words: str) -> tuple[Case, ...]:
        """Return cases of other firms with a problem like this one, the likest first."""
        # Of equally rare pieces always the same are asked: a set gives them in another order in each run.
        pieces = sorted((len(there), each) for each in traces(words) if (there := self._traces.get(each)))
        shared = Counter(itertools.chain.from_iterable(self._traces[each] for _, each in pieces[:_ASKED]))
        numbers = {number for number, _ in shared.most_common(_COMPARED)}
        numbers.update(self._problems.get(words, ())[-_COMPARED:])
        found = [
            cases[number]
            for _, number in self._likest(words, numbers)
            if number in cases and not firm.is_same(self._entries[number].firm)
        ]
        return tuple([case for case in found if not case.removed and case.phase is not Phase.WITHDRAWN][:_NAMED])

    def _likest(self, words: str, numbers: Collection[str]) -> list[tuple[float, str]]:
        """Return how alike these cases' problems are to a text, from a likeness on; of equals the latest first."""
        entries = {number: self._entries[number] for number in numbers}
        found = likest(words, {number: entry.words for number, entry in entries.items()}, LIKE_MATTER)
        parted = {number: entry.whole for number, entry in entries.items() if entry.whole}
        if not parted:
            return found
        best = {number: score for score, number in reversed(found)}
        for score, number in likest(words, parted, LIKE_MATTER):
            best[number] = max(score, best.get(number, 0.0))
        return sorted(((score, number) for number, score in best.items()), reverse=True)


def _nearest(text: str, others: Mapping[str, str], scorer: Callable[..., float]) -> list[str]:
    """Return the keys of the few texts that come nearest to a text, none where it is empty."""
    if not text:
        return []
    found = process.extract(text, others, scorer=scorer, processor=None, score_cutoff=OTHER_MATTER, limit=_COMPARED)
    return [number for _, _, number in found]
