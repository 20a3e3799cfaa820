"""A unit's report on its tasks becomes an event (任务进展报送表)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toolkit.analysis import Period, PeriodError, read_period
from toolkit.errors import Code, Problem
from toolkit.events import Event, Kind
from toolkit.jobs.books.plans import followed, goals, reports
from toolkit.jobs.books.task_units import rules_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.mechanism.following import keys_of
from toolkit.submission import Answer, Submission
from toolkit.tasks.following import Followed, Progress, Report
from toolkit.tasks.model import Bound, Figure
from toolkit.tasks.printed import number
from toolkit.tasks.reaching import PER_CENT, Doubt, Said, said_of

#: What tells the row of a task's further figure from the task's own: 01-16-1#2.
_FIGURE = "#"
_OUTCOME = "已登记任务进展"


#: What a unit says of a task.
_TEXTS = {"@words": "words", "@difficulty": "difficulty", "@next": "next"}
_SAID = frozenset({*_TEXTS, "@reached", "@progress"})


#: How the unit is told why what it wrote as reached is not taken.
CODES = {
    Doubt.NO_NUMBER: Code.NOT_A_NUMBER, Doubt.A_RANGE: Code.A_RANGE, Doubt.OTHER_UNIT: Code.OTHER_UNIT,
    Doubt.WHICH_SHARE: Code.WHICH_SHARE, Doubt.WHICH_UNIT: Code.WHICH_UNIT, Doubt.WHICH_LEVEL: Code.WHICH_LEVEL,
    Doubt.BELOW_NOTHING: Code.BELOW_NOTHING,
}  # fmt: skip


@dataclass
class _Reading:
    """A form that is being read.

    Attributes:
        keys: the column of a field → its key on the form.
        known: the tasks that are followed.
        unit: who reports.
        progress: the form's words for progress → what they mean.
        office: whom to ask, as the senders are told it.
        told: what was reported of each task before.
        covers: the last day of the period.
        rows: what is said of each task.
        problems: what the unit has to put right.
        notes: what the office is told.
    """

    keys: Mapping[str, str]
    known: Mapping[str, Followed]
    unit: str
    progress: Mapping[str, str]
    office: str
    told: Mapping[str, Sequence[Report]]
    covers: date
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, row: Mapping[str, Answer]) -> None:
        """Take a row in; one in which the unit filled in nothing is passed over."""
        said = {column: str(row[key].value or "").strip() for column, key in self.keys.items() if key in row}
        filled = {column: text for column, text in said.items() if text and column in _SAID}
        if not filled:
            return
        written = said.get("@task", "")
        number, _, further = written.partition(_FIGURE)
        task = self.known.get(number)
        if task is None:
            self._mend(row, "@task", Code.NO_SUCH_TASK, text=written)
        elif self.unit not in (*task.answering, *task.supporting):
            self._mend(row, "@task", Code.NOT_THEIR_TASK, text=number, unit=self.unit, office=self.office)
        else:
            entry = self.rows.get(number, {"task": number})
            self._say(filled, entry)
            if "@reached" in filled:
                self._reach(row, task, int(further) - 1 if further.isdecimal() else 0, filled["@reached"], entry)
            if len(entry) > 1:
                self.rows[number] = entry
                # Of a goal there is a figure to tell, and no progress to choose.
                if "progress" not in entry and not further and not task.is_goal:
                    self._ask_progress(row, number)

    def _say(self, filled: Mapping[str, str], entry: dict[str, Any]) -> None:
        entry |= {name: filled[column] for column, name in _TEXTS.items() if column in filled}
        meaning = self.progress.get(filled.get("@progress", ""))
        if meaning is not None:
            entry["progress"] = meaning

    def _ask_progress(self, row: Mapping[str, Answer], number: str) -> None:
        """Tell the office that no progress was chosen; of a row of which nothing is registered it would be wrong."""
        going = next(word for word, each in self.progress.items() if each == Progress.GOING.value)
        self._tell(row, "@progress", f"任务 {number} 没有选进展情况：本期报过的沿用，没有报过的按“{going}”登记")

    def _reach(self, row: Mapping[str, Answer], task: Followed, place: int, text: str, entry: dict[str, Any]) -> None:
        if place >= len(task.figures):
            self._mend(row, "@reached", Code.NO_SUCH_TARGET, text=task.key)
            return
        figure = task.figures[place]
        said = said_of(text, figure)
        if said.doubt is not None:
            facts = facts_of(said, figure, text)
            self._mend(row, "@reached", CODES[said.doubt], label=self.keys["@reached"], text=text, **facts)
            return
        entry.setdefault("reached", {})[str(place)] = said.value
        self._compare(row, task, place, said.value)

    def _compare(self, row: Mapping[str, Answer], task: Followed, place: int, value: float) -> None:
        """Tell the office of a count below the one of the period before: the unit may have told only what is new."""
        figure = task.figures[place]
        if figure.unit in PER_CENT or figure.bound is Bound.MOST:
            return
        told = [each for each in self.told.get(task.key, ()) if each.unit == self.unit and place in each.reached]
        before = max((each for each in told if each.covers < self.covers), key=lambda each: each.covers, default=None)
        if before is not None and value < before.reached[place]:
            was = f"{before.period} 报的 {number(before.reached[place])}"
            why = f"任务 {task.key} 的完成数 {number(value)} 比 {was} 少，照登记了；请核对单位是不是只报了本期新增的"
            self._tell(row, "@reached", why)

    def _mend(self, row: Mapping[str, Answer], column: str, code: Code, **facts: str) -> None:
        answer = row[self.keys[column]]
        self.problems.append(Problem(code, facts, self.keys[column], answer.sheet, answer.cell))

    def _tell(self, row: Mapping[str, Answer], column: str, why: str) -> None:
        keys = (self.keys[column], self.keys["@task"])
        cell = next((row[key].cell for key in keys if key in row and row[key].cell), "")
        self.notes.append(f"{cell}：{why}" if cell else why)


def facts_of(said: Said, figure: Figure, text: str) -> dict[str, str]:
    """Return what a problem with a value tells of the figure it is about."""
    unit = figure.unit
    match said.doubt:
        case Doubt.NO_NUMBER | Doubt.A_RANGE:
            return {"unit": f"，单位是{unit}" if unit else ""}
        case Doubt.OTHER_UNIT:
            return {"unit": unit}
        case Doubt.WHICH_SHARE:
            return {"less": f"{number(said.value)}%", "more": f"{number(100 * said.value)}%"}
        case Doubt.WHICH_UNIT:
            return {"unit": unit, "smaller": f"{text}{unit.lstrip('万亿') or '个'}"}
        case Doubt.WHICH_LEVEL:
            return {"asked": figure.clause}
        case _:
            return {}


def reported(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a report means: the standing of each task on it that the unit has something to say about.

    A row left blank says nothing and erases nothing. What cannot be taken over is told with its row.
    """
    form = desk.mechanism.form(submission.form)
    keys = keys_of(form)
    taken = Taken(outcome=_OUTCOME, problems=list(submission.problems))
    unit, about = _unit(desk, submission, keys), _period(submission, keys)
    if not unit:
        taken.outcome = "待确认"
        taken.notes.append("看不出是哪个单位报送的，没有登记。请在表头“报送单位”填写单位全称，再放回收件箱")
        return taken
    written = str(submission.value(keys["@period"]) or "")
    if about is None or about.first_day > desk.as_of:
        taken.outcome = "待确认"
        why = "看不懂" if about is None else "还没有到"
        taken.notes.append(f"报送期“{written}”{why}，没有登记。请写成 2024年第一季度 或 2024Q1，再放回收件箱")
        return taken
    if written and _read(written) is None:
        taken.notes.append(f"报送期写的“{written}”看不懂，按发去的表算{about.label}")
    reading = _Reading(
        keys, {each.key: each for each in (*followed(desk), *goals(desk))}, unit, rules_of(desk).progress,
        desk.mechanism.office_short, reports(desk), about.last_day,
    )  # fmt: skip
    for row in submission.rows:
        reading.take(row)
    taken.problems += reading.problems
    taken.notes += reading.notes
    if not reading.rows:
        taken.outcome = "任务进展没有可登记的" if reading.problems else "任务进展没有填写"
        return taken
    data = {
        "unit": unit, "period": str(about), "covers": about.last_day, "rows": list(reading.rows.values()),
        "sha": source.sha, "part": source.part, "incoming": source.name,
    }  # fmt: skip
    taken.events.append(Event(Kind.FOLLOWED, source.day or desk.as_of, data=data))
    taken.notes.insert(0, f"{unit} {about.label}：{len(reading.rows)} 项任务")
    return taken


def _unit(desk: Desk, submission: Submission, keys: Mapping[str, str]) -> str:
    """Return the reporting unit's full name: as the form says, else as it was marked when it went out."""
    for text in (str(submission.value(keys["@unit"]) or ""), submission.identity.unit):
        unit = desk.mechanism.units.find(text) if text else None
        if unit is not None:
            return unit.name
        if text and text in _named(desk):
            return text
    return ""


def _named(desk: Desk) -> set[str]:
    """Return every unit that a followed task names, those that are not on the list of member units included."""
    return {unit for each in (*followed(desk), *goals(desk)) for unit in (*each.answering, *each.supporting)}


def _period(submission: Submission, keys: Mapping[str, str]) -> Period | None:
    """Return the period reported on: as the form says, else, where nobody can read that, as it was marked."""
    written = _read(str(submission.value(keys["@period"]) or ""))
    return written or _read(submission.identity.number)


def _read(text: str) -> Period | None:
    try:
        return read_period(text) if text else None
    except PeriodError:
        return None
