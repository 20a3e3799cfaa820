"""Plans broken down, every row against a table made by hand; what the extraction spoiled, put right and listed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.jobs.following.plan_text import read_plan
from toolkit.tasks import Breakdown, break_down

from .measured import HELD_BACK, SAMPLES, broken_down, by_hand, differences, rows, words


@pytest.mark.parametrize("name", ["measures68", "measures34", *HELD_BACK])
def test_every_row_is_what_the_document_says(name: str) -> None:
    assert differences(name, broken_down(name)) == []


@pytest.mark.parametrize(("name", "measures", "tasks"), [("measures68", 68, 68), ("measures34", 34, 69)])
def test_no_measure_is_missing(name: str, measures: int, tasks: int) -> None:
    plan = broken_down(name)
    assert [each.number for each in plan.measures] == [str(number) for number in range(1, measures + 1)]
    assert sum(len(each.tasks) for each in plan.measures) == tasks == len(by_hand(name))


def test_one_point_of_several_has_its_own_units() -> None:
    # Seed 004, measure 1: 一是……四是……, the fourth with two phrases, and what all of it is to come to behind them.
    first = broken_down("measures34").measures[0]
    assert [each.text[:2] for each in first.tasks] == ["一是", "二是", "三是", "四是", "探索", "到2"]
    assert first.tasks[3].units.duty == ("市财政局",)
    assert first.tasks[4].units.lead == ("市金融办",)
    assert first.tasks[5].units.all == ()


def test_the_document_is_known_by_its_title_its_day_and_how_long_it_holds() -> None:
    # Seed 002: 2021年12月29日; 自2022年2月1日起实施,有效期三年. Seed 004: 二○○七年十月十一日.
    plan = broken_down("measures68")
    assert plan.title == "清远市关于促进民营经济高质量发展的若干意见"
    assert (plan.issued, plan.validity and (plan.validity.first, plan.validity.last)) == (
        date(2021, 12, 29),
        (date(2022, 2, 1), date(2025, 1, 31)),
    )
    assert broken_down("measures34").issued == date(2007, 10, 11)
    assert broken_down("measures34").validity is None


def test_sections_stand_beside_their_measures() -> None:
    sections = {each.number: each.sections for each in broken_down("measures34").measures}
    assert sections["7"] == ("三、主要措施", "(二)优化土地资源配置,努力促进民营经济又好又快发展。")


#: Seed 004, read against what it must have said; the words around are those of the seed.
SPOILED = [
    ("346%", "34.6%"), ("244%", "24.4%"), ("驰()名", "驰(著)名"), ("超l0亿元", "超10亿元"), ("改变上地用途", "改变土地用途"),
    ("园区建没", "园区建设"), ("服务机,构和", "服务机构,和"), ("[2003]44)", "[2003]44号)"), ("进步提高", "进一步提高"),
    ("进步加快", "进一步加快"), ("进步发挥", "进一步发挥"), ("节工商联", "市工商联"), ("()拓宽资金渠道", "(一)拓宽资金渠道"),
    ("()加强组织领导", "(九)加强组织领导"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SPOILED)
def test_what_the_extraction_spoiled_is_put_right_and_listed(old: str, new: str) -> None:
    listed = [each for each in broken_down("measures34").corrections if old in each.old]
    assert len(listed) == 1
    assert new in listed[0].new
    assert listed[0].why


def test_nothing_but_what_was_spoiled_is_listed() -> None:
    # 11 letters and words, 18 numbers in brackets (2 + 4 + 9 + 3), one unit; nothing in a sound text.
    assert len(broken_down("measures34").corrections) == 11 + 18 + 1
    assert broken_down("measures68").corrections == []


@pytest.mark.parametrize(
    "words",
    ["穗府办[200742", "批工业用地", "批产权单一", "推进10退二", "公出国()从", "超过110", "商标超过500", "200亿元以上", "推进设立市中小企业局", "等国有、集体企业", "市监察局"],
)  # fmt: skip
def test_what_the_text_does_not_prove_is_left_to_a_person(words: str) -> None:
    assert [each for each in broken_down("measures34").doubts if words in each.words]


def test_a_paragraph_that_names_a_time_and_nobody_is_asked_about() -> None:
    # Seed 004, section 四: 定期检查、督办; 每季度向市民营办报送 — no unit stands in brackets behind them.
    asked = [each.why for each in broken_down("measures34").doubts if "没有列为任务" in each.why]
    assert len(asked) == 3
    assert "每季度" in "".join(asked)


def test_goals_have_their_figures_without_units() -> None:
    goals = [each for each in broken_down("measures34").others if each.is_goal]
    assert [[figure.low for figure in each.figures] for each in goals] == [
        [15, 34.6, 40, 24.4, 33],
        [50, 18, 250, 10, 50, 100, 5, 25],
        [60, 90, 60],
    ]


def test_no_paragraph_is_lost() -> None:
    for name in ("measures68", "measures34"):
        plan = broken_down(name)
        kept = "".join([*(each.text for each in plan.measures), *(each.text for each in plan.others)])
        kept += "".join(section for each in plan.measures for section in each.sections)
        kept = "".join(kept.split())
        lines = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        # The first letters behind a number; further on a line may have been put right.
        heads = [_NUMBER.sub("", "".join(line.split()))[:6] for line in lines if line.strip()]
        assert [each for each in heads if each not in kept] == []


_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]*\)|\d{1,2}\.)")

UNITS = st.lists(
    st.sampled_from(["市财政局", "市科技局", "市商务局", "各县(市、区)人民政府", "市税务局"]),
    min_size=1,
    max_size=4,
    unique=True,
)
ASKED = st.lists(st.tuples(st.sampled_from(["牵头", "负责"]), UNITS), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(ASKED, st.sampled_from(["({})", "〔{}〕", "【{}】"]))
def test_any_plan_of_this_kind_comes_back_as_it_was_written(asked: list[tuple[str, list[str]]], brackets: str) -> None:
    lines = ["关于某事的工作方案", "一、主要任务"]
    for number, (role, units) in enumerate(asked, 1):
        said = f"{'、'.join(units[:1])}{role}" + (f",{'、'.join(units[1:])}配合" if units[1:] else "")
        lines.append(f"{number}.做好第{number}件事。抓紧办理。{brackets.format(said)}")
    found = [
        (task.units.lead or task.units.duty, task.units.support) for task in _tasks(break_down(lines, (), words()))
    ]
    assert found == [((units[0],), tuple(units[1:])) for _, units in asked]


def _tasks(plan: Breakdown) -> list:
    return [task for each in plan.measures for task in each.tasks]


def test_paragraphs_that_word_counts_itself_are_numbered_in_their_order() -> None:
    lines = ["一、主要任务", "扩大出口。（市商务局牵头）", "稳定就业。（市人社局负责）"]
    plan = break_down(lines, (), words())
    assert [(each.number, each.title) for each in plan.measures] == [("1", "扩大出口"), ("2", "稳定就业")]
    assert len(plan.corrections) == 2


def test_a_phrase_below_several_points_is_about_all_of_them() -> None:
    lines = [
        "一、服务",
        "(一)优化服务。",
        "1.设窗口。",
        "2.减材料。",
        "责任单位：市政务局、市商务局",
        "(二)降成本。(市财政局负责)",
    ]
    got = rows(break_down(lines, (), words()))
    assert [(each["编号"], each["起"], each["负责"]) for each in got] == [
        ("1", "设窗口", "市政务局 市商务局"),
        ("1", "减材料", "市政务局 市商务局"),
        ("2", "降成本", "市财政局"),
    ]


def test_a_time_told_with_the_units_is_the_tasks() -> None:
    lines = ["1.建平台。（责任单位：市商务局；完成时限：2025年6月底；责任人：某某）", "2.做宣传。（市商务局负责）"]
    first = rows(break_down(lines, (), words()))[0]
    assert (first["负责"], first["时限"]) == ("市商务局", "截止:2025-06-30")


def test_what_the_heading_names_is_the_first_tasks() -> None:
    lines = ["2024年6月18日", "1.设立3亿元转贷资金池。印发之日起30日内完成组建。（市金融局牵头）"]
    first = rows(break_down(lines, (), words()))[0]
    assert (first["起"], first["指标"], first["时限"]) == ("印发之日起30日内完成组建", "=3亿元", "期限:2024-07-18")


def test_general_requirements_with_figures_are_goals() -> None:
    lines = ["一、总体要求", "到2025年底，增加值突破3500亿元。", "二、任务", "1.建平台。（市商务局负责）"]
    goals = [each for each in break_down(lines, (), words()).others if each.is_goal]
    assert [[figure.low for figure in each.figures] for each in goals] == [[3500]]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("1.建平台。完成时限：2025年13月1日。（市商务局负责）", "没有这一天"),
        ("1.建平台。2025年一季度前上线。（市商务局负责）", "届满日按季度末算"),
        ("1.建平台。（责任单位：市商务局；完成时限：适时）", "时限看不懂"),
    ],
)
def test_a_time_that_cannot_be_told_for_certain_is_asked_about(line: str, asked: str) -> None:
    assert [each for each in break_down([line], (), words()).doubts if asked in each.why]


OWN_LINES = """关于做好几件实事的措施
1.加强融资支持。2025年3月底前新增贷款100亿元。
牵头单位：市金融局
配合单位：市财政局、人行市分行

完成时限：2025年3月底

2.加强用地保障。供应用地1000亩。（市自然资源局负责）
完成时限：2025年12月31日
3.做好宣传。定期发布消息。
责任单位：市商务局。
市人民政府办公室
2025年1月2日""".splitlines()


def test_labels_on_lines_of_their_own_are_told_of_the_measure_above() -> None:
    plan = break_down(OWN_LINES, (), words())
    assert [(each["编号"], each["标题"], each["牵头"], each["配合"], each["负责"]) for each in rows(plan)] == [
        ("1", "加强融资支持", "市金融局", "市财政局 人行市分行", ""),
        ("2", "加强用地保障", "", "", "市自然资源局"),
        ("3", "做好宣传", "", "", "市商务局"),
    ]
    assert [str(task.due) for task in _tasks(plan)] == ["2025-03-31", "2025-12-31", "None"]
    assert plan.corrections == []


def test_signature_and_day_are_nobodys_task() -> None:
    plan = break_down(OWN_LINES, (), words())
    assert [each.text for each in plan.others][-2:] == ["市人民政府办公室", "2025年1月2日"]
    assert plan.issued == date(2025, 1, 2)


def test_a_closing_provision_is_no_measure() -> None:
    lines = ["第一条 减材料。（市商务局负责）", "第二条 本措施由市商务局负责解释，自印发之日起施行，试行一年。"]
    plan = break_down(lines, (), words())
    assert [each.number for each in plan.measures] == ["1"]
    assert not [each for each in plan.doubts if "没有写明责任单位" in each.why]


def test_a_number_given_twice_is_told_and_the_second_has_its_own() -> None:
    lines = ["一、甲", "第一条 减材料。（市商务局负责）", "第二条 减环节。（市商务局负责）"]
    plan = break_down(
        [*lines, "二、乙", "第二条 减时间。（市商务局负责）", "第三条 减费用。（市商务局负责）"], (), words()
    )
    assert [each.number for each in plan.measures] == ["1", "2", "2.2", "3"]
    assert [each.why for each in plan.doubts] == ["序号重复：前一条也是 2"]


@pytest.mark.parametrize(
    ("said", "lead", "asked"),
    [("市商务局牵头 市财政局、市税务局配合", ("市商务局",), False), ("市商务局牵头市财政局配合", (), True)],
)
def test_a_mark_that_is_missing_between_units_is_read_over_or_asked_about(
    said: str, lead: tuple[str, ...], asked: bool
) -> None:
    plan = break_down([f"1.减材料。（{said}）"], (), words())
    assert _tasks(plan)[0].units.lead == lead
    assert bool([each for each in plan.doubts if "不像一个单位" in each.why]) == asked


def test_many_gaps_of_an_excerpt_are_told_as_one() -> None:
    lines = [f"{number}.办事。（市商务局负责）" for number in (2, 5, 9, 12)]
    found = break_down(lines, (), words()).doubts
    assert [each.why for each in found] == ["序号有 4 处不连续：是摘编的不要紧；不是的，这几条前面可能漏了"]


def test_a_unit_that_is_the_subject_of_an_article_is_proposed_and_asked_about() -> None:
    # 县财政局应当……: who answers stands in the sentence itself; the article that has a phrase is not asked about.
    plan = broken_down("articles")
    assert [
        (each.number, " ".join(units.lead), " ".join(units.support), " ".join(units.duty))
        for each in plan.measures for units in [each.tasks[0].units]
    ] == [
        ("3", "县市场监督管理局", "县行政审批局", ""),
        ("4", "", "", "县发展和改革局"),
        ("5", "", "", "县财政局"),
        ("6", "", "", "县自然资源局 县工业园区管委会"),
        ("7", "县供电公司", "县发展和改革局", ""),
        ("8", "县金融工作办公室", "各银行机构", ""),
    ]  # fmt: skip
    asked = [each.where for each in plan.doubts if "按句子的主语列为" in each.why]
    assert asked == [f"第{number}条第1项" for number in (3, 4, 5, 6, 8)]
    assert len(plan.doubts) == len(asked)


def test_a_gap_in_the_numbers_is_told() -> None:
    lines = ["1.甲。（市商务局负责）", "2.乙。（市商务局负责）", "4.丁。（市商务局负责）"]
    assert [each.where for each in break_down(lines, (), words()).doubts] == ["4.丁。（市商务局负责）"]


def test_a_table_without_a_column_of_units_is_no_plan() -> None:
    table = [("序号", "事项", "金额"), ("1", "办公用品", "300元")]
    assert break_down([], [table], words()).measures == []


def test_a_plan_in_bars_is_a_table() -> None:
    lines, tables = read_plan((SAMPLES / "held_table.md").read_bytes(), "分工表.md")
    assert lines[0] == "白沙区2025年优化营商环境重点任务分工表"
    assert len(tables) == 1
    assert len(tables[0]) == 11


def test_a_phrase_behind_the_heading_covers_what_follows() -> None:
    lines = [
        "(一)加大信贷投放（牵头单位：市金融局）。",
        "各银行要扩大首贷，全年新增300户以上。",
        "(二)降成本。(市财政局负责)",
    ]
    got = rows(break_down(lines, (), words()))
    assert [(each["编号"], each["标题"], each["起"], each["牵头"], each["指标"]) for each in got] == [
        ("1", "加大信贷投放", "各银行要扩大首贷，全年新增300户以上", "市金融局", "≥300户"),
        ("2", "降成本", "降成本", "", ""),
    ]


def test_a_measure_within_a_measure_is_told_once() -> None:
    lines = ["(一)优化服务。统筹推进。(市政务局牵头)", "1.设窗口。(市商务局负责)", "2.减材料。(市税务局负责)"]
    got = rows(break_down(lines, (), words()))
    assert [(each["编号"], each["起"], each["牵头"] or each["负责"]) for each in got] == [
        ("1", "统筹推进", "市政务局"),
        ("1.1", "设窗口", "市商务局"),
        ("1.2", "减材料", "市税务局"),
    ]


ANNEX = [
    ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "新增“个转企”1200户", "市市场监管局", "/", "第四季度"),
    ("2", "发布首批白名单", "市金融局", "市财政局", "2024年5月底"),
    ("3", "另办一件事", "市商务局", "无", "持续推进"),
]
TEXT = [
    "2024年工作要点",
    "1.实施“个转企”攻坚。新增“个转企”1200户。（市市场监管局牵头）",
    "2.建立白名单制度。首批白名单于4月底前发布。（市金融局牵头）",
    "附件：任务分工表",
]


def test_a_table_that_repeats_the_text_makes_no_second_tasks() -> None:
    plan = break_down(TEXT, [ANNEX], words())
    assert plan.title == "2024年工作要点"
    assert [(each["编号"], each["牵头"], each["配合"]) for each in rows(plan)] == [
        ("1", "市市场监管局", ""),
        ("2", "市金融局", ""),
        ("表3", "市商务局", ""),
    ]
    # The first has its day from the table alone; of the second both days are listed.
    assert [[str(each.day) for each in task.moments] for task in _tasks(plan)] == [
        ["2024-12-31"], ["2024-04-30", "2024-05-31"], ["None"],
    ]  # fmt: skip
    told = "；".join(f"{each.where} {each.why}" for each in plan.doubts)
    assert "第2条第1项 正文和附表写的单位不一样，按正文列；附表是：市金融局、市财政局" in told
    assert "第2条第1项 正文和附表写的时限不一样；附表是：2024年5月底" in told
    assert "第表3条" in told


def test_a_table_of_its_own_beside_a_text_is_listed_beside_it() -> None:
    plan = break_down(TEXT[:2], [[ANNEX[0], ANNEX[3]]], words())
    assert [each.number for each in plan.measures] == ["1", "表3"]
    assert not [each for each in plan.doubts if "附表" in each.why]


def test_the_numbers_of_a_second_table_are_told_apart() -> None:
    table = [("序号", "任务", "责任单位"), ("1", "办好窗口", "市商务局")]
    assert [each.number for each in break_down([], [table, table], words()).measures] == ["1", "2.1"]
