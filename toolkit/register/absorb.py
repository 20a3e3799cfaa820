"""What people did to the register since we last wrote it: hand edits, rows deleted, rows typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.errors import RegisterError
from toolkit.events import CellValue
from toolkit.register.base import Base
from toolkit.register.view import SheetView, ViewRow

#: So many rows gone at once, and more than half of all, is no tidying up: somebody saved another file over it.
_TOO_MANY = 20


@dataclass(frozen=True, slots=True)
class HandEdit:
    """What a person changed in one row: column → before and after (None is an empty cell)."""

    key: tuple[str, ...]
    before: Mapping[str, CellValue | None]
    after: Mapping[str, CellValue | None]


@dataclass(frozen=True)
class HandWork:
    """Everything people did to one sheet.

    Attributes:
        edits: changed cells, a row each.
        removed: keys of rows that are gone.
        returned: rows that were gone and are back.
        typed: rows without a key.
        foreign: rows with a key that we never gave.
    """

    edits: Sequence[HandEdit] = field(default_factory=list)
    removed: Sequence[tuple[str, ...]] = field(default_factory=list)
    returned: Sequence[ViewRow] = field(default_factory=list)
    typed: Sequence[ViewRow] = field(default_factory=list)
    foreign: Sequence[ViewRow] = field(default_factory=list)


def hand_work(sheet: SheetView, base: Base, *, guarded: bool = True) -> HandWork:
    """Return what people did to ``sheet`` since we last wrote it. Sorting, moving and colouring are no change.

    Args:
        sheet: the sheet as it lies there.
        base: what we last wrote.
        guarded: whether so many missing rows are refused; not so on sheets that people clear out.

    Raises:
        RegisterError: a key stands twice, or so many rows are gone that another file must have been saved over it.
    """
    name, rows = sheet.spec.name, sheet.by_key()
    known = base.cells.get(name, {})
    removed = [key for key in known if key not in rows]
    if guarded and len(removed) > _TOO_MANY and len(removed) * 2 > len(known):
        raise RegisterError(
            f"总台账“{name}”比上次少了 {len(removed)} 行，可能被旧文件覆盖",
            "请核对；如确属误操作，用“恢复总台账”取回备份后再运行",
        )
    gone = base.gone.get(name, set())
    edits = [_edit(row, sheet, base) for key, row in rows.items() if key in known]
    return HandWork(
        edits=[each for each in edits if each is not None],
        removed=removed,
        returned=[row for key, row in rows.items() if key in gone],
        typed=list(sheet.loose),
        foreign=[row for key, row in rows.items() if key not in known and key not in gone],
    )


def _edit(row: ViewRow, sheet: SheetView, base: Base) -> HandEdit | None:
    known = base.row(sheet.spec.name, row.key) or {}
    if known == row.values:  # as nearly every row is
        return None
    before: dict[str, CellValue | None] = {}
    after: dict[str, CellValue | None] = {}
    for column in sheet.places:
        ours, theirs = known.get(column), row.values.get(column)
        if not same(ours, theirs):
            before[column], after[column] = ours, theirs
    return HandEdit(row.key, before, after) if after else None


def same(left: CellValue | None, right: CellValue | None) -> bool:
    """Return whether two cells hold the same; spaces at the ends and the kind of line break do not count."""
    if left == right:
        return True
    if isinstance(left, int) or isinstance(right, int):
        return False
    return _plain(left) == _plain(right)


def _plain(value: CellValue | None) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
