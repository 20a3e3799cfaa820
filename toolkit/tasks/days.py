"""Days that a text's figures come to: the last of a month, the same day of a later month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, the month's last for day 0; None where there is none."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, its last where it has no such day (民法典 第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
