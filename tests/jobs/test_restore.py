"""restore: what it changes is shown first; register and journal can each be made from the other; nothing is lost."""

from __future__ import annotations

import shutil
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from filelock import FileLock

from toolkit.errors import RegisterError, ToolkitError
from toolkit.jobs.case import case
from toolkit.jobs.check import check
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.register import backups_in

from .again import once
from .office import DAY, Office, lock_by_excel

SHEETS = ("问题台账", "时限", "收件日志", "会议", "待确认", "成员单位", "节假日")


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)


@pytest.fixture
@once
def busy(office: Office) -> Office:
    """An office with a dispatched case, another one, and words of people on several sheets."""
    office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局", 备注="人写的")
    office.run(dispatch)
    office.edit_sheet(lambda sheet: setattr(sheet.cell(2, 4), "value", "李四"), "成员单位")
    office.edit_sheet(lambda sheet: sheet.append([date(2024, 3, 5), "放假", "街道庆典"]), "节假日")
    office.edit_sheet(lambda sheet: setattr(sheet.cell(3, 8), "value", "已电话核实"), "收件日志")
    office.run(ingest)
    return office


def shown(office: Office) -> dict[str, list[dict[str, Any]]]:
    return {name: office.rows(name) for name in SHEETS}


def test_rows_and_cells_that_change_are_named_before_anything_is_done(busy: Office) -> None:
    first = backups_in(busy.workspace.backups)[-2]  # both cases in it, nothing dispatched
    busy.run(ingest)
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    before = busy.snapshot()
    busy.run(restore, DAY, first.name, dry_run=True)
    assert busy.snapshot() == before
    told = busy.words
    assert "“问题台账”表去掉 1 行：2024-003" in told
    assert "2024-001 状态：办理中 → " in told
    assert "“时限”表去掉 2 行：2024-001 1 办结、2024-001 1 评价" in told
    assert "交办 1" in told.split("备份之后日志里还有")[1]
    assert "登记 1" in told.split("备份之后日志里还有")[1]


def test_a_no_leaves_everything_as_it_is(busy: Office) -> None:
    before = busy.snapshot()
    asked: list[str] = []
    order = Order(DAY, say=busy.said.append, ask=lambda words: bool(asked.append(words)))
    for name in ("最新", "重建"):
        assert restore(busy.workspace, order, name) == 0
    assert len(asked) == 2
    assert busy.snapshot() == before


def test_what_lay_there_is_kept_even_unread_edits(busy: Office) -> None:
    busy.type_in("2024-002", 备注="还没有采用的改动")
    lay_there = busy.workspace.register.read_bytes()
    busy.run(restore, DAY, "最新")
    assert "2024-002 备注：还没有采用的改动 → 空白" in busy.words
    (kept,) = busy.workspace.backups.glob("恢复前的总台账*")
    assert kept.read_bytes() == lay_there


def test_a_lost_register_is_made_again_from_the_journal_alone(busy: Office) -> None:
    before = shown(busy)
    busy.workspace.register.unlink()
    for backup in backups_in(busy.workspace.backups):
        backup.write_bytes(b"spoiled")
    with pytest.raises(ToolkitError, match="没有能打开的备份") as told:
        busy.run(restore, DAY, "最新")
    assert "“恢复总台账”，输入 重建" in str(told.value)
    assert busy.run(restore, DAY, "重建") == 0
    assert shown(busy) == before
    busy.run(ingest)
    assert shown(busy) == before
    assert busy.events("edited") == busy.events("edited")
    assert not [each for each in busy.events("edited") if each.data.get("removed")]


def test_a_register_made_again_goes_on_as_the_old_one_did(busy: Office) -> None:
    busy.workspace.register.unlink()
    busy.run(restore, DAY, "重建")
    busy.type_in("2024-002", 案由="用地")
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert [row["编号"] for row in busy.rows()] == ["2024-001", "2024-002", "2024-003"]
    assert busy.row("2024-002")["案由"] == "用地"
    busy.delete_row("2024-003")
    busy.run(ingest)
    busy.workspace.register.unlink()
    busy.run(restore, DAY, "重建")
    assert [row["编号"] for row in busy.rows()] == ["2024-001", "2024-002"], "a deleted row stays deleted"


def test_a_kill_after_the_swap_is_found_out(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(busy)
    room = import_module("toolkit.jobs.restore")
    real = room.exchange

    def swap_and_die(*given: Any) -> None:
        real(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(room, "exchange", swap_and_die)
        busy.run(restore, DAY, "重建")
    busy.run(ingest)
    assert shown(busy) == before
    assert not [each for each in busy.events("edited") if each.data.get("removed")]


def test_an_open_register_is_not_replaced(busy: Office) -> None:
    lock_by_excel(busy.workspace.register)
    before = busy.workspace.register.read_bytes()
    with pytest.raises(ToolkitError, match="王小明正打开着"):
        busy.run(restore, DAY, "重建")
    assert busy.workspace.register.read_bytes() == before


# --- the journal from the register --------------------------------------------------------------------------------


def lose_journal(office: Office) -> None:
    shutil.move(office.workspace.journal, office.root / "别处")


def test_without_its_journal_no_command_takes_the_register_for_new(busy: Office) -> None:
    lose_journal(busy)
    before = busy.workspace.register.read_bytes()
    with pytest.raises(RegisterError, match="日志（register/journal）里却什么也没有") as told:
        busy.run(ingest)
    assert "放回原处" in str(told.value)
    assert busy.workspace.register.read_bytes() == before
    assert busy.run(check) == 1
    assert "日志（register/journal）里却什么也没有" in busy.words


def test_the_journal_begins_anew_and_the_register_is_not_touched(busy: Office) -> None:
    before, shows = busy.workspace.register.read_bytes(), shown(busy)
    lose_journal(busy)
    assert busy.run(restore, DAY, "日志", dry_run=True) == 0
    assert not busy.desk.events
    assert busy.run(restore, DAY, "日志") == 0
    busy.run(ingest)
    assert busy.workspace.register.read_bytes() == before
    case = busy.desk.cases["2024-001"]
    assert (case.status, case.words("备注"), case.day("due")) == ("办理中", "人写的", date(2024, 2, 18))
    assert not case.hands & {"备注", "企业名称"}, "who wrote what is not known any more: returns may correct it"
    busy.workspace.register.unlink()
    busy.run(restore, DAY, "重建")
    assert shown(busy) == shows


def test_after_beginning_anew_files_are_known_again_and_work_goes_on(busy: Office) -> None:
    lose_journal(busy)
    busy.run(restore, DAY, "日志")
    busy.take_in(甲=busy.report())
    assert len(busy.rows()) == 2
    assert "此前已收过" in busy.words
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert [row["编号"] for row in busy.rows()] == ["2024-001", "2024-002", "2024-003"]
    assert [row["收件号"] for row in busy.rows("收件日志")] == [1, 2, 3]
    busy.run(undo)
    with pytest.raises(ToolkitError, match="没有可以撤回"):
        busy.run(undo)
    assert len(busy.rows()) == 2


def test_a_gap_in_the_log_of_received_files_keeps_its_number(busy: Office) -> None:
    busy.edit_sheet(lambda sheet: sheet.delete_rows(2), "收件日志")
    busy.run(ingest)
    lose_journal(busy)
    busy.run(restore, DAY, "日志")
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert [row["收件号"] for row in busy.rows("收件日志")] == [2, 3]


def test_a_journal_that_is_there_is_not_begun_anew(busy: Office) -> None:
    with pytest.raises(ToolkitError, match="没有丢失"):
        busy.run(restore, DAY, "日志")


def test_a_kill_in_the_middle_of_it_is_finished_by_the_next(busy: Office) -> None:
    before = shown(busy)
    lose_journal(busy)
    busy.run(restore, DAY, "日志")
    (path,) = busy.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:8]) + lines[8][:30])
    with pytest.raises(RegisterError, match="没有写过总台账的记录"):
        busy.run(ingest)
    busy.run(restore, DAY, "日志")
    assert len(busy.desk.cases) == 2
    busy.run(ingest)
    assert shown(busy) == before


@pytest.mark.parametrize("garbled", [b"", b"#" * 40 + b"\n"])
def test_a_lost_beginning_is_told_by_every_command_until_it_is_settled(busy: Office, garbled: bytes) -> None:
    (path,) = busy.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"kind":"opened"' in line and b"2024-001" in line)
    lines[place] = garbled
    path.write_bytes(b"".join(lines))
    warning = f"日志{'坏' if garbled else '缺'}了 1 行，请运行“核对”，按提示处理"
    for job in (ingest, status, dispatch):
        busy.run(job)
        assert busy.said[0] == warning
    busy.run(status)
    assert "总台账里另有 1 件，日志缺了登记记录，没有算在内：2024-001" in busy.words
    for job in (history, case):
        with pytest.raises(ToolkitError, match="总台账里有“2024-001”，日志却缺了它的登记记录"):
            busy.run(job, DAY, "2024-001")
    shows = shown(busy)
    busy.run(restore, DAY, "日志")
    assert busy.run(check) == 0
    assert "【供参考】日志缺 1 条记录，已按总台账补记" in busy.said
    busy.run(status)
    assert "日志" not in busy.words
    assert shown(busy) == shows
    busy.run(history, DAY, "2024-001")
    assert [line.split("　")[0] for line in busy.said[1:4]] == [
        "2024-01-08 登记（日志缺失，按总台账补记）", "2024-01-10 人工修改", "2024-01-10 交办",
    ]  # fmt: skip
    with pytest.raises(ToolkitError, match="没有丢失"):
        busy.run(restore, DAY, "日志")


def test_after_beginning_anew_nobody_is_said_to_have_filled_the_board(busy: Office) -> None:
    lose_journal(busy)
    busy.run(restore, DAY, "日志")
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert "有人填写过" not in busy.words
    busy.edit_sheet(lambda sheet: setattr(sheet.cell(_list_row(sheet), 2), "value", "我写的"), "看板")
    busy.take_in(丁=busy.report(企业名称="顺德丁科技有限公司", 问题困难="招工困难，缺普工"))
    assert "有人填写过" in busy.words


def _list_row(sheet: Any) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == "序") + 1


def test_long_text_typed_by_hand_comes_back_whole(busy: Office) -> None:
    typed = "长" * 32_700 + "结尾"
    busy.type_in("2024-001", 问题困难=typed)
    busy.run(ingest)
    busy.run(restore, DAY, "重建")
    assert busy.row("2024-001")["问题困难"] == typed
    assert "问题困难" not in busy.words


def test_what_differs_far_into_long_texts_is_shown(busy: Office) -> None:
    text = "厂区门口道路破损，影响货车进出，雨天积水，夜间没有路灯。"
    busy.type_in("2024-001", 问题困难=text + "甲")
    busy.run(ingest)
    busy.type_in("2024-001", 问题困难=text + "乙")
    busy.run(restore, DAY, "重建", dry_run=True)
    assert "    2024-001 问题困难：…间没有路灯。乙 → …间没有路灯。甲" in busy.said


def test_a_backup_of_an_old_file_that_was_put_in_the_place_says_all_it_lacks(busy: Office) -> None:
    first = backups_in(busy.workspace.backups)[-1]
    shutil.copyfile(first, busy.workspace.register)
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert "总台账现在是较早的版本" in busy.words
    before = shown(busy)
    busy.run(restore, DAY, "最新", dry_run=True)
    (line,) = [line for line in busy.said if line.startswith("备份之后日志里还有")]
    assert "收件 3、登记 3" in line
    assert "交办 1" in line
    busy.run(restore, DAY, "最新")
    busy.run(ingest)
    assert shown(busy) == before


def test_a_number_that_nobody_gave_is_still_unknown(busy: Office) -> None:
    with pytest.raises(ToolkitError, match="台账中没有编号“2024-099”"):
        busy.run(history, DAY, "2024-099")


def test_a_case_whose_beginning_was_spoiled_begins_again_from_its_row(busy: Office) -> None:
    (path,) = busy.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"kind":"opened"' in line and b"2024-002" in line)
    lines[place] = b"#" * 40 + b"\n"
    path.write_bytes(b"".join(lines))
    assert busy.run(check) == 1
    assert "日志里没有它们的登记记录" in busy.words
    busy.run(restore, DAY, "日志")
    assert busy.desk.cases["2024-002"].role("firm") == "顺德乙家具有限公司"
    busy.run(check)
    assert "日志里没有它们的登记记录" not in busy.words


@pytest.mark.parametrize("name", ["最新", "重建"])
def test_what_somebody_saves_while_the_question_stands_is_shown_and_asked_about_anew(busy: Office, name: str) -> None:
    asked: list[str] = []

    def think(_question: str) -> bool:
        with FileLock(busy.workspace.lock, timeout=0):  # nobody has to wait while a person thinks
            asked.append(busy.words)
        if len(asked) == 1:
            busy.type_in("2024-002", 备注="刚刚存的")
        return len(asked) == 1

    busy.said.clear()
    assert restore(busy.workspace, Order(DAY, say=busy.said.append, ask=think), name) == 0
    assert len(asked) == 2
    assert "等待回答时情况又有变化，刚才的回答没有执行" in asked[1].removeprefix(asked[0])
    assert "2024-002 备注：刚刚存的 → 空白" in asked[1].removeprefix(asked[0])
    assert busy.said[-1] == "没有改动任何文件"
    assert busy.row("2024-002")["备注"] == "刚刚存的"


def test_a_question_whose_grounds_change_again_and_again_is_given_up(busy: Office) -> None:
    remarks = iter("甲乙丙丁")

    def think(_question: str) -> bool:
        busy.type_in("2024-002", 备注=next(remarks))
        return True

    with pytest.raises(ToolkitError, match="一再变化，没有执行"):
        restore(busy.workspace, Order(DAY, say=busy.said.append, ask=think), "重建")
    assert busy.row("2024-002")["备注"] == "丙"


def test_what_somebody_saves_in_the_very_moment_is_not_replaced(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def saves(_desk: object) -> None:
        busy.type_in("2024-002", 备注="刚刚存的")

    monkeypatch.setattr(import_module("toolkit.jobs.books.exchange"), "refuse_open", saves)
    with pytest.raises(ToolkitError, match="刚才又被人保存"):
        busy.run(restore, DAY, "最新")
    assert not list(busy.workspace.register.parent.glob(".~*"))
    assert busy.row("2024-002")["备注"] == "刚刚存的"


def test_a_register_put_back_while_the_question_stands_is_not_replaced_unasked(busy: Office) -> None:
    lay_there = busy.workspace.register.read_bytes()
    busy.workspace.register.unlink()
    answers = iter([True, False])

    def put_back(_question: str) -> bool:
        busy.workspace.register.write_bytes(lay_there)
        return next(answers)

    restore(busy.workspace, Order(DAY, say=busy.said.append, ask=put_back), "最新")
    assert busy.workspace.register.read_bytes() == lay_there
    assert "情况又有变化" in busy.words


def test_a_journal_of_which_only_other_lines_are_left_begins_again_from_the_register(busy: Office) -> None:
    (path,) = busy.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b'"commit' not in line and b'"opened"' not in line))
    with pytest.raises(RegisterError, match="没有写过总台账的记录"):
        busy.run(ingest)
    before = shown(busy)
    busy.run(restore, DAY, "日志")
    assert busy.run(check) == 0
    busy.run(ingest)
    assert shown(busy) == before
    assert len(busy.desk.cases) == 2


def test_a_row_deleted_since_the_backup_comes_back_and_that_is_said(busy: Office) -> None:
    busy.take_in(丙=busy.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    kept = busy.workspace.register.read_bytes()
    busy.delete_row("2024-002")
    busy.run(ingest)
    (busy.workspace.backups / "删去前.xlsx").write_bytes(kept)
    busy.run(restore, DAY, "删去前.xlsx")
    (line,) = [line for line in busy.said if line.startswith("备份之后在台账里删去的行会回来：")]
    assert "2024-002" in line
    assert not [line for line in busy.said if "人工改动 " in line and "重新写入" in line]
    busy.run(ingest)
    assert "台账里先前删去的行又在了，照常办理和统计：2024-002" in busy.words
    assert not busy.desk.cases["2024-002"].removed
