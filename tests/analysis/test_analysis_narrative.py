"""The report: sections in the office's order, sentences a clerk would write, every number from the figures."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from analysis_samples import CALENDAR, KEY, SHUNDE, Story, cases_of, golden, many

from toolkit.analysis import Analysis, Narrative, Quarter, analyse, narrate

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
        "一、总体情况", "二、问题分析", "三、办理情况", "四、企业评价", "五、存在问题和下一步建议",
    ]  # fmt: skip
    assert (narrative.title_period, narrative.cutoff) == ("2024年第一季度", date(2024, 3, 31))


def test_the_golden_quarter_reads_as_a_clerk_would_write_it() -> None:
    first, problems, handling, evaluation, advice = told(golden()).sections
    assert first.paragraphs == (
        "数据截至2024年3月31日24时。2024年第一季度共受理企业反映的问题10件，较上季度增加8件（上季度2件）、"
        "上年同期无可比数据；其中一般问题8件、重点问题2件。已交办9件，已办结4件，办结率40.0%；按期办结率50.0%；"
        "解决率样本不足；参评率样本不足，企业满意率样本不足。"
        "上季度结转在办2件，季末在办6件（已交办未办结，不论何时受理）。",
    )
    assert problems.paragraphs[0] == (
        "从问题类别看，B类（生产经营）8件，占80.0%；A类（招商增资）1件，占10.0%；C类（历史遗留）1件，占10.0%。"
    )
    assert problems.paragraphs[1] == "从来源看，镇街9件，占90.0%；商会1件，占10.0%。"
    assert handling.paragraphs == (
        "本季度受理的问题中，已交办9件，尚未交办1件，由4个单位牵头办理。",
        "应办结6件，按期办结3件，按期办结率50.0%。",
        "应报送办理意见2件，按时报送1件，按时报送率样本不足。",
        "已办结的4件中，已解决3件、不能解决1件。",
        "重新办理2件，挂账1件。",
        "含以前季度受理的，本季度办结5件、重新办理2件。",
        "截至2024年3月31日，超期未办结事项3件，其中本季度受理2件、以前季度受理1件，编号和超期工作日见清单。",
    )
    assert evaluation.paragraphs == (
        "已办结4件中，企业已评价3件，参评率样本不足；未评价1件，不计入满意率。"
        "已评价的3件中，满意1件、基本满意1件、不满意1件，满意率样本不足。",
        "含以前季度受理的，本季度办结5件、评价3件（满意1件、基本满意1件、不满意1件）。",
    )
    assert advice.paragraphs[0] == (
        "1.超期未办结事项3件，涉及区教育局（2件）、区税务局（1件），最长超期66个工作日。"
        "建议：由领导小组办公室逐件催办，请承办单位说明未办结原因，并提出办结日期。"
    )


def test_an_empty_quarter_reads_sensibly() -> None:
    narrative = told([])
    assert sentences(narrative).splitlines() == [
        "数据截至2024年3月31日24时。2024年第一季度未受理企业反映的问题（上季度、上年同期均无可比数据）。",
        "本季度没有新受理的问题，无类别和来源分布。",
        "本季度没有新受理的问题需要交办。",
        "截至2024年3月31日，没有超期未办结事项。",
        "本季度受理的问题尚无办结事项，暂无企业评价。",
        "无。本季度问题办理数据中没有按规则应予提示的情形。",
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
        "上季度结转在办4件，季末在办1件（已交办未办结，不论何时受理）。"
    )
    assert "含以前季度受理的，本季度办结3件、重新办理1件。" in lines
    assert "本季度受理的问题尚无办结事项。" in lines
    assert "含以前季度受理的，本季度办结3件、评价2件（基本满意1件、不满意1件）。" in lines
    assert not any("暂无企业评价" in line for line in lines)
    assert "含以前季度受理的，本季度办结1件，暂无企业评价。" in second(early)
    assert "本季度受理的问题尚无办结事项，暂无企业评价。" in second(open_still)


def test_where_everything_happened_to_what_the_quarter_received_nothing_is_told_twice() -> None:
    story = Story("2024-001", date(2024, 1, 4), dispatched=date(2024, 1, 8), closed=date(2024, 1, 30),
                  evaluated=date(2024, 2, 1))  # fmt: skip
    narrative = told([story])
    assert "含以前季度受理的，" not in sentences(narrative)
    assert "已办结1件中，企业已评价1件" in sentences(narrative)
    assert ("本季度评价（含以前季度受理）", "1件") in [row[:2] for row in narrative.sections[3].tables[0].rows]


def test_an_empty_quarter_has_no_columns_and_no_chart_of_nothing() -> None:
    sections = told([]).sections
    assert not any(section.charts for section in sections)
    assert all(table.header == ("指标", "本季度", "计算") for section in sections for table in section.tables)
    assert not any("÷" in row[2] for section in sections for table in section.tables for row in table.rows)


def test_a_quarter_with_only_old_overdue_cases_says_so() -> None:
    story = Story("2023-091", date(2023, 11, 20), dispatched=date(2023, 11, 22))
    assert "超期未办结事项1件，均为以前季度受理" in sentences(told([story]))


def test_an_unfinished_quarter_is_not_compared() -> None:
    text = sentences(told(many(1, 300), as_of=date(2024, 2, 20)))
    assert "数据截至2024年2月20日24时，本季度尚未结束，暂不与上季度、上年同期比较。" in text
    assert "较上" not in text


@pytest.mark.parametrize("seed", range(4))
def test_every_number_in_the_sentences_is_a_figure_of_the_analysis(seed: int) -> None:
    analysis = analysed(many(seed, 300))
    figures = _figures(analysis)
    for number in re.findall(r"\d+(?:\.\d+)?(?=件|%|个百分点|个工作日|个单位)", sentences(narrate(analysis, SHUNDE))):
        assert number in figures, number


def _figures(analysis: Analysis) -> set[str]:
    found = {str(each.numerator) for each in analysis.measures} | {str(each.denominator) for each in analysis.measures}
    found |= {each.text.strip("%件") for each in analysis.measures}
    for changes in analysis.changes.values():
        found |= {number for each in changes for number in re.findall(r"[\d.]+", each.words)}
    groupings = (analysis.classes, analysis.categories, analysis.sources, analysis.reporters, analysis.months,
                 analysis.outcomes, analysis.evaluations, analysis.leads)  # fmt: skip
    for groups in groupings:
        found |= {str(each.count) for each in groups} | {f"{each.share:.1f}" for each in groups} | {str(len(groups))}
    top = [each for each in analysis.reporters if each.name != "未填"]
    for places in range(1, 6):
        found.add(f"{sum(round(each.share * 10) for each in top[:places]) / 10:.1f}")
    waiting = analysis.measure("accepted").numerator - analysis.measure("dispatched").numerator
    mine = sum(each.accepted_now for each in analysis.overdue)
    found |= {str(waiting), str(len(analysis.unevaluated)), str(mine), str(len(analysis.overdue) - mine)}
    found |= {
        str(sum(each.name != "未填" for each in analysis.leads)),
        *(str(each.workdays) for each in analysis.overdue),
    }
    for finding in analysis.findings:
        found |= set(re.findall(r"[\d.]+", finding.problem))  # proven in the tests of the findings
    return found


def test_phone_numbers_never_appear_even_where_people_typed_them_into_a_text() -> None:
    story = Story("2024-001", date(2024, 1, 4), firm="甲公司（13912345678）", dispatched=date(2024, 1, 8),
                  subject="请联系0757-22345678或138 1234 5678")  # fmt: skip
    text = everything(told([story]))
    assert "139****5678" in text
    for number in ("13912345678", "22345678", "138 1234 5678", "13800138000", "张三"):
        assert number not in text


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
