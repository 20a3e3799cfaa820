"""check: whatever does not agree is named with what to do, the worst first; nothing is changed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import date

import pytest

from toolkit.jobs.check import check
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.register import backups_in

from .again import once
from .office import DAY, Office, lock_by_excel


@pytest.fixture
@once
def two(office: Office) -> Office:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.jobs.ingest._BATCH_SECONDS", 600.0)  # in one append, however slow the machine is
        office.take_in(甲=office.report(), 乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))
    return office


def findings(office: Office, day: date = DAY) -> list[str]:
    """The heads of what is found, in the order in which it is told; nothing is changed by it."""
    before = office.snapshot()
    code = office.run(check, day)
    assert office.snapshot() == before
    heads = [line for line in office.said if line.startswith("【")]
    assert code == int(any(not line.startswith("【供参考】") for line in heads))
    remedies = [line for line in office.said if line.startswith("    → ")]
    assert len(remedies) == len(heads), "each with what to do"
    return heads


def test_an_office_in_order_agrees(two: Office) -> None:
    assert findings(two) == []
    assert two.said[-1] == "总台账、日志、原件和发出的文件都一致（2 件事项）"


def test_a_workspace_that_was_never_used_agrees(office: Office) -> None:
    assert findings(office) == []


@pytest.mark.parametrize("undone", [False, True])
def test_after_a_quarters_usual_work_all_agrees(two: Office, undone: bool) -> None:
    two.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    two.add_row(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房")
    two.run(dispatch)
    if undone:
        two.run(undo)
    assert findings(two) == []


def spoil_journal(office: Office) -> None:
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"20", b"21", 1)
    path.write_bytes(b"".join(lines))


def tear_journal(office: Office) -> None:
    (path,) = office.workspace.journal.glob("*.jsonl")
    with path.open("ab") as stream:
        stream.write(b'{"sum":"0000')


def drop_lines(office: Office) -> None:
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"kind":"opened"' in line and b"2024-002" in line)
    assert b'"seq":5,' in lines[place]
    path.write_bytes(b"".join(lines[:place] + lines[place + 2 :]))


def lose_opening(office: Office, number: str) -> None:
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    kept = [each for each in lines if not (b'"kind":"opened"' in each and number.encode() in each)]
    assert len(kept) == len(lines) - 1
    path.write_bytes(b"".join(kept))


def lose_dispatch(office: Office) -> None:
    office.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    office.run(dispatch)
    (path,) = office.workspace.journal.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b'"kind":"dispatched"' not in line))


def original(office: Office, change: Callable[[bytes], bytes | None]) -> None:
    path = sorted(each for each in office.workspace.originals.rglob("*") if each.is_file())[0]
    data = change(path.read_bytes())
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


def drop_header(office: Office) -> None:
    office.edit_sheet(lambda sheet: setattr(sheet.cell(1, 2), "value", "情形"))
    office.edit_sheet(lambda sheet: setattr(sheet.cell(1, 7), "value", "新期限"), "时限")


def double(office: Office) -> None:
    office.add_row(编号="2024-001", 企业名称="又一行")


def later(office: Office) -> bytes:
    """The register's bytes, the register itself lying there for a while already."""
    os.utime(office.workspace.register, (office.workspace.register.stat().st_atime, time.time() - 60))
    return office.workspace.register.read_bytes()


def receipt(office: Office, data: bytes | None) -> None:
    path = sorted((office.workspace.outbox / "回执").rglob("*.docx"))[0]
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


CASES: dict[str, tuple[Callable[[Office], object], list[str], str]] = {
    "register gone": (lambda o: o.workspace.register.unlink(), ["【严重】找不到总台账（register/总台账.xlsx）"], "“恢复总台账”取回最近一份备份；备份也打不开的，在那里输入 重建"),
    "register torn": (lambda o: o.workspace.register.write_bytes(o.workspace.register.read_bytes()[:3000]), ["【严重】总台账打不开"], "恢复总台账"),
    "line spoiled": (spoil_journal, ["【严重】日志有 1 行读不出来"], "第 3 行"),
    "line torn": (tear_journal, ["【供参考】日志有没写完的一行"], "不用处理"),
    "lines gone": (drop_lines, ["【严重】日志中间缺 2 条记录", "【严重】台账里有 1 件事项，日志里没有它们的登记记录"], "第 5 至 6 条"),
    "headers gone": (drop_header, ["【须处理】总台账“问题台账”的表头缺少：状态", "【须处理】总台账“时限”的表头缺少：现期限"], "把列名改回来"),
    "number doubled": (double, ["【须处理】总台账“问题台账”有同样的编号出现在两行"], "2024-001：第 2 行和第 4 行"),
    "cell edited": (lambda o: o.type_in("2024-001", 备注="x"), ["【不一致】台账有 1 格人工改动，日志还不知道"], "“问题台账”2024-001 备注：空白 → x"),
    "unit edited": (lambda o: o.edit_sheet(lambda s: setattr(s.cell(2, 4), "value", "李四"), "成员单位"), ["【不一致】台账有 1 格人工改动，日志还不知道"], "联络协作员：空白 → 李四"),
    "row deleted": (lambda o: o.delete_row("2024-002"), ["【不一致】日志里有、台账里已删去的 1 行"], "2024-002"),
    "row typed": (lambda o: o.add_row(企业名称="手填有限公司"), ["【不一致】台账里有、日志里没有的 1 行（人工添加）"], "手填有限公司"),
    "original gone": (lambda o: original(o, lambda _: None), ["【严重】收件原件少了 1 份"], "再发一份"),
    "original changed": (lambda o: original(o, lambda data: data + b"x"), ["【严重】收件原件有 1 份内容被改动或损坏"], "再发一份"),
    "stranger": (lambda o: (o.workspace.originals / "陌生.xlsx").write_bytes(b"x"), ["【不一致】原件文件夹里有 1 份日志没有记录的文件"], "register/originals/陌生.xlsx"),
    "paper gone": (lambda o: receipt(o, None), ["【可清理】发出的文件有 1 份不在原处"], "outbox/回执/2024-01-10/"),
    "paper edited": (lambda o: receipt(o, b"x"), ["【可清理】发出的文件有 1 份后来改过"], "不会被覆盖"),
    "backup torn": (lambda o: backups_in(o.workspace.backups)[0].write_bytes(b"x"), ["【严重】备份有 1 份打不开（共 1 份）"], "总台账 20"),
    "number free": (lambda o: (o.workspace.numbers / "2024-009").write_bytes(b""), ["【供参考】有 1 个编号没有对应的事项"], "2024-009"),
    "stray": (lambda o: (o.workspace.outbox / ".~0123.tmp").write_bytes(b""), ["【可清理】有 1 个没写完的临时文件"], "outbox/.~0123.tmp"),
    "waiting": (lambda o: o.put("丙.xlsx", b"x"), ["【供参考】收件箱里有 1 份等待收件"], "inbox/丙.xlsx"),
    "left over": (lambda o: o.put("甲.xlsx", o.report()), ["【可清理】收件箱里有 1 份已经收过的文件"], "运行一次收件"),
    "older": (lambda o: shutil.copyfile(backups_in(o.workspace.backups)[0], o.workspace.register), ["【不一致】总台账是较早的版本", "【不一致】日志里有 4 行还没有写入总台账"], "“收件日志”2 行"),
    "copy": (lambda o: (o.workspace.register.parent / "总台账 - 副本.xlsx").write_bytes(later(o)), ["【不一致】register 文件夹里另有 1 份表格，其中 1 份比总台账保存得晚"], "总台账 - 副本.xlsx"),
    "dispatch lost": (lose_dispatch, ["【严重】日志中间缺 1 条记录", "【不一致】台账有 4 格，记着它们的日志缺失了"], "“问题台账”2024-001 状态：待交办 → 办理中"),
    "open": (lambda o: lock_by_excel(o.workspace.register), ["【供参考】总台账由王小明正打开着"], "关闭后"),
    "unit doubled": (lambda o: o.edit_sheet(lambda s: s.append([s.cell(2, 1).value]), "成员单位"), ["【不一致】台账有 1 格人工改动，日志还不知道", "【不一致】“成员单位”表有 1 个单位写了两行"], "合并成一行"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_difference_is_named_with_its_place_and_remedy(
    two: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib import import_module

    monkeypatch.setattr(import_module("toolkit.register.commit"), "_BETWEEN_LOOKS", 0.01)
    damage, heads, word = CASES[name]
    damage(two)
    found = findings(two)
    assert [line for head, line in zip(heads, found, strict=True) if not line.startswith(head)] == []
    assert word in two.words


def test_a_torn_line_stays_harmless_once_work_has_gone_on(two: Office) -> None:
    tear_journal(two)
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert findings(two) == ["【供参考】日志有没写完的一行（写的时候断电或被关闭）"]


def test_a_number_is_told_once_and_with_one_remedy(two: Office) -> None:
    lose_opening(two, "2024-002")
    heads = findings(two)
    assert [each[1:3] for each in heads] == ["严重", "严重"]
    assert "没有对应的事项" not in two.words


def test_what_only_the_day_moves_is_no_difference(two: Office) -> None:
    two.type_in("2024-001", 问题分类="一般问题", 案由="道路", 牵头单位="区交通运输局")
    two.run(dispatch)
    late = date(2024, 3, 20)  # a month past what was due on 18 February
    assert findings(two, late) == []
    two.run(status, late)
    # The unit's own deadline is late; the firm is not charged while the unit has not answered.
    late_by = {row["种类"]: row.get("超期工作日") for row in two.rows("时限")}
    assert late_by == {"办结": 23, "评价": None}
    assert findings(two) == []


def test_the_worst_comes_first(two: Office) -> None:
    (two.workspace.numbers / "2024-009").write_bytes(b"")
    two.type_in("2024-001", 备注="x")
    original(two, lambda _: None)
    assert [line[1:4] for line in findings(two)] == ["严重】", "不一致", "供参考"]


def test_rows_that_wait_are_counted(two: Office) -> None:
    owner = lock_by_excel(two.workspace.register)
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    assert "【不一致】日志里有 2 行还没有写入总台账" in findings(two)
    owner.unlink()
    two.run(status)
    assert findings(two) == []


def test_a_year_without_holidays_is_told(two: Office) -> None:
    assert findings(two, date(2031, 1, 8)) == ["【不一致】没有 2031 年的放假安排，时限暂按周一至周五推算"]


def test_a_report_is_written_only_where_it_is_asked_for(two: Office) -> None:
    two.run(check)
    assert not (two.workspace.outbox / "核对").exists()
    two.run(check, DAY, report=True, dry_run=True)
    assert not (two.workspace.outbox / "核对").exists()
    two.run(check, DAY, report=True)
    (path,) = (two.workspace.outbox / "核对").iterdir()
    assert path.read_text(encoding="utf-8-sig").splitlines() == two.said[:-1]
    assert two.said[-1] == f"已写入 outbox/核对/{path.name}"
    assert findings(two) == []


def test_a_number_of_a_case_that_was_taken_back_is_told_as_such(two: Office) -> None:
    two.take_in(丙=two.report(企业名称="顺德丙科技有限公司", 问题困难="缺少厂房"))
    two.run(undo)
    assert findings(two) == ["【供参考】有 1 个编号没有对应的事项"]
    assert "2024-003（已撤回）" in two.words
    two.run(ingest)
    assert findings(two) == ["【供参考】有 1 个编号没有对应的事项"]


def test_a_file_that_is_taken_from_the_folder_of_what_was_taken_back_is_not_missed(two: Office) -> None:
    two.run(undo)
    for path in (two.workspace.outbox / "撤回").rglob("*.xlsx"):
        path.rename(two.workspace.inbox / path.name)
    assert findings(two) == ["【供参考】有 2 个编号没有对应的事项", "【供参考】收件箱里有 2 份等待收件"]


def test_what_the_intake_passes_over_is_not_said_to_wait(office: Office) -> None:
    office.put(".cache/甲.xlsx", office.report())
    assert office.run(check) == 0
    assert "等待收件" not in office.words
