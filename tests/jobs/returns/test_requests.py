"""Units ask for special handling (延期、暂停、退办、挂账); the office or the meeting decides; the unit is answered."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import docx
import pytest

from jobs.again import once
from jobs.office import Office, open_book, saved
from jobs.test_meeting import filled, table
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.status import status
from toolkit.submission import Value

LEAD = "区发展和改革局"
#: 2024-01-10 and a month, a Saturday in the Spring Festival; the next workday is Sunday 18 February, worked (调休).
DISPATCHED, DUE = date(2024, 1, 10), date(2024, 2, 18)


def ask(office: Office, form_id: str, day: date, number: str = "2024-001", **values: Value) -> int:
    """A unit fills in a blank request and mails it back."""
    form = office.mechanism.form(form_id)
    answers: dict[str, Value] = {"编号": number, "申请单位": LEAD, "签名": "王某", "日期": day, **values}
    return office.take_in(day, **{f"{form.title} {number} {day}": office.blank(form, answers)})


def extend(office: Office, day: date, until: date, **values: Value) -> int:
    return ask(office, "extension", day, 延期至=until, 延期理由="需等待招标结果", **values)


def clock(office: Office, kind: str, number: str = "2024-001") -> dict[str, Any]:
    (found,) = [row for row in office.rows("时限") if row["编号"] == number and row["种类"] == kind]
    return found


def answers(office: Office) -> list[str]:
    return sorted(each.name for each in (office.workspace.outbox / "复函").rglob("*.*"))


def paper(office: Office, name: str) -> Path:
    (found,) = [each for each in (office.workspace.outbox / "复函").rglob("*.docx") if name in str(each)]
    return found


def words_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture
@once
def general(office: Office) -> Office:
    """An office with one general matter in hand."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路破损", 牵头单位=LEAD)
    office.run(dispatch, DISPATCHED)
    assert office.row("2024-001")["办结时限"] == DUE
    return office


@pytest.fixture
@once
def key(office: Office) -> Office:
    """An office with one key matter in hand, taken up by the meeting of February 2024."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="道路破损")
    office.run(meeting, date(2024, 1, 30))
    decided = {"2024-001": {"议定事项": "由区发展和改革局牵头", "牵头单位": LEAD}}
    agenda = filled(office, "2024-02", decided, 主持人="李某", 会议地点="三楼会议室")
    office.take_in(date(2024, 2, 2), 议程=agenda)
    office.run(dispatch, date(2024, 2, 2))
    return office


def test_an_extension_moves_nothing_until_the_office_grants_it(general: Office) -> None:
    assert extend(general, date(2024, 2, 5), date(2024, 3, 20)) == 1
    assert general.row("2024-001")["办结时限"] == DUE
    (question,) = general.rows("待确认")
    assert "办结时限延期至2024年3月20日" in question["来件内容"]
    assert "需等待招标结果" in question["说明"]
    assert len(list((general.workspace.outbox / "回执" / "2024-02-05").glob("2024-001*.docx"))) == 1

    general.decide("延期申请")
    general.run(ingest, date(2024, 2, 6))
    assert general.row("2024-001")["办结时限"] == date(2024, 3, 20)
    row = clock(general, "办结")
    assert (row["原期限"], row["现期限"], row["批准"]) == (DUE, date(2024, 3, 20), "领导小组办公室")
    assert row["原因"] == "延期：需等待招标结果"
    # The firm's own deadline follows: it cannot judge what is not done.
    assert clock(general, "评价")["现期限"] == date(2024, 3, 20)
    assert answers(general) == ["2024-001 延期申请复函 邮件草稿.eml", "2024-001 延期申请复函.docx"]


def test_a_refused_extension_is_kept_and_answered_and_moves_nothing(general: Office) -> None:
    extend(general, date(2024, 2, 5), date(2024, 3, 20))
    general.decide("延期申请", "不采纳")
    general.run(ingest, date(2024, 2, 6))
    assert general.row("2024-001")["办结时限"] == DUE
    assert "批准" not in clock(general, "办结")
    assert len(answers(general)) == 2
    general.run(history, date(2024, 2, 7), "2024-001")
    assert "申请办结时限延期至2024年3月20日" in general.words
    assert "不采纳" in general.words


def test_a_unit_is_answered_once_however_often_the_office_works(general: Office) -> None:
    extend(general, date(2024, 2, 5), date(2024, 3, 20))
    general.decide("延期申请")
    general.run(ingest, date(2024, 2, 6))
    before = general.snapshot()
    general.run(ingest, date(2024, 2, 6))
    assert general.snapshot() == before
    assert [each.kind.value for each in general.events("replied")] == ["replied"]


def test_the_same_request_again_is_one_request(general: Office) -> None:
    extend(general, date(2024, 2, 5), date(2024, 3, 20))
    extend(general, date(2024, 2, 6), date(2024, 3, 20), 前期办理情况="补充说明")
    assert len(general.events("requested")) == 1
    assert "同样的延期申请已经收到" in general.words


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"延期至": None, "延期理由": "等待"}, "“申请延期至”没有填写"),
        ({"延期至": date(2024, 2, 10), "延期理由": "等待"}, "不晚于现在的办结时限 2024-02-18"),
        ({"延期至": date(2024, 3, 20), "延期理由": None}, "“延期理由”没有填写"),
        ({"延期至": date(2024, 3, 20), "延期理由": "等待", "延期时限": "意见"}, "没有还在计时的“意见”时限"),
    ],
)
def test_a_request_nobody_could_decide_about_goes_back(general: Office, values: dict[str, Value], told: str) -> None:
    assert ask(general, "extension", date(2024, 2, 5), **values) == 1
    assert told in general.words
    assert general.events("requested") == []
    assert list((general.workspace.outbox / "退回补正").rglob("*请修改*.xlsx"))
    assert "待确认" not in {row.get("结果") for row in general.rows("收件日志")}


def test_all_faults_of_a_request_are_told_at_once_to_the_unit_and_listed_until_it_comes_again(general: Office) -> None:
    def write(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        (row,) = [each[0].row for each in sheet.iter_rows(min_row=2) if each[heads["单位名称"] - 1].value == LEAD]
        sheet.cell(row, heads["邮箱"]).value = "fgj@example.cn"

    general.edit_sheet(write, "成员单位")
    ask(general, "extension", date(2024, 2, 5), 延期至=date(2024, 2, 10))
    assert "“延期理由”没有填写" in general.words
    assert "不晚于现在的办结时限 2024-02-18" in general.words
    (mail,) = (general.workspace.outbox / "退回补正").rglob("*.eml")
    assert "fgj@example.cn" in message_from_bytes(mail.read_bytes())["To"]
    general.run(status, date(2024, 2, 5))
    assert "2月5日退回补正" in general.words
    extend(general, date(2024, 2, 6), date(2024, 3, 20))
    general.run(status, date(2024, 2, 6))
    assert "退回补正" not in general.words


def test_a_pause_leaves_its_days_out(general: Office) -> None:
    """From 22 to 31 January: ten days; 10 February and ten days is the 20th, a Tuesday."""
    ask(
        general,
        "pause",
        date(2024, 1, 20),
        申请事项="暂停",
        自=date(2024, 1, 22),
        至=date(2024, 1, 31),
        申请理由="等批复",
    )
    general.decide("暂停申请")
    general.run(ingest, date(2024, 1, 20))
    row = clock(general, "办结")
    assert (row["暂停自"], row["暂停至"], row["现期限"]) == (date(2024, 1, 22), date(2024, 1, 31), date(2024, 2, 20))


def test_an_open_pause_is_never_late_and_ends_with_a_resumption(general: Office) -> None:
    """Paused from 5 February, resumed on 1 March: 25 days; 10 February and 25 days is 6 March, a Wednesday."""
    ask(general, "pause", date(2024, 2, 4), 申请事项="暂停", 自=date(2024, 2, 5), 申请理由="等批复")
    general.decide("暂停申请")
    general.run(ingest, date(2024, 2, 28))
    row = clock(general, "办结")
    assert row["暂停自"] == date(2024, 2, 5)
    assert "暂停至" not in row
    assert "超期工作日" not in row
    general.run(status, date(2024, 2, 28))
    assert "已超期" not in general.words

    ask(general, "pause", date(2024, 2, 28), 申请事项="恢复", 自=date(2024, 3, 1), 申请理由="批复已到")
    general.decide("恢复申请")
    general.run(ingest, date(2024, 3, 8))
    row = clock(general, "办结")
    assert (row["暂停至"], row["现期限"], row["超期工作日"]) == (date(2024, 2, 29), date(2024, 3, 6), 2)


def test_a_matter_handed_back_goes_to_another_unit_with_new_deadlines(general: Office) -> None:
    ask(general, "handback", date(2024, 1, 15), 建议单位="区教育局", 退办理由="不属本单位职责")
    general.decide("退办申请")
    general.run(ingest, date(2024, 1, 16))
    row = general.row("2024-001")
    assert (row["状态"], row["拟牵头单位"], row["办理轮次"]) == ("待交办", f"区教育局（{LEAD}退办时建议）", 1)
    assert {"牵头单位", "交办日期", "办结时限"} & row.keys() == set()
    # Until another unit has it, the row itself says so.
    assert clock(general, "办结")["原因"] == "2024年1月16日退办：不属本单位职责"

    general.type_in("2024-001", 牵头单位="区教育局")
    general.run(dispatch, date(2024, 1, 17))
    row = general.row("2024-001")
    assert (row["状态"], row["交办日期"]) == ("办理中", date(2024, 1, 17))
    assert row["办结时限"] == date(2024, 2, 18)  # 17 February is a Saturday in the holidays
    assert clock(general, "办结")["单位"] == "区教育局"
    former = clock(general, f"办结·{LEAD}退办")
    assert (former["单位"], former["批准"]) == (LEAD, "领导小组办公室")
    assert former["原因"] == "2024年1月16日退办：不属本单位职责"
    assert {"完成日", "超期工作日"} & former.keys() == set()
    assert list((general.workspace.outbox / "交办" / "2024-01-17" / "区教育局").rglob("交办函.docx"))

    # A second unit gives it back too: what stood of the first one stays.
    ask(general, "handback", date(2024, 1, 18), 申请单位="区教育局", 建议单位="区司法局", 退办理由="也不属本单位")
    general.decide("退办申请")
    general.run(ingest, date(2024, 1, 19))
    kinds = [(row["种类"], row["单位"]) for row in general.rows("时限") if row["种类"].startswith("办结")]
    assert kinds == [("办结", "区教育局"), (f"办结·{LEAD}退办", LEAD)]
    assert clock(general, "办结")["原因"] == "2024年1月19日退办：也不属本单位"


def test_lateness_before_a_matter_was_handed_back_stays_on_its_rows(general: Office) -> None:
    """Due on 18 February, the supporter on the 7th: on the 20th the lead is two, the supporter five workdays late."""
    general.type_in("2024-001", 配合单位="区教育局")
    general.run(ingest, date(2024, 1, 11))
    ask(general, "handback", date(2024, 2, 19), 建议单位="区司法局", 退办理由="不属本单位职责")
    general.decide("退办申请")
    general.run(ingest, date(2024, 2, 20))
    general.run(status, date(2024, 2, 21))
    assert "已退办，填“牵头单位”后重新交办" in general.words
    general.type_in("2024-001", 牵头单位="区司法局")
    general.run(dispatch, date(2024, 2, 22))
    general.run(status, date(2024, 5, 6))
    former, beside = clock(general, f"办结·{LEAD}退办"), clock(general, "配合意见·区教育局·退办前")
    assert [(row["现期限"], row["超期工作日"]) for row in (former, beside)] == [(DUE, 2), (date(2024, 2, 7), 5)]
    assert beside["原因"] == "2024年2月20日牵头单位退办"
    anew = clock(general, "配合意见·区教育局")
    assert anew["起算日"] == date(2024, 2, 22)
    general.run(history, date(2024, 5, 6), "2024-001")
    assert f"{DUE}（2024年2月20日退办：不属本单位职责 领导小组办公室）" in general.words


def test_what_a_person_parks_and_resumes_in_the_register_is_told_and_explained(general: Office) -> None:
    """Parked from 20 January to 1 March: 42 days; 10 February and 42 days is Saturday 23 March, so Monday the 25th."""
    general.type_in("2024-001", 状态="挂账")
    general.run(ingest, date(2024, 1, 20))
    assert "完成日" not in clock(general, "办结")
    assert clock(general, "办结")["暂停自"] == date(2024, 1, 20)
    general.type_in("2024-001", 状态="办理中")
    general.run(ingest, date(2024, 3, 2))
    assert "2024-001 恢复办理，办结时限顺延到 2024-03-25，请告知承办单位" in general.words
    row = general.row("2024-001")
    assert (row["办结时限"], row["评价时限"]) == (date(2024, 3, 25), date(2024, 3, 25))
    comments = [
        each.comment.text
        for row in open_book(general.workspace.register.read_bytes())["问题台账"]
        for each in row
        if each.comment
    ]
    assert ["挂账42日不计入" in each for each in comments] == [True, True]

    extend(general, date(2024, 3, 4), date(2024, 5, 1))
    general.decide("延期申请")
    general.run(ingest, date(2024, 3, 5))
    assert general.row("2024-001")["办结时限"] == date(2024, 5, 6)  # the holiday lasts until the 5th
    (letter,) = (general.workspace.outbox / "复函").rglob("*延期申请复函.docx")
    text = "".join(each.text for each in docx.Document(str(letter)).element.iter() if each.text)
    assert "2024年5月1日为休息日，顺延至2024年5月6日（民法典第二百零三条第一款）。请在延长后的时限内办结。" in text


def test_what_the_former_unit_sends_late_is_kept_and_closes_nothing(general: Office) -> None:
    late = general.sent("附件3", "2024-001")
    ask(general, "handback", date(2024, 1, 15), 建议单位="区教育局", 退办理由="不属本单位职责")
    general.decide("退办申请")
    general.run(ingest, date(2024, 1, 16))
    general.type_in("2024-001", 牵头单位="区教育局")
    general.run(dispatch, date(2024, 1, 17))

    told = {"办理意见": "拟修补", "办理结果": "已修补", "处理情况": "已解决"}
    assert general.take_in(date(2024, 1, 18), 迟到=general.answered(late, told)) == 0
    row = general.row("2024-001")
    assert (row["状态"], row["牵头单位"]) == ("办理中", "区教育局")
    assert {"办理意见", "办理结果", "处理情况", "办结日期", "待补正"} & row.keys() == set()
    (kept,) = general.desk.cases["2024-001"].formers
    assert (kept.unit, kept.values["办理结果"]) == (LEAD, "已修补")
    last = general.rows("收件日志")[-1]
    assert (last["结果"], last["编号"]) == ("已存档", "2024-001")
    assert f"“{LEAD}”已不承办“2024-001”，来表按原承办单位意见存档" in last["说明"]
    (receipt,) = (general.workspace.outbox / "回执" / "2024-01-18").glob("*.docx")
    text = "".join(each.text for each in docx.Document(str(receipt)).element.iter() if each.text)
    assert "已改由区教育局承办，来表作为原承办单位的意见存档，不作为办结依据" in text
    assert "办结 2024年" not in text
    general.run(history, date(2024, 1, 19), "2024-001")
    assert "原承办单位来表，存档，不算办结" in general.words

    # The new lead's own form closes it.
    own = general.answered(general.sent("区教育局", "附件3"), told)
    general.take_in(date(2024, 1, 19), 新牵头=own)
    assert general.row("2024-001")["状态"] == "待评价"


def test_a_parked_matter_is_looked_at_again_on_its_day(general: Office) -> None:
    ask(general, "parking", date(2024, 1, 15), 复核日期=date(2024, 6, 28), 挂账理由="规划未定")
    general.decide("挂账申请")
    general.run(ingest, date(2024, 1, 16))
    assert general.row("2024-001")["状态"] == "挂账"
    review = clock(general, "挂账复核")
    assert (review["现期限"], review["原因"]) == (date(2024, 6, 28), "规划未定")
    assert "请关注条件变化，2024年6月28日复核时反馈有关情况。" in words_of(paper(general, "挂账申请复函"))
    general.run(status, date(2024, 6, 3))
    assert "挂账复核" not in general.words
    general.run(status, date(2024, 6, 25))
    assert "挂账复核还有 3 个工作日" in general.words

    ask(general, "pause", date(2024, 6, 26), 申请事项="恢复", 自=date(2024, 7, 1), 申请理由="规划已定")
    general.decide("恢复申请")
    general.run(ingest, date(2024, 6, 27))
    assert general.row("2024-001")["状态"] == "办理中"
    assert clock(general, "挂账复核")["完成日"] == date(2024, 6, 27)


def test_a_request_about_a_key_matter_is_the_meetings_alone(key: Office) -> None:
    due = key.row("2024-001")["办结时限"]
    assert extend(key, date(2024, 2, 20), date(2024, 8, 30)) == 0
    assert key.rows("待确认") == []
    assert "由会议研究" in key.words
    key.run(status, date(2024, 2, 21))
    assert "延期申请等会议研究" in key.words

    key.run(meeting, date(2024, 2, 26))
    assert "特殊情况 1 项" in key.words
    rows = {row["事项"]: row for row in table(key, "2024-03")}
    assert "延期至2024年8月30日" in rows["特殊情况"]["问题困难"]
    assert key.row("2024-001")["办结时限"] == due


@pytest.fixture
def asked(key: Office) -> Office:
    extend(key, date(2024, 2, 20), date(2024, 8, 30))
    key.run(meeting, date(2024, 2, 26))
    return key


def at_meeting(office: Office, decision: dict[str, Any], day: date = date(2024, 3, 1)) -> int:
    """The March agenda with a decision beside the request; the row of the earlier matter is left empty."""
    book = open_book(filled(office, "2024-03", {}, 主持人="李某", 会议地点="三楼会议室"))
    (place,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "议定事项"]
    columns = {cell.value: cell.column for cell in book.worksheets[0][place.row] if cell.value}
    for row in book.worksheets[0].iter_rows(min_row=place.row + 1):
        for column, text in decision.items() if row[columns["事项"] - 1].value == "特殊情况" else ():
            row[columns[column] - 1].value = text
    return office.take_in(day, 三月议程=saved(book))


def test_the_recorded_meeting_decision_moves_the_deadline(asked: Office) -> None:
    at_meeting(asked, {"议定事项": "同意延期"})
    assert asked.row("2024-001")["办结时限"] == date(2024, 8, 30)
    row = clock(asked, "办结")
    assert (row["批准"], row["原期限"]) == ("2024-03 会议", date(2024, 5, 6))
    assert answers(asked) == ["2024-001 延期申请复函 邮件草稿.eml", "2024-001 延期申请复函.docx"]
    asked.run(minutes, date(2024, 3, 1))
    asked.run(history, date(2024, 3, 2), "2024-001")
    assert "办结时限改为 2024-08-30" in asked.words


def test_the_meeting_may_give_another_date(asked: Office) -> None:
    at_meeting(asked, {"议定事项": "同意适当延期", "办结时限": date(2024, 6, 28)})
    assert asked.row("2024-001")["办结时限"] == date(2024, 6, 28)


def test_a_refusal_by_the_meeting_moves_nothing(asked: Office) -> None:
    at_meeting(asked, {"议定事项": "不同意延期，请抓紧办理"})
    assert asked.row("2024-001")["办结时限"] == date(2024, 5, 6)
    assert len(answers(asked)) == 2


@pytest.mark.parametrize(
    ("decision", "lead"),
    [
        ({"议定事项": "同意退办，另行研究", "牵头单位": "区教育局"}, "区教育局"),
        ({"议定事项": "同意退办，改由区教育局牵头办理，区司法局配合"}, "区教育局"),
        ({"议定事项": "同意退办，由区教育局或区司法局牵头"}, ""),
        ({"议定事项": "同意退办，不再由区发展和改革局牵头"}, ""),
    ],
)
def test_what_a_meeting_gives_to_another_unit_counts_from_the_meeting_as_its_minutes_say(
    key: Office, decision: dict[str, Any], lead: str
) -> None:
    """15 workdays after Friday 1 March 2024 are Friday the 22nd; three months are Saturday 1 June, so Monday the 3rd."""
    ask(key, "handback", date(2024, 2, 20), 建议单位="区教育局", 退办理由="不属本单位职责")
    key.run(meeting, date(2024, 2, 26))
    at_meeting(key, decision)
    told = f"2024-001 按议定事项改由{lead}牵头" if "牵头单位" not in decision else ""
    assert (told if lead else "议程的“牵头单位”一栏没有填写") in key.words
    key.run(minutes, date(2024, 3, 1))
    (path,) = (key.workspace.outbox / "会议" / "2024-03").glob("会议纪要*.docx")
    text = words_of(path)
    if not lead:
        assert "由【待定】牵头，于【待定】前办结。" in text
        assert "办理意见于" not in text
        return
    assert f"由{lead}牵头，于2024年6月3日前办结。办理意见于2024年3月22日前报领导小组办公室" in text
    key.run(dispatch, date(2024, 3, 5))
    row = key.row("2024-001")
    assert (row["牵头单位"], row["交办日期"]) == (lead, date(2024, 3, 1))
    assert (row["意见时限"], row["办结时限"]) == (date(2024, 3, 22), date(2024, 6, 3))
    assert "时限仍从" not in key.words, "they begin anew"


def test_words_that_say_neither_are_told_and_the_request_stays(asked: Office) -> None:
    assert at_meeting(asked, {"议定事项": "请进一步研究"}) == 1
    assert "看不出是否同意" in asked.words
    assert asked.row("2024-001")["办结时限"] == date(2024, 5, 6)
    asked.run(meeting, date(2024, 3, 25))
    assert "特殊情况 1 项" in asked.words


def test_a_request_that_bears_no_number_waits_for_the_office(general: Office) -> None:
    form = general.mechanism.form("extension")
    values: dict[str, Value] = {"申请单位": LEAD, "延期至": date(2024, 3, 20), "延期理由": "等待", "案由": "别的事情"}
    general.take_in(date(2024, 2, 5), 延期=general.blank(form, values))
    assert general.events("requested") == []
    general.name_case("延期办理申请表", "2024-001")
    general.decide("延期办理申请表")
    general.run(ingest, date(2024, 2, 5))
    assert len(general.events("requested")) == 1
    general.decide("延期申请")
    general.run(ingest, date(2024, 2, 6))
    assert general.row("2024-001")["办结时限"] == date(2024, 3, 20)


def test_a_supporting_unit_has_a_date_of_its_own_that_the_office_may_set(office: Office) -> None:
    """Three workdays before Sunday 18 February, a worked one: 9, 8 and 7 February."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路破损", 牵头单位=LEAD, 配合单位="区教育局")
    office.run(dispatch, DISPATCHED)
    kind = "配合意见·区教育局"
    row = clock(office, kind)
    assert (row["单位"], row["原期限"], row["现期限"]) == ("区教育局", date(2024, 2, 7), date(2024, 2, 7))

    def earlier(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        (place,) = [row[0].row for row in sheet.iter_rows(min_row=2) if row[heads["种类"] - 1].value == kind]
        sheet.cell(place, heads["现期限"]).value = date(2024, 1, 31)

    office.edit_sheet(earlier, "时限")
    office.run(status, date(2024, 2, 2))
    assert "配合意见超期 2 个工作日" in office.words
    office.run(ingest, date(2024, 2, 2))
    row = clock(office, kind)
    assert (row["原期限"], row["现期限"], row["超期工作日"]) == (date(2024, 2, 7), date(2024, 1, 31), 2)
    assert "超期工作日" not in clock(office, "办结")


def test_a_dry_run_answers_nobody(general: Office) -> None:
    extend(general, date(2024, 2, 5), date(2024, 3, 20))
    general.decide("延期申请")
    before = general.snapshot()
    general.run(ingest, date(2024, 2, 6), dry_run=True)
    assert general.snapshot() == before


@pytest.fixture
def supported(office: Office) -> Office:
    """A general matter in hand with a supporting unit, whose own date is 7 February."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路破损", 牵头单位=LEAD, 配合单位="区教育局")
    office.run(dispatch, DISPATCHED)
    return office


def test_every_unit_whose_date_moves_is_told_from_when_to_when_and_why_once(supported: Office) -> None:
    """Three workdays before Wednesday 20 March: 19, 18 and 15 March."""
    extend(supported, date(2024, 2, 5), date(2024, 3, 20))
    supported.decide("延期申请")
    supported.run(ingest, date(2024, 2, 6))
    assert "办结 2024年3月20日（原为2024年2月18日）" in words_of(paper(supported, "延期申请复函"))
    letter = paper(supported, "时限变更函")
    assert letter.parent.name == "区教育局 时限变更函"
    table = docx.Document(str(letter)).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "2024-001", "道路破损", "配合意见", "2024-2-7", "2024-3-15", "延期：需等待招标结果，领导小组办公室批准"
    ]  # fmt: skip
    # The lead's date stands on the supporter's list too.
    assert [cell.text for cell in table.rows[2].cells][2:5] == ["办结", "2024-2-18", "2024-3-20"]
    assert len(table.rows) == 3
    assert "2024-001　配合意见时限 2024年3月15日（牵头单位办结时限2024年3月20日之前3个工作日，原为2024年2月7日）" in (
        words_of(letter)
    )
    supported.run(ingest, date(2024, 2, 7))
    assert len(supported.events("retold")) == 1
    supported.run(history, date(2024, 2, 7), "2024-001")
    assert "2024-02-06 告知时限变更" in supported.words


def test_who_supports_is_told_that_a_matter_waits_and_of_its_dates_when_it_goes_on(supported: Office) -> None:
    """Waiting from 22 January to 1 March: 40 days; 10 February and 40 days is Thursday 21 March 2024."""
    ask(supported, "parking", date(2024, 1, 19), 复核日期=date(2024, 6, 28), 挂账理由="等待批复")
    supported.decide("挂账申请")
    supported.run(ingest, date(2024, 1, 22))
    text = words_of(paper(supported, "区教育局 时限变更函"))
    assert "暂不计时的，自批准之日起不计时限，恢复办理后的时限另行函告。" in text
    assert "挂账：等待批复，领导小组办公室批准" in text
    assert "期限说明" not in text, "there is no date to be explained"

    ask(supported, "pause", date(2024, 3, 1), 申请事项="恢复", 自=date(2024, 3, 2), 申请理由="批复已到")
    supported.decide("恢复申请")
    supported.run(ingest, date(2024, 3, 1))
    answer = words_of(paper(supported, "恢复申请复函"))
    assert "办结 2024年3月21日（原为2024年2月18日）" in answer
    assert "1月22日（周一）至3月1日（周五）\n不计\n挂账：等待批复" in answer
    (_, told) = sorted((supported.workspace.outbox / "复函").rglob("时限变更函.docx"))
    assert "2024-2-18\n2024-3-21" in words_of(told)


def test_a_supporting_unit_asks_for_an_own_date_and_moves_no_others(supported: Office) -> None:
    asked = {"申请单位": "区教育局", "延期时限": "办结"}
    assert extend(supported, date(2024, 1, 30), date(2024, 2, 9), **asked) == 1
    (question,) = supported.rows("待确认")
    assert question["台账现有内容"] == "配合意见时限2024-02-07"
    assert question["来件内容"] == "配合意见时限延期至2024年2月9日"
    supported.decide("延期申请")
    supported.run(ingest, date(2024, 1, 31))
    row = clock(supported, "配合意见·区教育局")
    assert (row["原期限"], row["现期限"]) == (date(2024, 2, 7), date(2024, 2, 9))
    assert (row["原因"], row["批准"]) == ("延期：需等待招标结果", "领导小组办公室")
    assert supported.row("2024-001")["办结时限"] == DUE
    said = words_of(paper(supported, "延期申请复函"))
    assert "配合意见 2024年2月9日（原为2024年2月7日）" in said
    assert "请在延长后的时限内提出意见。" in said
    assert supported.events("retold") == []
    extend(supported, date(2024, 2, 8), date(2024, 2, 9), **asked)
    assert "不晚于现在的配合意见时限 2024-02-09" in supported.words


def test_a_key_matters_supporting_unit_is_answered_by_the_office(key: Office) -> None:
    # The meeting decides about the matter's own dates; how long before them a supporter speaks is the office's rule.
    key.type_in("2024-001", 配合单位="区教育局")
    before = key.row("2024-001")["意见时限"]
    extend(key, date(2024, 2, 20), date(2024, 2, 28), 申请单位="区教育局")
    assert [row["栏目"] for row in key.rows("待确认")] == ["延期申请"]
    assert "由领导小组办公室审定" in receipt(key)
    key.decide("延期申请")
    key.run(ingest, date(2024, 2, 21))
    assert clock(key, "配合意见·区教育局")["现期限"] == date(2024, 2, 28)
    assert key.row("2024-001")["意见时限"] == before


def receipt(office: Office) -> str:
    return words_of(max((office.workspace.outbox / "回执").rglob("*申请表*.docx"), key=str))


def test_a_receipt_says_who_decides_and_claims_nothing_that_did_not_happen(asked: Office) -> None:
    said = words_of(next((asked.workspace.outbox / "回执" / "2024-02-20").rglob("*.docx")))
    assert "2024-001 的延期申请将提请2024年3月“政企面对面”联络协作工作会议研究。" in said
    assert "已补入" not in said


def test_an_answer_is_dated_and_filed_by_its_own_day_and_names_the_meeting(asked: Office) -> None:
    at_meeting(asked, {"议定事项": "同意延期"}, date(2024, 3, 6))
    letter = paper(asked, "延期申请复函")
    assert letter.parent.parent.name == "2024-03-06"
    said = words_of(letter)
    assert "经2024年3月“政企面对面”联络协作工作会议（2024年3月1日）研究，同意该申请。" in said
    assert "2024年3月6日" in said.split("\n")
