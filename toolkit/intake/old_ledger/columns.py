"""What the columns of an old ledger are in the register: by their headers, by content where these leave a choice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from rapidfuzz import fuzz, process

from toolkit.intake.old_ledger.layout import COUNTERS, Head
from toolkit.intake.plain.words import label_forms, plain
from toolkit.mechanism import Column, ColumnType, Mechanism
from toolkit.mechanism.adoption import Adoption

#: From this likeness on a header is proposed for a column; it is never taken by itself.
_NEAR = 70.0
#: A column of days, choices or units is believed to be one where so many of its texts can be read as such.
READABLE = 0.5
#: Where its header may as well mean a column of free text (办理情况), so many.
_SURELY = 0.75
#: What a group's own name is headed.
_NAMES = frozenset({"名称", "单位", "单位名称", "全称", "部门", "内容"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a column of an old ledger is.

    Attributes:
        columns: the register columns it fills: one, or those of a name and of its telephone number; none for a column
            that is kept in the remarks.
        answers: what its words mean where the header asks (是否办结): the answer → the stored word.
        choice: the word a tick in it stands for (two header rows: 满意度／满意), "" for any other column.
    """

    columns: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of an old ledger and what becomes of it.

    Attributes:
        head: its header.
        target: what it is in the register.
        why: how that is known, in a clerk's words; for a kept column why it is only kept.
        proposed: the register column it may be, "" for none: the office is asked.
        ordinal: whether it only counts the rows.
    """

    head: Head
    target: Target = Target()
    why: str = ""
    proposed: str = ""
    ordinal: bool = False


class Headings:
    """Finds the register columns of headers, for one mechanism."""

    def __init__(self, mechanism: Mechanism, adoption: Adoption) -> None:
        """Take the words: the register's columns and their synonyms, the labels of the forms, and ``adoption``."""
        self._record = mechanism.record
        self._mechanism = mechanism
        self._adoption = adoption
        toolkit_own = {self._record.roles.get(each, "") for each in ("to_complete", "incoming")}
        self._columns = [each for each in self._record.columns if each.name not in toolkit_own]

    @cached_property
    def _exact(self) -> Mapping[str, Sequence[str]]:
        """Plain header → register columns, those that are typed before those of free text."""
        found: dict[str, list[str]] = {}

        def add(label: str, column: str) -> None:
            there = found.setdefault(plain(label), [])
            if column not in there:
                there.append(column)

        for column in self._columns:
            add(column.name, column.name)
        for name, labels in self._adoption.columns.items():
            for label in labels:
                add(label, name)
        for column in self._columns:
            for label in column.synonyms:
                add(label, column.name)
        for label, name in self._of_forms(list(found)):
            add(label, name)
        return found

    def _of_forms(self, known: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the labels of the forms with their columns, those left out that mean several or are known already."""
        meant: dict[str, set[str]] = {}
        for form in self._mechanism.forms:
            for each in form.fields:
                for label in each.labels:
                    meant.setdefault(plain(label), set()).add(each.column)
        names = {each.name for each in self._columns}
        taken = set(known)
        for label, columns in meant.items():
            if len(columns) == 1 and label not in taken and (only := next(iter(columns))) in names:
                yield label, only

    @cached_property
    def _owned(self) -> Mapping[str, Mapping[str, str]]:
        """Plain header → owner → the register column it is behind that owner."""
        found: dict[str, dict[str, str]] = {}
        for each in self._adoption.owned:
            for column, headers in each.columns.items():
                for header in headers:
                    found.setdefault(plain(header), {})[each.owner] = column
        return found

    def knows(self, group: str, own: str) -> bool:
        """Return whether a header means something: enough to tell the row it stands in from others."""
        return any(
            form in self._exact or form in self._owned or form in COUNTERS or form in self._asked
            for form in _forms(group, own)
        ) or bool(self._ticked(group, own))

    @cached_property
    def _asked(self) -> Mapping[str, Target]:
        return {
            plain(header): Target((each.column,), tuple(each.answers.items()))
            for each in self._adoption.questions
            for header in each.headers
        }

    def of(self, heads: Sequence[Head], readable: Callable[[int, Target], float]) -> list[Heading]:
        """Return what each column is.

        Args:
            heads: the headers, from left to right.
            readable: the share of a column's texts, by its place, that can be read as what a target would hold.
        """
        found: list[Heading] = []
        taken: set[str] = set()
        owner = ""
        owners = {each.owner for each in self._adoption.owned}
        awaited = frozenset(self._awaited(heads, readable))
        for head in heads:
            heading = self._heading(head, owner, taken, awaited, partial(readable, head.place))
            if not heading.target.choice:
                taken.update(heading.target.columns)
            owner = next((each for each in heading.target.columns if each in owners), owner)
            found.append(heading)
        return found

    def _awaited(self, heads: Sequence[Head], readable: Callable[[int, Target], float]) -> Iterator[str]:
        """Yield the register columns that a header asks for whose answers are such: none that may mean more has them.

        是否办结 with 已办结 and 否 below it is the status, not 办理情况 that stands before it.
        """
        for head in heads:
            target = next((self._asked[form] for form in _forms(head.group, head.own) if form in self._asked), None)
            if target is not None and readable(head.place, target) >= READABLE:
                yield from target.columns

    def _heading(
        self, head: Head, owner: str, taken: set[str], awaited: Collection[str], readable: Callable[[Target], float]
    ) -> Heading:
        forms = _forms(head.group, head.own)
        if not head.own:
            return Heading(head, why="没有表头，原样记入备注")
        if any(form in COUNTERS for form in forms):
            return Heading(head, ordinal=True, why="只是行的序号，不作编号")
        for heading in (self._tick(head), self._question(head, forms, taken), self._join(head, forms, owner, taken)):
            if heading is not None:
                return heading
        asked = self._to_ask(forms)
        if asked:
            return self._doubted(head, asked, taken)
        behind = next((self._owned[form] for form in forms if form in self._owned), None)
        if behind is not None:
            return self._behind(head, forms, behind, owner, taken)
        wanted = list(dict.fromkeys(name for form in forms for name in self._exact.get(form, ())))
        if len(wanted) > 1:
            wanted = [name for name in wanted if name not in awaited]
        return self._chosen(head, wanted, taken, readable) if wanted else self._near(head, taken)

    def _doubted(self, head: Head, column: str, taken: set[str]) -> Heading:
        if column in taken:
            return Heading(head, why=f"已有一栏对应“{column}”，这一栏原样记入备注")
        return Heading(head, why=f"可能是“{column}”，没有把握，先记入备注", proposed=column)

    def _to_ask(self, forms: Sequence[str]) -> str:
        """Return the column that a header may mean but never means by itself, "" where it says more or nothing."""
        for form in forms:
            if form in self._doubtful:
                return self._doubtful[form]
            if form in self._exact or form in self._owned:
                return ""
        return ""

    @cached_property
    def _doubtful(self) -> Mapping[str, str]:
        return {plain(header): name for name, headers in self._adoption.proposed.items() for header in headers}

    def _tick(self, head: Head) -> Heading | None:
        target = self._ticked(head.group, head.own)
        return Heading(head, target, "两行表头，打勾即为该项") if target else None

    def _ticked(self, group: str, own: str) -> Target | None:
        for name in self._exact.get(plain(group), ()) if group else ():
            for choice in self._mechanism.choices(self._record.column(name)):
                if plain(choice) == plain(own):
                    return Target((name,), choice=choice)
        return None

    def _question(self, head: Head, forms: Sequence[str], taken: set[str]) -> Heading | None:
        target = next((self._asked[form] for form in forms if form in self._asked), None)
        if target is None or target.columns[0] in taken:
            return None
        return Heading(head, target, "表头是问句，按回答换算")

    def _join(self, head: Head, forms: Sequence[str], owner: str, taken: set[str]) -> Heading | None:
        for each in self._adoption.joined:
            if not {plain(header) for header in each.headers}.isdisjoint(forms) and each.owner in {"", owner}:
                if {each.name, each.phone}.isdisjoint(taken):
                    return Heading(head, Target((each.name, each.phone)), "姓名和电话写在一格，分开登记")
                return None
        return None

    def _behind(
        self, head: Head, forms: Sequence[str], behind: Mapping[str, str], owner: str, taken: set[str]
    ) -> Heading:
        """Return what a header is that depends on the column before it."""
        whole = next((name for form in forms for name in self._exact.get(form, ()) if plain(name) == form), "")
        column = behind.get(owner, "") or ("" if owner else whole)
        if column in taken:
            return Heading(head, why=f"已有一栏对应“{column}”，这一栏原样记入备注")
        if column:
            return Heading(head, Target((column,)), f"在“{owner}”之后" if owner else "同名")
        proposed = next((each for each in behind.values() if each not in taken), "")
        return Heading(head, why="看不出是谁的，先记入备注", proposed=proposed)

    def _chosen(
        self, head: Head, wanted: Sequence[str], taken: set[str], readable: Callable[[Target], float]
    ) -> Heading:
        free = [name for name in wanted if name not in taken]
        # One that only certain words may fill is asked first: 办理情况 may hold 办结, or a page of text.
        enough = READABLE if all(map(self._is_typed, free)) else _SURELY
        for name in sorted(free, key=lambda name: not self._is_typed(name)):
            if not self._is_typed(name) or readable(Target((name,))) >= enough:
                why = "同名" if plain(name) == plain(head.own) else f"即“{name}”"
                return Heading(head, Target((name,)), why)
        if not free:
            return Heading(head, why=f"已有一栏对应“{wanted[0]}”，这一栏原样记入备注")
        if self._mechanism.choices(self._record.column(free[0])):
            # The header leaves no doubt; each word that is none of the column's is asked for.
            return Heading(head, Target((free[0],)), f"即“{free[0]}”，用词另行核对")
        return Heading(head, why=f"内容大多不是“{free[0]}”的写法，先记入备注", proposed=free[0])

    def _is_typed(self, name: str) -> bool:
        column = self._record.column(name)
        return column.type is not ColumnType.TEXT or bool(self._mechanism.choices(column))

    def _near(self, head: Head, taken: set[str]) -> Heading:
        names = [each for each, columns in self._exact.items() if not taken.issuperset(columns)]
        best = process.extractOne(plain(head.own), names, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if best is None:
            return Heading(head, why="台账没有这一栏，原样记入备注")
        column = next(each for each in self._exact[best[0]] if each not in taken)
        return Heading(head, why=f"可能是“{column}”，没有把握，先记入备注", proposed=column)

    def told(self, heading: Heading, answer: str) -> Heading | None:
        """Return a heading as the office says it is: a register column's name, or 备注 for one to be kept only.

        None where the answer names no column.
        """
        names = {plain(each.name): each for each in self._columns}
        remark = self._record.roles.get("remark", "备注")
        if plain(answer) == plain(remark):
            return replace(heading, target=Target(), why="按核对表：原样记入备注", proposed="")
        column: Column | None = names.get(plain(answer))
        if column is None:
            return None
        return replace(heading, target=Target((column.name,)), why="按核对表", proposed="", ordinal=False)


def _forms(group: str, own: str) -> Sequence[str]:
    """Return the forms in which a header may be known: with its group before it, then alone.

    A name below its group (承办单位／名称) is the group itself.
    """
    together = label_forms(group + own) if group else ()
    if group and plain(own) in _NAMES:
        together = (*together, *label_forms(group))
    return tuple(dict.fromkeys((*together, *label_forms(own))))
