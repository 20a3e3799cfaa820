"""The swap: only over the very bytes we started from, never over somebody's open register, with a backup of each."""

from __future__ import annotations

import getpass
import os
import socket
import stat
import time
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from unittest.mock import Mock

import pytest

from jobs.office import lock_by_excel, lock_by_libreoffice
from toolkit.errors import NoSpaceError, RegisterBusyError, RegisterError, RegisterOpenError
from toolkit.register import backups_in, commit, lookalikes, open_by, read_register, saved_since
from toolkit.register.backups import KEEP, prune
from toolkit.register.swapping import ChangedError, HeldError, aside_of

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


def test_what_the_swap_finds_is_told_to_the_person(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, told, kind in (
        (HeldError(), "正打开着", RegisterOpenError),
        (ChangedError(), "又被人保存过", RegisterBusyError),
        (FileNotFoundError(), "找不到总台账", RegisterError),
    ):
        monkeypatch.setattr(SWAP, "swap", Mock(side_effect=found))
        with pytest.raises(kind, match=told):
            commit(register, b"old", b"new", backups(register), NOW)
        assert not leftovers(register)


def test_too_little_room_is_told_before_anything_is_written(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 3 * 20 + (100 << 20) - 1

    monkeypatch.setattr(SWAP.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(NoSpaceError, match=r"剩余空间只有 100 MB，写总台账至少要留 101 MB"):
        commit(register, b"old", b"x" * 20, backups(register), NOW)
    assert register.read_bytes() == b"old"
    assert not backups(register).exists()
    Usage.free += 1
    commit(register, b"old", b"x" * 20, backups(register), NOW)
    assert len(register.read_bytes()) == 20


def test_a_drive_that_does_not_tell_its_room_is_tried(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SWAP.shutil, "disk_usage", Mock(side_effect=OSError(95, "not here")))
    commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"new"


def test_what_a_killed_run_left_aside_comes_back_or_becomes_a_backup(register: Path) -> None:
    aside = aside_of(register)
    register.rename(aside)
    assert read_register(register) == b"old"
    assert not aside.exists()
    aside.write_bytes(b"older")
    commit(register, b"old", b"new", backups(register), NOW)
    assert {each.read_bytes() for each in backups_in(backups(register))} == {b"older", b"old"}
    assert not aside.exists()


def test_a_backup_takes_nobodys_name(register: Path) -> None:
    for count in range(3):
        commit(register, b"old", b"new", backups(register), NOW)
        commit(register, b"new", b"old", backups(register), NOW)
        assert len(backups_in(backups(register))) == 2 * count + 2
    assert [each.read_bytes() for each in backups_in(backups(register))[:2]] == [b"new", b"old"]


def test_an_old_backup_that_somebody_reads_does_not_stop_the_work(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_backups(backups(register), [NOW - timedelta(minutes=n) for n in range(KEEP + 2)])
    monkeypatch.setattr(Path, "unlink", Mock(side_effect=PermissionError(13, "open")))
    prune(backups(register), NOW.date())
    assert len(backups_in(backups(register))) == KEEP + 2


def test_the_file_that_excel_left_is_named_where_the_register_is_missing(register: Path) -> None:
    left = register.with_name("8A7B6C5D")
    register.rename(left)
    register.with_name("ABCDEFGH").write_bytes(b"")
    then = datetime(2024, 1, 10, 9, 12).timestamp()
    os.utime(left, (then, then))
    with pytest.raises(RegisterError, match=r"8A7B6C5D（2024-01-10 09:12）") as told:
        read_register(register)
    assert "恢复总台账" in told.value.remedy
    assert not register.exists()


def test_a_save_under_way_is_waited_for_longer_than_a_register_that_is_gone(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.rename(register.with_name("8A7B6C5D"))
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 40:
            register.with_name("8A7B6C5D").rename(register)

    monkeypatch.setattr(SWAP.time, "sleep", pause)
    assert read_register(register) == b"old"
    assert len(looks) == 40
    assert 30 <= SWAP._SAVING <= 60


def test_nothing_is_written_where_the_register_is_gone(register: Path) -> None:
    register.unlink()
    with pytest.raises(RegisterError, match=r"找不到总台账"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert not register.exists()
    assert not leftovers(register)


def test_a_register_marked_as_read_only_is_left_alone_until_the_mark_is_gone(register: Path) -> None:
    register.chmod(stat.S_IREAD)
    with pytest.raises(RegisterOpenError, match=r"设成了只读.*“属性”"):
        commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"old"
    assert not leftovers(register)
    register.chmod(stat.S_IREAD | stat.S_IWRITE)
    commit(register, b"old", b"new", backups(register), NOW)
    assert register.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["总台账2024.xlsx", "总台账.ods", "总台账.XLS"])
def test_a_register_that_was_renamed_or_saved_as_another_kind_is_named(register: Path, name: str) -> None:
    register.rename(register.with_name(name))
    with pytest.raises(RegisterError, match=rf"找不到总台账 总台账.xlsx；同一文件夹里有“{name}”"):
        read_register(register)


def test_a_spreadsheet_saved_after_the_register_may_be_the_one_somebody_works_in(register: Path) -> None:
    os.utime(register, (1_700_000_000, 1_700_000_000))
    for name, age in (
        ("总台账 - 副本.xlsx", 0),
        ("总台账.ods", 60),
        ("旧.xls", -60),
        ("~$总台账.xlsx", 60),
        ("说明.txt", 60),
    ):
        register.with_name(name).write_bytes(b"")
        os.utime(register.with_name(name), (1_700_000_000 + age, 1_700_000_000 + age))
    assert [each.name for each in lookalikes(register)] == ["总台账.ods", "总台账 - 副本.xlsx", "旧.xls"]
    assert [each.name for each in saved_since(register)] == ["总台账.ods"], (
        "a copy bears the time of what it was made from"
    )


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


def test_a_libreoffice_that_died_on_this_pc_is_no_obstacle_for_long(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell who has a file open")
    owner = register.with_name(f".~lock.{register.name}#")
    owner.write_text(f"李大华,{getpass.getuser()},{socket.gethostname()},22.11.2026 09:15,file:///x;", encoding="utf-8")
    assert open_by(register) == "李大华", "it may be about to open it"
    minutes_ago = time.time() - 120
    os.utime(owner, (minutes_ago, minutes_ago))
    with register.open("rb"):
        assert open_by(register) == "李大华", "somebody has it open"
    assert open_by(register) == ""
    owner.write_text(f"李大华,{getpass.getuser()},pc-7,22.11.2026 09:15,file:///x;", encoding="utf-8")
    os.utime(owner, (minutes_ago, minutes_ago))
    assert open_by(register) == "李大华", "another PC cannot be looked into"


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
    folder.mkdir(parents=True)
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
