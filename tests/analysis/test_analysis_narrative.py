"""The report: sections in the office's order, sentences a clerk would write, every number from the figures."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date

import openpyxl
import pytest
from analysis_samples import CALENDAR, KEY, SHUNDE, Story, cases_of, golden, many

from toolkit.analysis import Analysis, Narrative, Quarter, TableData, analyse, narrate, read_period, write_workbook
from toolkit.analysis.figures.result import Reason, Restatement
from toolkit.analysis.report.firm_names import FirmNames, FirmStyle
from toolkit.analysis.report.typical import typical, typical_rule
from toolkit.cases import fold
from toolkit.config import FIRM_STYLES
from toolkit.events import Event, Kind
from toolkit.mechanism import load

Q1 = Quarter(2024, 1)
AFTER = date(2024, 6, 1)


def analysed(stories: list[Story], as_of: date = AFTER) -> Analysis:
    return analyse(cases_of(stories), SHUNDE, Q1, as_of=as_of, calendar=CALENDAR)


def told(stories: list[Story], as_of: date = AFTER) -> Narrative:
    return narrate(analysed(stories, as_of), SHUNDE)


def sentences(narrative: Narrative) -> str:
    return "\n".join(paragraph for section in narrative.sections for paragraph in section.paragraphs)


def everything(narrative: Narrative) -> str:
    return repr(dataclasses.asdict(narrative))


def test_the_sections_stand_in_the_offices_order() -> None:
    narrative = told(golden())
    assert [each.heading for each in narrative.sections] == [
        "一、总体情况", "二、问题分析", "三、办理情况", "四、超期清单", "五、典型案例", "六、存在问题", "七、下一步建议",
    ]  # fmt: skip
    assert (narrative.title_period, narrative.cutoff) == ("2024年第一季度", date(2024, 3, 31))


def test_the_golden_quarter_reads_as_a_clerk_would_write_it() -> None:
    first, problems, handling, unfinished, typical, wrong, advice = told(golden()).sections
    assert first.paragraphs == (
        "数据截至2024年3月31日24时。2024年第一季度共受理企业反映的问题10件，较上季度增加8件（上季度2件）、"
        "上年同期无可比数据；其中一般问题8件、重点问题2件。已交办9件，已办结4件，办结率40.0%；按期办结率50.0%；"
        "解决率、平均用时、参评率、企业满意率样本不足，不作计算。"
        "上季度结转在办2件，季末在办6件（已交办未办结，不论何时受理）（见表1、表3）。",
    )
    assert problems.paragraphs == (
        "从问题类别看，B类（生产经营）8件，占80.0%；A类（招商增资）1件，占10.0%；C类（历史遗留）1件，占10.0%（见表4）。",
        "从来源看，镇街9件，占90.0%；商会1件，占10.0%（见表6、表7）。",
        "从镇街看，较多的是北滘镇（9件）、容桂街道（1件）（见表5）。",
        "从受理时间看，1月5件、2月2件、3月3件（见表2）。",
    )
    assert handling.paragraphs == (
        "本季度受理的问题中，已交办9件，尚未交办1件，由4个单位牵头办理（见表8）。",
        "应办结6件，按期办结3件，按期办结率50.0%。应报送办理意见2件，按期报送1件，按期报送率样本不足。"
        "重新办理2件，挂账1件。含以前季度受理的，本季度办结5件、重新办理2件（见表9）。",
        "已办结的4件中，已解决3件、不能解决1件（见表8、表10）。",
        "企业评价方面，已办结4件中，企业已评价3件，参评率样本不足；未评价1件，不计入满意率。"
        "已评价的3件中，满意1件、基本满意1件、不满意1件，满意率样本不足（见表12、表13）。",
        # 2024-011: rated on 22 January, out again on the 24th.
        "以上按各事项现在这一轮办理的评价计；本季度企业另有重新办理前作出的评价1次（不满意1次），其中差评的承办单位：区教育局1次（见表14）。",
    )
    assert unfinished.paragraphs == (
        "截至2024年3月31日，超期未办结事项3件，其中本季度受理2件（见表15）。",
        "全部未办结事项7件，按收到至今的日历天数，30日以内2件、31至90日4件、91至180日1件（见表16）。",
        "久拖未决的1件，原因逐件列明（见表17）。",
    )
    assert typical.paragraphs == (
        "甲公司反映的“用电增容”（2024-001）。2024年1月4日收到，由区教育局牵头办理，2024年1月30日办结，"
        "用时16个工作日，已解决，满意度为“满意”（见表18）。【请办公室核定：具体做法和成效】",
    )
    assert wrong.paragraphs[0] == (
        "1.超期未办结事项3件，涉及区教育局（2件）、区税务局（1件），最长超期66个工作日（见表15、表19）。"
    )
    assert wrong.paragraphs[-1] == "【请办公室核定：上述问题的原因和台账反映不出的其他问题】"
    assert advice.paragraphs[0] == (
        "1.由领导小组办公室逐件催办，请承办单位说明未办结原因，并提出办结日期（依据：有超期未办结事项）。"
    )


def test_where_channels_are_noted_a_missing_one_is_said_of_that_column_and_no_place_is_called_other() -> None:
    mechanism = load("heyuan")
    told = {
        "2024-001": {"报送单位": "市财政局", "收集渠道": "市直部门", "所在县（区）": "龙川县"},
        "2024-002": {"报送单位": "市财政局", "收集渠道": "市直部门"},
        "2024-003": {"报送单位": "市府办"},
    }
    day = date(2024, 1, 4)
    events = [
        Event(Kind.OPENED, day, number, {"values": {"问题类别": "B 生产经营", "提交日期": day, **values}})
        for number, values in told.items()
    ]
    cases = fold(events, mechanism.record, CALENDAR)
    narrative = narrate(analyse(cases, mechanism, Q1, as_of=AFTER, calendar=CALENDAR), mechanism)
    said = sentences(narrative)
    assert "从收集渠道看，市直部门2件；未填写收集渠道的1件（见表" in said
    assert "从县（区）看，较多的是龙川县（1件）（见表" in said


@pytest.mark.parametrize("words", ["2024-02", "2023H2", "2023", "2024-01-10..2024-02-20"])
def test_no_report_of_another_period_speaks_of_a_quarter(words: str) -> None:
    period = read_period(words)
    found = analyse(cases_of(many(3, 300)), SHUNDE, period, as_of=AFTER, calendar=CALENDAR)
    narrative = narrate(found, SHUNDE)
    assert narrative.title_period == period.label
    # A quarter's end is what long-standing matters are counted by, whatever the period.
    assert "季" not in everything(narrative).replace("季末", "")
    assert f"{period.this}受理" in sentences(narrative)


def test_an_empty_quarter_reads_sensibly() -> None:
    narrative = told([])
    assert sentences(narrative).splitlines() == [
        "数据截至2024年3月31日24时。2024年第一季度未受理企业反映的问题（上季度、上年同期均无可比数据）（见表1）。",
        "本季度没有新受理的问题，无类别和来源分布。",
        "本季度没有新受理的问题需要交办。",
        "本季度受理的问题尚无办结事项，暂无企业评价。",
        "截至2024年3月31日，没有超期未办结事项。",
        "没有符合规则（按期办结、已解决、企业评价为最满意一档的事项，重点的在前，用时长的在前）的事项。"
        "【请办公室核定：是否另选典型案例】",
        "无。本季度问题办理数据中没有按规则应予提示的情形。",
        "没有按规则应提出的建议。【请办公室核定：其他需要部署的工作】",
    ]
    assert "nan" not in everything(narrative).lower()


def test_a_quarter_that_received_nothing_tells_what_happened_in_it() -> None:
    closed = {"dispatched": date(2024, 1, 8), "closed": date(2024, 4, 2)}
    early = Story("2024-001", date(2024, 1, 4), **closed)
    said = Story("2024-002", date(2024, 1, 4), **closed, evaluated=date(2024, 4, 9), satisfaction="基本满意")
    again = Story("2024-003", date(2024, 1, 4), **closed, evaluated=date(2024, 4, 9), satisfaction="不满意")
    open_still = Story("2024-004", date(2024, 3, 28), dispatched=date(2024, 3, 29), kind=KEY)

    def second(*stories: Story) -> list[str]:
        cases = cases_of(list(stories))
        analysis = analyse(cases, SHUNDE, Quarter(2024, 2), as_of=date(2024, 7, 3), calendar=CALENDAR)
        return sentences(narrate(analysis, SHUNDE)).splitlines()

    lines = second(early, said, again, open_still)
    assert lines[0] == (
        "数据截至2024年6月30日24时。2024年第二季度未受理企业反映的问题（上季度4件，上年同期无可比数据）。"
        "上季度结转在办4件，季末在办1件（已交办未办结，不论何时受理）（见表1）。"
    )
    assert "含以前季度受理的，本季度办结3件、重新办理1件（见表3）。" in lines
    assert "含以前季度受理的，本季度评价2件（基本满意1件、不满意1件）（见表4）。" in lines
    assert not any("暂无企业评价" in line for line in lines)
    assert "含以前季度受理的，本季度办结1件（见表3）。" in second(early)
    assert "本季度受理的问题尚无办结事项，暂无企业评价。" in second(open_still)


def test_where_everything_happened_to_what_the_quarter_received_nothing_is_told_twice() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 1, 30),
                  evaluated=date(2024, 2, 1))  # fmt: skip
    narrative = told([story])
    assert "含以前季度受理的，" not in sentences(narrative)
    assert "已办结1件中，企业已评价1件" in sentences(narrative)
    assert ("本季度评价（含以前季度受理）", "1件") in [
        row[:2] for table in narrative.sections[2].tables for row in table.rows
    ]


def test_of_fewer_than_five_cases_no_percentage_is_said_or_shown() -> None:
    stories = [
        Story(f"2024-00{at}", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 1, 20))
        for at in range(1, 5)
    ]
    analysis = analysed(stories)
    narrative = narrate(analysis, SHUNDE)
    told_ = sentences(narrative)
    assert "B类（生产经营）4件" in told_
    assert "占" not in told_
    tables = {table.title: table for section in narrative.sections for table in section.tables}
    for title in ("问题类别分布", "来源分布", "报送单位分布", "办理结果"):
        assert not any("%" in text for row in tables[title].rows for text in row), title
        assert "合计不足5件，不计算占比。" in tables[title].notes
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(analysis, SHUNDE)), data_only=True)
    sums = [[cell.value for cell in row[:5]] for row in book["来源分析"] if row[0].value == "合计"]
    assert sums == [["合计", 4, "样本不足", 4, "样本不足"]] * 2


def test_an_empty_quarter_has_no_columns_and_no_chart_of_nothing() -> None:
    sections = told([]).sections
    assert not any(section.charts for section in sections)
    assert all(table.header == ("指标", "本季度", "计算") for section in sections for table in section.tables)
    assert not any("÷" in row[2] for section in sections for table in section.tables for row in table.rows)


def test_a_quarter_with_only_old_overdue_cases_says_so() -> None:
    story = Story("2023-091", date(2023, 11, 20), dispatched=date(2023, 11, 22))
    assert "超期未办结事项1件，均为以前季度受理" in sentences(told([story]))


def test_months_to_come_are_not_told() -> None:
    narrative = told([Story("2024-001", date(2024, 1, 4))], date(2024, 2, 5))
    assert "从受理时间看，1月1件、2月0件（见表" in sentences(narrative)
    (months,) = [each for each in narrative.sections[0].tables if each.title.startswith("分月")]
    assert [row[0] for row in months.rows] == ["1月", "2月"]


def test_a_period_before_the_first_case_says_where_the_register_begins() -> None:
    cases = cases_of([Story("2024-001", date(2024, 1, 4))])
    early = analyse(cases, SHUNDE, Quarter(2022, 1), as_of=AFTER, calendar=CALENDAR)
    assert "台账从2024年1月4日开始有数据，2022年第一季度在此之前。" in sentences(narrate(early, SHUNDE))
    assert "开始有数据" not in sentences(told([Story("2024-001", date(2024, 1, 4))]))


def test_an_unfinished_quarter_is_not_compared() -> None:
    text = sentences(told(many(1, 300), as_of=date(2024, 2, 20)))
    assert "数据截至2024年2月20日24时，本季度尚未结束，暂不与上季度、上年同期比较。" in text
    assert "较上" not in text


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("words", ["2024Q1", "2023"])
def test_every_number_in_a_sentence_stands_in_a_table_that_the_sentence_names(seed: int, words: str) -> None:
    found = analyse(cases_of(many(seed, 300)), SHUNDE, read_period(words), as_of=AFTER, calendar=CALENDAR)
    narrative = narrate(found, SHUNDE)
    tables = [table for section in narrative.sections for table in section.tables]
    checked = 0
    for section in narrative.sections:
        for paragraph in section.paragraphs:
            named = [tables[int(number) - 1] for number in re.findall(r"表(\d+)", paragraph)]
            held = {
                number for table in named for text in _texts(table) for number in re.findall(r"\d+(?:\.\d+)?", text)
            }
            # What a rule asks for is no figure of the register.
            plain = re.sub(r"（(?:见表|依据：)[^）]*）", "", paragraph)
            for number in re.findall(r"\d+(?:\.\d+)?(?=件|%|个百分点|个工作日|个单位)", plain):
                assert number in held, f"{number} in {paragraph}"
                checked += 1
    assert checked > 60


def _texts(table: TableData) -> list[str]:
    return [*(cell for row in table.rows for cell in row), *table.notes]


def test_typical_cases_are_those_the_rule_names_and_the_figures_of_the_workbook() -> None:
    analysis = analysed(many(2, 400))
    rule = typical_rule(SHUNDE)
    proposed = [case["number"] for case in typical(analysis, SHUNDE, rule)]
    assert len(proposed) == rule.count
    detail = analysis.detail.set_index("number")
    for number in proposed:
        case = detail.loc[number]
        assert (case["outcome"], case["satisfaction"], case["closing"]) == ("已解决", "满意", "按期办结")
    alike = detail[(detail["outcome"] == "已解决") & (detail["satisfaction"] == "满意") & detail["accepted"]]
    alike = alike[alike["closing"] == "按期办结"]
    if (alike["class"] == KEY).any():
        assert detail.loc[proposed[0]]["class"] == KEY


@pytest.mark.parametrize(
    ("style", "shown"), [("全称", "佛山市顺德区海棠家电有限公司"), ("简称", "海棠家电"), ("某公司", "某公司")]
)
def test_firms_are_named_as_the_setting_says(style: str, shown: str) -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), firm="佛山市顺德区海棠家电有限公司",
                  subject="海棠家电门口道路破损")  # fmt: skip
    narrative = narrate(analysed([story]), SHUNDE, FirmNames(FirmStyle(style), SHUNDE.place))
    (row,) = next(table for table in narrative.sections[3].tables if table.title == "超期未办结事项清单").rows
    assert row[2] == shown
    assert row[3] == ("某公司门口道路破损" if style == "某公司" else "海棠家电门口道路破损")
    assert ("海棠" in everything(narrative)) is (style != "某公司")


@pytest.mark.parametrize(
    ("style", "shown"),
    [("简称", [("海棠家电", "1"), ("菊花木业", "1"), ("北滘镇", "1")]), ("某公司", [("某公司", "2"), ("北滘镇", "1")])],
)
def test_a_firm_that_reports_for_itself_is_named_as_the_setting_says(style: str, shown: list[tuple[str, str]]) -> None:
    firms = ("佛山市顺德区海棠家电有限公司", "佛山市顺德区菊花木业有限公司")
    stories = [Story(f"2024-00{at}", date(2024, 1, 4), firm=firm, reporter=firm) for at, firm in enumerate(firms, 1)]
    stories.append(Story("2024-003", date(2024, 1, 4), firm=firms[0]))
    narrative = narrate(analysed(stories), SHUNDE, FirmNames(FirmStyle(style), SHUNDE.place))
    rows = next(table for table in narrative.sections[1].tables if table.title == "报送单位分布").rows
    assert sorted((name, count) for name, count, _ in rows[:-1]) == sorted(shown)
    assert not any(firm in everything(narrative) for firm in firms)


def test_the_styles_of_the_settings_file_are_those_of_the_report() -> None:
    assert tuple(FirmStyle) == FIRM_STYLES


def test_phone_numbers_never_appear_even_where_people_typed_them_into_a_text() -> None:
    story = Story("2024-001", date(2024, 1, 4), firm="甲公司（13912345678）", dispatched=date(2024, 1, 8),
                  subject="请联系0757-22345678或138 1234 5678")  # fmt: skip
    text = everything(told([story]))
    assert "139****5678" in text
    for number in ("13912345678", "22345678", "138 1234 5678", "13800138000", "张三"):
        assert number not in text


def test_the_name_of_a_firms_contact_is_cut_to_the_family_name() -> None:
    # The stories' contact person is 张三.
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), subject="张三反映厂区门口道路破损")
    text = everything(told([story]))
    assert "张某反映厂区门口道路破损" in text
    assert "张三" not in text


def test_a_figure_that_was_reported_otherwise_is_told_and_stands_in_a_table() -> None:
    restated = Restatement(
        "2023年第四季度", date(2023, 12, 31), date(2024, 1, 8), "closed", "办结", "5件", "6件",
        (Reason("2023-090", "新计入", "“办结日期”由空白改为2023年12月29日"),),
    )  # fmt: skip
    analysis = dataclasses.replace(analysed(golden()), restatements=(restated,))
    sections = narrate(analysis, SHUNDE).sections
    number = sum(len(each.tables) for each in sections)
    assert sections[0].paragraphs[1] == (
        "2024年1月8日报出的2023年第四季度指标有1个与按现在的台账计算的不同，以现在的为准。"
        f"原因：2023-090“办结日期”由空白改为2023年12月29日（见表{number}）。"
    )
    # The table is the last one of the paper.
    assert sections[-1].heading == "八、数据更正"
    assert sections[-1].tables[-1].rows == (("2023年第四季度", "办结", "5件", "6件", "2024年1月8日"),)
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(analysis, SHUNDE)))["数据更正"]
    assert [cell.value for cell in sheet[4]][3:] == [
        "办结", "5件", "6件", "2023-090", "新计入", "“办结日期”由空白改为2023年12月29日",
    ]  # fmt: skip


def test_definitions_stand_under_the_tables_they_explain() -> None:
    for section in told(golden()).sections:
        for table in section.tables:
            assert all(len(row) == len(table.header) for row in table.rows)
            assert table.notes
            if "指标" in table.header:
                for row in table.rows:
                    assert any(note.startswith(f"{row[0]}＝") for note in table.notes)


def test_charts_have_a_value_for_every_category() -> None:
    charts = [chart for section in told(golden()).sections for chart in section.charts]
    assert {each.kind for each in charts} == {"line", "column", "bar", "pie"}
    for chart in charts:
        assert all(len(values) == len(chart.categories) for _, values in chart.series)


def test_findings_name_their_rule_their_units_and_their_cases() -> None:
    findings = {each.rule: each for each in analysed(golden()).findings}
    assert findings["有超期未办结事项"].numbers == ("2023-091", "2024-011", "2024-004")
    assert "区公安局（1件）" in findings["已过“意见时限”而未报送办理意见"].problem
    assert findings["有评价为不满意的事项"].numbers == ("2024-003",)


def test_a_unit_with_three_overdue_cases_is_named_for_a_talk() -> None:
    stories = [Story(f"2024-00{at}", date(2024, 1, 4), dispatched=date(2024, 1, 8)) for at in range(3)]
    assert any("区教育局逐件会商" in each.advice for each in analysed(stories).findings)
    assert not any("会商" in each.advice for each in analysed(stories[:2]).findings)


@pytest.mark.parametrize(("moved", "said"), [(1, False), (2, True)])
def test_a_category_whose_share_rose_by_more_than_five_points_is_named(moved: int, said: bool) -> None:
    # of 40 before and 40 now: one case more is 2.5 points, two are exactly 5, three are 7.5
    before = [
        Story(f"2023-{at}", date(2023, 11, 1), category="A 招商增资" if at < 120 else "B 生产经营")
        for at in range(100, 140)
    ]
    now = [
        Story(f"2024-{at}", date(2024, 1, 4), category="A 招商增资" if at < 121 + moved else "B 生产经营")
        for at in range(100, 140)
    ]
    rules = [each.problem for each in analysed(before + now).findings if "占比" in each.rule]
    assert bool(rules) is said
    if said:
        assert rules == ["招商增资类问题23件，占57.5%，占比较上季度提高7.5个百分点。"]


def test_a_key_matter_closed_without_a_separate_opinion_owes_none() -> None:
    story = Story("2024-001", date(2024, 1, 4), kind=KEY, dispatched=date(2024, 1, 5), closed=date(2024, 1, 18))
    assert analysed([story]).measure("opinion_rate").exact == 1
