"""A quarter of visits, as the mechanism's own demo plays it: from the forms of the visitors to the report in April."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import pytest

from jobs.office import Office
from toolkit.jobs.check import check
from toolkit.jobs.demo.stage import PROTOCOL
from toolkit.mechanism import Phase, load

from .played import play

LAST = date(2025, 4, 7)


@dataclass(frozen=True)
class Played:
    office: Office
    lines: list[str]
    told: str

    def row(self, subject: str) -> Mapping[str, Any]:
        (row,) = (each for each in self.office.rows() if each.get("案由") == subject)
        return row

    def paper(self, *words: str) -> str:
        found = [
            each for each in self.office.workspace.outbox.rglob("*.docx") if all(word in str(each) for word in words)
        ]
        assert len(found) == 1, (words, found)
        paper = docx.Document(str(found[0]))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in paper.paragraphs), *cells])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    demo = play(tmp_path_factory, "putian")
    told = (demo.folder / PROTOCOL).read_text(encoding="utf-8-sig")
    return Played(Office(demo.folder, load("putian")), demo.lines, told)


def test_every_form_was_taken_in_without_a_question(played: Played) -> None:
    assert played.office.rows("待确认") == []
    assert not list((played.office.workspace.outbox / "退回补正").rglob("*.xlsx"))
    assert [row["走访号"] for row in played.office.rows("走访台账")] == [f"Z2025-{n:03}" for n in range(1, 9)]


def test_each_need_of_a_visit_became_a_matter_on_its_list(played: Played) -> None:
    assert [(row["编号"], row["诉求类别"][0], row.get("走访号")) for row in played.office.rows()] == [
        ("2025-001", "B", "Z2025-001"),
        ("2025-002", "C", "Z2025-001"),
        ("2025-003", "A", "Z2025-002"),
        ("2025-004", "A", None),  # reported by the firm itself
        ("2025-005", "A", "Z2025-004"),
        ("2025-006", "A", "Z2025-005"),
        ("2025-007", "C", "Z2025-005"),
        ("2025-008", "B", "Z2025-007"),
    ]


def test_a_matter_is_sent_on_answered_and_struck_off(played: Played) -> None:
    row = played.row("到期贷款续贷")
    assert (row["状态"], row["转办日期"], row["办结时限"]) == ("已销号", date(2025, 1, 10), date(2025, 2, 10))
    assert row["满意度"] == "满意"


def test_what_was_late_is_put_before_the_supervisors_and_supervised(played: Played) -> None:
    asked = played.paper("催办", "2025-02-21", "提请督办函")
    assert "2025-003" in asked
    row = played.row("扩建用地规划条件批复")
    assert (row["督办单位"], row["督办日期"]) == ("市政府督查室", date(2025, 2, 26))
    # Ten workdays after Wednesday, 26 February: Wednesday, 12 March.
    assert row["督办时限"] == date(2025, 3, 12)
    assert row["状态"] == "待销号"


def test_a_firm_that_is_not_content_is_helped_once_more(played: Played) -> None:
    row = played.row("二期车间供电增容")
    assert (row["办理轮次"], row["转办日期"]) == (2, date(2025, 2, 12))
    assert played.office.desk.cases["2025-002"].phase is Phase.ANSWERED


def test_the_report_of_april_counts_what_the_story_tells(played: Played) -> None:
    report = played.paper("走访", "民营企业走访调研报告")
    for words in (
        "共走访7次，涉及企业（商会）7家",
        "2025年挂钩联系19家，截至2025年3月31日已走访7家，未走访12家",
        "未达到走访次数要求的：黄丽华。",
        "2025年第一季度谈心交心1次，不计入走访次数。",
        "未达到谈心交心次数要求的：林志民、黄丽华。",
        "共收集企业诉求8件（走访收集7件），其中问题诉求4件、资金需求2件、配套需求2件",
        "已转办7件，已督办1件，已办结6件，已销号3件；超期未办结1件（2025-006）",
    ):
        assert words in report


def test_a_group_that_lags_behind_is_reminded_before_the_quarter_ends(played: Played) -> None:
    told = played.paper("催办", "2025-03-28", "黄丽华", "走访提醒")
    assert "走访：每季度1次以上，已走访0次，还差1次。" in told
    assert "请于2025年3月31日前完成" in told
    assert "市女企业家商会" in told


def test_the_papers_name_the_seed_and_keep_to_its_discipline(played: Played) -> None:
    report = played.paper("走访", "民营企业走访调研报告")
    assert "《莆田市工商业联合会关于建立民营企业走访调研常态化工作机制的通知》" in report
    assert "由市委督查室和市政府督查室牵头予以转办、督办、销号" in report
    sent = [each.name for each in (played.office.workspace.outbox / "交办").rglob("*") if each.is_file()]
    assert not [each for each in sent if each.startswith(("企业原件", "佐证材料"))]
    assert "13800002011" not in report
    assert "上年产值" not in report


def test_register_and_journal_agree_at_the_end(played: Played) -> None:
    assert played.office.run(check, LAST) == 0, played.office.words


def test_the_demo_says_where_to_look(played: Played) -> None:
    closing = "\n".join(played.lines)
    assert "演示完成：2025年第一季度的来件" in closing
    assert "走访报告：" in closing
    assert "重新办理 1 件（2025-002）" in closing
