"""A unit that is rated low again and again, or whose putting right did not help, is gone into (督查) to its end."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from jobs.office import Office
from toolkit.analysis import read_period
from toolkit.events import Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.periods.service_ratings import service_of
from toolkit.jobs.periods.supervising import supervise
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.restore import restore
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.mechanism import load
from toolkit.workspace import Workspace

from .rated import rated

HALL, TAX, BANK = "市政务服务数据管理局", "市税务局", "市金融局"
#: Unit, day of the rating, good and bad ones. Under 60 % is low; low in three quarters running is gone into.
RATINGS = (
    (BANK, date(2022, 6, 15), 0, 2),  # put right in summer, and rated badly again
    (HALL, date(2022, 2, 10), 2, 3),  # 40 %
    (HALL, date(2022, 5, 10), 1, 4),  # 20 %
    (HALL, date(2022, 8, 10), 2, 4),  # 33.3 %
    (TAX, date(2022, 8, 10), 4, 1),  # 80 %
)
#: 5 October is a holiday; the office writes on Monday 10 October. 15 workdays on, without 国庆 weekends: 31 October.
WRITTEN, DUE = date(2022, 10, 10), date(2022, 10, 31)


def go_into(workspace: Workspace, order: Order, period: str) -> int:
    """What ``quarterly`` does besides its analysis; it says as well what the report would."""
    with open_desk(workspace, order) as desk:
        service = service_of(desk, read_period(period))
        assert service is not None
        supervise(desk, service)
        desk.say("\n".join(service.section().paragraphs))
        update(desk)
    return 0


def typed(unit: str, column: str, value: str) -> Callable[[Any], None]:
    """What the office types into a cell of the unit's row."""

    def edit(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        line = next(row[0].row for row in sheet.iter_rows(min_row=2) if unit in [cell.value for cell in row])
        sheet.cell(line, heads[column]).value = value

    return edit


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each step said; the office lies under ``office``."""
    office = rated(tmp_path_factory.mktemp("supervised") / "office", RATINGS, "排队一上午")
    told: dict[str, Any] = {"office": office}

    def step(name: str, status: int, wanted: int = 0) -> None:
        told[name] = "\n".join(office.said)
        assert status == wanted, office.said

    put_right = ["2022-001", "2022-002"]
    step("again", office.run(dispatch, date(2022, 7, 6), put_right))
    for number in put_right:
        office.type_in(
            number, 办理情况="重新答复", 办理结果="已解决", 整改措施="专人跟进", 办结日期=date(2022, 7, 20),
            服务评价="非常不满意", 评价日期=date(2022, 8, 1),
        )  # fmt: skip
    told["matters"] = put_right
    step("early", office.run(go_into, date(2022, 9, 29), "2022Q3"))
    step("third", office.run(go_into, WRITTEN, "2022Q3"))
    step("taken back", office.run(undo, WRITTEN))
    told["after undo"] = office.rows("督查")
    step("written again", office.run(quarterly, WRITTEN, "2022Q3"))
    step("twice", office.run(go_into, date(2022, 10, 12), "2022Q3"))
    step("waiting", office.run(status, date(2022, 10, 28)))
    step("late", office.run(status, date(2022, 11, 2)))
    form = office.sent("督查", HALL, "反馈表")
    half = office.answered(form, {"原因分析": "窗口人手不足"}, "supervision")
    step("half", office.run(ingest, date(2022, 11, 3)) if office.put("反馈.xlsx", half) else 0, 1)
    more = office.answered(form, {"整改措施": "增设两个窗口"}, "supervision")
    step("more", office.run(ingest, date(2022, 11, 3)) if office.put("再报.xlsx", more) else 0, 1)
    office.edit_sheet(typed(HALL, "责任落实", "电话说：已批评教育"), "督查")
    rest = office.answered(form, {"责任落实": "分管副局长督办", "完成日期": date(2022, 11, 30)}, "supervision")
    step("whole", office.run(ingest, date(2022, 11, 4)) if office.put("补充.xlsx", rest) else 0, 1)
    told["rows"] = {row["督查号"]: row for row in office.rows("督查")}
    step("story", office.run(history, date(2022, 11, 4), "政数局"))
    step("matter", office.run(history, date(2022, 11, 4), put_right[0]))

    # Typed in words, as people do, and not as a day.
    office.edit_sheet(typed(BANK, "反馈日期", "2022年11月4日"), "督查")
    step("closed", office.run(status, date(2022, 11, 7)))
    step("once more", office.run(go_into, date(2022, 11, 8), "2022Q3"))
    service = service_of(office.desk, read_period("2022Q3"))
    told["handled"] = {} if service is None else {row[1]: row[-1] for row in service.section().tables[0].rows}
    step("fourth", office.run(go_into, date(2023, 1, 6), "2022Q4"))
    quarters = {each: service_of(office.desk, read_period(each)) for each in ("2022Q2", "2022Q3")}
    told["ranks"] = {each: {one.unit: (one.rated, one.bad) for one in of.ranks} for each, of in quarters.items() if of}
    return told


@pytest.fixture(scope="module")
def office(said: dict[str, Any]) -> Office:
    found = said["office"]
    assert isinstance(found, Office)
    return found


@pytest.fixture(scope="module")
def folder(office: Office) -> Path:
    return office.workspace.outbox / "督查" / "2022年第三季度" / HALL


def text(path: Path) -> str:
    paper = Document(str(path))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_who_is_low_three_quarters_running_gets_the_letter_of_supervision_and_no_other(
    office: Office, folder: Path
) -> None:
    written = text(folder / "督查函.docx")
    assert f"{HALL}：" in written
    assert "满意率连续3期低于60%，2022年第三季度为33.3%。" in written
    assert "2022年第一季度 5 3 40.0% 1（共1个）" in written
    assert "请于2022年10月31日前填写《政务服务评价督查情况反馈表》" in written
    assert "附件：政务服务评价督查情况反馈表" in written
    assert "抄送：市纪委监委。" in written
    assert "督查号：督2022-03" in written  # the two that were taken back may be out
    assert not list((office.workspace.outbox / "季度分析" / "2022年第三季度").glob("限期整改函*"))


def test_matters_that_are_rated_badly_again_after_they_were_put_right_call_for_it_too(
    said: dict[str, Any], office: Office
) -> None:
    written = text(office.workspace.outbox / "督查" / "2022年第三季度" / BANK / "督查函.docx")
    matters = "、".join(said["matters"])
    assert f"2022年第三季度有2件差评经整改后，企业仍评为差评：{matters}。" in written
    assert f"差评整改后企业仍评为差评、列入督查的：{BANK}（2件）" in text(
        next((office.workspace.outbox / "季度分析" / "2022年第三季度").glob("*报告.docx"))
    )


def test_each_round_is_ranked_once_in_the_quarter_in_which_it_was_rated(said: dict[str, Any]) -> None:
    # Both matters were rated badly in June, and again in August after the second round; the columns hold the latter.
    assert said["ranks"]["2022Q2"][BANK] == (2, 2)
    assert said["ranks"]["2022Q3"][BANK] == (2, 2)


def test_nobody_is_gone_into_before_the_period_is_over(said: dict[str, Any]) -> None:
    assert f"{HALL}：应列入督查，2022年第三季度还没有结束" in said["early"]
    assert f"督2022-01：{HALL}" not in said["early"]


def test_what_was_taken_back_leaves_no_row_and_its_number_is_not_given_again(said: dict[str, Any]) -> None:
    assert f"督查 督2022-01：{HALL}，2022年10月31日前反馈" in said["third"]
    assert said["after undo"] == []
    assert f"督查 督2022-03：{HALL}，2022年10月31日前反馈" in said["written again"]


def test_the_letter_written_again_keeps_its_number_and_days(said: dict[str, Any], office: Office, folder: Path) -> None:
    assert f"督查 督2022-03：{HALL}，2022年10月31日前反馈" in said["twice"]
    assert [each.name for each in folder.glob("督查函*")] == ["督查函.docx"]
    assert "2022年10月10日" in text(folder / "督查函.docx")
    assert len(office.events(Kind.SUPERVISED.value)) == 2


def test_the_status_says_who_is_waited_for_and_how_long(said: dict[str, Any]) -> None:
    assert "督查 2 件" in said["waiting"]
    assert "待反馈，还有 1 个工作日" in said["waiting"]  # Friday 28 October; Monday 31 is the last day
    assert "逾期未反馈，超期 2 个工作日，请催" in said["late"]


def test_an_account_that_leaves_points_open_closes_nothing_and_is_sent_back(
    said: dict[str, Any], office: Office
) -> None:
    assert list((office.workspace.outbox / "退回补正").rglob("反馈 补正说明.docx"))
    log = next(row for row in office.rows("收件日志") if row["文件名"] == "反馈.xlsx")
    assert "督2022-03 还缺：整改措施、责任落实情况、整改完成日期，补齐以前仍为待反馈" in log["说明"]


def test_what_an_earlier_part_of_the_account_said_is_asked_for_no_more(said: dict[str, Any], office: Office) -> None:
    log = next(row for row in office.rows("收件日志") if row["文件名"] == "再报.xlsx")
    assert "督2022-03 还缺：责任落实情况、整改完成日期，补齐以前仍为待反馈" in log["说明"]
    assert "“责任落实情况”没有填写" in log["说明"]
    assert "“原因分析”没有填写" not in log["说明"]


def test_the_rest_completes_the_account_and_closes_it_with_a_receipt(said: dict[str, Any], office: Office) -> None:
    row = said["rows"]["督2022-03"]
    assert (row["现状"], row["反馈日期"], row["原因分析"]) == ("已反馈", date(2022, 11, 4), "窗口人手不足")
    assert (row["整改措施"], row["完成日期"]) == ("增设两个窗口", date(2022, 11, 30))
    log = next(row for row in office.rows("收件日志") if row["文件名"] == "补充.xlsx")
    assert "被督查单位" not in (log["说明"] or "")  # a label of the form is no title of another one
    assert "表上另有文字" not in (log["说明"] or "")
    assert said["rows"]["督2022-04"]["现状"] == "逾期未反馈"
    (receipt,) = (office.workspace.outbox / "回执" / "2022-11-04").glob("*督查*")
    assert "督2022-03 的反馈已登记（超过反馈时限）" in text(receipt)


def test_what_the_office_typed_and_the_unit_says_otherwise_is_told_and_not_settled_in_silence(
    said: dict[str, Any], office: Office
) -> None:
    log = next(row for row in office.rows("收件日志") if row["文件名"] == "补充.xlsx")
    assert (
        "督2022-03“责任落实情况”：“督查”表上手填的是“电话说：已批评教育”，来件写的是“分管副局长督办”，台账保留手填的"
        in log["说明"]
    )
    assert said["rows"]["督2022-03"]["责任落实"] == "电话说：已批评教育"


def test_a_day_typed_in_the_register_closes_one_that_was_told_by_telephone(said: dict[str, Any]) -> None:
    assert "采用了台账“督查”里的人工改动 1 行" in said["closed"]
    assert "未反馈" not in said["closed"]


def test_the_story_is_told_by_unit_and_in_the_matter_itself(said: dict[str, Any]) -> None:
    assert f"督2022-03　{HALL}　2022年第三季度　已反馈" in said["story"]
    assert "2022-11-03 督查反馈（还没有填全）　反馈.xlsx　原因分析：窗口人手不足" in said["story"]
    assert f"2022-10-10 督查　督2022-04　{BANK}　2022-10-31 前反馈" in said["matter"]


def test_later_reports_tell_what_became_of_it(said: dict[str, Any]) -> None:
    assert f"此前督查2次：督2022-03 {HALL}已反馈；督2022-04 {BANK}已反馈。" in said["fourth"]


def test_the_report_of_the_same_period_agrees_with_the_letters_and_the_accounts(said: dict[str, Any]) -> None:
    # 市金融局 has two ratings only and is not ranked, but two matters of it were rated badly again.
    assert said["handled"] == {HALL: "督查", BANK: "督查", TAX: "—"}
    assert f"因本季度的评价督查2次：督2022-03 {HALL}已反馈；督2022-04 {BANK}已反馈。" in said["once more"]
    assert f"督查 督2022-03：{HALL}，已反馈，" in said["once more"]
    assert "此前督查" not in said["once more"]


def test_letter_and_form_satisfy_the_open_xml_standard(
    folder: Path, validator: Callable[[str, bytes], list[dict[str, Any]]]
) -> None:
    for path in (folder / "督查函.docx", next(folder.glob("*.xlsx"))):
        assert not validator(path.name, path.read_bytes())


def test_the_form_goes_out_with_what_the_office_knows(folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(next(folder.glob("*.xlsx")).read_bytes()))
    words = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "督2022-03" in words
    assert "满意率连续3期低于60%，2022年第三季度为33.3%。" in words


def test_a_journal_begun_anew_knows_them_and_gives_no_number_again_that_stands_on_the_sheet(
    office: Office, tmp_path: Path
) -> None:
    shutil.copytree(office.root, tmp_path / "office")
    lost = Office(tmp_path / "office", load("qingyuan"))
    day = date(2022, 11, 8)
    still_open = {
        "督查号": "督2022-09", "单位": TAX, "评价时段": "2022年第二季度", "发出日期": WRITTEN, "反馈时限": DUE, "现状": "待反馈",
    }  # fmt: skip

    def without_day(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        line = next(row[0].row for row in sheet.iter_rows(min_row=2) if HALL in [cell.value for cell in row])
        sheet.cell(line, heads["发出日期"]).value = None
        for name, value in still_open.items():
            sheet.cell(sheet.max_row + (name == "督查号"), heads[name]).value = value

    lost.edit_sheet(without_day, "督查")
    before = {row["督查号"]: row for row in lost.rows("督查")}
    bank = next(number for number, row in before.items() if row["单位"] == BANK)
    shutil.rmtree(lost.workspace.journal)
    lost.run(restore, day, "日志")
    (path,) = lost.workspace.journal.glob("*.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-3]))
    lost.run(restore, day, "日志")  # the first was cut short
    lost.run(history, day, bank)
    assert f"{bank}　{BANK}　2022年第三季度　已反馈" in lost.words
    lost.run(go_into, day, "2022Q3")  # the row without its day is not known: it is written to once more
    after = {row["督查号"]: row for row in lost.rows("督查")}
    (new,) = after.keys() - before.keys()
    assert new == "督2022-10"
    before["督2022-09"]["现状"] = "逾期未反馈"  # it was due on 31 October
    assert after[new]["单位"] == HALL
    assert {number: after[number] for number in before} == before
