"""From a page with its labels found to answers: each with its meaning, its text and its place.

What stands on the page and belongs to no field is kept, as ``extra`` under its label or as ``loose`` without one;
nothing that a sender wrote is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import Field, FieldType
from toolkit.intake import ticks
from toolkit.intake.beside import Found, find_answer
from toolkit.intake.folded import unfold
from toolkit.intake.grid import as_text
from toolkit.intake.labels import Labelled
from toolkit.intake.page import Block, Page
from toolkit.intake.values import Meaning, doubt, from_ticks, interpret
from toolkit.intake.vocabulary import SIGN_OFFS, is_long
from toolkit.intake.words import label_forms, plain, without_hint
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer

#: A text up to this length beside another is the label that the form does not know.
_UNKNOWN_LABEL = 15
#: A longer text is more than the name, the day or the address behind a sign-off label.
_SIGN_OFF = 40
#: What no label holds: a number as long as a telephone's, a date, the marks of a sentence.
_NO_LABEL = re.compile(r"\d{5}|\d{4}\s*[-/.年]\s*\d|\d\s*月\s*\d|[，。；！？,;!?]")
#: Fields whose numbered labels hold parts of one answer.
_JOINED = {FieldType.TEXT, FieldType.LONG, FieldType.PHONE, FieldType.UNITS}


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
            _take(labelled, asked, found, result, mechanism, day)
        else:
            result.answers[asked.key] = _empty(labelled, asked)
    for asked in labelled.words.fields:
        if is_long(asked):
            _unfold(labelled, asked, result, mechanism, day)
    return result


def _unfold(labelled: Labelled, asked: Field, result: Extract, mechanism: Mechanism, day: date) -> None:
    """Give the lines of boxes and labels that stand in a long answer's cell to the fields that nothing else answers."""
    answer = result.answers[asked.key]
    empty = {key for key, each in result.answers.items() if each.value is None and not each.text}
    parts = unfold(answer.text, labelled.words, empty) if isinstance(answer.value, str) else None
    if parts is None:
        return
    result.problems = [each for each in result.problems if each.field != asked.key]
    found: list[tuple[Field, Meaning, str]] = [(asked, interpret(asked, parts.rest, mechanism, day), parts.rest)]
    for each in labelled.words.fields:
        if each.key in parts.boxes:
            reading = ticks.read_ticks(parts.boxes[each.key], each.choices)
            found.append((each, from_ticks(each, reading), reading.text if reading.ticked or reading.strange else ""))
        elif each.key in parts.said:
            text = without_hint(parts.said[each.key], each.hint)
            found.append((each, interpret(each, text, mechanism, day), text))
    for each, meaning, text in found:
        result.answers[each.key] = Answer(meaning.value, text, answer.sheet, answer.cell)
        result.problems.extend(
            Problem(code, {"label": each.label, **facts}, each.key, answer.sheet, answer.cell)
            for code, facts in meaning.doubts
        )


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


def _in_turn(labelled: Labelled, asked: Field) -> bool:
    """Return whether the labels of a field are numbered (问题困难1, 问题困难2), each with a part of the answer."""
    return all(each.numbered for each in labelled.chosen[asked.key][1:])


def _joined(asked: Field, found: list[Found]) -> Found:
    between = "\n" if asked.type is FieldType.LONG else "、"
    texts = [as_text(each.value).strip() for each in found]
    text = between.join(each for each in texts if each)
    bad = any(each.error for each in found)
    return replace(found[0], value=text, error=bad, doubtful=any(each.doubtful for each in found))


def _take(
    labelled: Labelled, asked: Field, found: list[Found], result: Extract, mechanism: Mechanism, day: date
) -> None:
    if len(found) > 1 and asked.type in _JOINED and _in_turn(labelled, asked):
        found = [_joined(asked, found)]
    page = labelled.page
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
    blocks = [block for row in rows for block in row]
    text = ticks.GAP.join(block.text for block in blocks)
    reading = ticks.read_ticks(text, asked.choices)
    meaning = from_ticks(asked, reading)
    shown = reading.text if reading.ticked or reading.strange else ""
    place = next((each for each in blocks if _strange(each, asked)), blocks[0])
    _record(labelled.page, asked, meaning, shown, (place.row, place.column), result)


def _strange(block: Block, asked: Field) -> bool:
    return not ticks.is_mark(block.text) and not ticks.only_choices(block.text, asked.choices)


def _record(page: Page, asked: Field, meaning: Meaning, text: str, place: tuple[int, int], result: Extract) -> None:
    sheet, cell = page.grid.name, page.grid.address(*place)
    result.answers[asked.key] = Answer(meaning.value, text, sheet, cell)
    for code, facts in meaning.doubts:
        told = {"label": asked.label, **facts}
        result.problems.append(Problem(code, told, asked.key, sheet, cell))


def leftovers(labelled: Labelled, used: set[Block]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return what stands on the page beside the form's own words and the answers.

    Returns:
        Unknown label → what it says, and the texts that have no label or sign the form off below its last answer, in
        reading order.
    """
    chosen = {part for found in labelled.chosen.values() for one in found for part in (one.block, *one.parts)}
    # A label of the form that nothing took, with its text in the same cell, is one more label that nobody asked for.
    spare = {each for each in labelled.barriers - chosen - used if not _echoes(labelled, each)}
    settled = (used | labelled.barriers | labelled.boxed) - {each for each in spare if _labelled(each.text)}
    open_ = [each for each in labelled.page.blocks if each not in settled and not ticks.is_mark(each.text)]
    rest = dict.fromkeys(each for each in open_ if not _echoes(labelled, each))
    extra: dict[str, str] = {}
    loose: list[str] = []
    skip: set[Block] = set()
    foot = max((each.row for each in used), default=0)
    for block in rest:
        if block in skip:
            continue
        pair = _pair(labelled, block, rest, spare, skip)
        if pair is None:
            loose.append(block.text)
            continue
        label, text = pair
        if block.row >= foot and len(text) <= _SIGN_OFF and not SIGN_OFFS.isdisjoint(label_forms(label)):
            loose.append(f"{label}：{text}")
        else:
            extra[label] = f"{extra[label]}；{text}" if label in extra else text
    return extra, tuple(loose)


def _echoes(labelled: Labelled, block: Block) -> bool:
    return isinstance(block.value, str) and labelled.words.echoes(block.text)


def _labelled(text: str) -> tuple[str, str] | None:
    """Return the label and the text of ``label：text``, None where a text is no such pair."""
    head, colon, tail = text.partition("：" if "：" in text and text.find("：") < (text + ":").find(":") else ":")
    return (head.strip(), tail.strip()) if colon and plain(tail) and _may_be_label(head) else None


def _may_be_label(text: str) -> bool:
    """Return whether a text may be a label that the form does not know: short, no sentence, no number and no date."""
    bare = plain(text)
    return 0 < len(bare) <= _UNKNOWN_LABEL and not _NO_LABEL.search(text) and not bare.isdigit()


def _pair(
    labelled: Labelled, block: Block, rest: Container[Block], spare: set[Block], skip: set[Block]
) -> tuple[str, str] | None:
    if isinstance(block.value, str) and (inline := _labelled(block.text)):
        return inline
    row = labelled.page.rows.get(block.row, [])
    left = next((each for each in reversed(row) if each.last_column < block.column), None)
    if left is not None and left in spare and not _labelled(left.text):
        return left.text.rstrip(":： "), block.text
    beside = next(labelled.page.right_of(block, block.row), None)
    if beside is not None and beside in rest and isinstance(block.value, str) and _may_be_label(block.text):
        skip.add(beside)
        return block.text.rstrip(":： "), beside.text
    return None
