"""A book of plain cells to submissions: the pure part of the intake, the same for every kind of file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from toolkit.errors import Code, Problem
from toolkit.forms import Form
from toolkit.intake.answers.controls import unread_controls
from toolkit.intake.answers.extract import extract
from toolkit.intake.answers.leftovers import leftovers
from toolkit.intake.answers.unclaimed import unclaimed
from toolkit.intake.formats.tidy import tidy
from toolkit.intake.layout.own_paper import OwnPaper, own_paper
from toolkit.intake.layout.page import Page
from toolkit.intake.layout.recognise import Recognised, identify, recognise
from toolkit.intake.layout.samples import is_sample
from toolkit.intake.layout.table import Row, header_row, read_rows
from toolkit.intake.meanings.validate import deadlines_first, odd_dates, validate, without_odd_dates
from toolkit.intake.plain.grid import Book, Grid
from toolkit.mechanism import Mechanism
from toolkit.submission import Answer, Identity, Submission


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    Attributes:
        submissions: each filled form of it.
        problems: what concerns the file as a whole; each submission carries its own.
        paper: which paper of ours it is that is no form, None for any other file.
    """

    submissions: tuple[Submission, ...] = ()
    problems: tuple[Problem, ...] = ()
    paper: OwnPaper | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the reading as plain JSON."""
        return {
            "submissions": [each.to_json() for each in self.submissions],
            "problems": [each.to_json() for each in self.problems],
            "paper": self.paper.to_json() if self.paper is not None else None,
        }

    @classmethod
    def from_json(cls, data: object) -> Reading:
        """Return the reading that :meth:`to_json` wrote.

        Raises:
            ValueError: it is anything else.
        """
        match data:
            case {"submissions": list(submissions), "problems": list(problems), "paper": paper}:
                return cls(
                    tuple(Submission.from_json(each) for each in submissions),
                    tuple(Problem.from_json(each) for each in problems),
                    None if paper is None else OwnPaper.from_json(paper),
                )
        raise ValueError("not a reading")


def read(book: Book, mechanism: Mechanism, *, day: date) -> Reading:
    """Return the forms in a book.

    Args:
        book: the file as plain cells.
        mechanism: whose forms they may be.
        day: the day of the mail, or of arrival; dates are judged by it.

    Returns:
        The filled forms. Without any, ``problems`` says why: no form, several that could not be told apart, or
        none filled in. Empty copies beside a filled one are passed over, and so are hidden sheets and filled samples
        (填写示例) beside others. A paper of ours that is no form is told apart from files that nobody knows.
    """
    marked = identify(book)
    found: list[Recognised | Problem] = []
    choices = _choices(mechanism.forms)
    for aside in (False, True):
        if not any(isinstance(each, Recognised) for each in found):
            grids = [tidy(each, choices) for each in book.grids if (each.hidden or is_sample(each)) is aside]
            found.extend(each for grid in grids for each in _recognised(grid, mechanism, marked))
    forms = [each for each in found if isinstance(each, Recognised)]
    problems = tuple(each for each in found if isinstance(each, Problem))
    submissions = [_submission(each, mechanism, day) for each in forms]
    wanted = [each for each in submissions if is_filled(each, mechanism)]
    # Nobody is told that a form is empty on which something stands, be it under no label that the form knows.
    filled = with_identity(wanted or [each for each in submissions if each.extra or each.loose], marked)
    paper = own_paper(book, mechanism, marked) if not filled else None
    if paper is not None:
        return Reading(paper=paper)
    if filled or problems:
        return Reading(filled, problems)
    return Reading((), (Problem(Code.EMPTY_FORM if forms else Code.NO_FORM),))


@lru_cache(maxsize=16)
def _choices(forms: tuple[Form, ...]) -> frozenset[str]:
    """Return the words that may stand beside a tick box on any form."""
    return frozenset(choice for form in forms for each in (*form.fields, *form.table) for choice in each.choices)


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
    rows: tuple[Row, ...] = ()
    header = header_row(form, labelled.page) if form.table else None
    if header is not None:
        # The head ends where the table begins: what stands in a row of it belongs to no answer above.
        labelled.barriers.update(each for each in labelled.page.rows[header.row] if each.row == header.row)
    taken = extract(labelled, mechanism, day)
    problems, used = list(taken.problems), set(taken.used)
    if header is not None:
        table = read_rows(form, labelled.page, header, mechanism, day)
        used |= table.used
        problems.extend(table.problems)
        odd = [list(odd_dates(form, row, day)) for row in table.rows]
        rows = tuple(without_odd_dates(row, found) for row, found in zip(table.rows, odd, strict=True))
        problems.extend(each for found in odd for each in found)
    lacks = list(validate(form, taken.answers, problems, day))
    problems.extend((*lacks, *deadlines_first(form, taken.answers, mechanism.record)))
    problems.extend(unread_controls(labelled, taken.answers))
    told = {each.field for each in problems}
    problems.extend(each for each in unclaimed(labelled, taken.answers, used) if each.field not in told)
    extra, loose = leftovers(labelled, used)
    return Submission(
        form=form.id,
        answers=without_odd_dates(taken.answers, lacks),
        rows=rows,
        problems=tuple(problems),
        extra=extra,
        loose=(*loose, *_over(labelled.page)),
    )


def _over(page: Page) -> Iterator[str]:
    """Yield what lies over a sheet and in no cell; on a sheet of several forms it is told with the first."""
    if page.first_row > 0:
        return
    yield from page.grid.floats
    if page.grid.pictures:
        yield f"（表上有 {page.grid.pictures} 张图片，请看原件）"


def is_filled(submission: Submission, mechanism: Mechanism) -> bool:
    """Return whether the sender wrote anything: what the office printed into it beforehand does not count."""
    own = mechanism.form(submission.form).own_fields
    return bool(submission.rows) or any(_said(submission.answers[each.key]) for each in own)


def _said(answer: Answer) -> bool:
    return answer.value is not None or bool(answer.text)


def with_identity(submissions: Sequence[Submission], marked: Identity) -> tuple[Submission, ...]:
    """Return the submissions with what the mark says given to the form it was made for.

    Where a workbook holds that form several times, copied, only one can be the case that was issued; which, is left
    to the number each of them shows.
    """
    same = [each for each in submissions if each.form == marked.form]
    known = marked if len(same) == 1 else Identity(marked.form, marked.version)
    return tuple(replace(each, identity=known) if each.form == marked.form else each for each in submissions)
