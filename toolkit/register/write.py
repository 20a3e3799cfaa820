"""Writing the register: the changes of all sheets into one new workbook, in place."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from toolkit.mechanism import ColumnType
from toolkit.ooxml import Head, Link, UneditableError, Workbook
from toolkit.register.create_board import FONT
from toolkit.register.merge import SheetChange

_LOG = logging.getLogger(__name__)


def changed(
    book: Workbook, changes: Mapping[str, SheetChange], author: str = "", ours: Callable[[str], bool] = bool
) -> bytes:
    """Return the workbook with ``changes`` (sheet → what to write) in it; everything else byte for byte as it was.

    Args:
        book: the workbook.
        changes: what to write.
        author: who its comments are by.
        ours: tells by a comment's text whether it is one of ours.

    Raises:
        ToolkitError: a sheet is laid out so that it cannot be edited safely; the message says why.
    """
    for name, change in changes.items():
        if not change:
            continue
        if change.new is not None:
            heads = [Head(each.name, each.width, each.type is ColumnType.NUMBER) for each in change.new.columns]
            book.add_sheet(name, heads, lines=change.new.lines, font=FONT)
        added = book.edit(name, change.cells, change.append)
        links: dict[tuple[int, int] | str, Link] = {place: Link(target) for place, target in change.links.items()}
        links |= {(added[index], column): Link(target) for (index, column), target in change.append_links.items()}
        try:
            book.links(name, links)
        except UneditableError as error:  # what the cell says is there all the same
            _LOG.warning("links on %s: %s", name, error)
        new = {(added[index], column): text for (index, column), text in change.append_notes.items()}
        try:
            book.annotate(name, {**change.notes, **new}, author=author, ours=ours)
        except UneditableError as error:
            _LOG.warning("comments on %s: %s", name, error)
    return book.to_bytes()
