"""How often a meeting is held: which month a meeting is called for, which comes next, how papers name it."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Cadence, Every, load

from .conftest import Spoil

LAST = Cadence(Every.QUARTER, 3)
FIRST = Cadence(Every.QUARTER, 1)


@pytest.mark.parametrize(
    ("cadence", "asked", "called", "following", "before"),
    [
        (Cadence(), (2024, 2), (2024, 2), (2024, 3), (2024, 1)),
        (Cadence(), (2024, 12), (2024, 12), (2025, 1), (2024, 11)),
        (LAST, (2024, 1), (2024, 3), (2024, 6), (2023, 12)),
        (LAST, (2024, 3), (2024, 3), (2024, 6), (2023, 12)),
        (LAST, (2024, 10), (2024, 12), (2025, 3), (2024, 9)),
        (FIRST, (2024, 6), (2024, 4), (2024, 7), (2024, 1)),
    ],
)
def test_which_meeting_a_month_belongs_to_and_which_come_next(
    cadence: Cadence,
    asked: tuple[int, int],
    called: tuple[int, int],
    following: tuple[int, int],
    before: tuple[int, int],
) -> None:
    assert cadence.called_for(*asked) == called
    assert cadence.following(*called) == following
    assert cadence.following(*called, -1) == before


def test_papers_name_the_month_or_the_quarter() -> None:
    assert Cadence().words(2024, 3) == "2024年3月"
    assert [LAST.words(2024, month) for month in (3, 6, 9, 12)] == [
        "2024年第一季度", "2024年第二季度", "2024年第三季度", "2024年第四季度",
    ]  # fmt: skip


def test_one_a_quarter_may_be_on_any_day_of_it() -> None:
    assert Cadence().time(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert LAST.time(2024, 6) == (date(2024, 4, 1), date(2024, 6, 30))


_MEETING = """
[meeting]
name = "碰头会"
title = "走访碰头会"
every = "{every}"
month = {month}
first_day = 1
last_day = 7
hour = ""
chairs = []
attending = []
classes = []
rule = "办法第六条"

[issuers]
"""


@pytest.mark.parametrize(("every", "month"), [("week", 1), ("quarter", 4), ("quarter", 0), ("month", 2)])
def test_a_cadence_that_is_none_is_refused(spoil: Spoil, every: str, month: int) -> None:
    folder = spoil("mechanism.toml", "[issuers]", _MEETING.format(every=every, month=month))
    with pytest.raises(ConfigError, match=r"mechanism\.toml：有一项写法不对"):
        load(folder)
