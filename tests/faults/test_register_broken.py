"""A register that was cut off, at any kilobyte: it is found out, never written to, and can be brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.office import Office
from toolkit.errors import ToolkitError
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.ooxml import BrokenPackageError, Workbook

KB = 1024


@pytest.fixture
def two(tmp_path: Path) -> Office:
    """An office with two cases, so that there is a backup with one."""
    office = Office.found(tmp_path / "office")
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    return office


def test_it_is_found_out_wherever_it_was_cut_off(two: Office) -> None:
    data = two.workspace.register.read_bytes()
    cuts = [*range(0, len(data), KB), len(data) - 1]
    for cut in cuts:
        with pytest.raises(BrokenPackageError):
            Workbook.read(data[:cut])
    assert len(cuts) > 15


def test_it_is_found_out_wherever_a_kilobyte_never_reached_the_disk(two: Office) -> None:
    data = two.workspace.register.read_bytes()
    for start in range(0, len(data), KB):
        hollow = data[:start] + bytes(len(data[start : start + KB])) + data[start + KB :]
        with pytest.raises(ToolkitError):
            book = Workbook.read(hollow)
            for each in book.sheet_names:
                list(book.rows(each))


@pytest.mark.parametrize("part", [0.0, 0.7])
def test_it_is_never_written_to_and_what_was_in_it_comes_back(two: Office, part: float) -> None:
    whole = two.workspace.register.read_bytes()
    spoiled = whole[: int(len(whole) * part)]
    two.workspace.register.write_bytes(spoiled)
    two.put("丙.xlsx", two.report(企业名称="顺德丙有限公司"))
    with pytest.raises(ToolkitError) as told:
        two.run(ingest)
    assert "总台账" in str(told.value)
    assert "恢复" in str(told.value)
    assert two.workspace.register.read_bytes() == spoiled
    assert (two.workspace.inbox / "丙.xlsx").exists()
    two.run(restore, two.order().as_of, "最新")
    two.run(ingest)
    assert {row["企业名称"] for row in two.rows()} == {"顺德甲电器有限公司", "顺德乙有限公司", "顺德丙有限公司"}
