"""Visits come on forms and logs, are typed into the register, and what firms need becomes matters."""

from __future__ import annotations

import base64
import functools
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jobs.office import Office, lock_by_excel
from toolkit.cases import Waiting
from toolkit.errors import ToolkitError
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.books.rebuild import rebuild
from toolkit.jobs.check import check
from toolkit.jobs.coverage import coverage
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.returns.taken import Source
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.jobs.visiting.open_points import waiting_visits
from toolkit.jobs.visiting.visit_rows import charges_of, visits_of
from toolkit.jobs.visiting.visited import visited
from toolkit.mechanism import Mechanism, load
from toolkit.submission import Answer, Submission, Value
from toolkit.templates import build_table

DAY = date(2026, 1, 14)
#: One grey point.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
VISIT: Mapping[str, Value] = {
    "走访人": "主席林某",
    "走访日期": date(2026, 1, 8),
    "走访对象": "莆田市甲鞋业有限公司",
    "对象类别": "常执委",
    "走访方式": "实地查看",
    "接待人": "陈某",
    "联系电话": "13800138000",
    "生产经营情况": "年产值2亿元",
    "资金需求": "流动资金紧张，续贷困难",
    "配套需求": "缺少配套的鞋材企业",
}


@functools.cache
def mechanism() -> Mechanism:
    return load("putian")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.found(tmp_path / "office", mechanism())


def form(office: Office, **values: Value) -> bytes:
    return office.blank(office.mechanism.form("visit"), {**VISIT, **values})


def log(office: Office, *rows: Mapping[str, Value]) -> bytes:
    return build_table(office.mechanism.form("log"), office.mechanism, {}, list(rows), spare=5)


def typed(office: Office, sheet: str, *rows: Mapping[str, Any]) -> None:
    """Type rows under what stands on a sheet."""

    def edit(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        row = 2
        while any(cell.value is not None for cell in page[row]):
            row += 1
        for place, values in enumerate(rows, row):
            for name, value in values.items():
                page.cell(place, heads[name]).value = value

    office.edit_sheet(edit, sheet)


def _marked(book: Path, sheet: str) -> list[str]:
    """Return the cells of a form that went back in which a fault is told."""
    return [cell.coordinate for row in openpyxl.load_workbook(book)[sheet] for cell in row if cell.comment]


def _waiting(office: Office) -> list[Waiting]:
    return list(waiting_visits(lay(office.workspace, office.order(DAY))))


def _settle(page: Any) -> None:
    heads = {cell.value: cell.column for cell in page[1] if cell.value}
    page.cell(2, heads["处理意见"]).value = "采纳"


def test_a_visit_goes_into_the_register_and_its_needs_become_matters(office: Office) -> None:
    assert office.take_in(DAY, 走访=form(office)) == 0
    (visit,) = office.rows("走访台账")
    assert (visit["走访号"], visit["走访对象"], visit["诉求编号"]) == (
        "Z2026-001", "莆田市甲鞋业有限公司", "2026-001、2026-002"
    )  # fmt: skip
    assert [(row["编号"], row["诉求类别"], row["诉求内容"], row["走访号"]) for row in office.rows()] == [
        ("2026-001", "B 资金需求", "流动资金紧张，续贷困难", "Z2026-001"),
        ("2026-002", "C 配套需求", "缺少配套的鞋材企业", "Z2026-001"),
    ]
    assert office.rows()[0]["提出日期"] == date(2026, 1, 8)
    assert office.rows("企业") == [
        {
            "名称": "莆田市甲鞋业有限公司", "类别": "常执委", "最近走访日期": date(2026, 1, 8), "走访次数": 1,
            "在办事项": "2026-001、2026-002",
        }
    ]  # fmt: skip
    (received,) = office.rows("收件日志")
    assert (received["结果"], received["编号"]) == ("已登记走访", "2026-001、2026-002")


def test_a_visit_may_be_made_in_several_ways_on_a_form_and_on_a_log(office: Office) -> None:
    office.put("走访.xlsx", form(office, 走访方式="实地查看、座谈交流", 资金需求=None, 配套需求=None))
    row = {"走访日期": date(2026, 1, 9), "走访对象": "乙食品", "走访人": "陈某", "走访方式": "座谈交流和现场办公"}
    assert office.take_in(DAY, 日志=log(office, row)) == 0
    assert [each["走访方式"] for each in office.rows("走访台账")] == ["实地查看、座谈交流", "座谈交流、现场办公"]


def test_a_visit_without_needs_is_a_visit_and_no_matter(office: Office) -> None:
    assert office.take_in(DAY, 走访=form(office, 资金需求=None, 配套需求=None)) == 0
    assert [row["走访号"] for row in office.rows("走访台账")] == ["Z2026-001"]
    assert office.rows() == []


def test_that_a_firm_needs_nothing_is_no_matter_on_a_form_a_log_or_in_the_register(office: Office) -> None:
    typed(office, "走访台账", {"走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某", "问题诉求": "无"})
    office.put("走访.xlsx", form(office, 问题诉求="暂无", 资金需求="无。", 配套需求="暂无需求"))
    row = {"走访日期": date(2026, 1, 9), "走访对象": "乙食品", "走访人": "陈某", "问题诉求": "没有"}
    assert office.take_in(DAY, 日志=log(office, row)) == 0
    assert office.rows() == []
    assert [row["走访对象"] for row in office.rows("走访台账")] == ["丁公司", "莆田市甲鞋业有限公司", "乙食品"]
    # That there was none is no answer that stands in the way of one that comes later.
    later = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某", "资金需求": "续贷困难"}
    assert office.take_in(DAY, 又=log(office, later)) == 0
    assert [row["诉求内容"] for row in office.rows()] == ["续贷困难"]
    assert office.rows("走访台账")[1]["资金需求"] == "续贷困难"


def test_a_form_without_the_firm_goes_back(office: Office) -> None:
    assert office.take_in(DAY, 走访=form(office, 走访对象=None)) == 1
    assert office.rows("走访台账") == []
    assert list((office.workspace.outbox / "退回补正").rglob("*.xlsx"))


def test_the_log_of_the_quarter_counts_no_visit_twice_and_only_fills_blanks(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))
    rows: list[Mapping[str, Value]] = [
        {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某", "资金需求": "流动资金紧张，续贷困难", "意见建议": "多办对接会"},
        {"走访日期": date(2026, 1, 9), "走访对象": "北京莆田商会", "对象类别": "异地莆田商会", "走访人": "陈某"},
        {"走访对象": "丙公司", "走访人": "陈某"},
    ]  # fmt: skip
    assert office.take_in(DAY, 日志=log(office, *rows)) == 1  # the third has no day
    first, second = office.rows("走访台账")
    assert (first["走访对象"], first["走访人"], first["意见建议"]) == ("莆田市甲鞋业有限公司", "主席林某", "多办对接会")
    assert (second["走访号"], second["走访对象"]) == ("Z2026-002", "北京莆田商会")
    assert len(office.rows()) == 2
    assert "第3行的走访日期" in office.words


def test_rows_of_a_log_that_are_no_visits_go_back_and_are_asked_about_until_the_office_says_so(office: Office) -> None:
    good = {"走访日期": date(2026, 1, 9), "走访对象": "北京莆田商会", "走访人": "陈某"}
    bad = [
        {"走访对象": "丙公司", "走访人": "陈某"},
        {"走访日期": date(2026, 1, 22), "走访对象": "戊公司", "走访人": "陈某"},
    ]
    assert office.take_in(DAY, 日志=log(office, good, *bad)) == 1
    assert [row["走访对象"] for row in office.rows("走访台账")] == ["北京莆田商会"]
    (received,) = office.rows("收件日志")
    assert received["结果"] == "已登记走访（1次），2行没有登记（已出补正说明）"
    (back,) = (office.workspace.outbox / "退回补正").rglob("*（请修改）.xlsx")
    # Headers stand in row 2: of the second row the blank day, of the third the one that has not come yet.
    marked = _marked(back, "民营企业走访日志")
    assert marked == ["A4", "A5"]
    office.run(status, DAY)
    assert "走访日志有行没有登记" in office.words
    (asked,) = office.rows("待确认")
    assert "缺“第2行的走访日期”" in asked["说明"]
    office.edit_sheet(_settle, "待确认")
    office.said.clear()
    office.run(status, date(2026, 1, 15))
    assert "走访日志有行没有登记" not in office.words


def test_a_form_without_the_day_is_told_so_once_and_where(office: Office) -> None:
    assert office.take_in(DAY, 走访=form(office, 走访日期=None)) == 1
    (slip,) = (office.workspace.outbox / "退回补正").rglob("*（请修改）.xlsx")
    marked = _marked(slip, "民营企业走访调研表")
    assert marked == ["F3"]
    assert "不能登记为事项" not in office.words
    office.run(status, DAY)
    assert "1月14日退回补正" in office.words
    office.take_in(DAY, 改好=form(office))
    office.run(status, DAY)
    assert "1月14日退回补正" not in office.words


def test_what_a_visit_lacks_is_listed_with_whom_it_waits_for_until_it_is_filled_in(office: Office) -> None:
    typed(
        office, "走访台账",
        {"走访日期": date(2026, 1, 12), "走访人": "林某"},
        {"走访日期": "上周", "走访对象": "丁公司", "走访人": "林某"},
        {"备注": "以上为一月份"},
    )  # fmt: skip
    office.put("1.xlsx", form(office, 联系电话="139", 走访人="陈某", 资金需求=None, 配套需求=None))
    office.put("2.xlsx", form(office, 走访人=None, 走访对象="乙食品", 资金需求=None, 配套需求=None))
    assert office.run(ingest, DAY) == 1
    assert "“走访台账”表第 2 行没有填走访对象，先记为 Z2026-001，补上以前不算走访" in office.said
    told = {each.number: (each.unit, each.todo) for each in _waiting(office)}
    assert told == {
        "Z2026-001": ("", "“走访台账”里补填：走访对象"),
        "Z2026-002": ("", "“走访台账”里补填：走访日期"),
        "Z2026-003": ("陈某", "等补报走访的：联系电话"),
        "Z2026-004": ("", "“走访台账”里补填：走访人"),
    }
    listed = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "陈某"}
    office.take_in(DAY, 日志=log(office, listed))
    assert "Z2026-003" in [each.number for each in _waiting(office)]  # a log only fills in what is blank
    kept = office.workspace.register.read_bytes()
    office.workspace.register.write_bytes(rebuild(office.desk).data)
    assert "Z2026-001" in [row["走访号"] for row in office.rows("走访台账")]
    office.workspace.register.write_bytes(kept)

    def fill(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        for row in range(2, 6):
            if page.cell(row, heads["走访号"]).value == "Z2026-001":
                page.cell(row, heads["走访对象"]).value = "丙公司"
            if page.cell(row, heads["走访号"]).value == "Z2026-003":
                page.cell(row, heads["联系电话"]).value = "13800138000"

    office.edit_sheet(fill, "走访台账")
    office.run(ingest, DAY)
    assert [each.number for each in _waiting(office)] == ["Z2026-002", "Z2026-004"]
    assert [each.number for each in visits_of(office.desk)] == ["Z2026-001", "Z2026-002", "Z2026-003", "Z2026-004"]


def test_a_form_after_the_log_tells_the_same_need_at_length_and_raises_no_second_matter(office: Office) -> None:
    row: Mapping[str, Value] = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "李某"}
    office.take_in(DAY, 日志=log(office, {**row, "资金需求": "续贷困难，流动资金紧张"}))
    assert office.take_in(DAY, 走访=form(office, 陪同人员="会员部李某")) == 0
    (visit,) = office.rows("走访台账")
    assert (visit["走访人"], visit["诉求编号"]) == ("李某、林某", "2026-001、2026-002")
    assert [row["诉求内容"] for row in office.rows()] == ["流动资金紧张，续贷困难", "缺少配套的鞋材企业"]
    assert "与已登记的走访 Z2026-001 是同一次，合并，诉求 2026-001、2026-002" in office.words
    # Where form and log say quite different things, a person is asked and nothing is doubled or lost.
    office.take_in(DAY, 又一=log(office, {**row, "走访对象": "乙食品", "资金需求": "想办展销会"}))
    assert office.take_in(DAY, 又二=form(office, 走访对象="乙食品", 走访人="李某", 配套需求=None)) == 1
    assert [(row["编号"], row["诉求内容"]) for row in office.rows()][2:] == [("2026-003", "想办展销会")]
    assert [row["编号"] for row in office.rows("待确认")] == ["2026-003"]


def test_who_is_named_on_one_of_two_forms_only_is_not_lost(office: Office) -> None:
    office.take_in(DAY, 一=form(office, 走访人="林某、陈某"))
    office.take_in(DAY, 二=form(office, 走访人="陈某、黄某", 意见建议="多办对接会"))
    (visit,) = visits_of(office.desk)
    assert (visit.visitors, visit.values["意见建议"]) == (("林某", "陈某", "黄某"), "多办对接会")


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))
    before = (office.rows("走访台账"), office.rows())
    office.take_in(DAY, 又=form(office))
    assert (office.rows("走访台账"), office.rows()) == before


def test_a_visit_typed_into_the_register_gets_its_number_once(office: Office) -> None:
    typed(office, "走访台账", {"走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某"})
    for _ in range(2):
        assert office.run(ingest, DAY) == 0
    assert office.rows("走访台账") == [
        {
            "走访号": "Z2026-001", "走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某",
            "计入日期": date(2026, 1, 12),
        }
    ]  # fmt: skip
    assert [(each.number, each.firm) for each in visits_of(office.desk)] == [("Z2026-001", "丁公司")]
    assert [row["名称"] for row in office.rows("企业")] == ["丁公司"]


def test_a_day_that_was_typed_with_a_time_or_without_a_year_is_that_day_for_good(office: Office) -> None:
    cells = [datetime(2026, 1, 6, 9, 30), "1月7日", "26.1.8", "12月28日", "上周"]
    typed(office, "走访台账", *({"走访日期": cell, "走访对象": "丁公司", "走访人": "林某"} for cell in cells))
    days = [date(2026, 1, 6), date(2026, 1, 7), date(2026, 1, 8), date(2025, 12, 28), None]
    assert office.run(ingest, DAY) == 0
    assert [each.day for each in visits_of(office.desk)] == days
    assert (office.rows("企业")[0]["最近走访日期"], office.rows("企业")[0]["走访次数"]) == (date(2026, 1, 8), 4)
    assert office.rows("走访台账")[1]["走访日期"] == "1月7日"  # what people typed stands
    assert office.run(ingest, date(2027, 3, 1)) == 0
    assert [each.day for each in visits_of(office.desk)] == days


def test_a_visit_typed_in_twice_is_asked_about_and_counts_once_where_the_office_says_so(office: Office) -> None:
    row = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某"}
    office.take_in(DAY, 走访=form(office, 资金需求=None, 配套需求=None))
    typed(office, "走访台账", row, {**row, "走访人": "陈某"})
    for _ in range(2):
        assert office.run(ingest, DAY) == 0
    asked, other = office.rows("待确认")
    assert asked["说明"].startswith("“走访台账”的 Z2026-002 与 Z2026-001 是同一天、同一家、同样的人")
    assert other["说明"].startswith("“走访台账”的 Z2026-003 与 Z2026-001 是同一天、同一家、走访人不同（林某；陈某）")
    assert office.rows("企业")[0]["走访次数"] == 3
    office.edit_sheet(_settle, "待确认")
    office.run(ingest, DAY)
    assert [each.number for each in visits_of(office.desk)] == ["Z2026-001", "Z2026-003"]
    assert office.rows("企业")[0]["走访次数"] == 2


def test_what_people_type_stands_over_what_forms_say(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))

    def put_right(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["对象类别"]).value = "会员企业"

    office.edit_sheet(put_right, "走访台账")
    office.take_in(DAY, 又报=form(office, 意见建议="多办对接会"))
    (visit,) = visits_of(office.desk)
    assert (visit.kind, visit.values["意见建议"]) == ("会员企业", "多办对接会")
    assert office.rows("走访台账")[0]["对象类别"] == "会员企业"


def test_a_deleted_visit_counts_no_more(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))
    office.edit_sheet(lambda page: page.delete_rows(2), "走访台账")
    office.run(ingest, DAY)
    assert visits_of(office.desk) == []
    (firm,) = office.rows("企业")
    assert (firm["名称"], firm.get("走访次数"), firm.get("最近走访日期")) == ("莆田市甲鞋业有限公司", None, None)
    assert office.run(check, DAY) == 1
    assert "2026-001 的走访号 Z2026-001" in office.words
    office.take_in(DAY, 又=form(office, 走访日期=date(2026, 1, 9), 资金需求=None, 配套需求=None))
    assert office.rows("企业")[0]["走访次数"] == 1
    assert [row["走访号"] for row in office.rows("走访台账")] == ["Z2026-002"]


def test_who_looks_after_whom_is_kept_by_hand_and_journalled(office: Office) -> None:
    typed(office, "挂钩", {"挂钩领导": "主席林某", "挂钩对象": "甲鞋业", "类别": "常执委"})
    office.run(ingest, DAY)
    (charge,) = charges_of(office.desk)
    assert (charge.leader, charge.firm, charge.kind) == ("林某", "甲鞋业", "常执委")


def test_undo_takes_a_visit_back_with_its_matters_and_its_number_is_not_given_again(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))
    office.run(undo, DAY)
    assert (office.rows("走访台账"), office.rows("企业"), office.rows()) == ([], [], [])
    assert visits_of(office.desk) == []
    office.take_in(DAY, 又=form(office, 走访对象="乙食品"))
    assert [row["走访号"] for row in office.rows("走访台账")] == ["Z2026-002"]


def test_a_visit_has_a_story_and_undo_tells_which_visits_go_back(office: Office) -> None:
    office.take_in(DAY, 走访=form(office, 资金需求=None))

    def put_right(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["走访方式"]).value = "座谈交流"

    office.edit_sheet(put_right, "走访台账")
    rows = [
        {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某", "意见建议": "多办对接会"},
        {"走访日期": date(2026, 1, 9), "走访对象": "乙食品", "走访人": "林某"},
    ]
    office.take_in(date(2026, 1, 15), 日志=log(office, *rows))
    office.run(history, date(2026, 1, 15), "Z2026-001")
    assert office.said == [
        "Z2026-001　2026-01-08　莆田市甲鞋业有限公司　林某",
        "2026-01-08 走访登记　走访表　走访.xlsx　诉求 2026-001",
        "2026-01-15 人工修改　走访方式：座谈交流",
        "2026-01-08 走访补充　走访日志　日志.xlsx　诉求 2026-001",
    ]
    office.run(undo, date(2026, 1, 15), dry_run=True)
    assert "    走访 Z2026-001 莆田市甲鞋业有限公司" in office.said
    assert "    走访 Z2026-002 乙食品" in office.said
    with pytest.raises(ToolkitError, match="台账中没有编号“Z2026-009”"):
        office.run(history, DAY, "Z2026-009")


def test_nothing_of_the_firms_own_goes_with_its_matter(office: Office) -> None:
    """Seed 001 §五（五）: 不得传播扩散企业敏感信息."""
    office.take_in(DAY, 走访=form(office))
    office.type_in("2026-001", 问题分类="个性问题", 案由="续贷", 承办单位="金融办", 协办单位="市财政局")
    office.run(dispatch, DAY)
    sent = [each.name for each in (office.workspace.outbox / "交办").rglob("*") if each.is_file()]
    assert sent
    assert not [each for each in sent if each.startswith(("企业原件", "佐证材料"))]
    assert "按工作纪律" in office.words


def test_a_typed_visit_keeps_its_number_while_somebody_has_the_register_open(office: Office) -> None:
    typed(office, "走访台账", {"走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某"})
    owner = lock_by_excel(office.workspace.register)
    for _ in range(2):
        office.run(ingest, DAY)
    assert [each.number for each in visits_of(office.desk)] == ["Z2026-001"]
    owner.unlink()
    office.run(ingest, DAY)
    assert [row["走访号"] for row in office.rows("走访台账")] == ["Z2026-001"]


def test_a_register_made_from_the_journal_alone_has_the_visits(office: Office) -> None:
    typed(office, "挂钩", {"挂钩领导": "林某", "挂钩对象": "甲鞋业", "类别": "常执委"})
    typed(office, "走访台账", {"走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某"})
    office.take_in(DAY, 走访=form(office))
    before = {each: office.rows(each) for each in ("走访台账", "企业", "挂钩")}
    data = rebuild(office.desk).data
    office.workspace.register.write_bytes(data)
    after = {each: office.rows(each) for each in before}
    assert {name: sorted(map(str, rows)) for name, rows in after.items()} == {
        name: sorted(map(str, rows)) for name, rows in before.items()
    }


def test_a_run_that_was_killed_after_journalling_a_visit_repeats_nothing(office: Office) -> None:
    visit = office.mechanism.form("visit")
    submission = Submission(visit.id, {each.key: Answer(VISIT.get(each.key)) for each in visit.fields})
    with open_desk(office.workspace, office.order(DAY)) as desk:
        first = visited(desk, submission, Source("5" * 64, "走访.xlsx"))
        desk.record(first.events[:2])  # the visit and its first matter; then the power went
        again = visited(desk, submission, Source("5" * 64, "走访.xlsx"))
        put_right, opened = again.events
        assert (opened.kind, opened.data["values"]["诉求类别"]) == (Kind.OPENED, "C 配套需求")
        assert again.numbers == ["2026-001", opened.number]
        # The visit named the number that was claimed for it and lost.
        assert put_right.data["values"] == {"诉求编号": f"2026-001、{opened.number}"}


def test_what_a_firm_needs_becomes_a_matter_when_it_is_typed_too(office: Office) -> None:
    row = {"走访日期": date(2026, 1, 12), "走访对象": "丁公司", "走访人": "林某", "资金需求": "流动资金紧张"}
    typed(office, "走访台账", row)
    for _ in range(2):
        assert office.run(ingest, DAY) == 0
    assert [(row["编号"], row["诉求类别"], row["走访号"]) for row in office.rows()] == [
        ("2026-001", "B 资金需求", "Z2026-001")
    ]
    assert office.rows("走访台账")[0]["诉求编号"] == "2026-001"


def test_a_need_that_is_put_right_by_hand_raises_no_second_matter(office: Office) -> None:
    office.take_in(DAY, 走访=form(office))

    def put_right(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["资金需求"]).value = "续贷困难"
        page.cell(2, heads["问题诉求"]).value = "门口道路破损"

    office.edit_sheet(put_right, "走访台账")
    office.run(ingest, DAY)
    assert [row["诉求内容"] for row in office.rows()] == [
        "流动资金紧张，续贷困难",
        "缺少配套的鞋材企业",
        "门口道路破损",
    ]
    assert office.rows("走访台账")[0]["诉求编号"] == "2026-001、2026-002、2026-003"


def test_photos_that_come_with_a_visit_ask_nobody_whose_they_are(office: Office) -> None:
    office.put("走访/走访.xlsx", form(office))
    office.put("走访/车间.png", PNG)
    assert office.run(ingest, DAY) == 0
    assert office.rows("待确认") == []
    assert [(row["文件名"], row["结果"]) for row in office.rows("收件日志")] == [
        ("走访/走访.xlsx", "已登记走访"), ("走访/车间.png", "走访材料")
    ]  # fmt: skip


def test_who_looks_after_whom_may_stand_there_twice_and_is_told(office: Office) -> None:
    charge = {"挂钩领导": "林某", "挂钩对象": "甲鞋业", "类别": "常执委"}
    typed(office, "挂钩", charge, charge, {"挂钩领导": "陈某"})
    assert office.run(ingest, DAY) == 0
    assert "“挂钩”表第 3 行与第 2 行都是林某挂钩甲鞋业，按第 2 行，请删去多余的一行" in office.said
    assert "“挂钩”表第 4 行没有填挂钩对象，没有采用" in office.said
    assert [(each.leader, each.firm) for each in charges_of(office.desk)] == [("林某", "甲鞋业")]
    assert office.run(check, DAY) == 1
    told = office.said.index("【可清理】“挂钩”有同样的一对写了两行，按上面一行")
    assert office.said[told + 2] == "    → 删去多余的一行"


def test_a_leader_called_by_surname_and_title_is_the_one_on_the_list_and_else_is_asked_for(office: Office) -> None:
    charged = [("林志民", "甲鞋业"), ("陈国栋（副主席）", "乙食品"), ("陈明", "丙商会"), ("郑主席", "丁公司")]
    typed(office, "挂钩", *({"挂钩领导": leader, "挂钩对象": firm, "类别": "常执委"} for leader, firm in charged))
    rows = [
        {"走访日期": date(2026, 1, day), "走访对象": f"{firm}公司", "走访人": who}
        for day, firm, who in [
            (5, "戊", "林主席"),
            (6, "己", "陈副主席"),
            (7, "庚", "陈主席、黄丽华"),
            (8, "辛", "郑主席"),
        ]
    ]
    office.take_in(DAY, 日志=log(office, *rows))
    assert "“挂钩”表第 5 行的挂钩领导“郑主席”没有写全名，认不出是谁" in office.said
    assert [each.visitors for each in visits_of(office.desk)] == [
        ("林志民",), ("陈国栋",), ("陈主席", "黄丽华"), ("郑主席",)
    ]  # fmt: skip
    assert {each.number: each.todo for each in _waiting(office)} == {
        "Z2026-003": "“走访台账”走访人里把“陈主席”写成全名（挂钩领导里有陈国栋、陈明）",
        "Z2026-004": "“走访台账”走访人里把“郑主席”写成全名（挂钩领导里没有）",
    }
    assert office.rows("走访台账")[0]["走访人"] == "林主席"  # what was written stays
    office.said.clear()
    office.run(coverage, DAY)
    assert "走访人没有写全名、没有计到人的2处：Z2026-003（陈主席）、Z2026-004（郑主席）" in office.words
    assert "林志民：挂钩 1 家" in office.words
    assert "本期走访 1 次" in office.words
