"""Two matters on one form become two cases; nothing else changes, and it can be put back by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import ToolkitError
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.history import history
from toolkit.jobs.ingest import ingest
from toolkit.jobs.split import split
from toolkit.jobs.status import status

from .again import once
from .office import Office

ROAD, POWER, DRAIN = "厂区门口道路破损，影响货车进出", "二期扩建用电容量不足", "宿舍排水不畅"
LATER = date(2024, 1, 11)


@pytest.fixture
@once
def double(office: Office) -> Office:
    """A report with two numbered matters and a phone number missing."""
    office.take_in(甲=office.report(问题困难=f"1、{ROAD}\n2、{POWER}", 备注="前期已反映", 联系电话="123"))
    return office


def test_the_log_tells_that_a_form_seems_to_hold_two_matters_and_how_they_are_parted(office: Office) -> None:
    assert office.take_in(甲=office.report(问题困难=f"一、{ROAD}\n二、{POWER}")) == 0
    (log,) = office.rows("收件日志")
    assert log["结果"] == "已登记"
    assert "“问题困难”像是 2 件事项" in log["说明"]
    assert "请运行“35 拆分”，输入编号 2024-001" in log["说明"]
    assert not list((office.workspace.outbox / "退回补正").iterdir())
    office.run(split, LATER, "2024-001")
    assert len(office.rows()) == 2


@pytest.mark.parametrize("problem", [f"{ROAD}：1、东门；2、西门", f"{ROAD}\n\n{POWER}，请协调"])
def test_a_short_list_within_one_matter_is_not_told(office: Office, problem: str) -> None:
    office.take_in(甲=office.report(问题困难=problem))
    assert "像是" not in office.rows("收件日志")[0].get("说明", "")


def test_a_new_version_that_grew_a_second_matter_is_told(office: Office) -> None:
    office.take_in(甲=office.report(问题困难=f"1、{ROAD}"))
    office.take_in(LATER, 乙=office.report(编号="2024-001", 问题困难=f"1、{ROAD}\n2、{POWER}"))
    assert "像是 2 件事项" in office.rows("收件日志")[-1]["说明"]


def test_each_matter_is_a_case_and_the_first_keeps_the_number(double: Office) -> None:
    assert double.run(split, LATER, "2024-001") == 0
    first, second = double.rows()
    assert (first["编号"], first["问题困难"]) == ("2024-001", ROAD)
    assert (second["编号"], second["问题困难"]) == ("2024-002", POWER)
    same = ("企业名称", "企业联系人", "职务", "报送单位", "提交日期", "问题类别", "来件", "状态", "待补正")
    assert {name: first.get(name) for name in same} == {name: second.get(name) for name in same}
    assert first["备注"] == "前期已反映"
    assert second["备注"] == "前期已反映\n由 2024-001 拆分"
    assert POWER in double.words


def test_history_tells_where_the_parts_came_from(double: Office) -> None:
    double.run(split, LATER, "2024-001")
    double.run(history, LATER, "2024-001")
    assert "拆分　拆出 2024-002" in double.words
    assert f"2、{POWER}" in double.words, "the text as it was can be put back"
    double.run(history, LATER, "2024-002")
    assert "由 2024-001 拆分" in double.words


def test_a_dry_run_shows_the_parts_and_changes_nothing(double: Office) -> None:
    before = double.snapshot()
    assert double.run(split, LATER, "2024-001", dry_run=True) == 0
    assert "将拆成 2 件" in double.words
    assert POWER in double.words
    assert double.snapshot() == before


def test_the_form_sent_again_does_not_undo_it(double: Office) -> None:
    double.run(split, LATER, "2024-001")
    double.take_in(LATER, 甲补=double.report(问题困难=f"1、{ROAD}\n2、{POWER}", 备注="前期已反映"))
    first, second = double.rows()
    assert (first["问题困难"], second["问题困难"]) == (ROAD, POWER)
    assert first["联系电话"] == "13800138000", "what it mends is mended"
    assert double.rows("待确认") == []


def test_the_clerk_says_where_the_second_begins(office: Office) -> None:
    office.take_in(甲=office.report(问题困难=f"{ROAD}。另外，{POWER}。还有{DRAIN}。"))
    office.run(split, LATER, "2024-001", ["另外", "还有 宿舍"])
    assert [row["问题困难"] for row in office.rows()] == [f"{ROAD}。", f"另外，{POWER}。", f"还有{DRAIN}。"]


@pytest.mark.parametrize(
    ("at", "said"), [([], "看不出从哪里分开"), (["没有的话"], "没有找到“没有的话”"), ([ROAD], "或者它就是开头")]
)
def test_a_text_that_does_not_fall_apart_is_left_whole(office: Office, at: list[str], said: str) -> None:
    office.take_in(甲=office.report(问题困难=f"{ROAD}，{POWER}"))
    before = office.snapshot()
    with pytest.raises(ToolkitError, match=said) as raised:
        office.run(split, LATER, "2024-001", at)
    assert raised.value.remedy
    assert office.snapshot() == before


def test_a_case_that_was_handed_out_is_not_parted(double: Office) -> None:
    double.type_in("2024-001", 问题分类="一般", 案由="道路和用电", 牵头单位="区交通局")
    double.run(dispatch)
    with pytest.raises(ToolkitError, match="已经交办过"):
        double.run(split, LATER, "2024-001")
    double.type_in("2024-001", 状态="重新办理")
    with pytest.raises(ToolkitError, match="已经交办过"):
        double.run(split, LATER, "2024-001")


@pytest.mark.parametrize("number", ["2024-009", ""])
def test_a_number_nobody_gave_is_told(double: Office, number: str) -> None:
    with pytest.raises(ToolkitError, match="没有编号"):
        double.run(split, LATER, number)


def test_it_is_put_back_by_deleting_the_new_row_and_typing_the_text(double: Office) -> None:
    double.run(split, LATER, "2024-001")
    double.delete_row("2024-002")
    double.type_in("2024-001", 问题困难=f"1、{ROAD}\n2、{POWER}")
    double.run(status, LATER)
    assert [row["编号"] for row in double.rows()] == ["2024-001"]
    double.run(split, LATER, "2024-001")
    assert [row["编号"] for row in double.rows()] == ["2024-001", "2024-003"], "a deleted case stays deleted"


def test_a_kill_between_the_parts_opens_none_twice(double: Office) -> None:
    double.run(split, LATER, "2024-001")
    (file,) = double.workspace.journal.glob("*.jsonl")
    lines = file.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"split"' in line)
    file.write_bytes(b"".join(lines[:place]))
    backup = max(_backups(double), key=lambda each: each.stat().st_mtime_ns)
    double.workspace.register.write_bytes(backup.read_bytes())
    double.run(ingest, LATER)
    double.run(split, LATER, "2024-001")
    assert [(row["编号"], row["问题困难"]) for row in double.rows()] == [("2024-001", ROAD), ("2024-002", POWER)]


def _backups(office: Office) -> list[Path]:
    return [each for each in office.workspace.backups.rglob("*.xlsx") if each.is_file()]
