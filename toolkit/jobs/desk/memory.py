"""What the desk knows (案头所知): the events, and what they add up to — cases, look-ups, what we last wrote.

All of it comes from the journal. Where this PC remembers what the journal's beginning added up to (``past.py``), only
its end is read and only what is asked for is fetched; whoever asks for everything gets everything.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, MutableMapping, MutableSequence, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

from toolkit.cases import Case, WorkCalendar, apply, fold
from toolkit.cases.standing import standing
from toolkit.events import Event, Kind
from toolkit.jobs.desk.alike import Alike
from toolkit.jobs.desk.collector import resting
from toolkit.jobs.desk.known import Known, Raised
from toolkit.jobs.desk.numbers import in_turn
from toolkit.jobs.desk.past import Past
from toolkit.jobs.desk.shelf import Log, Shelf, joined, parted
from toolkit.journal import Journal, Position, Record
from toolkit.mechanism import Mechanism
from toolkit.register import Base, BaseKeeper


@dataclass
class Memory:
    """What is known.

    Attributes:
        mechanism: by which rules; the member units are those the office keeps in the register.
        journal, calendar: what happened; workdays, with the office's own table.
        events: everything that happened and stands, in order, this run's included.
        withdrawn: what happened and was taken back since (undo), in order.
        known: which files and forms were taken in before.
        past: what this PC remembers, None where nothing.
        settings: the office's own units and holidays as they were read, "" where they were not.
        strays: sheet → the keys in the register, as we left it, that are none of ours; absent where that is not known.
    """

    mechanism: Mechanism
    journal: Journal
    calendar: WorkCalendar
    events: MutableSequence[Event] = field(default_factory=list)
    withdrawn: list[Event] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    past: Past | None = None
    settings: str = ""
    strays: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)
    _cases: MutableMapping[str, Case] | None = None
    _live: list[Case] | None = None
    _keeper: BaseKeeper | None = None
    _whole_base: bool = False
    _alike: Alike | None = None

    def live(self) -> list[Case]:
        """Return the cases whose row stands, in the order of their 编号."""
        if self._live is None:
            self._live = sorted((case for case in self.cases.values() if not case.removed), key=by_number)
        return list(self._live)

    @property
    def since(self) -> Sequence[Event]:
        """The events that the past does not know."""
        return self.events[self.past.meta.count :] if self.past is not None else self.events

    @property
    def base(self) -> Base:
        """What we last wrote into the register; kept up to date, so not to be kept across events."""
        if self._keeper is None or self._keeper.events is not self.events:
            past = None if self._whole_base else self.past
            base = None if past is None else _base_of(past)
            self._keeper = BaseKeeper(self.events, base, past.meta.count if past is not None else 0)
        return self._keeper.now()

    def weigh_base(self) -> None:
        """Let the base be known to the last cell and commit: the register is not as we left it."""
        if not self._whole_base:
            self._whole_base, self._keeper = True, None

    def stand(self, events: list[Event]) -> None:
        """Lay out the events there are, in order; those that were taken back (undo) count no more."""
        if self.past is not None:
            self.past.close()
        found = standing(events)
        self.events, self.withdrawn, self.past, self.strays = found.events, found.withdrawn, None, {}
        self.known = known_of(self.events, None)
        self.__dict__.pop("given_before", None)
        self.refold()

    @cached_property
    def given_before(self) -> set[str]:
        """The 编号 of cases that were taken back: no other case ever gets one of them."""
        return {event.number for event in self.withdrawn if event.kind is Kind.OPENED}

    def unlearn(self) -> None:
        """Let all be known from the journal alone: an older register turned back what the past tells."""
        if self.past is not None:
            self.past.close()
            self.events, self.past = list(self.events), None
            self.known, self._keeper = known_of(self.events, None), None
            self.refold()

    @property
    def cases(self) -> MutableMapping[str, Case]:
        """The cases by 编号; those that the events since the past are not about are fetched when they are asked for."""
        if self._cases is None:
            record = self.mechanism.record
            with resting():
                if self.remembers_cases and self.past is not None:
                    self._cases = Shelf[str, Case](self.past, "case")
                    for event in self.since:
                        apply(self._cases, event, record, self.calendar)
                else:
                    self._cases = fold(self.events, record, self.calendar)
        return self._cases

    @property
    def remembers_cases(self) -> bool:
        """Whether the past's cases are those of these rules and this calendar."""
        return self.past is not None and bool(self.settings) and self.past.meta.settings == self.settings

    def refold(self) -> None:
        """Let the cases be made anew: the calendar or the events are others than before."""
        self._cases = None
        self._live = None
        self._alike = None

    @property
    def alike(self) -> Alike:
        """The look-up of cases by firm and problem, made when it is first asked for and kept up to date."""
        if self._alike is None:
            past = self.past if self.remembers_cases else None
            self._alike = Alike(self.mechanism.place)
            if past is None:
                self._alike.begin(self.live())
            else:
                touched = {event.number for event in self.since}
                standing = [self.cases[each] for each in sorted(touched) if each in self.cases]
                self._alike.begin([each for each in standing if not each.removed], past, touched)
        return self._alike

    def _take_in(self, written: Sequence[Event]) -> None:
        """Let events happen that were written."""
        cases = self.cases
        for event in written:
            self.events.append(event)
            is_new = event.number not in cases
            apply(cases, event, self.mechanism.record, self.calendar)
            self._keep_live(event, is_new=is_new)
            if self._alike is not None and event.number in cases:
                self._alike.add(cases[event.number])
        self.known.add(written)

    def _keep_live(self, event: Event, *, is_new: bool) -> None:
        """Keep the list of standing cases true without sorting thousands for each one that is opened."""
        if self._live is None:
            return
        if event.kind is Kind.OPENED and is_new and not self.cases[event.number].removed:
            bisect.insort(self._live, self.cases[event.number], key=by_number)
        elif "removed" in event.data:
            self._live = None

    def _forget(self, kept: int) -> None:
        """Let all events from this place on not have happened."""
        del self.events[kept:]
        self.refold()
        self.known = known_of(self.events, self.past)
        self._keeper = None


@dataclass(frozen=True)
class Recalled:
    """The events that stand, those that were taken back, and the past if it is what the journal began with."""

    events: MutableSequence[Event]
    withdrawn: list[Event]
    past: Past | None


def by_number(case: Case) -> tuple[str, int, str]:
    """Return by what cases are put in the order of their 编号: 2024-1000 comes after 2024-999."""
    return *in_turn(case.number), case.number


def turns_back(event: Event) -> bool:
    """Return whether an event changes what those before it add up to, so that this is added up from the beginning.

    Events are taken back; an older register, or one made from the journal, stands in its place; a sheet is noted whole;
    lost lines were made good from the register.
    """
    return event.kind in {Kind.UNDONE, Kind.NOTED, Kind.MISSED} or "back_to" in event.data or "rebuilt" in event.data


def recall(journal: Journal, past: Past | None) -> Recalled:
    """Return all events of the journal, and the past if it is what the journal began with.

    With a past only what follows on it is read; the rest when it is asked for.
    """
    if past is not None:
        meta = past.meta
        fresh = journal.resume(meta.position)
        if fresh is not None:
            end = understood(fresh)
            # What was lost since may be made good from the register, which is weighed against the whole journal.
            lost = (journal.spoiled, journal.missing) != (list(meta.position.spoiled), list(meta.position.missing))
            if not lost and not any(map(turns_back, end)):
                begun = Log(meta.count, lambda: events_until(journal.folder, meta.position), end)
                return Recalled(begun, list(meta.withdrawn), past)
        past.close()
    found = standing(understood(journal.records()))
    return Recalled(found.events, found.withdrawn, None)


def events_until(folder: Path, position: Position) -> list[Event]:
    """Return the events of a journal up to a position, as they stood then."""
    records = Journal(folder).records()
    return standing(understood(each for each in records if each["seq"] <= position.last)).events


def strays_of(events: MutableSequence[Event], past: Past | None) -> dict[str, set[tuple[str, ...]]]:
    """Return the keys in the register that are none of ours, by sheet, where nobody has written it since the past."""
    if past is None or any(event.kind in {Kind.COMMITTING, Kind.COMMITTED} for event in events[past.meta.count :]):
        return {}
    return dict(past.meta.strays)


def understood(records: Iterable[Record]) -> list[Event]:
    """Return the events among a journal's records that this version of the toolkit understands."""
    return [event for event in map(Event.from_record, records) if event is not None]


def known_of(events: MutableSequence[Event], past: Past | None) -> Known:
    """Return the look-ups over all events."""
    if past is None:
        known = Known()
        known.add(events)
        return known
    raised = deepcopy(past.meta.raised)
    known = Known(
        **{each.name: getattr(raised, each.name) for each in fields(Raised)},
        received=Shelf(past, "received"),
        names=Shelf(past, "name", joined, parted),
        noted=dict(past.meta.waiting),
        parts=Shelf(past, "part", joined, _part, lambda seq: _numbered(events, seq)),
        entered=Shelf(past, "entered", joined),
        attached=Shelf(past, "attached"),
        folders=Shelf(past, "folder"),
        printed=Shelf(past, "printed"),
        replied=Shelf(past, "replied"),
    )
    known.add(events[past.meta.count :])
    return known


def _part(text: str) -> tuple[str, int]:
    digest, part = parted(text)
    return digest, int(part)


def _numbered(events: Sequence[Event], seq: int) -> Event:
    """Return the event with this place in the order; bytes seen before are rare enough to read the journal for."""
    return next(event for event in events if event.seq == seq)


def _base_of(past: Past) -> Base:
    base = deepcopy(past.meta.base)
    base.cells = {
        sheet: Shelf(past, f"row {sheet}", joined, parted) for sheet in past.meta.sheets
    }  # fmt: skip
    return base
