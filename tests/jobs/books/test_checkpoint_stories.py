"""Whole stories happen alike on a PC that remembers and on one that does not: undo, adopt, holidays, requests, reminders."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases.notices import notice
from jobs.office import DAY, Office
from jobs.returns.test_requests import LEAD, extend
from jobs.test_adopt import CLOSED, ROW, book
from jobs.test_adopt import changed as ledger_row
from toolkit.jobs.adopt import adopt
from toolkit.jobs.books import checkpoint
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk import cache
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.holidays import holidays
from toolkit.jobs.ingest import ingest
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.remind import remind
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.register import schema

from .test_checkpoint import story

POWER = "二期扩建用电容量不足，供电部门答复要等两年，请协调增容"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Used from the first line of a journal on."""
    monkeypatch.setattr(checkpoint, "WORTH", 0)


class Pair:
    """One office twice: at one of them the PC remembers, at the other it does not."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.one = Office.found(folder / "one")
        shutil.copytree(self.one.root, folder / "two")
        self.two = Office(folder / "two", self.one.mechanism)

    def both(self, work: Callable[[Office], object]) -> None:
        """Let something happen at both, and see that it came to the same."""
        for office, where in ((self.one, str(self.folder / "cache")), (self.two, "")):
            self.patch.setenv(cache.FOLDER, where)
            work(office)
        assert [*map(_timeless, self.one.said)] == [*map(_timeless, self.two.said)]
        assert told(self.one) == told(self.two)
        assert self.one.workspace.register.read_bytes() == self.two.workspace.register.read_bytes()

    def by_hand(self, edit: Callable[[Office], object]) -> None:
        """Let a person change the register, and each office find it so."""
        edit(self.one)
        shutil.copyfile(self.one.workspace.register, self.two.workspace.register)

    def remembers(self) -> bool:
        """Whether the next run goes on from what is remembered."""
        self.patch.setenv(cache.FOLDER, str(self.folder / "cache"))
        with open_desk(self.one.workspace, self.one.order(dry_run=True)) as desk:
            return desk.past is not None and desk.remembers_cases


def told(office: Office) -> list[str]:
    """The journal without the time of day, and without the digests of papers that bear it."""
    lines = story(office)
    for each in lines:
        if each["kind"] == "printed":
            del each["data"]["sha"]
    return [_timeless(json.dumps(each, ensure_ascii=False)) for each in lines]


def _timeless(text: str) -> str:
    """A text without the time at which a run began."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:?\d\d(:\d\d)?", "", text)


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """Two matters in hand, one of them dispatched."""
    pair = Pair(tmp_path, monkeypatch)
    report = pair.one.report
    # One at a time: whether two are journalled together hangs on how fast they are read.
    pair.both(lambda o: o.take_in(甲=report()))
    pair.both(lambda o: o.take_in(乙=report(企业名称="顺德乙家具有限公司", 问题困难=POWER)))
    pair.by_hand(lambda o: o.type_in("2024-001", 问题分类="一般问题", 案由="道路破损", 牵头单位=LEAD))
    pair.both(lambda o: o.run(dispatch, DAY))
    assert pair.remembers()
    yield pair
    pair.both(lambda o: o.take_in(date(2024, 3, 1), 末=report(企业名称="顺德丙五金厂", 问题困难="招工难，请协助")))
    pair.both(lambda o: o.run(status, date(2024, 6, 3)))
    assert pair.remembers()


def test_undone_and_done_again(pair: Pair) -> None:
    pair.both(lambda o: o.run(undo))
    assert pair.remembers()
    pair.both(lambda o: o.run(undo, DAY, redo=True))
    pair.both(lambda o: o.run(undo))
    assert "交办日期" not in pair.one.row("2024-001")
    pair.both(lambda o: o.take_in(丁=o.report(企业名称="顺德丁电器厂", 问题困难="厂房漏水")))
    pair.both(lambda o: o.run(undo))
    pair.both(lambda o: o.take_in(戊=o.report(企业名称="顺德戊电器厂", 问题困难="厂房漏雨")))
    assert [row["编号"] for row in pair.one.rows()] == ["2024-001", "2024-002", "2024-004"]


@pytest.mark.long
def test_another_pc_takes_back_what_this_one_remembers(pair: Pair) -> None:
    pair.patch.setenv(cache.FOLDER, "")
    for office in (pair.one, pair.two):
        office.run(undo)
    pair.both(lambda o: o.run(ingest))
    assert "交办日期" not in pair.one.row("2024-001")


@pytest.mark.long
def test_an_old_ledger_adopted(pair: Pair) -> None:
    data = book(ROW, CLOSED, ledger_row(CLOSED, 企业名称="顺德己五金厂", 办理状态="等上级批复"))
    (pair.folder / "旧台账.xlsx").write_bytes(data)
    pair.both(lambda o: o.run(adopt, date(2024, 1, 12), pair.folder / "旧台账.xlsx", (), take=True))
    assert pair.remembers()
    pair.both(lambda o: o.run(adopt, date(2024, 1, 12), pair.folder / "旧台账.xlsx", (), take=True))
    pair.both(lambda o: o.run(remind, date(2024, 1, 15)))
    pair.by_hand(lambda o: o.type_in("2024-002", 备注="电话联系过"))
    pair.both(lambda o: o.run(ingest, date(2024, 1, 15)))


@pytest.mark.long
def test_holidays_changed_and_deadlines_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair, out = Pair(tmp_path, monkeypatch), date(2027, 1, 5)
    pair.both(lambda o: o.take_in(out, 甲=o.report()))
    pair.by_hand(lambda o: o.type_in("2027-001", 问题分类="一般问题", 案由="道路破损", 牵头单位=LEAD))
    pair.both(lambda o: o.run(dispatch, out))
    pasted = notice(2027).encode()
    pair.both(lambda o: o.run(holidays, date(2027, 1, 7), pasted, "放假通知.txt", accept=True))
    assert len(pair.one.events("recounted")) == 2
    pair.both(lambda o: o.run(status, date(2027, 1, 7)))
    assert pair.remembers()
    pair.by_hand(lambda o: o.decide("办结时限"))
    pair.both(lambda o: o.run(ingest, date(2027, 1, 8)))
    pair.by_hand(lambda o: o.edit_sheet(lambda s: s.append([date(2027, 2, 26), "放假"]), "节假日"))
    pair.both(lambda o: o.run(ingest, date(2027, 1, 8)))
    pair.both(lambda o: o.take_in(date(2027, 3, 1), 乙=o.report(企业名称="顺德乙家具厂", 问题困难=POWER)))
    assert pair.remembers()


@pytest.mark.long
def test_a_request_decided_and_answered_once(pair: Pair) -> None:
    pair.both(lambda o: extend(o, date(2024, 2, 5), date(2024, 3, 20)))
    pair.both(lambda o: o.run(status, date(2024, 2, 5)))
    pair.by_hand(lambda o: o.decide("延期申请"))
    pair.both(lambda o: o.run(ingest, date(2024, 2, 6)))
    assert pair.one.row("2024-001")["办结时限"] == date(2024, 3, 20)
    pair.both(lambda o: o.run(ingest, date(2024, 2, 6)))
    assert len(pair.one.events("replied")) == 1


@pytest.mark.long
def test_reminded_day_by_day(pair: Pair) -> None:
    for day in (date(2024, 2, 6), date(2024, 2, 18), date(2024, 2, 19), date(2024, 2, 26)):
        pair.both(lambda o, day=day: o.run(remind, day))
        pair.both(lambda o, day=day: o.run(remind, day))
    assert pair.one.events("reminded")


@pytest.mark.long
def test_what_people_write_on_the_other_sheets(pair: Pair) -> None:
    def write(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1]}
        page.cell(2, heads["现期限"]).value = date(2024, 3, 8)

    pair.by_hand(lambda o: o.edit_sheet(write, "时限"))
    pair.both(lambda o: o.run(ingest, date(2024, 1, 12)))
    pair.by_hand(lambda o: o.edit_sheet(lambda page: page.delete_rows(2), "收件日志"))
    pair.both(lambda o: o.run(ingest, date(2024, 1, 12)))
    pair.by_hand(lambda o: o.edit_sheet(lambda page: page.append([9, "手工补记"]), "收件日志"))
    pair.both(lambda o: o.run(ingest, date(2024, 1, 12)))


def test_common_problems_named_and_put_right_and_replies_like_earlier_ones(pair: Pair) -> None:
    same = {
        "处理情况": "已解决",
        "办理意见": "已现场查勘，1月15日开工，路面铣刨重铺。",
        "办理结果": "1月20日完工并验收。",
    }
    pair.by_hand(lambda o: o.add_row(企业名称="顺德丁压铸厂", 问题困难="变压器容量不足，申请增容没有答复"))
    pair.both(lambda o: o.run(quarterly, date(2024, 1, 12), "2024Q1"))
    pair.by_hand(lambda o: o.edit_sheet(_named, schema.COMMON))
    pair.both(lambda o: o.take_in(date(2024, 1, 22), 甲=o.answered(o.sent("附件3", "2024-001"), same)))
    pair.by_hand(lambda o: o.type_in("2024-002", 问题分类="一般问题", 案由="增容", 牵头单位=LEAD))
    pair.both(lambda o: o.run(dispatch, date(2024, 1, 23)))
    pair.both(lambda o: o.take_in(date(2024, 1, 26), 乙=o.answered(o.sent("附件3", "2024-002"), same)))
    assert "与该单位对 2024-001 的答复完全相同" in pair.one.rows("收件日志")[-1]["说明"]
    pair.both(lambda o: o.run(quarterly, date(2024, 4, 2), "2024Q1"))
    (row,) = pair.one.rows(schema.COMMON)
    assert (row["名称"], row["事项"]) == ("增容难", "2024-001、2024-002、2024-003")


def _named(page: Any) -> None:
    """The office names the only group, and puts the bad road into it."""
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(2, heads["名称"]).value = "增容难"
    page.cell(2, heads["事项"]).value = "2024-001、2024-002、2024-003"


def test_an_older_register_and_one_made_from_the_journal(pair: Pair) -> None:
    older = pair.one.workspace.register.read_bytes()
    pair.both(lambda o: o.take_in(丁=o.report(企业名称="顺德丁电器厂", 问题困难="厂房漏水")))
    pair.by_hand(lambda o: o.workspace.register.write_bytes(older))
    pair.both(lambda o: o.run(ingest))
    for office in (pair.one, pair.two):
        office.workspace.register.unlink()
    pair.both(lambda o: o.run(restore, DAY, "重建"))
    pair.both(lambda o: o.run(ingest))
    assert pair.one.row("2024-003")["企业名称"] == "顺德丁电器厂"
