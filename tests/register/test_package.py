"""The register as a file: what programs make of it, what an update leaves alone, what a judge says against it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from jobs.again import once
from jobs.office import DAY, Office, open_book
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest

from .opened_on import opened_on

Convert = Callable[[bytes, str], bytes]
#: Comma, quotation mark, UTF-8.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
#: The smallest picture there is.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@pytest.fixture
def convert(soffice: Callable[..., dict[str, bytes]]) -> Convert:
    """Saves a workbook as another kind of file with a real LibreOffice."""
    return lambda data, kind: soffice({"台账.xlsx": data}, kind)["台账.xlsx"]


@pytest.fixture
def faults(validator: Callable[..., list[Any]]) -> Callable[[bytes], list[Any]]:
    """What the Open XML SDK has to say against a workbook."""
    return lambda data: validator("台账.xlsx", data)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assign(office: Office) -> None:
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通运输局")


@pytest.fixture
@once
def busy(office: Office) -> Office:
    """An office with a case of each of three states."""
    office.take_in(
        甲=office.report(),
        乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"),
        丙=office.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房", 联系电话=None),
    )
    assign(office)
    office.type_in("2024-002", 问题分类="重点问题")
    office.run(dispatch)
    return office


def test_a_register_saved_by_libreoffice_is_absorbed_without_one_false_edit(busy: Office, convert: Convert) -> None:
    before = busy.rows()
    events = len(busy.events())
    busy.workspace.register.write_bytes(convert(busy.workspace.register.read_bytes(), "xlsx"))
    busy.run(ingest)
    told = [(each.kind.value, dict(each.data)) for each in busy.events()[events:]]
    assert told == [], "nobody typed anything"
    assert busy.rows() == before


def test_a_register_saved_by_libreoffice_stays_editable(busy: Office, convert: Convert) -> None:
    busy.workspace.register.write_bytes(convert(busy.workspace.register.read_bytes(), "xlsx"))
    busy.take_in(丁=busy.report(企业名称="顺德丁有限公司", 问题困难="招工困难"))
    assert [row["编号"] for row in busy.rows()] == ["2024-001", "2024-002", "2024-003", "2024-004"]
    busy.workspace.register.write_bytes(convert(busy.workspace.register.read_bytes(), "xlsx"))
    busy.type_in("2024-004", 案由="招工")
    busy.run(ingest)
    (last,) = [each for each in busy.events("edited") if each.number == "2024-004"]
    assert last.data["after"] == {"案由": "招工"}
    assert isinstance(busy.row("2024-001")["办结时限"], date)


def test_the_judge_finds_nothing_in_a_fresh_register(office: Office, faults: Callable[[bytes], list[Any]]) -> None:
    assert faults(office.workspace.register.read_bytes()) == []


def test_the_judge_finds_nothing_after_updates(busy: Office, faults: Callable[[bytes], list[Any]]) -> None:
    # Updates over our own file, not over one that openpyxl saved: what it writes is not ours to answer for.
    fresh = Office.found(busy.root / "neu")
    for name in "甲乙丙":
        fresh.take_in(**{name: fresh.report(企业名称=f"顺德{name}有限公司", 联系电话=None)})
    assert len(fresh.rows()) == 3
    assert faults(fresh.workspace.register.read_bytes()) == []


def test_every_part_that_is_not_ours_stays_byte_for_byte(office: Office) -> None:
    book = open_book(office.workspace.register.read_bytes())
    sheet = book[office.record]
    sheet.add_image(Image(io.BytesIO(DOT)), "C12")
    sheet["A1"].comment = Comment("别动这一列", "王小明")
    own = book.create_sheet("我的统计")
    for row in (("月份", "件数"), ("1月", 5), ("2月", 7)):
        own.append(row)
    chart = BarChart()
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    own.add_chart(chart, "D2")
    own["B5"] = "=SUM(B2:B3)"
    book.save(office.workspace.register)
    before = parts(office.workspace.register.read_bytes())
    office.take_in(甲=office.report())
    office.run(ingest)
    after = parts(office.workspace.register.read_bytes())
    assert list(after) == list(before), "the parts keep their order too"
    changed = {name for name in before if before[name] != after[name]}
    ours = {f"xl/worksheets/sheet{n}.xml" for n in range(1, 9)} | {"xl/workbook.xml", "xl/styles.xml"}
    assert changed <= ours
    kept = {name for name in before if any(word in name for word in ("media", "chart", "drawing", "comment", "theme"))}
    assert len(kept) >= 5
    assert not kept & changed
    assert "xl/worksheets/sheet9.xml" in before
    assert len(office.rows()) == 1


def test_the_board_counts_right_when_a_spreadsheet_program_recalculates(busy: Office, convert: Convert) -> None:
    busy.type_in("2024-001", 办结时限=date(2024, 1, 5))
    busy.type_in("2024-002", 提交日期=date(2025, 1, 1))
    busy.run(ingest, DAY)
    again = io.BytesIO(convert(opened_on(date(2025, 5, 20), busy.workspace.register.read_bytes()), "xlsx"))
    board = openpyxl.load_workbook(again, data_only=True)["看板"]
    last = next(row[0].row for row in board.iter_rows() if row[0].value == "今天要办的事") - 1
    counts = {row[1].value: row[2].value for row in board.iter_rows(min_row=4, max_row=last) if row[1].value}
    rows = busy.rows()
    for status in busy.mechanism.record.statuses:
        assert counts[status.name] == sum(row["状态"] == status.name for row in rows), status.name
    notices = {row[4].value: row[5].value for row in board.iter_rows(min_row=4, max_row=last) if row[4].value}
    assert notices["待补正"] == sum("待补正" in row for row in rows) == 1
    assert notices["办结已超期"] == 1
    assert notices["意见已超期"] == 0
    assert (notices["今年受理"], notices["其中已办结"], notices["办结率"], notices["评价“满意”"]) == (
        1,
        0,
        "样本不足",
        0,
    )
    months = {row[10].value: (row[11].value, row[12].value) for row in board.iter_rows(min_row=4, max_row=15)}
    assert months == {f"{month}月": (int(month == 1), 0) for month in range(1, 13)}


def test_the_boards_chart_reads_the_months_beside_it_and_no_update_touches_it(office: Office) -> None:
    charts = {name: data for name, data in parts(office.workspace.register.read_bytes()).items() if "charts/" in name}
    assert len(charts) == 1
    (chart,) = charts.values()
    for cells in ("看板!$K$4:$K$15", "看板!$L$4:$L$15", "看板!$M$4:$M$15"):
        assert f"{cells}</c:f>".encode() in chart
    office.take_in(甲=office.report())
    office.run(ingest)
    after = parts(office.workspace.register.read_bytes())
    assert {name: after[name] for name in charts} == charts


def test_libreoffice_opens_the_register_and_shows_its_headers(office: Office, convert: Convert) -> None:
    office.take_in(甲=office.report())
    shown = list(csv.reader(io.StringIO(convert(office.workspace.register.read_bytes(), CSV).decode("utf-8-sig"))))
    assert shown[0] == [column.name for column in office.mechanism.record.columns]
    assert shown[1][0] == "2024-001"
    assert "2024-01-08" in shown[1]
