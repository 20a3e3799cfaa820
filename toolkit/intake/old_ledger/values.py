"""What the cells of an old ledger mean in the register: typed, with a doubt where they cannot be read for certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from toolkit.errors import Code, Problem
from toolkit.forms import Field, FieldType
from toolkit.intake.meanings.phones import name_and_number
from toolkit.intake.meanings.ticks import is_mark
from toolkit.intake.meanings.values import Meaning, interpret, sound_text
from toolkit.intake.old_ledger.columns import Target
from toolkit.intake.plain.grid import CellValue, as_text
from toolkit.intake.plain.words import plain
from toolkit.mechanism import Column, ColumnType, Mechanism
from toolkit.mechanism.adoption import Adoption
from toolkit.submission import Value

#: No case of such an office is older.
EARLIEST = date(1990, 1, 1)
#: Strokes and words that say a cell is empty; 无 is a word of its own where text may stand.
_EMPTY = frozenset({"", "无", "暂无", "没有", "none", "na"})
_YES = frozenset(("是", "√", "✓", "✔", "☑", "■", "●", "y", "yes", "1"))
_NO = frozenset(("否", "×", "✗", "□", "☐", "n", "no", "x", "0"))
_TYPED = frozenset(FieldType) - {FieldType.TEXT, FieldType.LONG, FieldType.NUMBER}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell means.

    Attributes:
        values: register column → value, none for what is empty or cannot be told.
        raw: the cell as a person reads it.
        doubts: what is uncertain, in a clerk's words; () where nothing is.
        whole: whether the values say all that the cell says; else the cell's own words are kept beside them.
        word: for a column of fixed words the text nobody could place, "" else.
    """

    values: Mapping[str, str | date | int]
    raw: str
    doubts: tuple[str, ...] = ()
    whole: bool = True
    word: str = ""


class Values:
    """Reads cells for one mechanism; what was read once is remembered, for ledgers say the same again and again.

    Args:
        mechanism: whose columns, categories and units count.
        adoption: how its offices wrote the words.
        told: register column → plain text → the stored word, as the office answered.
        as_of: today; a day after it is doubted where something has happened.
    """

    def __init__(
        self, mechanism: Mechanism, adoption: Adoption, told: Mapping[str, Mapping[str, str]], as_of: date
    ) -> None:
        self._mechanism = mechanism
        self._record = mechanism.record
        self._told = told
        self._as_of = as_of
        self._words = {
            column: {plain(each): word for word, written in words.items() for each in (word, *written)}
            for column, words in adoption.words.items()
        }
        self._types = _types(mechanism)
        self._fields: dict[str, Field] = {}
        roles = self._record.roles
        due = {each.column for each in self._record.clocks}
        self._past = {each.name for each in self._record.columns if each.type is ColumnType.DATE} - due
        self._reporter = roles.get("reporter", "")
        self._seen: dict[tuple[Target, str, CellValue, int | None], Cell] = {}

    def read(self, target: Target, raw: CellValue, year: int | None) -> Cell:
        """Return what a cell means as what its column is.

        Args:
            target: what the column is.
            raw: the cell.
            year: the year the ledger or its sheet speaks of, for days without one; None where it names none.
        """
        key = (target, type(raw).__name__, raw, year)
        found = self._seen.get(key)
        if found is None:
            found = self._read(target, raw, year)
            if len(found.raw) < 100:
                self._seen[key] = found
        return found

    def _read(self, target: Target, raw: CellValue, year: int | None) -> Cell:
        text = sound_text(as_text(raw)).strip()
        if not any(each.isalnum() for each in text) and not is_mark(text):
            return Cell({}, text)
        if target.choice:
            return self._ticked(target, text)
        if target.answers:
            return self._answered(target, text)
        if len(target.columns) == 2:  # a name and a number
            return self._pair(target, text)
        return self._single(self._record.column(target.columns[0]), raw, text, year)

    def _ticked(self, target: Target, text: str) -> Cell:
        if text.lower() in _YES or plain(text) == plain(target.choice):
            return Cell({target.columns[0]: target.choice}, text)
        if text.lower() in _NO:
            return Cell({}, text)
        return Cell({}, text, (f"“{text}”看不出是不是“{target.choice}”",), whole=False)

    def _answered(self, target: Target, text: str) -> Cell:
        column = self._record.column(target.columns[0])
        said = "是" if text.lower() in _YES else "否" if text.lower() in _NO else text
        word = dict(target.answers).get(said) or self._word(column.name, text)
        if word or self._outcome(column.name, text):
            return Cell({**({column.name: word} if word else {}), **self._outcome(column.name, text)}, text)
        return Cell({}, text, (f"“{text}”看不出“{column.name}”是哪一种",), whole=False, word=text)

    def _pair(self, target: Target, text: str) -> Cell:
        name, phone = target.columns
        found = name_and_number(text)
        if found is not None:
            return Cell({name: found[0], phone: found[1]}, text)
        if not any(each.isdigit() for each in text):
            return Cell({name: text}, text)
        meaning = interpret(self._field(phone), text, self._mechanism, self._as_of)
        if not meaning.doubts and isinstance(meaning.value, str):
            return Cell({phone: meaning.value}, text)
        return Cell({}, text, ("姓名和电话分不开",), whole=False)

    def _single(self, column: Column, raw: CellValue, text: str, year: int | None) -> Cell:
        name = column.name
        if name == self._record.role("number"):
            return Cell({name: text}, text)
        if name == self._record.role("round") or column.type is ColumnType.NUMBER:
            return self._count(name, text)
        word = self._word(name, text)
        if word or self._outcome(name, text):
            return Cell({**({name: word} if word else {}), **self._outcome(name, text)}, text)
        if name == self._record.role("status"):
            return Cell({}, text, (f"“{text}”看不出是哪一种状态",), whole=False, word=text)
        kind = self._types.get(name, FieldType.TEXT)
        if column.type is ColumnType.DATE:
            return self._day(name, raw, text, year)
        if kind in _TYPED:
            return self._typed(column, raw, text)
        if name == self._reporter:
            unit = self._mechanism.units.find(text)
            return Cell({name: unit.name if unit else text}, text)
        return Cell({} if plain(text) in _EMPTY and kind is FieldType.TEXT else {name: text}, text)

    def _word(self, name: str, text: str) -> str:
        """Return the stored word that a text stands for, "" where it is none of the column's."""
        bare = plain(text)
        told = self._told.get(name, {}).get(bare)
        if told:
            return told
        own = {plain(each): each for each in self._mechanism.choices(self._record.column(name))}
        return own.get(bare) or self._words.get(name, {}).get(bare, "")

    def _outcome(self, name: str, text: str) -> Mapping[str, str]:
        """Return the outcome (处理情况) that a status told besides; none where the word speaks of the status alone.

        已解决 where 状态 stands says that it is over and how it ended; 办结 says only that it is over. A text that is
        no status at all may still be an outcome (无法解决), by which the status is found.
        """
        column = self._record.roles.get("outcome", "")
        if not column or name != self._record.role("status"):
            return {}
        own = {plain(each): each for each in self._mechanism.choices(self._record.column(column))}
        found = own.get(plain(text)) or ("" if self._word(name, text) else self._word(column, text))
        return {column: found} if found else {}

    def _count(self, name: str, text: str) -> Cell:
        if text.isdecimal() and 0 < int(text) < 1000:
            return Cell({name: int(text)}, text)
        return Cell({}, text, ("不是数字",), whole=False)

    def _day(self, name: str, raw: CellValue, text: str, year: int | None) -> Cell:
        near = date(year, 7, 2) if year else None  # the middle of it: no month of another year lies nearer
        meaning = interpret(self._field(name), raw, self._mechanism, near or self._as_of)
        codes = {code for code, _ in meaning.doubts}
        value = meaning.value
        if Code.DATE_WITHOUT_YEAR in codes and near is None:
            return Cell({}, text, ("没有写年份",), whole=False)
        doubts = _told(meaning, name)
        if not isinstance(value, date):
            return Cell({}, text, doubts or ("不是日期",), whole=plain(text) in _EMPTY) if doubts else Cell({}, text)
        if value < EARLIEST or (name in self._past and value > self._as_of):
            doubts = (*doubts, f"日期是 {value.isoformat()}，{'太早' if value < EARLIEST else '还没有到'}")
        # A time of day is no part of what the register keeps, and nothing anybody asks.
        same = isinstance(raw, date | datetime | float) or not doubts
        return Cell({name: value}, text, doubts, whole=same)

    def _typed(self, column: Column, raw: CellValue, text: str) -> Cell:
        meaning = interpret(self._field(column.name), raw, self._mechanism, self._as_of)
        doubts = _told(meaning, column.name)
        value = _stored(meaning.value)
        if value is None:
            empty = plain(text) in _EMPTY and not doubts
            return Cell({}, text, doubts, whole=empty or not text, word=text if self._is_chosen(column) else "")
        return Cell({column.name: value}, text, doubts, whole=not doubts or str(value) == text)

    def _is_chosen(self, column: Column) -> bool:
        return bool(self._mechanism.choices(column))

    def _field(self, name: str) -> Field:
        found = self._fields.get(name)
        if found is None:
            column = self._record.column(name)
            kind = FieldType.DATE if column.type is ColumnType.DATE else self._types.get(name, FieldType.TEXT)
            choices = tuple(self._mechanism.choices(column))
            found = self._fields[name] = Field(name, name, kind, frozenset(), name, choices=choices)
        return found

    def share(self, target: Target, cells: list[CellValue]) -> float:
        """Return the share of some cells that can be read as what the target holds, 1 where all are empty."""
        read = [self.read(target, each, self._as_of.year) for each in cells]
        filled = [each for each in read if each.values or each.doubts]
        return sum(bool(each.values) for each in filled) / len(filled) if filled else 1.0


def _types(mechanism: Mechanism) -> dict[str, FieldType]:
    """Return the type of each register column: as the forms ask for it, a choice where it offers words."""
    types: dict[str, FieldType] = {}
    for form in mechanism.forms:
        for each in (*form.fields, *form.table):
            if each.column:
                types.setdefault(each.column, each.type)
    record = mechanism.record
    for column in record.columns:
        if mechanism.choices(column) and types.get(column.name) not in {FieldType.CHOICES, FieldType.CATEGORY}:
            types[column.name] = FieldType.CHOICE
    types[record.role("category")] = FieldType.CATEGORY
    types[record.role("lead")] = FieldType.UNIT
    types[record.role("support")] = FieldType.UNITS
    return types


def _stored(value: Value) -> str | date | None:
    return None if value is None or value == "" else value


def _told(meaning: Meaning, label: str) -> tuple[str, ...]:
    return tuple(Problem(code, {"label": label, **facts}).words for code, facts in meaning.doubts)
