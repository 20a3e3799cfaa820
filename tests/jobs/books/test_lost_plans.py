"""Plans whose being taken over the journal has lost: their rows stay, that is said, and the ledgers bring them back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.office import Office
from jobs.test_tasks import filled
from toolkit.errors import RegisterError, ToolkitError
from toolkit.events import Kind
from toolkit.jobs.breakdown import breakdown
from toolkit.jobs.check import check
from toolkit.jobs.following.accepted_plan import accept_ledger
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.tasks import tasks
from toolkit.mechanism import load

FIRST, SECOND = "关于办好几件实事的方案", "关于减轻负担的方案"
PLANS = {
    FIRST: "1.培育骨干担保机构，到2010年年担保额超过15亿元（市经贸委牵头，市财政局配合）\n2.编制培训计划（市人事局牵头）",
    SECOND: "1.清理收费项目（市财政局牵头，市经贸委配合）",
}
SHEETS = ("任务台账", "指标", "进展")
TYPED = {"任务内容": "编印民营企业服务手册", "文件": FIRST, "牵头单位": "市工商联"}
STOPPED = f"“任务台账”上《{FIRST}》、《{SECOND}》的任务在日志里没有来历，跟踪已经停下"
#: Three days on which nothing falls due.
LOST, BACK, LATER = date(2008, 1, 11), date(2008, 1, 14), date(2008, 1, 15)


@dataclass
class Played:
    office: Office
    said: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)

    def step(self, name: str) -> None:
        self.said[name] = "\n".join(self.office.said)
        self.rows[name] = {sheet: self.office.rows(sheet) for sheet in SHEETS}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    office = Office.found(tmp_path_factory.mktemp("lost") / "office", load("guangzhou"))
    it, day = Played(office), date(2007, 10, 15)
    ledgers = {}
    for title, text in PLANS.items():
        office.run(breakdown, day, f"{title}\n二○○七年十月十一日\n一、主要任务\n{text}\n".encode(), "方案.txt")
        ledgers[title] = next((office.workspace.outbox / "任务分解").glob(f"*{title}.xlsx")).read_bytes()
        office.run(accept_ledger, day, ledgers[title], "台账.xlsx")

    def add(sheet: Any) -> None:
        heads, line = {cell.value: cell.column for cell in sheet[1]}, sheet.max_row + 1
        for name, value in TYPED.items():
            sheet.cell(line, heads[name]).value = value

    office.edit_sheet(add, "任务台账")
    office.run(tasks, date(2008, 1, 3), "2007Q4", ask=True)
    for unit, told in {
        "市经贸委": {"01-1-1": {"完成数": 12.5, "进展情况": "推进中", "存在困难": "注册资本不足"}},
        "市财政局": {"02-1-1": {"进展情况": "已完成", "工作进展": "已清理三项"}},
    }.items():
        sent = office.workspace.outbox / "任务跟踪" / "2007Q4" / unit / f"任务进展报送表 {unit}.xlsx"
        office.put(f"{unit}.xlsx", filled(sent, told))
        office.run(ingest, date(2008, 1, 10))
    it.step("before")
    shutil.copytree(office.root, office.root.with_name("whole"))
    shutil.move(office.workspace.journal, office.root / "别处")
    with pytest.raises(RegisterError) as refused:
        office.run(status, LOST)
    it.said["refused"] = str(refused.value)
    office.run(restore, LOST, "日志", dry_run=True)
    it.step("asked")
    office.run(restore, LOST, "日志")
    (path,) = office.workspace.journal.glob("*.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-3]))
    office.run(restore, LOST, "日志")  # the first was cut short
    office.run(status, LOST)
    it.step("status")
    office.run(check, LOST)
    it.step("check")
    with pytest.raises(ToolkitError) as stopped:
        office.run(tasks, LOST, "2007Q4")
    it.said["tasks"] = str(stopped.value)
    for title in (SECOND, FIRST):  # not in the order in which they were taken over first
        office.run(accept_ledger, BACK, ledgers[title], "台账.xlsx")
    it.step("accepted")
    office.run(check, BACK)
    it.step("checked")
    sent = office.workspace.outbox / "任务跟踪" / "2007Q4" / "市经贸委" / "任务进展报送表 市经贸委.xlsx"
    office.put("再报.xlsx", filled(sent, {"01-1-1": {"完成数": 13, "进展情况": "推进中"}}))
    office.run(ingest, LATER)
    it.step("reported again")
    return it


def told_of(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return next(row for row in rows if row["任务号"] == key)


def test_a_lost_journal_is_noticed_where_only_plans_are_followed(played: Played) -> None:
    assert "总台账里有 4 项跟踪的任务，日志（register/journal）里却什么也没有" in played.said["refused"]
    assert "输入 日志，按总台账补建日志" in played.said["refused"]


@pytest.mark.parametrize("step", ["asked", "status", "check", "tasks"])
def test_that_nothing_is_followed_any_more_is_said_before_and_after(played: Played, step: str) -> None:
    said = played.said[step].replace("\n", "").replace("    ", "")
    assert STOPPED in said
    assert "请把核对好的任务台账（在 outbox/任务分解）再纳入一次" in said


def test_no_row_is_changed_or_taken_for_the_office_s_own_meanwhile(played: Played) -> None:
    assert played.rows["check"] == played.rows["before"]
    assert "新增的任务" not in played.said["status"]
    assert "清空这一格" not in played.said["check"]


def test_the_ledgers_bring_everything_back_under_the_numbers_it_had(played: Played) -> None:
    for sheet in ("指标", "进展"):
        assert played.rows["accepted"][sheet] == played.rows["before"][sheet]
    # Who was asked for a report is not known any more: who sent none is not overdue.
    told = {"现状"}
    before, after = (
        [{k: v for k, v in row.items() if k not in told} for row in played.rows[step]["任务台账"]]
        for step in ("before", "accepted")
    )
    assert after == before
    assert [row["现状"] for row in played.rows["accepted"]["任务台账"] if row["任务号"] in {"01-1-1", "02-1-1"}] == [
        "推进中",
        "已完成",
    ]
    assert "没有采用" not in played.said["checked"]
    assert told_of(played.rows["accepted"]["任务台账"], "01-补-1")["牵头单位"] == "市工商联"


def test_a_report_that_comes_after_that_counts(played: Played) -> None:
    rows = played.rows["reported again"]
    assert told_of(rows["指标"], "01-1-1")["完成数"] == "13"
    assert told_of(rows["进展"], "01-1-1")["完成数"] == "指标1：13"
    assert told_of(rows["任务台账"], "01-1-1")["最近报送"] == LATER
    assert len(played.office.events(Kind.FOLLOWED.value)) == 3


def test_where_only_that_a_plan_was_taken_over_is_lost_its_rows_stand_and_the_ledger_brings_it_back(
    played: Played, tmp_path: Path
) -> None:
    shutil.copytree(played.office.root.with_name("whole"), tmp_path / "office")
    office = Office(tmp_path / "office", load("guangzhou"))
    before = {sheet: office.rows(sheet) for sheet in SHEETS}
    lost = 0
    for path in office.workspace.journal.rglob("*.jsonl"):
        lines = path.read_bytes().splitlines(keepends=True)
        kept = [each for each in lines if not (b'"planned"' in each and SECOND.encode() in each)]
        lost += len(lines) - len(kept)
        path.write_bytes(b"".join(kept))
    assert lost == 1
    office.run(status, LOST)
    assert f"“任务台账”上《{SECOND}》的任务在日志里没有来历" in office.words
    office.run(restore, LOST, "日志")
    assert f"“任务台账”上《{SECOND}》的任务在日志里没有来历" in office.words
    office.run(ingest, LOST)
    assert {sheet: office.rows(sheet) for sheet in SHEETS} == before
    ledger = next((office.workspace.outbox / "任务分解").glob(f"*{SECOND}.xlsx")).read_bytes()
    office.run(accept_ledger, LOST, ledger, "台账.xlsx")
    assert {sheet: office.rows(sheet) for sheet in SHEETS} == before
