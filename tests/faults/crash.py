"""Real commands on one workspace, killed at random: ``python tests/faults/crash.py --files 300 --kills 60``.

Several PCs are several processes here. Files are dropped in while they work; each is killed (``kill -9``) at a
random moment, or goes on to its end; then others start. In the end one undisturbed run finishes, and every file must
be registered exactly once, whoever died when. Exit status 1 if one is lost or doubled.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from jobs.office import Office
from toolkit.files import sha256
from toolkit.ooxml import Workbook

_COMMAND = [sys.executable, "-m", "toolkit", "--as-of", "2024-01-10", "-w"]
_PATIENCE = 300.0
#: How many of the commands are killed at any time, the others while they write.
_AT_ANY_TIME = 0.3


@dataclass
class Pc:
    """A command at work, and when it is to be killed.

    Attributes:
        process: the command.
        after: how long after the first change of the journal that it sees, in seconds: a slow machine is killed at
            work, too, and not only while it starts.
        seen: the journal as it was when the command started, or has changed last.
        end: when, by the clock that only goes forward; None before the journal has changed.
    """

    process: subprocess.Popen[bytes]
    after: float
    seen: int
    end: float | None = None


@dataclass
class Town:
    """A workspace, the files that are still to come, and the PCs at work on it."""

    office: Office
    chance: random.Random
    pcs: int = 2
    came: dict[str, bytes] = field(default_factory=dict)
    killed: int = 0
    running: list[Pc] = field(default_factory=list)

    def send(self, count: int) -> None:
        """Drop some more files into the inbox: each firm's own, every fifth lacking something, some of them twice."""
        for _ in range(count):
            number = len(self.came)
            firm = f"顺德{number:04}号有限公司"
            values = {"联系电话": None} if number % 5 == 4 else {}
            data = self.office.report(企业名称=firm, 问题困难=f"第{number}件：厂区门口道路破损", **values)
            self.came[firm] = data
            self.office.put(f"{number:04}.xlsx", data)
            if number % 7 == 6:
                self.office.put(f"{number:04} 再发一次.xlsx", data)

    def work(self, kills: int, batch: int) -> None:
        """Let PCs work, and kill that many of them, while files keep coming in."""
        while self.killed < kills:
            while len(self.running) < self.pcs:
                self.send(batch)
                self._start()
            self._look()
            time.sleep(0.005)
        for each in self.running:
            each.process.kill()
            each.process.wait(_PATIENCE)
        self.running.clear()

    def _start(self) -> None:
        process = subprocess.Popen(
            [*_COMMAND, str(self.office.root), "ingest"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=started_for(self.office.root),
        )
        now = self.chance.random() < _AT_ANY_TIME
        after = (
            self.chance.uniform(0, 4) if now else self.chance.choice([0.0, 0.05, 0.2, 0.5, 1.0]) * self.chance.random()
        )
        self.running.append(Pc(process, after, self._journal(), time.monotonic() + after if now else None))

    def _journal(self) -> int:
        return sum(each.stat().st_size for each in self.office.workspace.journal.glob("*.jsonl"))

    def _look(self) -> None:
        for each in list(self.running):
            if each.end is None and self._journal() != each.seen:
                each.end = time.monotonic() + each.after
            if each.process.poll() is not None:
                self.running.remove(each)
            elif each.end is not None and time.monotonic() > each.end:
                each.process.kill()
                each.process.wait(_PATIENCE)
                self.killed += 1
                self.running.remove(each)
                Workbook.read(self.office.workspace.register.read_bytes())

    def finish(self) -> None:
        """Let one run to its end, undisturbed, and a second one that finds nothing to do."""
        for _ in range(2):
            done = subprocess.run(
                [*_COMMAND, str(self.office.root), "ingest"], capture_output=True, check=False, timeout=_PATIENCE * 4
            )
            assert done.returncode in {0, 1}, done.stderr.decode("utf-8", "replace")

    def check(self) -> None:
        """Every file is registered once, kept, and answered; nothing is left in the inbox or half-written."""
        workspace = self.office.workspace
        rows = self.office.rows()
        firms = Counter(row["企业名称"] for row in rows)
        lost, doubled = set(self.came) - set(firms), {firm for firm, count in firms.items() if count > 1}
        assert (lost, doubled, set(firms) - set(self.came)) == (set(), set(), set()), (lost, doubled, self.tail())
        numbers = [row["编号"] for row in rows]
        assert len(set(numbers)) == len(numbers)
        assert [each for each in workspace.inbox.rglob("*") if each.is_file()] == []
        kept = {sha256(each.read_bytes()) for each in workspace.originals.rglob("*") if each.is_file()}
        assert kept >= {sha256(data) for data in self.came.values()}
        assert all(each.name.startswith(sha256(each.read_bytes())) for each in workspace.originals.rglob("*.xlsx"))
        logged = Counter(row["文件名"] for row in self.office.rows("收件日志"))
        assert {name for name, count in logged.items() if count > 1} == set()
        assert len([name for name in logged if "再发" not in name]) == len(self.came)
        desk = self.office.desk
        assert sorted(desk.cases) == sorted(numbers)
        assert not any(case.removed for case in desk.cases.values())
        assert self.office.events("edited") == [], "what we wrote ourselves is nobody's hand edit"

    def tail(self) -> list[str]:
        """Return what lies in the inbox still, and what the log of received files says."""
        left = [each.name for each in self.office.workspace.inbox.rglob("*")]
        return left + [
            f"{row.get('文件名')} {row.get('结果')} {row.get('说明')}" for row in self.office.rows("收件日志")
        ]


def started_for(root: Path) -> dict[str, str]:
    """Return the environment of a command by which it, and whatever it starts, can be told."""
    return {**os.environ, "LIAISON_TEST_OFFICE": str(root)}


def orphans(root: Path) -> list[int]:
    """Return the processes that were started for this workspace and do not end (Linux), those that read among them."""
    end = time.monotonic() + _PATIENCE
    while found := [each for each in Path("/proc").glob("[0-9]*") if _belongs(each, root)]:
        if time.monotonic() > end:
            break
        time.sleep(0.05)  # one that was killed takes its readers with it, but not in the same moment
    return [int(each.name) for each in found]


def _belongs(process: Path, root: Path) -> bool:
    try:
        return os.fsencode(f"LIAISON_TEST_OFFICE={root}\0") in (process / "environ").read_bytes() + b"\0"
    except OSError:
        return False


def main() -> int:
    """Play it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--batch", type=int, default=4, help="files that come whenever a PC starts")
    parser.add_argument("--pcs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        town = Town(Office.found(Path(folder) / "office"), random.Random(options.seed), options.pcs)
        start = time.monotonic()
        town.work(options.kills, options.batch)
        town.finish()
        town.check()
        left = orphans(town.office.root)
        took = time.monotonic() - start
    sys.stdout.write(
        f"{len(town.came)} files, {town.killed} kills, {options.pcs} PCs, {took:.0f} s: none lost, none doubled; "
        f"{len(left)} processes left over\n"
    )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
