"""Proposals stand in columns of their own, with their reasons; a person's word stands above them and teaches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import ToolkitError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.status import status
from toolkit.jobs.suggest import suggest

from .again import once
from .office import Office

POWER = "车间新增两条生产线，现有变压器容量不足，申请用电增容一个多月没有答复"
LATER = date(2024, 1, 11)


@pytest.fixture
@once
def waiting(office: Office) -> Office:
    """One matter that nobody has looked at yet."""
    office.take_in(甲=office.report(问题困难=POWER))
    return office


def _proposed(office: Office, number: str = "2024-001") -> tuple[str | None, str | None]:
    row = office.row(number)
    return row.get("拟分类"), row.get("拟牵头单位")


def test_class_and_lead_are_proposed_with_their_reasons_and_nothing_is_decided(waiting: Office) -> None:
    assert waiting.run(suggest) == 0
    klass, lead = _proposed(waiting)
    assert klass == "一般问题：未见重点问题迹象"
    assert lead == "区发展和改革局：出现“变压器、用电、增容”"
    row = waiting.row("2024-001")
    assert row["状态"] == "待分类"
    assert not {"问题分类", "牵头单位"} & row.keys()
    assert "区发展和改革局：出现“变压器、用电、增容”" in waiting.words
    assert "写入或更新 1 件" in waiting.words


def test_the_signs_of_a_matter_of_weight_are_told(office: Office) -> None:
    text = "公司计划总投资三亿八千万元扩建二期，新增岗位五百个，相邻工业用地缺少用地指标，一直未能供地"
    office.take_in(甲=office.report(问题困难=text, 问题类别="B"))
    office.run(suggest)
    klass, lead = _proposed(office)
    assert klass is not None and lead is not None
    first, second = klass.splitlines()
    assert first.startswith("重点问题：投资额大（三亿八千万元）；涉及人多（岗位五百个）；项目落地受阻（")
    assert second == "问题类别宜核对：文中出现“总投资、扩建二期”，像 A 招商增资（现填 B 生产经营）"
    assert lead == "市自然资源局顺德分局：出现“工业用地、用地指标、供地”"


def test_a_matter_that_comes_again_after_the_firm_was_not_satisfied_is_one_of_weight(waiting: Office) -> None:
    waiting.type_in("2024-001", 状态="重新办理", 问题分类="一般问题", 牵头单位="区发改局")
    again = "车间新增两条生产线，现有变压器容量不足，上次说好增容，现在还是没有办，只换了一只电表"
    waiting.take_in(LATER, 乙=waiting.report(问题困难=again))
    waiting.run(suggest, LATER)
    klass, lead = _proposed(waiting, "2024-002")
    assert str(klass).startswith("重点问题：")
    assert "同一企业此前的类似事项评价不满意、重新办理过（2024-001）" in str(klass)
    assert str(lead).startswith("区发展和改革局：出现“变压器、增容")


def test_where_nothing_speaks_for_anything_the_cells_stay_empty_and_it_is_said_why(office: Office) -> None:
    office.take_in(甲=office.report(问题困难="请予以协调"))
    office.run(suggest)
    assert _proposed(office) == (None, None)
    assert "拟问题分类：未提——" in office.words
    assert "拟牵头单位：未提——" in office.words
    assert "没有新的或变动的建议" in office.words


def test_a_second_run_changes_nothing(waiting: Office) -> None:
    waiting.run(suggest)
    before, events = waiting.workspace.register.read_bytes(), len(waiting.events())
    waiting.run(suggest, LATER)
    assert waiting.workspace.register.read_bytes() == before
    assert len(waiting.events()) == events


def test_a_dry_run_shows_and_writes_nothing(waiting: Office) -> None:
    before = waiting.snapshot()
    waiting.run(suggest, dry_run=True)
    assert "将写入或更新 1 件" in waiting.words
    assert waiting.snapshot() == before


def test_what_a_person_typed_over_a_proposal_stands(waiting: Office) -> None:
    waiting.run(suggest)
    waiting.type_in("2024-001", 拟牵头单位="我看是经促局")
    waiting.run(suggest, LATER)
    assert _proposed(waiting) == ("一般问题：未见重点问题迹象", "我看是经促局")


def test_a_proposal_that_a_person_emptied_is_not_put_back(waiting: Office) -> None:
    waiting.run(suggest)
    waiting.type_in("2024-001", 拟分类=None)
    waiting.run(suggest, LATER)
    assert _proposed(waiting)[0] is None
    assert _proposed(waiting)[1]


def test_a_proposal_follows_the_text(waiting: Office) -> None:
    waiting.run(suggest)
    waiting.type_in("2024-001", 问题困难="员工子女入学没有学位")
    waiting.run(suggest, LATER)
    assert str(_proposed(waiting)[1]).startswith("区教育局：")
    waiting.type_in("2024-001", 问题困难="请予以协调")
    waiting.run(suggest, LATER)
    assert _proposed(waiting) == (None, None)


def test_beside_a_decision_the_proposal_is_left_as_it_was(waiting: Office) -> None:
    waiting.run(suggest)
    stood = _proposed(waiting)
    waiting.type_in("2024-001", 问题分类="重点问题", 问题困难="员工子女入学没有学位")
    waiting.run(suggest, LATER)
    klass, lead = _proposed(waiting)
    assert klass == stood[0], "what was proposed can be compared with what was decided"
    assert str(lead).startswith("区教育局："), "the lead is still open"
    assert waiting.row("2024-001")["问题分类"] == "重点问题"
    waiting.type_in("2024-001", 牵头单位="区教育局")
    waiting.run(suggest, LATER)
    assert "没有要提建议的" in waiting.words


def test_what_the_office_decided_teaches_the_next_run(waiting: Office) -> None:
    for number, start in (("002", "扩建厂房"), ("003", "二期投产"), ("004", "新上设备")):
        waiting.take_in(**{number: waiting.report(企业名称=f"顺德{number}五金有限公司", 问题困难=f"{start}，{POWER}")})
        waiting.type_in(f"2024-{number}", 问题分类="一般问题", 牵头单位="经促局")
    waiting.run(suggest)
    lead = str(_proposed(waiting)[1])
    first, second = lead.splitlines()
    assert first.startswith("1. 区经济促进局：此前 3 件类似事项由其牵头（")
    assert all(number in first for number in ("2024-002", "2024-003", "2024-004"))
    assert second.startswith("2. 区发展和改革局：出现“")


def test_a_unit_given_up_in_the_register_is_replaced_by_its_successor(waiting: Office) -> None:
    def merge(sheet: object) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}  # type: ignore[index]
        for row in sheet.iter_rows(min_row=2):  # type: ignore[attr-defined]
            if row[heads["单位名称"] - 1].value == "区发展和改革局":
                sheet.cell(row[0].row, heads["停用日期"]).value = date(2024, 1, 1)  # type: ignore[attr-defined]
                sheet.cell(row[0].row, heads["并入单位"]).value = "区经济促进局"  # type: ignore[attr-defined]

    waiting.edit_sheet(merge, "成员单位")
    waiting.run(suggest)
    assert str(_proposed(waiting)[1]).startswith("区经济促进局：出现“变压器、用电、增容”")


def test_the_units_that_the_sender_named_count(office: Office) -> None:
    office.take_in(甲=office.report(问题困难="请予以协调", 涉及单位="区税务局"))
    office.run(suggest)
    assert _proposed(office)[1] == "区税务局：来件写明涉及该单位"


def test_only_the_cases_that_are_named_are_looked_at(waiting: Office) -> None:
    waiting.take_in(乙=waiting.report(企业名称="顺德乙五金有限公司", 问题困难="员工子女入学没有学位"))
    waiting.run(suggest, LATER, ["2024-002"])
    assert _proposed(waiting) == (None, None)
    assert _proposed(waiting, "2024-002")[1]
    with pytest.raises(ToolkitError, match="没有编号“2024-009”"):
        waiting.run(suggest, LATER, ["2024-009"])


def test_a_case_that_went_out_is_not_looked_at_and_keeps_its_proposal(waiting: Office) -> None:
    waiting.run(suggest)
    waiting.type_in("2024-001", 问题分类="一般问题", 案由="用电增容", 牵头单位="区发改局")
    waiting.run(dispatch, LATER)
    waiting.run(suggest, LATER)
    assert "没有要提建议的" in waiting.words
    assert _proposed(waiting)[1] == "区发展和改革局：出现“变压器、用电、增容”"


def test_history_tells_what_was_proposed(waiting: Office) -> None:
    waiting.run(suggest)
    waiting.run(history, LATER, "2024-001")
    assert "建议　拟分类：一般问题：未见重点问题迹象　拟牵头单位：区发展和改革局：" in waiting.words


def test_the_form_sent_again_leaves_the_proposal(waiting: Office) -> None:
    waiting.run(suggest)
    stood = _proposed(waiting)
    waiting.take_in(LATER, 甲补=waiting.report(问题困难=POWER, 职务="厂长"))
    assert _proposed(waiting) == stood


def test_a_register_that_is_open_gets_its_proposals_later(waiting: Office) -> None:
    from .office import lock_by_excel

    owner = lock_by_excel(waiting.workspace.register)
    waiting.run(suggest)
    assert "有 1 行等待写入总台账" in waiting.words
    owner.unlink()
    waiting.run(status, LATER)
    assert _proposed(waiting)[1]


def test_another_mechanism_without_the_columns_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    import shutil

    from toolkit.jobs.books.first_register import start
    from toolkit.mechanism import load

    tiny = Path(__file__).parents[1] / "mechanisms" / "tiny"
    root = tmp_path / "other"
    shutil.copytree(tiny, root / "tiny")
    (root / "toolkit.toml").write_text('mechanism = "tiny"\n', encoding="utf-8")
    other = Office(root, load(tiny))
    start(other.workspace, other.order())
    other.add_row(受访企业="甲五金厂", 诉求详情="招工困难，缺二十人", 承办部门="社会办")
    other.add_row(受访企业="乙五金厂", 诉求详情="节后招工困难，缺三十人")
    other.run(ingest)
    before = other.workspace.register.read_bytes()
    assert other.run(suggest, LATER) == 0
    assert "社会事务办公室：此前 1 件类似事项由其牵头" in other.words
    assert "台账没有放建议的列" in other.words
    assert other.workspace.register.read_bytes() == before
    assert other.events("suggested") == []
