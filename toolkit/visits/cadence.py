"""The cadence of reports on visits (季度调研报告): which quarter a day is in, when its report is due."""

from __future__ import annotations

from datetime import date

from toolkit.mechanism import Visiting

_QUARTERS, _MONTHS = 4, 3


def quarter_of(day: date) -> tuple[int, int]:
    """Return year and number (1 to 4) of the quarter that a day is in."""
    return day.year, (day.month - 1) // _MONTHS + 1


def report_due(visiting: Visiting, year: int, quarter: int) -> date:
    """Return the day by which the report on a quarter is due; the last quarter's falls into the next year.

    The day is not moved where it is a holiday: seed 001 §五（二）names days by which, and no period that would run on
    (民法典第二百零三条).

    Args:
        visiting: the mechanism's data of visits.
        year: which year the quarter is in.
        quarter: which one of it, 1 to 4.
    """
    month, day = visiting.due[quarter - 1]
    # A report is due after its quarter: a month before the quarter's end can only be one of the next year.
    return date(year + (month <= (quarter - 1) * _MONTHS), month, day)


def next_report(visiting: Visiting, as_of: date) -> tuple[int, int, date]:
    """Return the quarter whose report is due next, on that day or after it, and its due day: year, number, day."""
    year, quarter = quarter_of(as_of)
    before = (year - 1, _QUARTERS) if quarter == 1 else (year, quarter - 1)
    due = report_due(visiting, *before)
    return (*before, due) if due >= as_of else (year, quarter, report_due(visiting, year, quarter))
