"""Boxes on a paper in which others write by hand: an opinion (意见), an instruction of leaders (批示)."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import Cell, Paper, TableColumn
from toolkit.documents.setting.styles import Style

#: How many lines high such a box is.
_LINES = 4


def blank_boxes(paper: Paper, headings: Sequence[str]) -> None:
    """Write an empty box below each of some headings, side by side as wide as the text."""
    columns = [TableColumn(each, TEXT_WIDTH // len(headings), Style.TABLE_TEXT) for each in headings]
    empty: Cell = [[]] * _LINES
    paper.table(columns, [[empty] * len(headings)], Style.TABLE_HEAD)
