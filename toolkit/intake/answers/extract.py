"""From a page with its labels found to answers: each with its meaning, its text and its place.

What stands on the page and belongs to no field is kept, as ``extra`` under its label or as ``loose`` without one;
nothing that a sender wrote is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import Field, FieldType
from toolkit.intake.answers.beside import Found, find_answer
from toolkit.intake.answers.chosen import CHOOSABLE, chosen_by_look
from toolkit.intake.answers.extracted import Extract
from toolkit.intake.answers.settled import settle
from toolkit.intake.answers.slipped import slipped
from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.repeated import may_repeat
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.meanings.values import Meaning, doubt, from_ticks, interpret
from toolkit.intake.plain.grid import CellValue, as_text
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer

#: Fields whose numbered labels hold parts of one answer.
_JOINED = {FieldType.TEXT, FieldType.LONG, FieldType.PHONE, FieldType.UNITS}


def extract(labelled: Labelled, mechanism: Mechanism, day: date) -> Extract:
    """Return the answers to every field of the form whose labels were found.

    Args:
        labelled: the page with its labels.
        mechanism: whose categories and units count.
        day: the day of the mail.
    """
    result = Extract()
    for asked in labelled.words.fields:
        found = result.places[asked.key] = _found(labelled, asked, result)
        if asked.key in labelled.boxes and all(each.value == "" for each in found):
            _take_boxes(labelled, asked, result, mechanism)
        elif found:
            _take(labelled, asked, found, result, mechanism, day)
        else:
            result.answers[asked.key] = _empty(labelled, asked)
    _take_slipped(labelled, result, mechanism, day)
    settle(labelled, result, mechanism, day)
    return result


def _take_slipped(labelled: Labelled, result: Extract, mechanism: Mechanism, day: date) -> None:
    """Give the fields that have none the answers that stand just beside their places."""
    bare = {
        each.key: each
        for each in labelled.words.fields
        if each.key not in labelled.boxes and not any(one.value != "" for one in result.places[each.key])
    }
    for key, (label, block) in slipped(labelled, bare, result.used).items():
        place = Found(block.value, (block,), block.row, block.column, label, astray=True)
        result.places[key] = [place]
        result.used.add(block)
        _take(labelled, bare[key], [place], result, mechanism, day)


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
    matters = _matters(labelled, asked, found, mechanism)
    several = _several_labels(asked, found)
    if len(found) > 1 and (matters or several or (asked.type in _JOINED and _in_turn(labelled, asked))):
        found = [_joined(asked, found)]
    page = labelled.page
    first = found[0]
    text = str(first.value).replace(ticks.GAP, " ").strip() if isinstance(first.value, str) else _shown(page, first)
    if first.error:
        meaning = doubt(None, Code.CELL_ERROR, text=text)
    else:
        meanings = [interpret(asked, _unstruck(page, each), mechanism, day) for each in found]
        said = {each.value for each in meanings if each.value is not None}
        meaning = meanings[0] if meanings[0].value is not None else next((m for m in meanings if m.value), meanings[0])
        if len(said) > 1 or first.doubtful:
            text = "；".join(as_text(each.value) for each in found)
            meaning = doubt(None, Code.DOUBTFUL, text=text)
    blocks = [block for each in found for block in each.blocks]
    meaning = _looked_at(page, asked, blocks, meaning, mechanism)
    doubts = [*meaning.doubts, *_seen(page, blocks, meaning)]
    if first.apart:
        doubts.append((Code.TEXT_APART, {"text": first.apart}))
    if isinstance(meaning.value, str) and may_repeat(meaning.value, asked):
        doubts.append((Code.LABEL_TWICE, {}))
    if several and meaning.value is not None:
        doubts.append((Code.SEVERAL_LABELS, {"text": "、".join(several)}))
    if first.astray and meaning.value is not None:
        doubts.append((Code.OUT_OF_PLACE, {"text": text}))
    if matters and meaning.value is not None:
        doubts.append((Code.TWO_MATTERS, {"count": str(len(matters)), "text": "；".join(matters)}))
    _record(page, asked, Meaning(meaning.value, tuple(doubts)), text, (first.row, first.column), result)


def _several_labels(asked: Field, found: list[Found]) -> list[str]:
    """Return the different wordings of its label under which a long text stands, none where there is one only."""
    filled = [each for each in found if as_text(each.value).strip()]
    names = list(dict.fromkeys(each.label.name for each in filled))
    return names if is_long(asked) and len(names) > 1 else []


def _matters(labelled: Labelled, asked: Field, found: list[Found], mechanism: Mechanism) -> list[str]:
    """Return the different texts of a form that has the firm, or an unnumbered problem, more than once (一事一表)."""
    if len(found) < 2 or _several_labels(asked, found):
        return []
    roles = mechanism.record.roles
    firm = bool(asked.column) and asked.column == roles.get("firm")
    problem = bool(asked.column) and asked.column == roles.get("problem") and is_long(asked)
    texts = list(dict.fromkeys(as_text(each.value).strip() for each in found if not each.error))
    if len([each for each in texts if each]) < 2 or not (firm or (problem and not _in_turn(labelled, asked))):
        return []
    return [each[:30] for each in texts if each]


def _unstruck(page: Page, found: Found) -> CellValue:
    """Return what was found without the words struck out in its cells."""
    text = found.value
    for block in found.blocks:
        for words in page.grid.struck.get((block.row, block.column), ()):
            text = text.replace(words, "", 1) if isinstance(text, str) else text
    return text


def _seen(page: Page, blocks: list[Block], meaning: Meaning) -> Iterator[tuple[Code, Mapping[str, str]]]:
    """Yield what was struck out in an answer's cells; of a list of choices it is told as the choice made by it."""
    struck = [words for each in blocks for words in page.grid.struck.get((each.row, each.column), ())]
    if struck and not any(code is Code.READ_BY_LOOK for code, _ in meaning.doubts):
        yield Code.STRUCK_OUT, {"text": "、".join(struck)}


def _looked_at(page: Page, asked: Field, blocks: list[Block], meaning: Meaning, mechanism: Mechanism) -> Meaning:
    """Return what the looks of a list of choices add to a meaning that its words leave open."""
    if asked.type not in CHOOSABLE or meaning.value is not None or not blocks:
        return meaning
    words = chosen_by_look(asked, page.grid, blocks, mechanism)
    if not words or (len(words) > 1 and asked.type is not FieldType.CHOICES):
        return meaning
    text = "、".join(words)
    return doubt(text, Code.READ_BY_LOOK, text=text)


def _shown(page: Page, found: Found) -> str:
    return page.grid.text(found.row, found.column).strip()


def _take_boxes(labelled: Labelled, asked: Field, result: Extract, mechanism: Mechanism) -> None:
    rows = labelled.boxes[asked.key]
    blocks = [block for row in rows for block in row]
    text = ticks.GAP.join(block.text for block in blocks)
    reading = ticks.read_ticks(text, asked.choices)
    meaning = _looked_at(labelled.page, asked, blocks, from_ticks(asked, reading), mechanism)
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
