"""Memory of a watch: ``python benchmarks/watch.py SCANS FILES``; what it holds after how many scans and files.

The inbox is looked at without a pause. First it stays empty, then the files come, a hundred at a time, then it stays
empty again. Told are the resident memory of the process and of its readers, and its threads and open files (Linux).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from jobs.office import Office
from toolkit.jobs.desk.order import Order
from toolkit.jobs.init import init
from toolkit.mechanism import default_name, load
from toolkit.watch import State, Watch, keeper, turn
from toolkit.workspace import Workspace

_BATCH = 100


class Meter:
    """Counts the scans, and tells what the process holds."""

    def __init__(self) -> None:
        self.scans = 0
        self.state: State | None = None

    def show(self, state: State) -> None:
        self.scans += 1
        self.state = state

    def until(self, scans: int) -> None:
        end = self.scans + scans
        while self.scans < end:
            time.sleep(0.05)

    def tell(self, what: str) -> None:
        tasks = Path("/proc/self/task")
        readers = [pid for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
        held = [f"{_resident('self'):.0f} MB", f"readers {sum(map(_resident, readers)):.0f} MB"]
        held += [f"{len(list(tasks.iterdir()))} threads", f"{len(list(Path('/proc/self/fd').iterdir()))} files open"]
        taken = self.state.taken if self.state else 0
        sys.stdout.write(
            f"{what}: {self.scans} scans, {taken} files taken: {', '.join(held)}, {time.process_time():.0f} s\n"
        )
        sys.stdout.flush()


def _resident(pid: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def feed(root: Path, first: int, count: int) -> None:
    """Lay so many files into the inbox; in a process of its own, for making them takes more memory than the watch."""
    office = Office(root, load(default_name()))
    for number in range(first, first + count):
        firm, problem = f"顺德{number:05}号有限公司", f"第{number}件：厂区门口道路破损"
        office.put(f"{number:05}.xlsx", office.report(企业名称=firm, 问题困难=problem))


def begun(folder: Path, meter: Meter) -> tuple[Watch, threading.Thread]:
    """Start a watch that hurries over an office of its own."""
    workspace = Workspace(folder / "office")
    init(workspace.root, Order(date.today(), say=lambda _: None))  # noqa: DTZ011 - the day of the watch
    workspace.config.write_text(
        f'mechanism = "{default_name()}"\nsettle_seconds = 0.2\nscan_seconds = 0.01\n', encoding="utf-8"
    )
    os.environ["LIAISON_CACHE"] = str(folder / "cache")
    keeper._SHORTEST_WAIT, turn._IDLE = 0.0, 5.0  # noqa: SLF001 - weeks are to pass in minutes
    watch = Watch(workspace, lambda _: None, meter.show)
    thread = threading.Thread(target=watch.run)
    thread.start()
    return watch, thread


def main(scans: int, files: int) -> None:
    """Play it."""
    with tempfile.TemporaryDirectory() as folder:
        meter = Meter()
        watch, thread = begun(Path(folder), meter)
        meter.until(100)
        meter.tell("begun")
        for part in range(4):
            meter.until(scans // 4)
            meter.tell(f"empty {part + 1}/4")
        step = max(_BATCH, files // 6)
        for first in range(0, files, _BATCH):
            command = [sys.executable, __file__, "--feed", str(watch.workspace.root), str(first), str(_BATCH)]
            subprocess.run(command, check=True)
            while any(watch.workspace.inbox.iterdir()):
                time.sleep(0.1)
            if (first + _BATCH) % step == 0:
                meter.tell("files")
        time.sleep(8)
        meter.tell("quiet")
        meter.until(scans // 4)
        meter.tell("empty again")
        watch.stop.set()
        thread.join()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--feed"]:
        feed(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:3] or ("20000", "3000")))
