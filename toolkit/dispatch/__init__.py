"""Dispatch (交办) and reminders (催办): what goes to whom."""

from toolkit.dispatch.consign import Consignment, consign
from toolkit.dispatch.owed import LEAD, SUPPORT, Debt, owed
from toolkit.dispatch.reminders import Parcel, Reminder, by_addressee, due_reminders, parcels

__all__ = [
    "LEAD",
    "SUPPORT",
    "Consignment",
    "Debt",
    "Parcel",
    "Reminder",
    "by_addressee",
    "consign",
    "due_reminders",
    "owed",
    "parcels",
]
