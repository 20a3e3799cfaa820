"""Forms on our own sheet, read quickly: what most senders send back, filled in and otherwise as it went out.

Where the answers of a form stand is found by its labels, whoever set them and wherever; that takes most of the time,
and on our own sheet it finds the same every time. So it is found once for each pattern of filled and empty cells, on
a copy of the sheet with answers of our own (:mod:`toolkit.intake.quick.pattern`), and only the answers are read after
that. What differs from the sheet in anything — a text, a merged range, a comment, a hidden row — and every answer that
may be more than one (:mod:`toolkit.intake.quick.tame`) goes the long way, and so does every answer that leaves a
doubt. What comes out is what :func:`toolkit.intake.read.read` returns, to the letter.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TypeVar

from toolkit.errors import Problem
from toolkit.forms import Field
from toolkit.intake.answers.chosen import CHOOSABLE
from toolkit.intake.formats.looks import Later, Place
from toolkit.intake.layout.recognise import identify
from toolkit.intake.meanings.signed import signed
from toolkit.intake.meanings.together import apart
from toolkit.intake.meanings.validate import deadlines_first, validate, without_odd_dates
from toolkit.intake.meanings.values import interpret
from toolkit.intake.plain.grid import Book, Grid, as_text
from toolkit.intake.quick.own_sheet import Key, OwnSheet
from toolkit.intake.quick.pattern import Pattern, learn
from toolkit.intake.quick.tame import Tame
from toolkit.intake.read import Reading, is_filled, read, with_identity
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer, Identity, Submission

_Item = TypeVar("_Item")
#: So many patterns are kept; one takes some kilobytes.
_MOST = 500


class Quick:
    """Reads books of plain cells, and remembers where the answers of forms on our own sheets stand."""

    def __init__(self, mechanism: Mechanism) -> None:
        """Take the mechanism whose forms are looked for."""
        self._mechanism = mechanism
        self._patterns: dict[Key, Pattern | None] = {}
        self._seen: dict[Key, None] = {}

    @cached_property
    def _sheets(self) -> list[OwnSheet]:
        # Not made before a file is read: what is wrong with a form is then told with the file.
        forms = self._mechanism.forms
        return [OwnSheet(each, Tame.of(each, forms)) for each in forms if OwnSheet.suits(each)]

    def read(self, book: Book, *, day: date) -> Reading:
        """Return the forms in a book, exactly as :func:`toolkit.intake.read.read` does.

        Args:
            book: the file as plain cells.
            day: the day of the mail, or of arrival.
        """
        found = self.shortly(book, day=day)
        return found if found is not None else read(book, self._mechanism, day=day)

    def shortly(self, book: Book, *, day: date, at_once: bool = False) -> Reading | None:
        """Return the forms in a book where it holds one on our own sheet, None where it is to be read the long way.

        Args:
            book: the file as plain cells.
            day: the day of the mail, or of arrival.
            at_once: learn a pattern when it is seen for the first time. It costs two readings, so that one that never
                comes again is else not learnt.
        """
        grid = _only(book)
        if grid is None:
            return None
        marked = identify(book)
        for sheet in self._sheets:
            key = sheet.key(grid, marked.form)
            if key is not None:
                pattern = self._pattern(sheet, key, grid, at_once=at_once)
                return self._reading(pattern, grid, marked, day) if pattern is not None else None
        return None

    def _pattern(self, sheet: OwnSheet, key: Key, grid: Grid, *, at_once: bool) -> Pattern | None:
        if key not in self._patterns:
            if key not in self._seen and not at_once:
                _add(self._seen, key, None)
                return None
            _add(self._patterns, key, learn(sheet, key, grid, self._mechanism))
        return self._patterns[key]

    def _reading(self, pattern: Pattern, grid: Grid, marked: Identity, day: date) -> Reading | None:
        mechanism, form = self._mechanism, pattern.form
        answers: dict[str, Answer] = {}
        for asked, known in pattern.fields:
            answer = known if isinstance(known, Answer) else _answer(asked, known, grid, mechanism, day)
            if answer is None:
                return None
            answers[asked.key] = answer
        if any(True for _ in apart(form.fields, answers)) or any(True for _ in signed(form.fields, answers, day)):
            return None
        lacks = list(validate(form, answers, [], day))
        problems: list[Problem] = [*lacks, *deadlines_first(form, answers, mechanism.record)]
        submission = Submission(form.id, without_odd_dates(answers, lacks), problems=tuple(problems))
        return Reading(with_identity([submission], marked)) if is_filled(submission, mechanism) else None


def _add(known: dict[Key, _Item], key: Key, item: _Item) -> None:
    if len(known) >= _MOST:
        known.clear()
    known[key] = item


def _only(book: Book) -> Grid | None:
    """Return the only sheet that holds anything, None where there are several or more than cells is to be seen."""
    filled = [each for each in book.grids if each.cells or each.errors]
    if len(filled) != 1:
        return None
    grid = filled[0]
    odd = grid.errors or grid.hidden or not grid.addressed or grid.unseen or grid.named
    over = grid.circled or grid.floats or grid.pictures or isinstance(grid.struck, Later) or grid.struck
    return None if odd or over else grid


def _answer(asked: Field, place: Place, grid: Grid, mechanism: Mechanism, day: date) -> Answer | None:
    """Return the answer that a cell holds, None where anything about it is to be told."""
    value = grid.cells[place]
    meaning = interpret(asked, value, mechanism, day)
    if meaning.value is None or meaning.doubts or asked.type in CHOOSABLE:
        return None
    return Answer(meaning.value, as_text(value).strip(), grid.name, grid.address(*place))
