"""A visit that is told of again: put right on the form that went back, told by who went along, worded otherwise."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jobs.office import Office
from toolkit.cases import VERSION
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.ingest import ingest
from toolkit.jobs.returns.taken import Source
from toolkit.jobs.visiting.visit_rows import visits_of
from toolkit.jobs.visiting.visited import visited
from toolkit.submission import Answer, Submission, Value

from .test_visited import DAY, VISIT, form, log, mechanism

#: Where the answers stand on the blank form.
CELLS = {"走访对象": "B3", "走访日期": "F3", "走访人": "B4", "联系电话": "F5", "问题诉求": "B9", "资金需求": "B10"}
NEED = "缝纫工短缺，用工缺口50人，招工困难"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.found(tmp_path / "office", mechanism())


def told(office: Office, **values: Value) -> bytes:
    return form(office, **{"资金需求": None, "配套需求": None, "问题诉求": NEED, **values})


def mended(book: Path, values: Mapping[str, Value]) -> bytes:
    """Return a form that went back with what its sender put right on it."""
    workbook = openpyxl.load_workbook(book)
    for name, value in values.items():
        workbook["民营企业走访调研表"][CELLS[name]].value = value
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def submission(office: Office, **values: Value) -> Submission:
    new = {**VISIT, "资金需求": None, "配套需求": None, "问题诉求": NEED, **values}
    return Submission("visit", {each.key: Answer(new.get(each.key)) for each in office.mechanism.form("visit").fields})


def visits(office: Office) -> list[tuple[object, ...]]:
    return [(row["走访号"], row["走访日期"], row["走访对象"], row["走访人"]) for row in office.rows("走访台账")]


def matters(office: Office) -> list[tuple[object, ...]]:
    columns = ("编号", "企业名称", "提出日期", "报送人", "联系电话", "诉求内容")
    return [tuple(row.get(each) for each in columns) for row in office.rows()]


def test_what_is_put_right_on_the_form_that_went_back_is_put_right_in_its_visit_and_its_matter(office: Office) -> None:
    assert office.take_in(DAY, 走访=told(office, 走访人="李主席", 联系电话="139")) == 1
    right: dict[str, Value] = {
        "走访日期": date(2026, 1, 6), "走访人": "李秀芳", "联系电话": "13900000000", "走访对象": "莆田市甲鞋业集团有限公司",
    }  # fmt: skip
    assert office.take_in(DAY, 改好=mended(office.sent("退回补正"), right)) == 0
    assert visits(office) == [("Z2026-001", date(2026, 1, 6), "莆田市甲鞋业集团有限公司", "李秀芳")]
    assert [(row["名称"], row.get("走访次数")) for row in office.rows("企业")] == [
        ("莆田市甲鞋业有限公司", None), ("莆田市甲鞋业集团有限公司", 1)
    ]  # fmt: skip
    assert matters(office) == [
        ("2026-001", "莆田市甲鞋业集团有限公司", date(2026, 1, 6), "李秀芳", "13900000000", NEED)
    ]
    assert office.rows("走访台账")[0]["来件"] == "走访.xlsx；改好.xlsx"
    assert "更正走访 Z2026-001" in office.words


def test_a_form_that_went_back_and_is_filled_in_for_another_visit_is_another_visit(office: Office) -> None:
    office.take_in(DAY, 走访=told(office, 联系电话="139"))
    other: dict[str, Value] = {"走访日期": date(2026, 1, 9), "走访对象": "乙食品", "问题诉求": "门口道路破损"}
    office.take_in(DAY, 另=mended(office.sent("退回补正"), other))
    assert [row[:3] for row in visits(office)] == [
        ("Z2026-001", date(2026, 1, 8), "莆田市甲鞋业有限公司"), ("Z2026-002", date(2026, 1, 9), "乙食品")
    ]  # fmt: skip


def test_what_a_form_lacked_is_filled_in_in_the_matter_too(office: Office) -> None:
    office.take_in(DAY, 走访=told(office, 走访人=None))
    office.take_in(DAY, 补=told(office))
    assert [row[3] for row in visits(office)] == ["主席林某"]
    assert [row[3] for row in matters(office)] == ["主席林某"]


def test_what_is_typed_into_the_row_of_a_visit_is_put_right_in_its_matter(office: Office) -> None:
    office.take_in(DAY, 走访=told(office, 走访人="李主席"))
    office.type_in("2026-001", 联系人="黄某")

    def put_right(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        for name, value in {"走访人": "李秀芳", "走访日期": "1月6日", "接待人": "王某"}.items():
            page.cell(2, heads[name]).value = value

    office.edit_sheet(put_right, "走访台账")
    for _ in range(2):
        assert office.run(ingest, DAY) == 0
    assert matters(office) == [("2026-001", "莆田市甲鞋业有限公司", date(2026, 1, 6), "李秀芳", "13800138000", NEED)]
    assert office.rows()[0]["联系人"] == "黄某"  # what people typed there stands
    assert office.rows()[0]["来件"] == "走访.xlsx"
    assert len([each for each in office.desk.events if each.kind is Kind.ANSWERED]) == 1


def test_who_went_along_and_reports_too_is_added_and_the_matter_stays_whose_it_is(office: Office) -> None:
    office.take_in(DAY, 林=told(office))
    assert office.take_in(DAY, 陈=told(office, 走访人="陈某、林某", 联系电话="13900000000")) == 0
    assert [row[3] for row in visits(office)] == ["主席林某、陈某"]
    assert visits_of(office.desk)[0].visitors == ("林某", "陈某")
    assert matters(office) == [("2026-001", "莆田市甲鞋业有限公司", date(2026, 1, 8), "主席林某", "13800138000", NEED)]


def test_who_is_called_by_surname_and_title_alone_is_who_is_named_on_the_next_form(office: Office) -> None:
    office.take_in(DAY, 一=told(office, 走访人="李主席、副主席林某"))
    office.take_in(DAY, 二=told(office, 走访人="李秀芳、陈某"))
    assert visits_of(office.desk)[0].visitors == ("林某", "李秀芳", "陈某")
    assert len(office.rows("走访台账")) == 1


def test_a_need_that_the_same_visit_words_otherwise_is_a_new_version_and_the_office_is_asked(office: Office) -> None:
    office.take_in(DAY, 走访=told(office))
    new = NEED.replace("50", "80")
    office.take_in(DAY, 又=told(office, 问题诉求=new))
    assert [row[-1] for row in matters(office)] == [new]
    (asked,) = office.rows("待确认")
    assert (asked["编号"], asked["栏目"]) == ("2026-001", "新版本")

    def refuse(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["处理意见"]).value = "不采纳"

    office.edit_sheet(refuse, "待确认")
    office.run(ingest, DAY)
    assert [(row["编号"], row["诉求内容"], row["走访号"]) for row in office.rows()] == [
        ("2026-001", NEED, "Z2026-001"), ("2026-002", new, "Z2026-001")
    ]  # fmt: skip
    assert [row["诉求编号"] for row in office.rows("走访台账")] == ["2026-001、2026-002"]


def test_a_run_that_was_killed_after_journalling_a_visit_told_again_asks_about_its_matter_all_the_same(
    office: Office,
) -> None:
    office.take_in(DAY, 走访=told(office))
    again = submission(office, 问题诉求="八十人缺口，" + NEED)
    with open_desk(office.workspace, office.order(DAY)) as desk:
        whole = visited(desk, again, Source("5" * 64, "又.xlsx"))
        assert [each.kind for each in whole.events] == [Kind.VISITED, Kind.ANSWERED]
        desk.record(whole.events[:1])  # then the power went
        rest = visited(desk, again, Source("5" * 64, "又.xlsx"))
        assert [(each.kind, each.number, each.data["role"]) for each in rest.events] == [
            (Kind.ANSWERED, "2026-001", VERSION)
        ]
        desk.record(rest.events)
        assert visited(desk, again, Source("5" * 64, "又.xlsx")).events == []


def test_a_run_that_was_killed_after_journalling_what_a_log_told_in_short_lets_the_forms_words_count(
    office: Office,
) -> None:
    row: Mapping[str, Value] = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某"}
    office.take_in(DAY, 日志=log(office, {**row, "问题诉求": "用工缺口50人，招工困难"}))
    with open_desk(office.workspace, office.order(DAY)) as desk:
        whole = visited(desk, submission(office), Source("5" * 64, "表.xlsx"))
        assert whole.events[0].data["raised"] == {"问题诉求": "2026-001"}
        desk.record(whole.events[:1])  # then the power went
        (answered,) = visited(desk, submission(office), Source("5" * 64, "表.xlsx")).events
        assert (answered.kind, answered.data["role"]) != (Kind.ANSWERED, VERSION)
        desk.record([answered])
        assert desk.cases["2026-001"].words("诉求内容") == NEED


def test_a_form_at_length_about_a_matter_that_is_over_is_asked_about(office: Office) -> None:
    row: Mapping[str, Value] = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某"}
    office.take_in(DAY, 日志=log(office, {**row, "问题诉求": "用工缺口50人，招工困难"}))
    office.type_in("2026-001", 状态="已销号")
    assert office.take_in(DAY, 表=told(office)) == 1
    (asked,) = office.rows("待确认")
    assert asked["编号"] == "2026-001"
    assert f"诉求内容：{NEED}" in asked["来件内容"]


def test_a_run_that_was_killed_raises_no_need_that_it_did_not_mean_to_raise(office: Office) -> None:
    """The matter was deleted: a log that names its need once more begins none, killed or not."""
    office.take_in(DAY, 走访=told(office))
    office.delete_row("2026-001")
    office.run(ingest, DAY)
    fields = office.mechanism.form("log").table
    values: dict[str, Value] = {"走访日期": date(2026, 1, 8), "走访对象": "甲鞋业", "走访人": "林某", "问题诉求": NEED}
    listed = Submission("log", {}, rows=({each.key: Answer(values.get(each.key)) for each in fields},))
    with open_desk(office.workspace, office.order(DAY)) as desk:
        (event,) = visited(desk, listed, Source("5" * 64, "日志.xlsx")).events
        assert (event.kind, event.data["raised"]) == (Kind.VISITED, {})
        desk.record([event])
        assert visited(desk, listed, Source("5" * 64, "日志.xlsx")).events == []


def test_ways_that_two_forms_tell_of_one_visit_both_stand_and_a_talk_is_not_lost(office: Office) -> None:
    office.take_in(DAY, 一=told(office, 走访方式="实地查看、谈心交心"))
    office.take_in(DAY, 二=told(office, 走访方式="座谈交流", 走访人="林某、陈某"))
    (row,) = office.rows("走访台账")
    assert row["走访方式"] == "实地查看、谈心交心、座谈交流"
    (visit,) = visits_of(office.desk)
    assert visit.nature == (True, True)


def test_another_need_of_the_same_visit_is_another_matter_and_one_that_is_gone_is_told(office: Office) -> None:
    office.take_in(DAY, 走访=told(office))
    assert office.take_in(DAY, 又=told(office, 问题诉求="门口道路破损，希望修复")) == 0
    assert len(matters(office)) == 2
    assert office.take_in(DAY, 再=told(office, 问题诉求="无")) == 1
    assert "“问题诉求”现在写的是“无”，已登记为 2026-002：不用办的，请在台账里撤销" in office.words
