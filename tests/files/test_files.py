"""Files on a shared drive: old or new and nothing between, one winner, names every system takes."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.files import (
    append_line,
    free_name,
    read_stable,
    safe_name,
    sha256,
    sweep,
    write_beside,
    write_new,
    write_whole,
    writing,
)  # fmt: skip


def _listed(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


OLD, NEW = b"old" * 1000, b"new" * 5000


# --- written whole -----------------------------------------------------------------------------------------------


def test_a_file_is_written_with_its_folders_and_nothing_beside_it(root: Path) -> None:
    path = root / "a" / "b" / "总台账.xlsx"
    write_whole(path, NEW)

    assert path.read_bytes() == NEW
    assert _listed(path.parent) == ["总台账.xlsx"]


def test_what_is_written_beside_lies_in_the_same_folder_and_is_hidden(tmp_path: Path) -> None:
    beside = write_beside(tmp_path / "a.xlsx", NEW)

    assert beside.read_bytes() == NEW
    assert beside.parent == tmp_path
    assert beside.name.startswith(".~")
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_colleagues_can_read_what_was_written(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        write_whole(tmp_path / "whole", NEW)
        write_new(tmp_path / "new", NEW)
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "whole").stat().st_mode) == 0o664
    assert (tmp_path / "new").stat().st_mode & stat.S_IRGRP


_STEPS = ("open", "fsync", "replace")


def _failing(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif step == "verify":
        monkeypatch.setattr(writing, "_verify", fail)
    else:
        monkeypatch.setattr(os, step, fail)


@pytest.mark.parametrize("step", [*_STEPS, "verify"])
def test_a_failure_at_any_step_leaves_the_old_content_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    _failing(monkeypatch, step)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, NEW)
    monkeypatch.undo()

    assert path.read_bytes() == OLD
    assert _listed(tmp_path) == ["a"]


_KILLED = """
import os, sys
from pathlib import Path
from toolkit.files import write_whole
step, path = int(sys.argv[1]), Path(sys.argv[2])
count = 0
def watch(event, args):
    global count
    if event in {"open", "os.rename", "os.remove", "os.chmod"} and str(path.parent) in str(args[0]):
        count += 1
        if count == step:
            os._exit(9)
real = os.fsync
def fsync(handle):
    watch("open", (str(path.parent),))
    real(handle)
    watch("open", (str(path.parent),))
os.fsync = fsync
sys.addaudithook(watch)
write_whole(path, b"new" * 5000)
"""


def test_a_kill_at_every_step_leaves_the_old_content_or_the_new(tmp_path: Path) -> None:
    found = []
    for step in range(1, 20):
        path = tmp_path / str(step) / "a"
        path.parent.mkdir()
        path.write_bytes(OLD)
        done = subprocess.run([sys.executable, "-c", _KILLED, str(step), str(path)], check=False, timeout=300)
        found.append(path.read_bytes())
        assert found[-1] in (OLD, NEW)
        if done.returncode == 0:
            break
        assert done.returncode == 9

    assert found[-1] == NEW
    assert len(found) >= 4, "the steps were watched"
    assert found[0] == OLD


def test_a_disk_that_gives_back_other_bytes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(OLD)
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"other")
    with pytest.raises(OSError, match="other bytes"):
        write_whole(tmp_path / "a", NEW)
    monkeypatch.undo()

    assert (tmp_path / "a").read_bytes() == OLD
    assert _listed(tmp_path) == ["a"]


def test_a_virus_scanner_that_passes_is_waited_for_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, held, real = tmp_path / "a", [5, 32, 33], Path.replace
    path.write_bytes(OLD)

    def replace(self: Path, target: Path) -> Path:
        if held:
            error = PermissionError(13, "held")
            error.winerror = held.pop()  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(writing.time, "sleep", lambda _: None)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW

    held.extend([32] * 20)
    with pytest.raises(PermissionError):
        write_whole(path, OLD)
    assert path.read_bytes() == NEW
    assert _listed(tmp_path) == ["a"]


def test_nothing_else_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def replace(*_: Path) -> None:
        tries.append(1)
        raise PermissionError(13, "no rights")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a", NEW)
    assert len(tries) == 1


# --- swept -------------------------------------------------------------------------------------------------------


def test_only_our_own_files_of_killed_runs_are_swept(tmp_path: Path) -> None:
    now = 1_700_000_000.0
    ours = write_beside(tmp_path / "a", NEW)
    young = write_beside(tmp_path / "a", NEW)
    others = ["~$a.xlsx", ".~lock.a.xlsx#", ".~a.xlsx", ".~0123456789abcdef.tmp.xlsx", "0123456789abcdef.tmp", "x.tmp"]
    for name in others:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "in").mkdir()
    below = write_beside(tmp_path / "in" / "a", NEW)
    (tmp_path / ".~fedcba9876543210.tmp").mkdir()
    for each in tmp_path.rglob("*"):
        os.utime(each, (now - 3601, now - 3601))
    os.utime(young, (now - 3599, now - 3599))

    assert sweep(tmp_path, now) == 1
    assert not ours.exists()
    assert young.exists()
    assert below.exists()
    assert all((tmp_path / name).exists() for name in [*others, ".~fedcba9876543210.tmp"])
    assert sweep(tmp_path / "none", now) == 0


# --- one winner --------------------------------------------------------------------------------------------------


def test_a_claim_is_won_once(root: Path) -> None:
    assert write_new(root / "x" / "2024-001", b"a")
    assert not write_new(root / "x" / "2024-001", b"b")
    assert (root / "x" / "2024-001").read_bytes() == b"a"


def test_of_many_processes_exactly_one_wins(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from toolkit.files import write_new
sys.stdin.readline()
print(sum(write_new(Path(sys.argv[1]) / str(n), sys.argv[2].encode()) for n in range(60)))
"""
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(number)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [int(racer.communicate(timeout=300)[0]) for racer in racers]

    assert sum(won) == 60
    assert len(_listed(tmp_path)) == 60
    assert all(path.read_bytes() in {b"0", b"1", b"2", b"3"} for path in tmp_path.iterdir())


def test_a_new_file_that_could_not_be_written_is_not_left_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, "fsync")
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "a", NEW)
    monkeypatch.undo()

    assert _listed(tmp_path) == []
    assert write_new(tmp_path / "a", NEW)


# --- appended ----------------------------------------------------------------------------------------------------


def test_lines_are_appended_and_a_torn_one_is_closed_first(root: Path) -> None:
    path = root / "x" / "log"
    append_line(path, "甲\n")
    append_line(path, "乙")
    append_line(path, "丙\n")

    assert path.read_text(encoding="utf-8") == "甲\n乙\n丙\n"


def test_a_disk_that_takes_a_little_at_a_time_gets_it_all(tmp_path: Path) -> None:
    class Slow:
        def __init__(self) -> None:
            self.data = b""

        def write(self, data: bytes) -> int:
            self.data += data[:3]
            return len(data[:3])

    slow = Slow()
    writing._write_all(slow, b"0123456789")  # type: ignore[arg-type]

    assert slow.data == b"0123456789"


# --- read --------------------------------------------------------------------------------------------------------


def test_a_file_at_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)

    assert read_stable(tmp_path / "a") == OLD


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(OLD + b"more"),
        lambda path: path.write_bytes(OLD[:5]),
        lambda path: os.utime(path, (1, 1)),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], Any]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(OLD)
    real, calls = Path.stat, []

    def stat_(self: Path, **options: Any) -> os.stat_result:
        if self == path:
            calls.append(1)
            if len(calls) == 2:
                change(path)
        return real(self, **options)

    monkeypatch.setattr(Path, "stat", stat_)

    assert read_stable(path) is None


def test_a_file_that_is_gone_is_the_callers_business(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_stable(tmp_path / "a")


def test_the_digest_is_of_the_content() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("顺德甲/乙公司：问题?.xlsx", "顺德甲 乙公司：问题 .xlsx"),
        ("  a   b . ", "a b"),
        ("", "_"),
        ("...", "_"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("aux .xlsx", "_aux .xlsx"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("cafe\u0301", "café"),
        ("半\ud800个", "半 个"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


_BAD = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_NAMEISH = st.text(
    st.one_of(
        st.characters(), st.characters(blacklist_categories=[]), st.sampled_from('CONAUXcom1¹. /\\:"\ud800é\u0301字𠮷')
    )
)


@given(_NAMEISH, st.integers(5, 80))
def test_a_safe_name_is_one(text: str, limit: int) -> None:
    name = safe_name(text, limit)

    assert name
    assert len(name) <= limit
    assert not _BAD.search(name)
    assert name == name.strip()
    assert not name.endswith(".")
    assert name.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert len(name.encode("utf-8")) <= 240, "with a suffix and a number it fits into Linux's 255"


@given(_NAMEISH, st.integers(5, 80))
def test_a_safe_name_stays_as_it_is(text: str, limit: int) -> None:
    name = safe_name(text, limit)

    assert safe_name(name, limit) == name
    assert unicodedata.is_normalized("NFC", name)


@given(_NAMEISH)
def test_a_file_of_a_safe_name_can_be_made(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("names") / safe_name(text)
    path.write_bytes(b"")

    assert _listed(path.parent) == [path.name]


def test_a_taken_name_is_counted_on(tmp_path: Path) -> None:
    path = tmp_path / "纪要.docx"
    names = []
    for _ in range(3):
        free = free_name(path)
        free.touch()
        names.append(free.name)

    assert names == ["纪要.docx", "纪要（2）.docx", "纪要（3）.docx"]
