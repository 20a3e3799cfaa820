"""The swap on Windows, on a stand-in for its file sharing: nobody's save is lost, whoever comes when, whoever dies."""

from __future__ import annotations

import contextlib
import ctypes
import struct
from dataclasses import dataclass
from pathlib import Path

import pytest

from toolkit.files import sha256
from toolkit.register import windows_swap as room
from toolkit.register.swapping import ChangedError, HeldError, aside_of, put_back
from toolkit.register.windows_swap import DELETE, GENERIC_READ, is_held, long_path, rename_info, swap

from .shares import GENERIC_WRITE, SHARE_DELETE, SHARE_READ, SHARE_WRITE, Server, SwitchedOffError, windows_error

OLD, NEW, THEIRS = b"old", b"new", b"saved by somebody"


@dataclass
class Share:
    """A register on a share, the new one beside it, and a place for the backup."""

    folder: Path
    server: Server

    def __post_init__(self) -> None:
        (self.folder / "backups").mkdir(parents=True)
        self.register.write_bytes(OLD)
        self.beside.write_bytes(NEW)

    @property
    def register(self) -> Path:
        return self.folder / "总台账.xlsx"

    @property
    def beside(self) -> Path:
        return self.folder / ".~0123456789abcdef.tmp"

    @property
    def backup(self) -> Path:
        return self.folder / "backups" / "备份.xlsx"

    def swap(self) -> None:
        swap(self.server, self.register, sha256(OLD), self.beside, self.backup)

    def contents(self) -> set[bytes]:
        return {each.read_bytes() for each in self.folder.rglob("*") if each.is_file()}


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return Share(tmp_path / "share", Server())


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waits: list[float] = []
    monkeypatch.setattr(room.time, "sleep", waits.append)
    return waits


def test_the_new_one_takes_the_place_and_the_old_one_becomes_the_backup(share: Share) -> None:
    share.swap()
    assert share.register.read_bytes() == NEW
    assert share.backup.read_bytes() == OLD
    assert sorted(each.name for each in share.folder.iterdir()) == ["backups", "总台账.xlsx"]
    assert not share.server.handles, "nothing is kept open"


def test_a_register_that_changed_stands(share: Share) -> None:
    share.register.write_bytes(THEIRS)
    with pytest.raises(ChangedError):
        share.swap()
    assert share.register.read_bytes() == THEIRS
    assert not share.backup.exists()
    assert not share.server.handles


@pytest.mark.parametrize(
    "share_mode", [0, SHARE_READ, SHARE_READ | SHARE_WRITE], ids=["alone", "as Excel", "as Python"]
)
def test_a_register_that_somebody_has_open_stands_and_is_asked_for_a_few_times_only(
    share: Share, no_waits: list[float], share_mode: int
) -> None:
    share.server.open(share.register, GENERIC_READ | GENERIC_WRITE, share_mode)
    with pytest.raises(HeldError):
        share.swap()
    assert share.register.read_bytes() == OLD
    assert 2 <= sum(no_waits) <= 3


def test_a_virus_scanner_that_passes_is_waited_for(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = share.server.open(share.register, GENERIC_READ, SHARE_READ | SHARE_WRITE)
    monkeypatch.setattr(room.time, "sleep", lambda _: share.server.close(scanner))
    share.swap()
    assert share.register.read_bytes() == NEW


def test_a_missing_register_is_the_callers_business_and_none_is_made(share: Share) -> None:
    share.register.unlink()
    with pytest.raises(OSError, match="error 2"):
        share.swap()
    assert not share.register.exists()


def steps(folder: Path) -> list[str]:
    """What an undisturbed swap asks of the system."""
    share = Share(folder, Server())
    share.swap()
    return share.server.calls


def test_a_save_at_any_moment_either_stands_or_is_refused_to_the_person(tmp_path: Path) -> None:
    outcomes = set()
    for nth, words in enumerate(steps(tmp_path / "0"), start=1):
        share, saved = Share(tmp_path / str(nth), Server()), []

        def save(number: int, _: str, share: Share = share, saved: list[bool] = saved, nth: int = nth) -> None:
            if number == nth:
                saved.append(share.server.save_as_excel(share.register, THEIRS))

        share.server.before = save
        try:
            share.swap()
            outcome = "ours"
        except (ChangedError, HeldError):
            outcome = "theirs"
        assert share.register.exists(), words
        now = share.register.read_bytes()
        # A save after ours has taken its place is one more change to the register, and found by the next run.
        after = words == "close" or words.endswith(f"to {share.backup.name}")
        assert now == (THEIRS if saved == [True] else NEW), words
        assert (outcome == "theirs") == (saved == [True] and not after), words
        if outcome == "theirs":
            assert share.beside.read_bytes() == NEW
        outcomes.add((outcome, saved[0]))
    assert outcomes >= {("ours", False), ("theirs", True)}


def test_a_pc_switched_off_at_any_moment_leaves_the_old_register_or_the_new(tmp_path: Path) -> None:
    put = []
    for nth, words in enumerate(steps(tmp_path / "0"), start=1):
        share = Share(tmp_path / str(nth), Server())

        def off(number: int, _: str, nth: int = nth) -> None:
            if number >= nth:
                raise SwitchedOffError

        share.server.before = off
        with pytest.raises(SwitchedOffError):
            share.swap()
        put.append(put_back(share.register))
        assert share.register.read_bytes() in (OLD, NEW), words
        assert OLD in share.contents(), words
    assert any(put), "there is a moment in which the register lies aside"


@pytest.mark.parametrize("number", [64, 1231, 112])
def test_a_share_that_goes_away_at_any_moment_loses_nothing(tmp_path: Path, number: int) -> None:
    for nth, words in enumerate(steps(tmp_path / "0"), start=1):
        share = Share(tmp_path / str(nth), Server())

        def fail(count: int, said: str, nth: int = nth) -> None:
            if count == nth and said != "close":
                raise windows_error(number)

        share.server.before = fail
        with contextlib.suppress(OSError):  # once the new one stands, where the old one lies is no reason to fail
            share.swap()
        put_back(share.register)
        assert share.register.read_bytes() in (OLD, NEW), words
        assert OLD in share.contents(), words
        assert not share.server.handles, words


def test_a_register_left_aside_is_not_put_over_another(share: Share) -> None:
    aside_of(share.register).write_bytes(OLD)
    share.register.write_bytes(THEIRS)
    assert not put_back(share.register)
    assert share.register.read_bytes() == THEIRS


def test_whether_somebody_holds_a_file_can_be_asked(share: Share) -> None:
    assert not is_held(share.server, share.register)
    assert not is_held(share.server, share.folder / "none")
    handle = share.server.open(share.register, GENERIC_READ, SHARE_READ | SHARE_WRITE | SHARE_DELETE)
    assert is_held(share.server, share.register)
    share.server.close(handle)
    assert not is_held(share.server, share.register)
    assert share.server.handles == {}


def test_a_plain_replace_would_have_lost_the_save(share: Share) -> None:
    """The stand-in guards the tests themselves: done the naive way, what a person saved is gone."""
    if share.register.read_bytes() == OLD:
        assert share.server.save_as_excel(share.register, THEIRS)
        share.beside.replace(share.register)
    assert THEIRS not in share.contents()


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the numbers below are those of 64 bits")
def test_the_structure_is_laid_out_as_microsoft_documents_it() -> None:
    """FILE_RENAME_INFO on x64: BOOLEAN at 0, HANDLE at 8, length in bytes at 16, the name at 20; 24 with its end."""
    assert ctypes.sizeof(room.RenameInfo) == 24
    assert room.NAME_AT == 20
    data = rename_info(Path("X"))
    replace, root, length = struct.unpack_from("<IxxxxQI", data)
    name = long_path("X").encode("utf-16-le")
    assert (replace, root, length) == (0, 0, len(name))
    assert data[20 : 20 + length] == name
    assert data[20 + length : 22 + length] == b"\0\0"
    assert len(data) >= 24


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (r"D:\台账\总台账.xlsx", r"\\?\D:\台账\总台账.xlsx"),
        (r"\\server\共享\总台账.xlsx", r"\\?\UNC\server\共享\总台账.xlsx"),
        (r"\\?\D:\x", r"\\?\D:\x"),
    ],
)
def test_a_path_may_be_long(path: str, long: str) -> None:
    assert long_path(path) == long


def test_the_rights_asked_for_are_windows_own_numbers() -> None:
    assert (DELETE, GENERIC_READ) == (65536, 2147483648)
