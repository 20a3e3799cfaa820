"""The opinion that was revised in Word before it was approved is the one that goes out (seed 003 §四（六）)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jobs import quarterly_office as events
from jobs.edited import edit
from jobs.office import Office
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes

DAY = date(2024, 3, 15)
OURS, THEIRS = "由市住建局容缺受理。", "由市住建局限期容缺受理。"
SAID = {"2024-001": {"处理意见": OURS, "牵头单位": "市住建局"}, "2024-002": {"处理意见": OURS, "牵头单位": "市住建局"}}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two matters decided about at the event and approved; the opinion of the first was revised in Word."""
    office = events.reported(events.found(tmp_path_factory.mktemp("amended") / "office"), "甲", "乙")
    for number in SAID:
        office.type_in(number, 核实情况="属实", 问题分类="活动事项", 案由=f"案由{number[-1]}")
    office.run(catalogue, events.LISTED)
    for number in SAID:
        office.type_in(number, 专班意见="同意列入", 领导审定="同意列入")
    office.run(meeting, date(2024, 3, 12))
    office.put("议程.xlsx", events.at_the_table(office, "2024-03", SAID, 主持人="李某", 活动地点="一楼"))
    office.run(ingest, DAY)
    office.run(minutes, DAY)
    assert "有人改过" not in office.words, "nobody has touched them yet"
    edit(draft(office), ("容缺受理", "限期容缺受理"))
    for number in SAID:
        office.type_in(number, 处理意见审定日期=date(2024, 3, 18))
    return office


def draft(office: Office) -> Path:
    return (
        office.workspace.outbox / "会议" / "2024-03" / "处理意见" / "企业诉求事项处理意见 2024-001 河源甲有限公司.docx"
    )


def test_minutes_and_dispatch_name_the_paper_and_dispatch_encloses_it_instead_of_ours(office: Office) -> None:
    told = (
        "需要核对：outbox/会议/2024-03/处理意见/企业诉求事项处理意见 2024-001 河源甲有限公司.docx 有人改过，"
        "交办时附的就是这一份（不用它的，请移走后再交办）"
    )
    revised = draft(office).read_bytes()
    for act in (minutes, dispatch):
        office.run(act, date(2024, 3, 19))
        assert [each for each in office.said if "有人改过" in each] == [told]
        assert "请在台账“牵头单位”“办结时限”同样改好再交办" in office.words
    assert draft(office).read_bytes() == revised
    handed = sorted((office.workspace.outbox / "交办" / "2024-03-19").rglob("企业诉求事项处理意见 *.docx"))
    assert {(each.parent.name, each.name[11:19], each.read_bytes() == revised) for each in handed} == {
        (unit, number, number == "2024-001")
        for unit in ("市住房城乡建设局", "市政府督查室")
        for number in ("2024-001", "2024-002")
    }
