"""Ledgers: the labels of a form as the header of a table with a case a row. They are no form; no row is guessed at."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.intake.labels import Labelled
from toolkit.intake.page import Block

#: So many labels side by side are a header; no form has that many in a row.
_HEADER = 4
#: A row of a table fills at least so many of the header's columns, and this share of them.
_FILLED, _SHARE = 2, 0.4


def ledger_rows(labelled: Labelled) -> int:
    """Return how many filled rows stand below a header row of the form's labels, 0 where there is no such header."""
    page = labelled.page
    heads = {row: _labels(labelled, blocks) for row, blocks in page.rows.items()}
    header = max(heads, key=lambda row: len(heads[row]), default=0)
    columns = {each.column for each in heads.get(header, ())}
    if len(columns) < _HEADER:
        return 0
    needed = max(_FILLED, _SHARE * len(columns))
    count = 0
    for row in page.rows_below(header):
        here = [each for each in page.rows[row] if each.row == row]
        if len(_labels(labelled, here)) > 1:
            break
        count += len({each.column for each in here} & columns) >= needed
    return count


def _labels(labelled: Labelled, blocks: Sequence[Block]) -> list[Block]:
    return [each for each in blocks if any(form in labelled.words.labels for form in each.forms)]
