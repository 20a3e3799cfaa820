"""What a sender gets back: a receipt, or the own form with the faults marked and a mail ready to send."""

from __future__ import annotations

import email
import email.policy
import io
from datetime import date
from pathlib import Path

import openpyxl
from docx import Document

from intake.compound import compound_file
from jobs.office import Office
from jobs.returns.test_post import SCAN, mail
from toolkit.jobs.ingest import ingest
from toolkit.ooxml import Workbook
from toolkit.templates import input_cell, sheet_name

OLD_WORD = compound_file({"WordDocument": b"\xec\xa5" * 3000})


def back(office: Office) -> dict[str, Path]:
    """The files that lie in the one folder of outbox/退回补正, by name."""
    (folder,) = (office.workspace.outbox / "退回补正").iterdir()
    return {each.name: each for each in folder.iterdir()}


def receipts(office: Office) -> list[Path]:
    return sorted((office.workspace.outbox / "回执").rglob("*.docx"))


def mended(office: Office, path: Path, **values: str | date) -> bytes:
    """The returned workbook as its sender fills in what was asked for."""
    form = office.mechanism.form("annex2")
    book = Workbook.read(path.read_bytes())
    book.edit(sheet_name(form), {input_cell(form, key): value for key, value in values.items()})
    return book.to_bytes()


def test_a_form_without_faults_is_receipted_with_its_number_and_content(office: Office) -> None:
    office.take_in(甲=office.report())

    (path,) = receipts(office)
    assert path.name.startswith("2024-001 顺德甲电器有限公司")
    paper = Document(str(path))
    said = "\n".join(each.text for each in paper.paragraphs)
    assert "北滘总商会：" in said and "编号 2024-001" in said and "如有出入" in said
    shown = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    assert shown["联系电话"] == "13800138000"
    assert shown["问题类别"] == "B 生产经营"
    assert shown["提交日期"] == "2024年1月8日"
    assert "正在对问题分类" in shown["下一步"]
    assert not list((office.workspace.outbox / "退回补正").iterdir())


def test_a_form_with_faults_goes_back_as_the_senders_own_workbook(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None))

    assert not receipts(office)
    files = back(office)
    assert set(files) == {"甲（请修改）.xlsx", "甲 补正说明.docx", "邮件草稿.eml"}
    book = openpyxl.load_workbook(files["甲（请修改）.xlsx"])
    assert "请修改以下1处" in book.sheetnames[0]
    form = office.mechanism.form("annex2")
    row, column = input_cell(form, "联系电话")
    cell = book[sheet_name(form)].cell(row, column + 1)
    assert cell.comment is not None and "联系电话" in cell.comment.text
    firm = input_cell(form, "企业名称")
    assert book[sheet_name(form)].cell(firm[0], firm[1] + 1).value == "顺德甲电器有限公司"


def test_the_mended_workbook_is_known_as_the_successor(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None))
    again = mended(office, back(office)["甲（请修改）.xlsx"], 联系电话="13900139000")

    assert office.take_in(换个名字=again) == 0
    (row,) = office.rows()
    assert (row["编号"], row["联系电话"]) == ("2024-001", "13900139000")
    assert "待补正" not in row
    (path,) = receipts(office)
    assert "已补入事项 2024-001" in "\n".join(each.text for each in Document(str(path)).paragraphs)


def test_a_mended_workbook_is_the_successor_though_its_words_were_polished(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None))
    new = {"联系电话": "13900139000", "问题困难": "厂区门口道路破损严重、雨天积水，影响货车进出", "职务": "总经理"}
    again = mended(office, back(office)["甲（请修改）.xlsx"], **new)

    office.take_in(补=again)
    assert [each["编号"] for each in office.rows()] == ["2024-001"]
    assert office.row("2024-001")["问题困难"] == new["问题困难"]


def test_the_draft_opens_ready_to_send_with_the_marked_form(office: Office) -> None:
    office.take_in(甲=office.report(联系电话=None))

    data = back(office)["邮件草稿.eml"].read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "编号 2024-001" in text and "联系电话" in text
    assert {part.get_filename() for part in message.iter_attachments()} == {"甲（请修改）.xlsx", "甲 补正说明.docx"}


def test_a_form_that_came_by_mail_is_answered_to_its_sender(office: Office) -> None:
    office.put("邮件.eml", mail(("表.xlsx", office.report(联系电话=None))))
    office.run(ingest)

    message = email.message_from_bytes(back(office)["邮件草稿.eml"].read_bytes(), policy=email.policy.default)
    assert message["To"] == "beijiao@example.org"


def test_a_word_form_goes_back_as_our_form_with_their_answers_and_the_original(office: Office) -> None:
    paper = Document()
    paper.add_paragraph("民营企业反映问题情况表")
    table = paper.add_table(rows=0, cols=2)
    said = {"报送单位": "北滘总商会", "企业名称": "顺德丁有限公司", "提交日期": "2024年1月8日", "问题类别": "B",
            "企业联系人": "陈某", "职务": "经理", "联系电话": "", "涉及单位": "", "问题困难": "门口没有路灯", "备注": ""}  # fmt: skip
    for label, text in said.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text
    stream = io.BytesIO()
    paper.save(stream)
    office.put("报送表.docx", stream.getvalue())

    assert office.run(ingest) == 1
    files = back(office)
    assert set(files) == {"报送表（请修改）.xlsx", "原件 报送表.docx", "报送表 补正说明.docx", "邮件草稿.eml"}
    book = openpyxl.load_workbook(files["报送表（请修改）.xlsx"])
    form = office.mechanism.form("annex2")
    sheet = book[sheet_name(form)]
    row, column = input_cell(form, "企业名称")
    assert sheet.cell(row, column + 1).value == "顺德丁有限公司"
    row, column = input_cell(form, "联系电话")
    marked = [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.comment]
    assert marked == [sheet.cell(row, column + 1).coordinate]
    again = mended(office, files["报送表（请修改）.xlsx"], 联系电话="13900139000")
    assert office.take_in(补=again) == 0
    assert [each["编号"] for each in office.rows()] == ["2024-001"]


def test_a_file_that_is_no_form_goes_back_with_a_blank_one(office: Office) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "本周食堂菜单"
    stream = io.BytesIO()
    book.save(stream)
    office.take_in(菜单=stream.getvalue())

    files = back(office)
    assert any(
        "没有认出" in each.text
        for table in Document(str(files["菜单 补正说明.docx"])).tables
        for row in table.rows
        for each in row.cells
    )


def test_nobody_is_written_to_about_a_photo_that_came_along(office: Office) -> None:
    office.put("邮件.eml", mail(("表.xlsx", office.report()), ("证明.pdf", SCAN)))
    office.run(ingest)

    assert not list((office.workspace.outbox / "退回补正").iterdir())
    assert len(receipts(office)) == 1


def test_what_cannot_be_read_is_answered_without_sending_it_back(office: Office) -> None:
    office.put("旧.doc", OLD_WORD)
    office.run(ingest)

    files = back(office)
    draft = email.message_from_bytes(files["邮件草稿.eml"].read_bytes(), policy=email.policy.default)
    body = draft.get_body(("plain",))
    assert body is not None
    assert "请按以上说明处理后重新报送" in body.get_content()
    assert "请修改" not in body.get_content()
    names = {part.get_filename() for part in draft.iter_attachments()}
    assert not [each for each in names if each and each.startswith("原件")]
    assert "原件 旧.doc" in files
