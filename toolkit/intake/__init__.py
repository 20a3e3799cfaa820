"""Intake (收件): the bytes of a returned file turned into submissions.

``Reader`` turns the bytes of a file into a ``Delivery``, in a process of its own; ``read`` turns plain cells into
submissions and is pure.
"""

from typing import TYPE_CHECKING, Any

from toolkit.intake.delivery import Delivery, Piece
from toolkit.intake.formats.parcel import Letter
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.intake.plain.grid import Book, Grid
from toolkit.intake.read import Reading, read

if TYPE_CHECKING:
    from toolkit.intake.process.reader import Reader

__all__ = ["Book", "Delivery", "Grid", "Letter", "Piece", "Reader", "Reading", "UnreadableError", "read"]


def __getattr__(name: str) -> Any:
    # The reading process starts without what starts reading processes.
    if name == "Reader":
        from toolkit.intake.process.reader import Reader  # noqa: PLC0415

        return Reader
    raise AttributeError(name)
