"""The letter that asks a unit to report on its tasks (报送任务进展的函), with the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.documents.setting.columns import share_out
from toolkit.documents.setting.paper import Cell, Paper, fit_title, head, issuer_of
from toolkit.documents.setting.styles import Style
from toolkit.documents.setting.words import clean, full_date, narrow_date, one_line
from toolkit.mechanism import Mechanism

#: Widths of the list in parts of the page: what must stand on one line has enough for it.
_COLUMNS = (
    ("任务号", 20, False),
    ("任务内容", 73, True),
    ("职责", 16, False),
    ("时限", 27, False),
    ("现状", 20, False),
)
#: What the list under the letter is called.
_LIST = "任务清单"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task on a unit's list: its number, what is to be done, the unit's part in it, due date, how it stands."""

    key: str
    text: str
    duty: str
    due: date | None
    state: str


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """What the letter says.

    Attributes:
        unit: to whom.
        title: its title.
        said: its sentences.
        tasks: the list.
        issuer: in whose name it goes out, as the mechanism calls the kind of paper.
        day: the day of the letter.
    """

    unit: str
    title: str
    said: Sequence[str]
    tasks: Sequence[TaskLine]
    issuer: str
    day: date


def write_task_request(request: TaskRequest, mechanism: Mechanism) -> bytes:
    """Return the letter as a Word file.

    Raises:
        ConfigError: the mechanism does not say who issues it.
    """
    issuer = issuer_of(mechanism, request.issuer)
    title = fit_title(request.title)
    paper = Paper(title=title, issuer=issuer, day=request.day)
    head(paper, title, issuer)
    paper.empty()
    paper.write(Style.ADDRESSEE, f"{one_line(request.unit)}：")
    for each in request.said:
        paper.write(Style.BODY, each)
    paper.empty()
    paper.write(Style.SIGNATURE, issuer.name)
    paper.write(Style.SIGNED_DAY, full_date(request.day))
    paper.empty(Style.TABLE_TEXT)
    paper.write(Style.TABLE_TITLE, _LIST)
    columns = share_out(
        (name, part, Style.TABLE_SMALL if left else Style.TABLE_SMALL_CENTRED) for name, part, left in _COLUMNS
    )
    paper.table(columns, map(_cells, request.tasks), Style.TABLE_SMALL_HEAD)
    return paper.to_bytes()


def _cells(task: TaskLine) -> list[Cell]:
    due = narrow_date(task.due) if task.due else "—"
    return [[[clean(each)]] for each in (task.key, one_line(task.text), task.duty, due, task.state)]
