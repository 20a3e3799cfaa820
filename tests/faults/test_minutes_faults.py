"""Accepting edited minutes on a disk that fails at an operation: done once in the end, whatever was done before."""

from __future__ import annotations

import errno
import shutil
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from faults.disk import Disk
from jobs.edited import edit
from jobs.office import Office
from jobs.test_meeting import filled
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back

#: At every so many operations something fails; with 1 (all of them, as they were once by hand) it takes long.
STEP = 12
DAY = date(2024, 2, 5)


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)


def test_accepted_minutes_are_written_once_and_their_file_is_kept(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路")
    office.run(meeting, date(2024, 1, 30))
    decided = {"2024-001": {"议定事项": "修路", "牵头单位": "区公安局"}}
    office.take_in(date(2024, 2, 2), 议程=filled(office, "2024-02", decided, 主持人="李某", 会议地点="三楼"))
    office.run(minutes, DAY)
    inside = Path("outbox") / "会议" / "2024-02" / "会议纪要 2024-02.docx"
    edit(office.root / inside, ("由区公安局牵头", "由区教育局牵头"))
    nth, failed = 1 - STEP, True
    while failed:
        nth += STEP
        copy = Office(tmp_path / f"copy{nth}", office.mechanism)
        shutil.copytree(office.root, copy.root)
        theirs = (copy.root / inside).read_bytes()
        with Disk(copy.root, nth, errno.ENOSPC).plugged_in() as disk:
            try:
                copy.run(read_back, DAY, accept=True)
            except OSError:
                assert disk.failed
            failed = disk.failed
        copy.run(read_back, DAY, accept=True)
        assert (copy.root / inside).read_bytes() == theirs
        assert len(copy.events("amended")) == 1
        assert copy.row("2024-001")["牵头单位"] == "区教育局"
        assert theirs in [each.read_bytes() for each in copy.workspace.originals.rglob("*") if each.is_file()]
        assert len([each for each in copy.rows("收件日志") if each["结果"] == "已读回纪要"]) == 1
        shutil.rmtree(copy.root)
    assert nth > STEP
