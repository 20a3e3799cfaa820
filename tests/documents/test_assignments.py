from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, load

from . import reading, samples
from .reading import W

DAY = date(2024, 3, 1)


def _moment(*day: int) -> datetime:
    # A workbook's dates know no time zone.
    return datetime.combine(date(*day), datetime.min.time())


def _rows(data: bytes) -> list[list[str]]:
    return [
        [
            "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in cell.iter(f"{W}p"))
            for cell in row.iter(f"{W}tc")
        ]
        for row in reading.tree(data).iter(f"{W}tr")
    ]


def test_the_list_prints_what_it_was_given(mechanism: Mechanism) -> None:
    data = write_assignments(samples.assignments(2), mechanism, heading="3月会议", day=DAY)
    rows = _rows(data)
    assert rows[0][1:4] == ["编号", "企业名称", "案由"]
    assert rows[1] == [
        "1",
        "2024-003",
        "佛山市顺德区恒泰电器有限公司",
        "厂区用电增容问题",
        "B",
        "先行实施临时增容，供电方案于一周内答复企业；正式增容与道路管廊工程同步推进。",
        "区经济促进局\n黄伟\n0757-22830000",
        "北滘镇、区住房城乡建设和水利局",
        "交办 2024-3-1\n意见 2024-3-22\n办结 2024-6-3",
        "办理中",
    ]
    assert f"3月会议　{mechanism.office}　2024年3月1日　共2件" in reading.text(data)


def test_columns_are_headed_with_the_words_of_the_office_s_own_register() -> None:
    qingyuan = load("qingyuan")
    rows = _rows(write_assignments(samples.assignments(1), qingyuan, heading="", day=DAY))
    assert rows[0][1:4] == ["编号", "企业名称", "事由"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(write_assignments_sheet(samples.assignments(1), qingyuan, heading="", day=DAY))
    ).worksheets[0]
    heads = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"事由", "事项类别", "转办日期"} <= heads
    assert not {"案由", "问题类别", "交办日期"} & heads


def test_the_letters_of_the_categories_are_explained_in_the_annexs_words(mechanism: Mechanism) -> None:
    data = write_assignments(samples.assignments(2), mechanism, heading="", day=DAY)
    assert (
        "问题类别：B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难；C.久拖未决的历史遗留问题。"
        in reading.text(data)
    )


def test_the_header_repeats_and_no_row_is_split(papers: dict[str, bytes]) -> None:
    rows = list(reading.tree(papers["assignments.docx"]).iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 12


def test_grid_and_cells_have_the_same_widths_and_fill_the_page(papers: dict[str, bytes]) -> None:
    table = next(reading.tree(papers["assignments.docx"]).iter(f"{W}tbl"))
    grid = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    assert sum(grid) == 16838 - 2098 - 1984
    for row in table.iter(f"{W}tr"):
        assert [int(each.get(f"{W}w")) for each in row.iter(f"{W}tcW")] == grid
    assert reading.attribute(table, "tblPr/tblLayout", "type") == "fixed"


def test_columns_nobody_filled_are_left_out(mechanism: Mechanism) -> None:
    data = write_assignments([samples.assignments()[2]], mechanism, heading="", day=DAY)
    assert "议定事项" not in _rows(data)[0]
    assert "配合单位" not in _rows(data)[0]
    grid = [int(each.get(f"{W}w")) for each in reading.tree(data).iter(f"{W}gridCol")]
    assert sum(grid) == 16838 - 2098 - 1984


def test_pending_stands_only_where_lead_or_due_date_is_missing(mechanism: Mechanism) -> None:
    items = samples.assignments(3)
    assert reading.pending(write_assignments(items, mechanism, heading="", day=DAY)) == 0
    items[0] = replace(items[0], lead="", due=None)
    assert reading.pending(write_assignments(items, mechanism, heading="", day=DAY)) == 2


def test_an_empty_list_is_still_a_paper(mechanism: Mechanism) -> None:
    assert "共0件" in reading.text(write_assignments([], mechanism, heading="", day=DAY))
    assert write_assignments_sheet([], mechanism, heading="", day=DAY)


def test_five_hundred_rows_take_about_a_second(mechanism: Mechanism) -> None:
    items = samples.assignments(500)
    begun = time.process_time()
    write_assignments(items, mechanism, heading="", day=DAY)
    assert time.process_time() - begun < 5


def test_a_mechanism_without_an_issuer_for_lists_is_told_so(mechanism: Mechanism) -> None:
    with pytest.raises(ConfigError, match="assignments"):
        write_assignments([], replace(mechanism, issuers={}), heading="", day=DAY)


def test_the_sheet_holds_real_dates_and_texts_as_texts(mechanism: Mechanism) -> None:
    items = samples.assignments(2)
    items[0] = replace(items[0], firm="=HYPERLINK(1)", due=None)
    book = openpyxl.load_workbook(io.BytesIO(write_assignments_sheet(items, mechanism, heading="3月", day=DAY)))
    sheet = book.active
    assert sheet is not None
    assert sheet.title == "民营企业事项办理清单"
    header = [cell.value for cell in sheet[3]]
    row = dict(zip(header, sheet[4], strict=True))
    assert row["交办日期"].value == _moment(2024, 3, 1)
    assert row["交办日期"].number_format == "yyyy-m-d"
    assert (row["企业名称"].value, row["企业名称"].data_type) == ("=HYPERLINK(1)", "s")
    assert row["办结时限"].value == "【待定】"
    assert sheet["J5"].value == _moment(2024, 12, 31)
    assert sheet["E5"].value == "C.久拖未决的历史遗留问题"
    assert sheet["C5"].value == samples.TRICKY_FIRM


def test_the_sheet_prints_on_a4_across_with_its_header_on_every_page(papers: dict[str, bytes]) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(papers["assignments.xlsx"])).active
    assert sheet is not None
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    assert sheet["C4"].font.name == "仿宋"
    assert sheet["C4"].alignment.wrap_text
    assert sheet["C4"].border.left.style == "thin"


def test_the_sheets_strings_are_plain_xml(papers: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(papers["assignments.xlsx"])) as archive:
        assert "A&amp;B&lt;精密&gt;" in archive.read("xl/sharedStrings.xml").decode()


def test_numbers_days_and_statuses_have_room_for_one_line(mechanism: Mechanism) -> None:
    data = write_assignments(samples.assignments(2), mechanism, heading="", day=DAY)
    table = next(reading.tree(data).iter(f"{W}tbl"))
    grid = [int(each.get(f"{W}w")) / 56.7 for each in table.iter(f"{W}gridCol")]
    millimetres = dict(zip(_rows(data)[0], grid, strict=True))
    assert millimetres["编号"] >= 20
    assert millimetres["交办及时限"] >= 31
    assert millimetres["状态"] >= 16.8  # 重新办理


@pytest.mark.parametrize(
    ("heading", "broken"), [("3月会议", False), ("2024年民营企业项目联络协作工作第三次专题会议议定事项", True)]
)
def test_a_long_line_below_the_title_is_cut_before_the_issuer(mechanism: Mechanism, heading: str, broken: bool) -> None:
    data = write_assignments(samples.assignments(3), mechanism, heading=heading, day=DAY)
    line = next(words for style, words in reading.paragraphs(data) if style == "PaperListLine")
    between = "\n" if broken else "　"
    assert line == f"{heading}{between}{mechanism.office}　2024年3月1日　共3件"
