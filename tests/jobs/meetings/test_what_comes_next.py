from __future__ import annotations

from datetime import date

import pytest

from jobs import quarterly_office as events
from jobs.office import Office
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.status import status

AGREED = "同意列入"
EVENT = "2024年第一季度“面对面”政企交流活动"
OPINIONS = "企业诉求事项处理意见"


def said(office: Office, day: date) -> list[str]:
    """What status says of the event: the line that names it, and those that stand back behind it."""
    office.run(status, day)
    first = next((at for at, each in enumerate(office.said) if each.startswith(EVENT)), None)
    if first is None:
        return []
    rest = office.said[first + 1 :]
    behind = next((at for at, each in enumerate(rest) if not each.startswith(" ")), len(rest))
    return [each.strip() for each in office.said[first : first + 1 + behind]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What status says at each point of an event of two matters, from the last approval until both have gone out."""
    office = events.reported(events.found(tmp_path_factory.mktemp("event") / "office"), "甲", "乙")
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 核实情况="属实", 问题分类="活动事项", 牵头单位="市交通运输局")
    office.run(catalogue, events.LISTED)
    found = {"to approve": said(office, events.LISTED)}
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 专班意见=AGREED, 领导审定=AGREED)
    found["approved"] = said(office, date(2024, 3, 12))
    office.run(meeting, date(2024, 3, 13))
    found["invited"] = said(office, date(2024, 3, 13))
    found["on the day"] = said(office, date(2024, 3, 15))
    found["not come back"] = said(office, date(2024, 3, 18))
    done = {"处理意见": "由市交通运输局拓宽。", "牵头单位": "市交通运输局"}
    head = {"主持人": "林某", "活动地点": "市行政中心"}
    office.put("活动议程.xlsx", events.agenda(office, "2024-03", head, 甲=done, 乙=done))
    office.run(ingest, date(2024, 3, 18))
    found["held"] = said(office, date(2024, 3, 18))
    office.run(minutes, date(2024, 3, 18))
    found["minutes"] = said(office, date(2024, 3, 18))
    office.type_in("2024-001", 处理意见审定日期=date(2024, 3, 19))
    found["one approved"] = said(office, date(2024, 3, 19))
    office.type_in("2024-002", 处理意见审定日期=date(2024, 3, 19))
    office.run(dispatch, date(2024, 3, 19))
    found["gone out"] = said(office, date(2024, 3, 19))
    return found


def test_while_anything_is_to_be_approved_only_that_is_told(told: dict[str, list[str]]) -> None:
    assert told["to approve"] == [f"{EVENT}（2024-03-15，还有 5 个工作日）：目录里 2 件还没有审定完"]


def test_once_all_is_approved_the_notices_are_next_and_what_the_day_needs(told: dict[str, list[str]]) -> None:
    first, notices, *needs = told["approved"]
    assert first == f"{EVENT}（2024-03-15，还有 3 个工作日）：目录已全部审定，活动研究 2 件"
    assert notices == "活动通知还没有写，运行“toolkit meeting”"
    # Two workdays before Friday, 15 March.
    assert needs[:2] == [
        "接待安排，2024-03-13 前办妥：",
        "协调确定出席活动的市政府领导，印发活动通知（市府办公室）",
    ]


def test_then_who_is_invited_and_what_is_still_open(told: dict[str, list[str]]) -> None:
    # Those of the body who always come (seven), the unit that leads; 市工业和信息化局 reported both, and holds the event.
    assert told["invited"][1] == "请单位 8 家、企业 2 家；活动回执还没有收到"
    assert told["invited"][2] == "活动时间、活动地点还没有定，填在“会议”表再运行“toolkit meeting”"
    assert told["invited"][3] == "接待安排，今天办妥："
    assert told["on the day"][0].startswith(f"{EVENT}（2024-03-15，就是今天）：")
    assert "活动后填好活动议程，放回收件箱" in told["on the day"]
    assert "活动的宣传报道（市委宣传部）" in told["on the day"]


def test_an_event_whose_day_is_past_waits_for_its_agenda(told: dict[str, list[str]]) -> None:
    assert told["not come back"] == [
        f"{EVENT}（2024-03-15）已经过了，2 件还没有登记处理意见",
        "活动议程填好放入收件箱；改了日期的，改“会议”表的会议日期",
    ]


def test_after_it_minutes_opinions_and_the_public_are_seen_to_until_all_has_gone_out(
    told: dict[str, list[str]],
) -> None:
    first = f"{EVENT}（2024-03-15 已开展）："
    waiting = f"{OPINIONS}等审定 2 件，审定后填台账“处理意见审定日期”"
    public = "宣传稿随活动纪要出，送市委宣传部"
    assert told["held"] == [first, "活动纪要还没有出，运行“toolkit minutes”", waiting, public]
    assert told["minutes"] == [first, waiting, "宣传稿核对后送市委宣传部"]
    assert told["one approved"][1:3] == [waiting.replace("2 件", "1 件"), "等交办 1 件，运行“toolkit dispatch”"]
    assert told["gone out"] == []
