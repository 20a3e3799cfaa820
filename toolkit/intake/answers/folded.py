"""A long answer whose cell holds the form's last lines as well: a line of boxes, a signature, a date.

Annex 4 as people retype it has one cell for the opinion, ``满意□ 基本满意□ 不满意☑``, ``签名：`` and ``日期：``.
The line of boxes, all of a field's choices with marks, tells such a cell from a text that only looks so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms import Field
from toolkit.intake.layout.inline import inline_labels
from toolkit.intake.layout.vocabulary import Vocabulary, is_long
from toolkit.intake.meanings import ticks
from toolkit.intake.plain.words import plain


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A long answer taken apart.

    Attributes:
        rest: what is left of the long answer itself.
        boxes: key → the lines of its boxes.
        said: key → what stood behind its label, below the boxes.
    """

    rest: str
    boxes: Mapping[str, str]
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: what stands before its first label, and each label with its text."""

    text: str
    head: str
    labelled: tuple[tuple[str, str], ...]


def unfold(text: str, words: Vocabulary, empty: Collection[str]) -> Unfolded | None:
    """Return a long answer taken apart, None where no line of boxes stands in it, or more than one for a field.

    Args:
        text: the long answer.
        words: the form's words.
        empty: the keys of the fields that nothing else on the page answers; only those are looked for.
    """
    lines = [_line(each, words) for each in text.splitlines()]
    boxes: dict[str, str] = {}
    cut: set[int] = set()
    said: dict[str, str] = {}
    for asked in words.fields:
        if asked.key not in empty or len(asked.choices) < 2:
            continue
        runs = [run for run in _runs(lines, asked, words) if _whole(lines, run, asked, words)]
        if len(runs) > 1:
            return None
        for run in runs:
            boxes[asked.key] = "\n".join(_boxes(lines[number], asked, words) for number in run)
            cut.update(run)
    if not boxes:
        return None
    # A label on the line of boxes itself is cut with it, so its field must be free; else the cell stays as it is.
    for number in range(min(cut), len(lines)):
        found = _answers(lines[number], words, {*empty} - {*boxes, *said})
        if found is not None:
            said.update(found)
            cut.add(number)
        elif number in cut and _labels_behind(lines[number], boxes, words):
            return None
    rest = "\n".join(each.text for number, each in enumerate(lines) if number not in cut)
    return Unfolded(rest.strip(), boxes, said)


def _line(text: str, words: Vocabulary) -> _Line:
    found = list(inline_labels(text, words))
    head = text[: found[0].start] if found else text
    return _Line(text, head.strip(), tuple((each.name, each.said) for each in found))


def _boxes(line: _Line, asked: Field, words: Vocabulary) -> str:
    """Return the part of a line that may be a field's boxes: before the first label, or behind the field's own."""
    if line.head or not line.labelled:
        return line.head
    name, said = line.labelled[0]
    return said if asked.key in words.labels.get(name, {}) else ""


def _runs(lines: Sequence[_Line], asked: Field, words: Vocabulary) -> Iterator[list[int]]:
    """Yield the neighbouring lines that hold nothing but a field's choices and marks; blank ones part nothing."""
    run: list[int] = []
    for number, line in enumerate(lines):
        boxes = _boxes(line, asked, words)
        if ticks.has_marks(boxes) and ticks.only_choices(boxes, asked.choices):
            run.append(number)
        elif line.text.strip() and run:
            yield run
            run = []
    if run:
        yield run


def _whole(lines: Sequence[_Line], run: Sequence[int], asked: Field, words: Vocabulary) -> bool:
    """Return whether lines of boxes name every choice of the field."""
    return ticks.names_all("\n".join(_boxes(lines[number], asked, words) for number in run), asked.choices)


def _labels_behind(line: _Line, boxes: Mapping[str, str], words: Vocabulary) -> bool:
    return any(not set(words.labels.get(name, {})) & set(boxes) for name, _ in line.labelled)


def _answers(line: _Line, words: Vocabulary, empty: Collection[str]) -> Mapping[str, str] | None:
    """Return the answers of a line of labels, None where it begins with none or one is no free field's."""
    if not line.labelled or (line.head and plain(line.head) and not ticks.has_marks(line.head)):
        return None
    found: dict[str, str] = {}
    for name, said in line.labelled:
        keys = [each.key for each in words.fields if each.key in words.labels.get(name, {}) and not each.after]
        free = [key for key in keys if key in empty and key not in found]
        if len(free) != 1 or is_long(next(each for each in words.fields if each.key == free[0])):
            return None
        found[free[0]] = said
    return found
