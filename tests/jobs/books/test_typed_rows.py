"""Rows that a person typed in: which 编号 they got, which are no cases, which are a case that was there before."""

from __future__ import annotations

import pytest

from jobs.again import once
from jobs.office import DAY, Office
from toolkit.errors import RegisterError
from toolkit.jobs.ingest import ingest


@pytest.fixture
@once
def one(office: Office) -> Office:
    """An office with one case."""
    office.take_in(甲=office.report())
    return office


def renumber(office: Office, number: str | None) -> None:
    office.type_in("2024-001", 编号=number)


def test_a_row_is_told_the_number_it_got(one: Office) -> None:
    one.add_row(企业名称="顺德丁公司", 问题困难="没有路灯")
    one.run(ingest)
    assert "台账“问题台账”第 3 行登记为 2024-002（顺德丁公司）" in one.said
    one.run(ingest)
    assert "登记为" not in one.words


def test_a_number_of_their_own_is_kept_and_told(one: Office) -> None:
    one.add_row(编号="20240033", 企业名称="顺德丁公司")
    one.run(ingest)
    assert "第 3 行按填写的编号登记为 20240033（顺德丁公司）；编号通常写作 2024-001 这样" in one.words
    assert one.row("20240033")["状态"] == "待分类"


def test_a_row_without_a_firm_is_told_once_and_sums_are_left_alone(one: Office) -> None:
    one.add_row(问题困难="没有写是哪一家")
    one.add_row(问题类别="合 计", 问题困难="1 件")
    one.run(ingest)
    assert "台账“问题台账”第 3 行没有填“企业名称”，没有登记；要登记的请补上，不是事项的不用管" in one.said
    one.run(ingest)
    assert "没有登记" not in one.words
    assert list(one.desk.cases) == ["2024-001"]


@pytest.mark.parametrize("number", ["２０２４-００１", "2024—001", "2024-1", "2024001", " 2024 － 001"])
def test_a_number_that_reads_as_anothers_is_refused(one: Office, number: str) -> None:
    one.add_row(编号=number, 企业名称="顺德丁公司")
    with pytest.raises(RegisterError, match=r"“2024-001”出现了两次：第 2 行和第 3 行写作"):
        one.run(ingest)


def test_numbers_of_other_offices_that_are_not_alike_stand(one: Office) -> None:
    one.add_row(编号="顺工商2024-001", 企业名称="顺德丁公司")
    one.add_row(编号="2024-0010", 企业名称="顺德戊公司")
    one.run(ingest)
    assert set(one.desk.cases) == {"2024-001", "顺工商2024-001", "2024-0010"}


def test_a_row_whose_number_was_cleared_is_its_case_again(one: Office) -> None:
    renumber(one, None)
    one.run(ingest)
    assert "台账里 2024-001 的编号被清空，内容没有变，仍是 2024-001，编号已补回" in one.said
    assert [row["编号"] for row in one.rows()] == ["2024-001"]
    assert not one.desk.cases["2024-001"].removed
    one.run(ingest)
    assert one.said == ["收件箱里没有新文件"]


def test_a_cleared_number_in_a_row_that_was_changed_names_the_new_one(one: Office) -> None:
    one.type_in("2024-001", 案由="改过的")
    renumber(one, None)
    one.run(ingest)
    assert "原 2024-001 这一行现为 2024-002，按新事项登记" in one.words
    assert "删去了" not in one.words


def test_a_number_that_was_changed_names_both_and_can_be_changed_back(one: Office) -> None:
    renumber(one, "2024-888")
    one.run(ingest)
    assert "台账第 2 行的编号被改动：原 2024-001 这一行现为 2024-888" in one.words
    one.type_in("2024-888", 编号="2024-001")
    one.run(ingest)
    assert [case.number for case in one.desk.live()] == ["2024-001"]


def test_a_form_for_a_deleted_row_is_told_that_the_office_deleted_it(one: Office) -> None:
    one.delete_row("2024-001")
    one.run(ingest)
    answer = one.blank(one.mechanism.form("annex3"), {"编号": "2024-001", "办理意见": "已安排"})
    one.take_in(DAY, 回=answer)
    assert "事项“2024-001”已由办公室从台账中删去" in str(one.rows("待确认")) + one.words


def test_what_a_typed_row_lacks_is_asked_for_like_a_forms(one: Office) -> None:
    one.add_row(企业名称="顺德丁公司", 问题困难="没有路灯", 报送单位="北滘镇", 提交日期="上个月底")
    one.run(ingest)
    assert one.row("2024-002")["待补正"] == "问题类别、提交日期、企业联系人、联系电话"
    one.type_in("2024-002", 企业联系人="陈某", 提交日期=DAY, 问题类别="B 生产经营")
    one.run(ingest)
    assert one.row("2024-002")["待补正"] == "联系电话"
