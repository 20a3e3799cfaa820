"""A filled catalogue given by its path: what is shown, what is written, and what never is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import ToolkitError
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.catalogue_read import read_back
from toolkit.jobs.ingest import ingest

from . import quarterly_office as events
from .office import Office

AGREED, LATER = "同意列入", "暂缓列入"
DAY = date(2024, 3, 12)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = events.reported(events.found(tmp_path_factory.mktemp("listed") / "office"), "甲", "乙")
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 核实情况="属实", 问题分类="活动事项")
    office.run(catalogue, events.LISTED)
    return office


def test_a_file_that_is_no_catalogue_or_is_not_there_is_told(listed: Office, tmp_path: Path) -> None:
    for name, data in {"报送表.xlsx": events.report(listed, "丙公司"), "没有.xlsx": b""}.items():
        if data:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(ToolkitError, match=r"看不出是|读不了"):
            listed.run(read_back, DAY, str(tmp_path / name))
    with pytest.raises(ToolkitError, match="没有填过的企业问题目录"):
        listed.run(read_back, DAY)


def test_it_is_shown_first_and_written_when_accepted(listed: Office, tmp_path: Path) -> None:
    filled = tmp_path / "领导批示的目录.xlsx"
    filled.write_bytes(
        events.decided(
            listed, "2024-03", 甲={"专班意见": AGREED, "处理意见建议": "请交通部门拓宽"}, 乙={"专班意见": LATER}
        )
    )
    before = listed.snapshot()
    assert listed.run(read_back, DAY, str(filled)) == 0
    assert "2024-001 河源甲有限公司：处理意见建议：空白 → 请交通部门拓宽；专班意见：空白 → 同意列入" in listed.words
    assert "台账没有改动" in listed.words
    assert listed.snapshot() == before

    assert listed.run(read_back, DAY, str(filled), accept=True) == 0
    assert [row["状态"] for row in listed.rows()] == ["待领导审定", "暂缓列入"]
    log = listed.rows("收件日志")[-1]
    assert (log["文件名"], log["结果"]) == ("领导批示的目录.xlsx", "已登记审定意见")
    assert (listed.root / str(log["原件"])).read_bytes() == filled.read_bytes()

    # Once more, or through the inbox as well, it says nothing new.
    assert listed.run(read_back, DAY, str(filled), accept=True) == 0
    assert "没有要写入台账的内容" in listed.words
    listed.put("又来.xlsx", filled.read_bytes())
    listed.run(ingest, DAY)
    assert len(listed.events("answered")) == 2

    # The one in the outbox, saved where it lies, is found by itself. What was put off is no more on this catalogue.
    paper = listed.sent("企业问题目录", "2024-03")
    paper.write_bytes(events.decided(listed, "2024-03", 甲={"领导审定": AGREED}, 乙={"领导审定": LATER}))
    assert listed.run(read_back, DAY, accept=True) == 0
    assert [row["状态"] for row in listed.rows()] == ["待活动", "暂缓列入"]
