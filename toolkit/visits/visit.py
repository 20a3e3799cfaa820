"""A visit (走访) and who looks after whom (挂钩), as their rows say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.cases.matters import firm_of
from toolkit.events import CellValue
from toolkit.mechanism import Visiting

Values = Mapping[str, CellValue]
#: What people put between several names.
_BETWEEN = re.compile(r"[、,，;；/／\n]+|以及")
#: The same as words, which names have as well (林和平、周与时): these part two names only.
_AND = re.compile(r"[和与及]")
#: A name has at least so many signs; blanks between single ones only set a short name wide (张　三).
_SHORTEST = 2
#: What people write before or after a name: a title, or that it is a group's (林某组); the name alone says who it is.
_TITLES = re.compile(
    r"(?:党组书记|党组成员|(?:兼职|专职|常务)?(?:副?主席|副?会长|副?秘书长|副?主任|副?部长|副?科长|副?书记)"
    r"|[一二三四]级(?:主任科员|调研员)|主任科员|调研员|同志|(?:走访小?|小)?组$)"
)
#: Surnames of two signs, which are no name by themselves: 欧阳主席 is called by surname and title alone.
_TWO_SIGNS = re.compile(
    "欧阳|司马|上官|司徒|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木|东方|宇文|长孙|司空|独孤|南宫|西门|闻人|澹台|申屠|濮阳|钟离"
)
#: What stands in brackets beside a name: a title, an office, 带队; no name of its own.
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
#: That there were others, or who led them.
_OTHERS = re.compile(r"(?:(?:一行|等)(?:[一二三四五六七八九十\d]+[人位名])?)?(?:带队|率队)?$")
#: The office that people write before somebody's title: 市工商联主席林某.
_OFFICE = re.compile(r"(?:工商联|商会|协会|联合会|委员会|管委会|办事处|办公室|统战部|会员部|经济部|宣教部|联络部)$")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit.

    Attributes:
        number: its 走访号.
        day: when, None where nobody says or it is no day.
        firm: the firm or chamber that was visited, as it was written.
        kind: which kind of firm or chamber, "" where nobody says.
        visitors: who visited, by name.
        company: who went along (陪同人员), by name.
        ways: how (走访方式), as it was written; several where people wrote several.
        talked: whether it tells of a talk (谈心交心) that is counted apart from visits.
        values: all that is noted of it, by column.
        silent: who of the visitors held no talk, where rows of which one tells of a talk were put together.
    """

    number: str
    day: date | None
    firm: str
    kind: str
    visitors: tuple[str, ...]
    values: Values
    company: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    talked: bool = False
    silent: tuple[str, ...] = ()

    @property
    def nature(self) -> tuple[bool, bool]:
        """Return whether it tells of a visit, and whether of a talk."""
        return self.visited, self.talked

    @property
    def visited(self) -> bool:
        """Return whether it tells of a visit: of all that does not tell of a talk alone."""
        return not self.talked or len(self.ways) > 1


@dataclass(frozen=True, slots=True)
class Charge:
    """A firm or chamber that a leader looks after (挂钩联系), from a day to a day, both included, None for open."""

    leader: str
    firm: str
    kind: str = ""
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the leader is in charge on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def visit_of(number: str, values: Values, visiting: Visiting) -> Visit:
    """Return the visit that a row tells of."""
    day = values.get(visiting.role("day"))
    ways = tuple(filter(None, map(str.strip, _BETWEEN.split(_words(values, visiting.role("way"))))))
    return Visit(
        number=number,
        day=day if isinstance(day, date) else None,
        firm=_words(values, visiting.role("firm")),
        kind=_words(values, visiting.role("kind")),
        visitors=names_in(_words(values, visiting.role("visitor"))),
        values=values,
        company=names_in(_words(values, visiting.role("company"))),
        ways=tuple(dict.fromkeys(ways)),
        talked=visiting.talks is not None and visiting.talks.way in ways,
    )


def charge_of(values: Values, leader: str, firm: str, kind: str, since: str, until: str) -> Charge:
    """Return who looks after whom, as a row says it whose columns are called so."""
    first, last = values.get(since), values.get(until)
    return Charge(
        leader=next(iter(names_in(_words(values, leader))), ""),
        firm=_words(values, firm),
        kind=_words(values, kind),
        since=first if isinstance(first, date) else None,
        until=last if isinstance(last, date) else None,
    )


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of people in a text, each once, without their titles.

    主席林某、陈某（副主席）和黄某 are 林某, 陈某 and 黄某. Of somebody called by surname and title alone (陈主席) the
    words stay as they are: nobody can tell who it is.
    """
    found: list[str] = []
    for part in _BETWEEN.split(_BRACKETS.sub(" ", text)):
        for one in _parted(_OTHERS.sub("", part.strip())):
            found += _bare_names(one)
    return tuple(dict.fromkeys(found))


def _parted(text: str) -> list[str]:
    """Return a text parted at the words 和、与、及 that stand between two names, and at no other."""
    for match in _AND.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        if all(_TITLES.sub("", each).strip() and len(each.strip()) >= _SHORTEST for each in (left, right)):
            return [left, *_parted(right)]
    return [text]


def _bare_names(text: str) -> list[str]:
    """Return the names in a text that nothing but blanks and titles part."""
    pieces = _TITLES.sub(" ", text).split()
    if len(pieces) == 1 and is_surname(text.strip()):
        return [text.strip()]
    if len(pieces) > 1:
        pieces = [each for each in pieces if not _OFFICE.search(each)] or pieces
    if all(len(each) >= _SHORTEST for each in pieces):
        return pieces
    name = "".join(pieces)
    return [name if len(name) >= _SHORTEST else text.strip()]


def may_be_one(left: str, right: str) -> bool:
    """Return whether two names may be one person's.

    They are the same, or before one of them stands where they work (会员部李某), or one is a surname with a title
    (李主席).
    """
    return any(
        other.endswith(one) or (is_surname(one) and other.startswith(surname_in(one)))
        for one, other in ((left, right), (right, left))
    )


def is_surname(name: str) -> bool:
    """Return whether somebody is called by surname and title alone, so that nobody can tell who it is: 李主席."""
    bare = surname_in(name)
    return (len(bare) < _SHORTEST <= len(name)) or (bare != name and _TWO_SIGNS.fullmatch(bare) is not None)


def surname_in(name: str) -> str:
    """Return a name without the titles beside it."""
    return _TITLES.sub("", name).strip()


def titles_in(text: str) -> frozenset[str]:
    """Return the titles that stand in a text, in brackets or not: 主席 and 副主席 are two."""
    return frozenset(_TITLES.findall(text))


def is_same_visit(left: Visit, right: Visit, place: str) -> bool:
    """Return whether two rows tell of one visit: the same firm on the same day by one of the same people.

    A visit is told twice where a form for it comes back and the log of the quarter lists it again; the form may have
    the leader's name and the log that of whoever went along.

    Args:
        left: one of them.
        right: the other.
        place: the district, which firms write before their names or leave out.
    """
    if left.visitors and right.visitors and not _of_one_group(left, right):
        return False
    return may_be_same_visit(left, right, place)


def may_be_same_visit(left: Visit, right: Visit, place: str) -> bool:
    """Return whether two rows may tell of one visit, whoever they say went: the same firm on the same day.

    Two leaders that went together may each hand in a form. A talk and a visit of one day are two, where both are told
    as what they are.

    Args:
        left: one of them.
        right: the other.
        place: the district, which firms write before their names or leave out.
    """
    if left.day is None or left.day != right.day:
        return False
    if left.ways and right.ways and {left.nature, right.nature} == {(True, False), (False, True)}:
        return False
    return firm_of(left.firm, place).is_same(firm_of(right.firm, place))


def _of_one_group(left: Visit, right: Visit) -> bool:
    """Return whether one of those who visited, as one row has it, was there as the other has it."""
    pairs = ((left.visitors, (*right.visitors, *right.company)), (right.visitors, left.company))
    return any(may_be_one(name, other) for names, others in pairs for name in names for other in others)


def _words(values: Values, column: str) -> str:
    return str(values.get(column) or "").strip()
