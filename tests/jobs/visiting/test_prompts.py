"""remind: visiting groups are reminded of what is missing, once a quarter, by the quarter of ``visited_firms``.

By hand: the first quarter of 2026 ends on Tuesday, 31 March; ten workdays before it is Tuesday, 17 March. Its report is
due on Friday, 10 April; the first workday after that is Monday, 13 April. On 17 March 林某 has made one visit (8 January),
陈某 none, nobody has held a talk, and of nobody are enough looked after. On the log stand 林某 and 黄某.
"""

from __future__ import annotations

import email
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from email import policy
from pathlib import Path

import docx
import pytest

from jobs.office import Office
from jobs.visited_firms import laid_out
from toolkit.events import Kind
from toolkit.jobs.history import history
from toolkit.jobs.menu import menu
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.jobs.visiting.visit_logs import came_on_log
from toolkit.mechanism import load
from toolkit.visits import Kept, Leader, shortfalls

FIRST_DAY, LAST_DAY, LOG_DAY = date(2026, 3, 17), date(2026, 3, 31), date(2026, 4, 13)
QUOTAS = "挂钩联系：所属商会应有5个以上，现有1个；兼职副主席应有10个以上，现有0个；异地莆田商会应有20个以上，现有0个；常执委应有50个以上，现有2个。"  # fmt: skip


@pytest.fixture(scope="module")
def reminded(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = laid_out(tmp_path_factory.mktemp("prompts"))
    assert office.run(remind, FIRST_DAY) == 0
    return office


def folder(office: Office, day: date, leader: str) -> Path:
    return office.workspace.outbox / "催办" / day.isoformat() / leader


def text(path: Path) -> list[str]:
    paper = docx.Document(str(path))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return [each.text for each in paper.paragraphs] + cells


def prompted(office: Office) -> list[tuple[object, ...]]:
    return [tuple(each.data[key] for key in ("period", "part", "who")) for each in office.events("prompted")]


def test_each_group_gets_its_own_paper_with_what_is_missing(reminded: Office) -> None:
    lin, chen = (text(folder(reminded, FIRST_DAY, each) / "走访提醒 2026年第一季度.docx") for each in ("林某", "陈某"))
    assert "林某走访组：" in lin
    assert "1. 谈心交心：每季度1次以上，已有0次，还差1次。" in lin
    assert f"2. {QUOTAS}" in lin
    assert "1. 走访：每季度1次以上，已走访0次，还差1次。" in chen
    assert any("请于2026年3月31日前完成" in each for each in chen)
    # On 17 March nobody has been to the chamber yet.
    assert lin[-3:] == ["序号 类别 挂钩对象", "1 所属商会 丙商会", "2 常执委 乙食品"]
    assert "附：2026年还没有走访的挂钩对象（1家）" in chen


def test_a_draft_and_a_short_message_go_with_it(reminded: Office) -> None:
    own = folder(reminded, FIRST_DAY, "陈某")
    mail = email.message_from_bytes((own / "邮件草稿.eml").read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert mail["Subject"] == "走访提醒（2026年第一季度）"
    assert body is not None
    assert "还差1次" in body.get_content()
    assert [each.get_filename() for each in mail.iter_attachments()] == ["走访提醒 2026年第一季度.docx"]
    assert (own / "短消息.txt").read_text(encoding="utf-8-sig").startswith("陈某走访组：2026年第一季度")


def test_once_a_quarter_and_not_before_its_last_weeks(reminded: Office, tmp_path: Path) -> None:
    early = laid_out(tmp_path / "early")
    early.run(remind, date(2026, 3, 16))
    assert prompted(early) == []
    before = prompted(reminded)
    assert before == [("2026Q1", "走访", "林某"), ("2026Q1", "走访", "陈某")]
    for day in (FIRST_DAY, date(2026, 3, 18), LAST_DAY, date(2026, 4, 10)):
        reminded.run(remind, day)
        assert prompted(reminded) == before


def test_status_and_history_tell_of_it(reminded: Office) -> None:
    reminded.run(status, LAST_DAY)
    told = reminded.words.replace("\n", "").replace(" ", "")
    assert "林某、陈某挂钩不够数；本季度已提醒林某、陈某；" in told
    assert reminded.run(history, LAST_DAY, "陈某") == 0
    assert reminded.said[0].startswith("2026-03-17 走访提醒　2026年第一季度走访　走访：每季度1次以上")
    assert reminded.run(history, LAST_DAY, "Z2026-001") == 0
    assert reminded.said == [
        "Z2026-001　2026-01-08　莆田市甲鞋业有限公司　林某",
        "2026-01-08 走访登记　走访表　甲.xlsx　诉求 2026-001、2026-002",
    ]


def test_a_log_that_did_not_come_is_asked_for_after_the_reports_day(reminded: Office) -> None:
    reminded.run(remind, LOG_DAY)
    assert prompted(reminded)[2:] == [("2026Q1", "走访日志", "陈某")]
    own = folder(reminded, LOG_DAY, "陈某")
    assert "1. 走访日志：应于2026年4月10日前报送，还没有收到。" in text(own / "走访提醒 2026年第一季度.docx")
    # Three workdays after Monday, 13 April.
    assert any("请于2026年4月16日前完成" in each for each in text(own / "走访提醒 2026年第一季度.docx"))
    assert (own / "附件2 民营企业走访日志.xlsx").is_file()
    reminded.run(remind, date(2026, 4, 14))
    assert len(prompted(reminded)) == 3


def test_what_came_on_a_log_is_known_from_older_journals_too(reminded: Office) -> None:
    desk = reminded.desk
    for event in desk.known.visited:
        older = replace(event, data={name: value for name, value in event.data.items() if name != "log"})
        assert came_on_log(desk, older) is event.data["log"] is (event.data["incoming"] == "日志.xlsx")


def test_a_dry_run_reminds_nobody_and_what_is_taken_back_may_be_sent_again(tmp_path: Path) -> None:
    office = laid_out(tmp_path)

    def steps() -> dict[str, str]:
        return {each.command: each.why for each in menu(office.workspace, office.order(FIRST_DAY))}

    assert steps()["remind"].endswith("走访组 2 个没有达到要求")
    office.run(remind, FIRST_DAY, dry_run=True)
    assert "陈某走访组：走访提醒（2026年第一季度走访）" in office.words
    assert not any((office.workspace.outbox / "催办").iterdir())
    office.run(remind, FIRST_DAY)
    assert "走访组" not in steps().get("remind", "")
    office.run(undo, FIRST_DAY)
    office.run(status, FIRST_DAY)
    assert "已提醒" not in office.words
    office.run(remind, date(2026, 3, 18))
    assert len([each for each in office.desk.events if each.kind is Kind.PROMPTED]) == 2


def leader(*, visits: int = 1, talks: int = 1, firms: Sequence[str] = ("甲",), least: int = 1) -> Leader:
    kept = Kept("常执委", least, tuple(firms), (), ())
    return Leader("林某", (kept,) if firms else (), visits, 1, talks, 1)


@pytest.mark.parametrize(
    ("who", "quarter", "told"),
    [
        (leader(), 1, []),
        (leader(visits=0), 1, ["走访：每季度1次以上，已走访0次，还差1次。"]),
        (leader(talks=0), 1, ["谈心交心：每季度1次以上，已有0次，还差1次。"]),
        (leader(least=2), 1, ["挂钩联系：常执委应有2个以上，现有1个。"]),
        # Whoever is to be visited within the year is asked for in its last quarter.
        (leader(), 4, ["走访全覆盖：挂钩联系的还有1家全年没有走访过，名单附后。"]),
        (leader(firms=(), visits=0, talks=0), 4, []),
    ],
)
def test_what_is_missing_is_told_by_the_rules(who: Leader, quarter: int, told: list[str]) -> None:
    """Seed 001 §二 and §五（二）."""
    visiting = load("putian").visiting
    assert visiting is not None
    assert list(shortfalls(visiting, who, quarter, "谈心交心")) == told
