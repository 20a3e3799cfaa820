"""Plans in styles not seen before: nothing is silently wrong, and little is asked about."""

from __future__ import annotations

import pytest

from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import Breakdown, break_down

from .unseen import UNSEEN, judged, unseen

#: What is still silently wrong, a grant or a rule that is told as a target or the other way round.
KNOWN = {
    "unseen_pages": [("2.2.1", "种类")],  # 投标保证金免收比例达到80% is told as a rate
    "unseen_points": [("3.1", "时限"), ("3.1", "种类")],  # 每年名额不超过6家 is told as asked for each year
    "unseen_blocks": [("4.1", "种类")],  # 跟岗期限不超过3个月 is told as a target
}


@pytest.mark.parametrize("name", UNSEEN)
def test_no_field_is_silently_wrong(name: str) -> None:
    wrong = [(at, field) for at, field, right, asked in judged(name) if not right and not asked]
    assert wrong == KNOWN.get(name, [])


def test_little_is_asked_about() -> None:
    fields = [asked for name in UNSEEN for _, _, _, asked in judged(name)]
    assert len(fields) > 400
    assert sum(fields) / len(fields) < 0.05


def test_page_numbers_and_heads_are_listed_as_left_out() -> None:
    listed = [each.old for each in unseen("unseen_pages").corrections if "页" in each.why]
    assert listed == ["— 1 —", "海陵区人民政府公报  2025年第4期", "— 2 —", "海陵区人民政府公报  2025年第4期"]


def test_goals_of_a_plan_are_told_apart_from_its_tasks() -> None:
    goals = [[figure.words for figure in each.figures] for each in unseen("unseen_opinion").others if each.is_goal]
    assert goals == [["约 68%", "至少 12 万户"]]


def _read(*lines: str) -> Breakdown:
    return break_down(list(lines), (), load_plan_words())


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("1.建平台。服务企业50帮扶点。（市商务局负责）", "“50”没有列为数字"),
        ("1.建平台。2026年新建服务站20个。（市商务局负责）", "没有列为时限，请看是不是到这一年为止"),
        ("1.建平台。5月中旬前完成选址。（市商务局负责）", "“5月中旬”像是时限"),
        ("1.建平台。（责任单位：市商务局；督导单位：市政府督查室）", "“督导单位”不认得，它后面写的没有列出"),
        ("1.建平台。（市商务局按程序牵头推动实施方案）加快建设。（市财政局负责）", "括号里像是写了责任单位"),
        ("1.建平台。在任职1个月内谈话。（市商务局负责）", "没有写明，没有推算届满日"),
        ("1.建平台。自批复之日起3个月内建成。（市商务局负责）", "从哪一天起算没有写明"),
        ("1.建平台。印发后20个工作日内建成。（市商务局负责）", "请用 when 命令推算"),
        ("1.建平台。产值超百亿元的企业达到5家。（市商务局负责）", "“超百亿元”没有列为数字"),
    ],
)
def test_what_is_not_read_for_certain_is_asked_about(line: str, asked: str) -> None:
    assert [each.why for each in _read(line).doubts if asked in each.why]


def test_a_day_of_a_plan_for_several_years_is_asked_about() -> None:
    lines = ("某县三年行动方案（2025—2027年）", "2025年6月16日", "1.建平台。年底前建成。（县商务局负责）")
    asked = [each.why for each in _read(*lines).doubts]
    assert asked == ["文件管好几年，没有写明是哪一年，按2025年算"]


def test_a_table_that_names_nobody_is_kept_and_asked_about() -> None:
    table = [("序号", "指标名称", "2026年目标"), ("1", "智能工厂数量", "20")]
    plan = break_down(["1.建平台。（市商务局负责）"], [table], load_plan_words())
    assert [each.text for each in plan.others if each.sections == ("附表1",)][-1] == "1 智能工厂数量 20"
    assert [each.words for each in plan.doubts if each.where == "附表1"] == ["序号、指标名称、2026年目标"]


def test_a_column_that_is_not_known_stands_with_the_words() -> None:
    table = [("序号", "任务", "协作方式", "责任单位", "备注"), ("1", "办好窗口", "联席会议", "市商务局", "无")]
    task = break_down([], [table], load_plan_words()).measures[0].tasks[0]
    assert (task.text, task.units.duty) == ("办好窗口；协作方式：联席会议", ("市商务局",))


@pytest.mark.parametrize(
    ("said", "lead", "support", "duty"),
    [
        ("由市商务局牵头，市财政局配合，选派干部30名。", ["市商务局"], ["市财政局"], []),
        ("选派干部30名。由市商务局、市海关负责，6月底前完成。", [], [], ["市商务局", "市海关"]),
        ("选派干部30名。（由市商务局牵头，市财政局和各镇政府配合，2025年底前完成）", ["市商务局"], ["市财政局", "各镇政府"], []),
        ("选派干部30名。（责任单位：市商务局（牵头）、市财政局）", ["市商务局"], [], ["市财政局"]),
        ("选派干部30名。（责任领导：张某；责任单位：市商务局）", [], [], ["市商务局"]),
        ("选派干部30名。牵头单位：市商务局。责任单位：市财政局。", ["市商务局"], [], ["市财政局"]),
    ],
)  # fmt: skip
def test_units_are_told_in_many_ways(said: str, lead: list[str], support: list[str], duty: list[str]) -> None:
    units = _read(f"1.做好帮扶。{said}").measures[0].tasks[0].units
    assert [list(each) for each in (units.lead, units.support, units.duty)] == [lead, support, duty]


def test_a_label_within_a_paragraph_takes_no_sentence_behind_it() -> None:
    tasks = _read("1.做好帮扶。选派干部30名。责任单位：市商务局。每季度通报一次。").measures[0].tasks
    assert [(each.text, each.units.duty) for each in tasks] == [("选派干部30名", ("市商务局",)), ("每季度通报一次", ())]


def test_who_explains_a_document_answers_for_nothing() -> None:
    plan = _read("1.建平台。（市商务局负责）", "2.本措施自印发之日起施行，由市财政局负责解释。")
    assert [each.number for each in plan.measures] == ["1"]
