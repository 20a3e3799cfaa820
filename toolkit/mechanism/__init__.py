"""Mechanisms (机制): loaded from their folders and checked."""

from toolkit.mechanism.cadence import Cadence, Every
from toolkit.mechanism.clock import Charge, Clock
from toolkit.mechanism.column import Column, ColumnType
from toolkit.mechanism.condition import Condition
from toolkit.mechanism.counting import CIVIL_CODE, Counting
from toolkit.mechanism.gathering import Gathering
from toolkit.mechanism.issuer import Imprint, Issuer
from toolkit.mechanism.layout import Layout, PageKind
from toolkit.mechanism.load import default_name, load, shipped
from toolkit.mechanism.model import (
    Category,
    Mechanism,
    Meeting,
    Phase,
    Record,
    Status,
    Transition,
)
from toolkit.mechanism.special import By, Effect, RequestKind, Special, SubClock
from toolkit.mechanism.typeset import typeset
from toolkit.mechanism.units import Unit, UnitBook, UnitMatch
from toolkit.mechanism.visiting import Need, Quota, Visiting

__all__ = [
    "CIVIL_CODE",
    "By",
    "Cadence",
    "Category",
    "Charge",
    "Clock",
    "Column",
    "ColumnType",
    "Condition",
    "Counting",
    "Effect",
    "Every",
    "Gathering",
    "Imprint",
    "Issuer",
    "Layout",
    "Mechanism",
    "Meeting",
    "Need",
    "PageKind",
    "Phase",
    "Quota",
    "Record",
    "RequestKind",
    "Special",
    "Status",
    "SubClock",
    "Transition",
    "Unit",
    "UnitBook",
    "UnitMatch",
    "Visiting",
    "default_name",
    "load",
    "shipped",
    "typeset",
]
