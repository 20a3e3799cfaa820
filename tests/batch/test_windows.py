"""The program itself on a real Python for Windows, in Wine: what only Windows does with files, processes and answers.

What cannot be seen here: whatever needs pandas (``windows_python.py``), a keyboard, a real server's locks, and Excel.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from jobs.office import Office
from toolkit.mechanism import load

from .office import found
from .windows_python import place
from .wine import HOME, PROGRAMS, Windows, windows

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"not all of these are installed: {', '.join(PROGRAMS)}"
)

#: Has a file open as Excel has, for reading and writing, and lets others read it; says whether that worked, and asks
#: whether two processes are gone: itself, and one that never was.
_HOLDER = """
import ctypes, os, socket, sys
from toolkit.jobs.desk.heartbeat import Who
kernel = ctypes.WinDLL("kernel32")
kernel.CreateFileW.restype = ctypes.c_void_p
number, pointer = ctypes.c_uint32, ctypes.c_void_p
kernel.CreateFileW.argtypes = (ctypes.c_wchar_p, number, number, pointer, number, number, pointer)
handle = kernel.CreateFileW(sys.argv[1], 0xC0000000, 1, None, 3, 0, None)
gone = [Who(socket.gethostname(), "", process, "", "", "").is_gone() for process in (os.getpid(), 0x7FFFFFF0)]
print(handle != ctypes.c_void_p(-1).value, *gone, flush=True)
sys.stdin.readline()
"""


@dataclass
class Played:
    """What two scripts brought, the first while the register was held open, and the office afterwards."""

    office: Office
    held: str
    adopted: str
    ingested: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = found(tmp_path_factory.mktemp("共享盘") / "工具包 (新) & 甲!乙")
    (folder / ".venv").unlink()
    shutil.copytree(place(HOME), folder / ".venv" / "Scripts")
    office = Office(folder, load("shunde"))
    office.put("表.xlsx", office.report())
    ledger = folder / "旧 台账.csv"
    ledger.write_text("企业名称,反映问题,承办单位\n佛山市乙有限公司,用电容量不足,\n", encoding="gb18030")
    with windows(tmp_path_factory.mktemp("程序") / "python.exe") as pc:
        with _held(pc, office) as held:
            adopt = folder / "batch" / "14 接管旧台账.bat"
            adopted = pc.click(adopt, "Y\n", 65001, dropped=pc.inside(ledger))[1]
        ingested = pc.click(folder / "batch" / "01 收件.bat", codepage=936)[1]
    return Played(office, held, adopted, ingested)


@contextmanager
def _held(pc: Windows, office: Office) -> Iterator[str]:
    """Have another program hold the register; give what it says."""
    python, script = office.root / ".venv/Scripts/python.exe", office.root / "hold.py"
    script.write_text(_HOLDER, encoding="utf-8")
    with subprocess.Popen(
        ["wine", str(python), str(script), pc.inside(office.workspace.register)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=pc.environment(936), text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        yield holder.stdout.readline()
        holder.communicate("\n", timeout=60)


def test_a_process_is_known_to_run_and_one_that_never_was_to_be_gone(played: Played) -> None:
    assert played.held.split() == ["True", "False", "True"]


def test_what_a_person_answers_is_heard_and_waits_while_somebody_has_the_register_open(played: Played) -> None:
    assert "照此登记这 1 件吗？" in played.adopted
    assert "已登记 1 件" in played.adopted
    assert "等待写入" in played.adopted


def test_the_register_is_written_once_it_is_free_and_this_machine_finds_all_in_agreement(played: Played) -> None:
    assert "收件 1 份" in played.ingested
    assert {row["企业名称"] for row in played.office.rows()} == {"佛山市乙有限公司", "顺德甲电器有限公司"}
    checked = subprocess.run(
        [sys.executable, "-m", "toolkit", "check"], cwd=played.office.root, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "都一致（2 件事项）" in checked.stdout
