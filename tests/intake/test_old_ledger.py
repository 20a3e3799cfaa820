"""An old ledger's table is found on its sheet, its columns by their headers, its cells by what they hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.intake import Grid, UnreadableError
from toolkit.intake.old_ledger import Cell, Headings, Target, Values, table_of
from toolkit.intake.plain.words import plain
from toolkit.intake.process.cells import read_cells
from toolkit.mechanism import default_name, load
from toolkit.mechanism.adoption import adoption_of

MECHANISM = load(default_name())
HEADINGS = Headings(MECHANISM, adoption_of(MECHANISM))
TODAY = date(2024, 6, 3)


def table(*rows: list[Any], merged: tuple[Any, ...] = ()) -> Any:
    return table_of(Grid.of_rows(rows, "2023年", merged), HEADINGS.knows)


def columns(*heads: str, readable: float = 1.0) -> list[tuple[str, ...]]:
    found = table(list(heads), ["甲"] * len(heads))
    return [each.target.columns for each in HEADINGS.of(found.heads, lambda place, target: readable)]


def read(column: str, raw: Any, year: int | None = None, told: dict[str, dict[str, str]] | None = None) -> Cell:
    return Values(MECHANISM, adoption_of(MECHANISM), told or {}, TODAY).read(Target((column,)), raw, year)


class TestLayout:
    def test_titles_and_the_makers_line_stand_above_the_header(self) -> None:
        found = table(
            ["企业问题台账"],
            ["填报单位：某镇", "日期：2023年"],
            ["企业名称", "存在问题", "承办单位"],
            ["甲公司", "道路破损", "发改局"],
        )
        assert found.titles == ("企业问题台账", "填报单位：某镇", "日期：2023年")
        assert [row.number for row in found.rows] == [3]

    def test_two_header_rows_are_read_together(self) -> None:
        rows = [
            ["企业", None, "存在问题", "承办情况", None],
            ["名称", "联系人", None, "单位", "联系人"],
            ["甲公司", "陈某", "道路", "发改局", "王科"],
        ]
        found = table(*rows, merged=((0, 0, 0, 1), (0, 2, 1, 2), (0, 3, 0, 4)))
        assert [each.text for each in found.heads] == [
            "企业／名称",
            "企业／联系人",
            "存在问题",
            "承办情况／单位",
            "承办情况／联系人",
        ]

    def test_a_merged_cell_says_the_same_for_all_its_rows(self) -> None:
        found = table(
            ["企业名称", "存在问题", "承办单位"],
            ["甲公司", "一", "发改局"],
            [None, "二", "税务局"],
            merged=((1, 0, 2, 0),),
        )
        assert [row.cells[0] for row in found.rows] == ["甲公司", "甲公司"]

    def test_sums_headings_notes_and_headers_again_are_no_matters(self) -> None:
        heads = ["序号", "企业名称", "存在问题", "承办单位"]
        found = table(
            heads,
            ["一、北滘镇"],
            ["1", "甲公司", "道路", "发改局"],
            ["小计", None, "1件"],
            heads,
            ["2"],
            ["注：以上为上半年情况。"],
        )
        assert [(row.number, row.section) for row in found.rows] == [(2, "一、北滘镇")]
        assert found.passed == {1: "分组标题", 3: "合计行", 4: "重复的表头", 5: "只有序号", 6: "表下的说明"}

    def test_a_firm_alone_in_its_row_is_no_heading(self) -> None:
        found = table(["企业名称", "存在问题", "承办单位"], ["甲公司", None, None], ["乙公司", "道路", "发改局"])
        assert [(row.cells[0], row.section) for row in found.rows] == [("甲公司", ""), ("乙公司", "")]

    def test_a_sheet_without_such_a_header_is_no_ledger(self) -> None:
        assert table(["姓名", "工资"], ["甲", 1.0]) is None


class TestColumns:
    def test_a_contact_belongs_to_whom_it_stands_behind(self) -> None:
        heads = ["企业名称", "联系人", "电话", "存在问题", "承办单位", "联系人", "电话", "协办单位", "联系人"]
        assert columns(*heads) == [
            ("企业名称",), ("企业联系人",), ("联系电话",), ("问题困难",), ("牵头单位",), ("牵头联系人",), ("牵头联系电话",), ("配合单位",),
            ("配合联系人",),
        ]  # fmt: skip

    def test_a_contact_nobody_owns_is_asked_for(self) -> None:
        found = table(["企业名称", "存在问题", "报送单位", "联系人"], ["甲", "乙", "丙", "丁"])
        last = HEADINGS.of(found.heads, lambda place, target: 1.0)[-1]
        assert (last.target.columns, last.proposed) == ((), "企业联系人")

    def test_a_near_miss_is_proposed_and_not_taken(self) -> None:
        found = table(["企业名称", "存在问题", "承办单位", "办结的时限"], ["甲", "乙", "丙", "丁"])
        last = HEADINGS.of(found.heads, lambda place, target: 1.0)[-1]
        assert (last.target.columns, last.proposed) == ((), "办结时限")

    @pytest.mark.parametrize("head", ["日期", "时间"])
    def test_a_day_of_nothing_is_asked_for(self, head: str) -> None:
        found = table(["企业名称", "问题", head, "状态"], ["甲", "乙", "2023-5-1", "在办"])
        day = HEADINGS.of(found.heads, lambda place, target: 1.0)[2]
        assert (day.target.columns, day.proposed) == ((), "提交日期")

    def test_a_day_of_nothing_is_only_kept_beside_the_day_it_might_be(self) -> None:
        found = table(["企业名称", "问题", "收到日期", "日期"], ["甲", "乙", "2023-5-1", "2023-6-1"])
        day = HEADINGS.of(found.heads, lambda place, target: 1.0)[3]
        assert (day.target.columns, day.proposed) == ((), "")

    def test_a_day_below_its_group_is_what_the_group_says(self) -> None:
        rows = [
            ["企业名称", "存在问题", "交办", "办结", "承办单位"],
            [None, None, "日期", "日期", None],
            ["甲", "乙", "丙", "丁", "戊"],
        ]
        merged = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4))
        found = HEADINGS.of(table(*rows, merged=merged).heads, lambda place, target: 1.0)
        assert [each.target.columns for each in found[2:4]] == [("交办日期",), ("办结日期",)]

    def test_content_settles_what_a_header_leaves_open(self) -> None:
        heads = ("企业名称", "存在问题", "承办单位", "办理情况")
        assert columns(*heads, readable=1.0)[-1] == ("状态",)
        assert columns(*heads, readable=0.0)[-1] == ("办理结果",)

    def test_an_ordinal_is_no_number(self) -> None:
        assert columns("序号", "企业名称", "存在问题", "承办单位")[0] == ()

    def test_no_column_is_filled_by_two(self) -> None:
        found = columns("企业名称", "公司名称", "存在问题", "反映问题", "承办单位", "责任单位")
        named = [each for each in found if each]
        assert len(named) == len(set(named)) == 3

    @given(
        st.lists(
            st.sampled_from(
                ["企业名称", "联系人", "电话", "问题", "承办单位", "办理情况", "日期", "备注", "编号", "状态", "什么"]
            ),
            min_size=3,
        )
    )
    def test_whatever_the_headers_no_column_is_filled_by_two(self, heads: list[str]) -> None:
        found = table(heads, ["甲"] * len(heads))
        if found is not None:
            named = [each.target.columns for each in HEADINGS.of(found.heads, lambda p, t: 1.0) if each.target.columns]
            assert len(named) == len(set(named))


class TestCells:
    @pytest.mark.parametrize(
        ("column", "raw", "value"),
        [
            ("牵头单位", "发改局", "区发展和改革局"),
            ("配合单位", "税务局、市监局", "区税务局、区市场监督管理局"),
            ("问题类别", "B类", "B 生产经营"),
            ("状态", "销号", "已评价"),
            ("满意度", "非常满意", "满意"),
            ("联系电话", 13800138000.0, "13800138000"),
            ("联系电话", "138-0013-8000", "13800138000"),
            ("提交日期", "2023.3.5", date(2023, 3, 5)),
            ("提交日期", "二〇二三年三月五日", date(2023, 3, 5)),
            ("提交日期", 44990.0, date(2023, 3, 5)),
            ("报送单位", "北滘镇政府", "北滘镇"),
            ("企业名称", " 甲公司 ", "甲公司"),
            ("问题困难", "第一行\r\n第二行", "第一行\n第二行"),
        ],
    )
    def test_a_cell_is_read_as_its_column_asks(self, column: str, raw: Any, value: Any) -> None:
        cell = read(column, raw)
        assert (cell.values, cell.doubts) == ({column: value}, ())

    @pytest.mark.parametrize(
        ("column", "raw"),
        [("状态", "等批复"), ("提交日期", "年底前"), ("联系电话", "见附表"), ("牵头单位", "某指挥部"), ("满意度", "未接"),
         ("提交日期", "2033-01-01"), ("问题类别", "用地"), ("办理轮次", "两轮")],
    )  # fmt: skip
    def test_what_cannot_be_read_for_certain_is_doubted(self, column: str, raw: str) -> None:
        cell = read(column, raw)
        assert cell.doubts
        assert not cell.whole or raw in map(str, cell.values.values())

    def test_a_day_without_a_year_takes_the_ledgers_and_is_doubted(self) -> None:
        assert read("提交日期", "12月30日", 2021).values == {"提交日期": date(2021, 12, 30)}
        assert read("提交日期", "12月30日", 2021).doubts
        assert read("提交日期", "12月30日").values == {}

    @pytest.mark.parametrize("year", [2019, 2020])  # the second is a leap year
    def test_a_day_without_a_year_never_leaves_the_ledgers_year(self, year: int) -> None:
        values = Values(MECHANISM, adoption_of(MECHANISM), {}, TODAY)
        for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year == 2020))):
            read = values.read(Target(("提交日期",)), f"{day.month}月{day.day}日", year)
            assert read.values == {"提交日期": day}

    def test_the_offices_answer_goes_first(self) -> None:
        assert read("状态", "等批复", told={"状态": {"等批复": "挂账"}}).values == {"状态": "挂账"}

    @given(st.text(max_size=40))
    def test_nothing_is_lost_whatever_stands_there(self, text: str) -> None:
        for column in ("提交日期", "状态", "联系电话", "牵头单位", "满意度", "问题类别"):
            cell = read(column, text)
            says_nothing = plain(text) in {"", "无", "暂无", "没有", "未定", "待定", "na", "none", "略"}
            assert cell.values or not cell.whole or says_nothing


def test_a_file_that_is_none_is_told_by_its_reason() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_cells(b"PK\x03\x04 not a zip at all", "台账.xlsx", MECHANISM)
    assert caught.value.problem.code in {Code.BROKEN_FILE, Code.INCOMPLETE_FILE, Code.UNKNOWN_KIND}


def test_cells_come_through_the_confined_process_as_they_are() -> None:
    data = "企业名称,问题\n甲公司,道路破损\n".encode("gb18030")
    (grid,) = read_cells(data, "台账.csv", MECHANISM)
    assert grid.text(1, 1) == "道路破损"
