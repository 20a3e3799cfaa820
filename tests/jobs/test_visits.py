"""visits: the report on a quarter's visits with its annexes, by the quarter of ``visited_firms``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from jobs.office import Office
from jobs.visited_firms import AFTER, PHONE, laid_out
from toolkit.jobs.ingest import ingest
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.visits import visits


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = laid_out(tmp_path_factory.mktemp("visits"))
    assert office.run(visits, AFTER) == 0
    return office


def folder(office: Office) -> Path:
    return office.workspace.outbox / "走访" / "2026年第一季度"


@pytest.fixture(scope="module")
def report(reported: Office) -> list[str]:
    (path,) = folder(reported).glob("*.docx")
    paper = docx.Document(str(path))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return [each.text for each in paper.paragraphs] + cells


def book(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {each.title: list(each.iter_rows(values_only=True)) for each in openpyxl.load_workbook(path)}


def test_without_a_period_it_is_the_last_whole_quarter_and_its_due_day_is_told(reported: Office) -> None:
    assert "2026年第一季度：走访 3 次，3 家；收集诉求 3 件" in reported.words
    assert "报送日：2026年4月10日前" in reported.words
    assert "还有 1 件诉求没有分清是共性问题还是个性问题" in reported.words


def test_the_report_is_headed_and_addressed_as_the_seed_says(report: list[str]) -> None:
    assert report[0] == "2026年第一季度民营企业走访调研报告"
    assert "市委、市政府：" in report


def test_the_years_report_names_each_quarter_in_which_somebody_made_no_visit(reported: Office) -> None:
    reported.run(visits, date(2026, 9, 30), "2026")
    (path,) = (reported.workspace.outbox / "走访" / "2026年").glob("*.docx")
    told = [each.text for each in docx.Document(str(path)).paragraphs]
    assert (
        "未达到走访次数要求的：林某（2026年第二季度、2026年第三季度）、陈某（2026年第一季度、2026年第二季度、2026年第三季度）。"
        in told
    )


@pytest.mark.parametrize(
    "words",
    [
        "2026年第一季度共走访3次，涉及企业（商会）3家，由1名挂钩领导走访。",
        "走访方式：实地查看1次、座谈交流1次，未注明1次。",
        "2026年第一季度谈心交心0次，不计入走访次数。",
        "收集招商线索1条，含企业敏感信息，不列入本报告。",
        "未达到走访次数要求的：陈某。",
        "未达到谈心交心次数要求的：林某、陈某。",
        "共收集企业诉求3件（走访收集3件），其中问题诉求1件、资金需求1件、配套需求1件，清单见附件3。",
        "共性问题1件：缺少上游配套（莆田市甲鞋业有限公司）。",
        "个性问题1件：续贷（莆田市甲鞋业有限公司）。",
        "尚未梳理分类1件：2026-003。",
        "莆田市甲鞋业有限公司：多办银企对接会。",
        "本期收集的3件诉求中，已转办2件，已督办0件，已办结1件，已销号0件；超期未办结1件（2026-002）。",
        # 承办单位 转办 办结 按期办结 超期未办结 督办 销号 已解决 企业满意 重新办理 协办
        "市委金融委员会办公室 1 1 1 0 0 0 1 0 0 0",
        "市工业和信息化局 1 0 0 1 0 0 0 0 0 0",
        "市税务局 0 0 0 0 0 0 0 0 0 1",
        # 清单 收集 已转办 已督办 已办结 已销号
        "资金需求清单 1 1 0 1 0",
        "合计 3 2 0 1 0",
        # 走访次数 谈心交心 挂钩 本年已走访 他人已走访 未走访
        "林某 2 0 3 2 0 1 所属商会4、兼职副主席10、异地莆田商会20、常执委48",
    ],
)
def test_the_figures_of_the_report_are_those_worked_out_by_hand(report: list[str], words: str) -> None:
    assert words in report


def test_the_three_lists_are_the_seeds(reported: Office) -> None:
    (path,) = folder(reported).glob("附件3*.xlsx")
    sheets = book(path)
    assert [each for each in sheets if each != "说明"] == ["问题诉求清单", "资金需求清单", "配套需求清单"]
    (matter,) = sheets["资金需求清单"][2:]
    assert matter[1:4] == ("2026-001", "莆田市甲鞋业有限公司", "续贷困难，可联系***")


def test_what_each_county_and_each_municipal_unit_did_is_told_for_the_appraisal(reported: Office) -> None:
    """Seed 001 §五（四）: 由市效能办……列入各县区（管委会）、市直各单位年度绩效考评内容."""
    (path,) = folder(reported).glob("企业家意见建议办理落实情况*.xlsx")
    sheets = book(path)
    assert list(sheets) == ["说明", "县区", "市直"]
    assert [row[0] for row in sheets["县区"][2:]] == [
        "仙游县", "荔城区", "城厢区", "涵江区", "秀屿区", "湄洲湾北岸经济开发区管委会", "湄洲岛管委会", "合计"
    ]  # fmt: skip
    # 转办 办结 按期办结 超期未办结 督办 销号 已解决 企业满意 重新办理 协办
    assert sheets["市直"][-1] == ("合计", 2, 1, 1, 1, 0, 0, 1, 0, 0, 1)


def test_nothing_sensitive_leaves(reported: Office, report: list[str]) -> None:
    """Seed 001 §五（五）: 不得传播扩散企业敏感信息."""
    told = "\n".join(report)
    for path in folder(reported).glob("*.xlsx"):
        told += str(book(path))
    for secret in (PHONE, "年产值", "陈经理", "有意增资"):
        assert secret not in told


def test_the_log_of_the_report_taken_in_again_counts_no_visit_twice(reported: Office) -> None:
    (path,) = folder(reported).glob("附件2*.xlsx")
    before = reported.rows("走访台账")
    reported.put("汇总日志.xlsx", path.read_bytes())
    reported.run(ingest, AFTER)
    assert [row["走访号"] for row in reported.rows("走访台账")] == [row["走访号"] for row in before]
    assert len(reported.rows()) == 3


@pytest.fixture(scope="module")
def later(reported: Office) -> Office:
    """What came after the quarter: 2026-002 put under supervision on 3 April and closed on the 20th."""
    reported.type_in("2026-002", 督办单位="市政府督查室", 督办日期=date(2026, 4, 3))
    answer = {"经办人": "孙某", "处理情况": "已解决", "办理措施": "引进上游企业", "办理结果": "已落户"}
    (sent,) = (reported.workspace.outbox / "交办").glob("*/市工业和信息化局/表2 2026-002*.xlsx")
    reported.put("后答.xlsx", reported.answered(sent, answer, "handling"))
    reported.run(ingest, date(2026, 4, 20))
    reported.run(visits, date(2026, 4, 21))
    reported.run(visits, date(2026, 7, 5))
    return reported


def told_of(office: Office, period: str) -> list[str]:
    (path,) = (office.workspace.outbox / "走访" / period).glob("*.docx")
    paper = docx.Document(str(path))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return [each.text for each in paper.paragraphs] + cells


def test_a_report_written_later_tells_of_its_last_day(later: Office) -> None:
    """数据截至3月31日: what was put under supervision and closed in April still stood open then."""
    told = told_of(later, "2026年第一季度")
    assert "本期收集的3件诉求中，已转办2件，已督办0件，已办结1件，已销号0件；超期未办结1件（2026-002）。" in told
    assert "合计 3 2 0 1 0" in told
    assert "市工业和信息化局 1 0 0 1 0 0 0 0 0 0" in told


def test_the_next_report_tells_what_became_of_the_matters_of_earlier_quarters(later: Office) -> None:
    told = told_of(later, "2026年第二季度")
    assert "本期收集的0件诉求中，已转办0件，已督办0件，已办结0件，已销号0件。" in told
    assert (
        "此前收集、到本期初没有销号的3件诉求中，本期转办0件，督办1件，办结1件，销号0件；"
        "截至2026年6月30日，已转办2件，已督办1件，已办结2件，已销号0件。"
    ) in told
    assert "市工业和信息化局 1 1 0 0 1 0 1 0 0 0" in told


def test_the_analysis_of_the_quarter_tells_county_way_supervision_and_leaves_the_sorting_to_the_office(
    later: Office,
) -> None:
    """2026-001 and -002 are of 甲鞋业 in 荔城区; -002 was put under supervision after the first quarter."""

    def place(page: Any) -> None:
        columns = {cell.value: cell.column for cell in page[1]}
        for row in range(2, page.max_row + 1):
            if "甲鞋业" in str(page.cell(row, columns["名称"]).value):
                page.cell(row, columns["所在地"]).value = "莆田市荔城区西天尾镇"

    later.edit_sheet(place, "企业")
    later.run(quarterly, date(2026, 7, 6), "2026Q1")
    later.run(quarterly, date(2026, 7, 6), "2026上半年")
    quarter, half = (later.workspace.outbox / "季度分析" / each for each in ("2026年第一季度", "2026年上半年"))
    (path,) = quarter.glob("*综合分析.xlsx")
    header, *rows = (row for row in book(path)["明细"] if "编号" in row or "2026-00" in str(row[0]))
    found = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert [found[number]["县区"] for number in sorted(found)] == ["荔城区", "荔城区", "其他"]
    assert {each["来源"] for each in found.values()} == {"走访"}
    assert [found[number]["督办日期"] for number in sorted(found)] == [None, None, None]
    (path,) = half.glob("*综合分析.xlsx")
    sheets = book(path)
    assert any("列入督办" in row for rows in sheets.values() for row in rows)
    (row,) = (row for row in sheets["明细"] if row[0] == "2026-002")
    assert datetime(2026, 4, 3) in row
    (paper,) = quarter.glob("*报告.docx")
    assert not any("均按个性问题办理" in each.text for each in docx.Document(str(paper)).paragraphs)


def test_the_report_has_room_for_what_the_leaders_order_and_lists_its_annexes(report: list[str]) -> None:
    """Seed 001: 上报市委市政府主要领导批示; the forms, which tell what is sensitive, stay where they are kept."""
    assert "市委、市政府主要领导批示" in report
    at = report.index("附件：1.民营企业走访调研表（1份，存市工商联办公室，含企业敏感信息，不随附）")
    assert report[at + 1 : at + 3] == ["2.民营企业走访日志", "3.诉求、资金和配套需求清单"]


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = laid_out(tmp_path_factory.mktemp("groups"))
    assert office.run(visits, AFTER, each=True) == 0
    return office


def test_each_group_gets_a_report_of_its_own_visits_to_hand_in(handed_in: Office) -> None:
    own = folder(handed_in) / "各组"
    assert [each.name for each in own.iterdir()] == ["林某"]
    assert "2026年第一季度没有走访记录、没有另出报告的：陈某" in handed_in.words
    assert sorted(each.name for each in (own / "林某").iterdir()) == [
        "2026年第一季度林某组民营企业走访调研报告.docx",
        "附件1 民营企业走访调研表 2026年第一季度林某组.xlsx",
        "附件2 民营企业走访日志 2026年第一季度林某组.xlsx",
        "附件3 诉求、资金和配套需求清单 2026年第一季度林某组.xlsx",
    ]
    paper = docx.Document(str(own / "林某" / "2026年第一季度林某组民营企业走访调研报告.docx"))
    told = [each.text for each in paper.paragraphs]
    assert "市工商联办公室：" in told
    assert "林某组" in told
    assert any(each.startswith("2026年第一季度共走访") and "由1名挂钩领导走访" in each for each in told)
    assert "附件：1.民营企业走访调研表（2份，合订）" in told
    assert "批示" not in "".join(cell.text for table in paper.tables for cell in table.rows[0].cells)
    assert PHONE not in "".join(told)


def test_the_forms_of_a_groups_visits_are_bound_into_one_file_for_the_office(handed_in: Office) -> None:
    """Seed 001 §五（二）: 将调研报告（连同附件1-3）报市工商联办公室汇总."""
    (path,) = (folder(handed_in) / "各组" / "林某").glob("附件1*.xlsx")
    bound = book(path)
    assert [each for each in bound if each[0] != "_"] == ["Z2026-001 莆田市甲鞋业有限公司", "Z2026-003 丙商会"]
    told = [cell for row in bound["Z2026-001 莆田市甲鞋业有限公司"] for cell in row if cell]
    assert {"民营企业走访调研表", "林某", "2026年1月8日", "陈经理", PHONE, "年产值2亿元", "缺少上游鞋材企业"} <= set(
        told
    )
    assert "只报市工商联办公室，不得传播扩散" in handed_in.words


def test_a_report_that_was_edited_keeps_its_annexes_and_the_new_one_comes_with_its_own(handed_in: Office) -> None:
    first, second = folder(handed_in), folder(handed_in).with_name("2026年第一季度（2）")
    (path,) = first.glob("*.docx")
    paper = docx.Document(str(path))
    paper.paragraphs[-1].add_run("（已核）")
    paper.save(str(path))
    kept = _bytes_in(first)
    assert handed_in.run(visits, AFTER) == 0  # nothing has changed since
    assert (_bytes_in(first), second.exists()) == (kept, False)
    assert "人工改过，数据没有变化，没有重写" in handed_in.words
    handed_in.type_in("2026-003", 问题分类="个性问题", 案由="快递费高")
    for _ in range(2):
        assert handed_in.run(visits, AFTER) == 0
    assert _bytes_in(first) == kept
    assert "那一套都没有动；这次的一整套另放在“2026年第一季度（2）”" in handed_in.words
    assert _bytes_in(second).keys() == kept.keys()
    (again,) = second.glob("*.docx")
    assert any(each.text.startswith("个性问题2件") for each in docx.Document(str(again)).paragraphs)
    handed_in.type_in("2026-003", 问题分类="共性问题")
    groups = _bytes_in(first / "各组" / "林某")
    handed_in.run(visits, AFTER, each=True)  # nobody has edited the second set: it is written anew where it lies
    assert _bytes_in(second / "各组" / "林某").keys() == groups.keys()
    assert _bytes_in(first / "各组" / "林某") == groups
    assert any(each.text.startswith("共性问题2件") for each in docx.Document(str(again)).paragraphs)
    assert not first.with_name("2026年第一季度（3）").exists()


def test_bound_forms_taken_in_again_count_no_visit_twice(handed_in: Office) -> None:
    (path,) = (folder(handed_in) / "各组" / "林某").glob("附件1*.xlsx")
    before = handed_in.rows("走访台账")
    handed_in.put("合订.xlsx", path.read_bytes())
    handed_in.run(ingest, AFTER)
    assert [row["走访号"] for row in handed_in.rows("走访台账")] == [row["走访号"] for row in before]
    assert len(handed_in.rows()) == 3


def test_a_firm_of_which_the_form_does_not_say_is_of_the_kind_as_which_it_is_looked_after(handed_in: Office) -> None:
    def blank(page: Any) -> None:
        columns = {cell.value: cell.column for cell in page[1]}
        for row in range(2, page.max_row + 1):
            page.cell(row, columns["对象类别"]).value = None

    handed_in.edit_sheet(blank, "走访台账")
    handed_in.run(visits, AFTER)
    (path,) = folder(handed_in).with_name("2026年第一季度（2）").glob("*.docx")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[2].rows]
    assert sorted(rows[1:]) == [["常执委", "1"], ["所属商会", "1"], ["未注明", "1"]]


def _bytes_in(place: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in place.iterdir() if each.is_file()}
