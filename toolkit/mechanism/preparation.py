"""What a mechanism prepares before its regular meeting (会前准备): whom it asks, whom it invites, which words count.

The data are ``meeting.toml`` in the mechanism's folder; a mechanism without the file asks nobody and invites nobody
beyond its agenda. They are read when a meeting is prepared or its agenda comes back; no other command needs them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.ladder import ReminderPaper, read_paper, wrong_papers
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "meeting.toml"
_CLAUSES = re.compile(r"[，。；：、,.;:（(]")
#: What the request's words may ask for beside what every reminding paper's may.
OWN_NAMES = ("会议", "会议日期")


@dataclass(frozen=True, slots=True)
class ProgressRule:
    """How progress is asked for before a meeting (会前反馈).

    Attributes:
        name: what is owed, as a kind of deadline.
        days_before: from how many days before the meeting it is asked for; calendar days.
        due_before: how many workdays before the meeting it is due.
        workdays_to_answer: how many workdays a unit has at least; where holidays lie between, it is asked earlier.
        paper: by which paper.
        rule: the source.
    """

    name: str
    days_before: int
    due_before: int
    workdays_to_answer: int
    paper: ReminderPaper
    rule: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited to a matter.

    Attributes:
        units: meanings of the columns that name units.
        proposed: the meaning of the column with a proposed lead, read while no lead is settled; "" for none.
        reporting: meanings of the columns that name who tells how far an earlier matter has come; () for nobody.
        firms: whether the firm itself is.
        groups: kinds of unit in the order in which they are listed.
        together: sets of units, all of which are invited where one is.
        always: units that are invited to all matters, whatever they are: those of the body that holds the meeting.
        hosts: units that hold it: they sign in, and nobody writes them a notice unless a matter concerns them.
        rule: the source.
    """

    units: tuple[str, ...] = ()
    proposed: str = ""
    reporting: tuple[str, ...] = ()
    firms: bool = False
    groups: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    always: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """What the notice asks.

    Attributes:
        reply_before: how many workdays before the meeting the reply slip is due.
        unit_people, firm_people: who is to come.
        unit_asks, firm_asks: what they are asked to see to, a sentence each.
    """

    reply_before: int
    unit_people: str
    firm_people: str
    unit_asks: tuple[str, ...] = ()
    firm_asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reclassed:
    """Words by which a meeting gives a matter another class."""

    klass: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that a mechanism gives for preparing its meetings.

    Attributes:
        progress: how progress is asked for, None where it is not.
        invited: who is invited.
        notice: what the notice says, None where none goes out.
        postponed: first clauses of a decision that leave the matter to the next meeting.
        reclassed: first words of a decision that give the matter another class.
    """

    progress: ProgressRule | None = None
    invited: Invited = field(default_factory=Invited)
    notice: NoticeWords | None = None
    postponed: tuple[str, ...] = ()
    reclassed: tuple[Reclassed, ...] = ()

    def is_postponed(self, decision: str) -> bool:
        """Return whether a decision leaves the matter to the next meeting: its first clause says so and no more.

        So 暂缓，下次再议 does, and 暂缓征收滞纳金 does not.
        """
        return _first_clause(decision) in self.postponed

    def new_class(self, decision: str) -> str:
        """Return the class a decision gives the matter by its first words, "" where it gives none."""
        clause = _first_clause(decision)
        return next((each.klass for each in self.reclassed if clause.startswith(each.words)), "")


def _first_clause(text: str) -> str:
    return _CLAUSES.split("".join(text.split()))[0]


def load_preparation(mechanism: Mechanism) -> Preparation:
    """Return what the mechanism prepares before a meeting; nothing where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names a column, a class or a word that there is none of.
    """
    return read_companion(mechanism, FILE, _preparation, lambda each: _wrong(each, mechanism)) or Preparation()


def _preparation(data: Mapping[str, Any]) -> Preparation:
    outcomes = data.get("outcomes", {})
    return Preparation(
        progress=_progress(data["progress"]) if "progress" in data else None,
        invited=_invited(data.get("invited", {})),
        notice=_notice(data["notice"]) if "notice" in data else None,
        postponed=tuple(outcomes.get("postponed", ())),
        reclassed=tuple(Reclassed(each["class"], tuple(each["words"])) for each in outcomes.get("reclassed", ())),
    )


def _progress(data: Mapping[str, Any]) -> ProgressRule:
    return ProgressRule(
        name=data["name"],
        days_before=int(data["days_before"]),
        due_before=int(data["due_before"]),
        workdays_to_answer=int(data["workdays_to_answer"]),
        paper=read_paper(data["paper"]),
        rule=data["rule"],
    )


def _invited(data: Mapping[str, Any]) -> Invited:
    return Invited(
        units=tuple(data.get("units", ())),
        proposed=data.get("proposed", ""),
        reporting=tuple(data.get("reporting", ())),
        firms=bool(data.get("firms", False)),
        groups=tuple(data.get("groups", ())),
        together=tuple(tuple(each) for each in data.get("together", ())),
        always=tuple(data.get("always", ())),
        hosts=tuple(data.get("hosts", ())),
        rule=data.get("rule", ""),
    )


def _notice(data: Mapping[str, Any]) -> NoticeWords:
    return NoticeWords(
        reply_before=int(data["reply_before"]),
        unit_people=data["unit_people"],
        firm_people=data["firm_people"],
        unit_asks=tuple(data.get("unit_asks", ())),
        firm_asks=tuple(data.get("firm_asks", ())),
    )


def _wrong(found: Preparation, mechanism: Mechanism) -> list[str]:
    invited, roles = found.invited, mechanism.record.roles
    # Units and their kinds are the office's own by now (the sheet 成员单位): what it has not is no contradiction.
    meanings = [*invited.units, *invited.reporting, *filter(None, [invited.proposed])]
    wrong = [f"参会单位用到没有的含义“{each}”" for each in meanings if each not in roles]
    wrong += [f"没有问题分类“{each.klass}”" for each in found.reclassed if each.klass not in mechanism.classes]
    return wrong + (wrong_papers([found.progress.paper], mechanism, OWN_NAMES) if found.progress else [])
