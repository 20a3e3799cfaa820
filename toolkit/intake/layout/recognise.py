"""Which form a page is: by its title, its labels and the invisible mark; exactly one, or a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.errors import Code, Problem
from toolkit.forms import FieldType, Form
from toolkit.forms.identity import read_mark
from toolkit.intake.layout.candidates import at_most, words_of
from toolkit.intake.layout.continued import continued
from toolkit.intake.layout.guides import without_guides
from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.labels import find_labels
from toolkit.intake.layout.ledger import ledger_rows
from toolkit.intake.layout.page import Block, Page
from toolkit.intake.layout.retyped import retyped
from toolkit.intake.layout.sides import strips, without_list
from toolkit.intake.layout.table import header_row
from toolkit.intake.layout.vocabulary import vocabulary
from toolkit.intake.plain.grid import Book, Grid
from toolkit.intake.plain.words import plain
from toolkit.mechanism import Mechanism
from toolkit.submission import Identity

#: A sheet larger than this is a ledger or a data dump, no form.
MAX_CELLS = 50_000
#: The share of a form's labels that must stand on the page: beside its title or mark, and without either.
WITH_WITNESS, ALONE = 0.4, 0.6
#: With its exact title above it any label will do.
_TITLED = 0.01
#: By so much the surest form must lead the next.
LEAD = 0.2
#: What may stand round a title: the district's name, a year, a bracket.
_TITLE_AROUND = 14


#: Forms that are known by title or mark only: requests ask much the same, lists of calls, catalogues and tasks have a
#: ledger's columns.
_TITLED_ONLY = {"requests", "calls", "approves", "progress"}


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """A page that is a form, with its labels found."""

    form: Form
    labelled: Labelled


def identify(book: Book) -> Identity:
    """Return what the invisible marks say; nothing where they are absent, torn or contradict each other."""
    marks = {tuple(found) for found in map(read_mark, set(book.marks)) if found is not None}
    return Identity(*marks.pop()) if len(marks) == 1 else Identity()


def recognise(grid: Grid, mechanism: Mechanism, identity: Identity) -> Iterator[Recognised | Problem]:
    """Yield each form on a grid, below one another or side by side, and a problem for each that cannot be told.

    A grid without any sign of a form yields nothing.
    """
    if not grid.cells or len(grid.cells) > MAX_CELLS:
        return
    labels, phones, choices = words_asked(mechanism.forms)
    grid = without_guides(retyped(without_list(grid, labels), labels, phones, choices), labels, choices)
    whole = Page(grid)
    known = [(form, vocabulary(form).titles) for form in mechanism.forms]
    likely, named = _any_title(mechanism.forms)
    titles = [
        (block, forms)
        for block in whole.blocks
        if isinstance(block.value, str)
        and len(block.plain) in likely
        and named.search(block.plain)
        and (forms := _titles(block, known))
    ]
    again = {(each.row, each.column) for each in continued(whole, titles, labels)} if len(titles) > 1 else set()
    if again:
        cells = {place: value for place, value in grid.cells.items() if place not in again}
        yield from recognise(replace(grid, cells=cells), mechanism, identity)
        return
    rows = sorted({block.row for block, _ in titles})
    if len(rows) < len(titles):
        columns = [block.column for block, _ in titles if block.row == titles[0][0].row]
        apart = [list(recognise(each, mechanism, identity)) for each in strips(grid, columns) if len(set(columns)) > 1]
        if apart and all(any(isinstance(each, Recognised) for each in found) for found in apart):
            yield from (each for found in apart for each in found)
            return
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


@lru_cache(maxsize=16)
def words_asked(forms: tuple[Form, ...]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the labels of all forms, those that ask for a telephone number, and what may be chosen."""
    fields = [each for form in forms for each in form.fields]
    phones = frozenset(plain(one) for each in fields if each.type is FieldType.PHONE for one in each.labels)
    choices = frozenset(choice for each in fields for choice in each.choices)
    return frozenset(name for form in forms for name in vocabulary(form).labels), phones, choices


@lru_cache(maxsize=16)
def _any_title(forms: tuple[Form, ...]) -> tuple[range, re.Pattern[str]]:
    """Return how long a text with a title of one of the forms may be, and what finds any of the titles."""
    titles = [title for form in forms for title in vocabulary(form).titles]
    lengths = [len(title) for title in titles]
    longest = max(lengths, default=0) + _TITLE_AROUND
    return range(min(lengths, default=0), longest + 1), re.compile("|".join(map(re.escape, titles)))


def _titles(block: Block, known: Sequence[tuple[Form, Sequence[str]]]) -> list[Form]:
    """Return the forms whose title a block is; ``known`` names each form's titles."""
    text = block.plain
    found = [
        form
        for form, titles in known
        if any(title in text and len(text) <= len(title) + _TITLE_AROUND for title in titles)
    ]
    return found if found and not any(each in block.text for each in "，；。") else []


def _decide(
    page: Page, mechanism: Mechanism, identity: Identity, titled: Sequence[Form]
) -> Recognised | Problem | None:
    looked = _Looked(page)
    words = words_of(page)
    exact = _exactly(page, titled)
    scores: dict[str, float] = {}
    for form in mechanism.forms:
        witnessed = form in titled or (not titled and form.id == identity.form)
        if form.kind in _TITLED_ONLY and not witnessed:
            continue
        needed = WITH_WITNESS if witnessed else ALONE
        if form in exact:
            # Nothing else can be meant; what its labels were renamed to is told one by one.
            needed = _TITLED
        # Finding the labels of a form is dear; most pages hold the words of one.
        score = looked.score(form) if at_most(form, words) >= needed else 0.0
        if score >= needed:
            scores[form.id] = score
    likely = [form for form in mechanism.forms if form.id in scores]
    likely.sort(key=lambda form: scores[form.id], reverse=True)
    rows = max((ledger_rows(looked.at(each)) for each in likely or titled if not each.table), default=0)
    if rows > 1 and not (likely and likely[0].table):
        return Problem(Code.LEDGER, {"count": str(rows)}, "", page.grid.name)
    if not likely:
        return Problem(Code.NO_FORM, {}, "", page.grid.name) if titled else None
    best, others = likely[0], likely[1:]
    close = [form for form in others if scores[best.id] - scores[form.id] < LEAD]
    contradicted = [form for form in titled if form is not best]
    if close or contradicted:
        return Problem(Code.SEVERAL_FORMS, {"forms": _names([best, *close, *contradicted])}, "", page.grid.name)
    return Recognised(best, looked.at(best))


def _exactly(page: Page, titled: Sequence[Form]) -> Sequence[Form]:
    """Return the only form whose title stands on a page word for word, none where there are several."""
    texts = {each.plain for each in page.blocks}
    found = [form for form in titled if any(title in texts for title in vocabulary(form).titles)]
    return found if len(found) == 1 else ()


class _Looked:
    """A page, and the labels of each form that were looked for on it, once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._found: dict[str, Labelled] = {}

    def at(self, form: Form) -> Labelled:
        """Return the page with a form's labels found."""
        if form.id not in self._found:
            self._found[form.id] = find_labels(self.page, vocabulary(form))
        return self._found[form.id]

    def score(self, form: Form) -> float:
        """Return the share of a form that is there: of its labels, or of its table's columns."""
        if not form.table:
            return self.at(form).coverage
        header = header_row(form, self.page)
        return header.coverage if header is not None else 0.0


def _names(forms: Sequence[Form]) -> str:
    return "、".join(dict.fromkeys(form.title for form in forms))
