"""Cases alike: those of one firm, those with nearly the same problem; found without looking through all of them."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol

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


def terms(case: Case, place: str) -> set[tuple[str, str]]:
    """Return by what a case is found: kind (firm, problem, trace) and term; nothing for one whose row is gone.

    Args:
        case: the case.
        place: the district whose name people put before a firm's.
    """
    if case.removed:
        return set()
    words = plain(case.role("problem"))
    found = {(_FIRM, core) for core in firm_of(case.role("firm"), place).cores}
    found |= {(_TRACE, each) for each in traces(words)}
    return found | {(_PROBLEM, _written(words))} if words else found


def _written(words: str) -> str:
    """Return a problem's words as a term: they may be long."""
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


_FIRM, _PROBLEM, _TRACE = "f", "p", "t"


class Index(Protocol):
    """Where the numbers of cases are kept by their :func:`terms`, and the cases themselves."""

    def numbers(self, kind: str, term: str, most: int = -1) -> list[str]:
        """Return the numbers, sorted, of the cases that have this term; at most so many."""

    def get(self, kind: str, key: str) -> Any:
        """Return a case (of the kind ``case``) as it was, None where there is none."""


@dataclass
class Alike:
    """Cases by firm, by problem and by pieces of the problem's words.

    Attributes:
        place: the district whose name people put before a firm's.
    """

    place: str = ""
    _there: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _index: Index | None = None
    _newer: Collection[str] = ()
    _begun: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def begin(self, cases: Iterable[Case], index: Index | None = None, newer: Collection[str] = ()) -> None:
        """Take in the cases there are, always in the same order.

        Args:
            cases: all of them, or where there is an index only those that it does not know as they are.
            index: where all others are found.
            newer: the numbers of those that it does not know as they are, whether their rows stand or not.
        """
        for case in sorted(cases, key=attrgetter("number")):
            self.add(case)
        if index is not None:
            self._begun, self._there, self._index, self._newer = self._there, {}, index, frozenset(newer)

    def add(self, case: Case) -> None:
        """Take in a case, or what has become of it."""
        said = _said(case)
        known = self._entries.get(case.number) or self._as_it_was(case.number)
        if known is not None and known.said == said:
            return
        entry = self._entries[case.number] = self._entry(said)
        for core in entry.firm.cores:
            self._of(_FIRM, core, new=True).append(case.number)
        if entry.words:
            self._of(_PROBLEM, entry.words, new=True).append(case.number)
        for trace in traces(entry.words):
            there = self._of(_TRACE, trace, new=True)
            if len(there) < _COMMON:
                there.append(case.number)

    def _of(self, kind: str, term: str, *, new: bool = False) -> list[str]:
        """Return the numbers of the cases with a term; a list to add to where a new one has it."""
        found = self._there.get((kind, term))
        if found is None:
            found = self._fetched(kind, term)
            if new or self._index is not None:
                self._there[kind, term] = found
        return found

    def _fetched(self, kind: str, term: str) -> list[str]:
        if self._index is None:
            return []
        most = _COMMON if kind == _TRACE else -1
        written = _written(term) if kind == _PROBLEM else term
        kept = self._index.numbers(kind, written, most if most < 0 else most + len(self._newer))
        begun = self._begun.get((kind, term), ())
        found = sorted([*(each for each in kept if each not in self._newer), *begun])
        return found if most < 0 else found[:most]

    def _entry(self, said: tuple[str, str, str, str]) -> _Entry:
        return _Entry(said, self.firm(said[0]), plain(said[1]), plain(said[2]), plain(said[3]))

    def _as_it_was(self, number: str) -> _Entry | None:
        """Return a case as the index knows it, None where it does not, or where its row was gone."""
        if self._index is None or number in self._newer:
            return None
        case = self._index.get("case", number)
        return None if case is None or case.removed else self._entry(_said(case))

    def _known(self, case: Case) -> _Entry:
        """Return a standing case as it was taken in; one that was not has not changed since the index was made."""
        entry = self._entries.get(case.number)
        if entry is None:
            entry = self._entries[case.number] = self._entry(_said(case))
        return entry

    def firm(self, name: str) -> Firm:
        """Return a firm's name taken apart."""
        return firm_of(name, self.place)

    def of_firm(
        self, cases: Mapping[str, Case], name: str, keep: Callable[[Case], bool] = lambda _: True
    ) -> list[Case]:
        """Return the cases of the firm of this name that ``keep`` keeps, those with deleted rows left out."""
        firm = self.firm(name)
        numbers = {number for core in firm.cores for number in self._of(_FIRM, core)}
        found = [cases[number] for number in sorted(numbers) if number in cases]
        return [case for case in found if not case.removed and keep(case) and firm.is_same(self._known(case).firm)]

    def with_problem(
        self, cases: Mapping[str, Case], problem: str, keep: Callable[[Case], bool] = lambda _: True
    ) -> list[Case]:
        """Return the cases with this problem, spaces and punctuation aside, that ``keep`` keeps."""
        words = plain(problem)
        numbers = sorted(set(self._of(_PROBLEM, words))) if words else []
        found = [cases[number] for number in numbers if number in cases]
        return [case for case in found if not case.removed and keep(case) and self._known(case).words == words]

    def near(self, cases: Mapping[str, Case], firm: str, subject: str, keep: Callable[[Case], bool]) -> list[Case]:
        """Return the cases that ``keep`` keeps whose firm's name or subject comes nearest, a handful of each."""
        entries = {number: self._known(case) for number, case in cases.items() if not case.removed and keep(case)}
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
        numbers = {number for core in named.cores for number in self._of(_FIRM, core)}
        own = [
            (score, cases[number])
            for score, number in self._likest(cases, words, numbers)
            if not cases[number].removed and named.is_same(self._known(cases[number]).firm)
        ]
        over = {Phase.CLOSED, Phase.WITHDRAWN}
        is_open = [(score, case) for score, case in own if case.phase not in over]
        same = next((case for score, case in is_open if score >= SAME_MATTER), None)
        repeated = next((case for score, case in own if score >= SAME_MATTER and case.phase in over), None)
        near = [case for score, case in is_open if score < SAME_MATTER]
        return Kin(same, repeated, tuple(near[:_NAMED]), self._common(cases, named, words))

    def _common(self, cases: Mapping[str, Case], firm: Firm, words: str) -> tuple[Case, ...]:
        """Return cases of other firms with a problem like this one, the likest first."""
        pieces = sorted((len(there), each) for each in traces(words) if (there := self._of(_TRACE, each)))
        shared = Counter(itertools.chain.from_iterable(self._of(_TRACE, each) for _, each in pieces[:_ASKED]))
        numbers = {number for number, _ in shared.most_common(_COMPARED)}
        if words:
            numbers.update(self._of(_PROBLEM, words)[-_COMPARED:])
        found = [
            cases[number]
            for _, number in self._likest(cases, words, numbers)
            if not firm.is_same(self._known(cases[number]).firm)
        ]
        return tuple([case for case in found if not case.removed and case.phase is not Phase.WITHDRAWN][:_NAMED])

    def _likest(self, cases: Mapping[str, Case], words: str, numbers: Collection[str]) -> list[tuple[float, str]]:
        """Return how alike these cases' problems are to a text, from a likeness on; of equals the latest first."""
        entries = {number: self._known(cases[number]) for number in numbers if number in cases}
        found = likest(words, {number: entry.words for number, entry in entries.items()}, LIKE_MATTER)
        parted = {number: entry.whole for number, entry in entries.items() if entry.whole}
        if not parted:
            return found
        best = {number: score for score, number in reversed(found)}
        for score, number in likest(words, parted, LIKE_MATTER):
            best[number] = max(score, best.get(number, 0.0))
        return sorted(((score, number) for number, score in best.items()), reverse=True)


def _said(case: Case) -> tuple[str, str, str, str]:
    whole = str(case.parted.get(case.record.role("problem"), "")) if case.parted else ""
    return case.role("firm"), case.role("problem"), whole, case.role("subject")


def _nearest(text: str, others: Mapping[str, str], scorer: Callable[..., float]) -> list[str]:
    """Return the keys of the few texts that come nearest to a text, none where it is empty."""
    if not text:
        return []
    found = process.extract(text, others, scorer=scorer, processor=None, score_cutoff=OTHER_MATTER, limit=_COMPARED)
    return [number for _, _, number in found]
