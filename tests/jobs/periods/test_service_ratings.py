"""Units that firms rate low for two quarters and more are listed, written to and followed (seed 002, measure 66)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from jobs.office import Office
from toolkit.analysis import read_period
from toolkit.jobs.periods.service_ratings import service_of
from toolkit.jobs.quarterly import quarterly
from toolkit.mechanism import load

from .rated import rated

HALL, TAX, BANK = "市政务服务数据管理局", "市税务局", "市金融局"
#: Unit, day of the rating, good and bad ones. The rule: under 60 % is low, fewer than five are not ranked.
RATINGS = (
    (HALL, date(2022, 2, 10), 2, 3),  # 40 %
    (HALL, date(2022, 5, 10), 1, 4),  # 20 %
    (TAX, date(2022, 5, 10), 4, 1),  # 80 %
    (BANK, date(2022, 5, 10), 0, 4),  # too few
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = rated(tmp_path_factory.mktemp("rated") / "office", RATINGS, "请致电13800138000")
    assert office.run(quarterly, date(2022, 7, 5), "2022Q2") == 0
    return office


@pytest.fixture(scope="module")
def folder(office: Office) -> Path:
    return office.workspace.outbox / "季度分析" / "2022年第二季度"


def text(path: Path) -> str:
    paper = Document(str(path))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_the_quarterly_report_ranks_the_units_and_names_who_has_to_put_things_right(folder: Path) -> None:
    (report,) = folder.glob("*报告.docx")
    said = text(report)
    assert "本季度企业作出评价14次，其中不满意、非常不满意（差评）9次，满意率35.7%。" in said
    # One month from 30 June is 30 July 2022, a Saturday: the next workday is 1 August (民法典 第二百零三条).
    assert f"连续靠后、责令限期整改（2022年8月1日前）的：{HALL}（连续2期）" in said
    assert f"1 {TAX} 5 1 80.0% — — —" in said
    assert f"2 {HALL} 5 4 20.0% 40.0% 2 限期整改" in said
    assert f"— {BANK} 4 4 样本不足 — — —" in said


def test_the_section_names_no_firm(folder: Path) -> None:
    (report,) = folder.glob("*报告.docx")
    said = text(report)
    start = said.index("政务服务评价和整改情况")
    assert "有限公司" not in said[start : said.index("存在问题", start)]


def test_each_bad_rating_is_followed_in_the_workbook(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "2022年第二季度服务评价和整改.xlsx")
    sheet = book["差评整改"]
    head, *body = [
        row for row in sheet.iter_rows(values_only=True) if row[0] == "编号" or str(row[0]).startswith("2022-")
    ]
    found = [dict(zip(head, row, strict=True)) for row in body]
    # Three of the first quarter that nobody sent to be put right, and nine of the second.
    assert len(found) == 12
    assert {row["现状"] for row in found} == {"待转办整改"}


def test_who_is_low_again_gets_a_letter_with_both_quarters(folder: Path) -> None:
    (letter,) = folder.glob("限期整改函*.docx")
    assert letter.name == f"限期整改函 {HALL}.docx"
    said = text(letter)
    assert f"{HALL}：" in said
    assert "贵单位的满意率已连续2期低于60%。请查明原因，责成有关工作人员限期整改，于2022年8月1日前" in said
    assert "2022年第一季度 5 3 40.0% 1" in said
    assert "2022年第二季度 5 4 20.0% 2" in said
    assert "13800138000" not in said


def test_the_letter_satisfies_the_open_xml_standard(
    folder: Path, validator: Callable[[str, bytes], list[dict[str, Any]]]
) -> None:
    (letter,) = folder.glob("限期整改函*")
    assert not validator(letter.name, letter.read_bytes())


def test_a_mechanism_without_rules_for_ratings_ranks_nobody(office: Office) -> None:
    quarter = read_period("2022Q2")
    assert service_of(office.desk, quarter) is not None
    assert service_of(replace(office.desk, mechanism=load("guangzhou")), quarter) is None
