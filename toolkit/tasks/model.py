"""What a plan comes to: measures, their tasks, who answers for them, by when, and the figures they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from toolkit.tasks.printed import number, with_unit


class Bound(Enum):
    """How a figure is meant; the value is the word a clerk sees."""

    EXACTLY = ""
    LEAST = "至少"
    MOST = "至多"
    ABOUT = "约"
    BETWEEN = "区间"


class Kind(Enum):
    """What a figure is in its sentence; the value is the word a clerk sees. Only targets are followed."""

    TARGET = "目标"  # is to be reached or kept
    CONDITION = "条件"  # says who or what is meant: 30人以下的企业
    BASELINE = "现状"  # is so already: 从34.6%提高到, 规模1亿元的资金
    STANDARD = "标准"  # a rate, a support or a fine: 按30%返还, 给予300万元资金支持
    OPEN = "待定"  # the words do not tell; a person decides


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a task names (指标).

    Attributes:
        clause: the words of the document in which it stands, up to the next comma.
        low, high: its value as written, and the range's other end (the same where there is none).
        unit: the unit as written (亿元, 万人次, %); "" where the text has lost it.
        bound: whether it is to be reached, kept under, or met.
        kind: whether it is a target, or something else that has a number.
    """

    clause: str
    low: float
    high: float
    unit: str
    bound: Bound
    kind: Kind = Kind.TARGET

    @property
    def words(self) -> str:
        """Return it as a clerk would note it: 至少 15 亿元, 30—40 家."""
        if self.bound is Bound.BETWEEN:
            return with_unit(f"{number(self.low)}—{number(self.high)}", self.unit)
        return f"{self.bound.value} {with_unit(number(self.low), self.unit)}".strip()


class Timing(Enum):
    """What a time in a text says; the value is the word a clerk sees."""

    BY = "截止"  # to be done by a day
    WITHIN = "期限"  # to be done within months or years, counted from a day that the text does not name
    RECURRING = "周期"  # to be done again and again
    VALID = "有效期"  # the measure itself ends on a day
    CLAUSE = "条款到期"  # one clause of the measure ends on a day, the measure goes on


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a task names (时限): the words, what they say, and the last day where they give one.

    ``unsure`` says that the day counts from one that the words may not mean; ``is_count`` that the words are about a
    year in which something is counted (全年不少于12场), while another time is told by which it is to be done.
    """

    words: str
    timing: Timing
    day: date | None = None
    unsure: bool = False
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for a task, by role, as full names; ``said`` is the document's own phrase.

    ``proposed`` are names completed by the level before them (财政局 → 市财政局) that stand in full nowhere in the
    text; ``open`` says that the phrase ends in 等; ``by`` is the time that stands in the phrase; ``bare`` says that it
    lists units and gives them no role.
    """

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    duty: tuple[str, ...] = ()
    said: str = ""
    proposed: tuple[str, ...] = ()
    open: bool = False
    by: str = ""
    bare: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """Every unit once, the lead first."""
        return tuple(dict.fromkeys((*self.lead, *self.duty, *self.support)))


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its place within the measure (from 1), what is to be done, who answers, times and figures."""

    place: int
    text: str
    units: Answerable
    moments: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def days(self) -> tuple[Moment, ...]:
        """The times by which something of it is to be done, those with a last day; in the order of the text."""
        ends = (each for each in self.moments if each.day and each.timing in {Timing.BY, Timing.WITHIN})
        return tuple(each for each in ends if not each.is_count)

    @property
    def due(self) -> date | None:
        """The day by which all of it is to be done (届满日): the last it names, earlier ones are steps on the way."""
        return max((each.day for each in self.days if each.day), default=None)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a plan (措施).

    Attributes:
        number: unlike any other's: the document's own number, with those of its sections where it starts anew.
        label: the number as it stands there.
        sections: the headings above it.
        title: its opening words.
        text: the whole, without the phrase of who answers.
        tasks: at least one.
    """

    number: str
    label: str
    sections: tuple[str, ...]
    title: str
    text: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the text extraction spoiled and the text itself puts right (更正): old words, new words, why, and where."""

    where: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What only a person can settle (待核): where, the words, and what is doubtful about them."""

    where: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Other:
    """A paragraph that is no measure: the headings above it, and its words; goals have their figures taken out."""

    sections: tuple[str, ...]
    text: str
    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """How long the whole document holds (有效期): the words, its first and its last day where they give them."""

    words: str
    first: date | None
    last: date | None


@dataclass(slots=True)
class Breakdown:
    """All that a plan was broken down into.

    Attributes:
        title: the document's title.
        issued: the day under it (成文日期), None where there is none.
        validity: how long it holds, None where it does not say.
        measures, others: its paragraphs; none is left out.
        corrections, doubts: what was put right, and what was not.
        written: each unit's full name → the ways in which the text writes it.
    """

    title: str
    issued: date | None = None
    validity: Validity | None = None
    measures: Sequence[Measure] = ()
    others: Sequence[Other] = ()
    corrections: list[Correction] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    written: dict[str, list[str]] = field(default_factory=dict)
