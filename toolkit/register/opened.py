"""The register as one look at it found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.ooxml import Workbook
from toolkit.register.merge import Sheet
from toolkit.register.view import Key


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
