"""The rules one by one: who answers, figures, times, and what is put right; expected values are read, not computed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.tasks import Bound, Timing, break_down
from toolkit.tasks.figures import Figures
from toolkit.tasks.moments import Moments, in_disorder, of_clauses
from toolkit.tasks.plain import in_words, ordinal, plain
from toolkit.tasks.repair import Repair
from toolkit.tasks.units import Phrases
from toolkit.tasks.validity import issued_on, validity

from .measured import words

ISSUED = date(2025, 1, 31)


@pytest.mark.parametrize(
    ("said", "lead", "support", "duty"),
    [
        (
            "市经贸委牵头，市财政局、金融办等配合",
            ["市经贸委"],
            ["市财政局", "市金融办"],
            [],
        ),
        (
            "市民营办牵头,市工商联、统计局,各区、县级市政府配合",
            ["市民营办"],
            ["市工商联", "市统计局", "各区、县级市政府"],
            [],
        ),
        ("市和区、县级市经贸部门牵头,财政、金融部门配合", ["市和区、县级市经贸部门"], ["财政、金融部门"], []),
        ("区司法局会同区法院负责", ["区司法局"], ["区法院"], []),
        ("责任单位：县税务局、县供电公司按职责分工负责", [], [], ["县税务局", "县供电公司"]),
        (
            "牵头单位：省教育厅；配合单位：省财政厅、商务厅，各地级以上市人民政府",
            ["省教育厅"],
            ["省财政厅", "省商务厅", "各地级以上市人民政府"],
            [],
        ),
        ("市民营经济工作领导小组（简称市民营办）配合", [], ["市民营办"], []),
        ("责任单位：市国资中心牵头，市财政局配合", ["市国资中心"], ["市财政局"], []),
        ("市财政局牵头，市商务局参与，市税务局负责", ["市财政局"], ["市商务局"], ["市税务局"]),
    ],
)
def test_a_phrase_says_who_answers_in_which_role(
    said: str, lead: list[str], support: list[str], duty: list[str]
) -> None:
    units = Phrases("", words()).read(plain(said))
    assert units is not None
    assert [list(each) for each in (units.lead, units.support, units.duty)] == [lead, support, duty]


@pytest.mark.parametrize(
    "text",
    [
        "组织企业参与展会（含境外）",
        "（二十万元以下）",
        "（以下简称领导小组）",
        "（简称市民营办）",
        "（由双方协商落实）",
    ],
)
def test_other_brackets_name_nobody(text: str) -> None:
    assert Phrases("", words()).find(text) == []


def test_a_name_completed_by_its_level_is_proven_only_by_the_text() -> None:
    phrase = "(市经贸委牵头,市财政局、统计局、审计局配合)"
    units = Phrases(f"{phrase}另由市审计局核定", words()).find(phrase)[0][2]
    assert units.support == ("市财政局", "市统计局", "市审计局")
    assert units.proposed == ("市统计局",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不超过企业职工总数20%", [(20, 20, "%", Bound.MOST)]),
        ("占比不低于60%", [(60, 60, "%", Bound.LEAST)]),
        ("30人（含）以下的企业", [(30, 30, "人", Bound.MOST)]),
        ("分别压缩至3个、1个工作日以内", [(3, 3, "个工作日", Bound.MOST), (1, 1, "个工作日", Bound.MOST)]),
        ("培育50—60户", [(50, 60, "户", Bound.BETWEEN)]),
        ("投入1～2亿元", [(1, 2, "亿元", Bound.BETWEEN)]),
        ("超过1万家企业、25万人次", [(1, 1, "万家", Bound.LEAST), (25, 25, "万人次", Bound.LEAST)]),
        ("年均增长6.5%左右", [(6.5, 6.5, "%", Bound.ABOUT)]),
        ("面积1,200平方米", [(1200, 1200, "平方米", Bound.EXACTLY)]),
        ("商标超过500（市经贸委", [(500, 500, "", Bound.LEAST)]),
        ("压缩至法定时限的一半，材料减少一半", [(50, 50, "%", Bound.MOST), (50, 50, "%", Bound.EXACTLY)]),
        ("组织招聘会三十场次，投入二十万元以上", [(30, 30, "场次", Bound.EXACTLY), (20, 20, "万元", Bound.LEAST)]),
        ("单笔转贷费率不超过日万分之三", [(0.03, 0.03, "%", Bound.MOST)]),
        (
            "签约金额2亿元，节约300万元，约10家",
            [
                (2, 2, "亿元", Bound.EXACTLY),
                (300, 300, "万元", Bound.EXACTLY),
                (10, 10, "家", Bound.ABOUT),
            ],
        ),
        ("百家企业、两家银行、十条措施、十项行动、第三十次会议", []),
        ("“中国民营企业500强”、5G网络、第3条、3个月内、每2年、12月31日、863计划", []),
    ],
)
def test_figures_with_value_unit_and_bound(text: str, expected: list[tuple[float, float, str, Bound]]) -> None:
    assert [(each.low, each.high, each.unit, each.bound) for each in Figures(words()).find(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2026年，达到", [(Timing.BY, date(2026, 12, 31))]),
        ("2026年6月底前完成", [(Timing.BY, date(2026, 6, 30))]),
        ("2026年2月底前完成", [(Timing.BY, date(2026, 2, 28))]),
        ("2025年12月31日前", [(Timing.BY, date(2025, 12, 31))]),
        ("2025年12月前", [(Timing.BY, date(2025, 11, 30))]),
        ("2025年上半年", [(Timing.BY, date(2025, 6, 30))]),
        ("8月底前", [(Timing.BY, date(2025, 8, 31))]),
        ("年内建成", [(Timing.BY, date(2025, 12, 31))]),
        ("期限至2027年6月30日", [(Timing.VALID, date(2027, 6, 30))]),
        # 民法典 第二百零二条: the month has no such day, so its last.
        ("在1个月内出台", [(Timing.WITHIN, date(2025, 2, 28))]),
        ("今年年底前新增首贷户", [(Timing.BY, date(2025, 12, 31))]),
        ("2026年一季度前上线", [(Timing.BY, date(2026, 3, 31))]),
        ("全年新增1200户，每年年底前通报", [(Timing.BY, date(2025, 12, 31)), (Timing.RECURRING, None)]),
        ("每年6月底、12月底前各公布一次", [(Timing.RECURRING, None)]),
        ("2月至5月组织，每月1日至5日", [(Timing.BY, date(2025, 5, 31)), (Timing.RECURRING, None)]),
        ("上半年完成一半，较2024年末增长", [(Timing.BY, date(2025, 6, 30))]),
        ("完成时限：2025年12月31日", [(Timing.BY, date(2025, 12, 31))]),
        ("完成时限：2025年13月1日", [(Timing.BY, None)]),
        ("力争三年内", [(Timing.WITHIN, date(2028, 1, 31))]),
        ("印发后30日内", [(Timing.WITHIN, date(2025, 3, 2))]),
        ("印发之日起20个工作日内", [(Timing.WITHIN, None)]),
        ("每季度首月10日前报送，每半年通报，定期检查", [(Timing.RECURRING, None)] * 3),
        ("按2017年征收标准，恢复到2019年水平，2024年度已经", []),
    ],
)
def test_times_with_their_last_day(text: str, expected: list[tuple[Timing, date | None]]) -> None:
    assert [(each.timing, each.day) for each in Moments(words(), ISSUED).find(text)] == expected


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        # 种子 002 第四条: what stands behind the semicolon goes on.
        ("对小微企业全额返还,期限至2021年12月31日;对有困难的企业予以补助", Timing.CLAUSE),
        ("对首贷企业给予最高20万元贴息，政策执行至2025年6月30日。", Timing.VALID),
        ("给予贴息。设立窗口。政策执行至2025年6月30日。", Timing.VALID),
    ],
)
def test_an_end_in_one_sentence_of_several_is_of_that_clause(text: str, timing: Timing) -> None:
    assert [each.timing for each in of_clauses(text, Moments(words(), ISSUED).find(text))] == [timing]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("第四季度", [(Timing.BY, date(2024, 12, 31))]),
        ("6月底、9月15日", [(Timing.BY, date(2024, 6, 30)), (Timing.BY, date(2024, 9, 15))]),
        ("持续推进", [(Timing.RECURRING, None)]),
        ("全年", [(Timing.BY, date(2024, 12, 31))]),
        ("2024年6月、12月", [(Timing.BY, date(2024, 6, 30)), (Timing.BY, date(2024, 12, 31))]),
    ],
)
def test_where_nothing_but_the_time_is_told_it_needs_no_further_word(
    told: str, expected: list[tuple[Timing, date | None]]
) -> None:
    # The year is the title's (2024年工作要点), though it was issued in January of the next.
    assert [(each.timing, each.day) for each in Moments(words(), ISSUED, 2024).find(told, told=True)] == expected


def test_of_several_days_the_last_is_the_due_date_and_the_others_are_steps() -> None:
    line = "1.建台账。2024年8月前全部建账，2024年12月31日前清偿80%，2025年3月底前清零。（市财政局负责）"
    task = break_down([line], (), words()).measures[0].tasks[0]
    assert task.due == date(2025, 3, 31)
    assert [each.day for each in task.days] == [date(2024, 7, 31), date(2024, 12, 31), date(2025, 3, 31)]


def test_a_day_that_is_earlier_than_the_one_before_it_is_asked_about() -> None:
    read = Moments(words(), ISSUED)
    named = read.find("2025年6月30日前完成清理，清理结果于2025年5月31日前向社会公布")
    assert [(before.day, after.day) for before, after in in_disorder(named)] == [(date(2025, 6, 30), date(2025, 5, 31))]
    told = read.find("2025年3月底", told=True)
    assert len(list(in_disorder(read.find("2025年6月底前建成"), told))) == 1
    assert not list(in_disorder(read.find("2025年3月底前动工"), told))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("本文件自2022年2月1日起实施,有效期三年。", date(2022, 2, 1), date(2025, 1, 31)),
        ("本措施自2024年4月1日起施行，有效期至2026年12月31日。", date(2024, 4, 1), date(2026, 12, 31)),
        ("本计划自印发之日起施行，有效期2年。", ISSUED, date(2027, 1, 30)),
        ("本措施由市工信局负责解释，自印发之日起施行，试行一年。", ISSUED, date(2026, 1, 30)),
    ],
)
def test_a_document_says_how_long_it_holds(text: str, first: date, last: date) -> None:
    found = validity(f"一、补贴自2020年1月1日起执行\n{text}", ISSUED)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "line", ["二○○七年十月十一日", "2007年10月11日", "　　 2007 年 10 月 11 日", "印发日期：2007年10月11日"]
)
def test_the_day_under_a_document_is_read_however_it_is_written(line: str) -> None:
    assert issued_on(iter(["某某方案", line, "正文"])) == date(2007, 10, 11)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("比重从2006年的346%提高到40%以上", "比重从2006年的34.6%提高到40%以上"),
        ("从2023年的45.5%下降到305%", "从2023年的45.5%下降到30.5%"),
        ("不少于l50家，超过1O0家", "不少于150家，超过100家"),
        ("产量从120%提高到150%", "产量从120%提高到150%"),  # can be: nothing is a share here
        ("国发[2003]44，另见国发〔2005〕3号", "国发[2003]44号，另见国发〔2005〕3号"),
        ("两年以上地区。土地用途", "两年以上地区。土地用途"),  # 上 is right: 以土地 stands nowhere
        ("组      长：某某某     市委常委", "组      长：某某某     市委常委"),  # blanks between columns stay
        ("中国  (国际)博览会", "中国(国际)博览会"),
        ("技术进步项目。进一步加快", "技术进步项目。进一步加快"),
    ],
)
def test_only_what_the_text_proves_is_put_right(text: str, right: str) -> None:
    repair = Repair([text], words())
    assert repair.line(text) == right
    assert bool(repair.corrections) == (text != right)


@given(st.integers(min_value=1, max_value=99))
def test_a_number_given_back_to_a_heading_is_the_one_it_was(number: int) -> None:
    assert ordinal(in_words(number)) == number
    assert ordinal(str(number)) == number


ANY = st.text(
    alphabet="一二三十、（）()〔〕1205.。，,;：市区局财政牵头配合负责责任单位年月日底前内至%家万亿每季度有效期自起\n ",
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY, max_size=5))
def test_no_text_stops_the_reading(lines: list[str]) -> None:
    plan = break_down([part for line in lines for part in line.split("\n")], (), words())
    assert all(measure.tasks for measure in plan.measures)
