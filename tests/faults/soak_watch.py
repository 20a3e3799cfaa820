"""Watches at work for long: ``python tests/faults/soak_watch.py --files 2000`` (``make soak``); exit status 1 if one hurt.

Two PCs are two processes ``toolkit watch`` over one workspace; one leads, the other stands by. Files of all kinds come
in, some slowly. Meanwhile the watches are killed, stopped and put to sleep, the share goes away and comes back,
sometimes with an empty folder in its place, and somebody opens the register. In the end every file must be kept, and
registered or set aside exactly once.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from faults.crash import orphans, started_for
from jobs.office import Office, lock_by_excel
from toolkit.files import sha256
from toolkit.ooxml import Workbook

_SETTLE, _SCAN = 0.4, 0.3
#: How long anything may take before it counts as never, in seconds.
_PATIENCE = 240.0
_SUBTYPE = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Post:
    """The files that were sent.

    Attributes:
        sent: name in the inbox → bytes.
        firms: those of whom a form was sent, once each.
        inside: how many files come out of each mail and archive, by name.
        again: the names under which bytes were sent a second time.
    """

    office: Office
    chance: random.Random
    sent: dict[str, bytes] = field(default_factory=dict)
    firms: list[str] = field(default_factory=list)
    inside: dict[str, int] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    slow: dict[str, bytes] = field(default_factory=dict)

    def send(self) -> None:
        """Lay one more file into the inbox: nine in ten are forms, in some wrapping; the others nobody can read."""
        number, broken = len(self.sent), False
        kind = self.chance.random()
        if kind < 0.7:
            name, data = f"{number:05}.xlsx", self._form(number)
        elif kind < 0.78:
            name, data = f"{number:05}.eml", self._mail(number)
            self.inside[name] = 1
        elif kind < 0.86:
            name, data = f"{number:05}.zip", self._archive(number)
            self.inside[name] = 2
        elif broken := kind < 0.95 or not self.firms:
            name, data = f"{number:05}.xlsx", self._broken(number)
        else:
            name = f"{number:05} 再发一次.xlsx"
            data = next(data for other, data in self.sent.items() if other.endswith(".xlsx"))
            self.again.add(name)
        self.sent[name] = data
        # Half of what nobody can read is as good as the whole, and may be taken in before the rest is there.
        if self.chance.random() < 0.05 and not broken:
            self.slow[name] = data
            data = data[: len(data) // 2]
        self.office.put(name, data, age=0)

    def go_on(self) -> None:
        """Write the rest of the files that come slowly."""
        for name, data in self.slow.items():
            path = self.office.workspace.inbox / name
            with path.open("r+b") as stream:
                stream.write(data)
        self.slow.clear()

    def _form(self, number: int, part: str = "") -> bytes:
        firm = f"顺德{number:05}{part}号有限公司"
        self.firms.append(firm)
        lacking = {"联系电话": None} if number % 7 == 3 else {}
        return self.office.report(企业名称=firm, 问题困难=f"第{number}{part}件：厂区门口道路破损", **lacking)

    def _mail(self, number: int) -> bytes:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = f"报送{number}", "a@firm.example", "office@example.org"
        mail.set_content("请查收。")
        mail.add_attachment(self._form(number), maintype="application", subtype=_SUBTYPE, filename=f"表{number}.xlsx")
        return mail.as_bytes()

    def _archive(self, number: int) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for part in "甲乙":
                archive.writestr(f"{number}{part}.xlsx", self._form(number, part))
        return packed.getvalue()

    def _broken(self, number: int) -> bytes:
        """Return what nobody can read; what only lacks its end would be waited for, ten minutes long."""
        return f"第{number}份".encode("utf-16-be") + self.chance.randbytes(3000)


@dataclass
class Pc:
    """A PC on which the watch runs, and what it has said."""

    name: str
    root: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    asleep: bool = False
    before: int = 0

    def start(self) -> None:
        if self.process is None or self.process.poll() is not None:
            with self.log.open("ab") as said:
                self.before = said.tell()
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "toolkit", "-w", str(self.root), "watch"],
                    stdout=said,
                    stderr=said,
                    env=started_for(self.root),
                )
            self.asleep = False

    def speaks(self) -> bool:
        """Return whether it has said anything since it started: before that it hears no wish to stop either."""
        return self.log.stat().st_size > self.before

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            if number in {signal.SIGKILL, signal.SIGTERM}:
                self.process.send_signal(signal.SIGCONT)
                self.process.wait(_PATIENCE)


@dataclass
class Soak:
    """A town's office for a while."""

    folder: Path
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.office = Office.found(self.folder / "office")
        self.office.workspace.config.write_text(
            f'mechanism = "{self.office.mechanism.name}"\nsettle_seconds = {_SETTLE}\nscan_seconds = {_SCAN}\n',
            encoding="utf-8",
        )
        self.post = Post(self.office, self.chance)
        self.pcs = [Pc(f"PC{n}", self.office.root, self.folder / f"PC{n}.txt") for n in (1, 2)]

    def work(self, files: int, batch: int, faults: float) -> None:
        """Send so many files, and let things go wrong ``faults`` times as often as batches come."""
        trials = [self.kill, self.kill, self.end, self.sleep, self.lose_share, self.open_register]
        while len(self.post.sent) < files:
            for pc in self.pcs:
                pc.start()
            for _ in range(min(self.chance.randint(1, 2 * batch), files - len(self.post.sent))):
                self.post.send()
            time.sleep(self.chance.random())
            self.post.go_on()
            if self.chance.random() < faults:
                self.chance.choice(trials)()

    def kill(self) -> None:
        self.chance.choice(self.pcs).signal(signal.SIGKILL)
        self.done["killed"] += 1

    def end(self) -> None:
        self.chance.choice(self.pcs).signal(signal.SIGTERM)
        self.done["stopped"] += 1

    def sleep(self) -> None:
        """Put a PC to sleep for a moment, whatever it is doing: another may be put off by its lock, not by more."""
        pc = self.chance.choice(self.pcs)
        pc.signal(signal.SIGSTOP)
        time.sleep(self.chance.uniform(0.5, 3))
        pc.signal(signal.SIGCONT)
        self.done["put to sleep"] += 1

    def lose_share(self) -> None:
        """Let the whole folder be gone for a moment; sometimes an empty one lies in its place."""
        root, away = self.office.root, self.office.root.with_name("away")
        root.rename(away)
        empty = self.chance.random() < 0.5
        if empty:
            (root / "inbox").mkdir(parents=True)
        time.sleep(self.chance.uniform(0.2, 2.5))
        if root.exists():
            root.rename(self.folder / f"ghost{self.done['share lost']}")
        away.rename(root)
        self.done["share lost"] += 1

    def open_register(self) -> None:
        owner = lock_by_excel(self.office.workspace.register)
        time.sleep(self.chance.uniform(0.2, 2))
        owner.unlink()
        self.done["register opened"] += 1

    def finish(self) -> None:
        """Let one watch work undisturbed until nothing is left to do, and end both."""
        self.post.go_on()
        for pc in self.pcs:
            pc.start()
        end = time.monotonic() + _PATIENCE
        while not all(pc.speaks() for pc in self.pcs) or self._left() or len(self.office.rows()) < len(self.post.firms):
            assert time.monotonic() < end, self.told()
            time.sleep(0.5)
        for pc in self.pcs:
            pc.signal(signal.SIGTERM)
            assert pc.process is not None
            assert pc.process.returncode == 0, self.told()

    def _left(self) -> list[Path]:
        return [each for each in self.office.workspace.inbox.rglob("*") if each.is_file()]

    def check(self) -> None:
        """Nothing is lost and nothing there twice."""
        workspace, post = self.office.workspace, self.post
        kept = {each.stem: each for each in workspace.originals.rglob("*") if each.is_file()}
        lost = [name for name, data in post.sent.items() if sha256(data) not in kept]
        assert not lost, lost
        assert all(digest == sha256(path.read_bytes()) for digest, path in kept.items())
        firms = Counter(row["企业名称"] for row in self.office.rows())
        assert firms == Counter(post.firms), (firms - Counter(post.firms), Counter(post.firms) - firms)
        numbers = [row["编号"] for row in self.office.rows()]
        assert len(set(numbers)) == len(numbers)
        logged = Counter(row["文件名"] for row in self.office.rows("收件日志"))
        assert {name: count for name, count in logged.items() if count > 1} == {}
        missing = [name for name in post.sent if name not in logged and name not in post.again]
        assert not missing, missing
        assert len([name for name in logged if " › " in name]) == sum(post.inside.values())
        Workbook.read(workspace.register.read_bytes())
        assert self.office.events("edited") == [], "what we wrote ourselves is nobody's hand edit"
        assert not any(case.removed for case in self.office.desk.cases.values())
        assert not self.english(), self.english()

    def english(self) -> list[str]:
        """Return what the watches said that no clerk could read."""
        said = "".join(pc.log.read_text(encoding="utf-8") for pc in self.pcs if pc.log.exists())
        return [line for line in said.splitlines() if "Traceback" in line or "Error" in line]

    def told(self) -> str:
        """Return the end of what each watch said, and what lies in the inbox still."""
        said = [f"{pc.name}: {pc.log.read_text(encoding='utf-8')[-1500:]}" for pc in self.pcs if pc.log.exists()]
        return "\n".join([*said, str(self._left()[:5])])


def main() -> int:
    """Play it and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=10, help="files that come together, about")
    parser.add_argument("--faults", type=float, default=0.5, help="how often something goes wrong after a batch")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder), random.Random(options.seed))
        start = time.monotonic()
        try:
            soak.work(options.files, options.batch, options.faults)
            soak.finish()
            soak.check()
        finally:
            for pc in soak.pcs:
                pc.signal(signal.SIGKILL)
        left = orphans(soak.office.root)
        took = time.monotonic() - start
    faults = "、".join(f"{name} {count}" for name, count in soak.done.items())
    sys.stdout.write(
        f"{len(soak.post.sent)} files with {len(soak.post.firms)} forms in {took:.0f} s; {faults}: "
        f"none lost, none doubled; {len(left)} processes left over\n"
    )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
