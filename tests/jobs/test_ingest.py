from __future__ import annotations

import errno
import os
import threading
import time
from datetime import date
from pathlib import Path

import docx
import pytest
from docx import Document

from toolkit.files import sha256
from toolkit.intake import Delivery, Reader
from toolkit.jobs import ingest as room
from toolkit.jobs.books.bookkeeping import open_desk
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.inbox import Inbox, wait_for_rest
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.reception.sorting import Sorted
from toolkit.jobs.returns.post import Arrival
from toolkit.register import backups_in

from .office import DAY, Office, lock_by_excel, open_book, saved

Post = list[tuple[Arrival, Delivery | None]]


def inbox(office: Office) -> list[str]:
    return sorted(each.name for each in office.workspace.inbox.rglob("*") if each.is_file())


def originals(office: Office) -> set[str]:
    return {sha256(each.read_bytes()) for each in office.workspace.originals.rglob("*") if each.is_file()}


def slips(office: Office) -> list[Path]:
    return sorted((office.workspace.outbox / "退回补正").rglob("*.docx"))


def text_of(path: Path) -> str:
    paper = Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def resaved(data: bytes) -> bytes:
    """The same form saved again by another program: other bytes, same words."""
    return saved(open_book(data))


def test_a_returned_form_becomes_a_row_and_leaves_the_inbox(office: Office) -> None:
    data = office.report()
    assert office.take_in(甲=data) == 0
    row = office.row("2024-001")
    assert row["企业名称"] == "顺德甲电器有限公司"
    assert row["问题类别"] == "B 生产经营"
    assert row["提交日期"] == date(2024, 1, 8)
    assert row["联系电话"] == "13800138000"
    assert (row["状态"], row["办理轮次"], row["来件"]) == ("待分类", 1, "甲.xlsx")
    assert "待补正" not in row
    assert inbox(office) == []
    assert originals(office) == {sha256(data)}
    (log,) = office.rows("收件日志")
    assert (log["文件名"], log["结果"], log["编号"]) == ("甲.xlsx", "已登记", "2024-001")
    assert (office.root / log["原件"]).read_bytes() == data


def test_the_same_file_a_second_time_changes_not_a_byte_of_the_register(office: Office) -> None:
    office.take_in(甲=office.report())
    before, kept = office.workspace.register.read_bytes(), len(backups_in(office.workspace.backups))
    assert office.take_in(甲=office.report()) == 0
    assert office.workspace.register.read_bytes() == before
    assert len(backups_in(office.workspace.backups)) == kept
    assert inbox(office) == []
    assert "此前已收过" in office.words


def test_the_same_content_under_another_name_is_only_noted_in_the_log(office: Office) -> None:
    office.take_in(甲=office.report())
    before = office.rows()
    assert office.take_in(甲的副本=office.report()) == 0
    assert office.rows() == before
    assert [log["结果"] for log in office.rows("收件日志")] == ["已登记", "重复来件"]
    assert "与 甲.xlsx 相同" in office.rows("收件日志")[1]["说明"]
    assert office.rows("待确认") == []


def test_the_same_form_saved_again_is_only_noted_in_the_log(office: Office) -> None:
    office.take_in(甲=office.report())
    before = office.row("2024-001")
    assert office.take_in(甲2=resaved(office.report())) == 0
    assert office.row("2024-001") == {**before, "来件": "甲2.xlsx"}
    assert [log["结果"] for log in office.rows("收件日志")] == ["已登记", "重复来件"]
    assert "内容没有变化" in office.rows("收件日志")[1]["说明"]
    assert office.rows("待确认") == []


def test_a_no_to_a_new_version_that_was_journalled_before_a_kill_still_opens_the_case(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(甲2=office.report(联系电话="13900000000"))
    office.decide("新版本", "不采纳")
    office.run(ingest)
    # The journal as a kill in the middle of the batch would have left it: the decision, and nothing after it.
    (file,) = office.workspace.journal.glob("*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"decided"' in line)
    file.write_bytes(b"".join(lines[: place + 1]))
    backup = backups_in(office.workspace.backups)[0]
    office.workspace.register.write_bytes(backup.read_bytes())
    for _ in range(2):
        office.run(ingest)
    assert len(office.rows()) == 2


def test_a_correction_that_bears_its_number_updates_the_row(office: Office) -> None:
    office.take_in(甲=office.report())
    assert office.take_in(更正=office.report(编号="2024-001", 职务="总经理", 联系电话="0757-22223333")) == 0
    row = office.row("2024-001")
    assert (row["职务"], row["联系电话"], row["来件"]) == ("总经理", "0757-22223333", "更正.xlsx")
    assert len(office.rows()) == 1
    assert office.rows("收件日志")[1]["结果"] == "已更新"


def test_a_correction_never_overwrites_what_a_person_typed(office: Office) -> None:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 职务="副总经理")
    office.take_in(更正=office.report(编号="2024-001", 职务="总经理"))
    assert office.row("2024-001")["职务"] == "副总经理"
    (ask,) = office.rows("待确认")
    assert (ask["栏目"], ask["台账现有内容"], ask["来件内容"]) == ("职务", "副总经理", "总经理")
    office.decide("总经理", "采纳")
    office.run(ingest)
    assert office.row("2024-001")["职务"] == "总经理"


def test_a_blank_in_a_correction_erases_nothing(office: Office) -> None:
    office.take_in(甲=office.report())
    office.take_in(更正=office.report(编号="2024-001", 职务=None))
    assert office.row("2024-001")["职务"] == "经理"


def test_a_report_with_another_firms_number_waits_for_the_office(office: Office) -> None:
    office.take_in(甲=office.report())
    before = office.rows()
    assert office.take_in(错=office.report(编号="2024-001", 企业名称="顺德别家有限公司")) == 1
    (ask,) = office.rows("待确认")
    assert "来件写的是“顺德别家有限公司”" in ask["说明"]
    assert office.rows() == before
    assert inbox(office) == []
    office.decide("顺德别家有限公司")
    office.run(ingest)
    assert office.row("2024-002")["企业名称"] == "顺德别家有限公司", "the office said it is a matter of its own"


@pytest.mark.parametrize("written", ["5", "2024-077", "顺商联3号"])
def test_what_a_sender_writes_for_a_number_keeps_no_matter_out(office: Office, written: str) -> None:
    assert office.take_in(甲=office.report(编号=written)) == 0
    assert office.row("2024-001")["企业名称"] == "顺德甲电器有限公司"
    (line,) = office.rows("收件日志")
    assert f"表上写的“{written}”没有采用" in line["说明"]


@pytest.mark.parametrize("missing", ["联系电话", "提交日期"])
def test_a_report_sent_again_with_what_was_missing_completes_its_case(office: Office, missing: str) -> None:
    assert office.take_in(甲=office.report(**{missing: None})) == 1
    assert office.row("2024-001")["待补正"] == missing
    assert office.take_in(补正=office.report()) == 0
    (row,) = office.rows()
    assert row[missing]
    assert "待补正" not in row


def test_a_report_that_differs_elsewhere_is_a_matter_of_its_own(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None))
    office.take_in(另=office.report(问题困难="员工子女入学困难"))
    assert len(office.rows()) == 2


def test_a_cell_filled_in_by_hand_is_missing_no_more(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None, 职务=None))
    assert office.row("2024-001")["待补正"] == "联系电话"
    office.type_in("2024-001", 联系电话="13800138000")
    office.run(ingest)
    assert "待补正" not in office.row("2024-001")


def dispatched(office: Office) -> Path:
    office.take_in(甲=office.report())
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通运输局")
    office.run(dispatch, date(2024, 1, 11))
    return office.sent("附件3", "2024-001")


DONE = {"办理意见": "已安排修复", "办理结果": "已修好", "处理情况": "已解决"}


def test_a_return_for_a_case_at_another_step_waits_for_the_office(office: Office) -> None:
    sent = dispatched(office)
    office.type_in("2024-001", 状态="挂账")
    assert office.take_in(回=office.answered(sent, DONE)) == 1
    (ask,) = office.rows("待确认")
    assert "现在是“挂账”，不能接收这张表" in ask["说明"]
    assert "办理结果" not in office.row("2024-001")


def test_a_return_of_an_earlier_round_waits_for_the_office(office: Office) -> None:
    sent = dispatched(office)
    old = sent.read_bytes()
    office.type_in("2024-001", 状态="重新办理")
    office.run(dispatch, date(2024, 1, 15))
    assert office.row("2024-001")["办理轮次"] == 2
    assert sent.read_bytes() == old
    assert office.take_in(回=office.answered(sent, DONE)) == 1
    assert "这是第 1 轮的表" in office.rows("待确认")[0]["说明"]


def test_a_form_whose_number_was_overwritten_waits_for_the_office(office: Office) -> None:
    sent = dispatched(office)
    assert office.take_in(回=office.answered(sent, {**DONE, "编号": "2024-009"})) == 1
    assert "表内标识“2024-001”不一致" in office.rows("待确认")[0]["说明"]


def test_missing_fields_give_a_row_a_note_in_it_a_slip_and_status_one(office: Office) -> None:
    assert office.take_in(缺=office.report(联系电话=None, 提交日期=None)) == 1
    row = office.row("2024-001")
    assert row["待补正"] == "提交日期、联系电话"
    (slip,) = slips(office)
    told = text_of(slip)
    assert "“联系电话”没有填写" in told
    assert "“提交日期”没有填写" in told
    assert office.take_in(补=office.report(编号="2024-001")) == 0
    assert "待补正" not in office.row("2024-001")


def test_an_unreadable_file_gives_a_slip_and_a_copy_and_does_not_stop_the_rest(office: Office) -> None:
    broken = b"PK\x03\x04 torn"
    assert office.take_in(坏=broken, 甲=office.report()) == 1
    assert len(office.rows()) == 1
    (slip,) = slips(office)
    assert "坏.xlsx" in text_of(slip)
    assert (slip.parent / "原件 坏.xlsx").read_bytes() == broken
    assert sha256(broken) in originals(office)
    assert inbox(office) == []
    assert [log["结果"] for log in office.rows("收件日志")] == ["退回补正", "已登记"]


def test_a_fault_of_ours_costs_one_file_and_that_stays_in_the_inbox(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = room.sort_out

    def trip(desk: Desk, post: Post, *more: object) -> list[Sorted]:
        if post[0][0].name == "乙.xlsx":
            raise ZeroDivisionError
        return real(desk, post, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "sort_out", trip)
    files = {name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"}
    assert office.take_in(**files) == 1
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲有限公司", "顺德丙有限公司"]
    assert inbox(office) == ["乙.xlsx"]
    assert "乙.xlsx：处理时程序出错" in office.words


def test_subfolders_count_and_owner_files_and_downloads_do_not(office: Office) -> None:
    office.put("北滘/一月/甲.xlsx", office.report())
    ignored = ["~$甲.xlsx", ".~lock.甲.xlsx#", ".~甲.xlsx", "乙.xlsx.part", "丙.crdownload", "丁.tmp", "Thumbs.db"]
    for name in ignored:
        office.put(name, b"x")
    assert office.run(ingest) == 0
    assert len(office.rows()) == 1
    assert inbox(office) == sorted(ignored)
    assert len(office.rows("收件日志")) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_in_an_old_code_page_is_shown_in_chinese(office: Office) -> None:
    name = os.fsencode(office.workspace.inbox) + b"/" + "甲公司.xlsx".encode("gb18030")
    try:
        Path(os.fsdecode(name)).write_bytes(office.report(联系电话=None))
    except OSError:
        pytest.skip("this file system takes no such name")
    os.utime(name, (time.time() - 60, time.time() - 60))
    assert office.run(ingest) == 1
    assert office.rows("收件日志")[0]["文件名"] == "甲公司.xlsx"
    assert slips(office)[0].name == "甲公司 补正说明.docx"


def test_two_senders_of_files_of_one_name_get_a_slip_each(office: Office) -> None:
    for folder, firm in (("甲乙", "顺德甲有限公司"), ("丙丁", "顺德丙有限公司")):
        (office.workspace.inbox / folder).mkdir()
        office.put(f"{folder}/附件2.xlsx", office.report(企业名称=firm, 联系电话=None))
        office.put(f"{folder}/坏.xlsx", f"{folder}不是表".encode())
    assert office.run(ingest) == 1
    found = slips(office)
    assert len(found) == 4
    told = [" ".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs) for path in found]
    assert any("顺德甲有限公司" in words for words in told)
    assert any("顺德丙有限公司" in words for words in told)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.then = 1_700_000_000.0
        self.after: list[tuple[float, object]] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def inbox(self, folder: Path, settle: float = 15) -> Inbox:
        return Inbox(folder, settle, now=lambda: self.then + self.now, elapsed=lambda: self.now)


def lay(path: Path, stamp: float, data: bytes = b"x") -> Path:
    path.write_bytes(data)
    os.utime(path, (stamp, stamp))
    return path


def test_a_file_untouched_for_long_enough_is_at_rest_at_once(tmp_path: Path) -> None:
    clock = Clock()
    old = lay(tmp_path / "old", clock.then - 15)
    young = lay(tmp_path / "young", clock.then - 14)
    assert clock.inbox(tmp_path).look() == ([old], [young])


def test_a_young_file_is_waited_for_until_it_is_at_rest(tmp_path: Path) -> None:
    clock = Clock()
    young = lay(tmp_path / "young", clock.then)
    assert wait_for_rest(clock.inbox(tmp_path), 300, clock.sleep) == ([young], [])
    assert 15 <= clock.now < 17


def test_a_file_that_grows_all_the_time_is_left_for_the_next_run(tmp_path: Path) -> None:
    clock = Clock()
    growing, old = tmp_path / "growing", lay(tmp_path / "old", clock.then - 60)

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        lay(growing, clock.then + clock.now, b"x" * int(clock.now * 10))

    sleep(0.1)
    assert wait_for_rest(clock.inbox(tmp_path), 60, sleep) == ([old], [growing])
    assert 60 <= clock.now < 62


@pytest.mark.parametrize("skew", [86_400.0, -40 * 365 * 86_400.0])
def test_a_clock_that_is_wrong_delays_a_file_at_most_by_the_time_of_rest(tmp_path: Path, skew: float) -> None:
    clock = Clock()
    file = lay(tmp_path / "file", clock.then + skew)
    assert wait_for_rest(clock.inbox(tmp_path), 300, clock.sleep) == ([file], [])
    assert clock.now < 17


def test_a_file_still_growing_is_told_and_left_in_the_inbox(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_PATIENCE", 0.0)
    office.put("新.xlsx", office.report(), age=1)
    assert office.run(ingest) == 0
    assert inbox(office) == ["新.xlsx"]
    assert "新.xlsx：还在复制，下次再收" in office.words
    assert office.rows() == []


def test_a_file_replaced_while_it_is_taken_in_stays(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path = office.put("甲.xlsx", office.report())
    real, other = room.sort_out, office.report(企业名称="顺德乙家具有限公司")

    def replace_meanwhile(*given: object) -> list[Sorted]:
        found = real(*given)  # type: ignore[arg-type]
        lay(path, time.time() - 60, other)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(room, "sort_out", replace_meanwhile)
        office.run(ingest)
    assert inbox(office) == ["甲.xlsx"]
    office.run(ingest)
    assert [row["企业名称"] for row in office.rows()] == ["顺德甲电器有限公司", "顺德乙家具有限公司"]


def test_a_dry_run_changes_nothing_at_all_on_disk(office: Office) -> None:
    office.take_in(甲=office.report())
    office.put("重.xlsx", resaved(office.report()))
    office.put("坏.xlsx", b"PK\x03\x04")
    office.put("缺.xlsx", office.report(企业名称="顺德丁有限公司", 联系电话=None))
    office.put("新.xlsx", office.report(企业名称="顺德戊有限公司"))
    office.add_row(企业名称="手填有限公司", 问题困难="手填")
    office.type_in("2024-001", 问题分类="一般问题", 案由="手改")
    before = office.snapshot()
    assert office.run(ingest, dry_run=True) == 1
    assert office.snapshot() == before
    assert "新.xlsx：已登记" in office.words
    assert "缺.xlsx：已登记" in office.words


def test_a_register_open_elsewhere_holds_nothing_up_and_lands_later(office: Office) -> None:
    owner = lock_by_excel(office.workspace.register, "王小明")
    before = office.workspace.register.read_bytes()
    assert office.take_in(甲=office.report()) == 0
    assert office.workspace.register.read_bytes() == before
    assert "由王小明正打开着" in office.words
    assert inbox(office) == []
    owner.unlink()
    office.run(ingest)
    assert len(office.rows()) == 1


def test_an_empty_inbox_is_said(office: Office) -> None:
    assert office.run(ingest) == 0
    assert office.said == ["收件箱里没有新文件"]


def test_what_a_filled_agenda_decided_is_not_lost_by_a_kill_after_its_first_line(office: Office) -> None:
    from toolkit.jobs.meeting import meeting

    names = "甲乙丙"
    office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in names})
    for number in range(1, 4):
        office.type_in(f"2024-00{number}", 问题分类="重点问题", 案由=f"第{number}件")
    office.run(meeting, date(2024, 1, 30))
    book = open_book(office.sent("会议议程").read_bytes())
    sheet = book.worksheets[0]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "议定事项"]
    for line in range(1, 4):
        sheet.cell(head.row + line, head.column).value = f"决定{line}"
    agenda = saved(book)
    office.take_in(date(2024, 2, 2), 议程=agenda)
    assert len(office.events("met")) == 3
    (file,) = office.workspace.journal.glob("*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"convened"' in line)
    file.write_bytes(b"".join(lines[: place + 2]))  # the meeting, its first decision, and a torn rest
    office.workspace.register.write_bytes(backups_in(office.workspace.backups)[0].read_bytes())
    office.take_in(date(2024, 2, 2), 议程=agenda)
    assert sorted(each.number for each in office.events("met")) == ["2024-001", "2024-002", "2024-003"]
    assert len(office.events("convened")) == 1


def test_two_files_at_the_same_moment_are_taken_in_the_order_of_their_stamps(office: Office) -> None:
    office.put("后.xlsx", office.report(企业名称="后到有限公司"), age=100)
    office.put("先.xlsx", office.report(企业名称="先到有限公司"), age=200)
    office.run(ingest)
    assert [row["企业名称"] for row in office.rows()] == ["先到有限公司", "后到有限公司"]


def test_two_runs_in_one_workspace_wait_for_each_other(office: Office) -> None:
    office.put("甲.xlsx", office.report())
    runs = [threading.Thread(target=lambda: ingest(office.workspace, office.order(DAY))) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert len(office.rows()) == 1
    assert not [line for line in office.said if "打不开" in line]


def test_the_words_of_a_run_add_up_and_a_line_feed_in_a_name_breaks_no_line(office: Office) -> None:
    office.put("甲\n乙.xlsx", office.report())
    office.put("丙.xlsx", resaved(office.report()))
    office.put("丁.xlsx", office.report(企业名称="顺德丁有限公司", 联系电话=None))
    office.put("坏.xlsx", b"PK\x03\x04 torn")
    lying, result = Inbox(office.workspace.inbox, 15), room.Result()
    with Reader() as reader, open_desk(office.workspace, Order(DAY, say=office.said.append)) as desk:
        room.take_in(desk, reader, lying.look()[0], lying.rested, result)
    assert result.outcomes == {"已登记": 2, "重复": 1, "待补正": 1}
    assert sum(result.outcomes.values()) + result.repeated == 4
    assert all("\n" not in line for line in office.said)
    assert "甲 乙.xlsx" in {row["文件名"] for row in office.rows("收件日志")}


def test_what_was_told_as_taken_in_counts_though_the_disk_is_full_at_the_end(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Desk) -> bool:
        raise OSError(errno.ENOSPC, "in English")

    office.put("甲.xlsx", office.report())
    lying, result = Inbox(office.workspace.inbox, 15), room.Result()
    monkeypatch.setattr(room, "update", full)
    with Reader() as reader, open_desk(office.workspace, Order(DAY)) as desk, pytest.raises(OSError, match="English"):
        room.take_in(desk, reader, lying.look()[0], lying.rested, result)
    assert (result.taken, result.outcomes) == (1, {"已登记": 1})
