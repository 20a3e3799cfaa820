"""Which measures are named for a matter, on the 68 measures of seed 002."""

from __future__ import annotations

import pytest

from toolkit.mechanism import load
from toolkit.mechanism.helping import Helping, load_helping
from toolkit.tasks import Answerable
from toolkit.tasks.following import Followed
from toolkit.tasks.helpful import Measures

from .helpful_measured import HELD_BACK, LOOKED_AT, WRITTEN_LATER, held, measured, of
from .measured import broken_down


@pytest.fixture(scope="module")
def measures() -> Measures:
    return _measures("measures68")


def _measures(name: str) -> Measures:
    plan = broken_down(name)
    return Measures((
        Followed(
            f"01-{measure.number}-{task.place}", plan.title, measure.number, task.place, measure.sections,
            measure.title, task.text, task.units, task.units.lead or task.units.duty,
        )
        for measure in plan.measures for task in measure.tasks
    ), load_helping(load("qingyuan")))  # fmt: skip


@pytest.mark.parametrize(
    ("matter", "measure"),
    [
        ("不动产权证迟迟办不下来，影响抵押", "32"),
        ("中标后采购单位拖欠货款，想用应收账款融资，政府采购合同在手", "17"),
        ("一线技术工人流失严重，希望与职业院校合作培养", "45"),
        ("计划在新三板挂牌，咨询奖励", "20"),
        ("应急转贷资金手续繁琐", "13"),
        ("咨询失业保险费返还", "2"),
        ("环评审批时间太长，耽误开工", "34"),
        ("研发费用加计扣除不会办", "1"),
    ],
)
def test_the_measure_a_reader_would_name_comes_first(measures: Measures, matter: str, measure: str) -> None:
    assert measures.that_help(matter)[0].task.measure == measure


@pytest.mark.parametrize("matter", ["厂门口道路破损，货车进出困难", "食堂油烟被邻居投诉", "员工子女入学难", ""])
def test_where_no_measure_speaks_of_it_none_is_named(measures: Measures, matter: str) -> None:
    assert measures.that_help(matter) == []


@pytest.mark.parametrize(
    ("half", "right", "found"),
    [
        (LOOKED_AT, (16, 18), (14, 14)),
        (HELD_BACK, (14, 17), (14, 14)),
        (WRITTEN_LATER, (15, 17), (14, 14)),
    ],
)
def test_on_matters_in_firms_own_words(
    measures: Measures, half: str, right: tuple[int, int], found: tuple[int, int]
) -> None:
    told = measured(measures, of(half))
    assert (told.right, told.named) == right
    assert (told.found, told.matters) == found


@pytest.mark.parametrize(("plan", "right", "found"), [("68", (30, 37), (25, 28)), ("34", (17, 18), (17, 18))])
def test_on_matters_written_after_the_words(plan: str, right: tuple[int, int], found: tuple[int, int]) -> None:
    told = measured(_measures(f"measures{plan}"), held(plan))
    assert (told.right, told.named) == right
    assert (told.found, told.matters) == found


def test_what_stands_in_a_title_weighs_more_than_what_stands_in_the_text() -> None:
    # Both speak of 票据贴现 once; of the second it is the title.
    first, second = (
        Followed(f"01-{number}-1", "某意见", number, 1, (), title, text, Answerable(), ())
        for number, title, text in (
            ("1", "拓宽融资渠道", "拓宽融资渠道，推广票据贴现等业务。"),
            ("2", "做大票据贴现", "做大票据贴现，降低企业成本。"),
        )
    )
    others = [
        Followed(
            f"01-{number}-1", "某意见", str(number), 1, (), "做好服务", f"做好第{number}项服务。", Answerable(), ()
        )
        for number in range(3, 12)
    ]
    helping = Helping((), [(((("承兑", "汇票"),),), ("票据贴现",))])
    named = Measures([first, second, *others], helping).that_help("手上的承兑汇票半年才能兑付")
    assert [each.task.measure for each in named] == ["2"]
    assert named[0].words == ("票据贴现",)


def test_a_measure_of_several_tasks_is_named_once() -> None:
    found = _measures("measures34").that_help("公司成立时间短，找不到担保，贷款批不下来")
    assert [each.task.measure for each in found].count("1") == 1


def test_how_long_a_thing_takes_says_nothing_of_what_it_is(measures: Measures) -> None:
    found = measures.that_help("应急转贷手续要十二个工作日，另有三个工作日等通知")
    assert [each.task.measure for each in found] == ["13"]


def test_the_passage_is_the_sentence_that_speaks_of_it(measures: Measures) -> None:
    found = measures.that_help("一线技术工人流失严重，希望与职业院校合作培养")[0]
    assert found.passage == "支持职业院校与民营企业联合招生、联合培养现代学徒。"
    assert found.words[0] == "职业院校"
