"""The pack of a meeting: from key cases in hand to requests, papers, the filled agenda and the next meeting."""

from __future__ import annotations

import email
import email.policy
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents import reading
from toolkit.errors import ToolkitError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.remind import remind
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.mechanism.preparation import FILE
from toolkit.register import schema

from .office import Office, open_book, saved
from .test_meeting import DECIDED, filled

FIRST, BEFORE = date(2024, 1, 30), date(2024, 2, 23)  # BEFORE: seven days before the meeting of March
PLACE = {"会议时间": "15:00", "会议地点": "三楼会议室"}


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A key matter taken up in February and in hand, another waiting; the meeting of March prepared a week before."""
    office = Office.found(tmp_path_factory.mktemp("march") / "office")
    office.take_in(
        甲=office.report(企业名称="顺德甲有限公司"),
        乙=office.report(
            企业名称="顺德乙有限公司", 问题困难="厂区供电不足，影响投产", 涉及单位="区经促局、供电局", 参会人员="陈某、李某",
            参会人员单位和职务="总经理、厂长",
        ),
    )  # fmt: skip
    for number, subject in (("2024-001", "增资扩产用地"), ("2024-002", "供电不足")):
        office.type_in(number, 问题分类="重点问题", 案由=subject)
    office.run(meeting, FIRST)
    agenda = filled(office, "2024-02", {"2024-001": DECIDED, "2024-002": {"议定事项": "暂缓，下次会议再议"}})
    office.take_in(date(2024, 2, 2), 议程=agenda)
    office.run(dispatch, date(2024, 2, 2))
    office.edit_sheet(lambda sheet: append(sheet, 会议="2024-03", **PLACE), schema.MEETINGS)
    office.run(meeting, date(2024, 2, 20), "2024-03")
    office.early = office.words  # type: ignore[attr-defined]
    office.run(meeting, BEFORE)
    return office


def append(sheet: Any, **cells: Any) -> None:
    heads = {cell.value: cell.column for cell in sheet[1] if cell.value}
    row = next(n for n in range(2, sheet.max_row + 2) if sheet.cell(n, heads["会议"]).value is None)
    for name, value in cells.items():
        sheet.cell(row, heads[name]).value = value


def folder(office: Office, month: str = "2024-03") -> Path:
    return office.workspace.outbox / "会议" / month


def text(path: Path) -> str:
    return reading.text(path.read_bytes())


def test_leads_are_asked_a_week_before_and_not_earlier(march: Office) -> None:
    assert "会前反馈：2024-02-23 起向承办单位征询" in march.early  # type: ignore[attr-defined]
    (asked,) = march.events("progress")
    assert (asked.number, asked.day, asked.data["unit"]) == ("2024-001", BEFORE, "市自然资源局顺德分局")
    assert (asked.data["held"], asked.data["due"]) == (date(2024, 3, 1), date(2024, 2, 28))


def test_the_request_brings_the_form_filled_in_a_short_text_and_a_draft(march: Office) -> None:
    own = folder(march) / "会前反馈" / "市自然资源局顺德分局"
    assert {each.name for each in own.iterdir()} == {
        "会前反馈函.docx", "附件3 2024-001 顺德甲有限公司.xlsx", "短消息.txt", "邮件草稿.eml",
    }  # fmt: skip
    letter = text(own / "会前反馈函.docx")
    assert "“政企面对面”联络协作工作会议定于2024年3月1日召开。" in letter
    assert "于2024年2月28日前反馈至顺德区民营企业项目联络协作工作领导小组办公室" in letter
    assert "顺德区工商业联合会" in letter
    draft = email.message_from_bytes((own / "邮件草稿.eml").read_bytes(), policy=email.policy.default)
    assert [each.get_filename() for each in draft.iter_attachments()] == [
        "会前反馈函.docx", "附件3 2024-001 顺德甲有限公司.xlsx",
    ]  # fmt: skip


def test_what_the_office_typed_on_the_sheet_of_meetings_stands_on_the_papers(march: Office) -> None:
    notice = text(folder(march) / "通知" / "区经济促进局" / "会议通知.docx")
    assert "2024年3月1日（星期五）15:00。" in notice
    assert "三楼会议室" in notice
    row = next(each for each in march.rows(schema.MEETINGS) if each["会议"] == "2024-03")
    assert (row["会议日期"], row["会议地点"]) == (date(2024, 3, 1), "三楼会议室")


def test_those_concerned_are_invited_each_for_its_own(march: Office) -> None:
    assert {each.name for each in (folder(march) / "通知").iterdir()} == {
        "北滘镇", "区经济促进局", "市自然资源局顺德分局", "北滘总商会", "顺德乙有限公司",
    }  # fmt: skip
    assert "2024-002：“供电局”不在成员单位名单中，需要参会的请另行通知" in march.words
    assert not (folder(march) / "通知" / "顺德乙有限公司" / "议题材料.docx").exists()
    signed = text(folder(march) / "签到表 2024-03.docx")
    assert all(each in signed for each in ("总召集人", "区经济促进局", "陈某", "总经理", "李某", "厂长"))


def test_who_handles_an_earlier_matter_is_invited_to_report_on_it(march: Office) -> None:
    own = folder(march) / "通知" / "市自然资源局顺德分局"
    assert {each.name for each in own.iterdir()} == {"会议通知.docx", "前期事项办理情况.docx", "邮件草稿.eml"}
    assert "1.汇报前期办理情况：顺德甲有限公司：增资扩产用地（2024-001）。" in text(own / "会议通知.docx")
    assert "2024-002" not in text(own / "会议通知.docx")
    assert "2024-001" in text(own / "前期事项办理情况.docx")
    draft = email.message_from_bytes((own / "邮件草稿.eml").read_bytes(), policy=email.policy.default)
    body = draft.get_body()
    assert body is not None
    assert "议题：汇报前期办理情况：增资扩产用地（2024-001）。" in body.get_content()
    assert "市自然资源局顺德分局" in text(folder(march) / "签到表 2024-03.docx")


def test_where_nobody_is_to_be_invited_it_is_said(office: Office) -> None:
    office.run(meeting, FIRST)
    assert "会议通知：没有写，按事项没有要邀请的单位和企业；要请单位参加的，请另行通知" in office.words
    assert "按事项没有要邀请的单位和企业。" in text(folder(office, "2024-02") / "主持人概览 2024-02.docx")


def test_booklet_and_earlier_matters_tell_what_went_before(march: Office) -> None:
    booklet = text(folder(march) / "议题汇编 2024-03.docx")
    assert "（一）顺德乙有限公司：供电不足（2024-002）" in booklet
    assert "此前经过：2024-02 会议暂缓。" in booklet
    earlier = text(folder(march) / "前期事项办理情况 2024-03.docx")
    for words in (
        "2024-02 会议：", "由自然资源局统筹用地指标", "2024-2-27", "尚未报送", "会前反馈未报", "（2024-2-23征询）",
    ):  # fmt: skip
        assert words in earlier


def test_what_a_unit_told_on_the_very_day_it_was_asked_is_not_called_missing(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    office.take_in(甲=office.report(企业名称="顺德甲有限公司"))
    office.type_in("2024-001", 问题分类="重点问题", 案由="增资扩产用地")
    office.run(meeting, FIRST)
    office.take_in(date(2024, 2, 2), 议程=filled(office, "2024-02", {"2024-001": DECIDED}))
    office.run(dispatch, date(2024, 2, 2))
    office.take_in(BEFORE, 回=office.answered(office.sent("交办", "附件3"), {"办理意见": "用地方案已报批"}))
    office.run(meeting, BEFORE)
    earlier = text(folder(office) / "前期事项办理情况 2024-03.docx")
    assert "2024-2-23报：" in earlier
    assert "未报" not in earlier
    assert "征询" not in earlier


def test_no_paper_of_the_pack_shows_a_telephone_number(march: Office) -> None:
    papers = list(folder(march).rglob("*.docx"))
    assert len(papers) >= 9
    assert [each.name for each in papers if "13800138000" in text(each)] == []


def test_it_is_owed_by_the_unit_until_its_form_is_back(march: Office) -> None:
    march.run(status, date(2024, 2, 26))
    assert any("2024-001" in line and "会前反馈还有 2 个工作日" in line for line in march.said)
    march.run(remind, date(2024, 2, 28))
    assert any(event.data["clock"] == "会前反馈" for event in march.events("reminded"))
    form = march.answered(
        march.sent("会前反馈", "附件3"), {"牵头联系人": "何某", "办理意见": "用地方案已报批", "处理情况": "正在解决"}
    )
    assert march.take_in(date(2024, 2, 28), 回=form) == 0
    march.run(status, date(2024, 2, 29))
    assert not any("会前反馈" in line for line in march.said)
    march.run(history, date(2024, 2, 29), "2024-001")
    assert any("会前反馈" in line and "2024-03 会议前，请于 2024-02-28 前报办理情况" in line for line in march.said)


def test_asked_again_it_keeps_the_day_renews_its_own_papers_and_asks_nobody_twice(march: Office) -> None:
    booklet = folder(march) / "议题汇编 2024-03.docx"
    edited = booklet.read_bytes() + b"edited"
    booklet.write_bytes(edited)
    march.run(meeting, date(2024, 2, 29))
    assert len(march.events("progress")) == 1
    assert [event.data["meeting"] for event in march.events("announced")] == ["2024-02", "2024-03"]
    assert booklet.read_bytes() == edited
    assert booklet.with_name("议题汇编 2024-03（2）.docx").exists()
    assert "用地方案已报批" in text(folder(march) / "前期事项办理情况 2024-03.docx")


def test_a_meeting_that_was_held_is_not_prepared_again(march: Office) -> None:
    with pytest.raises(ToolkitError, match="已经开过"):
        march.run(meeting, date(2024, 2, 29), "2024-02")


def test_the_day_is_the_rules_until_the_office_fixes_another(office: Office) -> None:
    def held(month: str = "2024-02") -> list[date]:
        return [each.data["held"] for each in office.events("announced") if each.data["meeting"] == month]

    office.run(meeting, date(2024, 1, 15), "2024-02")
    office.run(meeting, date(2024, 1, 16), "2024-02", date(2024, 2, 20))
    assert "注意：会议日期 2024-02-20 不在2024年2月1日至7日之间" in office.words
    assert "会议日期由 2024-02-01 改为 2024-02-20" in office.words
    # The first of February is past: the meeting that was put off is still the next one.
    office.run(meeting, date(2024, 2, 19))
    assert "2024-02 会议议程：2024-02-20 召开" in office.words
    assert held() == [date(2024, 2, 1), date(2024, 2, 20)]

    def fix(words: Any) -> Callable[[Any], None]:
        def typed(sheet: Any) -> None:
            heads = {cell.value: cell.column for cell in sheet[1] if cell.value}
            sheet.cell(2, heads["会议日期"]).value = words

        return typed

    office.edit_sheet(fix(date(2024, 2, 5)), schema.MEETINGS)
    office.run(meeting, date(2024, 1, 17), "2024-02")
    assert "注意：会议日期 2024-02-05" not in office.words, "within the rule"
    assert held()[-1] == date(2024, 2, 5)
    office.run(meeting, date(2024, 1, 17), "2024-02", date(2024, 2, 6))
    assert "会议日期填的是 2024-02-05，这次按 2024-02-06，请在表里一并改过来" in office.words
    office.run(meeting, date(2024, 1, 17))
    assert held()[-1] == date(2024, 2, 6), "the later word counts"
    office.edit_sheet(fix("下周三"), schema.MEETINGS)
    office.run(meeting, date(2024, 1, 18), "2024-02")
    assert "会议日期“下周三”不是日期，没有采用" in office.words
    assert held()[-1] == date(2024, 2, 6)
    office.run(undo, date(2024, 1, 18))
    assert office.rows(schema.MEETINGS)[0]["会议"] == "2024-02"


ROWS = {
    "2024-001": {"议定事项": "由自然资源局统筹", "牵头单位": "自然资源分据", "办结时限": "5月底"},
    "2024-002": {"议定事项": "暂缓"},
    "2024-003": {"议定事项": "转为一般问题，由区交通局办理", "牵头单位": "区交通局"},
}
#: Typed below the agenda's own rows.
TYPED = (
    {"企业名称": "顺德会上有限公司", "问题困难": "厂门前道路没有路灯", "议定事项": "装路灯", "牵头单位": "容桂街道"},
    {"企业名称": "顺德无事有限公司", "议定事项": "研究"},
    {"编号": "2024-099", "议定事项": "编号写错"},
)


def at_the_table(office: Office) -> bytes:
    """The agenda as it came out of the meeting: rows filled in, one deleted, three typed in, the day as text."""
    book = open_book(filled(office, "2024-02", ROWS, 会议日期="2024年2月1日", 主持人="李某", 会议地点="三楼"))
    sheet = book.worksheets[0]
    (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "议定事项"]
    columns = {cell.value: cell.column for cell in sheet[place.row] if cell.value}
    for line, row in enumerate(TYPED, place.row + 5):
        for name, value in row.items():
            sheet.cell(line, columns[name]).value = value
    sheet.delete_rows(place.row + 4)
    return saved(book)


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Four key cases before a meeting, and its agenda as it came back from the table."""
    office = Office.found(tmp_path_factory.mktemp("february") / "office")
    office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙丁"})
    book = open_book(office.workspace.register.read_bytes())
    sheet = book[office.record]
    heads = {cell.value: cell.column for cell in sheet[1] if cell.value}
    for row in range(2, 6):
        sheet.cell(row, heads["问题分类"]).value = "重点问题"
    office.workspace.register.write_bytes(saved(book))
    office.run(meeting, FIRST)
    office.put("议程.xlsx", at_the_table(office))
    assert office.run(ingest, date(2024, 2, 2)) == 1
    office.told = office.words  # type: ignore[attr-defined]
    return office


STATES = {
    "2024-001": ("待交办", "重点问题", "2024-02"),
    "2024-002": ("待上会", "重点问题", None),
    "2024-003": ("待交办", "一般问题", "2024-02"),
    "2024-004": ("待上会", "重点问题", None),
    "2024-005": ("待交办", "重点问题", "2024-02"),
}


def states(office: Office) -> dict[str, tuple[Any, ...]]:
    return {row["编号"]: (row["状态"], row["问题分类"], row.get("会议")) for row in office.rows()}


def test_what_came_up_at_the_table_is_taken_in(february: Office) -> None:
    assert states(february) == STATES
    new = february.row("2024-005")
    assert (new["企业名称"], new["牵头单位"], new["提交日期"]) == ("顺德会上有限公司", "容桂街道", date(2024, 2, 1))
    assert new["待补正"] == "问题类别、报送单位、企业联系人、联系电话"
    assert february.row("2024-001")["办结时限"] == date(2024, 5, 31)


@pytest.mark.parametrize(
    "words",
    [
        "“牵头单位”写的“自然资源分据”，可能是“市自然资源局顺德分局”",
        "的办结时限“5月底”按 2024-05-31 登记",
        "会上增加的“顺德会上有限公司”一行，已登记为 2024-005",
        "缺“顺德无事有限公司”一行的“问题困难”，不能登记为事项",
        "台账中没有编号“2024-099”",
        "2024-003 按会议意见改列“一般问题”，可以交办",
        "没有议定的 2024-002、2024-004 留待下次会议",
    ],
)
def test_what_could_not_be_taken_as_it_stood_is_told(february: Office, words: str) -> None:
    assert words in february.told  # type: ignore[attr-defined]
    assert "“编号”没有填写" not in february.told  # type: ignore[attr-defined]


def test_the_same_agenda_saved_by_another_program_and_sent_again_opens_no_second_case(
    february: Office, soffice: Callable[[dict[str, bytes], str], dict[str, bytes]]
) -> None:
    february.put("议程.ods", soffice({"议程.xlsx": at_the_table(february)}, "ods")["议程.xlsx"])
    february.run(ingest, date(2024, 2, 3))
    assert "“顺德会上有限公司”一行没有写编号，按企业和问题对上 2024-005" in february.words
    assert states(february) == STATES


def test_a_matter_declared_general_counts_its_month_from_its_dispatch(february: Office) -> None:
    february.run(dispatch, date(2024, 2, 5), ["2024-003"])
    row = february.row("2024-003")
    assert (row["状态"], row["交办日期"], row["办结时限"]) == ("办理中", date(2024, 2, 5), date(2024, 3, 5))
    assert "意见时限" not in row


def test_another_office_meets_by_its_own_data_and_without_any_prepares_its_agenda_all_the_same(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office")
    own = Path(shutil.copytree(office.mechanism.folder, office.root / office.mechanism.name))
    (own / FILE).unlink()
    rules = (own / "mechanism.toml").read_text(encoding="utf-8")
    rules = rules.replace("first_day = 1\n", "first_day = 10\n").replace("last_day = 7\n", "last_day = 15\n")
    (own / "mechanism.toml").write_text(rules, encoding="utf-8")
    office.run(meeting, date(2024, 2, 20), "2024-03")
    (announced,) = office.events("announced")
    assert announced.data["held"] == date(2024, 3, 11), "the tenth is a Sunday"
    assert {each.name for each in folder(office).iterdir()} == {
        "会议议程 2024-03.xlsx", "议题汇编 2024-03.docx", "前期事项办理情况 2024-03.docx", "签到表 2024-03.docx",
        "主持人概览 2024-03.docx",
    }  # fmt: skip


def test_a_journal_made_anew_from_the_register_knows_of_the_meeting_to_come(office: Office) -> None:
    office.run(meeting, date(2024, 1, 15), "2024-02", date(2024, 2, 5))
    for path in office.workspace.journal.rglob("*.jsonl"):
        path.unlink()
    office.run(restore, date(2024, 1, 16), "日志")
    assert not office.events("convened")
    office.run(meeting, date(2024, 1, 16))
    assert "2024-02 会议议程：2024-02-05 召开" in office.words


def test_a_notice_bears_the_day_it_was_written_and_who_has_one_of_another_day_gets_a_notice_of_the_change(
    office: Office,
) -> None:
    def own(paper: str, month: str = "2024-03", unit: str = "区经济促进局") -> str:
        return text(folder(office, month) / "通知" / unit / paper)

    office.run(meeting, date(2024, 2, 19), "2024-03")  # the day is fixed, and there is nobody to invite yet
    office.take_in(date(2024, 2, 20), 甲=office.report(企业名称="顺德甲有限公司", 涉及单位="区经促局"))
    office.type_in("2024-001", 问题分类="重点问题", 案由="用地")
    office.run(meeting, date(2024, 2, 21), "2024-03")
    assert "2024年2月21日" in own("会议通知.docx")
    assert "2024年2月19日" not in own("会议通知.docx")
    office.run(meeting, date(2024, 2, 22), "2024-03")
    assert "2024年2月21日" in own("会议通知.docx"), "nothing new in it: it is the same notice"
    assert not list((folder(office) / "通知").rglob("改期通知*"))
    office.run(meeting, date(2024, 2, 23), "2024-03", date(2024, 3, 5))
    assert "会议日期由 2024-03-01 改为 2024-03-05；此前已经发出通知的，请把“改期通知”一并发出" in office.words
    changed = own("改期通知.docx")
    assert "原定于2024年3月1日（星期五）召开的2024年3月" in changed
    assert "改为2024年3月5日（星期二）" in changed
    assert "2024年2月23日" in changed
    firm = own("改期通知.docx", unit="顺德甲有限公司")
    assert "此前发给贵公司的会议通知以本次所附的为准" in firm
    draft = folder(office) / "通知" / "区经济促进局" / "邮件草稿.eml"
    body = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default).get_body()
    assert body is not None
    assert "原定于2024年3月1日" in body.get_content()
