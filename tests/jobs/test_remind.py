"""remind: what goes out on a day, to whom, once; and where it is told afterwards."""

from __future__ import annotations

import email
import email.message
import email.policy
import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.dispatch import owed
from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.board import waiting
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey

from .again import once
from .office import Office

#: A Monday; one month later is Thursday, 4 April 2024, 清明节 (4 to 6 April; Sunday 7 April is worked): due 7 April.
OUT, DUE = date(2024, 3, 4), date(2024, 4, 7)
#: The workdays around it by hand: 28 March, 29 March, 1, 2, 3 April | 7 April | 8 to 12, 15 April.
FIVE, THREE, AFTER, SIXTH = date(2024, 3, 28), date(2024, 4, 1), date(2024, 4, 8), date(2024, 4, 15)


@pytest.fixture
@once
def out(office: Office) -> Office:
    """Two cases in hand of one lead, one with a supporting unit; their subjects bear a phone a clerk left in."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙有限公司", 问题困难="员工子女入学"))
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通局", 配合单位="北滘镇")
    office.type_in("2024-002", 问题分类="一般问题", 案由="子女入学，电13912345678", 牵头单位="区交通局")
    office.run(dispatch, OUT)
    assert office.row("2024-001")["办结时限"] == DUE
    return office


def folder(office: Office, day: date) -> Path:
    return office.workspace.outbox / "催办" / day.isoformat()


def files(office: Office, day: date) -> dict[str, list[str]]:
    found = folder(office, day)
    return {each.name: sorted(file.name for file in each.iterdir()) for each in found.iterdir() if each.is_dir()}


def paper(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def mail(path: Path) -> tuple[email.message.EmailMessage, str]:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.strict)
    assert isinstance(message, email.message.EmailMessage)
    body = message.get_body()
    assert body is not None
    return message, body.get_content()


def chat(office: Office, day: date) -> str:
    return (folder(office, day) / "工作群消息.txt").read_text(encoding="utf-8-sig")


def test_each_unit_gets_one_paper_of_its_own_matters_the_supporting_one_too(out: Office) -> None:
    assert out.run(remind, FIVE) == 0
    assert files(out, FIVE) == {each: ["办理提醒.docx", "邮件草稿.eml"] for each in ("北滘镇", "区交通运输局")}
    lead = paper(folder(out, FIVE) / "区交通运输局" / "办理提醒.docx")
    support = paper(folder(out, FIVE) / "北滘镇" / "办理提醒.docx")
    assert "以下2件需要留意办理时限" in lead
    assert ("牵头" in lead, "配合" in lead, "2024-002" in lead) == (True, False, True)
    assert ("牵头" in support, "配合" in support, "2024-002" in support) == (False, True, False)


def test_the_ladder_goes_up_day_by_day(out: Office) -> None:
    told: dict[date, dict[str, set[str]]] = {}
    for day in (FIVE, date(2024, 3, 29), THREE, DUE, AFTER, date(2024, 4, 9), SIXTH, date(2024, 4, 16)):
        out.run(remind, day)
        found = files(out, day) if folder(out, day).exists() else {}
        told[day] = {to: set(names) - {"邮件草稿.eml"} for to, names in found.items()}
    both = ("北滘镇", "区交通运输局")
    assert told == {
        FIVE: {each: {"办理提醒.docx"} for each in both},
        date(2024, 3, 29): {},
        # The supporting unit's own date is three workdays earlier: 1 April.
        THREE: {"北滘镇": {"到期催办.docx"}, "区交通运输局": {"办理提醒.docx"}},
        DUE: {"北滘镇": {"催办函.docx"}, "区交通运输局": {"到期催办.docx"}},
        AFTER: {"区交通运输局": {"催办函.docx"}},
        date(2024, 4, 9): {},
        SIXTH: {"召集人": {"超期情况呈报.docx"}},
        date(2024, 4, 16): {},
    }
    note = paper(folder(out, SIXTH) / "召集人" / "超期情况呈报.docx")
    assert "有2件民营企业反映事项超过办理时限" in note
    assert {"区交通运输局（牵头）", "北滘镇（配合）"} <= set(note.split("\n"))
    assert "已催4次，最近一次4月8日催办函" in note


def test_the_same_day_nothing_goes_out_twice_and_nothing_is_written(out: Office) -> None:
    out.run(remind, FIVE)
    before = out.snapshot()
    assert out.run(remind, FIVE) == 0
    assert out.said == ["今天没有需要催办的事项"]
    assert out.snapshot() == before


def test_on_a_day_off_it_says_so_and_reminds_nobody(out: Office) -> None:
    assert out.run(remind, date(2024, 4, 5)) == 0
    assert "2024-04-05 不是工作日（清明节），不催办。下一个工作日是 2024-04-07" in out.words
    assert list((out.workspace.outbox / "催办").iterdir()) == []
    assert out.events("reminded") == []
    out.run(remind, DUE)  # a Sunday that is worked
    assert folder(out, DUE).exists()


def test_a_dry_run_says_who_would_be_reminded_and_writes_nothing(out: Office) -> None:
    before = out.snapshot()
    out.run(remind, FIVE, dry_run=True)
    assert "区交通运输局：办理提醒（2024-001、2024-002）" in out.words
    assert out.snapshot() == before


def test_who_answers_in_time_is_left_in_peace(out: Office) -> None:
    told = {"办理意见": "已安排", "办理结果": "修好了", "处理情况": "已解决"}
    support = {"办理意见": "已配合"}
    out.take_in(date(2024, 3, 20), 配合=out.answered(out.sent("北滘镇", "附件3", "2024-001"), support))
    out.run(remind, FIVE)
    assert list(files(out, FIVE)) == ["区交通运输局"]
    out.take_in(FIVE, 甲答=out.answered(out.sent("交通", "附件3", "2024-001"), told))
    out.run(remind, THREE)
    assert "2024-001" not in paper(folder(out, THREE) / "区交通运输局" / "办理提醒.docx")


def test_the_text_for_the_work_group_has_neither_firm_nor_phone(out: Office) -> None:
    out.run(remind, AFTER)
    said = chat(out, AFTER)
    assert "【区交通运输局】\n1. 2024-001 门口道路（牵头）：办结时限4月7日，已超期1个工作日\n" in said
    assert "2. 2024-002 子女入学，电***（牵头）" in said
    assert "【北滘镇】\n1. 2024-001 门口道路（配合）" in said
    assert "13912345678" not in said
    assert "顺德" not in said
    assert said.startswith("各位联络员好，2024年4月8日")


def test_the_note_to_the_convener_is_no_business_of_the_work_group(out: Office) -> None:
    out.run(remind, AFTER)
    out.run(remind, SIXTH)
    assert not (folder(out, SIXTH) / "工作群消息.txt").exists()


def test_the_mail_draft_goes_to_the_contact_person_with_the_paper(out: Office) -> None:
    def fill_in(sheet: Any) -> None:
        head = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == "区交通运输局":
                sheet.cell(row[0].row, head["邮箱"]).value = "jt@example.gov.cn"
                sheet.cell(row[0].row, head["联络协作员"]).value = "陈明"

    out.edit_sheet(fill_in, "成员单位")
    out.run(remind, AFTER)
    own = folder(out, AFTER) / "区交通运输局"
    message, body = mail(own / "邮件草稿.eml")
    assert (message["X-Unsent"], message["Subject"]) == ("1", "催办函（2024-001、2024-002）")
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == ("陈明", "jt@example.gov.cn")
    assert body.startswith("区交通运输局 陈明：")
    assert "1. 2024-001 门口道路（牵头）：办结时限4月7日，已超期1个工作日" in body
    assert "于2024年4月11日前" in body  # three workdays after the 8th
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("催办函.docx", (own / "催办函.docx").read_bytes())
    assert mail(folder(out, AFTER) / "北滘镇" / "邮件草稿.eml")[0]["To"] is None
    assert out.words.count("“成员单位”表没有邮箱") == 1


def test_a_firm_that_does_not_evaluate_is_reminded_then_its_reporter_asked_then_it_is_called(out: Office) -> None:
    told = {"办理意见": "已安排", "办理结果": "修好了", "处理情况": "已解决"}
    for number in ("2024-001", "2024-002"):
        out.take_in(date(2024, 3, 20), **{number: out.answered(out.sent("交通", "附件3", number), told)})
    out.run(survey, date(2024, 3, 21))
    firm = "顺德乙有限公司"
    out.run(remind, THREE)
    assert set(files(out, THREE)[firm]) == {
        f"附件4 2024-002 {firm}.xlsx",
        "短消息.txt",
        "评价提醒.docx",
        "邮件草稿.eml",
    }
    message = (folder(out, THREE) / firm / "短消息.txt").read_text(encoding="utf-8-sig")
    assert "贵公司反映的“子女入学，电***”（2024-002），请填写《民营企业事项办理评价表》" in message
    assert not (folder(out, THREE) / "工作群消息.txt").exists()
    out.run(remind, DUE)
    assert files(out, DUE) == {"北滘总商会": ["协助催收评价表.docx", "邮件草稿.eml"]}
    out.run(remind, AFTER)
    assert files(out, AFTER) == {"办公室": ["电话回访表.xlsx"]}
    sheet = openpyxl.load_workbook(
        io.BytesIO((folder(out, AFTER) / "办公室" / "电话回访表.xlsx").read_bytes())
    ).worksheets[0]
    words = [str(cell.value) for row in sheet.iter_rows(min_row=4) for cell in row]
    assert {"2024-001", "2024-002", firm, "陈某\n13800138000", "区交通运输局\n已解决"} <= set(words)
    assert sheet["A2"].value.startswith(f"{out.mechanism.office}　2024年4月8日　共2件。")
    out.type_in("2024-002", 满意度="满意")
    out.run(remind, SIXTH)
    sheet = openpyxl.load_workbook(
        io.BytesIO((folder(out, SIXTH) / "办公室" / "电话回访表.xlsx").read_bytes())
    ).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == ["2024-001"]


def test_the_form_that_goes_to_the_firm_once_more_is_taken_in_as_its_own(out: Office) -> None:
    told = {"办理意见": "已安排", "办理结果": "修好了", "处理情况": "已解决"}
    out.take_in(date(2024, 3, 20), 答=out.answered(out.sent("交通", "附件3", "2024-002"), told))
    out.run(survey, date(2024, 3, 21))
    out.run(remind, THREE)
    sent = out.sent("催办", "附件4", "2024-002")
    out.take_in(date(2024, 4, 2), 评=out.answered(sent, {"满意度": "满意", "处理情况": "已解决"}, "annex4"))
    assert out.row("2024-002")["状态"] == "已评价"


def test_history_and_status_tell_what_went_out(out: Office) -> None:
    out.run(remind, AFTER)
    out.run(history, AFTER, "2024-001")
    assert "2024-04-08 催办　办结时限 2024-04-07　催办函，致区交通运输局" in out.words
    assert "时限 2024-04-01　催办函，致北滘镇" in out.words  # by its own date
    out.run(status, date(2024, 4, 9))
    assert "办结超期 2 个工作日，4月8日已催" in out.words
    out.type_in("2024-001", 办结时限=date(2024, 4, 12))
    out.run(status, date(2024, 4, 9))
    assert [each.todo for each in waiting(out.desk) if each.number == "2024-001" and "办结" in each.todo] == []
    assert "办结还有 3 个工作日" in out.words  # of the new date nobody was reminded yet
    assert "办结还有 3 个工作日，" not in out.words


def test_a_reminder_taken_back_the_same_day_stays_away_that_day(out: Office) -> None:
    # What takes a command back leaves its events in the journal: they are asked, not the case.
    desk = out.desk
    gone = [
        Event(
            Kind.REMINDED,
            FIVE,
            debt.case.number,
            {
                "round": 1,
                "clock": debt.clock.name,
                "due": date(2000, 1, 1),
                "who": debt.who,
                "to": debt.who,
                "at": -5,
                "paper": "办理提醒",
            },
        )
        for debt in owed(desk.live(), desk.mechanism.units, FIVE)
    ]
    assert len(gone) == 3
    desk.record(gone)
    out.run(remind, FIVE)
    assert out.said == ["今天没有需要催办的事项"]


def test_a_run_killed_before_the_journal_writes_the_same_papers_once_more(
    out: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.jobs.desk.desk import Desk

    real = Desk.record

    def die(self: Desk, events: Any) -> Any:
        wanted = list(events)
        if any(each.kind is Kind.REMINDED for each in wanted):
            raise KeyboardInterrupt
        return real(self, wanted)

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "record", die)
        with pytest.raises(KeyboardInterrupt):
            out.run(remind, FIVE)
    before = {path: path.read_bytes() for path in folder(out, FIVE).rglob("*") if path.is_file()}
    out.run(remind, FIVE)
    assert {path: path.read_bytes() for path in folder(out, FIVE).rglob("*") if path.is_file()} == before
    assert len(out.events("reminded")) == 3


def test_a_mechanism_without_a_ladder_is_told(out: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.mechanism.ladder import Ladder

    monkeypatch.setattr("toolkit.jobs.remind.load_ladder", lambda _mechanism: Ladder())
    with pytest.raises(ToolkitError, match="没有写明催办办法"):
        out.run(remind, FIVE)


def test_what_a_second_run_of_the_day_has_to_add_goes_beside_the_first(out: Office) -> None:
    out.run(remind, FIVE)
    first = folder(out, FIVE) / "区交通运输局" / "办理提醒.docx"
    before, said = first.read_bytes(), chat(out, FIVE)
    out.take_in(OUT, 丙=out.report(企业名称="顺德丙有限公司", 问题困难="用电增容"))
    out.type_in("2024-003", 问题分类="一般问题", 案由="用电增容", 牵头单位="区交通局")
    out.run(dispatch, OUT)
    out.run(remind, FIVE)
    assert first.read_bytes() == before
    assert chat(out, FIVE) == said
    beside = folder(out, FIVE) / "区交通运输局（2）"
    assert "2024-003" in paper(beside / "办理提醒.docx")
    assert "2024-001" not in paper(beside / "办理提醒.docx")
    assert "2024-003" in (folder(out, FIVE) / "工作群消息（2）.txt").read_text(encoding="utf-8-sig")


def test_a_unit_that_reported_a_matter_is_asked_for_help_by_a_paper_apart_in_the_same_mail(out: Office) -> None:
    told = {"办理意见": "已安排", "办理结果": "修好了", "处理情况": "已解决"}
    out.type_in("2024-002", 报送单位="北滘镇")
    out.take_in(date(2024, 3, 20), 答=out.answered(out.sent("交通", "附件3", "2024-002"), told))
    out.run(survey, date(2024, 3, 21))
    out.run(remind, DUE)
    own = folder(out, DUE) / "北滘镇"
    assert files(out, DUE)["北滘镇"] == ["催办函.docx", "协助催收评价表.docx", "邮件草稿.eml"]
    assert "2024-002" not in paper(own / "催办函.docx")
    assert "2024-001" not in paper(own / "协助催收评价表.docx")
    message, body = mail(own / "邮件草稿.eml")
    assert message["Subject"] == "催办函、协助催收评价表（2024-001、2024-002）"
    assert [each.get_filename() for each in message.iter_attachments()] == ["催办函.docx", "协助催收评价表.docx"]
    assert body.index("　　一、催办函") < body.index("1. 2024-001") < body.index("　　二、协助催收评价表")
    assert body.index("　　二、协助催收评价表") < body.index("1. 2024-002")


def test_what_is_not_due_yet_stands_in_no_paper_that_urges_and_each_keeps_its_own_step(out: Office) -> None:
    # By hand: 8 April is a workday late for the first, three workdays before 11 April: 9, 10, 11.
    out.type_in("2024-002", 办结时限=date(2024, 4, 11))
    out.run(remind, AFTER)
    assert files(out, AFTER)["区交通运输局"] == ["催办函.docx", "办理提醒.docx", "邮件草稿.eml"]
    own = folder(out, AFTER) / "区交通运输局"
    urging, notice = paper(own / "催办函.docx"), paper(own / "办理提醒.docx")
    assert ("2024-001" in urging, "2024-002" in urging) == (True, False)
    assert ("2024-001" in notice, "2024-002" in notice) == (False, True)
    noted = {(each.number, each.data["who"]): (each.data["at"], each.data["paper"]) for each in out.events("reminded")}
    assert noted["2024-001", "区交通运输局"] == (1, "催办函")
    assert noted["2024-002", "区交通运输局"] == (-3, "办理提醒")
    assert chat(out, AFTER).count("【区交通运输局】") == 1


def test_of_a_unit_whose_answer_came_no_paper_says_that_nothing_came(out: Office) -> None:
    # 已解决 without what was done: it was sent back to be completed, and nothing has come since.
    out.take_in(date(2024, 3, 20), 甲答=out.answered(out.sent("交通", "附件3", "2024-001"), {"处理情况": "已解决"}))
    out.take_in(date(2024, 3, 21), 乙答=out.answered(out.sent("交通", "附件3", "2024-002"), {"处理情况": "正在解决"}))
    out.run(remind, SIXTH)
    note = paper(folder(out, SIXTH) / "召集人" / "超期情况呈报.docx")
    assert "未收到" not in note
    first, second = "2024-001：已收到区交通运输局的办理情况（处理情况：已解决），", "（处理情况：正在解决），"
    (one,) = [line for line in note.split("\n") if line.startswith(first)]
    assert one.endswith("还待补正。")
    assert "办理结果" in one
    assert second in note
    letter = paper(folder(out, SIXTH) / "区交通运输局" / "催办函.docx")
    assert one in letter
    assert one.rstrip("。").removeprefix("2024-001：") in chat(out, SIXTH)
    assert "已收到" not in paper(folder(out, SIXTH) / "北滘镇" / "催办函.docx")
