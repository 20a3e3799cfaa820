"""undo and restore on a disk that fails at an operation: done or not done, never half; the next try completes it."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from faults.disk import Disk
from jobs.again import once
from jobs.office import DAY, Office
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo

#: At every so many operations something fails; with 1 (all of them, as they were once by hand) it takes minutes.
STEP = 3
SHEETS = ("问题台账", "时限", "收件日志", "成员单位", "节假日")


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)


@pytest.fixture
@once
def dispatched(office: Office) -> Office:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    office.run(dispatch)
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.found(tmp_path / "office")


def shown(office: Office) -> list[object]:
    return [office.rows(name) for name in SHEETS]


def at_every_few_operations(office: Office, job: Callable[[Office], None], look: Callable[[Office], None]) -> int:
    """Run ``job`` in a copy with a fault at its 1st, 4th … operation, each time followed by ``look``."""
    nth, failed = 1 - STEP, True
    while failed:
        nth += STEP
        copy = Office(office.root.parent / f"copy{nth}", office.mechanism)
        shutil.copytree(office.root, copy.root)
        with Disk(copy.root, nth, errno.ENOSPC).plugged_in() as disk:
            try:
                job(copy)
            except OSError:
                assert disk.failed
            failed = disk.failed
        look(copy)
        shutil.rmtree(copy.root)
    return nth - 1


def test_an_intake_is_taken_back_or_not_and_its_file_is_never_lost(dispatched: Office) -> None:
    before = shown(dispatched)

    def look(office: Office) -> None:
        data = office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足")
        office.run(status)
        assert data in [each.read_bytes() for each in office.workspace.originals.rglob("*") if each.is_file()]
        assert not [each for each in office.events("edited") if each.data.get("removed")]
        if len(office.rows()) == 2:
            assert shown(office) == before
            office.run(undo)
        assert [row["编号"] for row in office.rows()] == ["2024-001"]
        assert [row["结果"] for row in office.rows("收件日志")] == ["已登记", "已撤回"]
        back = list((office.workspace.outbox / "撤回").rglob("*.xlsx"))
        assert data in [each.read_bytes() for each in back]
        office.run(undo)
        assert office.row("2024-001")["状态"] == "待交办"

    assert at_every_few_operations(dispatched, lambda office: office.run(undo), look) > 10


def test_a_register_made_again_from_the_journal_is_there_whole_or_not_at_all(dispatched: Office) -> None:
    before = shown(dispatched)
    dispatched.workspace.register.unlink()

    def look(office: Office) -> None:
        if not office.workspace.register.exists():
            office.run(restore, DAY, "重建")
        assert shown(office) == before
        office.run(ingest, date(2024, 1, 11))
        assert shown(office) == before
        assert not [each for each in office.events("edited") if each.data.get("removed")]

    assert at_every_few_operations(dispatched, lambda office: office.run(restore, DAY, "重建"), look) > 4


def test_a_backup_takes_the_registers_place_or_not_and_the_present_one_is_kept(dispatched: Office) -> None:
    before, lay_there = shown(dispatched), dispatched.workspace.register.read_bytes()

    def look(office: Office) -> None:
        kept = [each.read_bytes() for each in office.workspace.backups.glob("恢复前的总台账*")]
        assert lay_there in [*kept, office.workspace.register.read_bytes()]
        office.run(ingest, date(2024, 1, 11))
        assert shown(office) == before

    assert at_every_few_operations(dispatched, lambda office: office.run(restore, DAY, "最新"), look) > 4
