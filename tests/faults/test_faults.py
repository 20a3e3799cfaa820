"""Whatever fails, and whenever the PC is switched off: no file lost, no case doubled, nobody's words gone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults import soak
from faults.disk import Disk
from faults.scene import Remembered, Scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with Remembered() as reader:
        yield Scene(tmp_path_factory.mktemp("scene"), reader)


def test_the_harness_sees_every_kind_of_operation(scene: Scene) -> None:
    done = soak.operations(scene)
    assert {each.split()[0] for each in done} >= {"open", "write", "fsync", "replace", "unlink", "mkdir"}
    if sys.platform == "linux":
        assert {each.split()[0] for each in done} >= {"link", "exchange"}, "the register is swapped in"
    assert len(done) > 40
    assert sum("unlink" in each and ".xlsx" in each for each in done) >= 3, "the inbox is emptied"


def test_a_fault_is_really_felt(scene: Scene) -> None:
    first_write = next(n for n, each in enumerate(soak.operations(scene), 1) if each.startswith("write"))
    office = scene.again()
    with Disk(office.root, first_write).plugged_in() as disk, pytest.raises(OSError, match="No space left"):
        scene.run(office)
    assert disk.failed


@pytest.mark.parametrize("part", range(6))
def test_an_error_of_the_disk_at_any_operation_loses_and_doubles_nothing(scene: Scene, part: int) -> None:
    places = len(soak.operations(scene))
    for nth in range(part + 1, places + 1, 6):
        soak.failing(scene, nth, soak.ERRORS[(nth + part) % len(soak.ERRORS)])


@pytest.mark.parametrize("lasts", [1, 4, 1000])
def test_a_share_that_goes_away_at_any_operation_and_comes_back_loses_and_doubles_nothing(
    scene: Scene, lasts: int
) -> None:
    for nth in range(lasts % 13 + 1, len(soak.operations(scene)) + 1, 14):
        soak.unplugged(scene, nth, lasts, empty=nth % 2 == 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("options", [["--step", "5"], ["--step", "41", "--twice"]])
def test_a_kill_at_any_operation_loses_and_doubles_nothing(options: list[str]) -> None:
    script = Path(soak.__file__)
    run = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert " 0 hurt" in run.stdout
