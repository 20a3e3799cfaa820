"""Mechanisms (机制): loaded from their folders and checked."""

from toolkit.mechanism.counting import CIVIL_CODE, Counting
from toolkit.mechanism.load import default_name, load, shipped
from toolkit.mechanism.model import (
    Category,
    Clock,
    Column,
    ColumnType,
    Condition,
    Issuer,
    Mechanism,
    Meeting,
    Phase,
    Record,
    Status,
    Transition,
)
from toolkit.mechanism.units import Unit, UnitBook, UnitMatch

__all__ = [
    "CIVIL_CODE",
    "Category",
    "Clock",
    "Column",
    "ColumnType",
    "Condition",
    "Counting",
    "Issuer",
    "Mechanism",
    "Meeting",
    "Phase",
    "Record",
    "Status",
    "Transition",
    "Unit",
    "UnitBook",
    "UnitMatch",
    "default_name",
    "load",
    "shipped",
]
