from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.remind import remind
from toolkit.jobs.status import status
from toolkit.jobs.verify import verify

from . import quarterly_office as events
from .again import once
from .office import Office


@pytest.fixture
@once
def asked(office: Office) -> Office:
    """Two matters that the same unit was asked about on Tuesday, 27 February."""
    events.reported(office, "甲", "乙")
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 核实单位="市交通局", 问题分类="日常事项")
    office.run(verify, date(2024, 2, 27))
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return events.found(tmp_path / "office")


def answer(office: Office, number: str, **said: str) -> bytes:
    return office.answered(office.sent("核实", number, "表二"), said, "verify")


def test_a_unit_gets_one_folder_with_letter_reports_and_forms(asked: Office) -> None:
    folder = asked.workspace.outbox / "核实" / "2024-02-27" / "市交通运输局"
    assert sorted(each.name for each in folder.iterdir()) == [
        "征求意见函.docx", "短消息.txt", *(f"表一 {each}.xlsx" for each in ("2024-001 河源甲有限公司", "2024-002 河源乙有限公司")),
        *(f"表二 {each}.xlsx" for each in ("2024-001 河源甲有限公司", "2024-002 河源乙有限公司")), "邮件草稿.eml",
    ]  # fmt: skip
    text = "\n".join(each.text for each in Document(str(folder / "征求意见函.docx")).paragraphs)
    # Five workdays from Tuesday, 27 February.
    assert "填写随附的《企业问题核实意见表》，于2024年3月5日前反馈" in text
    assert [row["状态"] for row in asked.rows()] == ["核实中", "核实中"]
    assert {row["征求日期"] for row in asked.rows()} == {date(2024, 2, 27)}
    asked.run(verify, date(2024, 2, 28))
    assert "没有要征求核实意见的事项" in asked.words


def test_an_answer_moves_the_matter_on_by_its_class(asked: Office) -> None:
    asked.put("答.xlsx", answer(asked, "2024-001", 核实情况="属实", 核实意见="已列入养护计划"))
    assert asked.run(ingest, date(2024, 3, 4)) == 0, asked.words
    row = asked.row("2024-001")
    assert (row["状态"], row["核实情况"], row["核实日期"]) == ("待交办", "属实", date(2024, 3, 4))
    asked.run(history, date(2024, 3, 4), "2024-001")
    assert [each for each in asked.said if each.startswith("2024-02-27 征求核实　请在 2024-03-05 前答复　市交通运输局")]


def test_a_matter_that_is_not_so_waits_for_the_office(asked: Office) -> None:
    asked.put("答.xlsx", answer(asked, "2024-002", 核实情况="不属实", 核实意见="该路段完好"))
    asked.run(ingest, date(2024, 3, 4))
    assert asked.row("2024-002")["状态"] == "核实中"
    asked.run(status, date(2024, 3, 20))
    assert "核实为“不属实”，请办公室定" in asked.words
    assert "核实超期" not in "".join(each for each in asked.said if "2024-002" in each)


def test_who_has_not_answered_is_told_and_urged_by_its_own_paper(asked: Office) -> None:
    asked.run(status, date(2024, 3, 4))
    assert "核实还有 1 个工作日" in asked.words
    asked.run(remind, date(2024, 3, 4))
    assert "今天没有需要催办的事项" in asked.words
    asked.run(remind, date(2024, 3, 5))
    written = asked.workspace.outbox / "催办" / "2024-03-05" / "市交通运输局"
    assert [each.name for each in written.glob("*.docx")] == ["核实催办.docx"]


def test_without_a_known_unit_nobody_is_asked_and_the_clerk_is_told(office: Office) -> None:
    events.reported(office, "甲", "乙")
    office.type_in("2024-001", 核实单位="交通运算局")
    assert office.run(verify, date(2024, 2, 27)) == 1
    assert "核实单位“交通运算局”不在成员单位名单中，可能是“市交通运输局”" in office.words
    assert "2024-002 河源乙有限公司：核实单位没有填写" in office.words
    assert {row["状态"] for row in office.rows()} == {"待核实"}
    assert office.run(verify, date(2024, 2, 27), ["2024-009"]) == 1
    assert "2024-009：台账中没有这个编号" in office.words


def test_a_dry_run_writes_nothing(office: Office) -> None:
    events.reported(office, "甲")
    office.type_in("2024-001", 核实单位="市交通运输局")
    before = office.snapshot()
    office.run(verify, date(2024, 2, 27), dry_run=True)
    assert "请市交通运输局在 2024-03-05 前核实 2024-001" in office.words
    assert office.snapshot() == before


def test_a_mechanism_without_the_step_says_so(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="没有征求核实意见这一步"):
        Office.found(tmp_path / "other").run(verify)


def test_several_units_are_asked_each_answers_and_who_is_late_is_waited_for_no_longer(office: Office) -> None:
    events.reported(office, "甲", "乙", "丙")
    office.type_in("2024-001", 核实单位="市自然资源局、市交通局", 问题分类="日常事项")
    office.type_in("2024-003", 核实单位="市商务局和市交通局", 问题分类="日常事项")
    office.type_in("2024-002", 核实单位="市自然资源局、火星局")
    office.run(status, date(2024, 2, 27))
    assert [each.split()[-1] for each in office.said if "2024-001" in each] == ["可以征求核实意见"]
    (line,) = [each for each in office.said if "2024-002" in each]
    assert "“核实单位”填的“火星局”不在成员" in line
    assert office.run(verify, date(2024, 2, 27)) == 1
    assert "2024-002 河源乙有限公司：核实单位“火星局”不在成员单位名单中" in office.words
    assert sorted(each.name for each in (office.workspace.outbox / "核实" / "2024-02-27").iterdir()) == [
        "市交通运输局",
        "市商务局",
        "市自然资源局",
    ]
    sent = office.sent("核实", "市自然资源局", "表二")
    said = {"核实情况": "属实", "核实意见": "符合规划"}
    office.put("答.xlsx", office.answered(sent, said, "verify"))
    assert office.run(ingest, date(2024, 3, 1)) == 0, office.words
    assert office.row("2024-001")["状态"] == "核实中"
    assert not office.rows("待确认"), "its own name on its form is no other answer"
    office.run(status, date(2024, 3, 4))
    lines = [each.split()[::2][:2] for each in office.said if "核实还有" in each]
    assert lines == [["2024-001", "市交通运输局"], ["2024-003", "市商务局"], ["2024-003", "市交通运输局"]]
    office.type_in("2024-003", 核实单位="市商务局")
    # Five workdays from 27 February end on 5 March.
    office.run(verify, date(2024, 3, 6))
    assert "2024-001 河源甲有限公司：市交通运输局没有按期答复，按已收到的核实意见办理" in office.words
    assert "2024-003 河源丙有限公司：台账里已没有市交通运输局，不再等候它核实" in office.words
    row = office.row("2024-001")
    assert (row["状态"], row["核实情况"], row["核实意见"]) == ("待交办", "属实", "市自然资源局：符合规划")
    office.run(history, date(2024, 3, 6), "2024-001")
    assert any("不再等候　市交通运输局" in each for each in office.said)
