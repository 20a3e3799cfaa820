"""A book of plain cells to submissions: the pure part of the intake, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.errors import Code, Problem
from toolkit.intake.extract import extract, leftovers
from toolkit.intake.grid import Book, Grid
from toolkit.intake.recognise import Recognised, identify, recognise
from toolkit.intake.table import Row, header_row, read_rows
from toolkit.intake.validate import odd_dates, validate, without_odd_dates
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer, Identity, Submission


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    Attributes:
        submissions: each filled form of it.
        problems: what concerns the file as a whole; each submission carries its own.
    """

    submissions: tuple[Submission, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(book: Book, mechanism: Mechanism, *, day: date) -> Reading:
    """Return the forms in a book.

    Args:
        book: the file as plain cells.
        mechanism: whose forms they may be.
        day: the day of the mail, or of arrival; dates are judged by it.

    Returns:
        The filled forms. Without any, ``problems`` says why: no form, several that could not be told apart, or
        none filled in. Empty copies beside a filled one are passed over, and so are hidden sheets beside visible ones.
    """
    marked = identify(book)
    found: list[Recognised | Problem] = []
    for hidden in (False, True):
        if not any(isinstance(each, Recognised) for each in found):
            grids = [each for each in book.grids if each.hidden is hidden]
            found.extend(each for grid in grids for each in _recognised(grid, mechanism, marked))
    forms = [each for each in found if isinstance(each, Recognised)]
    problems = tuple(each for each in found if isinstance(each, Problem))
    submissions = [_submission(each, mechanism, day) for each in forms]
    filled = _identified([each for each in submissions if _is_filled(each, mechanism)], marked)
    if filled or problems:
        return Reading(filled, problems)
    return Reading((), (Problem(Code.EMPTY_FORM if forms else Code.NO_FORM),))


def _recognised(grid: Grid, mechanism: Mechanism, marked: Identity) -> list[Recognised | Problem]:
    """Return the forms on a grid; a Word document without any is looked at again with its tabs as a table."""
    found = list(recognise(grid, mechanism, marked))
    if grid.addressed or any(not isinstance(each, Problem) or each.code is not Code.NO_FORM for each in found):
        return found
    tabbed = grid.at_tabs()
    again = list(recognise(tabbed, mechanism, marked)) if tabbed is not None else []
    return again if any(isinstance(each, Recognised) for each in again) else found


def _submission(found: Recognised, mechanism: Mechanism, day: date) -> Submission:
    form, labelled = found.form, found.labelled
    taken = extract(labelled, mechanism, day)
    problems, used = list(taken.problems), set(taken.used)
    rows: tuple[Row, ...] = ()
    header = header_row(form, labelled.page) if form.table else None
    if header is not None:
        table = read_rows(form, labelled.page, header, mechanism, day)
        used |= table.used
        problems.extend(table.problems)
        odd = [list(odd_dates(form, row, day)) for row in table.rows]
        rows = tuple(without_odd_dates(row, found) for row, found in zip(table.rows, odd, strict=True))
        problems.extend(each for found in odd for each in found)
    lacks = list(validate(form, taken.answers, problems, day))
    problems.extend(lacks)
    extra, loose = leftovers(labelled, used)
    return Submission(
        form=form.id,
        answers=without_odd_dates(taken.answers, lacks),
        rows=rows,
        problems=tuple(problems),
        extra=extra,
        loose=loose,
    )


def _is_filled(submission: Submission, mechanism: Mechanism) -> bool:
    """Return whether the sender wrote anything: what the office printed into it beforehand does not count."""
    own = mechanism.form(submission.form).own_fields
    return bool(submission.rows) or any(_said(submission.answers[each.key]) for each in own)


def _said(answer: Answer) -> bool:
    return answer.value is not None or bool(answer.text)


def _identified(submissions: Sequence[Submission], marked: Identity) -> tuple[Submission, ...]:
    """Return the submissions with what the mark says given to the form it was made for.

    Where a workbook holds that form several times, copied, only one can be the case that was issued; which, is left
    to the number each of them shows.
    """
    same = [each for each in submissions if each.form == marked.form]
    known = marked if len(same) == 1 else Identity(marked.form, marked.version)
    return tuple(replace(each, identity=known) if each.form == marked.form else each for each in submissions)
