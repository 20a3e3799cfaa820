"""Office packages edited in place: the changed cells change, every other part stays byte for byte."""

from toolkit.ooxml.block import BlockCell
from toolkit.ooxml.errors import BrokenPackageError, MissingSheetError, UneditableError
from toolkit.ooxml.formats import Look, solid
from toolkit.ooxml.front import FrontCell, FrontLook, FrontRow
from toolkit.ooxml.headed import Head
from toolkit.ooxml.known import Known
from toolkit.ooxml.links import Link
from toolkit.ooxml.package import Package
from toolkit.ooxml.rows import Cell, Row
from toolkit.ooxml.sheets import SheetInfo
from toolkit.ooxml.values import CellError, Value
from toolkit.ooxml.workbook import Workbook

__all__ = [
    "BlockCell",
    "BrokenPackageError",
    "Cell",
    "CellError",
    "FrontCell",
    "FrontLook",
    "FrontRow",
    "Head",
    "Known",
    "Link",
    "Look",
    "MissingSheetError",
    "Package",
    "Row",
    "SheetInfo",
    "UneditableError",
    "Value",
    "Workbook",
    "solid",
]
