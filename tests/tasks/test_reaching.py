"""What a person wrote as reached: a value in the figure's unit, or asked about."""

import pytest

from toolkit.tasks import Bound, Figure
from toolkit.tasks.reaching import Doubt, Said, said_of

RATE = Figure("占比提高到30%以上", 30, 30, "%", Bound.LEAST)
SMALL = Figure("人口增长率控制在1.5%以内", 1.5, 1.5, "%", Bound.MOST)
POINTS = Figure("提高5个百分点", 5, 5, "个百分点", Bound.LEAST)
FIRMS = Figure("培育名牌超过500家", 500, 500, "家", Bound.LEAST)


@pytest.mark.parametrize(
    ("text", "figure", "value"),
    [
        ("35%", RATE, 35.0),
        ("60％", RATE, 60.0),
        ("1.4%", RATE, 1.4),
        ("0.9%", RATE, 0.9),
        ("35", RATE, 35.0),
        ("３５．５", RATE, 35.5),
        ("0", RATE, 0.0),
        ("-1.2%", RATE, -1.2),
        ("0.9", SMALL, 0.9),
        ("3%", POINTS, 3.0),
        ("3个百分点", POINTS, 3.0),
        ("约 1,200 家", FIRMS, 1200.0),
        ("0.5", FIRMS, 0.5),
    ],
)
def test_a_value_is_taken_in_the_unit_of_the_figure(text: str, figure: Figure, value: float) -> None:
    assert said_of(text, figure) == Said(value)


@pytest.mark.parametrize(
    ("text", "figure", "doubt"),
    [
        ("0.3", RATE, Doubt.WHICH_SHARE),
        ("0.52", RATE, Doubt.WHICH_SHARE),
        ("1", RATE, Doubt.WHICH_SHARE),
        ("0.3", POINTS, Doubt.WHICH_SHARE),
        ("-1", FIRMS, Doubt.BELOW_NOTHING),
        ("35%", FIRMS, Doubt.NO_NUMBER),
        ("12亿元", FIRMS, Doubt.NO_NUMBER),
        ("十二", FIRMS, Doubt.NO_NUMBER),
        ("", FIRMS, Doubt.NO_NUMBER),
    ],
)
def test_what_may_mean_something_else_is_not_taken(text: str, figure: Figure, doubt: Doubt) -> None:
    assert said_of(text, figure).doubt is doubt
