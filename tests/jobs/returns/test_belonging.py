"""Whose a return is that names no case, or the wrong one: by firm and subject, never by the name of its file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from jobs.again import once
from jobs.office import Office, open_book, saved
from toolkit.jobs.books.first_register import start
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import load
from toolkit.submission import Value

TINY = Path(__file__).parents[2] / "mechanisms" / "tiny"
OUT, BACK = date(2024, 1, 11), date(2024, 1, 18)
FIRM_A, FIRM_B = "佛山市顺德区云杉电器有限公司", "佛山市顺德区海棠家具有限公司"


@pytest.fixture
@once
def handed_out(office: Office) -> Office:
    """Three matters at work: two of one firm, one of another."""
    office.take_in(
        甲=office.report(企业名称=FIRM_A, 问题困难="厂区门口道路破损，影响大型货车进出"),
        乙=office.report(企业名称=FIRM_A, 问题困难="二期扩建用电容量不足，请协调增容"),
        丙=office.report(企业名称=FIRM_B, 问题困难="宿舍排水不畅，雨季积水严重"),
    )
    for number, subject, lead in (
        ("2024-001", "厂区门口道路修复", "区交通局"),
        ("2024-002", "二期用电增容", "区经促局"),
        ("2024-003", "宿舍排水", "区住建水利局"),
    ):
        office.type_in(number, 问题分类="一般问题", 案由=subject, 牵头单位=lead)
    office.run(dispatch, OUT)
    return office


def stray(office: Office, form_id: str = "annex3", **values: Value) -> bytes:
    """A form that somebody filled into an empty blank: it carries no number."""
    return office.blank(office.mechanism.form(form_id), values)


def test_the_only_case_of_the_firm_is_taken_and_told(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 评价单位="顺德海棠家具", 满意度="满意", 日期=BACK)
    assert handed_out.take_in(BACK, 评=form) == 0
    assert handed_out.row("2024-003")["满意度"] == "满意"
    assert handed_out.rows("待确认") == []
    log = handed_out.rows("收件日志")[-1]
    assert "按企业名称对上“2024-003”" in log["说明"]
    handed_out.run(history, BACK, "2024-003")
    assert "按企业名称对上" in handed_out.words


def test_of_several_cases_of_the_firm_the_subject_tells_which(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 评价单位=FIRM_A, 案由="二期用电增容", 满意度="基本满意")
    assert handed_out.take_in(BACK, 评=form) == 0
    assert handed_out.row("2024-002")["满意度"] == "基本满意"
    assert "满意度" not in handed_out.row("2024-001")
    assert "按企业名称和案由对上“2024-002”" in handed_out.rows("收件日志")[-1]["说明"]


def test_without_a_subject_the_firms_cases_are_named_and_none_is_taken(handed_out: Office) -> None:
    assert handed_out.take_in(BACK, 评=stray(handed_out, "annex4", 评价单位=FIRM_A, 满意度="满意")) == 1
    (ask,) = handed_out.rows("待确认")
    assert "2024-001（" in ask["说明"]
    assert "2024-002（" in ask["说明"]
    assert "2024-003" not in ask["说明"]
    assert "二期用电增容" in ask["说明"]
    assert "编号" not in ask, "the office chooses"
    assert not any("满意度" in row for row in handed_out.rows())


def test_a_firm_that_contradicts_by_its_subject_is_asked_about(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 评价单位=FIRM_B, 案由="出口退税办理缓慢", 满意度="满意")
    assert handed_out.take_in(BACK, 评=form) == 1
    assert "满意度" not in handed_out.row("2024-003")


def test_one_candidate_stands_ready_and_only_a_yes_is_typed(handed_out: Office) -> None:
    form = stray(handed_out, 案由="二期用电增容", 牵头单位="区经促局", 办理意见="已列入增容计划")
    assert handed_out.take_in(BACK, 回=form) == 1
    (ask,) = handed_out.rows("待确认")
    assert ask["编号"] == "2024-002"
    assert "案由一致、牵头单位一致" in ask["说明"]
    assert "办理意见" not in handed_out.row("2024-002"), "a subject alone is no proof"
    handed_out.decide("没有编号")
    assert handed_out.run(ingest, BACK) == 0
    assert handed_out.row("2024-002")["办理意见"] == "已列入增容计划"


def test_a_near_miss_of_the_firms_name_is_proposed_not_taken(handed_out: Office) -> None:
    assert handed_out.take_in(BACK, 评=stray(handed_out, "annex4", 评价单位="海棠家俱有限公司", 满意度="满意")) == 1
    (ask,) = handed_out.rows("待确认")
    assert ask["编号"] == "2024-003"
    assert "企业名称相近" in ask["说明"]


def test_a_strangers_form_has_no_candidates(handed_out: Office) -> None:
    assert handed_out.take_in(BACK, 评=stray(handed_out, "annex4", 评价单位="远方物流集团", 满意度="满意")) == 1
    (ask,) = handed_out.rows("待确认")
    assert "可能是" not in ask["说明"]
    assert "编号" not in ask


def test_the_name_of_the_file_proves_nothing(handed_out: Office) -> None:
    handed_out.put(f"2024-003 {FIRM_B} 宿舍排水.xlsx", stray(handed_out, 办理意见="已安排"))
    assert handed_out.run(ingest, BACK) == 1
    assert "可能是" not in handed_out.rows("待确认")[0]["说明"]


def test_the_firm_beside_a_label_of_the_units_own_counts(handed_out: Office) -> None:
    book = open_book(stray(handed_out, 案由="宿舍排水", 办理意见="已疏通"))
    sheet = book.worksheets[0]
    sheet.append(["企业名称：", FIRM_B])
    assert handed_out.take_in(BACK, 回=saved(book)) == 0, handed_out.words
    assert handed_out.row("2024-003")["办理意见"] == "已疏通"


def test_a_number_that_nothing_on_the_form_agrees_with_writes_nothing(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 编号="2024-001", 评价单位=FIRM_B, 案由="宿舍排水", 满意度="不满意")
    assert handed_out.take_in(BACK, 评=form) == 1
    assert not any("满意度" in row for row in handed_out.rows())
    (ask,) = handed_out.rows("待确认")
    assert "对不上" in ask["说明"]
    assert ask["编号"] == "2024-003", "its firm's only case stands ready"
    handed_out.decide("对不上")
    handed_out.run(ingest, BACK)
    assert handed_out.row("2024-003")["满意度"] == "不满意"


@pytest.fixture
@once
def of_one_unit(office: Office) -> Office:
    """Two firms' matters at work in one lead unit."""
    office.take_in(
        甲=office.report(企业名称=FIRM_A, 问题困难="厂区门口道路破损，影响大型货车进出"),
        乙=office.report(企业名称=FIRM_B, 问题困难="宿舍排水不畅，雨季积水严重"),
    )
    for number, subject in (("2024-001", "厂区门口道路修复"), ("2024-002", "宿舍排水")):
        office.type_in(number, 问题分类="一般问题", 案由=subject, 牵头单位="区交通局")
    office.run(dispatch, OUT)
    return office


def test_a_wrong_number_within_one_lead_unit_closes_nothing(of_one_unit: Office) -> None:
    form = stray(
        of_one_unit, 编号="2024-001", 案由="宿舍排水", 问题类别="A", 牵头单位="区交通局", 处理情况="已解决",
        办理结果="已疏通",
    )  # fmt: skip
    assert of_one_unit.take_in(BACK, 回=form) == 1
    assert [row["状态"] for row in of_one_unit.rows()] == ["办理中", "办理中"]
    assert not any("办理结果" in row for row in of_one_unit.rows())
    (ask,) = of_one_unit.rows("待确认")
    assert "对不上" in ask["说明"]
    assert ask["编号"] == "2024-002", "whose subject it is stands ready"
    of_one_unit.decide("对不上")
    of_one_unit.run(ingest, BACK)
    assert of_one_unit.row("2024-002")["办理结果"] == "已疏通"
    assert of_one_unit.row("2024-001")["状态"] == "办理中"


def test_a_subject_a_little_like_it_is_no_proof_where_another_case_has_it_word_for_word(of_one_unit: Office) -> None:
    of_one_unit.type_in("2024-002", 案由="厂区门口围墙修复")
    form = stray(of_one_unit, 编号="2024-001", 案由="厂区门口围墙修复", 牵头单位="区交通局", 办理意见="已安排")
    assert of_one_unit.take_in(BACK, 回=form) == 1
    assert not any("办理意见" in row for row in of_one_unit.rows())
    assert "2024-002（" in of_one_unit.rows("待确认")[0]["说明"]


def test_a_number_with_its_lead_unit_alone_is_believed(of_one_unit: Office) -> None:
    form = stray(of_one_unit, 编号="2024-001", 牵头单位="区交通局", 办理意见="已安排")
    assert of_one_unit.take_in(BACK, 回=form) == 0
    assert of_one_unit.row("2024-001")["办理意见"] == "已安排"


def test_a_likely_case_is_told_without_saying_that_there_is_none(handed_out: Office) -> None:
    handed_out.take_in(BACK, 回=stray(handed_out, 案由="二期用电增容", 牵头单位="区经促局", 办理意见="已列入增容计划"))
    (ask,) = handed_out.rows("待确认")
    for told in (ask["说明"], handed_out.rows("收件日志")[-1]["说明"]):
        assert "没有编号；像是 2024-002（" in told
        assert "也对不上台账中的事项" not in told
        assert "“待确认”表该行" in told


def test_a_number_with_anything_that_agrees_is_believed(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 编号="2024-001", 评价单位="云杉电器", 案由="路", 满意度="满意")
    handed_out.take_in(BACK, 评=form)
    assert handed_out.row("2024-001")["满意度"] == "满意"


def test_a_number_nobody_gave_names_the_likely_cases(handed_out: Office) -> None:
    form = stray(handed_out, "annex4", 编号="2024-030", 评价单位=FIRM_B, 满意度="满意")
    assert handed_out.take_in(BACK, 评=form) == 1
    (ask,) = handed_out.rows("待确认")
    assert "台账中没有编号“2024-030”" in ask["说明"]
    assert ask["编号"] == "2024-003"


def test_a_case_that_expects_no_such_form_is_no_candidate(office: Office) -> None:
    office.take_in(甲=office.report(企业名称=FIRM_A))
    assert office.take_in(BACK, 评=stray(office, "annex4", 评价单位=FIRM_A, 满意度="满意")) == 1
    assert "可能是" not in office.rows("待确认")[0]["说明"]


def test_an_old_form_filled_in_again_with_another_problem_waits_for_the_office(handed_out: Office) -> None:
    again = handed_out.report(编号="2024-003", 企业名称=FIRM_B, 问题困难="出口退税办理时间过长，资金周转困难")
    assert handed_out.take_in(BACK, 又=again) == 1
    assert handed_out.row("2024-003")["问题困难"] == "宿舍排水不畅，雨季积水严重"
    handed_out.decide("写的问题与该事项完全不同")
    handed_out.run(ingest, BACK)
    assert handed_out.row("2024-004")["问题困难"] == "出口退税办理时间过长，资金周转困难"


def test_a_number_with_the_firm_written_otherwise_is_its_own(handed_out: Office) -> None:
    again = handed_out.report(
        编号="2024-003",
        企业名称="顺德海棠家具有限公司",
        问题困难="宿舍排水不畅，雨季积水严重，已影响消防通道",
        联系电话="13900000000",
    )
    assert handed_out.take_in(BACK, 又=again) == 0
    assert handed_out.row("2024-003")["联系电话"] == "13900000000"
    assert "联系电话 13800138000 → 13900000000" in handed_out.rows("收件日志")[-1]["说明"]
    assert len(handed_out.rows()) == 3


def test_another_offices_form_finds_its_case_by_that_offices_own_columns(tmp_path: Path) -> None:
    root = tmp_path / "other"
    shutil.copytree(TINY, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\nsettle_seconds = 1\n', encoding="utf-8")
    other = Office(root, load(TINY))
    start(other.workspace, other.order())
    visit = {
        "走访单位": "东平居委",
        "受访企业": "东平丙五金厂",
        "走访日期": date(2024, 1, 8),
        "诉求类别": "X",
        "诉求详情": "招不到人",
    }
    other.take_in(访=other.blank(other.mechanism.form("visit"), visit))
    unit = next(iter(other.mechanism.units)).name
    column = open_book(other.workspace.register.read_bytes())[other.record][1]
    place = next(cell.column for cell in column if cell.value == "承办部门")
    other.edit_sheet(lambda sheet: setattr(sheet.cell(2, place), "value", unit))
    other.run(dispatch, OUT)
    said: dict[str, Value] = {"受访企业": "东平丙五金厂", "办理进展": "推进中", "答复内容": "已联系劳务市场"}
    other.take_in(BACK, 复=other.blank(other.mechanism.form("reply"), said))
    assert "按企业名称对上" in other.words
    assert other.rows()[0]["答复内容"] == "已联系劳务市场"
