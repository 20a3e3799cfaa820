"""Which form a page is: by its title, its labels and the invisible mark; exactly one, or a problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Code, Problem
from toolkit.forms import Form
from toolkit.forms.identity import read_mark
from toolkit.intake.grid import Book, Grid
from toolkit.intake.labels import Labelled, find_labels
from toolkit.intake.ledger import ledger_rows
from toolkit.intake.page import Block, Page
from toolkit.intake.table import header_row
from toolkit.intake.vocabulary import vocabulary
from toolkit.intake.words import plain
from toolkit.mechanism import Mechanism
from toolkit.submission import Identity

#: A sheet larger than this is a ledger or a data dump, no form.
MAX_CELLS = 50_000
#: The share of a form's labels that must stand on the page: beside its title or mark, and without either.
WITH_WITNESS, ALONE = 0.4, 0.6
#: By so much the surest form must lead the next.
LEAD = 0.2
#: What may stand round a title: the district's name, a year, a bracket.
_TITLE_AROUND = 14


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """A page that is a form, with its labels found."""

    form: Form
    labelled: Labelled


def identify(book: Book) -> Identity:
    """Return what the invisible marks say; nothing where they are absent, torn or contradict each other."""
    marks = {tuple(found) for found in map(read_mark, book.marks) if found is not None}
    return Identity(*marks.pop()) if len(marks) == 1 else Identity()


def recognise(grid: Grid, mechanism: Mechanism, identity: Identity) -> Iterator[Recognised | Problem]:
    """Yield each form on a grid, one below the other, and a problem for each that cannot be told.

    A grid without any sign of a form yields nothing.
    """
    if not grid.cells or len(grid.cells) > MAX_CELLS:
        return
    whole = Page(grid)
    titles = [(block, forms) for block in whole.blocks if (forms := _titles(block, mechanism.forms))]
    rows = sorted({block.row for block, _ in titles})
    if len(rows) < len(titles):
        yield Problem(Code.SEVERAL_FORMS, {"forms": _names([f for _, forms in titles for f in forms])}, "", grid.name)
        return
    ends = [*(row - 1 for row in rows[1:]), 1 << 30]
    starts = [0, *rows[1:]]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        page = whole if len(starts) == 1 else Page(grid, start, end)
        titled = titles[number][1] if titles else []
        found = _decide(page, mechanism, identity, titled)
        if found is not None:
            yield found


def _titles(block: Block, forms: Sequence[Form]) -> list[Form]:
    """Return the forms whose title a block is."""
    text = block.plain
    if not isinstance(block.value, str) or any(each in block.text for each in "，；。"):
        return []
    return [
        form
        for form in forms
        if any(plain(title) in text and len(text) <= len(plain(title)) + _TITLE_AROUND for title in form.titles)
    ]


def _decide(
    page: Page, mechanism: Mechanism, identity: Identity, titled: Sequence[Form]
) -> Recognised | Problem | None:
    seen = {form.id: find_labels(page, vocabulary(form)) for form in mechanism.forms}
    scores = {form.id: _score(form, seen[form.id]) for form in mechanism.forms}
    likely = [
        form
        for form in mechanism.forms
        if scores[form.id] >= (WITH_WITNESS if form in titled or (not titled and form.id == identity.form) else ALONE)
    ]
    likely.sort(key=lambda form: scores[form.id], reverse=True)
    rows = max((ledger_rows(seen[each.id]) for each in likely or titled if not each.table), default=0)
    if rows > 1 and not (likely and likely[0].table):
        return Problem(Code.LEDGER, {"count": str(rows)}, "", page.grid.name)
    if not likely:
        return Problem(Code.NO_FORM, {}, "", page.grid.name) if titled else None
    best, others = likely[0], likely[1:]
    close = [form for form in others if scores[best.id] - scores[form.id] < LEAD]
    contradicted = [form for form in titled if form is not best]
    if close or contradicted:
        return Problem(Code.SEVERAL_FORMS, {"forms": _names([best, *close, *contradicted])}, "", page.grid.name)
    return Recognised(best, seen[best.id])


def _score(form: Form, labelled: Labelled) -> float:
    if not form.table:
        return labelled.coverage
    header = header_row(form, labelled.page)
    return header.coverage if header is not None else 0.0


def _names(forms: Sequence[Form]) -> str:
    return "、".join(dict.fromkeys(form.title for form in forms))
