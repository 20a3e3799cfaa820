"""The swap: only over the very bytes we started from, never over somebody's open register, with a backup of each."""

from __future__ import annotations

import os
import stat
import time
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from jobs.office import lock_by_excel, lock_by_libreoffice
from toolkit.errors import RegisterBusyError, RegisterError
from toolkit.register import backups_in, commit, open_by, read_register
from toolkit.register.backups import KEEP, prune

#: The room itself; the package gives out its function under the same name.
SWAP = import_module("toolkit.register.commit")
NOW = datetime(2024, 1, 10, 9, 30)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register" / "总台账.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SWAP, "_BETWEEN_LOOKS", 0.02)


def backups(register: Path) -> Path:
    return register.parent / "backups"


def leftovers(register: Path) -> list[str]:
    return [each.name for each in register.parent.rglob("*.tmp")]


def test_the_new_bytes_replace_the_old_and_the_old_are_kept(register: Path) -> None:
    commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"new"
    (kept,) = backups_in(backups(register))
    assert kept.read_bytes() == b"old"
    assert kept.name.startswith("总台账 2024-01-10 093000 ")
    assert not leftovers(register)


def test_nothing_is_written_where_the_register_changed_meanwhile(register: Path) -> None:
    register.write_bytes(b"saved by somebody")
    with pytest.raises(RegisterBusyError, match="又被人保存过"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"saved by somebody"
    assert not leftovers(register)


def test_nothing_is_written_where_the_register_is_gone(register: Path) -> None:
    register.unlink()
    with pytest.raises(RegisterError, match=r"找不到总台账"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert not register.exists()
    assert not leftovers(register)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_colleagues_may_open_the_register_we_wrote(register: Path) -> None:
    other = register.with_name("other")
    other.write_bytes(b"")
    commit(register, b"old", b"new", backups(register), NOW)
    assert stat.S_IMODE(register.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_register_that_is_being_saved_is_waited_for(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = register.with_name("A1B2C3D4")
    register.rename(away)
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 2:
            away.rename(register)

    monkeypatch.setattr(SWAP.time, "sleep", pause)
    assert read_register(register) == b"old"
    assert len(looks) == 2


def test_an_owner_file_of_excel_means_busy_and_names_the_person(register: Path) -> None:
    lock_by_excel(register, "王小明")
    assert open_by(register) == "王小明"
    with pytest.raises(RegisterBusyError, match="由王小明正打开着"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"old"
    assert not backups(register).exists()


def test_an_owner_file_of_libreoffice_means_busy_and_names_the_person(register: Path) -> None:
    lock_by_libreoffice(register, "李大华")
    assert open_by(register) == "李大华"
    with pytest.raises(RegisterBusyError, match="由李大华正打开着"):
        commit(register, b"old", b"new", backups(register), NOW)


def test_an_owner_file_of_wps_on_linux_means_busy(register: Path) -> None:
    owner = lock_by_excel(register, "赵工")
    owner.rename(register.with_name(f".~{register.name}"))
    assert open_by(register) == "赵工"


def test_an_owner_file_that_names_nobody_still_means_busy(register: Path) -> None:
    register.with_name(f"~${register.name}").write_bytes(b"")
    assert open_by(register) == "某人"


@pytest.mark.parametrize("lay", [lock_by_excel, lock_by_libreoffice])
def test_a_stale_owner_file_is_no_obstacle(register: Path, lay: object) -> None:
    assert callable(lay)
    owner: Path = lay(register)
    yesterday = time.time() - 13 * 3600
    os.utime(owner, (yesterday, yesterday))
    assert open_by(register) == ""
    commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"new"


def test_a_full_disk_leaves_the_register_as_it_was(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"old"
    assert not leftovers(register)
    assert not backups_in(backups(register)), "half a backup would be restored as if it were whole"


def lay_backups(folder: Path, times: list[datetime]) -> None:
    folder.mkdir()
    for each in times:
        (folder / f"总台账 {each:%Y-%m-%d %H%M%S} 0123abcd.xlsx").write_bytes(b"")


def test_the_last_thirty_backups_and_the_last_of_each_day_stay(tmp_path: Path) -> None:
    today = [NOW + timedelta(minutes=n) for n in range(40)]
    earlier = [NOW - timedelta(days=d) + timedelta(minutes=n) for d in (1, 2, 3) for n in range(5)]
    folder = tmp_path / "backups"
    lay_backups(folder, [*today, *earlier])
    (folder / "恢复前的总台账.xlsx").write_bytes(b"")
    prune(folder, date(2024, 1, 10))
    wanted = [*today[-KEEP:], *(NOW - timedelta(days=d) + timedelta(minutes=4) for d in (1, 2, 3))]
    assert {each.name for each in backups_in(folder)} == {f"总台账 {t:%Y-%m-%d %H%M%S} 0123abcd.xlsx" for t in wanted}
    assert (folder / "恢复前的总台账.xlsx").exists()
    names = [each.name for each in backups_in(folder)]
    assert names == sorted(names, reverse=True)


def test_fewer_than_thirty_backups_all_stay(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    lay_backups(folder, [NOW + timedelta(minutes=n) for n in range(KEEP)])
    prune(folder, date(2024, 1, 10))
    assert len(backups_in(folder)) == KEEP


def test_a_missing_register_is_waited_for_no_longer_than_a_save_takes() -> None:
    assert 1 <= (SWAP._LOOKS - 1) * 0.5 <= 5


def test_two_backups_of_one_second_are_still_in_their_order(register: Path) -> None:
    for before, after in ((b"old", b"new"), (b"new", b"newer"), (b"newer", b"newest")):
        commit(register, before, after, backups(register), NOW)
    assert [each.read_bytes() for each in backups_in(backups(register))] == [b"newer", b"new", b"old"]
