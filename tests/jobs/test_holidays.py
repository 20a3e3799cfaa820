from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest

from cases.notices import notice
from toolkit.cases.notice import NoticeError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.holidays import holidays
from toolkit.jobs.status import status
from toolkit.jobs.undo import undo
from toolkit.jobs.when import when

from .again import once
from .office import Office, lock_by_excel, open_book

OUT = date(2027, 1, 5)
NEXT = date(2027, 1, 7)
PASTED = notice(2027).encode()


def paste(office: Office, text: bytes = PASTED, *, accept: bool = True, dry_run: bool = False) -> int:
    return office.run(holidays, NEXT, text, "放假通知.txt", accept=accept, dry_run=dry_run)


def in_word(text: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def test_a_notice_that_comes_as_a_word_file_reads_the_same(office: Office) -> None:
    def told(data: bytes) -> list[str]:
        office.run(holidays, NEXT, data, "放假通知.docx", dry_run=True)
        return office.said

    assert told(in_word(notice(2027))) == told(PASTED)
    with pytest.raises(NoticeError, match="读不出来") as caught:
        paste(office, b"PK\x03\x04...")
    assert "粘贴到记事本" in caught.value.remedy


def of_2027(office: Office) -> list[dict[str, Any]]:
    return [row for row in office.rows("节假日") if row["日期"].year == 2027]


@pytest.fixture
@once
def running(office: Office) -> Office:
    """A general matter dispatched while nobody knew the holidays of 2027: due on 5 February, New Year's Eve."""
    office.take_in(OUT, 甲=office.report())
    office.type_in("2027-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通局")
    office.run(dispatch, OUT)
    assert office.row("2027-001")["办结时限"] == date(2027, 2, 5)
    return office


def test_without_a_word_of_acceptance_the_rows_are_only_shown(office: Office) -> None:
    before = office.workspace.register.read_bytes()
    assert paste(office, accept=False) == 0
    assert "春节：2月5日（周五）至2月13日（周六）放假，共 9 天（与通知写的天数一致）" in office.words
    assert "合计放假 29 天，调休上班 5 天" in office.words
    assert "将在“节假日”表增加 34 行" in office.words
    assert office.workspace.register.read_bytes() == before
    assert office.events("arranged") == []


def test_a_dry_run_writes_nothing_even_if_accepted(office: Office) -> None:
    before = office.snapshot()
    assert paste(office, dry_run=True) == 0
    assert office.snapshot() == before


def test_accepted_the_rows_stand_below_the_offices_own(office: Office) -> None:
    before = office.rows("节假日")
    assert paste(office) == 0
    rows = office.rows("节假日")
    assert rows[: len(before)] == before
    assert len(of_2027(office)) == 34
    assert {"日期": date(2027, 2, 5), "安排": "放假", "节日": "春节"} in rows
    assert {"日期": date(2027, 2, 20), "安排": "上班", "节日": "调休上班"} in rows
    (event,) = office.events("arranged")
    assert (event.data["year"], event.data["source"]) == (2027, "放假通知.txt")


def test_the_same_notice_again_changes_nothing(office: Office) -> None:
    paste(office)
    before = office.workspace.register.read_bytes()
    assert paste(office) == 0
    assert "“节假日”表里都有了" in office.words
    assert office.workspace.register.read_bytes() == before


def test_the_offices_own_row_stands_and_the_difference_is_told(office: Office) -> None:
    office.edit_sheet(lambda sheet: sheet.append([date(2027, 2, 8), "上班", "值班"]), "节假日")
    office.edit_sheet(lambda sheet: sheet.append([date(2027, 2, 9), "放假", "春节"]), "节假日")
    assert paste(office) == 0
    assert "2月8日（周一）：“节假日”表里填的是上班，通知是放假。没有改动" in office.words
    assert [row["安排"] for row in of_2027(office) if row["日期"] == date(2027, 2, 8)] == ["上班"]
    assert len(of_2027(office)) == 34


def test_a_row_that_the_office_deletes_is_not_written_again(office: Office) -> None:
    paste(office)

    def delete(sheet: Any) -> None:
        row = next(each[0].row for each in sheet.iter_rows(min_row=2) if each[0].value.date() == date(2027, 6, 9))
        sheet.delete_rows(row)

    office.edit_sheet(delete, "节假日")
    office.run(status, NEXT)
    office.run(when, NEXT, date(2027, 6, 8), "1工作日")
    assert office.said[0] == "2027-06-09"
    assert len(of_2027(office)) == 33


def test_a_notice_that_contradicts_itself_is_not_written(office: Office) -> None:
    before = office.snapshot()
    assert paste(office, PASTED.decode().replace("共9天", "共8天").encode()) == 1
    assert "春节：通知写共8天，读到的是9天" in office.words
    assert "没有写入" in office.words
    assert office.snapshot() == before


def test_an_old_encoding_is_read_and_a_word_file_told_what_to_do(office: Office) -> None:
    assert paste(office, notice(2027).encode("gb18030"), accept=False) == 0
    with pytest.raises(NoticeError, match=r"放假通知\.txt 是旧版 Word 文件") as caught:
        paste(office, b"\xd0\xcf\x11\xe0...")
    assert "记事本" in caught.value.remedy


def test_a_notice_that_changes_a_known_year_is_told_apart(office: Office) -> None:
    changed = notice(2026).replace("5月9日（周六）上班", "5月10日（周日）上班")
    assert paste(office, changed.encode(), accept=False) == 0
    assert "5月9日（周六）" in office.words or "5月10日（周日）" in office.words


def test_while_the_register_is_open_the_rows_wait_and_count_already(running: Office) -> None:
    owner = lock_by_excel(running.workspace.register)
    assert paste(running) == 1
    assert "王小明" in running.words
    assert of_2027(running) == []
    assert len(running.events("recounted")) == 2
    owner.unlink()
    running.run(status, NEXT)
    assert len(of_2027(running)) == 34
    assert len(running.events("recounted")) == 2


def test_running_deadlines_are_listed_old_and_new_and_why(running: Office) -> None:
    assert paste(running) == 1
    assert "2 项在办时限按现在的安排推算不同" in running.words
    assert (
        "2027-001 办结时限 2027-02-05 → 2027-02-15　自2027-01-05起1个月，期满日2月5日（周五）为春节，顺延"
        in running.words
    )
    asked = running.rows("待确认")
    assert [(row["栏目"], row["台账现有内容"], row["来件内容"]) for row in asked] == [
        ("办结时限", "2027-02-05", "2027-02-15"),
        ("评价时限", "2027-02-05", "2027-02-15"),
    ]
    assert running.row("2027-001")["办结时限"] == date(2027, 2, 5), "what the unit was told stands"


def test_accepted_a_deadline_moves_and_refused_it_stands(running: Office) -> None:
    paste(running)
    running.decide("办结时限", "采纳")
    running.decide("评价时限", "不采纳")
    running.run(status, NEXT)
    row = running.row("2027-001")
    assert (row["办结时限"], row["评价时限"]) == (date(2027, 2, 15), date(2027, 2, 5))
    done, valued = running.rows("时限")
    assert (done["原期限"], done["现期限"]) == (date(2027, 2, 5), date(2027, 2, 15))
    assert (done["原因"], done["批准"]) == ("按2027年放假安排重新推算", "办公室采纳")
    assert (valued["原期限"], valued["现期限"]) == (date(2027, 2, 5), date(2027, 2, 5))
    running.run(status, NEXT)
    assert "项在办时限" not in running.words
    assert not any(line.startswith("待确认") for line in running.said)
    (letter,) = (running.workspace.outbox / "复函").rglob("时限变更函.docx")
    cells = [cell.text for cell in docx.Document(str(letter)).tables[0].rows[1].cells]
    assert cells[2:] == ["办结", "2027-2-5", "2027-2-15", "按2027年放假安排重新推算"]


def test_a_holiday_typed_into_the_sheet_asks_as_well(running: Office) -> None:
    running.edit_sheet(lambda sheet: sheet.append([date(2027, 2, 5), "放假", "春节"]), "节假日")
    running.run(status, NEXT)
    assert "2027-02-05 → 2027-02-08" in running.words
    assert running.row("2027-001")["办结时限"] == date(2027, 2, 5)
    # The rest of it comes later: the first questions lapse, others take their place.
    assert paste(running) == 1
    lapsed = [row for row in running.rows("待确认") if row["说明"].startswith("放假安排又有变动")]
    assert len(lapsed) == 2
    assert len(running.rows("待确认")) == 4
    running.run(status, NEXT)
    assert "待确认 2 项" in running.said


def test_a_date_that_came_of_what_people_typed_is_noted_once_it_is_shown(office: Office) -> None:
    office.add_row(企业名称="顺德乙有限公司", 问题分类="一般问题", 牵头单位="区交通局", 状态="办理中", 交办日期=OUT)
    office.run(status, OUT)
    (event,) = office.events("counted")
    assert event.data["clocks"]["办结"]["due"] == date(2027, 2, 5)
    office.run(status, OUT)
    assert len(office.events("counted")) == 1
    assert paste(office) == 1
    assert office.rows()[0]["办结时限"] == date(2027, 2, 5)


def test_status_says_which_deadlines_rest_on_a_year_not_published(running: Office) -> None:
    running.run(status, OUT)
    assert "2027 年放假安排尚未录入，2 项在办时限暂按周一至周五推算" in running.words
    assert {row["原因"] for row in running.rows("时限")} == {"2027年放假安排未公布，暂按周一至周五推算"}
    paste(running)
    running.run(status, NEXT)
    assert "尚未录入" not in running.words
    assert not [row for row in running.rows("时限") if "原因" in row]


def test_the_due_dates_explain_themselves_in_comments(running: Office) -> None:
    def comments() -> dict[str, str]:
        sheet = open_book(running.workspace.register.read_bytes())[running.record]
        head = {cell.column: cell.value for cell in sheet[1]}
        return {head[cell.column]: cell.comment.text for cell in sheet[2] if cell.comment}

    assert set(comments()) == {"办结时限", "评价时限"}
    assert comments()["办结时限"].startswith("期限说明：办结时限 2027年2月5日（自2027年1月5日起1个月）")
    assert "2027年放假安排尚未公布" in comments()["办结时限"]
    paste(running)
    assert "2月5日（周五）至13日（周六）　顺延（春节）" in comments()["办结时限"]
    assert "仍以告知的为准" in comments()["办结时限"]
    running.type_in("2027-001", 办理结果="已修好", 处理情况="已解决")
    running.run(status, NEXT)
    assert set(comments()) == {"评价时限"}, "what is met needs none"


def test_a_comment_that_a_person_wrote_stays(running: Office) -> None:
    from openpyxl.comments import Comment

    def write(sheet: Any) -> None:
        head = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, head["办理意见"]).comment = Comment("已电话催过", "王小明")
        sheet.cell(2, head["办结时限"]).comment = Comment("局长过问", "王小明")

    running.edit_sheet(write)
    paste(running)
    sheet = open_book(running.workspace.register.read_bytes())[running.record]
    texts = {sheet.cell(1, cell.column).value: cell.comment.text for cell in sheet[2] if cell.comment}
    assert texts["办理意见"] == "已电话催过"
    assert texts["办结时限"].startswith("期限说明")
    assert texts["办结时限"].endswith("局长过问")


def drop_2027(office: Office) -> None:
    def drop(sheet: Any) -> None:
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, 1).value and sheet.cell(row, 1).value.year == 2027:
                sheet.delete_rows(row)

    office.edit_sheet(drop, "节假日")


def test_undone_the_rows_of_a_notice_are_emptied_and_its_questions_lapse(running: Office) -> None:
    before = running.rows("节假日")
    paste(running)
    assert running.run(undo, NEXT) == 0
    assert "放假安排 2027年 34 天" in running.words
    assert running.rows("节假日") == before
    assert all("不用再填" in row["说明"] for row in running.rows("待确认"))
    assert len(running.events("recounted")) == 2, "the questions are not asked again"
    assert running.run(undo, NEXT, redo=True) == 0
    assert len(of_2027(running)) == 34
    assert len(running.events("recounted")) == 4


def test_undone_a_row_that_a_person_changed_since_stands(running: Office) -> None:
    paste(running)

    def rename(sheet: Any) -> None:
        row = next(
            row
            for row in range(2, 300)
            if sheet.cell(row, 3).value == "端午节" and sheet.cell(row, 1).value.year == 2027
        )
        sheet.cell(row, 3).value = "端午"

    running.edit_sheet(rename, "节假日")
    running.run(undo, NEXT)
    assert [row["节日"] for row in of_2027(running)] == ["端午"]


def test_undone_while_the_register_is_open_the_days_count_no_more_and_their_rows_go_later(running: Office) -> None:
    paste(running)
    owner = lock_by_excel(running.workspace.register)
    running.run(undo, NEXT)
    assert len(of_2027(running)) == 34
    assert "2027 年放假安排尚未录入" in "".join(_status(running))
    owner.unlink()
    running.run(status, NEXT)
    assert of_2027(running) == []


def _status(office: Office) -> list[str]:
    office.run(status, NEXT)
    return office.said


def test_rows_that_a_person_deleted_come_back_only_with_a_notice_accepted_again(running: Office) -> None:
    paste(running)
    drop_2027(running)
    running.run(status, NEXT)
    assert of_2027(running) == []
    paste(running)
    assert "已在“节假日”表增加 34 行" in running.words
    assert len(of_2027(running)) == 34
    drop_2027(running)
    running.run(status, NEXT)
    assert of_2027(running) == []
