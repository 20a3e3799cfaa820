"""The desk: events of a batch happen at once, are written together, and have not happened where the disk says no."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.office import DAY, REPORT, Office
from toolkit.events import Event, Kind
from toolkit.files import writing
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.desk import Desk, lay


def opening(number: str, **values: str) -> Event:
    return Event(Kind.OPENED, DAY, number, {"values": {**REPORT, **values}, "sha": number, "part": 0})


def written(office: Office) -> list[str]:
    return [each.number for each in lay(office.workspace, office.order()).events if each.kind is Kind.OPENED]


def numbers(desk: Desk) -> list[str]:
    return [case.number for case in desk.live()]


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """A disk that is full as soon as ``full`` is set."""
    state, real = {"full": False}, writing._write_all

    def write(stream: Any, data: bytes) -> None:
        if state["full"]:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(stream, data)

    monkeypatch.setattr(writing, "_write_all", write)
    return state


def test_a_batch_happens_at_once_and_is_written_when_it_ends(office: Office) -> None:
    with open_desk(office.workspace, office.order()) as desk:
        with desk.batch():
            (first,) = desk.record([opening("2024-002")])
            (second,) = desk.record([opening("2024-001")])
            assert second.seq == first.seq + 1
            assert numbers(desk) == ["2024-001", "2024-002"]
            assert written(office) == []
            desk.flush()
            assert written(office) == ["2024-002", "2024-001"]
            desk.record([opening("2024-003")])
            assert written(office) == ["2024-002", "2024-001"]
        assert written(office) == ["2024-002", "2024-001", "2024-003"]
        desk.record([opening("2024-004")])
        assert written(office)[-1] == "2024-004"


def test_a_batch_in_a_batch_is_written_with_the_outer_one(office: Office) -> None:
    with open_desk(office.workspace, office.order()) as desk, desk.batch():
        with desk.batch():
            desk.record([opening("2024-001")])
        assert written(office) == []


def test_what_was_recorded_before_a_batch_breaks_off_is_written(office: Office) -> None:
    with (
        pytest.raises(KeyError),
        open_desk(office.workspace, office.order()) as desk,
        desk.batch(),
    ):
        desk.record([opening("2024-001")])
        raise KeyError
    assert written(office) == ["2024-001"]


def test_a_batch_that_cannot_be_written_has_not_happened(office: Office, no_room: dict[str, bool]) -> None:
    with open_desk(office.workspace, office.order()) as desk:
        desk.record([opening("2024-001")])
        with pytest.raises(OSError, match="No space"), desk.batch():
            desk.record([opening("2024-002", 企业名称="乙公司")])
            desk.flush()
            desk.record([opening("2024-003"), Event(Kind.EDITED, DAY, "2024-001", {"after": {"职务": "厂长"}})])
            assert desk.cases["2024-001"].words("职务") == "厂长"
            no_room["full"] = True
        no_room["full"] = False
        assert numbers(desk) == ["2024-001", "2024-002"]
        assert desk.cases["2024-001"].words("职务") == "经理"
        assert set(desk.known.parts) == {("2024-001", 0), ("2024-002", 0)}
        desk.record([opening("2024-004")])
        assert update(desk)
    assert written(office) == ["2024-001", "2024-002", "2024-004"]
    assert [row["编号"] for row in office.rows()] == ["2024-001", "2024-002", "2024-004"]


def test_nothing_is_written_where_the_files_it_speaks_of_could_not_be(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = os.fsync, iter([True])

    def flush(handle: int) -> None:
        # As Linux does: a flush that failed is reported once, the next one claims success.
        if next(failures, False):
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    with open_desk(office.workspace, office.order()) as desk:
        paper = desk.put(office.workspace.outbox / "纸.docx", b"paper")
        monkeypatch.setattr(os, "fsync", flush)
        with pytest.raises(OSError, match="Input/output"), desk.batch():
            desk.unflushed.append(paper)
            desk.record([opening("2024-001")])
            desk.flush()
        assert numbers(desk) == []
    assert written(office) == []


def test_a_dry_run_of_a_batch_writes_nothing(office: Office) -> None:
    with open_desk(office.workspace, office.order(dry_run=True)) as desk, desk.batch():
        desk.record([opening("2024-001")])
        assert numbers(desk) == ["2024-001"]
    assert written(office) == []


STEPS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["opens", "goes", "is back", "is edited"])), max_size=12)


@given(STEPS)
@settings(max_examples=40, deadline=None)
def test_the_list_of_standing_cases_is_kept_true(tmp_path_factory: pytest.TempPathFactory, steps: Any) -> None:
    desk = _desk(tmp_path_factory)
    desk.events.clear()
    desk.refold()
    for count, what in steps:
        number = f"2024-{count:03}"
        gone = {"opens": None, "goes": True, "is back": False, "is edited": None}[what]
        data = {"after": {"备注": "x"}} if gone is None else {"removed": gone, "after": {}}
        desk.record([opening(number) if what == "opens" else Event(Kind.EDITED, DAY, number, data)])
        standing = sorted(case.number for case in desk.cases.values() if not case.removed)
        assert numbers(desk) == standing


_LAID: dict[str, Path] = {}


def _desk(folders: pytest.TempPathFactory) -> Desk:
    """A desk on which nothing is written: only what it keeps in mind matters."""
    if "office" not in _LAID:
        _LAID["office"] = folders.mktemp("desk") / "office"
        Office.found(_LAID["office"])
    office = Office(_LAID["office"], Office.found(_LAID["office"]).mechanism)
    return lay(office.workspace, office.order(dry_run=True))


def test_cases_stand_in_the_order_in_which_their_numbers_were_given(office: Office) -> None:
    with open_desk(office.workspace, office.order()) as desk:
        desk.record(opening(each) for each in ("2024-1000", "2024-999", "2023-1001"))
        assert numbers(desk) == ["2023-1001", "2024-999", "2024-1000"]
        desk.record([opening("2024-998"), opening("2024-1001")])
        assert numbers(desk) == ["2023-1001", "2024-998", "2024-999", "2024-1000", "2024-1001"]
