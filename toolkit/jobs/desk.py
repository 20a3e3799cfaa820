"""The desk (案头): what every job finds laid out — settings, mechanism, journal, cases — and how it puts things down.

Cases are folded from the journal each time; the register is first read for what people did to it, and last brought
into line with what the events say.
"""

from __future__ import annotations

import bisect
import copy
import itertools
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from toolkit.cases import Case, WorkCalendar, apply, fold
from toolkit.cases.standing import standing
from toolkit.config import Config, read_config
from toolkit.events import Event, Kind
from toolkit.files import digest_of, flush_all, names_after, sha256, write_whole
from toolkit.jobs.adopted_rules import mechanism_of
from toolkit.jobs.alike import Alike
from toolkit.jobs.collector import resting
from toolkit.jobs.known import Known
from toolkit.jobs.numbers import Numbers
from toolkit.jobs.order import Order
from toolkit.journal import Journal
from toolkit.mechanism import Mechanism
from toolkit.register import Base, BaseKeeper, Opened
from toolkit.workspace import Workspace


@dataclass
class Desk:
    """One job's working place; use :func:`open_desk`.

    Attributes:
        workspace, config, mechanism: where, how and by which rules; the member units are those the office keeps in
            the register.
        order: how the job was asked to run.
        events: everything that happened and stands, in order, this run's included.
        withdrawn: what happened and was taken back since (undo), in order.
        run: by what this run's events are known: its first place in the journal.
        cases: 编号 → case, those included whose row a person deleted.
        calendar: workdays, with the office's own table.
        set_aside: how many things this run leaves for a person; the command ends with status 1 if any.
        known: which files and forms were taken in before.
        opened: the register as it was looked at last.
        unflushed: files written in this batch, that are to be on the disk before its events are.
        hints: what was said that is to be said once a run.
    """

    workspace: Workspace
    config: Config
    mechanism: Mechanism
    order: Order
    journal: Journal
    calendar: WorkCalendar
    events: list[Event] = field(default_factory=list)
    withdrawn: list[Event] = field(default_factory=list)
    run: int = 0
    set_aside: int = 0
    known: Known = field(default_factory=Known)
    opened: Opened | None = None
    unflushed: list[Path] = field(default_factory=list)
    hints: set[str] = field(default_factory=set)
    _cases: dict[str, Case] | None = None
    _live: list[Case] | None = None
    _keeper: BaseKeeper | None = None
    _kept: int = 0
    _alike: Alike | None = None
    _dry_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def as_of(self) -> date:
        return self.order.as_of

    def say(self, line: str) -> None:
        """Show a line to the person at the screen."""
        self.order.say(line)

    def live(self) -> list[Case]:
        """Return the cases whose row stands, in the order of their 编号."""
        if self._live is None:
            self._live = sorted((case for case in self.cases.values() if not case.removed), key=attrgetter("number"))
        return list(self._live)

    @property
    def base(self) -> Base:
        """What we last wrote into the register; kept up to date, so not to be kept across events."""
        if self._keeper is None or self._keeper.events is not self.events:
            self._keeper = BaseKeeper(self.events)
        return self._keeper.now()

    @property
    def cases(self) -> dict[str, Case]:
        """The cases by 编号, folded from the events when they are first asked for."""
        if self._cases is None:
            with resting():
                self._cases = fold(self.events, self.mechanism.record, self.calendar)
        return self._cases

    def stand(self, events: list[Event]) -> None:
        """Lay out the events there are, in order; those that were taken back (undo) count no more."""
        found = standing(events)
        self.events, self.withdrawn = found.events, found.withdrawn
        self.known = Known()
        self.known.add(self.events)
        self.__dict__.pop("given_before", None)
        self.refold()

    def refold(self) -> None:
        """Let the cases be made anew: the calendar or the events are others than before."""
        self._cases = None
        self._live = None
        self._alike = None

    @property
    def alike(self) -> Alike:
        """The look-up of cases by firm and problem, made when it is first asked for and kept up to date."""
        if self._alike is None:
            self._alike = Alike(self.mechanism.place)
            for case in self.live():
                self._alike.add(case)
        return self._alike

    def claim(self, standing: Container[str] = ()) -> str:
        """Return a new 编号 of this year, claimed for good; in a batch its flush claims it. A dry run claims none.

        Args:
            standing: numbers that people typed into the register themselves and that are no cases yet.
        """
        if self.order.dry_run:
            return f"（待编号{next(self._dry_numbers)}）"
        refused = (self.cases, standing, self.given_before)
        return self._numbers.free(self.cases, refused, at_once=not self.journal.is_holding)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self.workspace.numbers, self.as_of.year)

    @cached_property
    def given_before(self) -> set[str]:
        """The 编号 of cases that were taken back: no other case ever gets one of them."""
        return {event.number for event in self.withdrawn if event.kind is Kind.OPENED}

    def record(self, events: Iterable[Event]) -> Sequence[Event]:
        """Write events into the journal, let them happen to the cases, and return them as written.

        A dry run lets them happen and writes nothing.
        """
        wanted, cases = [replace(each, run=self.run) for each in events], self.cases
        if self.order.dry_run:
            last = self.events[-1].seq if self.events else 0
            records = [{"seq": last + n, "at": "", "by": "", **each.to_record()} for n, each in enumerate(wanted, 1)]
        else:
            records = [dict(each) for each in self.journal.append(each.to_record() for each in wanted)]
        written = [event for event in map(Event.from_record, records) if event is not None]
        for event in written:
            self.events.append(event)
            is_new = event.number not in cases
            apply(cases, event, self.mechanism.record, self.calendar)
            self._keep_live(event, is_new=is_new)
            if self._alike is not None and event.number in cases:
                self._alike.add(cases[event.number])
        self.known.add(written)
        return written

    def _keep_live(self, event: Event, *, is_new: bool) -> None:
        """Keep the list of standing cases true without sorting thousands for each one that is opened."""
        if self._live is None:
            return
        if event.kind is Kind.OPENED and is_new and not self.cases[event.number].removed:
            bisect.insort(self._live, self.cases[event.number], key=attrgetter("number"))
        elif "removed" in event.data:
            self._live = None

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let events happen at once but write them together: with :meth:`flush`, and on leaving.

        Raises:
            OSError: as :meth:`flush`.
        """
        if self.journal.is_holding:
            yield
            return
        self.journal.hold()
        self._kept = len(self.events)
        try:
            yield
        finally:
            try:
                self.flush()
            finally:
                self.journal.release()

    def flush(self) -> None:
        """Write the events of a batch so far; nothing that depends on them may be done before.

        Raises:
            OSError: the disk is full or the share is away; then nothing since the last flush has happened.
            WorkspaceError: another PC has claimed a 编号 given here; likewise.
        """
        if not self.journal.is_holding:
            return
        try:
            flush_all(self.unflushed)
            self.unflushed.clear()
            self._numbers.secure()
            self.journal.flush()
        except BaseException:
            # Else it would be written on leaving the batch, without the files it speaks of.
            self.unflushed.clear()
            self.journal.drop()
            self._numbers.give_back()
            del self.events[self._kept :]
            self.refold()
            self.known = Known()
            self.known.add(self.events)
            self._keeper = None
            self.__dict__.pop("printed", None)
            raise
        self._kept = len(self.events)

    def preview(self, number: str, *events: Event) -> Case:
        """Return the case as it would be after ``events``; nothing happens to the real one."""
        cases = {number: copy.deepcopy(self.cases[number])}
        for event in events:
            apply(cases, event, self.mechanism.record, self.calendar)
        return cases[number]

    def put(self, path: Path, data: bytes) -> Path:
        """Write a paper and return where it lies. One that a person has edited since is never overwritten.

        A dry run writes nothing and returns where it would lie.
        """
        if self.order.dry_run:
            return path
        digest = sha256(data)
        for place in names_after(path):
            there = digest_of(place)
            if there == digest:
                return place
            if not there or there in self.printed.get(self.place(place), set()):
                try:
                    write_whole(place, data, flush=not self.journal.is_holding)
                    self.unflushed.append(place)
                    break
                except PermissionError:  # somebody reads the old one just now; a new one must be possible
                    if not there:
                        raise
        self.record([Event(Kind.PRINTED, self.as_of, data={"path": self.place(place), "sha": digest})])
        self.printed.setdefault(self.place(place), set()).add(digest)
        return place

    @cached_property
    def printed(self) -> dict[str, set[str]]:
        """Every paper that was written, from the workspace on → the digests it had, each time."""
        printed: dict[str, set[str]] = {}
        for event in (each for each in self.events if each.kind is Kind.PRINTED):
            printed.setdefault(event.data["path"], set()).add(event.data["sha"])
        return printed

    def place(self, path: Path) -> str:
        """Return a path from the workspace on, as people are told it and as every PC finds it, whatever its system."""
        name, root = path.as_posix(), f"{self.workspace.root.as_posix()}/"
        return name[len(root) :] if name.startswith(root) else path.relative_to(self.workspace.root).as_posix()


def lay(workspace: Workspace, order: Order, now: Callable[[], datetime] = datetime.now) -> Desk:
    """Return a desk with the cases as the journal tells them; the register has not been looked at yet.

    Raises:
        ConfigError: toolkit.toml or the mechanism cannot be used.
    """
    config = read_config(workspace.config)
    mechanism = mechanism_of(workspace, config)
    journal = Journal(workspace.journal, now)
    desk = Desk(
        workspace=workspace,
        config=config,
        mechanism=mechanism,
        order=order,
        journal=journal,
        calendar=WorkCalendar(),
    )
    desk.stand(events_of(journal))
    desk.run = journal.last + 1
    return desk


def events_of(journal: Journal) -> list[Event]:
    """Return the journal's events that this version of the toolkit understands."""
    return [event for event in map(Event.from_record, journal.records()) if event is not None]
