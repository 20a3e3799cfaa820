"""Where the rows of the register's large sheets lie, as this PC noted it when it wrote or read the register last.

With such a note a sheet in which little changes is not looked through. It is believed only for the very bytes it was
taken from (``ooxml/known.py``), so a register that somebody saved since is read as if there were none.
"""

from __future__ import annotations

from toolkit.jobs.desk import cache
from toolkit.jobs.desk.desk import Desk
from toolkit.ooxml import Known, Workbook

#: What the note is called in the local cache.
_KIND = "note"


def read_book(desk: Desk, data: bytes) -> Workbook:
    """Return the register's workbook.

    Raises:
        BrokenPackageError: ``data`` is no sound package, or holds no workbook.
    """
    noted = cache.kept(desk.workspace, _KIND)
    book = Workbook.read(data, Known.read(noted))
    _keep(desk, book, noted)
    return book


def note(desk: Desk, book: Workbook) -> None:
    """Take note of the register as it was written; a note that cannot be kept costs the next run time, nothing else."""
    _keep(desk, book, b"")


def _keep(desk: Desk, book: Workbook, noted: bytes) -> None:
    known = book.known()
    if not known or desk.order.dry_run:
        return  # no sheet is large, or another program has saved it
    found = known.to_bytes()
    if found != noted:
        cache.keep(desk.workspace, _KIND, found)
