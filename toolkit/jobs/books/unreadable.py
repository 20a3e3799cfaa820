"""Cells that a person filled and no rule can read (认不出的填写): said when they are taken in, listed until put right.

The cell is never touched. A status beside the mechanism's, a word beside a column's choices, a day that is none, a
lead unit (牵头单位) that is no member unit: the rules go on as though it did not stand there. A day that cannot be is
told and listed beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from toolkit.cases import Case, Waiting, says
from toolkit.cases.today import TO_CONFIRM
from toolkit.events import CellValue, Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.misdated import misdated
from toolkit.mechanism import Column, ColumnType, Mechanism, Phase
from toolkit.mechanism.adoption import adoption_of

#: So many 编号 are named in a line; of more it is said how many.
_NAMED = 8
_OVER = frozenset({Phase.CLOSED, Phase.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that no rule can read: its column, what stands there, what is wrong, and what would be right.

    ``of_closed``: it is to be put right though its case is closed.
    """

    column: str
    text: str
    wrong: str
    remedy: str
    of_closed: bool = False

    @property
    def short(self) -> str:
        """Return what to do about it, as ``status`` lists it."""
        return f"“{self.column}”填的“{self.text}”{self.wrong}，请改"


class Reader:
    """Tells which cells of cases cannot be read. One for a look at many cases: it remembers what it has looked up."""

    def __init__(self, mechanism: Mechanism, today: date) -> None:
        self._mechanism, self._today = mechanism, today
        self._columns = {each.name: each for each in mechanism.record.columns}
        self._known: dict[tuple[str, CellValue], Unreadable | None] = {}

    def cells(self, case: Case) -> Iterator[Unreadable]:
        """Yield the cells of a case that a person typed last and no rule can read, in the register's order."""
        if not (case.hands or case.unread):
            return
        typed = {**{name: case.values[name] for name in case.hands if name in case.values}, **case.unread}
        for name in self._columns:
            if name in typed and (found := self._look(name, typed[name])) is not None:
                yield found
        for column, day, wrong in misdated(case, self._today):
            yield Unreadable(column, str(day), wrong, "请核对年月日", of_closed=True)

    def _look(self, name: str, value: CellValue) -> Unreadable | None:
        key = (name, value)
        if key not in self._known:
            self._known[key] = self._fault(self._columns[name], value)
        return self._known[key]

    def _fault(self, column: Column, value: CellValue) -> Unreadable | None:
        text = str(value)
        record = self._mechanism.record
        if column.name == record.roles.get("lead"):
            return self._unit_fault(column.name, text)
        if column.type is ColumnType.DATE:
            return None if isinstance(value, date) else _fault(column.name, text, "不是日期", "日期写成 2024-3-5 这样")
        if column.name == record.role("round"):
            return None if isinstance(value, int) and value > 0 else _fault(column.name, text, "不是轮次", "请填数字")
        choices = tuple(self._mechanism.choices(column))
        if not choices or self._is_choice(column, text, choices):
            return None
        guess = self._guess(column.name, text)
        wrong = "认不出" + (f"，可能是“{guess}”" if guess else "")
        return _fault(column.name, text, wrong, f"可以填：{'、'.join(choices)}")

    def _is_choice(self, column: Column, text: str, choices: Iterable[str]) -> bool:
        if column.name == self._mechanism.record.role("status"):
            return text in choices  # a status is never guessed from its beginning
        if column.name == self._mechanism.record.roles.get("category"):
            return self._mechanism.category(text) is not None
        return any(says(text, each) for each in choices)

    def _guess(self, name: str, text: str) -> str:
        """Return the word of the register for what old ledgers (旧台账) write so, "" where none is known."""
        words = adoption_of(self._mechanism).words.get(name, {})
        return next((word for word, written in words.items() if text in written), "")

    def _unit_fault(self, name: str, text: str) -> Unreadable | None:
        match = self._mechanism.units.match(text)
        if match.unit is not None:
            return None
        near = f"，可能是“{match.near}”" if match.near else ""
        return _fault(name, text, f"不在成员单位名单中{near}", "请改正，或在“成员单位”表补充")


def _fault(column: str, text: str, wrong: str, remedy: str) -> Unreadable:
    return Unreadable(column, text if len(text) <= 20 else f"{text[:20]}…", wrong, remedy)


def tell(desk: Desk, events: Iterable[Event]) -> None:
    """Say of the cells that were just typed which cannot be read: a line a column and word, however many rows."""
    reader = Reader(desk.mechanism, desk.as_of)
    found: dict[Unreadable, list[Case]] = {}
    for event in events:
        case, typed = desk.cases.get(event.number), event.data.get("after", {})
        if case is None or not typed:
            continue
        for each in reader.cells(case):
            if each.column in typed:
                found.setdefault(each, []).append(case)
    for each, cases in found.items():
        numbers = [case.number for case in cases]
        named = "、".join(numbers[:_NAMED]) + (f" 等 {len(numbers)} 件" if len(numbers) > _NAMED else "")
        line = f"{named}：“{each.column}”填的“{each.text}”{each.wrong}。没有改动这一格；{each.remedy}"
        desk.say(line + _meanwhile(desk, each, cases))


def _meanwhile(desk: Desk, each: Unreadable, cases: Iterable[Case]) -> str:
    if each.column != desk.mechanism.record.role("status"):
        return ""
    return f"。改好以前按“{'”“'.join(dict.fromkeys(case.status for case in cases))}”办理"


def with_unreadable(desk: Desk, cases: Iterable[Case], found: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits with the cells that cannot be read beside it, each a question to the office (待确认).

    One that keeps a new case from being classified is told in that case's own line.
    """
    reader, own = Reader(desk.mechanism, desk.as_of), desk.mechanism.record
    class_of: dict[str, Unreadable] = {}
    more: list[Waiting] = []
    for case in cases:
        for each in reader.cells(case):
            if each.column == own.roles.get("class") and case.phase is Phase.NEW:
                class_of[case.number] = each
            elif each.column in case.unread or each.of_closed or case.phase not in _OVER:
                more.append(Waiting(TO_CONFIRM, case.number, case.role("firm"), todo=each.short))
    new = own.in_phase(Phase.NEW)
    told = [
        replace(each, todo=class_of[each.number].short) if each.kind in new and each.number in class_of else each
        for each in found
    ]
    return [*told, *more]
