"""The tasks of a plan, from the checked ledger to the papers on how they stand, in an office that follows tasks."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.events import Kind
from toolkit.jobs.breakdown import breakdown
from toolkit.jobs.following.accepted_plan import accept_ledger
from toolkit.jobs.following.task_returns import reported
from toolkit.jobs.ingest import ingest
from toolkit.jobs.returns.taken import Source
from toolkit.jobs.tasks import tasks
from toolkit.jobs.undo import undo
from toolkit.mechanism import load
from toolkit.submission import Answer, Identity, Submission

from .office import Office

PLAN = """关于办好几件实事的方案
二○○七年十月十一日
一、主要任务
1.培育骨干担保机构，到2010年年担保额超过15亿元，受保企业5000家以上（市经贸委牵头，市财政局配合）
2.编制培训计划，3个月内印发（市人事局牵头，市经贸委配合）
3.推荐试点企业，每区不少于5家（各区、县级市政府负责）
4.开展法治宣传（市司法局牵头，市工商联配合）
""".encode()
LEAD = "市经贸委"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each step said, by step; the office lies under ``root``."""
    office = Office.found(tmp_path_factory.mktemp("followed") / "office", load("guangzhou"))
    said: dict[str, list[str]] = {"root": [str(office.root)]}

    def step(name: str, status: int, wanted: int = 0) -> None:
        said[name] = list(office.said)
        assert status == wanted, office.said

    office.run(breakdown, date(2007, 10, 15), PLAN, "方案.txt")
    ledger = next((office.workspace.outbox / "任务分解").glob("*.xlsx")).read_bytes()
    step("accept", office.run(accept_ledger, date(2007, 10, 15), ledger, "台账.xlsx"))
    step("ask", office.run(tasks, date(2008, 1, 3), "2007Q4", ask=True))
    sent = folder(office) / LEAD / f"任务进展报送表 {LEAD}.xlsx"
    rows = {
        "01-1-1": {
            "完成数": 12.5,
            "进展情况": "推进中",
            "工作进展": "新增骨干机构3家",
            "存在困难": "注册资本不足（李工13800138000、020-83124567）",
        },
        "01-1-1#2": {"完成数": "5,100"},
        "01-2-1": {"进展情况": "已完成", "工作进展": "已会签"},
    }
    office.put("报送.xlsx", filled(sent, rows))
    step("return", office.run(ingest, date(2008, 1, 10)))
    again = {"01-9-9": {"进展情况": "已完成"}, "01-4-1": {"工作进展": "配合"}, "01-1-1": {"完成数": "十二亿元"}}
    office.put(
        "再报.xlsx", filled(sent, {"01-1-1": again["01-1-1"]}, renamed={"01-2-1": "01-9-9", "01-1-1#2": "01-4-1"})
    )
    step("faulty", office.run(ingest, date(2008, 1, 11)), 1)
    step("report", office.run(tasks, date(2008, 1, 16), "2007Q4", report=True))
    return said


def folder(office: Office) -> Path:
    return office.workspace.outbox / "任务跟踪" / "2007Q4"


@pytest.fixture(scope="module")
def office(told: Mapping[str, list[str]]) -> Office:
    return Office(Path(told["root"][0]), load("guangzhou"))


def filled(
    path: Path, rows: Mapping[str, Mapping[str, str | float]], renamed: Mapping[str, str] | None = None
) -> bytes:
    """A return form as a unit fills it in, some task numbers written over."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "任务号")
    columns = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        key = str(row[0].value or "")
        for name, value in rows.get(key, {}).items():
            sheet.cell(row[0].row, columns[name]).value = value
        if renamed and key in renamed:
            row[0].value = renamed[key]
            sheet.cell(row[0].row, columns["进展情况"]).value = "已完成"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_the_checked_ledger_is_followed_from_now_on(told: Mapping[str, list[str]]) -> None:
    assert told["accept"] == ["《关于办好几件实事的方案》纳入跟踪：措施 4 条、任务 4 项，涉及单位 17 个"]


def test_each_unit_gets_letter_form_and_draft(office: Office, told: Mapping[str, list[str]]) -> None:
    assert "请 17 个单位在 2008-01-15 前报送，涉及任务 4 项" in told["ask"][-2]
    assert sorted(each.name for each in (folder(office) / LEAD).iterdir()) == [
        f"任务进展报送表 {LEAD}.xlsx", "报送任务进展的函.docx", "邮件草稿.eml",
    ]  # fmt: skip
    letter = Document(str(folder(office) / LEAD / "报送任务进展的函.docx"))
    assert "贵单位牵头或负责1项、配合1项。" in "\n".join(each.text for each in letter.paragraphs)
    assert (folder(office) / "天河区人民政府").is_dir()


def test_the_form_lists_the_unit_s_tasks_with_a_row_for_each_figure(office: Office) -> None:
    book = openpyxl.load_workbook(folder(office) / LEAD / f"任务进展报送表 {LEAD}.xlsx")
    rows = [[str(cell or "") for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    body = rows[next(place for place, row in enumerate(rows) if row[0] == "任务号") + 1 :]
    assert [row[0] for row in body if row[0]] == ["01-1-1", "01-1-1#2", "01-2-1"]
    assert [row[2] for row in body if row[0]] == ["牵头", "", "配合"]
    assert "至少 15 亿元" in body[0][4]
    assert "至少 5000 家" in body[1][4]


def test_a_report_that_came_back_is_told_by_period_and_number_of_tasks(told: Mapping[str, list[str]]) -> None:
    assert "    市经贸委 2007年第四季度：2 项任务" in told["return"]


def test_a_good_report_gets_a_receipt_that_says_what_was_read(office: Office) -> None:
    (paper,) = (office.workspace.outbox / "回执" / "2008-01-10").iterdir()
    assert paper.name == f"{LEAD} 2007Q4 任务进展报送表 回执.docx"
    receipt = Document(str(paper))
    said = "\n".join(each.text for each in receipt.paragraphs)
    assert f"{LEAD}：" in said
    assert "2007年第四季度 2 项任务的进展已登记。读到的内容如下，如有出入，请改正后重新报送。" in said
    rows = [[cell.text for cell in row.cells] for row in receipt.tables[0].rows]
    assert rows[1] == [
        "01-1-1",
        "推进中\n完成数 12.5 亿元（到2010年年担保额超过15亿元）\n完成数 5100 家（受保企业5000家以上）\n工作进展：新增骨干机构3家\n存在困难：注册资本不足（李工13800138000、020-83124567）",
    ]
    assert rows[-1] == ["下一步", "本期请贵单位报送的任务已全部报送，不必再报。"]


def test_a_report_that_goes_back_to_be_mended_gets_no_receipt(office: Office) -> None:
    assert not (office.workspace.outbox / "回执" / "2008-01-11").exists()


def test_what_a_unit_reported_is_in_the_journal_with_its_figures(office: Office) -> None:
    first = next(event for event in office.events() if event.kind is Kind.FOLLOWED)
    assert (first.data["unit"], first.data["period"]) == (LEAD, "2007Q4")
    assert first.data["rows"][0] == {
        "task": "01-1-1", "progress": "going", "words": "新增骨干机构3家", "difficulty": "注册资本不足（李工13800138000、020-83124567）",
        "reached": {"0": 12.5, "1": 5100.0},
    }  # fmt: skip


def test_what_cannot_be_taken_over_is_told_by_cell(told: Mapping[str, list[str]]) -> None:
    lines = "\n".join(told["faulty"])
    assert "“完成数”写的“十二亿元”不是数字，没有登记。请只填数字，单位是亿元。" in lines
    assert "没有任务号“01-9-9”这项任务，这一行没有登记" in lines
    assert f"任务 01-4-1 不是{LEAD}承担的，这一行没有登记" in lines


def test_of_a_row_of_which_nothing_is_registered_no_progress_is_said_to_be(told: Mapping[str, list[str]]) -> None:
    assert not [line for line in told["faulty"] if "任务 01-1-1 没有选进展情况" in line]


def test_the_unit_gets_its_own_workbook_back_with_the_cells_marked(office: Office) -> None:
    back = next((office.workspace.outbox / "退回补正").iterdir())
    names = sorted(each.name for each in back.iterdir())
    assert names == ["再报 补正说明.docx", "再报（请修改）.xlsx", "邮件草稿.eml"]
    book = openpyxl.load_workbook(back / "再报（请修改）.xlsx")
    notes = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(notes) == 3


def test_what_a_supporting_unit_calls_done_is_not_done(told: Mapping[str, list[str]]) -> None:
    # 01-2-1 was due three months after 11 October; its lead never reported.
    assert told["report"][0] == "《关于办好几件实事的方案》：任务 4 项，逾期 1 项，未报送 2 项，推进中 1 项"
    assert told["report"][1] == "  逾期 5 天：01-2-1 编制培训计划（市人事局）"


def test_report_brief_circular_and_workbook_are_written(office: Office) -> None:
    names = {each.name for each in folder(office).iterdir() if each.is_file()}
    assert names == {
        "任务进展报告 2007年第四季度.docx", "简报 2007年第四季度.docx", "情况通报 2007年第四季度.docx",
        "任务进度 2007年第四季度.xlsx",
    }  # fmt: skip


def test_the_report_shows_the_figures_and_what_is_lacking(office: Office) -> None:
    report = Document(str(folder(office) / "任务进展报告 2007年第四季度.docx"))
    rows = [[cell.text for cell in row.cells] for table in report.tables for row in table.rows]
    assert [
        "01-1-1",
        "到2010年年担保额超过15亿元",
        "至少 15 亿元",
        "12.5",
        "—",
        "—",
        "2.5",
        "市经贸委",
    ] in rows
    assert [
        "01-1-1",
        "受保企业5000家以上",
        "至少 5000 家",
        "5100",
        "—",
        "—",
        "已达到",
        "市经贸委",
    ] in rows
    assert "市经贸委（01-1-1）：注册资本不足（李工***、***）" in [each.text for each in report.paragraphs]


def test_no_paper_that_goes_to_leaders_has_a_telephone_number(office: Office) -> None:
    book = openpyxl.load_workbook(folder(office) / "任务进度 2007年第四季度.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert f"{LEAD}：注册资本不足（李工***、***）" in cells
    assert not [each for each in cells if "13800138000" in each or "83124567" in each]


def test_the_register_gets_the_sheets_of_tasks_once_a_plan_is_followed(office: Office) -> None:
    rows = {row["任务号"]: row for row in office.rows("任务台账")}
    assert list(rows) == ["01-1-1", "01-2-1", "01-3-1", "01-4-1"]
    first, second = rows["01-1-1"], rows["01-2-1"]
    assert (first["现状"], first["牵头单位"], first["届满日"]) == ("推进中", LEAD, date(2010, 12, 31))
    assert (first["最近报送"], first["工作进展"], first["存在困难"]) == (
        date(2008, 1, 10),
        "新增骨干机构3家",
        "注册资本不足（李工13800138000、020-83124567）",  # the office's own book
    )
    assert (second["现状"], second["逾期天数"]) == ("逾期", 5)


def test_targets_and_reports_have_sheets_of_their_own(office: Office) -> None:
    assert [(row["任务号"], row["序"], row["完成数"], row["差距"]) for row in office.rows("指标") if "完成数" in row] == [
        ("01-1-1", "1", "12.5", "2.5"), ("01-1-1", "2", "5100", "已达到"),
    ]  # fmt: skip
    assert [(row["任务号"], row["报送期"], row["单位"], row["进展情况"]) for row in office.rows("进展")] == [
        ("01-1-1", "2007Q4", LEAD, "推进中"), ("01-2-1", "2007Q4", LEAD, "已完成"),
    ]  # fmt: skip


def test_a_figure_that_moved_from_under_a_reported_value_is_told_when_taken_over_again(office: Office) -> None:
    # 15 亿元 is said to be what is so already: then 5,000 家 stands where 12.5 was reported.
    book = openpyxl.load_workbook(next((office.workspace.outbox / "任务分解").glob("*.xlsx")))
    sheet = book["指标"]
    kind = next(cell.column for cell in sheet[2] if cell.value == "种类")
    sheet.cell(3, kind).value = "现状"
    changed = io.BytesIO()
    book.save(changed)
    told = len(office.said)
    order = office.order(date(2008, 1, 16), dry_run=True)
    assert accept_ledger(office.workspace, order, changed.getvalue(), "台账.xlsx") == 1
    assert [each for each in office.said[told:] if each.startswith("01-1-1 的指标和上次纳入时不一样")]


def test_a_period_s_report_is_the_same_a_quarter_later_and_tells_what_came_late(
    told: Mapping[str, list[str]], office: Office
) -> None:
    # The office goes on: what is looked at above was kept before.
    paper = folder(office) / "任务进展报告 2007年第四季度.docx"
    before = shown(paper)
    staff = folder(office) / "市人事局" / "任务进展报送表 市人事局.xlsx"
    office.put("迟报.xlsx", filled(staff, {"01-2-1": {"进展情况": "已完成"}}))
    assert office.run(ingest, date(2008, 1, 20)) == 0
    assert office.run(tasks, date(2008, 4, 3), "2008Q1", ask=True) == 0
    sent = office.workspace.outbox / "任务跟踪" / "2008Q1" / LEAD / f"任务进展报送表 {LEAD}.xlsx"
    office.put("一季度.xlsx", filled(sent, {"01-1-1": {"完成数": 14, "进展情况": "推进中"}}))
    assert office.run(ingest, date(2008, 4, 8)) == 0
    assert office.run(tasks, date(2008, 4, 20), "2007Q4", report=True) == 0
    after = shown(paper)
    late = [each for each in after if each[0] == "2008-01-20"]
    assert late == [["2008-01-20", "市人事局", "01-2-1", "已完成", "—"]]
    assert [each for each in after if each not in late and each[0] != "收到日期"] == before
    said = "\n".join(each.text for each in Document(str(paper)).paragraphs)
    assert "（数据截至2008年1月16日）" in said
    assert "又收到1个单位补报或更正本期进展1项次，没有计入本报告的其他数字。" in said
    # The next period's report knows what came late, and where it carries a value on.
    assert office.run(tasks, date(2008, 4, 20), "2008Q1", report=True) == 0
    next_paper = next((office.workspace.outbox / "任务跟踪" / "2008Q1").glob("任务进展报告*.docx"))
    rows = [row for row in shown(next_paper) if row[0] == "01-1-1"]
    assert [row[3:6] for row in rows[:2]] == [["14", "12.5", "+1.5"], ["5100*", "—", "—"]]
    notes = [each.text for each in Document(str(next_paper)).paragraphs if "沿用以前报的" in each.text]
    assert "沿用以前报的（2007Q4：01-1-1）" in notes[0]


def test_two_leads_with_different_values_are_asked_about_and_the_office_settles_it(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", load("guangzhou"))
    plan = "关于办好实事的方案\n二○○七年十月十一日\n一、主要任务\n1.组织新增上市后备企业100家以上（市经贸委、市金融办牵头）\n"
    office.run(breakdown, date(2007, 10, 15), plan.encode(), "方案.txt")
    ledger = next((office.workspace.outbox / "任务分解").glob("*.xlsx")).read_bytes()
    office.run(accept_ledger, date(2007, 10, 15), ledger, "台账.xlsx")
    office.run(tasks, date(2008, 1, 3), "2007Q4", ask=True)
    for unit, value in (("市经贸委", 111), ("市金融办", 50)):
        sent = folder(office) / unit / f"任务进展报送表 {unit}.xlsx"
        office.put(f"{unit}.xlsx", filled(sent, {"01-1-1": {"完成数": value, "进展情况": "推进中"}}))
    office.run(ingest, date(2008, 1, 10))
    office.run(tasks, date(2008, 1, 11))
    line = "  01-1-1 指标 1 几个单位报数不同（市经贸委 111、市金融办 50），没有相加：请在“指标”表“完成数”栏写定以哪个数为准"
    assert line in office.said
    assert office.rows("指标")[0]["差距"] == "待定：几个单位报数不同"

    def settle(sheet: Any) -> None:
        column = next(cell.column for cell in sheet[1] if cell.value == "完成数")
        sheet.cell(2, column).value = 130

    office.edit_sheet(settle, "指标")
    office.said.clear()
    office.run(tasks, date(2008, 1, 12))
    assert "“指标”表 01-1-1 1 完成数：空 → 130。按市民营办 2007Q4 的完成数登记" in office.said
    (row,) = office.rows("指标")
    assert (str(row["完成数"]), row["差距"], row["报送单位"]) == ("130", "已达到", "市经贸委 111；市金融办 50")


def shown(paper: Path) -> list[list[str]]:
    """The rows of all tables of a paper."""
    return [[cell.text for cell in row.cells] for table in Document(str(paper)).tables for row in table.rows]


def test_papers_satisfy_the_open_xml_standard(
    office: Office, validator: Callable[[str, bytes], list[dict[str, Any]]]
) -> None:
    for each in [*folder(office).glob("*.*"), folder(office) / LEAD / "报送任务进展的函.docx"]:
        assert not validator(each.name, each.read_bytes())


def test_an_office_whose_mechanism_follows_no_tasks_is_told_so(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    with pytest.raises(ToolkitError, match="没有写任务跟踪的办法"):
        office.run(tasks)


def test_before_a_ledger_is_accepted_there_is_nothing_to_follow(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", load("guangzhou"))
    with pytest.raises(ToolkitError, match="还没有纳入跟踪的任务"):
        office.run(tasks)


def test_what_the_office_types_on_the_sheet_of_tasks_counts(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", load("guangzhou"))
    office.run(breakdown, date(2007, 10, 15), PLAN, "方案.txt")
    ledger = next((office.workspace.outbox / "任务分解").glob("*.xlsx")).read_bytes()
    office.run(accept_ledger, date(2007, 10, 15), ledger, "台账.xlsx")

    def edit(sheet: Any) -> None:
        columns = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2):
            match row[0].value:
                case "01-1-1":
                    sheet.cell(row[0].row, columns["核定"]).value = "销号"
                case "01-2-1":
                    sheet.cell(row[0].row, columns["届满日"]).value = date(2008, 6, 30)
        last = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == "01-4-1")
        sheet.delete_rows(last)

    office.edit_sheet(edit, "任务台账")
    office.run(tasks, date(2008, 1, 16), "2007Q4")
    assert office.said[-1] == "《关于办好几件实事的方案》：任务 3 项，已销号 1 项，尚未报送 2 项"
    rows = {row["任务号"]: row for row in office.rows("任务台账")}
    assert (rows["01-1-1"]["核定"], rows["01-1-1"]["现状"]) == ("销号", "已销号")
    assert rows["01-2-1"]["届满日"] == date(2008, 6, 30)
    assert "01-4-1" not in rows


def test_an_accepted_ledger_can_be_taken_back(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", load("guangzhou"))
    office.run(breakdown, date(2007, 10, 15), PLAN, "方案.txt")
    ledger = next((office.workspace.outbox / "任务分解").glob("*.xlsx")).read_bytes()
    office.run(accept_ledger, date(2007, 10, 15), ledger, "台账.xlsx")
    assert len(office.rows("任务台账")) == 4
    office.run(undo, date(2007, 10, 15))
    assert office.said[1] == "    任务纳入跟踪 关于办好几件实事的方案"
    assert office.rows("任务台账") == []
    with pytest.raises(ToolkitError, match="还没有纳入跟踪的任务"):
        office.run(tasks, date(2007, 10, 16))


@pytest.mark.parametrize(
    ("written", "mark", "outcome", "note"),
    [
        ("2007年第四季度", "2007Q4", "已登记任务进展", f"{LEAD} 2007年第四季度：1 项任务"),
        ("四季度", "2007Q4", "已登记任务进展", "报送期写的“四季度”看不懂，按发去的表算2007年第四季度"),
        ("四季度", "", "待确认", "报送期“四季度”看不懂，没有登记"),
        ("2027年第四季度", "2007Q4", "待确认", "报送期“2027年第四季度”还没有到，没有登记"),
    ],
)
def test_a_period_that_cannot_be_read_is_the_one_that_was_asked_for(
    office: Office, written: str, mark: str, outcome: str, note: str
) -> None:
    row = {"任务号": Answer("01-2-1"), "工作进展": Answer("已会签")}
    head = {"报送单位": Answer(LEAD), "报送期": Answer(written)}
    came = Submission("progress", head, Identity("progress", "1", mark, "", LEAD), (row,))
    taken = reported(replace(office.desk, order=office.order(date(2008, 1, 20))), came, Source("f" * 64, "再报.xlsx"))
    assert taken.outcome == outcome
    assert any(each.startswith(note) for each in taken.notes)


def test_a_count_below_the_period_before_is_taken_and_told_to_the_office(office: Office) -> None:
    row = {"任务号": Answer("01-1-1"), "完成数": Answer("3.1亿元"), "进展情况": Answer("推进中")}
    came = Submission("progress", {"报送单位": Answer(LEAD), "报送期": Answer("2008Q1")}, Identity(), (row,))
    taken = reported(replace(office.desk, order=office.order(date(2008, 4, 10))), came, Source("e" * 64, "一季度.xlsx"))
    assert taken.events[0].data["rows"][0]["reached"] == {"0": 3.1}
    assert "任务 01-1-1 的完成数 3.1 比 2007Q4 报的 12.5 少，照登记了；请核对单位是不是只报了本期新增的" in taken.notes
