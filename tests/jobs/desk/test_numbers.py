from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jobs.office import DAY, REPORT, Office
from toolkit.errors import WorkspaceError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk.numbers import Numbers, claimed, in_turn, serial
from toolkit.jobs.ingest import ingest

ROOT = Path(__file__).parents[3]


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def claim(folder: Path, year: int, taken: list[str]) -> str:
    """A number, claimed at once by a run that knows nothing of earlier ones."""
    return claimed(Numbers(folder, year), taken)


def test_numbers_count_up_within_a_year(tmp_path: Path) -> None:
    assert [claim(tmp_path, 2024, []) for _ in range(3)] == ["2024-001", "2024-002", "2024-003"]
    assert claim(tmp_path, 2025, []) == "2025-001"


def test_a_number_in_use_is_passed_over_though_nobody_claimed_it(tmp_path: Path) -> None:
    assert claim(tmp_path, 2024, ["2024-041", "2023-999", "合计"]) == "2024-042"
    assert claim(tmp_path, 2024, []) == "2024-043"


def test_the_thousandth_case_has_four_digits(tmp_path: Path) -> None:
    assert claim(tmp_path, 2024, ["2024-999"]) == "2024-1000"
    assert claim(tmp_path, 2024, []) == "2024-1001"


def test_numbers_given_together_are_claimed_by_one_file(tmp_path: Path) -> None:
    run = Numbers(tmp_path, 2024)
    assert [run.give([]) for _ in range(70)][-1] == "2024-070"
    assert run.claim()
    assert [each.name for each in tmp_path.iterdir()] == ["2024-001"]
    assert run.give([]) == "2024-071"
    assert claim(tmp_path, 2024, []) == "2024-071", "what nobody claimed leaves no gap"
    assert not run.claim(), "the other one was quicker"
    assert run.give([]) == "2024-072"


@pytest.mark.parametrize("text", ["", "1", "x", "²"])
def test_a_claim_torn_by_a_kill_counts_for_the_number_it_is_named_for(tmp_path: Path, text: str) -> None:
    (tmp_path / "2024-041").write_text(text, encoding="utf-8")
    assert claim(tmp_path, 2024, []) == "2024-042"


def test_numbers_of_a_batch_that_another_pc_claimed_meanwhile_are_nobodys(office: Office) -> None:
    office.put("甲.xlsx", office.report())
    with open_desk(office.workspace, office.order()) as desk:
        with pytest.raises(WorkspaceError, match="另一台电脑"), desk.batch():
            number = desk.claim()
            desk.record([Event(Kind.OPENED, DAY, number, {"values": REPORT, "sha": "x", "part": 0})])
            assert claimed(Numbers(office.workspace.numbers, DAY.year), []) == number
        assert not desk.cases
        assert desk.claim() == "2024-002"
    office.run(ingest)
    assert [row["编号"] for row in office.rows()] == ["2024-003"]


@pytest.mark.parametrize(("text", "is_one"), [("2024-001", True), ("2024-1000", True), ("2024-01", False), ("", False)])
def test_what_is_a_number(text: str, is_one: bool) -> None:
    assert bool(serial(text)) is is_one


def test_the_thousandth_comes_after_the_ones_before_it() -> None:
    given = ["2024-1000", "2023-1200", "2024-999", "2024-001"]
    assert sorted(given, key=in_turn) == ["2023-1200", "2024-001", "2024-999", "2024-1000"]


def test_two_processes_never_claim_one_number_twice(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from toolkit.jobs.desk.numbers import Numbers, claimed\n"
        "for _ in range(150): print(claimed(Numbers(pathlib.Path(sys.argv[1]), 2024), []))"
    )
    both = [python(code, str(tmp_path)) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda each: each.communicate(timeout=300), both))
    assert [error for _, error in told] == ["", ""]
    given = Counter(line for out, _ in told for line in out.split())
    assert set(given) == {f"2024-{n:03}" for n in range(1, 301)}
    assert max(given.values()) == 1


def test_two_processes_take_in_one_inbox_together_and_every_file_once(office: Office) -> None:
    for n in range(40):
        office.put(f"{n:02}.xlsx", office.report(企业名称=f"顺德{n}号有限公司"))
    code = (
        "import sys, pathlib, datetime; from toolkit.jobs.ingest import ingest\n"
        "from toolkit.jobs.desk.order import Order; from toolkit.workspace import Workspace\n"
        "sys.exit(ingest(Workspace(pathlib.Path(sys.argv[1])), Order(datetime.date(2024, 1, 10))))"
    )
    both = [python(code, str(office.root)) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        told = list(pool.map(lambda each: each.communicate(timeout=300), both))
    assert [each.returncode for each in both] == [0, 0], told
    assert not any("打不开" in out or error for out, error in told), told
    office.run(ingest)
    rows = office.rows()
    assert Counter(row["企业名称"] for row in rows) == Counter(f"顺德{n}号有限公司" for n in range(40))
    assert len({row["编号"] for row in rows}) == 40
    assert Counter(row["文件名"] for row in office.rows("收件日志")) == Counter(f"{n:02}.xlsx" for n in range(40))
    assert not list(office.workspace.inbox.iterdir())
    assert not office.desk.journal.spoiled
