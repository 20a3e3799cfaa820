"""An old ledger is taken over whole, whatever fails on the way: every row once, the original kept."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections import Counter
from pathlib import Path

import pytest

from faults.disk import Disk, OffError
from jobs import ledgers
from jobs.office import Office
from toolkit.errors import ToolkitError
from toolkit.jobs import adopt as job
from toolkit.jobs.adopt import adopt

#: At every so many operations something fails; with 1 (all of them, once by hand) it takes minutes.
STEP = 6
LEDGER = ledgers.own_numbers(3, count=5)


class Scene:
    """The same ledger on the same table, as often as wanted, each time in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._count = folder, 0
        self.template = Office.found(folder / "template")
        self.path = folder / "台账.xlsx"
        self.path.write_bytes(LEDGER.data)

    def again(self) -> Office:
        self._count += 1
        root = self.folder / f"run{self._count}"
        shutil.copytree(self.template.root, root)
        return Office(root, self.template.mechanism)

    def run(self, office: Office) -> None:
        office.run(adopt, ledgers.AS_OF, self.path, take=True)

    def check(self, office: Office) -> None:
        """After one more, undisturbed run: everything once, the original whole."""
        self.run(office)
        assert Counter(row["编号"] for row in office.rows()) == Counter(f"2023-{n:03}" for n in range(1, 6))
        assert Counter(each.number for each in office.events("opened")) == Counter(f"2023-{n:03}" for n in range(1, 6))
        originals = [each.read_bytes() for each in office.workspace.originals.rglob("*") if each.is_file()]
        assert originals == [LEDGER.data]
        assert {row["文件名"] for row in office.rows("收件日志")} == {"台账.xlsx"}
        shutil.rmtree(office.root)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("adopt"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> None:
    """Two rows a batch; what the confined process reads of the one ledger is read once."""
    grids = job.read_cells(LEDGER.data, "台账.xlsx", scene.template.mechanism)
    monkeypatch.setattr(job, "_BATCH", 2)
    monkeypatch.setattr(job, "read_cells", lambda *_: grids)


def operations(scene: Scene) -> int:
    office = scene.again()
    with Disk(office.root).plugged_in() as disk:
        scene.run(office)
    scene.check(office)
    return len(disk.done)


def off() -> None:
    raise OffError


def test_an_error_of_the_disk_loses_and_doubles_nothing(scene: Scene) -> None:
    for nth in range(1, operations(scene) + 1, STEP):
        office = scene.again()
        # What the person is told is another test's affair; the next run must mend it.
        disk = Disk(office.root, nth, (errno.ENOSPC, errno.EACCES)[nth // STEP % 2])
        with disk.plugged_in(), contextlib.suppress(OSError, ToolkitError):
            scene.run(office)
        scene.check(office)


def test_switched_off_it_is_finished_by_the_next_run(scene: Scene) -> None:
    for nth in range(STEP // 2, operations(scene) + 1, STEP):
        office = scene.again()
        with Disk(office.root, nth, off=off).plugged_in(), pytest.raises(OffError):
            scene.run(office)
        scene.check(office)
