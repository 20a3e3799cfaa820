"""A mechanism's ladder of reminders (催办): so many workdays before or after a due date, who is told, by which paper.

The data are ``remind.toml`` in the mechanism's folder; a mechanism without the file reminds nobody. They are read when
reminders are asked for and not with the rest: no other command needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from toolkit.mechanism.companion import read_companion
from toolkit.mechanism.model import Mechanism

#: The file's name in the mechanism's folder.
FILE = "remind.toml"
#: Columns that a paper's list of matters may have.
COLUMNS = ("编号", "企业名称", "案由", "承办", "承办单位", "时限", "情况", "此前催办")
#: What a paper's words may ask for, in braces.
NAMES = (
    "单位", "件数", "概况", "编号", "清单", "反馈期限", "今天", "依据", "办理情况表", "评价表", "延期申请表", "办公室",
    "办公室简称",
)  # fmt: skip
#: To whom a step goes besides those that the data name in words.
KEEPER, REPORTER = "keeper", "reporter"


class Keeper(StrEnum):
    """Whose due date it is."""

    UNIT = "unit"  # a lead or supporting unit
    FIRM = "firm"  # the firm that is to evaluate


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder.

    Attributes:
        of: whose due dates it is about.
        at: from how many workdays after the due date on; below 0 so many before.
        to: ``keeper`` who has to act, ``reporter`` the unit that reported the matter, else who is meant, in words.
        paper: which paper goes out.
        by_group: kind of unit → another paper for it: an order to one's own sections, a letter to equals.
        besides: whether it goes out beside the others, as a note to a leader does; of the others only the furthest
            step reached goes out.
        apart: it waits until the last reminder of the same due date lies so many workdays back; 0 for at once.
        every: after so many workdays again, as long as nothing came; 0 for once.
        chat: whether it is also told in the text for the work group (工作群).
        clocks: of which deadlines, by their names; () for all.
        unless: the register's column that, once filled, makes the step needless, "" for none: nobody is asked to
            take up what is taken up.
        rule: the source of the step.
    """

    of: Keeper
    at: int
    to: str
    paper: str
    by_group: Mapping[str, str] = field(default_factory=dict)
    besides: bool = False
    apart: int = 0
    every: int = 0
    chat: bool = False
    clocks: tuple[str, ...] = ()
    unless: str = ""
    rule: str = ""

    def is_of(self, clock: str) -> bool:
        """Return whether the step is about deadlines of that name."""
        return not self.clocks or clock in self.clocks


@dataclass(frozen=True, slots=True)
class ReminderPaper:
    """What a reminding paper says.

    Attributes:
        name: what it is called, in its file's name and in a case's history.
        title: its title; a line feed parts its lines.
        issuer: the kind of paper by which the mechanism's issuers know it.
        columns: of its list of matters; see :data:`COLUMNS`.
        if_any: those of the columns that are left out where no matter has anything in them.
        words: its paragraphs, the list standing after the first; names in braces are filled in, see :data:`NAMES`.
        closing: the last sentence, "" for none.
        reply: within how many workdays an answer is asked for; 0 where none is.
        blanks: headings of boxes to be written in by hand.
        message: a short text to be sent by hand, "" for none.
        sheet: whether it is a workbook to note telephone calls in, and no letter.
        encloses: the kind of form that goes with it once more, pre-filled, "" for none.
        sets: of such a workbook, register columns → what an evaluation taken by telephone says there.
    """

    name: str
    title: str
    issuer: str
    columns: tuple[str, ...] = ()
    if_any: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    closing: str = ""
    reply: int = 0
    blanks: tuple[str, ...] = ()
    message: str = ""
    sheet: bool = False
    encloses: str = ""
    sets: Mapping[str, str] = field(default_factory=dict)

    def told(self, names: Mapping[str, str]) -> ReminderPaper:
        """Return the paper with names that only this kind of paper has, filled in; the others stay in their braces."""

        def filled(text: str) -> str:
            for name, fact in names.items():
                # A brace within a fact is no name.
                text = text.replace(f"{{{name}}}", fact.replace("{", "{{").replace("}", "}}"))
            return text

        words = tuple(map(filled, self.words))
        return replace(
            self, title=filled(self.title), words=words, closing=filled(self.closing), message=filled(self.message)
        )


@dataclass(frozen=True, slots=True)
class Ladder:
    """All that a mechanism gives for reminders.

    Attributes:
        steps: the rungs.
        papers: the papers by key.
        chat_opening, chat_closing: the first and the last line of the text for the work group.
    """

    steps: tuple[Step, ...] = ()
    papers: Mapping[str, ReminderPaper] = field(default_factory=dict)
    chat_opening: str = ""
    chat_closing: str = ""

    def paper(self, step: Step, group: str) -> ReminderPaper:
        """Return the paper by which a unit of that kind is told."""
        return self.papers[step.by_group.get(group, step.paper)]


def load_ladder(mechanism: Mechanism) -> Ladder:
    """Return the mechanism's ladder; one without steps where its folder has no such file.

    Raises:
        ConfigError: an entry is missing or wrong, or names a paper, an issuer, a kind of unit, a column or a word that
            there is none of.
    """
    found = read_companion(
        mechanism,
        FILE,
        _ladder,
        lambda each: [*_wrong_steps(each, mechanism), *wrong_papers(each.papers.values(), mechanism)],
    )
    return found or Ladder()


def _ladder(data: Mapping[str, Any]) -> Ladder:
    chat = data.get("chat", {})
    return Ladder(
        steps=tuple(_step(each) for each in data["steps"]),
        papers={key: read_paper(each) for key, each in data["papers"].items()},
        chat_opening=chat.get("opening", ""),
        chat_closing=chat.get("closing", ""),
    )


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        of=Keeper(data["of"]),
        at=int(data["at"]),
        to=data["to"],
        paper=data["paper"],
        by_group=dict(data.get("by_group", {})),
        besides=bool(data.get("besides", False)),
        apart=int(data.get("apart", 0)),
        every=int(data.get("every", 0)),
        chat=bool(data.get("chat", False)),
        clocks=tuple(data.get("clocks", ())),
        unless=data.get("unless", ""),
        rule=data["rule"],
    )


def read_paper(data: Mapping[str, Any]) -> ReminderPaper:
    """Return the paper that a table of the data describes. Raises KeyError for an entry that is missing."""
    return ReminderPaper(
        name=data["name"],
        title=data["title"],
        issuer=data["issuer"],
        columns=tuple(data.get("columns", ())),
        if_any=tuple(data.get("if_any", ())),
        words=tuple(data.get("words", ())),
        closing=data.get("closing", ""),
        reply=int(data.get("reply", 0)),
        blanks=tuple(data.get("blanks", ())),
        message=data.get("message", ""),
        sheet=bool(data.get("sheet", False)),
        encloses=data.get("encloses", ""),
        sets=dict(data.get("sets", {})),
    )


def _wrong_steps(ladder: Ladder, mechanism: Mechanism) -> list[str]:
    groups, columns = {unit.group for unit in mechanism.units}, {each.name for each in mechanism.record.columns}
    named = [(step, key) for step in ladder.steps for key in (step.paper, *step.by_group.values())]
    seen = [(step.of, step.to, step.at, clock) for step in ladder.steps for clock in step.clocks or ("",)]
    return [
        *(f"没有文书“{key}”" for _, key in named if key not in ladder.papers),
        *(f"没有单位类型“{each}”" for step in ladder.steps for each in step.by_group if each not in groups),
        *(f"台账没有“{step.unless}”这一栏" for step in ladder.steps if step.unless and step.unless not in columns),
        *(f"同一天有两步：{to} {at}" for _, to, at, _ in sorted(each for each in set(seen) if seen.count(each) > 1)),
    ]


def wrong_papers(papers: Iterable[ReminderPaper], mechanism: Mechanism, own_names: Sequence[str] = ()) -> list[str]:
    """Return what in these papers nobody can fill or write, a Chinese sentence each.

    Args:
        papers: the papers.
        mechanism: whose.
        own_names: names in braces that whoever writes them fills beside :data:`NAMES`.
    """
    wrong: list[str] = []
    kinds = {form.kind for form in mechanism.forms}
    columns = {each.name for each in mechanism.record.columns}
    for paper in papers:
        wrong += [f"“{paper.name}”没有“{each}”这一栏可列" for each in paper.columns if each not in COLUMNS]
        wrong += [f"“{paper.name}”的清单里没有“{each}”这一栏" for each in paper.if_any if each not in paper.columns]
        wrong += [f"“{paper.name}”的出具单位“{paper.issuer}”没有写明"] * (paper.issuer not in mechanism.issuers)
        wrong += [f"“{paper.name}”没有写内容"] * (not paper.words and not paper.sheet)
        wrong += [f"“{paper.name}”所附的表没有（{paper.encloses}）"] * bool(
            paper.encloses and paper.encloses not in kinds
        )
        wrong += [f"“{paper.name}”没有电话回访用的表（kind = calls）"] * (paper.sheet and "calls" not in kinds)
        wrong += [f"“{paper.name}”填的“{each}”台账没有" for each in paper.sets if each not in columns]
        wrong += [f"“{paper.name}”里的“{name}”不是能填的名称" for name in _unknown_names(paper, own_names)]
    return wrong


def _unknown_names(paper: ReminderPaper, own_names: Sequence[str]) -> list[str]:
    """Return the names in braces that nobody fills; what is no name at all is told as it stands."""
    unknown = []
    for text in (*paper.words, paper.closing, paper.message):
        try:
            text.format_map(dict.fromkeys((*NAMES, *own_names), ""))
        except KeyError as error:
            unknown.append(str(error.args[0]))
        except (ValueError, IndexError):
            unknown.append(text)
    return unknown
