"""What is read off our own sheet, by which of its cells are filled; learnt from the usual reading of two copies of it.

Nothing is known here about how a page is read. The copies have answers of our own in the filled cells: short ones, and
ones full of what people write. Only where both show each of these answers in its own field, untouched, and nothing is
told but what is missing, the pattern holds for other answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from toolkit.errors import Code
from toolkit.forms import Field, FieldType, Form
from toolkit.forms.identity import write_mark
from toolkit.intake.answers.chosen import CHOOSABLE
from toolkit.intake.formats.looks import Place
from toolkit.intake.plain.grid import Book, CellValue, Grid
from toolkit.intake.quick.own_sheet import Free, Key, OwnSheet
from toolkit.intake.read import read
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer, Submission

_DAY = date(2024, 3, 8)
_DATE, _FIGURE = date(2024, 3, 5), 13800138000.0
#: For each copy what stands for text of a type; the same never twice beside itself.
_SAID: Mapping[FieldType, tuple[tuple[str, ...], tuple[str, ...]]] = {
    FieldType.TEXT: (("东风", "甲某", "乙厂"), ("某市某区东风（某区）机械有限公司第3厂", "A1 Tech.Co、乙厂（集团）")),
    FieldType.DATE: (("2024-03-05",), ("2024年3月5日",)),
    FieldType.PHONE: (("13800138000",), ("0757-22223333",)),
    FieldType.NUMBER: (("2024-017",), ("2024-1017",)),
}
_TEXTS = (
    ("门前道路破损。", "路灯不亮，夜间行车危险！"),
    ("一、厂房扩建（已排队两年），至今没有消息，{}……\n2.路灯不亮，夜间行车危险！\n\n请协调。",),
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where the answers of a form stand on its own sheet.

    Attributes:
        form: the form.
        fields: of each field the place of its answer or, where it is the same on every such sheet, the answer itself.
    """

    form: Form
    fields: tuple[tuple[Field, Place | Answer], ...]


def learn(sheet: OwnSheet, key: Key, grid: Grid, mechanism: Mechanism) -> Pattern | None:
    """Return the pattern of a sheet, None where other answers on it might be read in another way.

    Args:
        sheet: the form's own sheet.
        key: the pattern's key.
        grid: a sheet that has this key.
        mechanism: whose forms it may be.
    """
    free = {
        place: (asked, content)
        for (place, asked), content in zip(sheet.inputs.items(), key[-1], strict=True)
        if asked is not None and isinstance(content, Free)
    }
    places = {asked.key: place for place, (asked, _) in free.items()}
    known: list[Mapping[str, Answer]] = []
    for number in range(2):
        own = _answers(free, mechanism, number)
        copy = Grid(grid.name, {**grid.cells, **own}, grid.merged)
        found = _read(copy, key[1], mechanism) if _are_tame(own, free, sheet) else None
        if found is None or found.form != sheet.form.id or not _in_place(found, copy, places):
            return None
        known.append(found.answers)
    others = [each for each in sheet.form.fields if each.key not in places]
    if any(known[0][each.key] != known[1][each.key] or _open(each, sheet, key, known[0]) for each in others):
        return None
    fields = tuple((each, places.get(each.key, known[0][each.key])) for each in sheet.form.fields)
    return Pattern(sheet.form, fields)


def _answers(free: Mapping[Place, tuple[Field, Free]], mechanism: Mechanism, number: int) -> Mapping[Place, CellValue]:
    """Return answers of our own for the first or the second copy."""
    said = {kind: cycle(texts[number]) for kind, texts in _SAID.items()}
    choices = "、".join(dict.fromkeys(one for form in mechanism.forms for each in form.fields for one in each.choices))
    said[FieldType.LONG] = cycle(each.format(choices) for each in _TEXTS[number])
    units = [each.name for each in mechanism.units]
    said[FieldType.UNIT] = cycle(units[number:] or _SAID[FieldType.TEXT][number])
    said[FieldType.UNITS] = cycle(["、".join(units[:2])] if number and units else units or _SAID[FieldType.TEXT][0])
    figures: Mapping[Free, CellValue] = {Free.DATE: _DATE, Free.FIGURE: _FIGURE}
    return {place: figures.get(kind) or next(said[asked.type]) for place, (asked, kind) in free.items()}


def _are_tame(own: Mapping[Place, CellValue], free: Mapping[Place, tuple[Field, Free]], sheet: OwnSheet) -> bool:
    return all(sheet.tame.passes(asked, own[place]) for place, (asked, _) in free.items())


def _read(copy: Grid, marked: str, mechanism: Mechanism) -> Submission | None:
    """Return the form on a copy, None where anything else is there or anything is told but what is missing."""
    reading = read(Book((copy,), (write_mark(marked, "1"),) if marked else ()), mechanism, day=_DAY)
    if reading.problems or len(reading.submissions) != 1:
        return None
    found = reading.submissions[0]
    told = found.extra or found.loose or found.rows or any(each.code is not Code.MISSING for each in found.problems)
    return None if told else found


def _in_place(found: Submission, copy: Grid, places: Mapping[str, Place]) -> bool:
    """Return whether each of our own answers stands where it was put, and is understood."""
    answers = {key: found.answers[key] for key in places}
    expected = {key: (copy.text(*place).strip(), copy.name, copy.address(*place)) for key, place in places.items()}
    return all(
        answer.value is not None and (answer.text, answer.sheet, answer.cell) == expected[key]
        for key, answer in answers.items()
    )


def _open(asked: Field, sheet: OwnSheet, key: Key, known: Mapping[str, Answer]) -> bool:
    """Return whether words or boxes stand for a choice that no word makes: colours may, and no pattern holds them."""
    cells = {
        each.key: content for each, content in zip(sheet.inputs.values(), key[-1], strict=True) if each is not None
    }
    return asked.type in CHOOSABLE and known[asked.key].value is None and cells.get(asked.key, Free.WORDS) is not None
