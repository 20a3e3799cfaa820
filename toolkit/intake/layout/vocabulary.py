"""The words of a form by which it is found again: labels and synonyms, what else it prints, its choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from toolkit.forms import Field, FieldType, Form, Look
from toolkit.intake.plain.words import plain

_PRINTED = {Look.LABEL, Look.TALL, Look.LINE, Look.TITLE, Look.ATTACHMENT, Look.NOTE}
#: A retyped note is still that note at this likeness; nobody's answer is so like a printed sentence.
_SAME_NOTE = 80.0
#: A part of a note is taken for one only at this likeness, and from this length on.
_PART_OF_NOTE, _NOTE_LENGTH = 90.0, 10
#: What may stand round a title: the district's name, a month.
_ROUND_TITLE = 14
_ATTACHMENT = re.compile(r"附件?\d{0,2}|附表\d{0,2}")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """A form's words, punctuation and spaces aside.

    Attributes:
        fields: the fields that are asked for, in the form's order.
        labels: label → key → its rank among that field's wordings, 0 for the printed one.
        printed: what the form prints beside labels.
        titles: its title and the wordings of it.
        notes: its printed notes.
        boxes: fields answered in tick boxes, by key.
        offsets: key → columns from its label to its answer on our own layout.
        inline: finds a label with its colon inside a text.
        lengths: how many letters labels and printed words have, the longest first.
    """

    fields: tuple[Field, ...]
    labels: Mapping[str, Mapping[str, int]]
    printed: frozenset[str]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    boxes: Mapping[str, Field]
    offsets: Mapping[str, int]
    inline: re.Pattern[str]
    lengths: tuple[int, ...]

    def is_printed(self, text: str) -> bool:
        """Return whether a text is one that the form prints itself, retyped a little at most."""
        bare = plain(text)
        if bare in self.printed or bare in {"注", "附注", "备注说明"}:
            return True
        return len(bare) >= _NOTE_LENGTH and any(fuzz.ratio(bare, each) >= _SAME_NOTE for each in self.notes)

    def is_title(self, text: str) -> bool:
        """Return whether a text is the form's title, with the place or the month round it."""
        bare = plain(text)
        return any(title in bare and len(bare) <= len(title) + _ROUND_TITLE for title in self.titles)

    def echoes(self, text: str) -> bool:
        """Return whether a text that answers nothing only repeats the form: title, 附件N, notes or parts of them.

        Looser than :meth:`is_printed`, which decides what may be an answer.
        """
        bare = plain(text)
        if self.is_printed(text) or _ATTACHMENT.fullmatch(bare):
            return True
        if self.is_title(text):
            return True
        together = plain("注") + "".join(self.notes)
        return len(bare) >= _NOTE_LENGTH and (
            fuzz.ratio(bare, together) >= _SAME_NOTE
            or any(
                fuzz.partial_ratio(bare, each, score_cutoff=_PART_OF_NOTE)
                for each in self.notes
                if len(bare) <= len(each)
            )
        )


@lru_cache(maxsize=256)
def vocabulary(form: Form) -> Vocabulary:
    """Return the words of a form's head, or of the whole form where it has no table of cases."""
    labels = _labels(form.fields)
    printed = {plain(each) for each in form.titles} | {plain(form.attachment)}
    boxes: dict[str, Field] = {}
    notes: list[str] = []
    for placed in form.layout.placed():
        cell = placed.cell
        if cell.option:
            boxes[cell.field] = form.field(cell.field)
        elif cell.look in _PRINTED and not cell.field:
            printed.add(plain(cell.text))
        if cell.look is Look.NOTE:
            notes.append(plain(cell.text))
    return Vocabulary(
        fields=form.fields,
        labels=labels,
        printed=frozenset(printed - set(labels) - {""}),
        titles=tuple(plain(each) for each in form.titles),
        notes=tuple(notes),
        boxes=boxes,
        offsets=_offsets(form, labels),
        inline=inline_pattern(form.fields),
        lengths=tuple(sorted({len(each) for each in {*labels, *printed}}, reverse=True)),
    )


@lru_cache(maxsize=256)
def table_labels(form: Form) -> Mapping[str, Mapping[str, int]]:
    """Return the header words of a form that is a table of cases: label → key → rank."""
    return _labels(form.table)


def _labels(fields: tuple[Field, ...]) -> Mapping[str, Mapping[str, int]]:
    labels: dict[str, dict[str, int]] = {}
    for each in fields:
        for rank, label in enumerate(each.labels):
            labels.setdefault(plain(label), {}).setdefault(each.key, rank)
    return labels


def _offsets(form: Form, labels: Mapping[str, Mapping[str, int]]) -> Mapping[str, int]:
    """Return how far right of its label each answer begins; on a form taken apart that distance often remains."""
    placed = list(form.layout.placed())
    found: dict[str, int] = {}
    for answer in placed:
        key = answer.cell.field
        before = [
            each.column
            for each in placed
            if each.row == answer.row and each.column < answer.column and key in labels.get(plain(each.cell.text), {})
        ]
        if before:
            found.setdefault(key, answer.column - before[-1])
    return found


def inline_pattern(fields: Iterable[Field]) -> re.Pattern[str]:
    """Return a pattern for ``标 签（…）：`` at the beginning of a text or behind a blank or a semicolon.

    No run of blanks is given back once taken (``*+``): thousands of them behind a label would be divided in every way.
    """
    names = sorted({label for each in fields for label in each.labels}, key=len, reverse=True)
    spaced = "|".join(r"\s*+".join(re.escape(letter) for letter in name if not letter.isspace()) for name in names)
    numbering = r"(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.]\s*+)?[*★【\[]?\s*+"
    return re.compile(
        rf"(?:(?<=[\s;；])|^)(?=\S){numbering}(?P<label>{spaced})\s*+(?P<number>\d{{1,2}})?\s*+[】\]]?\s*+"
        r"(?:[(][^()]{0,30}[)])?\s*+[*]?\s*+:"
    )


def is_long(field: Field) -> bool:
    """Return whether a field's answer may take several rows."""
    return field.type is FieldType.LONG
