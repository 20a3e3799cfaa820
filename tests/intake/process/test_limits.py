"""What the reading process may not do, tried in a process that is confined like one."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.intake.process.limits import _ExtendedLimits, _limits


def confined(code: str, folder: Path) -> str:
    """Run lines in a confined process and return what they printed, or the kind of error that ended them."""
    lines = "\n    ".join(code.splitlines())
    script = (
        "import os, shutil, socket, subprocess, lxml.etree\n"
        f"from toolkit.intake.process.limits import confine\nconfine(400 << 20)\ntry:\n    {lines}\n"
        "except BaseException as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=folder)
    return done.stdout.strip()


FORBIDDEN = """
open('x', 'w')
open('x', 'ab')
open('kept', 'r+')
os.open('x', os.O_CREAT | os.O_WRONLY)
os.remove('kept')
os.rename('kept', 'other')
os.mkdir('x')
shutil.rmtree('.')
subprocess.run(['true'])
os.system('true')
os.fork()
socket.create_connection(('127.0.0.1', 9))
socket.getaddrinfo('example.org', 80)
"""


def test_it_writes_starts_and_calls_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    wishes = FORBIDDEN.strip().splitlines()
    tries = [f"try: {each}\nexcept BaseException as error: print(type(error).__name__)" for each in wishes]
    assert confined("\n".join(tries), tmp_path).split() == ["PermissionError"] * len(wishes)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["kept"]


def test_it_may_read_and_load_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")
    assert confined("print(open('kept').read())\nimport openpyxl, msoffcrypto", tmp_path) == "kept"


def test_a_scratch_file_is_memory(tmp_path: Path) -> None:
    code = "import tempfile\nwith tempfile.TemporaryFile() as scratch:\n  scratch.write(b'x')\nprint(type(scratch).__name__)"
    assert confined(code, tmp_path) == "BytesIO"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a job object is asked for there")
def test_it_gets_no_more_memory_than_allowed(tmp_path: Path) -> None:
    assert confined("print(len(bytes(100 << 20)))", tmp_path) == str(100 << 20)
    assert confined("bytes(500 << 20)", tmp_path) == "MemoryError"


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of winnt.h for 64 bits")
def test_the_job_s_limits_lie_where_windows_looks_for_them() -> None:
    assert ctypes.sizeof(_ExtendedLimits) == 144
    assert _ExtendedLimits.ProcessMemoryLimit.offset == 112
    raw = bytes(_limits(1 << 30))
    assert raw[16:20] == (0x508).to_bytes(4, "little")
    assert raw[40:44] == (1).to_bytes(4, "little")
    assert raw[112:120] == (1 << 30).to_bytes(8, "little")
