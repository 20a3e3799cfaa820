"""Which measures are named for a matter, on the 68 measures of seed 002."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.following.plan_text import read_plan
from toolkit.mechanism import load
from toolkit.mechanism.helping import load_helping
from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import break_down
from toolkit.tasks.following import Followed
from toolkit.tasks.helpful import Measures

from .helpful_measured import HELD_BACK, LOOKED_AT, WRITTEN_LATER, measured

PLAN = Path(__file__).parent / "samples" / "measures68.txt"


@pytest.fixture(scope="module")
def measures() -> Measures:
    lines, tables = read_plan(PLAN.read_bytes(), PLAN.name)
    plan = break_down(lines, tables, load_plan_words())
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
        (LOOKED_AT, (18, 18), (14, 14)),
        (HELD_BACK, (14, 15), (14, 14)),
        # Written by the same hand in other words after the rules were fixed: what is to be expected of firms' letters.
        (WRITTEN_LATER, (6, 8), (6, 14)),
    ],
)
def test_on_matters_in_firms_own_words(
    measures: Measures, half: str, right: tuple[int, int], found: tuple[int, int]
) -> None:
    told = measured(measures, half)
    assert (told.right, told.named) == right
    assert (told.found, told.matters) == found


def test_how_long_a_thing_takes_says_nothing_of_what_it_is(measures: Measures) -> None:
    found = measures.that_help("应急转贷手续要十二个工作日，另有三个工作日等通知")
    assert [each.task.measure for each in found] == ["13"]


def test_the_passage_is_the_sentence_that_speaks_of_it(measures: Measures) -> None:
    found = measures.that_help("一线技术工人流失严重，希望与职业院校合作培养")[0]
    assert found.passage == "支持职业院校与民营企业联合招生、联合培养现代学徒。"
    assert found.words[0] == "职业院校"
