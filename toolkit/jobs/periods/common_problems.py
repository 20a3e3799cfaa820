"""Common problems (共性问题) of a period: found anew each time, and known again, so that the office's names stay."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from toolkit.analysis import Period, PeriodError, read_period
from toolkit.analysis.figures.case_rows import unnamed
from toolkit.analysis.figures.common_problems import Common, Told, common_problems, how_many_firms
from toolkit.analysis.sheets.common_paper import CommonCase, CommonProblem
from toolkit.cases import Case
from toolkit.cases.secrecy import is_secret
from toolkit.cases.topics import Topics
from toolkit.events import Event, Kind
from toolkit.jobs.books.common_sheet import Group, Moved, groups, known_rows, moved
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.numbers import in_turn
from toolkit.mechanism import Phase
from toolkit.mechanism.sayings import load_sayings
from toolkit.register import schema

#: So many cases are looked through beside the period's own, the latest: a common problem goes on for a year or two.
_LOOKED_AT = 5000
#: A group none of whose cases is known is the one of old whose words are this much the same.
_SAME_WORDS = 0.5
#: The column that tells in which period a group was found last.
_LATEST = "最近"


@dataclass(frozen=True, slots=True)
class _Known:
    """A group that was found, with the one it is known as."""

    found: Common
    known: Group


def common_of(desk: Desk, numbers: Collection[str], period: Period) -> list[CommonProblem]:
    """Return the common problems to which cases of a period belong, the one of most firms first, and journal them.

    Args:
        desk: whose cases.
        numbers: the period's own cases.
        period: which.

    Raises:
        ConfigError: the mechanism's words for common problems are wrong.
    """
    own = frozenset(numbers)
    cases = _looked_at(desk, own, period.cutoff(desk.as_of))
    topics = Topics(load_sayings(desk.mechanism))
    told = [_told(desk, topics, case) for case in cases.values()]
    former, changed = groups(desk), moved(desk)
    known = _put_right(desk, cases, _recognised(common_problems(told), former), former, changed)
    known = [each for each in known if own.intersection(each.found.numbers)]
    _note(desk, known, period)
    return [_problem(desk, each, own, period) for each in known if not each.known.dropped]


def _looked_at(desk: Desk, numbers: Collection[str], cutoff: date) -> Mapping[str, Case]:
    """Return the period's own cases and the latest of those received until its end."""
    there = (
        case for case in desk.live()
        # What is secret is told in no list: neither its firm nor the words of its matter.
        if (case.number in numbers or _received(case) <= cutoff) and not is_secret(case)
    )  # fmt: skip
    every = sorted((case for case in there if case.phase is not Phase.WITHDRAWN), key=_turn)
    own = [case for case in every[:-_LOOKED_AT] if case.number in numbers]
    return {case.number: case for case in (*own, *every[-_LOOKED_AT:]) if case.role("problem") or case.role("subject")}


def _received(case: Case) -> date:
    day = case.day("submitted") or case.opened or date.min
    return day.date() if isinstance(day, datetime) else day


def _turn(case: Case) -> tuple[str, int]:
    return in_turn(case.number)


def _told(desk: Desk, topics: Topics, case: Case) -> Told:
    firm = case.role("firm")
    text = f"{case.role('problem')}\n{case.role('subject')}"
    return Told(case.number, desk.alike.firm(firm), topics.of(text, firm))


def _recognised(found: Sequence[Common], former: Mapping[str, Group]) -> list[_Known]:
    """Return the groups, each as the one of old with which it shares most cases, or else its words; else as a new one.

    A group that fell apart stays with its greatest part; of two that became one the name given by the office stays.
    """
    numbers = {name: frozenset(old.numbers) for name, old in former.items()}
    shared = sorted(
        (-bool(former[name].name), -len(common), name, at)
        for at, each in enumerate(found)
        for name, there in numbers.items()
        if (common := there.intersection(each.numbers))
    )
    alike = sorted(
        (-round(_overlap(old.words, each.words), 3), name, at)
        for at, each in enumerate(found)
        for name, old in former.items()
        if _overlap(old.words, each.words) >= _SAME_WORDS
    )
    named: dict[int, str] = {}
    for name, at in [*((name, at) for _, _, name, at in shared), *((name, at) for _, name, at in alike)]:
        if at not in named and name not in named.values():
            named[at] = name
    fresh = _free(former)
    return [
        _Known(each, former[named[at]] if at in named else Group(next(fresh), "", each.name, each.words, (), ""))
        for at, each in enumerate(found)
    ]


def _overlap(left: Sequence[str], right: Sequence[str]) -> float:
    return len(set(left) & set(right)) / max(1, len(set(left) | set(right)))


def _free(former: Mapping[str, Group]) -> Iterator[str]:
    last = max((int(name[1:]) for name in former if name[1:].isdecimal()), default=0)
    while True:
        last += 1
        yield f"共{last:03}"


def _put_right(
    desk: Desk, cases: Mapping[str, Case], known: Sequence[_Known], former: Mapping[str, Group], changed: Moved
) -> list[_Known]:
    """Return the groups as the office changed them; one left with a single firm is no common problem any more."""
    into = {number: name for number, name in changed.into.items() if number in cases and name in former}
    there = {each.known.id for each in known}
    kept = [_Known(Common((), 0, old.words), old) for name, old in former.items() if name in {*into.values()} - there]
    found = []
    for each in (*known, *kept):
        name = each.known.id
        numbers = [
            number
            for number in each.found.numbers
            if into.get(number, name) == name and name not in changed.out_of.get(number, ())
        ]
        numbers += [number for number, put in into.items() if put == name and number not in numbers]
        if not each.found.numbers:
            numbers += [number for number in each.known.numbers if number in cases and number not in numbers]
        firms = how_many_firms([desk.alike.firm(cases[number].role("firm")) for number in numbers])
        if firms > 1:
            found.append(replace(each, found=replace(each.found, numbers=tuple(numbers), firms=firms)))
    return sorted(found, key=lambda each: (-each.found.firms, each.known.id))


def _note(desk: Desk, known: Sequence[_Known], period: Period) -> None:
    """Journal what the sheet is to show of the groups, where it shows something else."""
    there, cutoff = known_rows(desk), period.cutoff(desk.as_of)
    rows = {
        each.known.id: _row(each, _first(each.known.first, period), period.label)
        for each in known
        if not _is_outdated(desk, each.known.id, cutoff)
    }
    changed = {name: row for name, row in rows.items() if _shown(there.get(name, {})) != _shown(row)}
    if changed:
        data = {"period": period.label, "cutoff": cutoff, "rows": changed}
        desk.record([Event(Kind.GROUPED, desk.as_of, data=data)])
    if rows and desk.opened is not None and not desk.opened.views[schema.COMMON].places:
        why = f"总台账已有一张自建的“{schema.COMMON}”表，没有动它", "把那张表改名"
        if desk.opened.book.is_strict:
            why = f"总台账存成了“严格 Open XML”格式，加不进“{schema.COMMON}”表", "把它另存为普通的 xlsx"
        desk.say(f"{why[0]}，归并结果只写进报告；要在台账里起名的，请{why[1]}后再运行")


def _is_outdated(desk: Desk, name: str, cutoff: date) -> bool:
    """Return whether the sheet shows a later day of a group: an earlier report written again sets nothing back."""
    before = desk.known.grouped.get(name)
    return before is not None and before.data["cutoff"] > cutoff


def _first(label: str, period: Period) -> str:
    """Return in which period a group was found first, now that it was found in this one."""
    known = _named(label)
    return label if known is not None and known.last_day <= period.last_day else period.label


def _named(label: str) -> Period | None:
    """Return the period that a label of the register names; None for none and for what a person wrote over it."""
    try:
        return read_period(label)
    except PeriodError:
        return None


def _shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {column: value for column, value in row.items() if column != schema.NAME}


def _row(each: _Known, first: str, latest: str) -> Mapping[str, Any]:
    return {
        "组号": each.known.id,
        # Else a journal that was made anew from the register, and never heard it typed, would empty the cell.
        **({schema.NAME: each.known.name} if each.known.name else {}),
        "拟名": each.found.name,
        "共同用语": "、".join(each.found.words),
        "企业数": each.found.firms,
        "件数": len(each.found.numbers),
        schema.MEMBERS: "、".join(sorted(each.found.numbers, key=in_turn)),
        "首次": first,
        _LATEST: latest,
    }


def _problem(desk: Desk, each: _Known, numbers: Collection[str], period: Period) -> CommonProblem:
    mine = [number for number in each.found.numbers if number in numbers]
    firms = [desk.cases[number].role("firm") for number in mine]
    every = sorted(each.found.numbers, key=lambda number: (number not in numbers, in_turn(number)))
    first = _named(each.known.first)
    is_earlier = first is not None and first.last_day < period.first_day and len(mine) < len(each.found.numbers)
    return CommonProblem(
        name=each.known.name or each.found.name,
        is_named=bool(each.known.name),
        words=each.found.words,
        numbers=tuple(sorted(mine, key=in_turn)),
        firms=how_many_firms([desk.alike.firm(firm) for firm in firms]),
        all_numbers=tuple(sorted(each.found.numbers, key=in_turn)),
        all_firms=each.found.firms,
        first=each.known.first if is_earlier else "",
        cases=tuple(_listed(desk.cases[number]) for number in every),
    )


def _listed(case: Case) -> CommonCase:
    return CommonCase(case.number, _received(case), case.status, case.role("firm"), unnamed(case, case.role("subject")))
