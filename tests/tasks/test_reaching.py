"""What a person wrote as reached: a value in the figure's unit, or asked about."""

import pytest

from toolkit.tasks import Bound, Figure
from toolkit.tasks.reaching import Doubt, Said, said_of

RATE = Figure("占比提高到30%以上", 30, 30, "%", Bound.LEAST)
SMALL = Figure("人口增长率控制在1.5%以内", 1.5, 1.5, "%", Bound.MOST)
POINTS = Figure("提高5个百分点", 5, 5, "个百分点", Bound.LEAST)
RISEN = Figure("研发投入占比由2.1%提高到2.6%", 2.6, 2.6, "%", Bound.LEAST)
FALL = Figure("推动工商业电价下降10%以上", 10, 10, "%", Bound.LEAST)
AREA = Figure("建设标准厂房80万平方米", 80, 80, "万平方米", Bound.LEAST)
MONEY = Figure("年担保额超过15亿元", 15, 15, "亿元", Bound.LEAST)
MANY = Figure("超过1万家企业参加培训", 1, 1, "万家", Bound.LEAST)
VISITS = Figure("25万人次参加培训", 25, 25, "万人次", Bound.LEAST)
DAYS = Figure("一般登记压缩至3个工作日以内", 3, 3, "个工作日", Bound.MOST)
BARE = Figure("名牌和驰(著)名商标超过500", 500, 500, "", Bound.LEAST)
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
        ("累计1200余家", FIRMS, 1200.0),
        ("1.2万家", FIRMS, 12000.0),
        ("312家（含本季新增20家）", FIRMS, 312.0),
        ("82000万元", MONEY, 8.2),
        ("82000（万元）", MONEY, 8.2),
        ("820,000,000元", MONEY, 8.2),
        ("8.2", MONEY, 8.2),
        ("0.5千万元", MONEY, 0.05),
        ("3200家", MANY, 0.32),
        ("61000人次左右", VISITS, 6.1),
        ("312个", BARE, 312.0),
        ("4个", DAYS, 4.0),
        ("压缩至1个工作日", DAYS, 1.0),
        ("35.8%（初步统计）", RATE, 35.8),
        ("5万㎡", AREA, 5.0),
        ("8.5%", FALL, 8.5),
        ("2.4%", RISEN, 2.4),
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
        ("35%", FIRMS, Doubt.OTHER_UNIT),
        ("12亿元", FIRMS, Doubt.OTHER_UNIT),
        ("十二", FIRMS, Doubt.NO_NUMBER),
        ("30-40家", FIRMS, Doubt.A_RANGE),
        ("30—40", FIRMS, Doubt.A_RANGE),
        ("累计7家，本季新增2家", FIRMS, Doubt.NO_NUMBER),
        ("12户", FIRMS, Doubt.OTHER_UNIT),
        ("0.5天", DAYS, Doubt.OTHER_UNIT),
        ("压缩45%", RATE, Doubt.WHICH_LEVEL),
        ("96亿元、2900家", BARE, Doubt.NO_NUMBER),
        ("82000", MONEY, Doubt.WHICH_UNIT),
        ("463000", MANY, Doubt.WHICH_UNIT),
        ("12.5-15亿元", MONEY, Doubt.A_RANGE),
        ("8至10家", FIRMS, Doubt.A_RANGE),
        ("100公顷", AREA, Doubt.OTHER_UNIT),
        ("4小时", DAYS, Doubt.OTHER_UNIT),
        ("2024年3月至5月", FIRMS, Doubt.NO_NUMBER),
        ("2.4个百分点", RISEN, Doubt.WHICH_LEVEL),
        ("0.3个百分点", RISEN, Doubt.WHICH_LEVEL),
        ("-8.5%", FALL, Doubt.WHICH_LEVEL),
        ("-8.5", FALL, Doubt.WHICH_LEVEL),
        ("下降8.5%", FALL, Doubt.WHICH_LEVEL),
        ("", FIRMS, Doubt.NO_NUMBER),
    ],
)
def test_what_may_mean_something_else_is_not_taken(text: str, figure: Figure, doubt: Doubt) -> None:
    assert said_of(text, figure).doubt is doubt
