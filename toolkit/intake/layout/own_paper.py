"""Papers of ours that come back and are no forms: minutes that the office edited, the reply slip of a meeting notice.

They are known by their mark; without it, minutes by their title, a slip by its title and the headings of its table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.forms.identity import MINUTES, NOTICE
from toolkit.intake.plain.grid import Book, Grid
from toolkit.mechanism import Mechanism
from toolkit.submission import Identity

#: The title of a reply slip, and the headings of its table in the order in which a person is told.
SLIP = "参会回执"
NAME, POST, PHONE, REMARK = _PERSON = ("姓名", "职务", "联系电话", "备注")
_UNIT, _MEETING = re.compile(r"^单位[:：](.+)$"), re.compile(r"^会议[:：](?:(\d{4})年(\d{1,2})月)?")
#: Titles stand at the top of minutes.
_TOP = 6


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper of ours.

    Attributes:
        kind: ``MINUTES`` or ``NOTICE``.
        meeting: the month of the meeting that it belongs to, 2024-03; "" where it does not say.
        unit: whose slip it is; "" where it does not say.
        people: of a slip, who comes: column → text for each line in which something stands.
    """

    kind: str
    meeting: str = ""
    unit: str = ""
    people: tuple[Mapping[str, str], ...] = ()

    def to_json(self) -> list[Any]:
        """Return the paper as plain JSON."""
        return [self.kind, self.meeting, self.unit, [dict(each) for each in self.people]]

    @classmethod
    def from_json(cls, data: object) -> OwnPaper:
        """Return the paper that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case [str(kind), str(meeting), str(unit), list(people)] if all(_is_person(each) for each in people):
                return cls(kind, meeting, unit, tuple(people))
        raise ValueError("not a paper")


def _is_person(data: object) -> bool:
    return isinstance(data, dict) and all(isinstance(each, str) for each in (*data, *data.values()))


def own_paper(book: Book, mechanism: Mechanism, marked: Identity) -> OwnPaper | None:
    """Return which of our papers a file is, None where it is none of them."""
    slip = next((found for grid in book.grids if (found := _slip(grid)) is not None), None)
    if marked.form == NOTICE:
        said = slip or OwnPaper(NOTICE)
        return OwnPaper(NOTICE, marked.number or said.meeting, marked.unit or said.unit, said.people)
    if slip is not None:
        return slip
    if marked.form == MINUTES:
        return OwnPaper(MINUTES, marked.number)
    title = _plain(mechanism.wording.get("minutes_head", ""))
    top = (text for grid in book.grids for text in list(_texts(grid))[:_TOP])
    return OwnPaper(MINUTES) if title and title in map(_plain, top) else None


def _slip(grid: Grid) -> OwnPaper | None:
    """Return the reply slip on a page, None where there is none."""
    rows: dict[int, dict[int, str]] = {}
    for row, column in sorted(grid.cells):
        rows.setdefault(row, {})[column] = grid.text(row, column).strip()
    titled = next((row for row, cells in rows.items() if SLIP in map(_plain, cells.values())), None)
    if titled is None:
        return None
    below = {row: cells for row, cells in rows.items() if row > titled}
    header = next((row for row, cells in below.items() if {NAME, PHONE} <= set(map(_plain, cells.values()))), None)
    if header is None:
        return None
    columns = {column: _plain(text) for column, text in below[header].items() if _plain(text) in _PERSON}
    lines = ({columns[at]: text for at, text in below[row].items() if at in columns} for row in below if row > header)
    people = tuple({name: text for name, text in line.items() if text} for line in lines)
    unit = _first(_UNIT, below)
    month = _first(_MEETING, below)
    meeting = f"{month[1]}-{int(month[2]):02}" if month is not None and month[1] else ""
    # What stands below the table in its first column is no name: a name has company, or is short.
    named = tuple(each for each in people if each and not (set(each) == {NAME} and "。" in each[NAME]))
    return OwnPaper(NOTICE, meeting, unit[1].strip() if unit is not None else "", named)


def _first(pattern: re.Pattern[str], rows: Mapping[int, Mapping[int, str]]) -> re.Match[str] | None:
    texts = (text for cells in rows.values() for text in cells.values())
    return next((found for text in texts if (found := pattern.match(text)) is not None), None)


def _texts(grid: Grid) -> Iterator[str]:
    yield from (grid.text(*place) for place in sorted(grid.cells))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)
