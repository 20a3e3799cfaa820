"""The life of the reading processes: what they load, and that none outlives those who need it."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intake.conftest import DAY
from intake.hostile import workbook
from toolkit.intake import Reader
from toolkit.intake.process import frames
from toolkit.mechanism import Mechanism

SOUND = workbook()


def pids(reader: Reader) -> list[int]:
    return [each._process.pid for each in reader._children]


def alive(pid: int) -> bool:
    """Return whether a process runs; one that has ended and waits to be counted does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def gone(*which: int) -> bool:
    end = time.monotonic() + 120
    while any(map(alive, which)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, which))


linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes the Linux way")


@linux
def test_leaving_ends_every_process_also_one_that_reads(mechanism: Mechanism) -> None:
    with Reader(children=2) as reader:
        found = reader.read_many([(SOUND, str(number)) for number in range(100)], mechanism, DAY)
        next(found)
        mine = pids(reader)
        os.kill(mine[0], signal.SIGSTOP)
    assert mine
    assert gone(*mine)


@linux
def test_when_we_are_killed_our_processes_end_too(mechanism: Mechanism) -> None:
    script = (
        "import datetime, sys, time\n"
        "from toolkit.intake import Reader\n"
        "from toolkit.mechanism import default_name, load\n"
        "reader = Reader(children=1)\n"
        "reader.read(b'%PDF', 'x', load(default_name()), datetime.date(2024, 1, 1))\n"
        "print(next(iter(reader._children))._process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    mine = int(parent.stdout.readline())
    assert alive(mine)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(mine)


@linux
def test_a_process_nobody_waits_for_stops_itself(mechanism: Mechanism) -> None:
    """The parser of a file of four million cells is still at work when its time is up."""

    def fill(book: object) -> None:
        book.active["P280000"] = "x"  # type: ignore[attr-defined]

    process = subprocess.Popen(
        [sys.executable, "-m", "toolkit.intake.process.worker", "0.05"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    frames.receive(process.stdout)
    frames.send(process.stdin, {"task": "mechanism"}, [pickle.dumps(mechanism)])
    frames.send(process.stdin, {"task": "read", "name": "x", "day": "2024-03-08"}, [workbook(fill)])  # type: ignore[arg-type]
    assert process.wait(120) != 0
    process.stdin.close()
    process.stdout.close()


def test_starting_loads_nothing_that_only_other_rooms_need() -> None:
    heavy = {
        "pandas",
        "numpy",
        "docx",
        "docxtpl",
        "click",
        "openpyxl",
        "xlsxwriter",
        "rich",
        "watchdog",
        "pptx",
        "msoffcrypto",
    }
    script = "import sys, toolkit.intake.process.worker; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(done.stdout.split())
