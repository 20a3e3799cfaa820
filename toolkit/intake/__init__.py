"""Intake (收件): the bytes of a returned file turned into submissions.

``Reader`` turns bytes into plain cells in a process of its own; ``read`` turns cells into submissions and is pure.
The return slip is in :mod:`toolkit.intake.slip`, apart, so that the reading process need not load a Word writer.
"""

from toolkit.intake.grid import Book, Grid
from toolkit.intake.read import Reading, read
from toolkit.intake.reader import Reader
from toolkit.intake.unpack import UnreadableError

__all__ = ["Book", "Grid", "Reader", "Reading", "UnreadableError", "read"]
