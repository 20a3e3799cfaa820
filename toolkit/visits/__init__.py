"""Visits (走访) as pure rules: which is which, who is visited and who is not, when the report is due."""

from toolkit.visits.cadence import next_report, quarter_of, report_due
from toolkit.visits.coverage import Coverage, Kept, Leader, reach
from toolkit.visits.joined import joined, silent_in
from toolkit.visits.naming import leaders_in, meant, named
from toolkit.visits.needs import needs_in, says_nothing
from toolkit.visits.shortfalls import shortfalls
from toolkit.visits.visit import (
    Charge,
    Visit,
    charge_of,
    is_same_visit,
    is_surname,
    may_be_one,
    may_be_same_visit,
    names_in,
    visit_of,
)

__all__ = [
    "Charge",
    "Coverage",
    "Kept",
    "Leader",
    "Visit",
    "charge_of",
    "is_same_visit",
    "is_surname",
    "joined",
    "leaders_in",
    "may_be_one",
    "may_be_same_visit",
    "meant",
    "named",
    "names_in",
    "needs_in",
    "next_report",
    "quarter_of",
    "reach",
    "report_due",
    "says_nothing",
    "shortfalls",
    "silent_in",
    "visit_of",
]
