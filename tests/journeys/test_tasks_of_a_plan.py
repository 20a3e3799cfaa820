"""A plan's tasks followed for a quarter beside the firms' complaints, played by the demos (seeds 002 and 004)."""

from __future__ import annotations

import pytest

from .played import Played, play


@pytest.fixture(scope="module")
def guangzhou(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory, "guangzhou")


@pytest.fixture(scope="module")
def qingyuan(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory, "qingyuan")


def test_a_dated_task_is_late_from_the_day_after(guangzhou: Played) -> None:
    # Measure 34, first task: within three months of 11 October 2007 (seed 004).
    task = next(row for row in guangzhou.rows("任务台账") if row["任务号"] == "01-34-1")
    assert (task["现状"], task["逾期天数"]) == ("逾期", 5)
    assert task["届满日"].date().isoformat() == "2008-01-11"


def test_what_the_office_filled_in_the_ledger_is_followed(guangzhou: Played) -> None:
    # Measure 1, the sentence behind the phrase of who answers: the plan names nobody.
    task = next(row for row in guangzhou.rows("任务台账") if row["任务号"] == "01-1-6")
    assert (task["牵头单位"], task["现状"]) == ("市经贸委", "推进中")


def test_targets_stand_beside_what_was_reached(guangzhou: Played) -> None:
    rows = {(row["任务号"], row["序"]): (row["目标"], row["完成数"], row["差距"]) for row in guangzhou.rows("指标")}
    assert rows["01-1-6", "1"] == ("至少 200 亿元", "96", "104")
    # 担保金额超10亿元的骨干担保机构 says which institutions are meant; nobody is to reach it.
    assert not [key for key, _ in rows if key == "01-1-1"]
    assert rows["01-4-1", "1"] == ("30—40 家", "34", "已达到")
    assert rows["01-16-1", "1"] == ("至少 500", "312", "188")
    # A goal of the plan as a whole, of which 市统计局 tells.
    assert rows["01-目标-4", "1"] == ("至少 50 万户", "46.3", "3.7")


def test_each_member_of_a_class_of_units_is_asked_and_owes_its_report(guangzhou: Played) -> None:
    asked = {each.name for each in (guangzhou.folder / "outbox" / "任务跟踪" / "2007Q4").iterdir() if each.is_dir()}
    assert {"越秀区人民政府", "从化市人民政府", "市民营办"} <= asked
    notice = guangzhou.text("任务跟踪", "2007Q4", "情况通报 2007年第四季度.docx")
    assert "越秀区人民政府" in notice
    # Measure 34, second task: 各相关部门负责，市民营办配合 — the office that supports is none of those that answer.
    assert "逾期未报送进展的单位50个，其中4个只欠配合任务的进展；" in notice


def test_a_report_that_came_late_counts_but_not_as_in_time(guangzhou: Played) -> None:
    rows = [row for row in guangzhou.rows("进展") if row["单位"] == "市司法局"]
    assert [row["任务号"] for row in rows] == ["01-29-1"]
    report = guangzhou.text("任务跟踪", "2007Q4", "任务进展报告 2007年第四季度.docx")
    assert "报送及时率" in report


def test_the_report_goes_to_the_leading_group_and_leaves_judgement_to_a_person(guangzhou: Played) -> None:
    report = guangzhou.text("任务跟踪", "2007Q4", "任务进展报告 2007年第四季度.docx")
    assert "市民营经济工作领导小组：" in report
    assert "跟踪措施9条、任务21项" in report
    assert "【待补充：由办公室结合工作实际填写】" in report


def test_the_firms_matters_went_their_way(guangzhou: Played) -> None:
    assert {row["编号"]: row["状态"] for row in guangzhou.rows("投诉求助台账")} == {
        "2007-001": "已评价", "2007-002": "已评价", "2007-003": "重新办理",
    }  # fmt: skip


def test_a_real_name_report_has_the_shorter_deadline(qingyuan: Played) -> None:
    # 10 and 20 workdays from 16 February 2022, a Wednesday; no holidays lie between.
    dues = {row["编号"]: row["办结时限"].date().isoformat() for row in qingyuan.rows("诉求台账")}
    assert (dues["2022-001"], dues["2022-002"]) == ("2022-03-02", "2022-03-16")


def test_a_bad_rating_leads_to_rectification_and_a_second_rating(qingyuan: Played) -> None:
    row = next(row for row in qingyuan.rows("诉求台账") if row["编号"] == "2022-003")
    assert (row["状态"], row["办理轮次"], row["服务评价"]) == ("已评价", 2, "满意")
    assert "约谈" in row["整改措施"]


def test_a_bad_rating_is_followed_to_its_end_in_both_reports(qingyuan: Played) -> None:
    # Three ratings in the first quarter, one of them bad; put right and rated anew on 18 April.
    quarter, tasks = "2022年第一季度", qingyuan.outbox("任务跟踪", "2022Q1")
    (analysis,) = qingyuan.outbox("季度分析", quarter).glob("*报告.docx")
    for paper in (analysis, tasks / f"任务进展报告 {quarter}.docx"):
        said = qingyuan.text(*paper.relative_to(qingyuan.folder / "outbox").parts)
        assert "企业作出评价3次，其中不满意、非常不满意（差评）1次。" in said
        assert "截至2022年4月19日，本季度和以前没有办结的差评共1次：已整改，企业满意1次。" in said


def test_a_bad_rating_stays_in_its_quarter_s_report_though_the_case_went_out_again(qingyuan: Played) -> None:
    # 2022-003 was rated on 17 March and went out again on the 21st; its second rating came in April.
    report = qingyuan.text("季度分析", "2022年第一季度", "2022年第一季度民营企业投诉和诉求办理情况报告.docx")
    assert (
        "本季度企业另有重新办理前作出的评价1次（非常不满意1次），其中差评的承办单位：市政务服务数据管理局1次" in report
    )
    assert "2022年3月17日" in report


def test_the_report_holds_no_real_name_report_up_as_an_example(qingyuan: Played) -> None:
    report = qingyuan.text("季度分析", "2022年第一季度", "2022年第一季度民营企业投诉和诉求办理情况报告.docx")
    assert "没有符合规则" in report  # it alone was rated 非常满意
    assert "2022-001" not in report
    assert "飞来峡" not in report


def test_a_measure_of_which_one_clause_ends_goes_on_to_the_end_of_the_plan(qingyuan: Played) -> None:
    # Measure 3: only the lower rate ends on 30 April 2022; 自2022年2月1日起实施，有效期三年.
    until = {row["任务号"]: row["有效期至"].date().isoformat() for row in qingyuan.rows("任务台账")}
    assert (until["01-3-1"], until["01-64-1"]) == ("2025-01-31", "2025-01-31")


def test_a_ceiling_is_met_as_long_as_it_is_kept(qingyuan: Played) -> None:
    rows = {(row["任务号"], row["序"]): (row["目标"], row["完成数"], row["差距"]) for row in qingyuan.rows("指标")}
    assert rows["01-31-1", "1"] == ("至多 1 个工作日", "1", "已达到")
    assert rows["01-32-1", "1"] == ("至多 3 个工作日", "4", "1")


def test_the_measure_that_may_help_is_named_with_its_passage(qingyuan: Played) -> None:
    told = (qingyuan.folder / "演示过程.txt").read_text(encoding="utf-8-sig")
    assert "措施 13“" in told
    assert "——市金融局（配合：市财政局）" in told
