"""A plan's file becomes a ledger of tasks: what kinds of files are read, what the workbook holds, what is never written over."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.jobs.breakdown import breakdown
from toolkit.jobs.following.plan_text import read_plan

from .office import Office

SAMPLES = Path(__file__).parents[1] / "tasks" / "samples"
DAY = date(2026, 3, 2)
NAME = "方案.txt"
PLAN = "某某工作方案\n一、主要任务\n1.办好窗口。2025年6月底前办理500件以上。（区商务局牵头，区财政局配合）\n".encode()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that has broken down a plan of 34 measures."""
    office = Office.found(tmp_path_factory.mktemp("plans") / "office")
    assert office.run(breakdown, DAY, (SAMPLES / "measures34.txt").read_bytes(), "工作方案.txt") == 1
    return office


@pytest.fixture(scope="module")
def ledger(office: Office) -> openpyxl.Workbook:
    return openpyxl.load_workbook(next(folder(office).glob("*.xlsx")))


def folder(office: Office) -> Path:
    return office.workspace.outbox / "任务分解"


def lines(ledger: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    _, head, *rows = ledger[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def docx(plan: Path) -> bytes:
    """A Word file of a plan: its paragraphs, and its table with the rows of sections merged across."""
    document = Document()
    paragraphs, tables = read_plan(plan.read_bytes(), plan.name)
    for each in paragraphs:
        document.add_paragraph(each)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(rows, table.rows, strict=True):
            if len(set(cells)) == 1:
                row.cells[0].merge(row.cells[-1]).text = cells[0]
                continue
            for words, cell in zip(cells, row.cells, strict=True):
                cell.text = words
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_the_ledger_is_named_after_the_plan(office: Office) -> None:
    assert [each.name for each in folder(office).iterdir()] == ["任务台账 广州市进一步加快民营经济发展工作方案.xlsx"]


def test_what_was_read_and_what_is_doubtful_is_told(office: Office) -> None:
    told = "\n".join(office.said)
    assert "措施 34 条，分成任务 69 项" in told
    # By the table made by hand (tests/tasks/samples/figures.csv).
    assert "指标 17 个，另有总体目标 12 个" in told
    assert "条件 4 个、现状 2 个、标准 3 个" in told
    assert "凭上下文更正 30 处" in told
    assert "其余" in told
    assert "已写入 outbox/任务分解/任务台账" in told


def test_a_task_a_row_with_units_by_role_times_and_figures(ledger: openpyxl.Workbook) -> None:
    rows = lines(ledger, "任务")
    assert len(rows) == 69
    fourth = rows[3]
    assert (fourth["措施编号"], fourth["项"], fourth["负责单位"], fourth["配合单位"]) == (
        "1",
        4,
        "市财政局",
        "市经贸委",
    )
    assert (fourth["时限"], fourth["届满日"].date(), fourth["指标"]) == (
        "力争3年内",
        date(2010, 10, 11),
        "至少 15 亿元",
    )
    assert fourth["责任单位原文"] == "市财政局负责,市经贸委配合"


def test_figures_are_numbers_and_goals_come_first(ledger: openpyxl.Workbook) -> None:
    rows = lines(ledger, "指标")
    assert len(rows) == 22 + 16
    assert rows[1]["数值"] == 34.6
    assert [each["措施编号"] for each in rows].count("总体目标") == 16
    between = next(each for each in rows if each["怎样算"] == "区间" and each["措施编号"] == "4")
    assert (between["数值"], between["上限"], between["单位"]) == (30, 40, "家")


def test_each_unit_has_its_counts(ledger: openpyxl.Workbook) -> None:
    # By the table made by hand: the office for the private economy leads 3 tasks.
    units = {each["单位"]: each for each in lines(ledger, "单位")}
    assert units["市民营办"]["牵头"] == 3
    assert units["市金融办"]["原文写法"] == "金融办、市金融办"


def test_corrections_and_doubts_wait_for_a_person(ledger: openpyxl.Workbook) -> None:
    assert len(lines(ledger, "更正")) == 30
    assert lines(ledger, "更正")[0]["核对"] in {None, ""}
    assert len(ledger["更正"].data_validations.dataValidation) == 1
    assert [each for each in lines(ledger, "待核") if each["所在"] == "第33条第2项"]


def test_every_paragraph_that_is_no_task_is_listed(ledger: openpyxl.Workbook) -> None:
    assert [each for each in lines(ledger, "其他段落") if "以科学发展观为指导" in str(each["原文"])]


@pytest.mark.parametrize(("name", "count"), [("held_county.txt", 12), ("held_table.md", 7)])
def test_a_word_file_is_read_like_its_text(office: Office, name: str, count: int) -> None:
    out = folder(office).parent / "另存" / f"{name}.xlsx"
    office.run(breakdown, DAY, docx(SAMPLES / name), "方案.docx", out)
    from_text = out.with_name(f"{name} 文字.xlsx")
    office.run(breakdown, DAY, (SAMPLES / name).read_bytes(), name, from_text)
    tasks = lines(openpyxl.load_workbook(out), "任务")
    assert len(tasks) == count
    assert tasks == lines(openpyxl.load_workbook(from_text), "任务")


def test_a_dry_run_tells_and_writes_nothing(office: Office) -> None:
    before, told = sorted(folder(office).parent.rglob("*")), len(office.said)
    breakdown(office.workspace, office.order(DAY, dry_run=True), PLAN, NAME)
    assert sorted(folder(office).parent.rglob("*")) == before
    assert "将写入 outbox/任务分解/任务台账 某某工作方案.xlsx" in office.said[told:]


def test_a_ledger_that_a_person_has_worked_in_is_not_written_over(office: Office) -> None:
    assert office.run(breakdown, DAY, PLAN, NAME) == 0
    first = folder(office) / "任务台账 某某工作方案.xlsx"
    book = openpyxl.load_workbook(first)
    book["任务"]["F3"] = "改过的内容"
    book.save(first)
    changed = first.read_bytes()
    office.run(breakdown, DAY, PLAN, NAME)
    assert first.read_bytes() == changed
    assert (folder(office) / "任务台账 某某工作方案（2）.xlsx").is_file()


def test_a_file_that_was_named_is_not_written_over_either(office: Office, tmp_path: Path) -> None:
    for _ in range(2):
        office.run(breakdown, DAY, PLAN, NAME, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "任务台账 某某工作方案.xlsx",
        "任务台账 某某工作方案（2）.xlsx",
    ]


def test_a_plan_that_names_nobody_is_listed_with_every_task_in_question(office: Office, tmp_path: Path) -> None:
    plan = "关于弘扬精神的意见\n一、弘扬爱国精神\n（一）加强教育。每年举办活动不少于4场。\n（二）选树典型。到2026年表彰100名。\n"
    assert office.run(breakdown, DAY, plan.encode(), NAME, tmp_path) == 1
    told = "\n".join(office.said)
    assert "措施 2 条，分成任务 2 项，涉及单位 0 个" in told
    assert "没有一条写明由谁负责" in told
    book = openpyxl.load_workbook(next(tmp_path.iterdir()))
    assert [(each["措施编号"], each["牵头单位"], each["指标"]) for each in lines(book, "任务")] == [
        ("1", "", "至少 4 场"),
        ("2", "", "100 名"),
    ]
    assert [each["拿不准什么"] for each in lines(book, "待核")] == ["没有写明责任单位"] * 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0....", "旧版"),
        (b"PK\x03\x04 torn", "读不出来"),
        (b" \n ", "没有文字"),
        ("关于开会的通知\n请准时参加。".encode(), "没有找到措施"),
    ],
)
def test_a_file_that_cannot_be_broken_down_says_what_to_do(office: Office, data: bytes, words: str) -> None:
    before = sorted(folder(office).iterdir())
    with pytest.raises(ToolkitError, match=words) as told:
        office.run(breakdown, DAY, data, "文件")
    assert told.value.remedy
    assert sorted(folder(office).iterdir()) == before
