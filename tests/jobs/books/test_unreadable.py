"""Cells that a person filled and no rule can read: they stand, are told once and listed until they are put right."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.again import once
from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status

LATER = date(2024, 1, 12)


@pytest.fixture
@once
def handled(office: Office) -> Office:
    """A case at work."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    office.run(dispatch)
    assert office.row("2024-001")["状态"] == "办理中"
    return office


def test_an_unknown_status_stands_and_is_told_once_with_the_words_there_are(handled: Office) -> None:
    handled.type_in("2024-001", 状态="已办结")
    handled.run(ingest, LATER)
    (told,) = [line for line in handled.said if "认不出" in line]
    assert told.startswith("2024-001：“状态”填的“已办结”认不出，可能是“已评价”。没有改动这一格；可以填：待分类、")
    assert told.endswith("改好以前按“办理中”办理")
    handled.run(ingest, LATER)
    assert "认不出" not in handled.words
    assert handled.row("2024-001")["状态"] == "已办结"


def test_an_unknown_status_is_listed_and_the_case_goes_on_by_the_one_it_had(handled: Office) -> None:
    handled.type_in("2024-001", 状态="办完了")
    handled.run(status, LATER)
    assert "待确认 1 项" in handled.words
    assert "“状态”填的“办完了”认不出" in handled.words
    handled.type_in("2024-001", 办理结果="路已修好", 处理情况="已解决")
    handled.run(ingest, LATER)
    assert handled.desk.cases["2024-001"].status == "待评价"
    assert handled.row("2024-001")["状态"] == "办完了"


@pytest.mark.parametrize(("typed", "shown"), [("挂账", "挂账"), (None, "办理中")])
def test_a_known_status_counts_at_once_and_an_emptied_cell_shows_ours(
    handled: Office, typed: str | None, shown: str
) -> None:
    handled.type_in("2024-001", 状态="搁着")
    handled.run(ingest, LATER)
    handled.type_in("2024-001", 状态=typed)
    handled.run(ingest, LATER)
    assert handled.row("2024-001")["状态"] == shown
    assert handled.desk.cases["2024-001"].status == shown
    handled.run(status, LATER)
    assert "认不出" not in handled.words


def test_a_round_that_is_no_number_stands_too(handled: Office) -> None:
    handled.type_in("2024-001", 办理轮次="二")
    handled.run(ingest, LATER)
    assert handled.row("2024-001")["办理轮次"] == "二"
    assert handled.desk.cases["2024-001"].round == 1
    assert "“办理轮次”填的“二”不是轮次" in handled.words


def test_words_beside_the_choices_days_and_units_are_named(handled: Office) -> None:
    handled.type_in("2024-001", 处理情况="搞定", 满意度="还行", 提交日期="上周", 牵头单位="区火星局")
    handled.run(ingest, LATER)
    assert "2024-001：“处理情况”填的“搞定”认不出。没有改动这一格；可以填：已解决、正在解决、不能解决" in handled.words
    assert "“满意度”填的“还行”认不出" in handled.words
    assert "“提交日期”填的“上周”不是日期" in handled.words
    assert "“牵头单位”填的“区火星局”不在成员单位名单中" in handled.words
    handled.run(status, LATER)
    assert "待确认 4 项" in handled.words


def test_what_the_rules_understand_is_not_named(handled: Office) -> None:
    handled.type_in("2024-001", 问题分类="一般", 问题类别="b", 满意度="满意", 提交日期="2024年1月8日")
    handled.run(ingest, LATER)
    assert "没有改动这一格" not in handled.words


def test_a_class_nobody_knows_is_told_in_its_own_line(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="普通")
    office.run(status, LATER)
    assert "“问题分类”填的“普通”认不出" in office.words
    assert "填写分类" not in office.words
    assert "待确认" not in office.words


def test_a_closing_day_that_cannot_be_is_told_when_it_is_taken_in_and_listed_until_it_is_put_right(
    handled: Office,
) -> None:
    sent = handled.row("2024-001")["交办日期"]
    handled.type_in("2024-001", 办结日期=date(2042, 1, 11), 办理结果="路已修好", 处理情况="已解决")
    handled.run(ingest, LATER)
    assert "2024-001：“办结日期”填的“2042-01-11”晚于今天。没有改动这一格；请核对年月日" in handled.words
    handled.type_in("2024-001", 满意度="满意", 评价日期=date(2014, 1, 12))
    handled.run(ingest, LATER)
    assert f"2024-001：“评价日期”填的“2014-01-12”早于“交办日期”{sent:%Y-%m-%d}。没有改动" in handled.words
    handled.run(status, LATER)
    assert handled.row("2024-001")["状态"] == "已评价"
    assert "待确认 2 项" in handled.words
    assert "“办结日期”填的“2042-01-11”晚于今" in handled.words
    handled.type_in("2024-001", 办结日期=date(2024, 1, 11), 评价日期=date(2024, 1, 12))
    handled.run(status, LATER)
    assert "晚于今天" not in handled.words
    assert "早于“交办日期”" not in handled.words
