"""Intake (收件): the bytes of a returned file turned into submissions.

``Reader`` turns the bytes of a file into a ``Delivery``, in a process of its own; ``read`` turns plain cells into
submissions and is pure.
The return slip is in :mod:`toolkit.intake.slip`, apart, so that the reading process need not load a Word writer.
"""

from toolkit.intake.delivery import Delivery, Piece
from toolkit.intake.grid import Book, Grid
from toolkit.intake.parcel import Letter
from toolkit.intake.read import Reading, read
from toolkit.intake.reader import Reader
from toolkit.intake.unpack import UnreadableError

__all__ = ["Book", "Delivery", "Grid", "Letter", "Piece", "Reader", "Reading", "UnreadableError", "read"]
