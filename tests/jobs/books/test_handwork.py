"""What the office types on 待确认 and in 待补正: what is understood, what is told, what is settled."""

from __future__ import annotations

from datetime import date

import pytest

from jobs.again import once
from jobs.office import Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status

LATER, LAST = date(2024, 1, 18), date(2024, 1, 25)
SCAN = b"%PDF-1.4 scan"


@pytest.fixture
@once
def asked(office: Office) -> Office:
    """A case at work, and an answer without number that waits on 待确认."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般", 案由="道路", 牵头单位="区交通局")
    office.run(dispatch)
    office.take_in(LATER, 回=office.blank(office.mechanism.form("annex3"), {"办理意见": "已安排"}))
    return office


@pytest.mark.parametrize("word", ["同意", "是", "不同意", "采纳吧"])
def test_a_word_that_is_neither_is_told_once_a_run_and_nothing_happens(asked: Office, word: str) -> None:
    asked.name_case("没有编号", "2024-001")
    asked.decide("没有编号", word)
    asked.run(ingest, LAST)
    told = [line for line in asked.said if "认不出" in line]
    assert len(told) == 1
    assert f"“{word}”认不出" in told[0]
    assert "“采纳”或“不采纳”" in told[0]
    assert asked.rows("待确认")[0]["序号"] in told[0]
    assert "办理意见" not in asked.row("2024-001")


@pytest.mark.parametrize("word", ["采纳 ", " 采 纳", "采纳。"])
def test_blanks_and_stops_around_the_word_do_no_harm(asked: Office, word: str) -> None:
    asked.name_case("没有编号", "2024-001")
    asked.decide("没有编号", word)
    asked.run(ingest, LAST)
    assert asked.row("2024-001")["办理意见"] == "已安排"


def test_a_number_the_register_does_not_have_is_named(asked: Office) -> None:
    asked.name_case("没有编号", "2026-777")
    asked.decide("没有编号")
    asked.run(ingest, LAST)
    assert "台账中没有编号“2026-777”" in asked.words
    assert "请先" not in asked.words


def typed_from_scan(office: Office) -> None:
    office.put("扫描件.pdf", SCAN)
    office.run(ingest)
    typed = {"企业名称": "顺德丙有限公司", "企业联系人": "陈某", "联系电话": "13800138000", "问题困难": "门口没有路灯"}
    (blank,) = (office.workspace.outbox / "待录入").rglob("*.xlsx")
    office.take_in(LATER, 录入=office.answered(blank, typed, "annex2"))


def test_a_scan_that_was_typed_in_shows_that_it_is_settled(office: Office) -> None:
    typed_from_scan(office)
    (ask,) = office.rows("待确认")
    assert ask["说明"].startswith("已办结：已录入为 2024-001")
    assert ask["编号"] == "2024-001"
    assert "处理意见" not in ask, "that column is theirs"


def test_an_answer_to_what_is_settled_is_told_once_and_does_nothing(office: Office) -> None:
    office.take_in(甲=office.report())
    typed_from_scan(office)
    office.name_case("扫描件.pdf", "2024-001")
    office.decide("扫描件.pdf")
    office.run(ingest, LAST)
    assert "已处理过（已录入为 2024-002），这次填的处理意见未再执行" in office.words
    assert "佐证材料" not in office.row("2024-001")
    assert "未再执行" in office.rows("待确认")[0]["说明"]
    office.run(ingest, LAST)
    assert "已处理过" not in office.words
    assert "项待确认" not in office.words


def test_what_the_office_answered_itself_is_not_called_settled(asked: Office) -> None:
    asked.name_case("没有编号", "2024-001")
    asked.decide("没有编号")
    asked.run(ingest, LAST)
    asked.run(ingest, LAST)
    assert "已处理过" not in asked.words
    assert not asked.rows("待确认")[0]["说明"].startswith("已办结")


# --- 待补正 -------------------------------------------------------------------------------------------------------


def test_a_guess_that_was_taken_is_told_and_asks_for_nothing(office: Office) -> None:
    office.take_in(甲=office.report(提交日期="1月8日"))
    row = office.row("2024-001")
    assert row["提交日期"] == date(2024, 1, 8)
    assert "待补正" not in row
    assert "没有写年份" in office.rows("收件日志")[0]["说明"]


def test_emptying_the_cell_settles_what_stood_in_it(office: Office) -> None:
    office.take_in(甲=office.report(联系电话="123", 提交日期=None))
    assert office.row("2024-001")["待补正"] == "提交日期、联系电话"
    office.type_in("2024-001", 待补正="联系电话")
    office.run(status, LATER)
    assert office.row("2024-001")["待补正"] == "联系电话"
    office.type_in("2024-001", 待补正=None)
    for _ in range(2):
        office.run(status, LATER)
        assert "待补正" not in office.row("2024-001")
    assert "待补正" not in office.words


def test_an_answer_to_a_question_the_journal_has_lost_is_not_said_to_be_done(asked: Office) -> None:
    (path,) = asked.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b'"kind":"held"' not in line))
    asked.name_case("没有编号", "2024-001")
    asked.decide("没有编号")
    asked.run(ingest, LAST)
    assert f"“待确认”表 {asked.rows('待确认')[0]['序号']}：日志里没有这一项的记录，处理意见没有执行" in asked.words
    assert "项处理意见" not in asked.words
    assert "办理意见" not in asked.row("2024-001")
