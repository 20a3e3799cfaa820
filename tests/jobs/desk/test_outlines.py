"""What this PC notes of the register's large sheets makes runs quicker, and changes nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from jobs.office import DAY, REPORT, Office
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk import cache
from toolkit.jobs.status import status
from toolkit.ooxml import outline, package
from toolkit.ooxml.member import Member

#: So many cases make a sheet of more than a megabyte.
MANY = 400


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def surveyed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The large parts that had to be looked through."""
    found: list[str] = []
    real = package.survey

    def survey(member: Member) -> outline.Outline | None:
        found.append(member.name)
        return real(member)

    monkeypatch.setattr(package, "survey", survey)
    return found


def fill(office: Office, first: int = 1, last: int = MANY) -> None:
    with open_desk(office.workspace, office.order()) as desk:
        values = {**REPORT, "问题困难": "厂区门口道路破损，影响大型货车进出，请协调修复。" * 40}
        desk.record(
            Event(Kind.OPENED, DAY, f"2023-{n:03}", {"values": values, "sha": f"{n:064x}", "part": 0})
            for n in range(first, last + 1)
        )
        assert update(desk)


def notes(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.note"))


def test_a_register_we_wrote_last_is_not_looked_through(office: Office, folder: Path, surveyed: list[str]) -> None:
    fill(office)
    assert len(notes(folder)) == 1
    surveyed.clear()
    office.take_in(甲=office.report(企业名称="顺德新厂有限公司"))
    office.take_in(乙=office.report(企业名称="顺德又一家有限公司", 问题困难="用电容量不足，请协调增容"))
    assert surveyed == []
    assert [row["企业名称"] for row in office.rows()[-2:]] == ["顺德新厂有限公司", "顺德又一家有限公司"]
    assert len(office.rows()) == MANY + 2


def test_a_small_register_is_worth_no_note(office: Office, folder: Path) -> None:
    office.take_in(甲=office.report())
    assert notes(folder) == []


def test_what_another_program_saved_is_looked_through_and_what_we_write_then_is_noted(
    office: Office, folder: Path, surveyed: list[str]
) -> None:
    fill(office)
    before = notes(folder)[0].read_bytes()
    office.type_in("2023-007", 办理结果="已修复")
    surveyed.clear()
    office.take_in(甲=office.report())
    assert surveyed
    assert notes(folder)[0].read_bytes() != before
    assert office.row("2023-007")["办理结果"] == "已修复"
    surveyed.clear()
    office.run(status)
    assert surveyed == []


def test_a_register_that_another_pc_wrote_is_looked_through_once(
    office: Office, folder: Path, surveyed: list[str]
) -> None:
    fill(office)
    notes(folder)[0].unlink()
    surveyed.clear()
    office.run(status)
    assert surveyed
    surveyed.clear()
    office.run(status)
    assert surveyed == []


@pytest.mark.parametrize("spoiled", [b"", b"\0" * 100, b"half"], ids=["empty", "zeros", "torn"])
def test_a_spoiled_note_costs_time_only(office: Office, folder: Path, spoiled: bytes) -> None:
    fill(office)
    path = notes(folder)[0]
    path.write_bytes(path.read_bytes()[:200] if spoiled == b"half" else spoiled)
    office.take_in(甲=office.report())
    assert len(office.rows()) == MANY + 1


def test_the_note_of_another_register_says_nothing(office: Office, folder: Path, tmp_path: Path) -> None:
    fill(office)
    other = Office.found(tmp_path / "other")
    fill(other, 501, 900)
    first, second = notes(folder)
    kept = {first: second.read_bytes(), second: first.read_bytes()}
    for path, data in kept.items():
        path.write_bytes(data)
    office.take_in(甲=office.report())
    assert [row["编号"] for row in office.rows()][:2] == ["2023-001", "2023-002"]
    assert len(office.rows()) == MANY + 1


def test_with_and_without_a_note_the_register_is_the_same_to_the_byte(
    office: Office, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.FOLDER, "")
    fill(office)
    plain = office.workspace.register.read_bytes()
    monkeypatch.setenv(cache.FOLDER, str(folder))
    other = Office.found(tmp_path / "other")
    fill(other)
    assert other.workspace.register.read_bytes() == plain
    for each, kept in ((office, ""), (other, str(folder))):
        monkeypatch.setenv(cache.FOLDER, kept)
        fill(each, 401, 402)
        fill(each, 403, 403)
    assert notes(folder)
    assert other.workspace.register.read_bytes() == office.workspace.register.read_bytes()


@pytest.mark.parametrize("kind", ["a file in its place", "read only", "switched off"])
def test_without_a_place_to_keep_it_all_goes_on(
    office: Office, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = tmp_path / "nowhere"
    if kind == "a file in its place":
        where.write_bytes(b"")
    elif kind == "read only":
        where = Path("/proc/1/nowhere")  # where even root makes no folder
    monkeypatch.setenv(cache.FOLDER, "" if kind == "switched off" else str(where))
    fill(office)
    office.take_in(甲=office.report())
    assert len(office.rows()) == MANY + 1


def test_a_dry_run_keeps_nothing(office: Office, folder: Path) -> None:
    fill(office)
    notes(folder)[0].unlink()
    office.run(status, dry_run=True)
    assert notes(folder) == []


def test_what_nobody_used_for_two_months_is_removed_and_nothing_that_is_not_ours(office: Office, folder: Path) -> None:
    fill(office)
    kept = cache.place(office.workspace, "note")
    old, strange = folder / f"{'0' * 24}.note", folder / "账目.note"
    then = time.time() - 61 * 86_400
    for path in (old, strange):
        path.write_bytes(b"x")
        os.utime(path, (then, then))
    fill(office, 401, 401)
    assert kept is not None
    assert kept.exists()
    assert strange.exists()
    assert not old.exists()


def test_each_workspace_has_a_place_of_its_own(office: Office, tmp_path: Path) -> None:
    other = Office.found(tmp_path / "other")
    assert cache.place(office.workspace, "note") != cache.place(other.workspace, "note")
    assert cache.place(office.workspace, "note") == cache.place(Office(office.root, office.mechanism).workspace, "note")


def test_it_lies_in_the_users_own_folder_for_such_things(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(cache.FOLDER)
    monkeypatch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(tmp_path / "own"))
    place = cache.place(office.workspace, "note")
    assert place is not None
    assert place.parent == tmp_path / "own" / "liaison-toolkit"
