"""Every fault at every place, to the end: ``python tests/faults/soak.py`` (``make soak``); exit status 1 if one hurt.

With ``--step 7`` only every seventh place is tried. The PC is switched off by ending a forked child on the spot, so
this runs where there is fork.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from faults.disk import Disk, Unplugged
from faults.scene import Remembered, Scene
from faults.visit_scene import VisitScene
from jobs.office import Office
from toolkit.errors import ToolkitError

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
_WORN_OUT = 3
SCENES = {"cases": Scene, "visits": VisitScene}


def operations(scene: Scene) -> list[str]:
    """Return what an undisturbed run does to the disk, in order."""
    office = scene.again()
    with Disk(office.root).plugged_in() as disk:
        scene.run(office)
    scene.check_done(office)
    shutil.rmtree(office.root)
    return disk.done


def failing(scene: Scene, nth: int, error: int) -> None:
    """Let the nth operation fail with an error of the operating system, then run undisturbed, then check."""
    office = scene.again()
    disk = Disk(office.root, nth, error)
    # Where the run is stopped, the command line tells the person.
    with disk.plugged_in(), contextlib.suppress(OSError, ToolkitError):
        scene.run(office)
    assert disk.failed
    _recover(scene, office)


def unplugged(scene: Scene, nth: int, lasts: int, *, empty: bool) -> None:
    """Let the share be gone at the nth operation, and back after some more; then run undisturbed, then check."""
    office = scene.again()
    disk = Unplugged(office.root, nth, lasts=lasts, empty=empty)
    with disk.plugged_in(), contextlib.suppress(OSError, ToolkitError):
        scene.run(office)
    disk.plug_in()
    assert disk.failed
    # But for the place of the lock, where the share goes away in the very moment in which it is locked.
    assert set(disk.ghosts) <= {"register", "register/.lock"}, "nothing is made in its place"
    _recover(scene, office)


def killed(scene: Scene, nth: int, more: int = 0) -> None:
    """Switch the PC off at the nth operation, perhaps once more while it recovers, then run, then check."""
    office = scene.again()
    for each in (nth, more) if more else (nth,):
        child = os.fork()
        if child == 0:
            _be_killed(scene, office, each)
        os.waitpid(child, 0)
        scene.check_kept(office)
    _recover(scene, office)


def _be_killed(scene: Scene, office: Office, nth: int) -> None:
    disk = Disk(office.root, nth, off=lambda: os._exit(137))
    try:
        with disk.plugged_in():
            scene.run(office)
    finally:
        os._exit(0)


def _recover(scene: Scene, office: Office) -> None:
    scene.check_kept(office)
    # A file that could not be moved, a register that was busy: a later run does what an earlier one had to leave.
    for _ in range(_WORN_OUT):
        scene.run(office)
    scene.check_kept(office)
    scene.check_done(office)
    before = office.workspace.register.read_bytes()
    scene.run(office)
    assert office.workspace.register.read_bytes() == before, "a run with nothing to do wrote the register"
    shutil.rmtree(office.root)


def main() -> int:
    """Try them all and say which hurt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=1, help="try only every n-th place")
    parser.add_argument("--first", type=int, default=1, help="begin at this place")
    parser.add_argument("--twice", action="store_true", help="also switch off a second time during recovery")
    parser.add_argument("--scene", choices=SCENES, default="cases", help="on which morning")
    options = parser.parse_args()
    hurt: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Remembered() as reader:
        scene = SCENES[options.scene](Path(folder), reader)
        done = operations(scene)
        tried = 0
        for nth in range(options.first, len(done) + 1, options.step):
            plans = [("off", lambda n=nth: killed(scene, n))]
            if options.twice:
                plans += [(f"off, again at {m}", lambda n=nth, m=m: killed(scene, n, m)) for m in range(1, 40, 5)]
            if options.step == 1:
                plans += [(errno.errorcode[e], lambda n=nth, e=e: failing(scene, n, e)) for e in ERRORS]
                plans += [
                    (f"gone for {m}", lambda n=nth, m=m, e=e: unplugged(scene, n, m, empty=e))
                    for m in (1, 2, 3, 5, 8, 13, 1000)
                    for e in (True, False)
                ]
            for name, plan in plans:
                tried += 1
                try:
                    plan()
                except Exception:  # noqa: BLE001 - all of them are to be seen
                    hurt.append(f"{name} at {nth} ({done[nth - 1]})")
                    sys.stderr.write(f"{hurt[-1]}\n{traceback.format_exc()}\n")
    sys.stdout.write(f"{len(done)} operations, {tried} faults tried, {len(hurt)} hurt\n")
    return 1 if hurt else 0


if __name__ == "__main__":
    sys.exit(main())
