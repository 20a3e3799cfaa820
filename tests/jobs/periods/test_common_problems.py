"""Common problems: found with the quarterly analysis, named by the office in the register, known again later."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from jobs.again import once
from jobs.office import Office
from toolkit.analysis import Quarter
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.first_register import start
from toolkit.jobs.books.rebuild import rebuild
from toolkit.jobs.periods.common_problems import common_of
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.restore import restore
from toolkit.jobs.returns.reviewed import reviewed
from toolkit.jobs.status import status
from toolkit.mechanism import load
from toolkit.register import schema

TINY = Path(__file__).parents[2] / "mechanisms" / "tiny"
POWER = ("变压器容量不足，申请增容两个月没有答复", "用电负荷不够，报装扩容一直等外线", "新生产线电容量不足，盼增容")
FIRST, SECOND = date(2024, 4, 3), date(2024, 7, 3)


def add(office: Office, firm: str, problem: str, day: date) -> None:
    office.add_row(企业名称=firm, 问题困难=problem, 报送单位="北滘总商会", 提交日期=day)


def shown(office: Office) -> list[dict[str, Any]]:
    return office.rows(schema.COMMON)


def write(office: Office, name: str, column: str, text: str | None) -> None:
    def edit(sheet: Any) -> None:
        heads = [cell.value for cell in sheet[1]]
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == name)
        sheet.cell(row, heads.index(column) + 1).value = text

    office.edit_sheet(edit, schema.COMMON)


def paper(office: Office, quarter: str) -> str:
    found = (office.workspace.outbox / "季度分析").glob(f"{quarter}/*.docx")
    path = max(found, key=lambda each: each.stat().st_mtime_ns)
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture
@once
def first_quarter(office: Office) -> Office:
    """Two firms short of power, one of which asked twice; one with a bad road."""
    add(office, "顺德甲电器有限公司", POWER[0], date(2024, 1, 9))
    add(office, "甲电器", POWER[1], date(2024, 2, 9))
    add(office, "乙塑料厂", POWER[1], date(2024, 2, 20))
    add(office, "丙纸品厂", "门前村道坑坑洼洼，货车爆胎", date(2024, 3, 1))
    assert office.run(quarterly, FIRST, "2024Q1") == 0
    return office


def test_firms_with_one_trouble_stand_in_one_row_with_the_words_that_join_them(first_quarter: Office) -> None:
    (row,) = shown(first_quarter)
    assert row["事项"] == "2024-001、2024-002、2024-003"
    assert (row["企业数"], row["件数"], row["最近"]) == (2, 3, "2024年第一季度"), "one firm that asked twice is one"
    assert "增容" in row["共同用语"] or "报装扩容" in row["共同用语"] or "负荷" in row["共同用语"]
    assert "名称" not in row, "the office names it"
    words = paper(first_quarter, "2024年第一季度")
    assert "4件问题中，3件归入1组共性问题，其余1件为个性问题" in words
    assert f"{row['拟名']}（拟名）" in words


def test_the_workbook_has_a_sheet_of_them(first_quarter: Office) -> None:
    path = next((first_quarter.workspace.outbox / "季度分析").rglob("*综合分析.xlsx"))
    sheet = openpyxl.load_workbook(path)["共性问题"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(row[2:6] == [2, 3, 2, 3] and row[7] == "2024-001、2024-002、2024-003" for row in rows)


def test_the_name_the_office_gives_stays_when_the_trouble_comes_again(first_quarter: Office) -> None:
    office = first_quarter
    write(office, "共001", "名称", "企业用电增容难")
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    add(office, "丙纸品厂", "员工子女入学学位紧张", date(2024, 5, 7))
    add(office, "戊家具", "职工孩子没书读，想要公办学位", date(2024, 5, 8))
    office.run(quarterly, SECOND, "2024Q2")
    power, school = shown(office)
    assert (power["组号"], power["名称"], power["企业数"], power["件数"]) == ("共001", "企业用电增容难", 3, 4)
    assert (power["首次"], power["最近"]) == ("2024年第一季度", "2024年第二季度")
    assert school["组号"] == "共002"
    words = paper(office, "2024年第二季度")
    path = next((office.workspace.outbox / "季度分析" / "2024年第二季度").glob("*综合分析.xlsx"))
    sheet = openpyxl.load_workbook(path)["共性问题"]
    (row,) = [each for each in sheet.iter_rows(max_row=8) if each[1].value == "企业用电增容难"]
    there = {at: sheet[row[at].hyperlink.location.split("!")[1]] for at in (2, 4, 5)}
    listed = {at: [line[2].value for line in lines] for at, lines in there.items()}
    assert listed[2] == ["2024-005"], "the one firm of this quarter"
    assert listed[4] == listed[5] == ["2024-005", "2024-001", "2024-002", "2024-003"]
    assert "“企业用电增容难”此前已列为共性问题，本季度仍有反映" in words
    assert "企业用电增容难（拟名）" not in words


def test_a_register_made_again_from_the_journal_or_a_journal_from_the_register_keeps_the_name(
    first_quarter: Office,
) -> None:
    office = first_quarter
    write(office, "共001", "名称", "企业用电增容难")
    office.run(status)
    assert rebuild(office.desk).cells[schema.COMMON][("共001",)]["名称"] == "企业用电增容难"
    for path in office.workspace.journal.glob("*.jsonl"):
        path.unlink()
    assert office.run(restore, SECOND, "日志") == 0
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    office.run(quarterly, SECOND, "2024Q2")
    (row,) = shown(office)
    assert (row["组号"], row["名称"], row["件数"]) == ("共001", "企业用电增容难", 4)


def test_a_matter_the_office_takes_out_stays_out_and_one_it_puts_in_stays_in(first_quarter: Office) -> None:
    office = first_quarter
    write(office, "共001", "事项", "2024-001、2024-003、2024-004")
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    office.run(quarterly, SECOND, "2024Q2")
    assert shown(office)[0]["事项"] == "2024-001、2024-003、2024-004、2024-005", "and what is new comes in by itself"
    assert office.run(quarterly, SECOND, "2024Q2") == 0
    assert shown(office)[0]["事项"] == "2024-001、2024-003、2024-004、2024-005"


def test_a_row_the_office_adds_is_a_common_problem_of_its_own(first_quarter: Office) -> None:
    office = first_quarter
    add(office, "丁酒楼", "后巷夜里没有灯", date(2024, 3, 4))
    office.edit_sheet(
        lambda sheet: sheet.append(["共090", "道路和环境", None, None, None, None, "2024-004、2024-005"]), schema.COMMON
    )
    office.run(quarterly, FIRST, "2024Q1")
    row = shown(office)[-1]
    assert (row["组号"], row["名称"], row["企业数"], row["件数"]) == ("共090", "道路和环境", 2, 2)
    assert "5件归入2组共性问题" in paper(office, "2024年第一季度")


def test_a_row_the_office_deletes_is_no_common_problem(first_quarter: Office) -> None:
    office = first_quarter
    office.edit_sheet(lambda sheet: sheet.delete_rows(2), schema.COMMON)
    office.run(quarterly, date(2024, 4, 4), "2024Q1")
    assert shown(office) == []
    assert "没有发现两家以上企业共同反映的事项" in paper(office, "2024年第一季度")


def sheet_names(office: Office) -> list[str]:
    return openpyxl.load_workbook(office.workspace.register).sheetnames


def test_the_sheet_is_there_once_something_stands_in_it_and_not_before(office: Office) -> None:
    add(office, "顺德甲电器有限公司", POWER[0], date(2024, 1, 9))
    office.run(quarterly, FIRST, "2024Q1")
    assert schema.COMMON not in sheet_names(office), "one firm alone has no common problem"
    add(office, "乙塑料厂", POWER[1], date(2024, 2, 20))
    office.run(quarterly, FIRST, "2024Q1")
    assert sheet_names(office)[-1] == schema.COMMON, "behind those that were there"


def test_a_sheet_that_was_taken_away_comes_back_with_its_names_when_there_is_something_new(
    first_quarter: Office,
) -> None:
    office = first_quarter
    write(office, "共001", "名称", "企业用电增容难")
    office.run(status)
    book = openpyxl.load_workbook(office.workspace.register)
    del book[schema.COMMON]
    book.save(office.workspace.register)
    assert office.run(quarterly, FIRST, "2024Q1") == 0
    assert schema.COMMON not in sheet_names(office), "nothing is new: it stays away"
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    assert office.run(quarterly, SECOND, "2024Q2") == 0
    (row,) = shown(office)
    assert (row["组号"], row["名称"], row["件数"]) == ("共001", "企业用电增容难", 4)


def test_a_sheet_of_the_offices_own_with_this_name_is_left_alone(office: Office) -> None:
    book = openpyxl.load_workbook(office.workspace.register)
    book.create_sheet(schema.COMMON).append(["序号", "名称", "我们自己记的"])
    book.save(office.workspace.register)
    for firm, day in (("甲电器", 9), ("乙塑料厂", 10)):
        add(office, firm, POWER[0], date(2024, 1, day))
    assert office.run(quarterly, FIRST, "2024Q1") == 0
    sheet = openpyxl.load_workbook(office.workspace.register)[schema.COMMON]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["序号", "名称", "我们自己记的"]]
    assert any("总台账已有一张自建的“共性问题”表" in line for line in office.said)
    assert "2件归入1组共性问题" in paper(office, "2024年第一季度")


def test_a_report_of_an_earlier_quarter_written_again_sets_nothing_back(first_quarter: Office) -> None:
    office = first_quarter
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    office.run(quarterly, SECOND, "2024Q2")
    office.run(quarterly, SECOND, "2024Q1")
    assert shown(office)[0]["最近"] == "2024年第二季度"


def test_a_period_run_again_counts_up_to_its_end_and_says_before_only_of_an_earlier_one(first_quarter: Office) -> None:
    office = first_quarter
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    office.run(quarterly, SECOND, "2024Q2")
    before = shown(office)
    for period, label in (("2024Q1", "2024年第一季度"), ("2024-02", "2024年2月"), ("2024Q2", "2024年第二季度")):
        office.run(quarterly, SECOND, period)
        assert ("此前已列为共性问题" in paper(office, label)) is (period == "2024Q2")
    path = next((office.workspace.outbox / "季度分析" / "2024年第一季度").glob("*综合分析.xlsx"))
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["共性问题"].iter_rows()]
    assert any(row[2:6] == [2, 3, 2, 3] for row in rows), "what came in May is not in the report of March"
    assert shown(office) == before, "the register shows what is known of it last"


def test_a_dry_run_leaves_the_sheet_as_it_was(first_quarter: Office) -> None:
    office = first_quarter
    before = office.workspace.register.read_bytes()
    add(office, "丁压铸", POWER[2], date(2024, 5, 6))
    typed = office.workspace.register.read_bytes()
    office.run(quarterly, SECOND, "2024Q2", dry_run=True)
    assert office.workspace.register.read_bytes() == typed != before
    assert len(office.events("grouped")) == 1


def test_another_mechanism_groups_and_looks_through_replies_by_its_own_words(tmp_path: Path) -> None:
    root = tmp_path / "w"
    shutil.copytree(TINY, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\n', encoding="utf-8")
    office = Office(root, load(TINY))
    start(office.workspace, office.order())
    told = {"办理进展": "办结", "答复内容": "来信已收悉，还在等通知。"}
    for firm, said, reply in (
        ("甲饼店", "店招要换，等了一个月", {"办理进展": "办结", "答复内容": "已批，1月5日换好。"}),
        ("乙茶店", "门头广告牌不批", told),
        ("丙药店", "医保刷卡机坏了", {**told, "办理进展": "推进中"}),
    ):
        office.add_row(受访企业=firm, 诉求详情=said, 走访日期=date(2024, 1, 9), 承办部门="执法队", **reply)
    with open_desk(office.workspace, office.order()) as desk:
        numbers = [case.number for case in desk.live()]
        (found,) = common_of(desk, numbers, Quarter(2024, 1))
        (doubtful,) = reviewed(desk, desk.live(), date(2024, 1, 1), date(2024, 12, 31), numbers)
    assert found.firms == 2
    assert set(found.words) == {"店招", "门头"}
    assert (doubtful.firm, doubtful.lead) == ("乙茶店", "综合执法队")
    assert doubtful.advice == (
        "没有写明办了什么：“来信已收悉，还在等通知。”",
        "办理进展填“办结”，文中却说“来信已收悉，还在等通知”",
    )
