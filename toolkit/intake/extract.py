"""From a page with its labels found to answers: each with its meaning, its text and its place.

What stands on the page and belongs to no field is kept as ``extra``; nothing that a sender wrote is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import Field
from toolkit.intake import ticks
from toolkit.intake.beside import Found, find_answer
from toolkit.intake.labels import Labelled
from toolkit.intake.page import Block, Page
from toolkit.intake.values import Meaning, doubt, from_ticks, interpret
from toolkit.intake.words import plain
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer

#: A text up to this length beside another is the label that the form does not know.
_UNKNOWN_LABEL = 15


@dataclass(slots=True)
class Extract:
    """What was read off a page.

    Attributes:
        answers: key → answer, one for every field.
        problems: doubts about single answers.
        used: the blocks the answers were taken from.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: set[Block] = field(default_factory=set)


def extract(labelled: Labelled, mechanism: Mechanism, day: date) -> Extract:
    """Return the answers to every field of the form whose labels were found.

    Args:
        labelled: the page with its labels.
        mechanism: whose categories and units count.
        day: the day of the mail.
    """
    result = Extract()
    for asked in labelled.words.fields:
        found = _found(labelled, asked, result)
        if asked.key in labelled.boxes and all(each.value == "" for each in found):
            _take_boxes(labelled, asked, result)
        elif found:
            _take(labelled.page, asked, found, result, mechanism, day)
        else:
            result.answers[asked.key] = _empty(labelled, asked)
    return result


def _empty(labelled: Labelled, asked: Field) -> Answer:
    """Return the answer that is not there, at the place where it should stand: right of its label."""
    grid = labelled.page.grid
    for label in labelled.chosen.get(asked.key, ()):
        block = label.block
        column = block.column if label.inline is not None else block.last_column + 1
        return Answer(None, "", grid.name, grid.address(block.row, column))
    return Answer(None, "", grid.name)


def _found(labelled: Labelled, asked: Field, result: Extract) -> list[Found]:
    found = []
    for label in labelled.chosen.get(asked.key, ()):
        answer = find_answer(labelled, asked, label, result.used)
        if answer is not None:
            result.used.update(answer.blocks)
            found.append(answer)
    return found


def _take(page: Page, asked: Field, found: list[Found], result: Extract, mechanism: Mechanism, day: date) -> None:
    first = found[0]
    text = str(first.value).replace(ticks.GAP, " ").strip() if isinstance(first.value, str) else _shown(page, first)
    if first.error:
        meaning = doubt(None, Code.CELL_ERROR, text=text)
    else:
        meanings = [interpret(asked, each.value, mechanism, day) for each in found]
        said = {each.value for each in meanings if each.value is not None}
        meaning = meanings[0] if meanings[0].value is not None else next((m for m in meanings if m.value), meanings[0])
        if len(said) > 1 or first.doubtful:
            text = "；".join(str(each.value) for each in found)
            meaning = doubt(None, Code.DOUBTFUL, text=text)
    _record(page, asked, meaning, text, (first.row, first.column), result)


def _shown(page: Page, found: Found) -> str:
    return page.grid.text(found.row, found.column).strip()


def _take_boxes(labelled: Labelled, asked: Field, result: Extract) -> None:
    rows = labelled.boxes[asked.key]
    text = ticks.GAP.join(block.text for row in rows for block in row)
    reading = ticks.read_ticks(text, asked.choices)
    meaning = from_ticks(asked, reading)
    shown = reading.text if reading.ticked or reading.strange else ""
    _record(labelled.page, asked, meaning, shown, (rows[0][0].row, rows[0][0].column), result)


def _record(page: Page, asked: Field, meaning: Meaning, text: str, place: tuple[int, int], result: Extract) -> None:
    sheet, cell = page.grid.name, page.grid.address(*place)
    result.answers[asked.key] = Answer(meaning.value, text, sheet, cell)
    for code, facts in meaning.doubts:
        told = {"label": asked.label, **facts}
        result.problems.append(Problem(code, told, asked.key, sheet, cell))


def leftovers(labelled: Labelled, used: set[Block]) -> Mapping[str, str]:
    """Return what stands on the page beside the form's own words and the answers: unknown label → what it says.

    A text without a label is kept under the name of its cell.
    """
    settled = used | labelled.barriers | labelled.boxed
    extra: dict[str, str] = {}
    rest = [each for each in labelled.page.blocks if each not in settled and not ticks.is_mark(each.text)]
    skip: set[Block] = set()
    for block in rest:
        if block in skip or labelled.words.is_printed(block.text):
            continue
        label, text = _pair(labelled, block, rest, skip)
        extra[label] = f"{extra[label]}；{text}" if label in extra else text
    return extra


def _pair(labelled: Labelled, block: Block, rest: list[Block], skip: set[Block]) -> tuple[str, str]:
    head, colon, tail = block.text.replace("：", ":").partition(":")
    if colon and tail.strip() and 0 < len(plain(head)) <= _UNKNOWN_LABEL:
        return head.strip(), tail.strip()
    beside = next(labelled.page.right_of(block, block.row), None)
    if beside is not None and beside in rest and isinstance(block.value, str) and len(block.text) <= _UNKNOWN_LABEL:
        skip.add(beside)
        return block.text.rstrip(":： "), beside.text
    return labelled.page.grid.address(block.row, block.column) or f"第{block.row + 1}行", block.text
