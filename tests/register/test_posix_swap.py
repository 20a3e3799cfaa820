"""The swap on Linux, with real files and a real second process: nobody's save is lost, and none of ours."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("this is how it is done on Linux", allow_module_level=True)

import fcntl

from toolkit.files import sha256, write_beside
from toolkit.register import posix_swap as room
from toolkit.register.posix_swap import exchange, swap
from toolkit.register.swapping import ChangedError, HeldError

OLD, NEW, THEIRS, LATER = b"old", b"new", b"saved by somebody", b"saved once more"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "总台账.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture(params=["exchange", "replace"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: by exchange, and as on a mounted share, which knows neither exchange nor second names."""
    if request.param == "replace":

        def cannot(*_: object) -> None:
            raise OSError(errno.EOPNOTSUPP, "not here")

        monkeypatch.setattr(room, "exchange", lambda *_: False)
        monkeypatch.setattr(os, "link", cannot)
    return str(request.param)


def run(register: Path) -> Path:
    """Swap, and return where the backup lies."""
    backup = register.with_name("backups") / "b.xlsx"
    beside = write_beside(register, NEW)
    try:
        swap(register, sha256(OLD), beside, backup)
    finally:
        beside.unlink(missing_ok=True)
    return backup


def names(register: Path) -> list[str]:
    return sorted(each.name for each in register.parent.rglob("*") if each.is_file())


def test_the_new_one_takes_the_place_and_the_old_one_is_kept(register: Path, way: str) -> None:
    backup = run(register)
    assert (register.read_bytes(), backup.read_bytes()) == (NEW, OLD)
    assert names(register) == ["b.xlsx", "总台账.xlsx"]
    register.write_bytes(THEIRS)
    assert backup.read_bytes() == OLD, "a backup is no second name of what people go on editing"


def test_a_register_that_changed_stands_and_no_backup_is_made(register: Path, way: str) -> None:
    register.write_bytes(THEIRS)
    with pytest.raises(ChangedError):
        run(register)
    assert register.read_bytes() == THEIRS
    assert names(register) == ["总台账.xlsx"]


def test_a_missing_register_is_not_made(register: Path, way: str) -> None:
    register.unlink()
    with pytest.raises(FileNotFoundError):
        run(register)
    assert names(register) == []


_HOLDER = """
import fcntl, sys
stream = open(sys.argv[1], "rb+")
fcntl.lockf(stream, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_register_that_another_program_has_locked_stands(register: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(register)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(HeldError):
            run(register)
        assert register.read_bytes() == OLD
        holder.stdin.write("\n")
        holder.stdin.close()
        holder.wait(30)
    run(register)
    assert register.read_bytes() == NEW


@pytest.mark.parametrize("number", [errno.EBUSY, errno.ETXTBSY, errno.EACCES])
def test_a_share_that_refuses_to_open_it_for_writing_says_that_somebody_holds_it(
    register: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real = os.open

    def refuse(path: object, flags: int, *more: int) -> int:
        if path == register and flags & os.O_RDWR:
            raise OSError(number, "held")
        return real(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(HeldError):
        run(register)
    assert register.read_bytes() == OLD


def test_a_colleagues_file_that_we_may_not_write_but_replace_is_replaced(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: object, flags: int, *more: int) -> int:
        if path == register and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "not yours")
        return real(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    run(register)
    assert register.read_bytes() == NEW


def test_a_file_system_without_locks_is_no_obstacle(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(fcntl, "lockf", none)
    run(register)
    assert register.read_bytes() == NEW


def by_rename(register: Path, data: bytes) -> None:
    beside = register.with_name("saving")
    beside.write_bytes(data)
    beside.replace(register)


def in_place(register: Path, data: bytes) -> None:
    register.write_bytes(data)


@pytest.mark.parametrize("save", [by_rename, in_place])
@pytest.mark.parametrize("saves", [[THEIRS], [THEIRS, LATER]])
def test_a_save_in_the_very_moment_of_the_swap_stands(
    register: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, bytes], None], saves: list[bytes]
) -> None:
    waiting, real = list(saves), exchange

    def late(one: Path, other: Path) -> bool:
        if waiting:
            save(register, waiting.pop(0))
        return real(one, other)

    monkeypatch.setattr(room, "exchange", late)
    with pytest.raises(ChangedError):
        run(register)
    assert register.read_bytes() == saves[-1]
    kept = [each.read_bytes() for each in register.parent.rglob("b.xlsx")]
    assert kept == saves[:-1], "one that was saved over while we were at it is kept, too"


def test_what_fails_at_the_swap_leaves_the_old_one_and_no_backup(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(room, "exchange", fail)
    with pytest.raises(OSError, match="gone"):
        run(register)
    assert register.read_bytes() == OLD
    assert names(register) == ["总台账.xlsx"]


def test_two_files_take_each_others_place(tmp_path: Path) -> None:
    one, other = tmp_path / "一", tmp_path / "二"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    if not exchange(one, other):
        pytest.skip("this file system cannot")
    assert (one.read_bytes(), other.read_bytes()) == (b"2", b"1")
    other.unlink()
    with pytest.raises(FileNotFoundError):
        exchange(one, other)


#: Somebody who has a file open and saves it again and again, as fast as he can, and notes each save once it is done,
#: until he is told that it is enough.
_SAVER = """
import os, sys, time
path, log, enough = sys.argv[1:]
count = 0
while not os.path.exists(enough):
    count += 1
    with open(path + ".saving", "w", encoding="ascii") as stream:
        stream.write(f"theirs {count}")
    os.replace(path + ".saving", path)
    with open(log, "a", encoding="ascii") as stream:
        stream.write(f"{count}\\n")
    time.sleep(0.0005)
"""


def last_saved(log: Path) -> int:
    lines = log.read_text(encoding="ascii").split("\n")[:-1] if log.exists() else []
    return int(lines[-1]) if lines else 0


def test_somebody_who_saves_as_fast_as_he_can_never_finds_an_older_save_of_his_in_its_place(tmp_path: Path) -> None:
    register, log = tmp_path / "总台账.xlsx", tmp_path / "log"
    register.write_text("theirs 0", encoding="ascii")
    enough = tmp_path / "enough"
    command = [sys.executable, "-c", _SAVER, str(register), str(log), str(enough)]
    done = refused = 0
    with subprocess.Popen(command) as saver:
        while saver.poll() is None:
            saved = last_saved(log)
            if min(done, refused) >= 20 and saved > 20:
                enough.touch()
            started = register.read_bytes()
            assert int(started.split()[1]) >= saved, "a save of theirs was lost to us"
            beside = write_beside(register, started.split(b" ours")[0] + f" ours {done + 1}".encode())
            try:
                swap(register, sha256(started), beside, tmp_path / "backups" / f"{done + refused}.xlsx")
                done += 1
            except ChangedError:
                refused += 1
            finally:
                beside.unlink(missing_ok=True)
    assert int(register.read_bytes().split()[1]) == last_saved(log) > 20
