"""What comes with a form, in one mail, one archive or one subfolder; scans and mails that come alone."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs.office import DAY, Office, open_book
from toolkit.jobs.ingest import ingest

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40
SCAN = b"%PDF-1.4\n" + b"1 0 obj <<>> endobj\n" * 50 + b"%%EOF\n"


def mail(*files: tuple[str, bytes], text: str = "您好，报上我会收到的企业问题，请查收。", day: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "北滘总商会 <beijiao@example.org>"
    message["Subject"] = "报送问题"
    if day:
        message["Date"] = day
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def archive(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as box:
        for name, data in files:
            box.writestr(name, data)
    return packed.getvalue()


def filed(office: Office, number: str) -> dict[str, bytes]:
    folder = office.workspace.materials / number
    return {each.name: each.read_bytes() for each in folder.iterdir()} if folder.is_dir() else {}


@pytest.mark.parametrize(("name", "pack"), [("邮件.eml", mail), ("打包.zip", archive)])
def test_what_comes_with_a_form_is_filed_with_its_case(office: Office, name: str, pack: object) -> None:
    files = ("附件2.xlsx", office.report()), ("现场照片.jpg", PHOTO), ("证明.pdf", SCAN)
    office.put(name, pack(*files))  # type: ignore[operator]  # one of the two packers above

    assert office.run(ingest) == 0
    assert filed(office, "2024-001") == {"现场照片.jpg": PHOTO, "证明.pdf": SCAN}
    assert office.row("2024-001")["佐证材料"] == "现场照片.jpg、证明.pdf"
    assert not [each for each in office.workspace.inbox.rglob("*") if each.is_file()]


def test_the_register_leads_to_the_folder_with_the_material(office: Office) -> None:
    office.put("邮件.eml", mail(("附件2.xlsx", office.report()), ("现场照片.jpg", PHOTO)))
    office.put("扫描件.pdf", SCAN)
    office.run(ingest)

    book = open_book(office.workspace.register.read_bytes())
    linked = {
        cell.value: cell.hyperlink.target
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert linked["现场照片.jpg"] == "佐证材料/2024-001/"
    assert (office.workspace.register.parent / linked["扫描件.pdf"]).read_bytes() == SCAN


def test_links_stay_when_the_register_is_written_again(office: Office) -> None:
    office.put("邮件.eml", mail(("附件2.xlsx", office.report()), ("现场照片.jpg", PHOTO)))
    office.run(ingest)
    office.take_in(乙=office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足"))

    book = open_book(office.workspace.register.read_bytes())
    targets = [cell.hyperlink.target for row in book[office.record].iter_rows() for cell in row if cell.hyperlink]
    assert targets == ["佐证材料/2024-001/"]


def test_the_covering_letter_is_kept_in_the_log(office: Office) -> None:
    office.put("邮件.eml", mail(("附件2.xlsx", office.report())))
    office.run(ingest)

    logged = {row["文件名"]: row for row in office.rows("收件日志")}
    assert "报上我会收到的企业问题" in logged["邮件.eml"]["说明"]
    assert "beijiao@example.org" in logged["邮件.eml"]["说明"]
    assert logged["邮件.eml"]["编号"] == "2024-001"
    assert logged["邮件.eml › 附件2.xlsx"]["结果"] == "已登记"


def test_files_of_one_subfolder_belong_together_whichever_came_first(office: Office) -> None:
    office.put("北滘报来/照片.jpg", PHOTO)
    office.put("北滘报来/表.xlsx", office.report())

    assert office.run(ingest) == 0
    assert filed(office, "2024-001") == {"照片.jpg": PHOTO}


def test_beside_several_forms_the_office_is_asked_whose_a_photo_is(office: Office) -> None:
    two = office.report(), office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足")
    office.put("邮件.eml", mail(("甲.xlsx", two[0]), ("乙.xlsx", two[1]), ("照片.jpg", PHOTO)))

    assert office.run(ingest) == 1
    assert not filed(office, "2024-001") and not filed(office, "2024-002")
    office.name_case("照片.jpg", "2024-002")
    office.decide("照片.jpg")
    office.run(ingest)
    assert filed(office, "2024-002") == {"照片.jpg": PHOTO}
    assert office.row("2024-002")["佐证材料"] == "照片.jpg"


def test_a_scan_alone_is_laid_out_beside_a_blank_form_and_waits(office: Office) -> None:
    office.put("扫描件001.pdf", SCAN)

    assert office.run(ingest) == 1
    (ask,) = office.rows("待确认")
    assert "扫描件001.pdf" in ask["来件内容"] and "待录入" in ask["说明"]
    (folder,) = (office.workspace.outbox / "待录入").iterdir()
    names = sorted(each.suffix for each in folder.iterdir())
    assert names == [".pdf", ".xlsx"]
    assert (folder / "扫描件001.pdf").read_bytes() == SCAN


def test_the_form_typed_from_a_scan_brings_the_scan_along(office: Office) -> None:
    office.put("扫描件001.pdf", SCAN)
    office.run(ingest)
    (blank,) = (office.workspace.outbox / "待录入").rglob("*.xlsx")
    typed: dict[str, str | date] = {"报送单位": "北滘总商会", "企业名称": "顺德丙有限公司", "提交日期": date(2024, 1, 8), "问题类别": "B",
             "企业联系人": "陈某", "联系电话": "13800138000", "问题困难": "门口没有路灯"}  # fmt: skip

    assert office.take_in(录入=office.answered(blank, typed, "annex2")) == 0
    assert filed(office, "2024-001") == {"扫描件001.pdf": SCAN}
    assert "扫描件001.pdf" in office.row("2024-001")["佐证材料"]
    decided = office.events("decided")
    assert [each.data["take"] for each in decided] == [True]


def test_a_mail_without_attachments_is_a_question_to_the_office(office: Office) -> None:
    office.put("来信.eml", mail(text="我公司门口道路破损多年，请协调修复。"))

    assert office.run(ingest) == 1
    (ask,) = office.rows("待确认")
    assert "没有附件" in ask["说明"]
    (row,) = office.rows("收件日志")
    assert "门口道路破损多年" in row["说明"]


def test_a_form_that_came_alone_and_again_in_a_mail_is_one_case(office: Office) -> None:
    office.take_in(甲=office.report())
    office.put("邮件.eml", mail(("附件2.xlsx", office.report()), ("照片.jpg", PHOTO)))

    office.run(ingest)
    assert [row["编号"] for row in office.rows()] == ["2024-001"]
    outcomes = {row["文件名"]: row["结果"] for row in office.rows("收件日志")}
    assert outcomes["邮件.eml › 附件2.xlsx"] == "重复来件"
    # The photo that was forgotten the first time is its case's, not a scan to be typed in.
    assert filed(office, "2024-001") == {"照片.jpg": PHOTO}
    assert office.rows("待确认") == []


def test_a_file_beside_a_mail_is_not_counted_as_its_content(office: Office) -> None:
    office.put("夹/来信.eml", mail(("附件2.xlsx", office.report())))
    office.put("夹/来信.eml 的附件.jpg", PHOTO)

    office.run(ingest)
    outcomes = {row["文件名"]: row["结果"] for row in office.rows("收件日志")}
    assert outcomes["夹/来信.eml"] == "邮件，内有 1 个文件"


def test_the_same_file_twice_in_one_run_is_one_case(office: Office) -> None:
    office.put("甲.xlsx", office.report())
    office.put("甲的副本.xlsx", office.report())

    assert office.run(ingest) == 0
    assert len(office.rows()) == 1
    outcomes = [row["结果"] for row in office.rows("收件日志")]
    assert outcomes == ["已登记", "重复来件"]


def test_material_of_the_same_name_for_one_case_is_kept_side_by_side(office: Office) -> None:
    other = PHOTO + b"x"
    office.put("邮件.eml", mail(("表.xlsx", office.report()), ("照片.jpg", PHOTO), ("照片.jpg", other)))

    office.run(ingest)
    assert sorted(filed(office, "2024-001").values(), key=len) == [PHOTO, other]


def test_a_dry_run_of_a_mail_writes_nothing(office: Office) -> None:
    office.put("邮件.eml", mail(("表.xlsx", office.report()), ("照片.jpg", PHOTO)))
    office.put("扫描件.pdf", SCAN)
    before = office.snapshot()

    office.run(ingest, DAY, dry_run=True)
    assert office.snapshot() == before


def test_the_original_of_every_attachment_is_kept(office: Office) -> None:
    office.put("邮件.eml", mail(("表.xlsx", office.report()), ("照片.jpg", PHOTO)))

    office.run(ingest)
    kept = {each.read_bytes() for each in office.workspace.originals.rglob("*") if each.is_file()}
    assert {office.report(), PHOTO} <= kept
    for row in office.rows("收件日志"):
        assert (office.root / Path(row["原件"])).is_file()


def test_a_photo_that_came_with_one_case_is_filed_with_the_next_it_comes_with(office: Office) -> None:
    office.put("甲.eml", mail(("表.xlsx", office.report()), ("照片.jpg", PHOTO)))
    office.run(ingest)
    other = office.report(企业名称="顺德乙家具有限公司", 问题困难="用地指标不足")
    office.put("乙.eml", mail(("表.xlsx", other), ("照片.jpg", PHOTO)))
    office.run(ingest)

    assert filed(office, "2024-001") == filed(office, "2024-002") == {"照片.jpg": PHOTO}
    logged = {row["文件名"]: row for row in office.rows("收件日志")}
    assert logged["乙.eml"]["编号"] == "2024-002"
    assert logged["乙.eml › 照片.jpg"]["编号"] == "2024-002"


def test_a_form_sent_once_more_with_its_photo_says_whose_the_photo_is(office: Office) -> None:
    office.take_in(甲=office.report())
    office.put("补充.eml", mail(("表.xlsx", office.report()), ("照片.jpg", PHOTO)))

    assert office.run(ingest) == 0
    assert filed(office, "2024-001") == {"照片.jpg": PHOTO}


def test_a_file_in_a_subfolder_is_told_with_the_folder(office: Office) -> None:
    office.put("均安报来/表.xlsx", office.report())
    office.run(ingest)

    assert [row["文件名"] for row in office.rows("收件日志")] == ["均安报来/表.xlsx"]
