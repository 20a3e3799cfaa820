"""A checked ledger becomes tasks that are followed; what cannot be taken over is told by sheet, row and header."""

from dataclasses import replace
from datetime import date

import pytest

from toolkit.tasks import Bound
from toolkit.tasks.accepting import FIGURES, TASKS, Cell, Line, accept
from toolkit.tasks.members import Units

KNOWN = {
    "市经贸委": "市经贸委",
    "经贸委": "市经贸委",
    "市财政局": "市财政局",
    "甲区政府": "甲区政府",
    "乙区政府": "乙区政府",
}
UNITS = Units(lambda word: KNOWN.get(word, ""), {"各区、县级市政府": ["甲区政府", "乙区政府"]})


def task(row: int = 3, **cells: Cell) -> Line:
    given: dict[str, Cell] = {"措施编号": "16", "项": 1.0, "任务内容": "培育名牌", "牵头单位": "市经贸委"}
    return Line(row, given | cells)


def figure(row: int = 3, **cells: Cell) -> Line:
    given: dict[str, Cell] = {
        "措施编号": "16",
        "项": 1.0,
        "原文": "超过500家",
        "怎样算": "至少",
        "数值": 500.0,
        "单位": "家",
    }
    return Line(row, given | cells)


def test_a_row_becomes_a_task_with_a_number_that_names_plan_measure_and_place() -> None:
    found, flaws = accept("01", "某市方案", [task(届满日=date(2010, 12, 31), 有效期="至2010-12-31")], [figure()], UNITS)
    assert not flaws
    assert [each.key for each in found] == ["01-16-1"]
    assert (found[0].due, found[0].until) == (date(2010, 12, 31), date(2010, 12, 31))
    assert [(each.low, each.bound, each.unit) for each in found[0].figures] == [(500, Bound.LEAST, "家")]


def test_the_lead_answers_and_the_responsible_unit_beside_it_supports() -> None:
    found, _ = accept("01", "某市方案", [task(负责单位="市财政局", 配合单位="各区、县级市政府等")], [], UNITS)
    assert found[0].answering == ("市经贸委",)
    assert found[0].supporting == ("市财政局", "甲区政府", "乙区政府")


def test_without_a_lead_the_responsible_units_answer_and_a_class_is_its_members() -> None:
    found, flaws = accept("01", "某市方案", [task(牵头单位="", 负责单位="经贸委；各区、县级市政府")], [], UNITS)
    assert not flaws
    assert found[0].answering == ("市经贸委", "甲区政府", "乙区政府")


def test_who_is_named_in_another_role_is_not_meant_by_a_class() -> None:
    # 种子 004 第34条: 各相关部门负责，市民营办配合.
    known = replace(UNITS, classes={"各相关部门": ["市经贸委", "市财政局", "甲区政府"]})
    found, _ = accept("01", "某市方案", [task(牵头单位="", 负责单位="各相关部门", 配合单位="市财政局")], [], known)
    assert (found[0].answering, found[0].supporting) == (("市经贸委", "甲区政府"), ("市财政局",))


def test_of_a_class_whose_members_the_plan_does_not_name_nobody_is_asked_and_that_is_told() -> None:
    known = replace(UNITS, classes={"各行政执法检查部门": []})
    found, flaws = accept("01", "某市方案", [task(5, 配合单位="各行政执法检查部门")], [], known)
    assert found[0].supporting == ()
    assert [(each.row, each.head, each.grave) for each in flaws] == [(5, "配合单位", False)]
    assert "请逐个写上单位名称" in flaws[0].why


def test_tasks_of_one_measure_have_a_title_each() -> None:
    # 种子 004 第34条.
    texts = ["一是成员单位根据各自职能，出台措施", "二是开设绿色通道服务，颁发绿色卡通", "整合部门资源"]
    rows = [task(3 + place, 项=place, 任务内容=text, 措施标题="整合部门资源") for place, text in enumerate(texts, 1)]
    alone = task(9, 措施编号="35", 措施标题="建立制度")
    found, _ = accept("01", "某市方案", [*rows, alone], [], UNITS)
    assert [each.title for each in found] == [
        "整合部门资源：成员单位根据各自职能", "整合部门资源：开设绿色通道服务", "整合部门资源：第 3 项", "建立制度",
    ]  # fmt: skip


def test_a_unit_that_is_not_on_the_list_stands_as_written_and_is_told() -> None:
    found, flaws = accept("01", "某市方案", [task(7, 配合单位="市外星人局")], [], UNITS)
    assert found[0].supporting == ("市外星人局",)
    assert [str(each) for each in flaws if not each.grave] == [
        "“任务”表第 7 行“配合单位”：“市外星人局”不在“成员单位”表里：写错的请改；确有这个单位的，补进“成员单位”表"
    ]


@pytest.mark.parametrize(
    ("line", "head", "why"),
    [
        (task(9, 牵头单位=""), "牵头单位", "不知道由谁报送"),
        (task(9, 项="一"), "项", "“一”不是第几项"),
        (task(9, 项=None), "项", "空着"),
        (task(9, 任务内容=""), "任务内容", "空着"),
        (task(9, 届满日="年底前"), "届满日", "“年底前”不是日期"),
    ],
)
def test_what_makes_a_task_useless_keeps_the_ledger_from_being_accepted(line: Line, head: str, why: str) -> None:
    _, flaws = accept("01", "某市方案", [line], [], UNITS)
    assert [(each.sheet, each.row, each.head, each.grave) for each in flaws] == [(TASKS, 9, head, True)]
    assert why in flaws[0].why


@pytest.mark.parametrize(
    ("line", "head"),
    [
        (figure(5, 数值="五百"), "数值"),
        (figure(5, 怎样算="大概"), "怎样算"),
        (figure(5, 种类="别的"), "种类"),
        (figure(5, 项=0.0), "项"),
        (figure(5, 措施编号="61"), "措施编号"),
        (figure(5, 怎样算="区间", 上限=None), "上限"),
    ],
)
def test_a_figure_that_cannot_be_read_is_told(line: Line, head: str) -> None:
    _, flaws = accept("01", "某市方案", [task()], [line], UNITS)
    assert [(each.sheet, each.row, each.head) for each in flaws] == [(FIGURES, 5, head)]


@pytest.mark.parametrize("kind", ["条件", "现状", "标准"])
def test_what_is_no_target_is_not_followed(kind: str) -> None:
    found, flaws = accept("01", "某市方案", [task()], [figure(种类=kind), figure(种类="目标", 数值=600.0)], UNITS)
    assert ([each.low for each in found[0].figures], flaws) == ([600], [])


def test_a_figure_that_nobody_has_decided_about_is_told_and_not_followed() -> None:
    found, flaws = accept("01", "某市方案", [task()], [figure(5, 种类="待定")], UNITS)
    assert found[0].figures == ()
    assert [(each.row, each.head, each.grave) for each in flaws] == [(5, "种类", False)]


def test_two_tasks_of_one_number_are_told() -> None:
    found, flaws = accept("01", "某市方案", [task(3), task(4)], [], UNITS)
    assert len(found) == 1
    assert "前面已有" in str(flaws[0])


def test_goals_of_the_whole_plan_and_empty_rows_are_passed_over() -> None:
    empty = Line(8, {"措施编号": None, "任务内容": ""})
    found, flaws = accept("01", "某市方案", [task(), empty], [figure(措施编号="总体目标", 项="")], UNITS)
    assert (len(found), found[0].figures, flaws) == (1, (), [])


@pytest.mark.parametrize(
    "written", ["2010-12-31", "2010年12月31日", "期限至2010年12月31日", "2010.12.31", "2010/12/31"]
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    found, flaws = accept("01", "某市方案", [task(届满日=written)], [], UNITS)
    assert (found[0].due, flaws) == (date(2010, 12, 31), [])
