"""undo: the last command's doings go from the register; what people did, the files and the numbers stay."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jobs.returns.test_post import PHOTO, mail
from toolkit.errors import ToolkitError
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.meeting import meeting
from toolkit.jobs.split import split
from toolkit.jobs.status import status
from toolkit.jobs.suggest import suggest
from toolkit.jobs.undo import undo

from .again import once
from .office import DAY, Office, lock_by_excel
from .test_meeting import DECIDED, filled

SHEETS = ("问题台账", "时限", "收件日志", "会议", "待确认")
LATER = date(2024, 1, 15)


@pytest.fixture
@once
def ready(office: Office) -> Office:
    """A case that is ready to be dispatched."""
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    office.run(ingest)
    return office


def shown(office: Office) -> dict[str, Any]:
    return {name: office.rows(name) for name in SHEETS}


def laid_out(office: Office) -> list[Path]:
    return sorted(each for each in (office.workspace.outbox / "撤回").rglob("*") if each.is_file())


def test_a_dispatch_goes_back_with_its_date_and_deadlines(ready: Office) -> None:
    before = shown(ready)
    ready.run(dispatch)
    assert ready.row("2024-001")["状态"] == "办理中"
    assert len(ready.rows("时限")) == 2
    assert ready.run(undo) == 0
    assert shown(ready) == before
    assert "交办 2024-001" in ready.words
    assert "交办函.docx" in ready.words
    letter = next((ready.workspace.outbox / "交办").rglob("交办函.docx"))
    assert letter.is_file(), "a paper is named, not called back"
    ready.run(dispatch, LATER)
    assert ready.row("2024-001")["交办日期"] == LATER
    assert len(ready.rows("时限")) == 2


def test_nothing_is_deleted_from_the_journal(ready: Office) -> None:
    ready.run(dispatch)
    lines = [line for path in ready.workspace.journal.glob("*.jsonl") for line in path.read_bytes().splitlines()]
    ready.run(undo)
    now = [line for path in ready.workspace.journal.glob("*.jsonl") for line in path.read_bytes().splitlines()]
    assert now[: len(lines)] == lines


def test_what_a_person_typed_since_stands_and_is_listed(ready: Office) -> None:
    ready.run(dispatch)
    ready.type_in("2024-001", 备注="人后来写的", 办结时限=date(2024, 3, 1))
    assert ready.run(undo) == 0
    row = ready.row("2024-001")
    assert (row["备注"], row["办结时限"], row["状态"]) == ("人后来写的", date(2024, 3, 1), "待交办")
    assert "保留：2024-001 备注、办结时限" in ready.words.replace("办结时限、备注", "备注、办结时限")


def test_an_intake_goes_back_and_its_file_lies_in_a_folder_of_its_own(ready: Office) -> None:
    before = shown(ready)
    ready.put("大良/乙.xlsx", ready.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    ready.run(ingest)
    assert ready.run(undo) == 0
    now = shown(ready)
    assert now["问题台账"] == before["问题台账"]
    assert now["收件日志"][:-1] == before["收件日志"]
    assert now["收件日志"][-1]["结果"] == "已撤回"
    told, file = sorted(laid_out(ready), key=lambda each: each.suffix)
    assert file.read_bytes() == ready.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足")
    assert file.parent.name == "大良"
    assert "登记 2024-002" in told.read_text(encoding="utf-8-sig")
    assert not list(ready.workspace.inbox.rglob("*.xlsx")), "the next run would take it in before anybody looked"
    ready.run(ingest)
    assert shown(ready) == now


def test_a_file_that_is_put_back_into_the_inbox_is_taken_in_anew_under_a_new_number(ready: Office) -> None:
    data = ready.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足")
    ready.take_in(乙=data)
    ready.run(undo)
    ready.take_in(乙=data)
    assert [row["编号"] for row in ready.rows()] == ["2024-001", "2024-003"]
    assert [row["结果"] for row in ready.rows("收件日志")] == ["已登记", "已撤回", "已登记"]


def test_a_number_is_not_given_again_though_its_claim_was_lost(ready: Office) -> None:
    ready.take_in(乙=ready.report(企业名称="顺德乙家具有限公司"))
    ready.run(undo)
    for claim in ready.workspace.numbers.iterdir():
        claim.unlink()
    ready.take_in(丙=ready.report(企业名称="顺德丙家具有限公司"))
    assert ready.rows()[-1]["编号"] == "2024-003"


def test_a_second_undo_takes_back_the_command_before(office: Office) -> None:
    for name in "甲乙":
        office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司")})
    office.run(undo)
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    office.run(undo)
    assert office.rows() == []
    with pytest.raises(ToolkitError, match="没有可以撤回的改动"):
        office.run(undo)


def test_what_was_taken_back_can_be_brought_back(ready: Office) -> None:
    ready.run(dispatch)
    after = shown(ready)
    ready.run(undo)
    ready.run(undo, redo=True)
    assert shown(ready) == after
    with pytest.raises(ToolkitError, match="没有撤回过"):
        ready.run(undo, redo=True)
    ready.run(undo)
    assert ready.row("2024-001")["状态"] == "待交办"


def test_two_undos_come_back_one_after_the_other(office: Office) -> None:
    for name in "甲乙":
        office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司")})
    after = office.rows()
    office.run(undo)
    office.run(undo)
    office.run(undo, redo=True)
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    office.run(undo, redo=True)
    assert sorted(row["编号"] for row in office.rows()) == [row["编号"] for row in after]


def test_after_another_command_it_is_too_late_to_bring_back(ready: Office) -> None:
    ready.run(dispatch)
    ready.run(undo)
    ready.run(dispatch, LATER)
    with pytest.raises(ToolkitError, match="又运行过别的命令"):
        ready.run(undo, redo=True)


def test_a_case_that_a_person_went_on_from_stays_whole(office: Office) -> None:
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-001", 备注="已电话核实")
    assert office.run(undo) == 1
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    assert "2024-001 登记后有人改过" in office.words
    assert [each.name for each in laid_out(office) if each.suffix == ".xlsx"] == ["乙.xlsx"]
    with pytest.raises(ToolkitError, match="已有人接着改过"):
        office.run(undo)
    assert office.row("2024-001")["备注"] == "已电话核实"


def test_behind_a_case_that_a_person_went_on_from_the_run_before_is_reached(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 备注="我改过")
    with pytest.raises(ToolkitError, match="已有人接着改过，没有撤回") as stuck:
        office.run(undo)
    assert "2024-002 登记后有人改过" in str(stuck.value.remedy)
    assert "请在总台账里删去那一行" in str(stuck.value.remedy)
    assert "再运行一次撤回" in str(stuck.value.remedy)
    assert office.run(undo) == 0
    assert [row["编号"] for row in office.rows()] == ["2024-002"]
    with pytest.raises(ToolkitError, match="没有可以撤回的改动了"):
        office.run(undo)
    office.run(undo, redo=True)
    assert sorted(row["编号"] for row in office.rows()) == ["2024-001", "2024-002"]


def test_once_its_row_is_deleted_the_run_that_was_stuck_goes_back(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 备注="我改过")
    with pytest.raises(ToolkitError, match="已有人接着改过"):
        office.run(undo)
    office.delete_row("2024-002")
    assert office.run(undo) == 0
    assert {row["文件名"]: row["结果"] for row in office.rows("收件日志")} == {"甲.xlsx": "已登记", "乙.xlsx": "已撤回"}
    assert [row["编号"] for row in office.rows()] == ["2024-001"]


def test_behind_what_is_left_of_a_run_the_run_before_is_reached(office: Office) -> None:
    office.take_in(丙=office.report(企业名称="顺德丙五金厂", 问题困难="招工难"))
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 备注="已电话核实")
    assert office.run(undo) == 1
    assert office.run(undo) == 0
    assert [row["编号"] for row in office.rows()] == ["2024-002"]


def test_a_dry_run_behind_an_edited_case_writes_nothing(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 备注="我改过")
    before = office.snapshot()
    with pytest.raises(ToolkitError, match="已有人接着改过"):
        office.run(undo, dry_run=True)
    assert office.snapshot() == before


def test_answers_that_the_last_run_took_in_are_not_taken_back_and_nothing_else_is_instead(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 联系电话="13700000000")
    office.run(ingest)
    office.take_in(LATER, 乙=office.report(编号="2024-001", 联系电话="13900000000", 职务="厂长"))
    office.take_in(LATER, 丙=office.report(企业名称="顺德丙五金厂", 问题困难="招工难"))
    office.decide("13900000000")
    office.run(ingest, LATER)
    before = shown(office)
    with pytest.raises(ToolkitError, match="只采用了“待确认”里的处理意见，没有撤回") as told:
        office.run(undo, LATER)
    assert "处理意见 1 处是人定的，不撤回：2024-001" in str(told.value.remedy)
    assert "直接在总台账里改那一格" in str(told.value.remedy)
    assert shown(office) == before
    assert office.run(undo, LATER) == 0, "the run before that is asked for"
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    assert office.row("2024-001")["联系电话"] == "13900000000"


def test_a_split_goes_back(office: Office) -> None:
    office.take_in(甲=office.report(问题困难="一、门口道路破损\n二、用电容量不足"))
    before = office.rows()
    office.run(split, DAY, "2024-001")
    assert len(office.rows()) == 2
    office.run(undo)
    assert office.rows() == before


def test_a_dry_run_and_a_no_change_nothing(ready: Office) -> None:
    ready.run(dispatch)
    before = ready.snapshot()
    assert ready.run(undo, dry_run=True) == 0
    assert ready.snapshot() == before
    asked: list[str] = []
    assert undo(ready.workspace, Order(DAY, say=ready.said.append, ask=lambda words: bool(asked.append(words)))) == 0
    assert asked
    assert ready.snapshot() == before


def test_an_older_journal_says_that_it_cannot(ready: Office) -> None:
    ready.run(dispatch)
    _forget_runs(ready)
    with pytest.raises(ToolkitError, match="旧版本工具"):
        ready.run(undo)
    ready.take_in(乙=ready.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    ready.run(undo)
    assert [row["编号"] for row in ready.rows()] == ["2024-001"]


def _forget_runs(office: Office) -> None:
    """Write the journal as a version did that knew no runs."""
    import zlib

    for path in office.workspace.journal.glob("*.jsonl"):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = []
        for record in records:
            body = json.dumps(
                {key: value for key, value in record.items() if key not in {"run", "sum"}},
                ensure_ascii=False, separators=(",", ":"),
            )  # fmt: skip
            lines.append(f'{{"sum":"{zlib.crc32(body.encode()):08x}",{body[1:]}\n')
        path.write_text("".join(lines), encoding="utf-8")


def test_while_the_register_is_open_it_waits_and_lands_later(ready: Office) -> None:
    ready.run(dispatch)
    owner = lock_by_excel(ready.workspace.register)
    ready.run(undo)
    assert "正打开着" in ready.words
    assert ready.row("2024-001")["状态"] == "办理中"
    owner.unlink()
    ready.run(ingest)
    assert ready.row("2024-001")["状态"] == "待交办"
    assert ready.rows("时限") == []


def test_an_edit_after_an_undo_is_not_taken_for_an_older_register(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.run(undo)
    office.type_in("2024-001", 备注="撤回之后写的")
    office.run(ingest)
    assert "较早的版本" not in office.words
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    assert [each.data.get("removed") for each in office.events("edited")] == [None]


def test_a_kill_between_the_journal_and_the_register_is_finished_by_the_next_run(
    ready: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.run(dispatch)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("toolkit.jobs.books.bookkeeping.commit", die)
        ready.run(undo)
    ready.run(ingest)
    assert ready.row("2024-001")["状态"] == "待交办"
    assert ready.rows("时限") == []
    assert not ready.desk.cases["2024-001"].removed


def test_history_tells_what_was_taken_back_and_when(ready: Office) -> None:
    ready.run(dispatch)
    ready.run(undo)
    ready.run(history, DAY, "2024-001")
    story = [line.split("　")[0].split(" ")[-1] for line in ready.said]
    assert story[-2:] == ["交办（已撤回）", "撤回“交办”的改动"]
    ready.run(undo, redo=True)
    ready.run(history, DAY, "2024-001")
    assert "恢复撤回的“交办”的改动" in ready.words


def test_a_meeting_goes_back_and_its_agenda_can_be_taken_in_again(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="重点问题", 案由="用地")
    office.run(meeting, date(2024, 1, 30))
    before = shown(office)
    agenda = filled(office, "2024-02", {"2024-001": DECIDED}, 主持人="李某")
    for name in ("议程", "议程再收"):
        office.take_in(date(2024, 2, 2), **{name: agenda})
        assert office.row("2024-001")["状态"] == "待交办"
        assert [row["会议"] for row in office.rows("会议")] == ["2024-02"]
        assert office.run(undo) == 0
        now = shown(office)
        assert {sheet: now[sheet] for sheet in SHEETS if sheet != "收件日志"} == {
            sheet: before[sheet] for sheet in SHEETS if sheet != "收件日志"
        }


def test_a_mail_goes_back_whole_with_what_came_in_it(office: Office) -> None:
    sent = mail(("附件2.xlsx", office.report()), ("现场照片.jpg", PHOTO))
    for number in ("2024-001", "2024-002"):
        office.put("邮件.eml", sent)
        office.run(ingest)
        assert office.row(number)["佐证材料"] == "现场照片.jpg"
        assert office.run(undo) == 0
        # An emptied cell keeps its link, and openpyxl shows a link's target where there is no value.
        assert [row for row in office.rows() if row.keys() - {"佐证材料"}] == []
        assert sent in [each.read_bytes() for each in laid_out(office)]
        assert not [each for each in laid_out(office) if each.suffix in {".xlsx", ".jpg"}]


def test_a_question_that_a_return_raised_goes_back_with_it(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 联系电话="13700000000")
    office.run(ingest)
    before = shown(office)
    office.take_in(LATER, 乙=office.report(编号="2024-001", 联系电话="13900000000", 职务="厂长"))
    assert len(office.rows("待确认")) == 1
    assert office.run(undo) == 0
    assert shown(office)["待确认"] == before["待确认"]
    assert shown(office)["问题台账"] == before["问题台账"]


def test_a_question_that_was_answered_since_keeps_its_return(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 联系电话="13700000000")
    office.run(ingest)
    office.take_in(LATER, 乙=office.report(编号="2024-001", 联系电话="13900000000", 职务="厂长"))
    office.decide("13900000000")
    with pytest.raises(ToolkitError, match="已有人接着改过"):
        office.run(undo)
    office.run(ingest)
    assert (office.row("2024-001")["联系电话"], office.row("2024-001")["职务"]) == ("13900000000", "厂长")


def test_due_dates_that_a_look_counted_are_no_command_to_be_taken_back(ready: Office) -> None:
    ready.take_in(乙=ready.report(企业名称="顺德乙有限公司", 问题困难="工人子女入学难"))
    ready.run(suggest)
    ready.type_in("2024-001", 交办日期=DAY, 状态="办理中")
    ready.run(status)
    counted = len(ready.events("counted"))
    assert counted == 1
    assert ready.run(undo) == 0
    assert "拟办建议 1" in ready.words
    assert "其他" not in ready.words
    assert "拟牵头单位" not in ready.row("2024-002")
    assert ready.run(undo, redo=True) == 0
    assert "区教育局" in ready.row("2024-002")["拟牵头单位"]
    assert len(ready.events("counted")) == counted


def test_nobody_waits_while_a_person_thinks_and_what_came_meanwhile_is_asked_about(ready: Office) -> None:
    asked: list[str] = []

    def think(_question: str) -> bool:
        asked.append(ready.words)
        if len(asked) == 1:
            ingest(ready.workspace, ready.order(LATER))  # another PC: it would wait for the lock in vain
        return len(asked) < 3

    ready.run(dispatch)
    ready.put("乙.xlsx", ready.report(企业名称="顺德乙家具有限公司"))
    ready.said.clear()
    undo(ready.workspace, Order(DAY, say=ready.said.append, ask=think))
    first, second = asked[0], asked[1].removeprefix(asked[0])
    assert "交办 1" in first
    assert "等待回答时情况又有变化" in second
    assert "收件 1" in second
    assert ready.row("2024-001")["状态"] == "办理中"
    assert len(ready.rows()) == 1


def test_an_answer_that_was_noted_while_asking_is_no_run_of_its_own(ready: Office) -> None:
    ready.take_in(回=ready.blank(ready.mechanism.form("annex3"), {"办理意见": "已安排"}))
    ready.run(dispatch)
    ready.decide("没有编号", "不采纳")
    asked: list[str] = []
    undo(ready.workspace, Order(DAY, say=ready.said.append, ask=lambda question: not asked.append(question)))
    assert len(asked) == 1


def test_of_two_reports_only_the_one_nobody_went_on_from_is_void_and_its_story_is_still_told(office: Office) -> None:
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-002", 问题分类="一般问题")
    assert office.run(undo) == 1
    void = office.words.partition("作废不用：")[2].partition("份来件")[0]
    assert "2024-001" in void
    assert "2024-002" not in void
    assert office.run(history, DAY, "2024-001") == 0
    assert office.said[0].startswith("2024-001 ")
    assert office.said[0].endswith("登记已撤回，台账里没有这件事项")
    assert "登记（已撤回）　甲.xlsx" in office.words
    assert "撤回“收件”的改动" in office.words
    with pytest.raises(ToolkitError, match="台账中没有编号"):
        office.run(history, DAY, "2024-003")
