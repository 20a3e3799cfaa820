"""The register as one look at it found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.ooxml import Workbook
from toolkit.register.glance import Glance
from toolkit.register.merge import Sheet
from toolkit.register.view import Key, SheetView


@dataclass(frozen=True, slots=True)
class Opened:
    """One look at the register.

    Attributes:
        data: its bytes.
        book: its workbook, read only: changes are made to a fresh one.
        views: its sheets by name, read whole or at a glance.
        typed: the keys given to rows typed in, by row number.
    """

    data: bytes
    book: Workbook
    views: Mapping[str, Sheet]
    typed: Mapping[int, Key]

    def with_columns(self, added: Mapping[str, Mapping[str, int]]) -> Opened:
        """Return the same where sheets were given columns: sheet → column → its place, counted from 0."""
        views = {name: _wider(sheet, added.get(name, {})) for name, sheet in self.views.items()}
        return replace(self, views=views)


def _wider(sheet: Sheet, added: Mapping[str, int]) -> Sheet:
    if added and isinstance(sheet, SheetView | Glance):  # there are no others
        return replace(sheet, places={**sheet.places, **added})
    return sheet
