"""Visits that may be one with another: two leaders' forms of one visit are asked about, and put together or not.

林某 and 陈某 went to 甲鞋业 together on 8 January 2026, and each handed in a form; 黄某 went to 乙食品 the same day.
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jobs.office import Office
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.check import check
from toolkit.jobs.coverage import coverage
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.returns.taken import Source
from toolkit.jobs.status import status
from toolkit.jobs.visiting.annexes import annexes, listed
from toolkit.jobs.visiting.visit_logs import with_log
from toolkit.jobs.visiting.visit_rows import visits_of
from toolkit.jobs.visiting.visit_scope import group_scope, period_of, scope_of
from toolkit.jobs.visiting.visited import visited
from toolkit.submission import Answer, Submission, Value
from toolkit.templates import build_table

from .test_visited import DAY, mechanism

TOGETHER = date(2026, 1, 8)


def form(office: Office, **values: Value) -> bytes:
    told = {"走访日期": TOGETHER, "走访对象": "莆田市甲鞋业有限公司", "走访方式": "实地查看", **values}
    return office.blank(office.mechanism.form("visit"), told)


def answer(office: Office, ask: str, word: str) -> None:
    def edit(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        (row,) = (row for row in range(2, page.max_row + 1) if page.cell(row, heads["序号"]).value == ask)
        page.cell(row, heads["处理意见"]).value = word

    office.edit_sheet(edit, "待确认")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The three forms taken in; nothing answered."""
    office = Office.found(tmp_path_factory.mktemp("asked") / "office", mechanism())
    office.put("林.xlsx", form(office, 走访人="林某", 走访方式="实地查看", 意见建议="多办对接会", 资金需求="续贷困难"))
    office.put("黄.xlsx", form(office, 走访人="黄某", 走访对象="乙食品"))
    assert office.run(ingest, DAY) == 0
    office.put("陈.xlsx", form(office, 走访人="陈某", 走访方式="座谈交流", 意见建议="电价高", 配套需求="缺少鞋材企业"))
    assert office.run(ingest, DAY) == 1
    return office


@pytest.fixture(scope="module")
def settled(asked: Office) -> Office:
    """The office says that it was one visit."""
    answer(asked, "Z2026-003-重复", "采纳")
    asked.run(ingest, DAY)
    return asked


def test_two_leaders_forms_of_one_day_and_firm_are_asked_about_and_never_silently_count_twice(asked: Office) -> None:
    assert "“走访台账”的 Z2026-003 与 Z2026-001 像是同一次走访" in asked.words
    (question,) = asked.rows("待确认")
    assert (question["序号"], question["企业名称"], question["来源"]) == (
        "Z2026-003-重复", "莆田市甲鞋业有限公司", "陈.xlsx"
    )  # fmt: skip
    assert question["说明"].startswith(
        "“走访台账”的 Z2026-003 与 Z2026-001 是同一天、同一家、走访人不同（林某；陈某）。是同一次走访的填“采纳”"
    )
    asked.said.clear()
    asked.run(status, DAY)
    assert "待确认 1 项" in asked.words
    asked.said.clear()
    asked.run(coverage, DAY)
    assert "像是同一次、各计了一次的走访1处：Z2026-001与Z2026-003；请先在“待确认”表填采纳或不采纳" in asked.words


def test_until_it_is_answered_each_counts_for_who_made_it(asked: Office) -> None:
    assert [(each.number, each.visitors) for each in visits_of(asked.desk)] == [
        ("Z2026-001", ("林某",)), ("Z2026-002", ("黄某",)), ("Z2026-003", ("陈某",))
    ]  # fmt: skip
    assert [row.get("计入日期") for row in asked.rows("走访台账")] == [TOGETHER, TOGETHER, TOGETHER]


def test_what_the_office_takes_for_one_visit_counts_once_and_for_both_who_made_it(settled: Office) -> None:
    first, second = visits_of(settled.desk)
    assert (first.number, first.visitors, first.ways) == ("Z2026-001", ("林某", "陈某"), ("实地查看", "座谈交流"))
    assert second.number == "Z2026-002"
    rows = {row["走访号"]: row for row in settled.rows("走访台账")}
    assert rows["Z2026-001"] | {
        "走访人": "林某、陈某", "走访方式": "实地查看、座谈交流", "意见建议": "多办对接会；电价高",
        "资金需求": "续贷困难", "配套需求": "缺少鞋材企业", "诉求编号": "2026-001、2026-002", "计入日期": TOGETHER,
        "来件": "林.xlsx；陈.xlsx",
    } == rows["Z2026-001"]  # fmt: skip
    assert rows["Z2026-003"]["计入日期"] == "并入Z2026-001"
    assert (rows["Z2026-003"]["走访人"], rows["Z2026-003"]["意见建议"]) == ("陈某", "电价高")
    firms = {row["名称"]: row["走访次数"] for row in settled.rows("企业")}
    assert firms == {"莆田市甲鞋业有限公司": 1, "乙食品": 1}


def test_the_matters_of_the_row_that_counts_no_more_are_found_by_it_and_check_says_nothing(settled: Office) -> None:
    assert [(row["编号"], row["走访号"]) for row in settled.rows()] == [
        ("2026-001", "Z2026-001"), ("2026-002", "Z2026-003")
    ]  # fmt: skip
    settled.said.clear()
    assert settled.run(check, DAY) == 0, settled.words
    settled.run(history, DAY, "Z2026-003")
    assert "走访 Z2026-003　已并入 Z2026-001，现在不计入" in settled.said
    settled.said.clear()
    settled.run(history, DAY, "Z2026-001")
    assert settled.said[-2].endswith(
        "待确认　“走访台账”的 Z2026-003 与 Z2026-001 像是同一次走访，在“待确认”表填采纳或不采纳"
    )
    assert settled.said[-1].endswith("处理意见　采纳（Z2026-003 并入本次）")


def test_the_day_on_which_a_row_counts_stands_beside_it_and_the_papers_count_the_same(settled: Office) -> None:
    """What is typed as text counts on the day it means; what is no day, or one with another row, does not."""

    def edit(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        for row, (day, firm) in enumerate([("1月7日", "丁公司"), ("上周", "戊公司")], page.max_row + 1):
            for name, value in {"走访日期": day, "走访对象": firm, "走访人": "林某"}.items():
                page.cell(row, heads[name]).value = value
        page.cell(2, heads["计入日期"]).value = date(2025, 1, 1)  # not theirs to say

    settled.edit_sheet(edit, "走访台账")
    settled.run(ingest, DAY)
    assert [row.get("计入日期") for row in settled.rows("走访台账")] == [
        TOGETHER, TOGETHER, "并入Z2026-001", date(2026, 1, 7), None
    ]  # fmt: skip
    settled.said.clear()
    settled.run(coverage, DAY)
    assert "走访 3 次" in settled.words


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.found(tmp_path / "office", mechanism())


def test_what_people_type_after_the_answer_stands_and_a_deleted_row_lets_the_other_count_again(office: Office) -> None:
    office.put("林.xlsx", form(office, 走访人="林某"))
    office.put("陈.xlsx", form(office, 走访人="陈某"))
    office.run(ingest, DAY)
    log = office.mechanism.form("log")
    rows = [{"走访日期": TOGETHER, "走访对象": "甲鞋业", "走访人": "黄某"}]
    office.put("日志.xlsx", build_table(log, office.mechanism, {}, rows))
    assert office.run(ingest, DAY) == 1
    asks = [row["序号"] for row in office.rows("待确认")]
    assert asks == ["Z2026-002-重复", "Z2026-003-重复"]
    for ask in asks:
        answer(office, ask, "采纳")
    office.run(ingest, DAY)
    assert [each.visitors for each in visits_of(office.desk)] == [("林某", "陈某", "黄某")]
    # The log is 黄某's still, and of nobody else.
    assert with_log(office.desk, TOGETHER, TOGETHER) == {"黄某"}

    def put_right(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["走访人"]).value = "林某、陈某"

    office.edit_sheet(put_right, "走访台账")
    office.run(ingest, DAY)
    assert office.rows("走访台账")[0]["走访人"] == "林某、陈某"
    assert [each.visitors for each in visits_of(office.desk)] == [("林某", "陈某")]
    office.edit_sheet(lambda page: page.delete_rows(2), "走访台账")
    office.run(ingest, DAY)
    assert [(each.number, each.visitors) for each in visits_of(office.desk)] == [
        ("Z2026-002", ("陈某",)), ("Z2026-003", ("黄某",))
    ]  # fmt: skip


def test_a_need_typed_into_a_row_that_counts_no_more_is_raised_and_stands_in_the_one_that_does(office: Office) -> None:
    office.put("林.xlsx", form(office, 走访人="林某"))
    office.put("陈.xlsx", form(office, 走访人="陈某", 联系电话="13800138000", 资金需求="续贷困难"))
    office.run(ingest, DAY)
    answer(office, "Z2026-002-重复", "采纳")

    def need(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(3, heads["问题诉求"]).value = "门口道路破损"
        page.cell(3, heads["联系电话"]).value = "13900000000"

    office.edit_sheet(need, "走访台账")
    for _ in range(2):
        office.run(ingest, DAY)
    assert [(row["诉求内容"], row["走访号"], row["联系电话"]) for row in office.rows()] == [
        ("续贷困难", "Z2026-002", "13900000000"), ("门口道路破损", "Z2026-002", "13900000000")
    ]  # fmt: skip
    (visit,) = visits_of(office.desk)
    assert (visit.visitors, visit.values["诉求编号"]) == (("林某", "陈某"), "2026-001、2026-002")


def test_where_the_office_says_that_they_are_two_both_count_and_nobody_asks_again(office: Office) -> None:
    office.put("林.xlsx", form(office, 走访人="林某"))
    office.put("陈.xlsx", form(office, 走访人="陈某"))
    office.run(ingest, DAY)
    answer(office, "Z2026-002-重复", "不采纳")
    for _ in range(2):
        office.run(ingest, DAY)
    assert len(office.rows("待确认")) == 1
    assert [each.number for each in visits_of(office.desk)] == ["Z2026-001", "Z2026-002"]
    office.said.clear()
    office.run(coverage, DAY)
    assert "像是同一次" not in office.words


def test_a_run_that_was_killed_asks_once(office: Office) -> None:
    office.take_in(DAY, 林=form(office, 走访人="林某"))
    told = {"走访日期": TOGETHER, "走访对象": "甲鞋业", "走访人": "陈某"}
    fields = office.mechanism.form("visit").fields
    again = Submission("visit", {each.key: Answer(told.get(each.key)) for each in fields})
    with open_desk(office.workspace, office.order(DAY)) as desk:
        whole = visited(desk, again, Source("5" * 64, "陈.xlsx"))
        assert [each.kind for each in whole.events] == [Kind.VISITED, Kind.HELD]
        desk.record(whole.events[:1])  # then the power went
        rest = visited(desk, again, Source("5" * 64, "陈.xlsx"))
        assert [(each.kind, each.data["with"]) for each in rest.events] == [(Kind.HELD, "Z2026-001")]
        desk.record(rest.events)
        assert visited(desk, again, Source("5" * 64, "陈.xlsx")).events == []


def test_a_talk_and_a_visit_of_one_day_are_two_and_nobody_asks(office: Office) -> None:
    office.put("林.xlsx", form(office, 走访人="林某", 走访方式="谈心交心"))
    office.put("陈.xlsx", form(office, 走访人="陈某", 走访方式="实地查看"))
    assert office.run(ingest, DAY) == 0
    assert office.rows("待确认") == []


@pytest.mark.parametrize("typed", [TOGETHER, None])
def test_whoever_changes_the_day_on_which_a_row_counts_parts_two_visits_taken_for_one(
    office: Office, typed: date | None
) -> None:
    office.put("林.xlsx", form(office, 走访人="林某", 走访方式="实地查看、谈心交心"))
    office.put("陈.xlsx", form(office, 走访人="陈某"))
    office.run(ingest, DAY)
    assert "要改回两次的，把 Z2026-002 的“计入日期”改成走访日期" in office.rows("待确认")[0]["说明"]

    def counted(value: date | str | None) -> None:
        def edit(page: Any) -> None:
            heads = {cell.value: cell.column for cell in page[1] if cell.value}
            page.cell(3, heads["计入日期"]).value = value

        office.edit_sheet(edit, "走访台账")
        office.run(ingest, DAY)

    answer(office, "Z2026-002-重复", "采纳")
    office.run(ingest, DAY)
    # The talk is 林某's alone.
    assert [(each.visitors, each.silent) for each in visits_of(office.desk)] == [(("林某", "陈某"), ("陈某",))]
    counted(typed)
    for _ in range(2):
        assert [each.visitors for each in visits_of(office.desk)] == [("林某",), ("陈某",)]
        rows = office.rows("走访台账")
        assert [(row["走访人"], row["计入日期"]) for row in rows] == [("林某", TOGETHER), ("陈某", TOGETHER)]
        office.run(ingest, DAY)
    office.said.clear()
    assert office.run(check, DAY) == 0, office.words
    if typed is None:  # and so is that taken back
        counted("并入Z2026-001")
        assert [each.visitors for each in visits_of(office.desk)] == [("林某", "陈某")]


def test_the_bound_form_that_comes_back_with_one_cell_put_right_changes_no_matter_of_either_row(office: Office) -> None:
    office.put("林.xlsx", form(office, 走访人="林某", 意见建议="多办对接会", 问题诉求="冷库用电价格高"))
    office.put("陈.xlsx", form(office, 走访人="陈某", 问题诉求="门口道路破损"))
    office.run(ingest, DAY)
    answer(office, "Z2026-002-重复", "采纳")
    office.run(ingest, DAY)
    (visit,) = visits_of(office.desk)
    assert visit.values["问题诉求"] == "冷库用电价格高；门口道路破损"
    with open_desk(office.workspace, office.order(DAY)) as desk:
        group = group_scope(desk, scope_of(desk, period_of(DAY, "2026年第一季度")), "林某")
        office_report = scope_of(desk, period_of(DAY, "2026年第一季度"))
        assert "1.民营企业走访调研表（1份" in "".join(listed(desk, office_report))  # two forms, one visit
        (bound,) = (data for name, data in annexes(desk, group).items() if name.startswith("附件1"))
    book = openpyxl.load_workbook(io.BytesIO(bound))
    (cell,) = (cell for row in book.worksheets[0] for cell in row if cell.value == "多办对接会")
    cell.value = "多办银企对接会"
    book.save(office.workspace.inbox / "附件1.xlsx")
    office.run(ingest, DAY)
    assert [(row["诉求内容"], row["走访号"]) for row in office.rows()] == [
        ("冷库用电价格高", "Z2026-001"), ("门口道路破损", "Z2026-002")
    ]  # fmt: skip
    assert [
        event.data["values"].keys() & {"走访人", "问题诉求", "意见建议"} for event in office.events("visited")[2:]
    ] == [{"意见建议"}]
    assert visits_of(office.desk)[0].values["意见建议"] == "多办银企对接会"


def test_a_row_that_was_typed_shows_what_was_put_into_it_as_the_papers_do_until_somebody_types_again(
    office: Office,
) -> None:
    def fill(row: int, **values: Any) -> None:
        def edit(page: Any) -> None:
            heads = {cell.value: cell.column for cell in page[1] if cell.value}
            for name, value in values.items():
                page.cell(row, heads[name]).value = value

        office.edit_sheet(edit, "走访台账")

    fill(2, 走访日期="2026-1-8", 走访对象="甲鞋业", 走访人="黄某", 走访方式="实地查看")
    office.run(ingest, DAY)
    office.put("陈.xlsx", form(office, 走访人="陈某", 走访方式="座谈交流"))
    office.run(ingest, DAY)
    (question,) = office.rows("待确认")
    assert question["序号"] == "Z2026-002-重复"
    answer(office, "Z2026-002-重复", "采纳")
    for _ in range(2):
        office.run(ingest, DAY)
        row = office.rows("走访台账")[0]
        assert (row["走访人"], row["走访方式"]) == ("黄某、陈某", "实地查看、座谈交流")
        assert visits_of(office.desk)[0].visitors == ("黄某", "陈某")
    fill(2, 走访人="陈某")
    office.run(ingest, DAY)
    row = office.rows("走访台账")[0]
    assert (row["走访人"], row["走访方式"]) == ("陈某", "实地查看、座谈交流")
    assert visits_of(office.desk)[0].visitors == ("陈某",)
    office.said.clear()
    assert office.run(check, DAY) == 0, office.words
