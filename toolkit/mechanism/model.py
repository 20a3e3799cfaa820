"""A mechanism (机制) as data: what one office's published rules say, and nothing any other office's rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from toolkit.errors import ConfigError
from toolkit.forms import Form
from toolkit.mechanism.cadence import MONTHLY, Cadence
from toolkit.mechanism.clock import Clock
from toolkit.mechanism.column import Column
from toolkit.mechanism.condition import Condition
from toolkit.mechanism.counting import CIVIL_CODE, Counting
from toolkit.mechanism.gathering import Gathering
from toolkit.mechanism.issuer import Issuer
from toolkit.mechanism.secrecy import NOTHING_SECRET, Secrecy
from toolkit.mechanism.special import NOTHING_SPECIAL, Special
from toolkit.mechanism.units import UnitBook
from toolkit.mechanism.visiting import Visiting


class Phase(StrEnum):
    """What a status means to the toolkit, whatever an office calls it."""

    NEW = "new"  # waits to be classified
    VERIFYING = "verifying"  # units look into whether it is so
    APPROVING = "approving"  # waits for those who decide what a meeting takes up, or what becomes of what it said
    MEETING = "meeting"  # waits for its meeting
    READY = "ready"  # waits to be dispatched
    HANDLING = "handling"  # a unit is at work
    ANSWERED = "answered"  # waits for the firm's word
    CLOSED = "closed"
    PARKED = "parked"  # 挂账: a person's decision
    WITHDRAWN = "withdrawn"  # counted nowhere


@dataclass(frozen=True, slots=True)
class Status:
    """A status: its name, what it means to the toolkit, and what comes next, as a sender is told it."""

    name: str
    phase: Phase
    coming: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category (问题类别): its letter, the short name kept in the register, the annex's own words on paper."""

    code: str
    short: str
    words: str

    @property
    def stored(self) -> str:
        """Return how the register keeps it: ``A 招商增资``."""
        return f"{self.code} {self.short}"

    @property
    def printed(self) -> str:
        """Return how papers print it: ``A.项目招商引资及企业增资扩能范畴``."""
        return f"{self.code}.{self.words}"


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from one status to the next.

    Attributes:
        source: the statuses it leaves.
        target: the status it reaches.
        on: the event that causes it (``dispatched``, ``met``, or an effect of a request), "" where the values alone do.
        condition: what must hold.
        set: column → where its value comes from: ``day`` (the event's), or columns of which the first filled counts.
            A column that has a value keeps it.
        put: column → the word that stands there from then on, whatever stood there before.
        clear: columns emptied, because a new round begins; the journal keeps what they held.
        next_round: whether the round is counted up.
        rule: the source of the rule, seed and section.
    """

    source: tuple[str, ...]
    target: str
    on: str = ""
    condition: Condition = field(default_factory=Condition)
    set: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    put: Mapping[str, str] = field(default_factory=dict)
    clear: tuple[str, ...] = ()
    next_round: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record kind (问题): its sheet, its columns and its life.

    ``roles`` names the columns the rules refer to by meaning (``number``, ``status``, ``firm``, …), so that no
    code spells a header; ``gathering`` is what its regular meeting is called in what people read,
    ``first`` are the classes that come before the others (优先办理).
    """

    name: str
    title: str
    sheet: str
    columns: tuple[Column, ...]
    roles: Mapping[str, str]
    statuses: tuple[Status, ...]
    initial: str
    reopened: str
    transitions: tuple[Transition, ...]
    clocks: tuple[Clock, ...]
    counting: Counting = CIVIL_CODE
    special: Special = NOTHING_SPECIAL
    gathering: Gathering = field(default_factory=Gathering)
    first: tuple[str, ...] = ()
    secrecy: Secrecy = NOTHING_SECRET

    def column(self, name: str) -> Column:
        """Return the column called ``name``. Raises KeyError where there is none."""
        for each in self.columns:
            if each.name == name:
                return each
        raise KeyError(name)

    def role(self, meaning: str) -> str:
        """Return the header of the column with that meaning. Raises KeyError where the record has none."""
        return self.roles[meaning]

    def phase(self, status: str) -> Phase | None:
        """Return what a status means, None for a word the mechanism does not know."""
        for each in self.statuses:
            if each.name == status:
                return each.phase
        return None

    def coming(self, status: str) -> str:
        """Return what comes after a status, as a sender is told it; "" where the mechanism does not say."""
        return next((each.coming for each in self.statuses if each.name == status), "")

    def in_phase(self, *phases: Phase) -> tuple[str, ...]:
        """Return the statuses of these phases, in the mechanism's order."""
        return tuple(each.name for each in self.statuses if each.phase in phases)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The regular meeting (政企面对面): its name, when and how often it is held, who chairs, what class it takes."""

    name: str
    title: str
    first_day: int
    last_day: int
    hour: str
    chairs: tuple[str, ...]
    attending: tuple[str, ...]
    classes: tuple[str, ...]
    rule: str
    cadence: Cadence = MONTHLY
    word: str = Gathering().word


@dataclass(frozen=True)
class Mechanism:
    """Everything one office's mechanism says.

    Attributes:
        name: the folder's name.
        title: how the office calls its mechanism.
        office: the body that runs the loop, in full; ``office_short`` in running text.
        place: the district, printed in titles.
        source: the document the mechanism was published in.
        regular_meeting: its regular meeting, None where it has none.
        issuers: kind of paper → in whose name.
        wording: sentences of its papers, by key.
        folder: where its data lie, for the papers' templates.
        visiting: what it says of visits to firms (走访), None where it has none.
    """

    name: str
    title: str
    office: str
    office_short: str
    place: str
    source: str
    categories: tuple[Category, ...]
    classes: tuple[str, ...]
    record: Record
    forms: tuple[Form, ...]
    units: UnitBook
    regular_meeting: Meeting | None
    issuers: Mapping[str, Issuer]
    wording: Mapping[str, str]
    folder: Path
    default: bool = False
    visiting: Visiting | None = None

    @property
    def gathering(self) -> Gathering:
        """Return what its regular meeting is called in what people read: 会议, 活动."""
        return self.record.gathering

    @property
    def meeting(self) -> Meeting:
        """Return the regular meeting.

        Raises:
            ConfigError: this mechanism has none.
        """
        if self.regular_meeting is None:
            raise ConfigError(f"“{self.title}”没有定期会议这一步")
        return self.regular_meeting

    def form(self, form_id: str) -> Form:
        """Return the form with this id. Raises KeyError where the mechanism has none."""
        for each in self.forms:
            if each.id == form_id:
                return each
        raise KeyError(form_id)

    def form_that(self, kind: str, *, table: bool | None = None) -> Form:
        """Return the form whose return ``opens``, ``answers`` or ``evaluates`` a case, or ``decides`` on several.

        Of a kind with several forms (``requests``) the first; of one told on forms and in tables (``visits``) the one
        that is wanted.

        Raises:
            ConfigError: this mechanism has none.
        """
        for each in self.forms:
            if each.kind == kind and (table is None or bool(each.table) is table):
                return each
        raise ConfigError(f"“{self.title}”没有这一步用的表（kind = {kind}）")

    def category(self, stored: str) -> Category | None:
        """Return the category that the register's text stands for, by its letter; None for anything else."""
        letter = stored.strip()[:1].upper()
        return next((each for each in self.categories if letter and each.code == letter), None)

    def choices(self, column: Column) -> Sequence[str]:
        """Return the words a register column offers."""
        own: Mapping[tuple[str, ...], Sequence[str]] = {
            ("@categories",): [each.stored for each in self.categories],
            ("@classes",): self.classes,
            ("@statuses",): [each.name for each in self.record.statuses],
            ("@kinds",): self.visiting.all_kinds if self.visiting else (),
        }
        return own.get(column.choices, column.choices)
