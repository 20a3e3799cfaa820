"""A report under the firm's own name (实名举报), played to its end: who gets it, and which papers tell of whom."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from jobs.office import Office
from toolkit.jobs.assignments import assignments
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.survey import survey
from toolkit.mechanism import load

FIRM, PERSON, PHONE = "清远丙建材有限公司", "植某某", "13800138066"
MATTER = "大厅窗口索要好处费才肯收件"
KEPT = (FIRM, PERSON, PHONE, MATTER, "丙建材")
LEAD, SUPPORT, ACCUSED = "市纪委监委", "市公安局", "市政务服务数据管理局"
FORM = {
    "报送单位": FIRM,
    "企业名称": FIRM,
    "提交日期": date(2022, 5, 9),
    "联系人": PERSON,
    "联系电话": PHONE,
    "事项分类": "实名举报",
    "事项类别": "B",
    "被投诉单位": "市政数局窗口",
    "事由": MATTER,
    "投诉诉求内容": f"{FIRM}办理施工许可，{MATTER}，请查处。",
}
OTHER = {
    **FORM,
    "报送单位": "清新区人民政府",
    "企业名称": "清远丁陶瓷有限公司",
    "联系人": "陈某",
    "联系电话": "13700001111",
    "事项分类": "一般事项",
    "事项类别": "A",
    "被投诉单位": "",
    "事由": "转贷资金慢",
    "投诉诉求内容": "申请应急转贷资金，十二个工作日没有办完。",
}
D1, D2, D3, D4 = date(2022, 5, 10), date(2022, 5, 11), date(2022, 5, 31), date(2022, 7, 5)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each step said, by step; the office lies under ``root``."""
    office = Office.found(tmp_path_factory.mktemp("secret") / "office", load("qingyuan"))
    said: dict[str, list[str]] = {"root": [str(office.root)]}

    def step(name: str) -> None:
        said[name] = list(office.said)

    form = office.mechanism.form_that("opens")
    office.put("诉求.xlsx", office.blank(form, OTHER))
    office.put("举报.xlsx", office.blank(form, FORM))
    office.put("匿名.xlsx", office.blank(form, {**FORM, "企业名称": "清远戊石场", "联系人": "", "联系电话": ""}))
    office.run(ingest, D1)
    office.run(status, D1)
    step("status")
    office.type_in("2022-001", 牵头单位="市金融局")
    office.type_in("2022-002", 牵头单位="市政数局", 配合单位=SUPPORT)
    office.type_in("2022-003", 牵头单位=LEAD)
    office.run(dispatch, D1)
    step("to the accused")
    office.type_in("2022-002", 牵头单位=LEAD, 配合单位=f"{SUPPORT}、{ACCUSED}")
    office.run(dispatch, D1, ["2022-002"])
    step("the accused supports")
    office.type_in("2022-002", 配合单位=SUPPORT)
    office.run(dispatch, D2)
    step("dispatch")
    office.run(assignments, D2)
    office.run(remind, D3)
    step("remind")
    office.put("反馈.xlsx", _answered(office))
    office.run(ingest, D3)
    office.run(survey, D3)
    office.put(
        "评价.xlsx",
        office.answered(
            office.sent("表三 2022-002"), {"服务评价": "不满意", "评价意见": f"{MATTER}，没有查清"}, "rating"
        ),
    )
    office.run(ingest, date(2022, 6, 6))
    office.run(quarterly, D4, "2022Q2")
    step("quarterly")
    return said


def _answered(office: Office) -> bytes:
    said = {
        "办理结果": "已解决",
        "办理情况": "已查实处理，并于5月30日向举报人反馈。",
        "经办人": "冯某",
        "经办人电话": "0763-3300009",
    }
    return office.answered(office.sent(LEAD, "表二 2022-002"), said, "handling")


@pytest.fixture(scope="module")
def office(told: Mapping[str, list[str]]) -> Office:
    return Office(Path(told["root"][0]), load("qingyuan"))


def test_it_never_goes_to_the_unit_it_accuses_nor_to_one_of_its_own_windows(told: Mapping[str, list[str]]) -> None:
    assert (
        f"2022-002：是实名举报，“{ACCUSED}”是被投诉单位（市政数局窗口），不能作牵头单位或配合单位，未交办。请在台账改由其他单位办理"
        in told["to the accused"]
    )


def test_the_accused_does_not_support_either(told: Mapping[str, list[str]]) -> None:
    assert any(
        each.startswith(f"2022-002：是实名举报，“{ACCUSED}”是被投诉单位") for each in told["the accused supports"]
    )


def test_without_a_name_and_a_telephone_it_is_no_report_under_a_name(told: Mapping[str, list[str]]) -> None:
    assert (
        "2022-003：没有填写联系人、联系电话，不能按实名举报转办，未交办。请与举报人核实后在台账补填；无法核实身份的，请把“事项分类”改为其他分类"
        in told["to the accused"]
    )


def test_other_matters_go_out_meanwhile(told: Mapping[str, list[str]]) -> None:
    assert any(each.startswith("2022-001 交市金融局") for each in told["to the accused"])


def test_it_stands_first_in_what_waits_and_the_columns_that_are_empty_are_named(told: Mapping[str, list[str]]) -> None:
    waiting = [each for each in told["status"] if "栏填写" in each and "2022-" in each]
    assert [each.split()[0] for each in waiting] == ["2022-002", "2022-003", "2022-001"]
    assert "在台账“牵头单位”栏填写" in waiting[0]


def test_the_letter_says_that_it_is_secret_and_comes_first(office: Office) -> None:
    for unit in (LEAD, SUPPORT):
        text = _text(office.workspace.outbox / "交办" / D2.isoformat() / unit / "交办函.docx")
        assert "2022-002为实名举报，请优先办理、优先处置。" in text
        assert "不得转给或者告知被举报的单位和个人" in text
        assert not [each for each in KEPT if each in text]


def test_only_the_lead_learns_who_reports(office: Office) -> None:
    lead, support = (office.workspace.outbox / "交办" / D2.isoformat() / each for each in (LEAD, SUPPORT))
    assert sorted(each.name for each in lead.iterdir()) == [
        "事项清单.xlsx", "交办函.docx", "企业原件 2022-002 举报.xlsx", "表一 2022-002.xlsx", "表二 2022-002.xlsx",
        "邮件草稿.eml",
    ]  # fmt: skip
    assert sorted(each.name for each in support.iterdir()) == [
        "事项清单.xlsx", "交办函.docx", "表一 2022-002.xlsx", "表二 2022-002.xlsx", "邮件草稿.eml",
    ]  # fmt: skip
    assert FIRM in _text(lead / "表一 2022-002.xlsx")
    told = _text(support / "表一 2022-002.xlsx")
    assert "该企业办理施工许可" in told
    assert not [each for each in (FIRM, PERSON, PHONE) if each in told]


def test_its_return_without_the_firm_s_name_is_taken_in(office: Office) -> None:
    row = office.row("2022-002")
    assert (row["企业名称"], row["状态"], row["服务评价"]) == (FIRM, "限期整改", "不满意")


def test_no_paper_but_the_lead_s_and_the_firm_s_own_names_it(office: Office) -> None:
    told = {
        path.relative_to(office.workspace.outbox).as_posix(): [each for each in KEPT if each in f"{path.name}{text}"]
        for path in office.workspace.outbox.rglob("*")
        if path.is_file()
        for text in [_text(path)]
    }
    own = {"回执", "评价", "退回补正"}  # what goes to the firm itself
    found = {name: each for name, each in told.items() if each and name.split("/")[0] not in own}
    assert {name.split("/", 2)[-1] for name in found} == {
        f"{LEAD}/表一 2022-002.xlsx", f"{LEAD}/表二 2022-002.xlsx", f"{LEAD}/企业原件 2022-002 举报.xlsx",
        f"{LEAD}/邮件草稿.eml", f"{SUPPORT}/表一 2022-002.xlsx",
        f"{SUPPORT}/表二 2022-002.xlsx", f"{SUPPORT}/邮件草稿.eml",
    }  # fmt: skip
    # What the supporting unit gets is the matter, without who reports it.
    assert all(set(each) <= {MATTER} for name, each in found.items() if SUPPORT in name)
    assert len(told) > 20


def test_its_bad_rating_is_listed_without_what_the_firm_wrote(office: Office) -> None:
    text = _text(next((office.workspace.outbox / "季度分析").rglob("*服务评价和整改.xlsx")))
    assert "2022-002" in text
    assert "（保密）" in text


def test_the_list_in_hand_counts_it_without_telling(office: Office) -> None:
    book = next((office.workspace.outbox / "交办").glob("*全部*.xlsx"))
    text = _text(book)
    assert "实名举报（内容保密）" in text
    assert text.index("2022-002") < text.index("2022-001")


def test_the_board_does_not_name_it(office: Office) -> None:
    board = openpyxl.load_workbook(office.workspace.register)["看板"]
    cells = {str(cell) for row in board.iter_rows(values_only=True) for cell in row if cell}
    assert "清远丁陶瓷有限公司" in cells
    assert not cells & {FIRM, "清远戊石场"}
    assert "没有联系人、联系电话，不能按实名举报转办，补填或改分类" in cells


def _text(path: Path, data: bytes | None = None) -> str:
    """All that can be read in a file, what a mail draft carries included."""
    data = path.read_bytes() if data is None else data
    if path.suffix == ".docx":
        document = Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in document.paragraphs), *cells])
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        names = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
        return "\n".join([*cells, names])
    if path.suffix == ".eml":
        return "\n".join(_parts(data))
    return data.decode("utf-8-sig", errors="ignore")


def _parts(data: bytes) -> Iterator[str]:
    mail = email.message_from_bytes(data, policy=email.policy.default)
    yield str(mail["subject"])
    for part in mail.walk():
        if part.get_filename():
            yield str(part.get_filename())
            yield _text(Path(str(part.get_filename())), part.get_payload(decode=True))
        elif part.get_content_type() == "text/plain":
            yield part.get_content()
