"""Preparing a meeting on a disk that fails at an operation: announced and asked once in the end, the pack whole."""

from __future__ import annotations

import errno
import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from faults.disk import Disk
from jobs.office import Office
from jobs.test_meeting import filled
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.meeting import meeting

#: At every so many operations something fails; with 1 (all of them, as they were once by hand) it takes long.
STEP = 50
DAY = date(2024, 2, 26)


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)


def pack(office: Office) -> list[str]:
    folder = office.workspace.outbox / "会议" / "2024-03"
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file())


def prepared(root: Path) -> Office:
    """An office with a matter in hand and another that waits for the meeting of March."""
    office = Office.found(root)
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙厂", 问题困难="用电容量不足"))
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路")
    office.run(meeting, date(2024, 1, 30), "2024-02")
    decided = {"2024-001": {"议定事项": "修路", "牵头单位": "区公安局"}}
    office.take_in(date(2024, 2, 2), 议程=filled(office, "2024-02", decided, 主持人="李某", 会议地点="三楼"))
    office.run(dispatch, date(2024, 2, 2))
    office.type_in("2024-002", 问题分类="重点问题", 案由="用电", 牵头单位="区经济促进局")
    return office


def test_a_meeting_is_announced_once_and_its_pack_is_whole_whatever_failed(tmp_path: Path) -> None:
    template = prepared(tmp_path / "template")
    whole = Office(tmp_path / "whole", template.mechanism)
    shutil.copytree(template.root, whole.root)
    whole.run(meeting, DAY, "2024-03")
    wanted = pack(whole)
    assert len(wanted) > 10
    nth, failed, stages = 1, True, set[int]()
    while failed:
        office = Office(tmp_path / f"copy{nth}", template.mechanism)
        shutil.copytree(template.root, office.root)
        with Disk(office.root, nth, errno.ENOSPC).plugged_in() as disk:
            try:
                office.run(meeting, DAY, "2024-03")
            except OSError:
                assert disk.failed
            failed = disk.failed
        stages.add(len(pack(office)))
        office.run(meeting, DAY, "2024-03")
        assert pack(office) == wanted, nth
        held = [each for each in office.events("announced") if each.data["meeting"] == "2024-03"]
        assert len(held) == 1, nth
        assert len([each for each in office.events("progress") if each.data["meeting"] == "2024-03"]) == 1, nth
        assert [row["会议日期"] for row in office.rows("会议") if row["会议"] == "2024-03"] == [date(2024, 3, 1)]
        shutil.rmtree(office.root)
        nth += STEP
    assert len(stages) > 3, "the disk failed at the beginning, in the middle and at the end"
