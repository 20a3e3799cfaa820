"""Mechanisms (机制): loaded from their folders and checked."""

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
    "Category",
    "Clock",
    "Column",
    "ColumnType",
    "Condition",
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
