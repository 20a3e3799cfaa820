"""What a register is given that was made before there was such a thing: figures on the board, columns; each once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import Visiting
from toolkit.ooxml import UneditableError, Workbook
from toolkit.register import Opened, SheetView, schema, view
from toolkit.register.added_columns import add_columns, missing_columns

_LOG = logging.getLogger(__name__)
_OF_VISITS = f"{schema.BOARD} 走访情况"
_COUNTED = f"{schema.BOARD} 走访计数"


def add_later(desk: Desk, book: Workbook, opened: Opened) -> tuple[dict[str, Any], Opened]:
    """Give a register what came later.

    Returns:
        What is journalled of it with the commit, and the register with the columns that it was given: what is to stand
        in them belongs to the same write, for formulas go by them from then on. ``opened`` itself where none was.

    What the office wrote stays where it is; a sheet that cannot be added to is left alone. What was there once and was
    taken away is not put back.
    """
    figures = desk.known.figured or _done(partial(_add_year, desk, book, opened))
    added, places = _columns(desk, book, opened)
    visiting = desk.mechanism.visiting
    lacking_visits = _OF_VISITS not in desk.known.added
    if visiting is not None and lacking_visits and _done(partial(_add_visits, visiting, book, opened)):
        added.append(_OF_VISITS)
    if visiting is not None and _COUNTED not in desk.known.added and _done(partial(_renew, visiting, book, opened)):
        added.append(_COUNTED)
    if places:
        opened = opened.with_columns(places)
    return {**({"figures": True} if figures else {}), **({"added": added} if added else {})}, opened


def _add_year(desk: Desk, book: Workbook, opened: Opened) -> None:
    # Once in a register's life; the other runs start without what draws.
    from toolkit.register.board_added import add_figures, has_figures  # noqa: PLC0415

    if not has_figures(book):
        add_figures(book, desk.mechanism, opened.views[desk.mechanism.record.sheet].places)


def _add_visits(visiting: Visiting, book: Workbook, opened: Opened) -> None:
    from toolkit.register.board_added import add_visits, has_figures  # noqa: PLC0415 - as above
    from toolkit.register.board_visits import VISIT_HEADS  # noqa: PLC0415

    if not has_figures(book, VISIT_HEADS[0]):
        add_visits(book, *_as_it_lies(visiting, book, opened))


def _renew(visiting: Visiting, book: Workbook, opened: Opened) -> None:
    from toolkit.register.board_added import has_figures, renew_visits  # noqa: PLC0415 - as above
    from toolkit.register.board_visits import VISIT_HEADS  # noqa: PLC0415

    if has_figures(book, VISIT_HEADS[0]):
        renew_visits(book, *_as_it_lies(visiting, book, opened))


def _as_it_lies(visiting: Visiting, book: Workbook, opened: Opened) -> tuple[Visiting, dict[str, SheetView]]:
    """Return the sheets of visits as they lie there by now, for a column may just have been added, and their data.

    Where the office took away the column of the days that count, the days that people wrote count.
    """
    names = visiting.sheet, visiting.firms, visiting.charges
    sheets = {name: view(book, opened.views[name].spec) for name in names}
    if visiting.role("counted") not in sheets[visiting.sheet].places:
        visiting = replace(visiting, roles={**visiting.roles, "counted": ""})
    return visiting, sheets


def _columns(desk: Desk, book: Workbook, opened: Opened) -> tuple[list[str], dict[str, Mapping[str, int]]]:
    """Give the sheets the columns they lack.

    Returns:
        By what it is known that they have them, or had them; and sheet → the columns it was given, by their places.
    """
    known: list[str] = []
    places: dict[str, Mapping[str, int]] = {}
    for name, sheet in opened.views.items():
        told = {each.name: f"{name} {each.name}" for each in sheet.spec.columns if each.later}
        new = {each: words for each, words in told.items() if words not in desk.known.added}
        if not new or sheet.is_away:
            continue
        wanting = [each for each in missing_columns(sheet) if each in new]
        if wanting:
            try:
                places[name] = add_columns(book, sheet, wanting)
            except UneditableError as error:
                _LOG.warning("given to the register: %s", error)
                continue
        known += new.values()
    return known, places


def _done(act: Callable[[], None]) -> bool:
    """Return whether it could be done."""
    try:
        act()
    except UneditableError as error:
        _LOG.warning("given to the register: %s", error)
        return False
    return True
