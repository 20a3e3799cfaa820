from __future__ import annotations

import email
import email.message
import email.policy
import os
from datetime import date
from pathlib import Path

import docx
import pytest

from toolkit.forms.identity import read_mark
from toolkit.intake.formats.parse import parse_book
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.split import split

from .again import once
from .office import Office, open_book

OUT = date(2024, 1, 11)


@pytest.fixture
@once
def two(office: Office) -> Office:
    """An office with a case that is ready, one whose key question waits for its meeting, one unclassified."""
    office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in "甲乙丙"})
    office.type_in("2024-001", 问题分类="一般问题", 案由="门口道路", 牵头单位="区交通局", 配合单位="北滘镇、区住建局")
    office.type_in("2024-002", 问题分类="重点问题", 牵头单位="区交通局")
    return office


def folders(office: Office) -> dict[str, list[str]]:
    day = office.workspace.outbox / "交办" / OUT.isoformat()
    return {each.name: sorted(file.name for file in each.iterdir()) for each in day.iterdir()} if day.exists() else {}


def test_only_cases_that_are_ready_go_out(two: Office) -> None:
    assert two.run(dispatch, OUT) == 0
    assert [row["状态"] for row in two.rows()] == ["办理中", "待上会", "待分类"]
    row = two.row("2024-001")
    assert row["交办日期"] == OUT
    assert row["办结时限"] == date(2024, 2, 18)  # 11 February is in the holidays; the 18th is worked
    kinds = [each["种类"] for each in two.rows("时限")]
    assert kinds == ["办结", "评价", "配合意见·北滘镇", "配合意见·区住房城乡建设和水利局"]


def test_each_unit_gets_a_folder_the_supporting_ones_too(two: Office) -> None:
    two.run(dispatch, OUT)
    found = folders(two)
    assert len(found) == 3
    assert any("交通" in unit for unit in found)
    about = "2024-001 顺德甲有限公司.xlsx"
    for unit, files in found.items():
        forms = [f"附件2 {about}", f"附件3 {about}", *["企业原件 2024-001 甲.xlsx"] * ("交通" in unit)]
        assert files == sorted(["交办函.docx", "事项清单.xlsx", "邮件草稿.eml", *forms])


def test_a_unit_is_told_the_problem_and_whom_to_call(two: Office) -> None:
    two.run(dispatch, OUT)
    book = open_book(two.sent("附件2", "交通").read_bytes())
    said = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"厂区门口道路破损，影响货车进出", "陈某", "13800138000"} <= said


def test_a_unit_that_gets_a_matter_again_is_told_what_the_firm_said(two: Office) -> None:
    two.run(dispatch, OUT)
    two.type_in("2024-001", 状态="重新办理", 企业意见建议="只补了一半")
    two.run(dispatch, date(2024, 1, 22))
    letter = next((two.workspace.outbox / "交办" / "2024-01-22").rglob("交办函.docx"))
    paper = docx.Document(str(letter))
    words = [each.text for each in paper.paragraphs] + [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert any("其中2024-001为重新办理事项" in each for each in words)
    assert any("企业意见：只补了一半" in each for each in words)


def test_the_pre_filled_form_bears_number_round_and_unit_visibly_and_not(two: Office) -> None:
    two.run(dispatch, OUT)
    marks = set()
    for path in (two.workspace.outbox / "交办").rglob("附件3*.xlsx"):
        _, book = parse_book(path.read_bytes())
        (mark,) = {tuple(read_mark(each) or ()) for each in book.marks}
        marks.add(mark)
        values = [cell.value for row in open_book(path.read_bytes()).worksheets[0].iter_rows() for cell in row]
        assert "2024-001" in values
        assert "门口道路" in values
    assert {mark[:4] for mark in marks} == {("annex3", "1", "2024-001", "1")}
    assert {mark[4] for mark in marks} == set(folders(two))


def test_a_unit_nobody_knows_is_told_and_its_case_stays(two: Office) -> None:
    two.type_in("2024-001", 牵头单位="区交通运输管理总站")
    assert two.run(dispatch, OUT) == 1
    assert "“区交通运输管理总站”不在成员单位名单中" in two.words
    assert two.row("2024-001")["状态"] == "待交办"
    assert folders(two) == {}


def test_an_unknown_supporting_unit_holds_the_case_back_too(two: Office) -> None:
    two.type_in("2024-001", 配合单位="某某办公室")
    assert two.run(dispatch, OUT) == 1
    assert "配合单位“某某办公室”不在" in two.words
    assert folders(two) == {}


def test_a_case_without_a_lead_is_told(two: Office) -> None:
    two.type_in("2024-001", 牵头单位=None)
    assert two.run(dispatch, OUT) == 1
    assert "2024-001：没有填写牵头单位" in two.words


def test_a_unit_added_to_the_sheet_of_units_is_known(two: Office) -> None:
    two.edit_sheet(lambda sheet: sheet.append(["区新设局", "部门", "新设局"]), "成员单位")
    two.type_in("2024-001", 牵头单位="新设局")
    assert two.run(dispatch, OUT) == 0
    assert "区新设局" in folders(two)


def test_named_cases_alone_go_out_and_unknown_or_unready_ones_are_told(two: Office) -> None:
    two.type_in("2024-003", 问题分类="一般问题", 牵头单位="区交通局")
    assert two.run(dispatch, OUT, ["2024-003", "2024-002", "2024-099"]) == 1
    assert [row["状态"] for row in two.rows()] == ["待交办", "待上会", "办理中"]
    assert "2024-002：现在是“待上会”，不能交办" in two.words
    assert "2024-099：台账中没有这个编号" in two.words


def test_nothing_to_dispatch_is_said(office: Office) -> None:
    assert office.run(dispatch, OUT) == 0
    assert office.said == ["没有待交办的事项"]


def test_a_second_run_sends_nothing_again(two: Office) -> None:
    two.run(dispatch, OUT)
    before = two.snapshot()
    two.run(dispatch, OUT)
    assert "没有待交办的事项" in two.words
    assert two.snapshot() == before


def test_the_mail_draft_opens_with_the_form_attached(two: Office) -> None:
    two.edit_sheet(lambda sheet: _set_mail(sheet, "交通"), "成员单位")
    two.run(dispatch, OUT)
    (unit,) = [each for each in folders(two) if "交通" in each]
    path = two.workspace.outbox / "交办" / OUT.isoformat() / unit / "邮件草稿.eml"
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert not message.defects
    assert "2024-001" in message["Subject"]
    assert message["To"] == "jiaotong@example.gov.cn"
    files = {str(part.get_filename()): part.get_payload(decode=True) for part in message.iter_attachments()}
    beside = {each.name: each.read_bytes() for each in path.parent.iterdir() if each != path}
    assert files == beside


def _set_mail(sheet: object, word: str) -> None:
    head = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
    for row in sheet.iter_rows(min_row=2):  # type: ignore[attr-defined]
        if word in str(row[0].value):
            sheet.cell(row[0].row, head["邮箱"]).value = "jiaotong@example.gov.cn"  # type: ignore[attr-defined]


def test_what_goes_out_comes_back_only_for_its_sender(two: Office) -> None:
    two.run(dispatch, OUT)
    supporting = next(
        path for path in (two.workspace.outbox / "交办").rglob("附件3*.xlsx") if "北滘" in path.parent.name
    )
    told = {"配合联系人": "梁某", "办理意见": "配合清障", "办理结果": "清好了", "处理情况": "已解决"}
    two.take_in(date(2024, 1, 15), 配合=two.answered(supporting, told))
    row = two.row("2024-001")
    assert row["状态"] == "办理中", "a supporting unit never closes a case"
    assert row["配合联系人"] == "梁某"
    assert "办理结果" not in row
    (answer,) = two.desk.cases["2024-001"].supporters
    assert (answer.unit, answer.values["办理意见"]) == (supporting.parent.name, "配合清障")


def test_a_dry_run_says_what_would_go_out_and_changes_nothing(two: Office) -> None:
    before = two.snapshot()
    two.run(dispatch, OUT, dry_run=True)
    assert two.snapshot() == before
    assert "2024-001 交" in two.words
    two.run(dispatch, OUT)
    assert two.snapshot() != before


def test_what_went_out_earlier_the_same_day_stands_and_the_rest_goes_beside(two: Office) -> None:
    two.run(dispatch, OUT)
    first = unit_folder(two, "交通")
    before = {each: each.read_bytes() for each in first.iterdir()}
    two.type_in("2024-001", 状态="重新办理", 案由="改了案由")
    assert two.run(dispatch, OUT) == 0
    assert two.row("2024-001")["办理轮次"] == 2
    assert {each: each.read_bytes() for each in first.iterdir()} == before
    again = first.with_name(f"{first.name}（2）")
    assert {each.name for each in again.iterdir()} == {each.name for each in before}


def test_hand_work_comes_first(two: Office) -> None:
    two.type_in("2024-003", 问题分类="一般问题", 牵头单位="区交通局")
    two.run(dispatch, OUT)
    two.run(ingest)
    assert two.row("2024-003")["状态"] == "办理中"


def test_the_letter_explains_its_due_dates_day_by_day(two: Office) -> None:
    two.run(dispatch, OUT)
    letter = next(each for each in (two.workspace.outbox / "交办").rglob("交办函.docx") if "交通" in str(each))
    paper = docx.Document(str(letter))
    assert "2024-001　办结时限 2024年2月18日（自2024年1月11日起1个月）" in [each.text for each in paper.paragraphs]
    assert [[cell.text for cell in row.cells] for row in paper.tables[1].rows][1:] == [
        ["2024年1月11日（周四）", "不计", "当日不计"],
        ["2月11日（周日）至17日（周六）", "顺延", "春节"],
        ["2月18日（周日）", "顺延至此日期满", "调休上班"],
    ]
    assert len(paper.tables) == 2, "the evaluation is the firm's"


def test_what_the_letters_name_is_noted_with_the_dispatch(two: Office) -> None:
    two.run(dispatch, OUT)
    (event,) = two.events("dispatched")
    assert {name: each["due"] for name, each in event.data["clocks"].items()} == {
        "办结": date(2024, 2, 18), "评价": date(2024, 2, 18)
    }  # fmt: skip
    assert two.events("counted") == []


def cells_of(path: Path) -> set[str]:
    return {str(cell.value) for sheet in open_book(path.read_bytes()) for row in sheet.iter_rows() for cell in row}


def draft_of(folder: Path) -> email.message.EmailMessage:
    message = email.message_from_bytes((folder / "邮件草稿.eml").read_bytes(), policy=email.policy.strict)
    assert isinstance(message, email.message.EmailMessage)
    return message


def unit_folder(office: Office, word: str, day: date = OUT) -> Path:
    (found,) = [each for each in (office.workspace.outbox / "交办" / day.isoformat()).iterdir() if word in each.name]
    return found


def test_a_supporting_unit_is_told_the_problem_but_not_whom_to_call(two: Office) -> None:
    two.run(dispatch, OUT)
    for file in unit_folder(two, "北滘").glob("*.xlsx"):
        assert not {"13800138000", "陈某"} & cells_of(file), file.name
    assert "厂区门口道路破损，影响货车进出" in cells_of(two.sent("附件2", "北滘"))


def test_the_lead_gets_what_the_firm_sent_as_it_came(office: Office) -> None:
    photo = b"\xff\xd8\xff\xe0 a photo"
    form = office.report()
    office.put("甲公司来件/表.xlsx", form)
    office.put("甲公司来件/现场.jpg", photo)
    office.run(ingest)
    office.type_in("2024-001", 问题分类="一般问题", 牵头单位="区交通局", 配合单位="北滘镇")
    office.run(dispatch, OUT)
    lead = unit_folder(office, "交通")
    assert (lead / "企业原件 2024-001 表.xlsx").read_bytes() == form
    assert (lead / "佐证材料 2024-001 现场.jpg").read_bytes() == photo
    assert not [
        each.name for each in unit_folder(office, "北滘").iterdir() if "原件" in each.name or "材料" in each.name
    ]
    kinds = {part.get_filename(): part.get_content_type() for part in draft_of(lead).iter_attachments()}
    assert kinds["佐证材料 2024-001 现场.jpg"] == "image/jpeg"


def test_a_file_with_another_matter_on_it_goes_to_nobody(office: Office) -> None:
    office.take_in(甲=office.report(问题困难="一、门口道路破损，货车进不来\n二、用电容量不够，要增容"))
    office.run(split, OUT, "2024-001")
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 问题分类="一般问题", 牵头单位="区交通局" if number == "2024-001" else "区教育局")
    office.run(dispatch, OUT)
    assert not list((office.workspace.outbox / "交办").rglob("企业原件*"))
    assert "2024-001：来件“甲.xlsx”还写有别的事项，企业原件没有附上" in office.words


def test_what_a_mail_cannot_carry_is_named_and_left_in_the_folder(office: Office) -> None:
    office.put("来件/表.xlsx", office.report())
    office.put("来件/录像.mp4", os.urandom(1_200_000))
    office.put("来件/照片.jpg", b"\xff\xd8\xff\xe0" + os.urandom(1000))
    office.run(ingest)
    config = office.workspace.config
    config.write_text(config.read_text(encoding="utf-8").replace("megabytes = 20", "megabytes = 1"), encoding="utf-8")
    office.type_in("2024-001", 问题分类="一般问题", 牵头单位="区交通局")
    office.run(dispatch, OUT)
    folder = unit_folder(office, "交通")
    message, large = draft_of(folder), "佐证材料 2024-001 录像.mp4"
    attached = {part.get_filename() for part in message.iter_attachments()}
    assert (folder / large).stat().st_size == 1_200_000
    assert attached == {each.name for each in folder.iterdir()} - {large, "邮件草稿.eml"}
    body = message.get_body()
    assert body is not None
    assert f"以下材料较大，没有随邮件发送，另行提供：{large}。" in body.get_content()
    assert f"“{large}”较大，没有附在邮件草稿里" in office.words
    assert (folder / "邮件草稿.eml").stat().st_size < 1 << 20


def test_many_files_that_a_mail_cannot_carry_are_counted_and_their_folder_named(office: Office) -> None:
    office.put("来件/表.xlsx", office.report())
    for number in range(6):
        office.put(f"来件/录像{number}.mp4", os.urandom(900_000))
    office.run(ingest)
    config = office.workspace.config
    config.write_text(config.read_text(encoding="utf-8").replace("megabytes = 20", "megabytes = 1"), encoding="utf-8")
    office.type_in("2024-001", 问题分类="一般问题", 牵头单位="区交通局")
    office.run(dispatch, OUT)
    folder = unit_folder(office, "交通")
    (line,) = [each for each in office.said if "邮件草稿里" in each]
    assert "：有 6 份文件一封邮件放不下，没有附在邮件草稿里，请从文件夹 " in line
    assert folder.name in line
    assert "录像" not in line
    body = draft_of(folder).get_body()
    assert body is not None
    assert "另有6份文件一封邮件放不下，没有随邮件发送，另行提供。" in body.get_content()


def test_a_draft_names_the_contact_person_and_one_without_address_is_told(two: Office) -> None:
    def fill_in(sheet: object) -> None:
        _set_mail(sheet, "交通")
        head = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
        for row in sheet.iter_rows(min_row=2):  # type: ignore[attr-defined]
            if "交通" in str(row[0].value):
                sheet.cell(row[0].row, head["联络协作员"]).value = "陈明"  # type: ignore[attr-defined]

    two.edit_sheet(fill_in, "成员单位")
    two.run(dispatch, OUT)
    message = draft_of(unit_folder(two, "交通"))
    (address,) = message["To"].addresses
    assert (address.display_name, address.addr_spec) == ("陈明", "jiaotong@example.gov.cn")
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("区交通运输局 陈明：")
    assert "区住房城乡建设和水利局：“成员单位”表没有邮箱" in two.words
    assert "区交通运输局：“成员单位”表没有邮箱" not in two.words


def test_properties_of_what_goes_out_name_nobody_but_the_issuer(two: Office) -> None:
    two.run(dispatch, OUT)
    offices = {"", None, two.mechanism.office, two.mechanism.issuers["letter"].name}
    for path in unit_folder(two, "北滘").iterdir():
        if path.suffix == ".xlsx":
            told = open_book(path.read_bytes()).properties
            assert {told.creator, told.lastModifiedBy} <= offices, path.name
        elif path.suffix == ".docx":
            paper = docx.Document(str(path)).core_properties
            assert {paper.author, paper.last_modified_by} <= offices


def test_the_journal_and_the_story_say_to_whom_a_case_went(two: Office) -> None:
    two.run(dispatch, OUT)
    (sent,) = two.events("dispatched")
    assert sent.data["units"] == ["区交通运输局", "北滘镇", "区住房城乡建设和水利局"]
    two.run(history, OUT, "2024-001")
    assert "2024-01-11 交办　交区交通运输局、北滘镇、区住房城乡建设和水利局" in two.words


def test_a_case_given_back_goes_to_its_new_lead_and_the_old_day_is_told(two: Office) -> None:
    two.run(dispatch, OUT)
    two.type_in("2024-001", 状态="待交办", 牵头单位="区城管局", 配合单位=None)
    later = date(2024, 1, 16)
    assert two.run(dispatch, later) == 0
    assert two.row("2024-001")["状态"] == "办理中"
    assert two.row("2024-001")["办理轮次"] == 1
    folder = two.workspace.outbox / "交办" / later.isoformat()
    assert [each.name for each in folder.iterdir()] == ["区城市管理和综合执法局"]
    assert "2024-01-11 曾交区交通运输局、北滘镇、区住房城乡建设和水利局，时限仍从 2024-01-11 起算" in two.words
    assert [each.data["units"][0] for each in two.events("dispatched")] == ["区交通运输局", "区城市管理和综合执法局"]


def test_without_a_former_dispatch_nothing_is_said_of_one(two: Office) -> None:
    two.run(dispatch, OUT)
    assert "曾交" not in two.words


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A matter out with a lead and a supporting unit; the firm wrote a telephone number into its problem."""
    office = Office.found(tmp_path_factory.mktemp("told") / "office")
    office.take_in(甲=office.report(问题困难="门口道路破损，详询陈某13912345678，投资28000000元"))
    office.type_in(
        "2024-001", 问题分类="一般问题", 案由="道路，找陈生13912345678", 牵头单位="区交通局", 配合单位="北滘镇"
    )
    office.run(dispatch, OUT)
    return office


def test_a_number_in_the_firms_own_words_reaches_the_lead_only(told: Office) -> None:
    assert "门口道路破损，详询陈某13912345678，投资28000000元" in cells_of(told.sent("附件2", "交通"))
    assert "门口道路破损，详询陈某***，投资28000000元" in cells_of(told.sent("附件2", "北滘"))
    support = unit_folder(told, "北滘")
    paper = docx.Document(str(support / "交办函.docx"))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "道路，找陈生***" in cells
    for file in support.glob("*.xlsx"):
        assert not any("13912345678" in each for each in cells_of(file)), file.name
    assert told.row("2024-001")["问题困难"] == "门口道路破损，详询陈某13912345678，投资28000000元"


def test_what_was_hidden_from_a_supporting_unit_is_no_difference_when_its_form_comes_back(told: Office) -> None:
    told.take_in(date(2024, 1, 15), 配合=told.answered(told.sent("北滘", "附件3"), {"办理意见": "配合清障"}))
    assert told.rows("待确认") == []


def test_a_supporting_unit_is_listed_and_explained_its_own_part_and_date(told: Office) -> None:
    # By hand: due Sunday 18 February (worked); 10 to 17 February are off; before it 9, 8, 7 February.
    def line(word: str) -> dict[str, object]:
        sheet = open_book((unit_folder(told, word) / "事项清单.xlsx").read_bytes()).worksheets[0]
        grid = list(sheet.iter_rows(min_row=3, max_row=4, values_only=True))
        return dict(zip(*grid, strict=True))

    support, lead = line("北滘"), line("交通")
    assert (support["承办"], lead["承办"]) == ("配合", "牵头")
    assert str(support["意见时限"]).startswith("2024-02-07")
    assert lead["意见时限"] is None
    assert str(support["办结时限"]) == str(lead["办结时限"])
    paper = docx.Document(str(unit_folder(told, "北滘") / "交办函.docx"))
    title = "2024-001　配合意见时限 2024年2月7日（牵头单位办结时限2024年2月18日之前3个工作日）"
    assert title in [each.text for each in paper.paragraphs]
    assert [[cell.text for cell in row.cells] for row in paper.tables[1].rows][1:] == [
        ["2024年2月7日（周三）", "往前第3个工作日", "意见截止日"],
        ["2月8日（周四）至9日（周五）", "往前第2—1个工作日", ""],
        ["2月10日（周六）至17日（周六）", "不计", "春节"],
        ["2月18日（周日）", "牵头单位办结期限", ""],
    ]
