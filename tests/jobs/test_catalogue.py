from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.catalogue import catalogue
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.status import status

from . import quarterly_office as events
from .again import once
from .office import Office, open_book

AGREED, LATER, DAILY = "同意列入", "暂缓列入", "转日常办理"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return events.found(tmp_path / "office")


@pytest.fixture
@once
def listed(office: Office) -> Office:
    """Three matters on the catalogue of the first quarter, a fourth that nobody has looked into."""
    events.reported(office, "甲", "乙", "丙", "丁")
    for number in ("2024-001", "2024-002", "2024-003"):
        office.type_in(number, 核实情况="属实", 核实意见="已查看", 问题分类="活动事项")
    office.run(catalogue, events.LISTED)
    return office


def statuses(office: Office) -> list[str]:
    return [row["状态"] for row in office.rows()]


def table(office: Office, name: str) -> list[list[str]]:
    (path,) = (office.workspace.outbox / "目录" / "2024-03").glob(f"{name}*.docx")
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]


def test_what_was_looked_into_is_listed_and_when_it_is_due_is_told(listed: Office) -> None:
    # Four workdays before Friday, 15 March: Monday, 11 March.
    assert "2024年第一季度“面对面”政企交流活动（2024-03-15）：目录 2024-03-11 前报市府办公室" in listed.words
    assert "已经过了" not in listed.words
    assert "没有列入的 1 件：2024-004" in listed.words
    assert statuses(listed) == ["待专班协调"] * 3 + ["待核实"]
    assert {row.get("目录报送日期") for row in listed.rows()[:3]} == {events.LISTED}
    rows = table(listed, "企业问题目录")
    assert rows[0][-2:] == ["工作专班协调", "市政府领导审定"]
    assert [row[1] for row in rows[1:]] == ["2024-001", "2024-002", "2024-003"]
    assert "13800138000" not in str(rows)


def test_the_board_says_by_when_it_is_due_while_anything_is_to_go_on_it(listed: Office) -> None:
    listed.run(status, date(2024, 3, 8))
    assert "可以列入" not in listed.words
    listed.type_in("2024-004", 核实情况="部分属实", 问题分类="活动事项")
    listed.run(status, date(2024, 3, 8))
    assert "企业问题目录 2024-03-11 前报市府办公室；可以列入 1 件" in "".join(listed.said)


def test_two_steps_of_approval_by_the_workbook_and_by_hand(listed: Office) -> None:
    rows = {
        "甲": {"专班意见": AGREED, "处理意见建议": "请交通部门拓宽"},
        "乙": {"专班意见": DAILY},
        "丙": {"专班意见": LATER},
    }
    listed.put("目录.xlsx", events.decided(listed, "2024-03", **rows))
    assert listed.run(ingest, date(2024, 3, 12)) == 0, listed.words
    assert statuses(listed)[:3] == ["待领导审定", "待交办", "暂缓列入"]
    assert listed.row("2024-001")["处理意见建议"] == "请交通部门拓宽"
    assert listed.row("2024-001")["专班协调日期"] == date(2024, 3, 12)
    listed.run(status, date(2024, 3, 12))
    assert "等审定，结果填在台账“领导审定”栏" in listed.words

    listed.type_in("2024-001", 领导审定=AGREED)
    listed.run(catalogue, date(2024, 3, 13))
    assert statuses(listed)[:3] == ["待活动", "待交办", "暂缓列入"]
    assert "目录已全部审定" in listed.words
    assert [row[1] for row in table(listed, "问题目录清单")[1:]] == ["2024-001"]
    decisions = {row[1]: row[-2:] for row in table(listed, "企业问题目录")[1:]}
    assert decisions == {"2024-001": [AGREED, AGREED], "2024-002": [DAILY, ""], "2024-003": [LATER, ""]}

    # What was put off waits for the next catalogue, where it is decided about anew.
    listed.type_in("2024-003", 处理意见建议="规划修编以后再列")
    listed.run(catalogue, date(2024, 3, 18), "2024Q2")
    row = listed.row("2024-003")
    assert (row["状态"], row["问题目录"], row.get("专班意见")) == ("待专班协调", "2024-06", None)
    assert (row["目录报送日期"], row.get("处理意见建议")) == (date(2024, 3, 18), None)
    (again,) = listed.events("catalogued")[3:]
    assert again.data["last"] == "2024-03 工作专班协调暂缓列入：规划修编以后再列"


def test_what_was_withdrawn_after_the_catalogue_went_in_is_told_there_and_on_the_screen(listed: Office) -> None:
    listed.type_in("2024-002", 状态="已撤销")
    listed.run(catalogue, date(2024, 3, 11))
    assert "原列入目录、已经撤回的：2024-002 河源乙有限公司；目录报送过的，请告知市府办公室" in listed.words
    assert [row[1] for row in table(listed, "企业问题目录")[1:]] == ["2024-001", "2024-003"]
    (path,) = (listed.workspace.outbox / "目录" / "2024-03").glob("企业问题目录*.docx")
    texts = [each.text for each in Document(str(path)).paragraphs]
    assert "原列入目录、已经撤回的：2024-002 河源乙有限公司。" in texts


def test_what_was_put_off_is_not_sent_in_again_the_day_after_unless_its_meeting_is_named(listed: Office) -> None:
    listed.type_in("2024-003", 专班意见=LATER)
    for number in ("2024-001", "2024-002"):
        listed.type_in(number, 专班意见=AGREED, 领导审定=AGREED)
    listed.run(catalogue, date(2024, 3, 18))  # the next event is on 17 June
    assert (
        "暂缓过的 1 件（2024-003）离报送还早，没有列入；现在就要列的，运行“toolkit catalogue 2024-06”" in listed.words
    )
    assert listed.row("2024-003")["问题目录"] == "2024-03"
    # Its catalogue is due on 11 June, the tenth workday after 27 May (10 June is a holiday).
    listed.run(catalogue, date(2024, 5, 28))
    assert listed.row("2024-003")["问题目录"] == "2024-06"


def test_written_anew_it_bears_the_day_on_which_it_was_sent_in_and_stays_late_where_it_was(listed: Office) -> None:
    def line() -> str:
        (path,) = (listed.workspace.outbox / "目录" / "2024-03").glob("企业问题目录*.docx")
        return next(each.text for each in Document(str(path)).paragraphs if "报市府办公室" in each.text)

    listed.run(catalogue, date(2024, 3, 13))
    assert "2024年3月8日" in line()
    assert "已经过了" not in listed.words
    # Due on 11 March: one more on the 13th is late, and so it is said each time.
    listed.type_in("2024-004", 核实情况="属实", 问题分类="活动事项")
    listed.run(catalogue, date(2024, 3, 13))
    listed.run(catalogue, date(2024, 3, 14))
    assert "目录 2024-03-11 前报市府办公室，已经过了，请抓紧" in listed.words
    assert "2024年3月13日" in line()
    listed.run(status, date(2024, 3, 14))
    assert "（2024-03-15，还有 1 个工作日）：目录里 4 件还没有审定完" in "".join(listed.said)


def test_the_list_of_what_was_approved_keeps_the_day_of_the_last_approval(listed: Office) -> None:
    def line() -> str:
        (path,) = (listed.workspace.outbox / "目录" / "2024-03").glob("问题目录清单*.docx")
        return next(each.text for each in Document(str(path)).paragraphs if "共" in each.text)

    listed.type_in("2024-001", 专班意见=AGREED, 领导审定=AGREED)
    listed.run(catalogue, date(2024, 3, 12))
    listed.run(catalogue, date(2024, 3, 13))
    assert line().endswith("2024年3月12日　共1件")
    listed.type_in("2024-002", 专班意见=AGREED, 领导审定=AGREED)
    listed.run(catalogue, date(2024, 3, 14))
    assert line().endswith("2024年3月14日　共2件")


def test_what_was_put_off_on_the_day_or_not_dealt_with_is_listed_again_with_when_and_why(listed: Office) -> None:
    for number in ("2024-001", "2024-002", "2024-003"):
        listed.type_in(number, 专班意见=AGREED, 领导审定=AGREED, 处理意见建议="请交通部门拓宽")
    listed.run(catalogue, date(2024, 3, 13))
    assert statuses(listed)[:3] == ["待活动"] * 3
    listed.run(catalogue, date(2024, 3, 13), "2024Q2")
    assert statuses(listed)[:3] == ["待活动"] * 3, "before the event nobody knows what becomes of them"
    listed.run(meeting, date(2024, 3, 13))
    done = {"处理意见": "由市交通运输局拓宽。", "牵头单位": "市交通运输局"}
    off = {"处理意见": "暂缓研究，等省里的用地指标下达"}
    head = {"主持人": "林某", "活动地点": "市行政中心"}
    listed.put("活动议程.xlsx", events.agenda(listed, "2024-03", head, 甲=done, 乙=off))
    listed.run(ingest, date(2024, 3, 18))
    assert statuses(listed)[:3] == ["待意见审定", "待活动", "待活动"]

    listed.run(status, date(2024, 6, 5))
    assert "可以列入 2 件" in "".join(listed.said)
    listed.run(catalogue, date(2024, 6, 5))
    assert statuses(listed)[:3] == ["待意见审定", "待专班协调", "待专班协调"]
    row = listed.row("2024-002")
    assert (row["问题目录"], row.get("专班意见"), row.get("领导审定")) == ("2024-06", None, None)
    why = {
        "2024-002": "2024-03 活动暂缓：暂缓研究，等省里的用地指标下达",
        "2024-003": "2024-03 活动没有议定",
    }
    for _ in range(2):  # written anew, it still says so
        listed.run(catalogue, date(2024, 6, 6))
        (path,) = (listed.workspace.outbox / "目录" / "2024-06").glob("企业问题目录*.docx")
        told = {row.cells[1].text: row.cells[6].text for row in Document(str(path)).tables[0].rows[1:]}
        assert told == {number: f"请交通部门拓宽\n（上次暂缓：{words}）" for number, words in why.items()}
        sheet = open_book(listed.sent("企业问题目录", "2024-06").read_bytes()).worksheets[0]
        shown = {str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value}
        assert set(why.values()) <= shown


def test_the_same_catalogue_twice_changes_nothing(listed: Office) -> None:
    listed.put("目录.xlsx", events.decided(listed, "2024-03", 甲={"专班意见": AGREED}))
    listed.run(ingest, date(2024, 3, 12))
    before = listed.rows()
    listed.put("另存.xlsx", events.decided(listed, "2024-03", 甲={"专班意见": AGREED}, 乙={"核实意见": "已查看过"}))
    listed.run(ingest, date(2024, 3, 13))
    assert listed.rows() == before
    assert [each["结果"] for each in listed.rows("收件日志")[-2:]] == ["已登记审定意见", "目录没有新的审定意见"]
    listed.run(catalogue, date(2024, 3, 13))
    assert len(listed.events("catalogued")) == 3


def test_a_later_step_first_is_told_and_waits_for_the_earlier_one(listed: Office) -> None:
    listed.put("目录.xlsx", events.decided(listed, "2024-03", 甲={"领导审定": AGREED}))
    listed.run(ingest, date(2024, 3, 12))
    assert statuses(listed)[0] == "待专班协调"
    missing = "填了“领导审定”，“专班意见”（工作专班副组长）没有填，等补填"
    assert f"2024-001：{missing}" in str(listed.rows("收件日志")[-1]["说明"])
    listed.type_in("2024-002", 专班意见=LATER, 领导审定=AGREED)
    listed.type_in("2024-003", 专班意见=DAILY, 领导审定=DAILY)
    listed.run(catalogue, date(2024, 3, 12))
    stopped = "“专班意见”是“暂缓列入”，“领导审定”是“同意列入”，按“专班意见”办理，请核对"
    told = [each for each in listed.said if each.startswith("需要处理：")]
    assert told == [f"需要处理：2024-001：{missing}", f"需要处理：2024-002：{stopped}"]
    listed.run(status, date(2024, 3, 12), whole=True)
    lines = listed.words.split("待确认 2 项")[1].splitlines()[1:3]
    assert [each.split()[0] for each in lines] == ["2024-001", "2024-002"]
    listed.type_in("2024-001", 专班意见=AGREED)
    listed.run(status, date(2024, 3, 12))
    assert statuses(listed)[0] == "待活动"


def test_an_old_catalogue_decides_nothing_about_what_was_listed_since(listed: Office) -> None:
    old = events.decided(listed, "2024-03", 丙={"专班意见": AGREED})
    listed.type_in("2024-003", 专班意见=LATER)
    listed.run(catalogue, date(2024, 3, 18), "2024Q2")
    listed.put("旧目录.xlsx", old)
    listed.run(ingest, date(2024, 3, 19))
    assert listed.row("2024-003")["状态"] == "待专班协调"
    assert "2024-003：现在是“待专班协调”，不在这次目录里" in str(listed.rows("收件日志")[-1]["说明"])


def test_a_dry_run_writes_nothing(office: Office) -> None:
    events.reported(office, "甲")
    office.type_in("2024-001", 核实情况="属实", 问题分类="活动事项")
    office.run(status, events.LISTED)
    before = office.snapshot()
    office.run(catalogue, events.LISTED, dry_run=True)
    assert "待专班协调 1 件：2024-001" in office.words
    assert office.snapshot() == before


def test_a_mechanism_without_a_catalogue_says_so(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="没有企业问题目录这一步"):
        Office.found(tmp_path / "other").run(catalogue)


def test_the_paper_filled_in_word_is_taken_in_like_the_workbook(listed: Office) -> None:
    """Printed, retyped or filled in Word: the columns of the paper bear the names of the steps."""
    (path,) = (listed.workspace.outbox / "目录" / "2024-03").glob("企业问题目录*.docx")
    paper = Document(str(path))
    for row in paper.tables[0].rows:
        if row.cells[1].text == "2024-001":
            row.cells[6].text, row.cells[8].text, row.cells[9].text = "请交通部门拓宽", AGREED, AGREED
    stream = io.BytesIO()
    paper.save(stream)
    listed.put("目录 审定.docx", stream.getvalue())
    assert listed.run(ingest, date(2024, 3, 12)) == 0, listed.words
    row = listed.row("2024-001")
    # Three months end on a Saturday, 8 June, and Monday is the Dragon Boat Festival; one month ends on a Monday.
    assert (row["状态"], row["处理意见建议"]) == ("待活动", "请交通部门拓宽")
    assert listed.rows("收件日志")[-1]["结果"] == "已登记审定意见"


def test_a_register_made_before_a_column_was_known_is_given_it_and_goes_on(office: Office) -> None:
    def take_away(sheet: Any) -> None:
        sheet.delete_cols([each.value for each in sheet[1]].index("暂缓情况") + 1)

    office.edit_sheet(take_away)
    events.reported(office, "甲", "乙")
    heads = [each.value for each in open_book(office.workspace.register.read_bytes())[office.record][1]]
    assert heads.count("暂缓情况") == 1
    assert [row["企业名称"] for row in office.rows()] == ["河源甲有限公司", "河源乙有限公司"]
    # What the office takes away afterwards stays away.
    office.edit_sheet(take_away)
    assert office.run(status, events.LISTED) == 0
    assert "暂缓情况" not in office.rows()[0]


def test_a_catalogue_names_all_who_looked_into_a_matter(listed: Office) -> None:
    listed.type_in("2024-001", 核实单位="市交通运输局、市公安局")
    listed.run(catalogue, events.LISTED)
    listed.put("目录.xlsx", events.decided(listed, "2024-03", 甲={"专班意见": AGREED}))
    assert listed.run(ingest, events.LISTED) == 0, listed.words
    assert listed.row("2024-001")["专班意见"] == AGREED


@pytest.mark.parametrize(
    ("said", "kind", "due"),
    [({}, "活动事项", date(2024, 6, 11)), ({"class": "日常事项"}, "日常事项", date(2024, 4, 8))],
)
def test_what_went_out_before_a_turn_to_daily_handling_meant_anything_keeps_what_its_unit_was_told(
    listed: Office, said: dict[str, str], kind: str, due: date
) -> None:
    turned = {"专班意见": DAILY, "领导审定": DAILY}
    listed.take_in(events.LISTED, 目录=events.decided(listed, "2024-03", 甲=turned))
    assert listed.row("2024-001")["问题分类"] == "日常事项"
    listed.type_in("2024-001", 牵头单位="市交通运输局")
    listed.run(status, events.LISTED)
    with open_desk(listed.workspace, listed.order(events.LISTED)) as desk:
        desk.record([Event(Kind.DISPATCHED, events.LISTED, "2024-001", {"units": ["市交通运输局"], **said})])
        update(desk)
    row = listed.row("2024-001")
    # Three months end on a Saturday, 8 June, and Monday is the Dragon Boat Festival; one month ends on a Monday.
    assert (row["状态"], row["问题分类"], row["办结时限"]) == ("办理中", kind, due)
