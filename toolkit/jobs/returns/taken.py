"""A returned form on its way: the file it came in, what it is, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.events import Event
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.submission import Submission

#: What became of a form that is kept with its case and sets nothing in it.
ARCHIVED = "已存档"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a form came in.

    Attributes:
        sha, name: its digest and its name.
        part: which form of the file it is, from 0.
        day: the day of the mail it came by, None where it came otherwise.
    """

    sha: str
    name: str
    part: int = 0
    day: date | None = None


def short(digest: str) -> str:
    """Return the beginning of a file's digest by which questions, and forms typed from a scan, name it."""
    return digest[:12]


def ask_id(source: str, part: int = 0) -> str:
    """Return the id on 待确认 of the question a file raises, by its :func:`short` digest and which form of it it is."""
    return f"{source}-{part + 1}"


@dataclass
class Taken:
    """What became of one returned form.

    Attributes:
        events: what is to be journalled.
        numbers: the cases it concerns.
        firm: the firm, for the log of received files.
        outcome: in a word, 已登记, 已更新, 已存档 or 待确认.
        form: the title of the form it was.
        beside: what stood on the form and belongs to no field; told in the log of received files.
        ours: whether the office filled it in itself, so that nobody is to be written to.
        problems: what a person must look at.
        notes: what the office is told besides, in the log of received files.
        unsettled: what it is told there too, and has to settle itself.
        submission: the form as it was read, for the answer to its sender.
        visit: the 走访号 of the one visit it tells of, by which it is known should it come back.
        known_as: what its mark is to bear should it go back, where that is neither 走访号 nor 编号: a question's id.
        of_visit: whether it tells of visits: nobody gets a receipt for it, and what came with it is the visits' own.
    """

    events: list[Event] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    firm: str = ""
    outcome: str = ""
    form: str = ""
    beside: str = ""
    ours: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    submission: Submission | None = None
    visit: str = ""
    known_as: str = ""
    of_visit: bool = False


@dataclass
class Slip:
    """A returned form on its way: what it is, where it came from, what has become of it."""

    desk: Desk
    form: Form
    submission: Submission
    source: Source
    taken: Taken = field(default_factory=Taken)

    def note(self, code: Code, **facts: str) -> None:
        self.tell([Problem(code, facts)])

    def tell(self, problems: Sequence[Problem]) -> None:
        self.taken.notes += map(str, problems)
