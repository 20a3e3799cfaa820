"""Visits (走访) as a mechanism's data: what is noted of one, who is to be visited how often, what comes of it.

The data are ``visits.toml`` in the mechanism's folder; a mechanism without the file keeps no visits, and its register
has none of their sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.column import Column, ColumnType, column

#: The file's name in the mechanism's folder.
FILE = "visits.toml"
#: The kind of form on which visits are told.
FORM_KIND = "visits"
#: Meanings a visit's columns must be given.
NEEDED_ROLES = ("number", "day", "firm", "visitor", "matters")
#: What its papers are called, and the rules they name as their source.
NEEDED_WORDING = ("report_title", "lists_attachment", "lists_title", "file_title", "plan_title")
NEEDED_RULES = ("quota", "cadence", "coverage", "due", "lists", "follow", "discipline")
_DUE = re.compile(r"(\d{2})-(\d{2})")
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Need:
    """What a firm needs and says during a visit: a column of the visit, which becomes a matter of its own.

    Attributes:
        column: the visit's column.
        category: the category of the matter that it becomes.
        list: the list it is gathered in, 资金需求清单.
        heading: how the list's text column is headed.
    """

    column: str
    category: str
    list: str
    heading: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Of how many of a kind each leader is in charge (挂钩联系), at least; ``also`` is how people write it besides."""

    kind: str
    least: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """How people write in a need's column that there is none (暂无资金需求), put together from words.

    Attributes:
        before: what may stand before.
        none: what says it.
        about: what may follow, one or several.
    """

    before: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talks:
    """Talks with entrepreneurs (谈心交心), which are counted apart from visits.

    Attributes:
        way: what stands in the column ``way`` of one; with another way beside it, the row tells of a visit as well.
        each_quarter: how many each leader holds a quarter, at least.
    """

    way: str
    each_quarter: int


@dataclass(frozen=True, slots=True)
class Visiting:
    """What a mechanism says of visits.

    Attributes:
        sheet: the register's sheet of visits (走访台账); ``firms`` that of the firms and chambers (企业), ``charges``
            that of who looks after whom (挂钩).
        columns: of the sheet of visits.
        roles: meaning → column of the sheet of visits.
        needs: what becomes a matter.
        nothing: how it is written that there is no such need.
        matter: register column of a matter → the visit's column it is taken from.
        kinds: the kinds of firms and chambers there are, beside those of the quotas.
        quotas: of how many each leader is in charge.
        each_quarter: how many visits each leader makes a quarter, at least.
        talks: the talks that are counted apart from visits, None where there are none.
        yearly: whether all in charge are to be visited within a year (全覆盖).
        due: month and day by which the report on each quarter is due, the first quarter's first; the last one's falls
            into the next year.
        enclosed: whether what the firm sent may go with its matter to other units.
        rules: what about → the source of the rule, seed and section.
        wording: titles of its papers, by key: ``report_title``, ``report_addressee``, ``lists_attachment``,
            ``lists_title``, ``file_title``, ``plan_title``; ``log_note`` for a line over the blank log.
    """

    sheet: str
    firms: str
    charges: str
    columns: tuple[Column, ...]
    roles: Mapping[str, str]
    needs: tuple[Need, ...]
    nothing: Nothing
    matter: Mapping[str, str]
    kinds: tuple[str, ...]
    quotas: tuple[Quota, ...]
    each_quarter: int
    talks: Talks | None
    yearly: bool
    due: tuple[tuple[int, int], ...]
    enclosed: bool
    rules: Mapping[str, str]
    wording: Mapping[str, str]

    @property
    def all_kinds(self) -> tuple[str, ...]:
        """Return the kinds of firms and chambers, those with a quota first."""
        return tuple(dict.fromkeys([*(each.kind for each in self.quotas), *self.kinds]))

    def role(self, meaning: str) -> str:
        """Return the visit's column with that meaning, "" where there is none."""
        return self.roles.get(meaning, "")

    @property
    def sensitive(self) -> frozenset[str]:
        """Return the visit's columns that must not leave the office."""
        return frozenset(each.name for each in self.columns if each.sensitive)


def visiting(data: Mapping[str, Any]) -> Visiting:
    """Return what the data of ``visits.toml`` say.

    Raises:
        KeyError: an entry is missing.
        ValueError: a due day is no day, or there are not four of them.
    """
    sheets, plan = data["sheets"], data["plan"]
    return Visiting(
        sheet=sheets["visits"],
        firms=sheets["firms"],
        charges=sheets["charges"],
        columns=tuple(column(each) for each in data["columns"]),
        roles=data["roles"],
        needs=tuple(Need(each["column"], each["category"], each["list"], each["heading"]) for each in data["needs"]),
        nothing=_nothing(data.get("nothing", {})),
        matter=data["matter"],
        kinds=tuple(data.get("kinds", ())),
        quotas=tuple(Quota(each["kind"], int(each["least"]), tuple(each.get("also", ()))) for each in data["quotas"]),
        each_quarter=int(plan["each_quarter"]),
        talks=_talks(data["talks"]) if "talks" in data else None,
        yearly=bool(plan["yearly"]),
        due=_dues(plan["due"]),
        enclosed=bool(plan["enclosed"]),
        rules=dict(data["rules"]),
        wording=dict(data["wording"]),
    )


def _nothing(data: Mapping[str, Sequence[str]]) -> Nothing:
    return Nothing(tuple(data.get("before", ())), tuple(data.get("none", ())), tuple(data.get("about", ())))


def _talks(data: Mapping[str, Any]) -> Talks:
    return Talks(data["way"], int(data["each_quarter"]))


def _dues(written: Sequence[str]) -> tuple[tuple[int, int], ...]:
    found = [_DUE.fullmatch(each) for each in written]
    days = [(int(each[1]), int(each[2])) for each in found if each is not None]
    most = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}  # a day that every year has
    if len(days) != len(written) or len(days) != _QUARTERS:
        raise ValueError("due 应写四个“月-日”，依次是一至四季度的报送日，如 04-10")
    if any(not (1 <= month <= 12 and 1 <= day <= most.get(month, 31)) for month, day in days):
        raise ValueError("due 里有不是日期的“月-日”")
    return tuple(days)


def contradictions(
    visits: Visiting, record: Sequence[str], categories: Sequence[str], taken: Sequence[str]
) -> Iterator[str]:
    """Yield what in the data of visits contradicts the rest of the mechanism, a Chinese sentence each.

    Args:
        visits: the data.
        record: the columns of the record.
        categories: the letters of the categories.
        taken: the sheets that the register has anyway.
    """
    names = [each.name for each in visits.columns]
    sheets = [visits.sheet, visits.firms, visits.charges]
    yield from ("走访台账有重名的列" for _ in range(len(set(names)) != len(names)))
    yield from (f"走访的 wording 缺少 {each}" for each in NEEDED_WORDING if each not in visits.wording)
    yield from (f"走访的 rules 缺少 {each}" for each in NEEDED_RULES if each not in visits.rules)
    yield from (f"走访的 roles 缺少 {each}" for each in NEEDED_ROLES if each not in visits.roles)
    yield from (f"走访的 roles 指向没有的列“{each}”" for each in visits.roles.values() if each not in names)
    yield from (f"走访的表名“{each}”已经有别的表用了" for each in sheets if [*sheets, *taken].count(each) > 1)
    yield from (f"走访的“{each.column}”没有这一列" for each in visits.needs if each.column not in names)
    yield from (
        f"走访的诉求用到没有的类别“{each.category}”" for each in visits.needs if each.category not in categories
    )
    yield from (f"走访转成事项用到没有的列“{each}”" for each in visits.matter if each not in record)
    yield from (f"走访转成事项用到没有的走访列“{each}”" for each in visits.matter.values() if each not in names)
    yield from _talks_contradict(visits)
    day = visits.role("day")
    if any(each.name == day and each.type is not ColumnType.DATE for each in visits.columns):
        yield f"走访的“{day}”不是日期列"


def _talks_contradict(visits: Visiting) -> Iterator[str]:
    if visits.talks is None:
        return
    choices = [each.choices for each in visits.columns if each.name == visits.role("way")]
    if not choices:
        yield "走访的 talks 要用走访方式来认，roles 缺少 way"
    elif visits.talks.way not in choices[0]:
        yield f"走访的 talks 用到没有的走访方式“{visits.talks.way}”"
