"""The copy of the published years, held to the library it was made from."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest
from chinese_calendar import constants

from toolkit.cases import WorkCalendar
from toolkit.cases.published import NAMES, published, table

YEARS = range(2004, max(constants.holidays).year + 1)


@pytest.mark.parametrize("year", YEARS)
def test_the_copy_says_what_chinesecalendar_says(year: int) -> None:
    off = {day: (False, NAMES[name]) for day, name in constants.holidays.items() if day.year == year}
    work = {day: (True, NAMES[name]) for day, name in constants.workdays.items() if day.year == year}
    assert table(year) == {**off, **work}


def test_a_year_that_is_not_published_is_not_known() -> None:
    assert published(2027) is None
    assert table(2003) is None


def test_an_old_library_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_old(day: date) -> tuple[bool, str | None]:
        raise NotImplementedError(f"no available data for year {day.year}")

    monkeypatch.setattr(chinese_calendar, "get_holiday_detail", too_old)
    published.__globals__["_library"].cache_clear()
    try:
        calendar = WorkCalendar()
        assert calendar.knows(2026)
        assert calendar.kind(date(2026, 10, 1)).why == "国庆节"
        assert calendar.is_workday(date(2026, 10, 10))
        assert not calendar.knows(2027)
    finally:
        published.__globals__["_library"].cache_clear()
