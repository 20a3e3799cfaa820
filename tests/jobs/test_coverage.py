"""coverage: said on the screen and written into a workbook, by the quarter of ``visited_firms``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jobs.office import Office
from jobs.visited_firms import AFTER, laid_out
from toolkit.errors import ToolkitError
from toolkit.jobs.coverage import coverage
from toolkit.jobs.status import status


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return laid_out(tmp_path_factory.mktemp("coverage"))


def sheet(office: Office, name: str) -> list[tuple[object, ...]]:
    """The rows below the headers."""
    (path,) = (office.workspace.outbox / "走访" / "2026年第一季度").glob("走访覆盖情况*.xlsx")
    return list(openpyxl.load_workbook(path)[name].iter_rows(min_row=3, values_only=True))


def test_the_quarter_is_told_leader_by_leader(quarter: Office) -> None:
    assert quarter.run(coverage, AFTER, "2026Q1") == 0
    assert "走访 3 次，3 家企业（商会）；谈心交心 0 次" in quarter.words
    assert "2026年挂钩联系 4 家，已走访 2 家，未走访 2 家：乙食品、丁木业" in quarter.words
    lin, chen = (line for line in quarter.said if line.startswith("  "))
    assert lin == (
        "  林某：挂钩 3 家（所属商会差 4、兼职副主席差 10、异地莆田商会差 20、常执委差 48）；本期走访 2 次；谈心交心 0 次，还差 1 次；"
        "本年未走访 1 家"
    )
    assert chen.endswith("本期走访 0 次，还差 1 次；谈心交心 0 次，还差 1 次；本年未走访 1 家")
    assert "走访过、没有登记挂钩的 1 家：己电商" in quarter.words
    assert "2026年第一季度调研报告2026年4月10日前报送（还有 9 天）" in quarter.words


def test_the_workbook_names_whom_nobody_visited_first(quarter: Office) -> None:
    quarter.run(coverage, AFTER, "2026Q1")
    assert sheet(quarter, "未走访") == [
        ("林某", "常执委", "乙食品", "本年未走访"),
        ("陈某", "常执委", "丁木业", "本年未走访"),
    ]
    assert ("林某", "常执委", 50, 2, 48, 1, 1, 0, 1, "", "", "", "") in [
        tuple(each if each is not None else "" for each in row) for row in sheet(quarter, "各人情况")
    ]


def test_without_a_period_it_is_the_quarter_that_runs(quarter: Office) -> None:
    assert quarter.run(coverage, AFTER, dry_run=True) == 0
    assert quarter.said[0].startswith("2026年第二季度（2026年4月1日至2026年4月1日）：走访 0 次")
    assert "将写入" in quarter.words
    assert not list((quarter.workspace.outbox / "走访").glob("*第二季度"))


def test_half_a_year_asks_for_twice_as_many_visits(quarter: Office) -> None:
    quarter.run(coverage, date(2026, 6, 30), "2026上半年", dry_run=True)
    lin, chen = (line for line in quarter.said if line.startswith("  "))
    assert chen.endswith("还差 2 次；本年未走访 1 家")
    assert "本期走访 2 次，还差 1 次" in lin  # both in the first quarter: they make up for none in the second


def test_the_state_of_things_tells_of_visits(quarter: Office) -> None:
    quarter.run(status, date(2026, 3, 31))
    told = quarter.words.replace("\n", "").replace(" ", "")
    assert "走访：本季度3次，陈某还没有达到次数；本年挂钩4家，已走访2家" in told


def test_an_empty_sheet_of_charges_is_told(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "new", laid_out(tmp_path / "old").mechanism)
    office.run(coverage, AFTER)
    assert "“挂钩”表还没有填写" in office.words


def test_an_office_that_keeps_no_visits_is_told_so(office: Office) -> None:
    with pytest.raises(ToolkitError, match="没有走访台账"):
        office.run(coverage)
