"""Visits on a disk that fails and a PC that is switched off: each visit once, each need one matter, undo whole or not."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from faults import soak
from faults.disk import Disk
from faults.scene import DAY, Remembered
from faults.visit_scene import VisitScene
from jobs.office import Office
from toolkit.jobs.undo import undo

#: At every so many operations something fails; ``make soak`` tries them all.
STEP = 19
SHEETS = ("走访台账", "企业", "诉求台账", "收件日志", "挂钩")


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VisitScene]:
    with Remembered() as reader:
        yield VisitScene(tmp_path_factory.mktemp("visits"), reader)


def test_an_error_of_the_disk_loses_and_doubles_no_visit(scene: VisitScene) -> None:
    places = len(soak.operations(scene))
    assert places > 40
    for nth in range(5, places + 1, STEP):
        soak.failing(scene, nth, soak.ERRORS[nth % len(soak.ERRORS)])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_kill_loses_and_doubles_no_visit_and_no_need() -> None:
    options = [
        "--scene",
        "visits",
        "--first",
        "28",
        "--step",
        "99",
    ]  # in the middle of what is journalled of the visits
    run = subprocess.run([sys.executable, soak.__file__, *options], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert " 0 hurt" in run.stdout


def test_visits_are_taken_back_with_their_needs_or_not_at_all(scene: VisitScene, tmp_path: Path) -> None:
    """The row that was typed stays, its matter goes like those of form and log, which lie in outbox/撤回."""
    whole = scene.again()
    scene.run(whole)
    before = [whole.rows(name) for name in SHEETS]
    nth, failed, went_back = 1, True, 0
    while failed:
        office = Office(tmp_path / f"copy{nth}", scene.mechanism)
        shutil.copytree(whole.root, office.root)
        with Disk(office.root, nth, errno.ENOSPC).plugged_in() as disk:
            try:
                office.run(undo, DAY)
            except OSError:
                assert disk.failed
            failed = disk.failed
        scene.run(office)
        if len(office.rows("走访台账")) == len(before[0]):
            assert [office.rows(name) for name in SHEETS] == before, nth
            office.run(undo, DAY)
        else:
            went_back += 1
        _check_back(office, scene)
        shutil.rmtree(office.root)
        nth += STEP
    assert went_back, "the last one went through"


def _check_back(office: Office, scene: VisitScene) -> None:
    assert [row["走访对象"] for row in office.rows("走访台账")] == ["甲鞋业", "丁木业"]
    assert [row["诉求内容"] for row in office.rows()] == ["续贷困难"]
    assert [row.get("诉求编号") for row in office.rows("走访台账")] == ["2024-001", None]
    assert [(row["名称"], row["走访次数"]) for row in office.rows("企业")] == [("甲鞋业", 1), ("丁木业", 1)]
    back = {each.read_bytes() for each in (office.workspace.outbox / "撤回").rglob("*.xlsx")}
    assert set(scene.inputs.values()) <= back
