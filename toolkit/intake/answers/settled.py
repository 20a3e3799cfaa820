"""What the answers of a page tell of each other (互相核对), once all of them are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.forms import Field
from toolkit.intake.answers.certainty import second_thoughts
from toolkit.intake.answers.extracted import Extract
from toolkit.intake.answers.folded import unfold
from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.vocabulary import is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.meanings.signed import signed
from toolkit.intake.meanings.together import apart
from toolkit.intake.meanings.values import Meaning, from_ticks, interpret
from toolkit.intake.plain.words import without_hint
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer


def settle(labelled: Labelled, result: Extract, mechanism: Mechanism, day: date) -> None:
    """Give fields without an answer what stands in another's cell, and doubt what may not be whole.

    Args:
        labelled: the page with its labels.
        result: what was read off it; it is put right and added to.
        mechanism: whose categories and units count.
        day: the day of the mail.
    """
    for asked in labelled.words.fields:
        if is_long(asked):
            _unfold(labelled, asked, result, mechanism, day)
    _take_apart(labelled, result)
    _take_signed(labelled, result, day)
    _think_again(labelled, result)


def _take_apart(labelled: Labelled, result: Extract) -> None:
    """Give telephone numbers that stand in a name's cell to their own field where that is empty, and tell it."""
    for each in apart(labelled.words.fields, result.answers):
        name, phone = result.answers[each.name.key], result.answers[each.phone.key]
        result.answers[each.name.key] = replace(name, value=each.names)
        pairs = [(each.name, name)]
        if phone.value is None and not phone.text:
            result.answers[each.phone.key] = Answer(each.numbers, each.said, name.sheet, name.cell)
            pairs.append((each.phone, name))
        for asked, place in pairs:
            told = {"label": asked.label, "text": each.said, "name": each.name.label}
            result.problems.append(Problem(Code.PHONE_IN_NAME, told, asked.key, place.sheet, place.cell))


def _take_signed(labelled: Labelled, result: Extract, near: date) -> None:
    """Give a day that stands behind a signature to its own field where that is empty, and tell it."""
    for each in signed(labelled.words.fields, result.answers, near):
        name, on = result.answers[each.name.key], result.answers[each.on.key]
        result.answers[each.name.key] = replace(name, value=each.names)
        if on.value is None:
            result.answers[each.on.key] = Answer(each.day, each.said, name.sheet, name.cell)
        for asked in (each.name, each.on):
            told = {"label": asked.label, "text": each.said, "name": each.name.label}
            result.problems.append(Problem(Code.DAY_IN_NAME, told, asked.key, name.sheet, name.cell))


def _think_again(labelled: Labelled, result: Extract) -> None:
    """Add what shows that an answer may not be whole; a field that is doubted already is not doubted twice."""
    for asked, code, facts in second_thoughts(labelled, result.places, result.used):
        if asked.key in {each.field for each in result.problems}:
            continue
        answer = result.answers[asked.key]
        told = {"label": asked.label, **facts}
        result.problems.append(Problem(code, told, asked.key, answer.sheet, answer.cell))


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
