"""The demo's story as data: who sends what on which day, what the office types, what the meetings decide.

A mechanism's story lies in its folder ``demo/``: ``play.toml`` (the days), ``cases*.toml`` (the cases),
``meetings.toml``, ``catalogues.toml``, ``units.csv`` (contact persons) and ``samples/`` (files saved elsewhere). One
that keeps visits has ``visits.toml`` too (see :mod:`toolkit.jobs.demo.visits`), one that follows tasks ``tasks.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.errors import ConfigError
from toolkit.jobs.demo.tasks import ToldTasks, read_tasks
from toolkit.jobs.demo.visits import read_visits
from toolkit.mechanism import Mechanism

#: What a field or column is given: text or a day.
Said = str | date
#: Keys of a return that say how it comes back; every other key is a field of the form.
_HOW = ("day", "unit", "file", "shape")


@dataclass(frozen=True, slots=True)
class Step:
    """A day in the office: what is told of it, and which commands are run."""

    day: date
    words: str
    commands: Sequence[str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A file that arrives.

    Attributes:
        day: when.
        kind: what it is: ``report``, ``again``, ``verifies``, ``answers``, ``evaluates``, ``agenda``, ``catalogue``, or
            the kind of a stray file.
        file: its name, a folder of the inbox before it perhaps; "" for the name under which the form was sent out.
        of: the file whose case it is about; of an agenda or a catalogue the month; of a stray file what it is of.
        unit: the unit that sends it, where one does.
        shape: how it was written (see :mod:`toolkit.jobs.demo.shapes`).
        said: field → answer.
    """

    day: date
    kind: str
    file: str
    of: str
    unit: str
    shape: str
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class HandEdit:
    """What the office types into the row of a case, from a day on."""

    day: date
    file: str
    values: Mapping[str, Said]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is filled into a meeting's agenda or catalogue: its head, and per firm what was decided."""

    month: str
    head: Mapping[str, Said]
    rows: Sequence[Mapping[str, Said]]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole quarter.

    Attributes:
        quarter: as the command ``quarterly`` is given it; ``title`` as people are told it.
        steps: the days, in order.
        letters: everything that arrives, in order.
        edits: what the office types, in order.
        meetings: month → what was decided; ``catalogues`` what was approved before it.
        contacts: unit → what is typed beside it on the sheet of member units.
        reports: file → the answers of the report that opens a case.
        samples: where the files saved by other programs lie.
        usual: kind of return → field → what usually stands there.
        charges: who looks after whom, as the office types it, a row each.
        logs: file → the rows of a log of visits.
        tasks: the plan, what is put right in its ledger, and what units report.
    """

    quarter: str
    title: str
    steps: Sequence[Step]
    letters: Sequence[Letter]
    edits: Sequence[HandEdit]
    meetings: Mapping[str, Decisions]
    contacts: Mapping[str, Mapping[str, str]]
    reports: Mapping[str, Mapping[str, Said]]
    samples: Path
    usual: Mapping[str, Mapping[str, str]]
    catalogues: Mapping[str, Decisions]
    charges: Sequence[Mapping[str, Said]] = ()
    logs: Mapping[str, Sequence[Mapping[str, Said]]] = field(default_factory=dict)
    tasks: ToldTasks = field(default_factory=ToldTasks)

    def arriving(self, after: date, until: date) -> list[Letter]:
        """Return what arrives after one day and up to another, in order."""
        return [each for each in self.letters if after < each.day <= until]


def read_story(mechanism: Mechanism) -> Story:
    """Return the mechanism's story.

    Raises:
        ConfigError: it has none.
    """
    folder = mechanism.folder / "demo"
    if not (folder / "play.toml").is_file():
        raise ConfigError(f"“{mechanism.title}”没有演示数据")
    play = _toml(folder / "play.toml")
    cases = [case for path in sorted(folder.glob("cases*.toml")) for case in _toml(path)["case"]]
    told, tasks = read_visits(folder / "visits.toml"), read_tasks(folder / "tasks.toml")
    cases += told.matters
    meetings, catalogues = (
        _tables(folder / "meetings.toml", "meeting"),
        _tables(folder / "catalogues.toml", "catalogue"),
    )
    letters = [letter for case in cases for letter in _of_case(case)]
    letters += [Letter(each["day"], "agenda", "", each["month"], "", "resaved", {}) for each in meetings]
    letters += [Letter(each["day"], "catalogue", "", each["month"], "", "resaved", {}) for each in catalogues]
    letters += [Letter(each["day"], "log", each["file"], "", "", "table", {}) for each in told.logs]
    letters += [
        Letter(each["day"], "progress", "", str(place), each["unit"], "resaved", {})
        for place, each in enumerate(tasks.reports)
    ]
    letters += [_stray(each) for each in play.get("stray", [])]
    edits = [
        HandEdit(case.get("office_day", case["day"]), case["file"], case["office"])
        for case in cases
        if "office" in case
    ]
    edits += [HandEdit(each["day"], each["file"], each["values"], each["why"]) for each in play.get("hand", [])]
    return Story(
        quarter=play["quarter"],
        title=play["title"],
        steps=[Step(each["day"], each["words"], each["do"]) for each in play["steps"]],
        letters=sorted(letters, key=lambda each: each.day),
        edits=sorted(edits, key=lambda each: each.day),
        meetings=_decisions(meetings),
        contacts=_contacts(folder / "units.csv"),
        reports={case["file"]: case["report"] for case in cases},
        samples=folder / "samples",
        usual=play["usual"],
        charges=told.charges,
        logs={each["file"]: each["rows"] for each in told.logs},
        tasks=tasks,
        catalogues=_decisions(catalogues),
    )


def _tables(path: Path, key: str) -> list[dict[str, Any]]:
    return list(_toml(path)[key]) if path.is_file() else []


def _decisions(told: Sequence[Mapping[str, Any]]) -> dict[str, Decisions]:
    return {each["month"]: Decisions(each["month"], each.get("head", {}), each["decision"]) for each in told}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _contacts(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row.pop(next(iter(row))): row for row in rows}


def _of_case(case: Mapping[str, Any]) -> list[Letter]:
    file, kind = case["file"], case.get("kind", "report")
    report = Letter(case["day"], kind, file, case.get("sample", ""), "", case["shape"], case["report"])
    again = [_back("again", file, {**each}, case["report"]) for each in case.get("again", [])]
    answers = [_back("verifies", file, each) for each in case.get("verifications", [])]
    answers += [_back("answers", file, each) for each in case.get("answers", [])]
    return [
        *([report] if kind else []),
        *again,
        *answers,
        *(_back("evaluates", file, each) for each in case.get("evaluations", [])),
    ]


def _back(kind: str, of: str, told: Mapping[str, Any], before: Mapping[str, Said] | None = None) -> Letter:
    said = {**(before or {}), **{key: value for key, value in told.items() if key not in _HOW}}
    shape = told.get("shape", "filled")
    return Letter(told["day"], kind, told.get("file", ""), of, told.get("unit", ""), shape, said)


def _stray(told: Mapping[str, Any]) -> Letter:
    said = told.get("values", told.get("changes", {}))
    return Letter(told["day"], told["kind"], told["file"], told.get("of", ""), "", "word", said)
