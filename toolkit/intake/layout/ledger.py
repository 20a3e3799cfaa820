"""Ledgers: the labels of a form as the header of a table with a case a row. They are no form; no row is guessed at."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.page import Block

#: So many labels side by side are a header; no form has that many in a row.
_HEADER = 4
#: A row of a table fills at least so many of the header's columns, and this share of them.
_FILLED, _SHARE = 2, 0.4
#: A column of a ledger on its side answers more than this share of its labels.
_SIDEWAYS = 0.5
_GUIDES = ("说明", "示例", "要求", "备注", "样例")


def ledger_rows(labelled: Labelled) -> int:
    """Return how many filled rows stand below a header row of the form's labels, 0 where there is no such header.

    A ledger on its side has a column a case; then it is they that count.
    """
    page = labelled.page
    heads = {row: _labels(labelled, blocks) for row, blocks in page.rows.items()}
    header = max(heads, key=lambda row: len(heads[row]), default=0)
    columns = {each.column for each in heads.get(header, ())}
    if len(columns) < _HEADER:
        return ledger_columns(labelled)
    names = _names(labelled, heads[header])
    others = {name for row in heads if row != header for name in _names(labelled, heads[row])} - names
    if len(others) >= len(names):
        # A form of its own, with a list attached below it.
        return 0
    needed = max(_FILLED, _SHARE * len(columns))
    count = 0
    for row in page.rows_below(header):
        here = [each for each in page.rows[row] if each.row == row]
        labels = _labels(labelled, here)
        if len(labels) > 1 or (labels and labels[0] is here[0]):
            # A label with its answer, or another row of labels: a form whose answers stand below.
            break
        count += len({each.column for each in here} & columns) >= needed
    return count


def ledger_columns(labelled: Labelled) -> int:
    """Return how many columns of answers stand right of the form's labels, 0 where that is no ledger on its side.

    A column headed 说明 or 示例 says how the form is to be filled in.
    """
    page = labelled.page
    heads = [each for row in page.order for each in _labels(labelled, page.rows[row]) if each.row == row]
    columns = {each.column for each in heads}
    if len(columns) != 1 or len(heads) < _HEADER:
        return 0
    filled: dict[int, int] = {}
    for head in heads:
        for each in page.right_of(head, head.row):
            if each.row == head.row:
                filled[each.column] = filled.get(each.column, 0) + 1
    top = heads[0].row
    guides = {
        each.column
        for row in (top - 1, top - 2)
        for each in page.rows.get(row, ())
        if any(word in each.text for word in _GUIDES)
    }
    return sum(count > _SIDEWAYS * len(heads) for column, count in filled.items() if column not in guides)


def _names(labelled: Labelled, blocks: Sequence[Block]) -> set[str]:
    return {form for each in blocks for form in each.forms if form in labelled.words.labels}


def _labels(labelled: Labelled, blocks: Sequence[Block]) -> list[Block]:
    labels = labelled.words.labels.keys()
    return [each for each in blocks if not labels.isdisjoint(each.forms)]
