"""A journal that has lost lines: what the register shows and nobody can explain any more stands, and the work goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jobs.office import DAY, Office, lock_by_excel
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.mechanism import default_name, load

LATER = date(2024, 1, 18)
SHEETS = ("问题台账", "时限", "收件日志", "会议", "待确认")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose journal holds edits, a dispatch with a moved deadline, an answer, and files in a log."""
    office = Office.found(tmp_path_factory.mktemp("worked") / "office")
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局", 备注="人写的")
    office.run(dispatch)
    office.edit_sheet(lambda sheet: setattr(sheet.cell(2, 10), "value", "企业停产检修"), "时限")
    office.run(ingest)
    said = {"办理意见": "已安排", "办理结果": "已修好", "处理情况": "已解决"}
    office.take_in(LATER, 回=office.answered(office.sent("交办", "附件3"), said))
    office.take_in(LATER, 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 问题分类="重点问题", 牵头单位="区发展和改革局")
    office.run(ingest, LATER)
    return office.root


@pytest.fixture
def office(worked: Path, tmp_path: Path) -> Office:
    shutil.copytree(worked, tmp_path / "office")
    office = Office(tmp_path / "office", load(default_name()))
    assert office.row("2024-001")["状态"] == "待评价"
    assert office.row("2024-002")["状态"] == "待上会"
    return office


def shown(office: Office) -> dict[str, list[dict[str, Any]]]:
    return {name: office.rows(name) for name in SHEETS}


def lose(office: Office, is_lost: Callable[[str], bool]) -> list[bytes]:
    """Take lines out of the journal, and return what it held."""
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not is_lost(line.decode())]
    assert len(kept) < len(lines)
    path.write_bytes(b"".join(kept))
    return lines


def kind(*words: str) -> Callable[[str], bool]:
    return lambda line: all(word in line for word in words)


def each_second(word: str) -> Callable[[str], bool]:
    found = count()
    return lambda line: word in line and next(found) % 2 == 0


LOST = {
    "an edit": kind('"edited"', "2024-001", "问题分类"),
    "a dispatch": kind('"dispatched"'),
    "an answer": kind('"answered"'),
    "a received file": kind('"received"', "甲.xlsx"),
    "a hand's words on another sheet": kind('"edited"', "企业停产检修"),
    "each second note that a write is done": each_second('"committed"'),
    "each second note of what is written": each_second('"committing"'),
    "every note of a write": lambda line: '"committing"' in line or '"committed"' in line,
    "half of everything": lambda line: '"seq":' in line and int(line.split('"seq":')[1].split(",")[0]) % 2 == 0,
}


#: Where the very notes of what we wrote are gone, a cell that nothing explains may be a person's work.
UNSURE = {"every note of a write", "half of everything"}


@pytest.mark.parametrize("name", LOST)
def test_no_cell_of_the_register_changes_and_the_work_goes_on(office: Office, name: str) -> None:
    before = shown(office)
    lose(office, LOST[name])
    if name not in {"an edit", "a dispatch"}:  # the others are settled at once, as the warning asks for
        office.run(restore, LATER, "日志")
    office.run(ingest, LATER)
    if name not in UNSURE:
        assert "人工改动" not in office.words
    assert shown(office) == before


def test_the_case_goes_by_the_register_and_the_clerk_is_told(office: Office) -> None:
    lose(office, LOST["a dispatch"])
    office.run(ingest, LATER)
    (told,) = [line for line in office.said if "以台账为准" in line]
    assert told.startswith("先前的日志记录缺失，以台账为准，没有改动台账：“问题台账”2024-001 ")
    assert "交办日期" in told
    case = office.desk.cases["2024-001"]
    assert (case.status, case.get("交办日期")) == ("待评价", DAY)
    office.run(ingest, LATER)
    assert "以台账为准" not in office.words
    office.run(history, LATER, "2024-001")
    assert "先前记录缺失，以台账为准　状态：" in office.words


def test_what_came_since_is_written_beside_what_stands(office: Office) -> None:
    """The register is open while an answer comes, then a line is lost: the answer lands, the dispatch stands."""
    office.type_in("2024-002", 状态="待交办", 案由="用地", 会议="2024-01")
    office.run(dispatch, LATER)
    owner = lock_by_excel(office.workspace.register)
    office.take_in(LATER, 回二=office.answered(office.sent("交办", "2024-002", "附件3"), {"办理意见": "正在协调用地"}))
    before = office.row("2024-002")
    assert "办理意见" not in before
    owner.unlink()
    lose(office, lambda line: '"dispatched"' in line and "2024-002" in line)
    office.run(ingest, LATER)
    assert office.row("2024-002") == before | {"办理意见": "正在协调用地", "意见报送日期": LATER, "来件": "回二.xlsx"}
    assert office.desk.cases["2024-002"].status == "办理中"


def test_lines_that_are_found_again_change_nothing(office: Office) -> None:
    before = shown(office)
    held = lose(office, lambda line: '"dispatched"' in line or ('"received"' in line and "甲.xlsx" in line))
    office.run(ingest, LATER)
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*held, *(line for line in lines if line not in held)]))
    office.run(ingest, LATER)
    assert "日志" not in office.words
    assert shown(office) == before


def test_a_supporting_unit_whose_lost_answer_is_still_on_its_row_is_not_urged(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局", 配合单位="北滘镇")
    office.run(dispatch)
    office.take_in(LATER, 配合=office.answered(office.sent("北滘镇", "附件3"), {"办理意见": "同意修路"}))
    before = office.rows("时限")
    lose(office, kind('"answered"', "北滘镇"))
    office.run(ingest, LATER)
    assert office.rows("时限") == before
    assert "配合单位已提出意见：2024-001 北滘镇" in office.words
    (clock,) = office.desk.cases["2024-001"].side.values()
    assert clock.met == LATER
