"""The reply check: the office reads the advice where a reply is noted, and no sender and no status is touched by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from jobs import quarterly_office as events
from jobs.again import once
from jobs.office import Office
from toolkit.analysis import read_period
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk.known import Known
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.returns.reviewed import reviewed

BACK = date(2024, 1, 25)


def answer(office: Office, number: str, outcome: str, result: str, day: date = BACK, **more: Any) -> bytes:
    values = {"处理情况": outcome, "办理意见": "已派员现场查勘", "办理结果": result, **more}
    return office.answered(office.sent("附件3", number), values)


@pytest.fixture
@once
def dispatched(office: Office) -> Office:
    """Three matters with one unit."""
    reports = {
        "甲": office.report(问题困难="1.厂区门口道路破损，影响货车进出。2.路灯坏了半年，夜班员工害怕。"),
        "乙": office.report(企业名称="顺德乙家具有限公司", 问题困难="村道路面塌陷，货车绕行。"),
        "丙": office.report(企业名称="顺德丙木业有限公司", 问题困难="桥头标线模糊。"),
    }
    office.take_in(**reports)
    for number in ("2024-001", "2024-002", "2024-003"):
        office.type_in(number, 问题分类="一般问题", 案由="道路", 牵头单位="区交通局")
    office.run(dispatch, date(2024, 1, 11))
    return office


def noted(office: Office) -> list[str]:
    """What the log of received files says of the last one, line by line."""
    return str(office.rows("收件日志")[-1].get("说明", "")).splitlines()


def test_a_reply_that_leaves_a_point_out_and_is_not_done_is_told_in_the_log_with_its_sentence(
    dispatched: Office,
) -> None:
    office = dispatched
    reply = answer(office, "2024-001", "已解决", "门口路面1月20日修复三百米，路段验收手续正在办理。")
    assert office.take_in(BACK, 回=reply) == 0, "advice sets nothing aside"
    told = [line for line in noted(office) if line.startswith("核查提醒：")]
    assert told == [
        "核查提醒：企业提的第2点“路灯坏了半年，夜班员工害怕。”没有看到答复",
        "核查提醒：处理情况填“已解决”，文中却说“门口路面1月20日修复三百米，路段验收手续正在办理”",
    ]
    assert office.row("2024-001")["状态"] == "待评价", "the office decides"
    office.run(history, BACK, "2024-001")
    assert told[0] in office.words
    returned = office.workspace.outbox / "退回补正"
    assert not returned.exists() or not list(returned.rglob("*2024-001*"))


def test_a_sound_reply_is_told_nothing(dispatched: Office) -> None:
    office = dispatched
    office.take_in(BACK, 回=answer(office, "2024-002", "已解决", "村道1月18日铣刨重铺二百米，22日验收通车。"))
    assert "核查提醒" not in "".join(noted(office))
    assert all("advice" not in event.data for event in office.events("answered"))


def test_the_same_text_as_in_another_case_of_the_unit_is_told_with_its_number(dispatched: Office) -> None:
    office = dispatched
    text = "村道1月18日铣刨重铺二百米，22日验收通车，施工期间已设置临时便道。"
    office.take_in(BACK, 一=answer(office, "2024-002", "已解决", text))
    office.take_in(BACK, 二=answer(office, "2024-003", "已解决", text))
    (told,) = [line for line in noted(office) if line.startswith("核查提醒：")]
    assert told.startswith("核查提醒：与该单位对 2024-002 的答复完全相同：“已派员现场查勘 村道1月18日铣刨重铺二百米")


def test_of_a_unit_the_latest_hundred_replies_are_kept() -> None:
    told = [
        Event(
            Kind.ANSWERED,
            BACK,
            f"2024-{count:03}",
            {"role": "lead", "unit": "甲局", "values": {"办理结果": str(count)}},
        )
        for count in (*range(1, 121), 30)
    ]
    known = Known()
    known.add(told)
    kept = known.replied["甲局"]
    assert [*kept] == [*(f"2024-{count:03}" for count in range(21, 121) if count != 30), "2024-030"]
    assert known.replied.keys() == {"甲局"}


def test_the_quarter_lists_them_and_what_was_typed_by_hand_as_well(dispatched: Office) -> None:
    office = dispatched
    done = {"处理情况": "不能解决", "办结日期": date(2024, 3, 5)}
    office.type_in("2024-003", 办理结果="不符合有关规定，请电询13800138000。", **done)
    office.run(quarterly, date(2024, 4, 3), "2024Q1")
    folder = office.workspace.outbox / "季度分析"
    sheet = openpyxl.load_workbook(next(folder.rglob("*综合分析.xlsx")))["答复核查"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[1] == "2024-003" and "没有写明不能解决的依据" in str(row[6]) for row in rows)
    paper = docx.Document(str(next(folder.rglob("*.docx"))))
    told = "本季度收到的答复（含以前季度受理的）中，有1件宜再核对（见表"
    assert any(each.text.startswith(told) for each in paper.paragraphs)
    printed = "".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "不符合有关规定，请电询" in printed
    assert "13800138000" not in printed + str(rows), "what is quoted has its numbers masked"


def test_a_reply_is_listed_in_the_period_it_came_in_and_in_no_other(dispatched: Office) -> None:
    office = dispatched
    office.take_in(date(2024, 4, 8), 回=answer(office, "2024-002", "已解决", "路段验收手续正在办理。"))
    listed = {}
    for quarter in ("2024Q1", "2024Q2"):
        office.run(quarterly, date(2024, 7, 3), quarter)
        newest = max(office.workspace.outbox.rglob("*综合分析.xlsx"), key=lambda path: path.stat().st_mtime_ns)
        sheet = openpyxl.load_workbook(newest)["答复核查"]
        listed[quarter] = [cell.value for cell in sheet["B"] if str(cell.value).startswith("2024-")]
    assert listed == {"2024Q1": [], "2024Q2": ["2024-002"]}


def test_what_is_under_way_without_a_day_of_its_own_is_listed_in_the_period_it_came_in(tmp_path: Path) -> None:
    """A mechanism of events keeps no day of an opinion: what its units say of work under way came on some day, too."""
    office = events.reported(events.found(tmp_path / "events"), "甲", "乙")
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 核实情况="属实", 问题分类="日常事项", 牵头单位="市交通运输局")
    office.run(dispatch, date(2024, 3, 5))
    said = {"处理情况": "正在解决", "办理措施": "高度重视，持续跟进。"}
    office.take_in(date(2024, 3, 20), 回=office.answered(office.sent("表三", "2024-001"), said, "reply"))
    office.take_in(date(2024, 4, 2), 回=office.answered(office.sent("表三", "2024-002"), said, "reply"))
    listed = {}
    for quarter in ("2024Q1", "2024Q2"):
        with open_desk(office.workspace, office.order(date(2024, 4, 12))) as desk:
            period = read_period(quarter)
            found = reviewed(desk, desk.live(), period.first_day, period.cutoff(desk.as_of), ["2024-001", "2024-002"])
            listed[quarter] = [each.number for each in found]
    assert listed == {"2024Q1": ["2024-001"], "2024Q2": ["2024-002"]}


def test_a_mechanism_that_asks_nothing_of_replies_tells_nothing(dispatched: Office, tmp_path: Path) -> None:
    import shutil
    from dataclasses import replace

    from toolkit.jobs.returns.reviewed import advice_on

    office = dispatched
    bare = tmp_path / "bare"
    shutil.copytree(office.mechanism.folder, bare)
    (bare / "review.toml").write_text("", encoding="utf-8")
    desk = office.desk
    case, values = desk.cases["2024-001"], {"处理情况": "已解决", "办理结果": "已阅"}
    assert advice_on(desk, case, "lead", "区交通运输局", values) != []
    assert advice_on(desk, case, "support", "区交通运输局", values) == []
    other = office.desk
    other.mechanism = replace(other.mechanism, folder=bare)
    assert advice_on(other, case, "lead", "区交通运输局", values) == []
    (bare / "review.toml").write_text('[[outcomes]]\nvalue = "没有这种"\n', encoding="utf-8")
    wrong = office.desk
    wrong.mechanism = replace(wrong.mechanism, folder=bare)
    assert advice_on(wrong, case, "lead", "区交通运输局", values) == advice_on(wrong, case, "lead", "", values) == []
    (told,) = [line for line in office.said if "没有核查答复" in line]
    assert "没有处理情况“没有这种”" in told, "once, and the intake goes on"
