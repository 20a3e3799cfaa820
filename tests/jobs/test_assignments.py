"""Lists of matters: by unit, by meeting, by status, one for each unit."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document

from toolkit.errors import ToolkitError
from toolkit.jobs.assignments import Which, assignments
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.meeting import meeting

from .office import Office
from .test_meeting import filled

DAY = date(2024, 2, 5)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Two matters decided by the meeting of February, one of them dispatched; a general one dispatched."""
    office = Office.found(tmp_path_factory.mktemp("lists") / "office")
    office.take_in(**{name: office.report(企业名称=f"顺德{name}有限公司") for name in ("甲", "乙", "丙")})
    for number in ("2024-001", "2024-002"):
        office.type_in(number, 问题分类="重点问题", 案由=f"案由{number[-1]}")
    office.type_in("2024-003", 问题分类="一般问题", 案由="案由3", 牵头单位="区公安局")
    office.run(meeting, date(2024, 1, 30))
    decisions = {
        "2024-001": {"议定事项": "办", "牵头单位": "区公安局", "配合单位": "北滘镇"},
        "2024-002": {"议定事项": "办", "牵头单位": "区教育局"},
    }
    office.take_in(date(2024, 2, 2), 议程=filled(office, "2024-02", decisions, 主持人="李某", 会议地点="三楼"))
    office.run(dispatch, DAY, ["2024-001", "2024-003"])
    return office


def listed(office: Office, which: Which) -> set[str]:
    """The numbers on the Word list that was written for these wishes alone."""
    office.run(assignments, DAY, which)
    place = next(line.removeprefix("已写入 ") for line in office.said if line.endswith(".docx"))
    table = Document(str(office.root / place)).tables[0]
    return {row.cells[1].text for row in table.rows[1:]}


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        (Which(), {"2024-001", "2024-002", "2024-003"}),
        (Which(unit="公安局"), {"2024-001", "2024-003"}),
        (Which(meeting="2024-02"), {"2024-001", "2024-002"}),
        (Which(status="办理中"), {"2024-001", "2024-003"}),
        (Which(unit="区公安局", meeting="2024年2月", status="办理中"), {"2024-001"}),
        (Which(unit="北滘镇", status="待交办"), set()),
    ],
)
def test_wishes_are_heeded_together(office: Office, which: Which, numbers: set[str]) -> None:
    assert listed(office, which) == numbers


def test_each_unit_gets_a_list_of_its_own(office: Office) -> None:
    office.run(assignments, DAY, Which(meeting="2024-02", each_unit=True))
    folder = office.workspace.outbox / "交办" / "各单位清单 2024-02-05"
    assert sorted({each.name.split()[1] for each in folder.glob("*.docx")}) == ["北滘镇", "区公安局", "区教育局"]
    assert "区公安局2024年2月“政企面对面”联络协作工作会议议定事项 1 件" in office.said


@pytest.mark.parametrize(
    ("which", "told"),
    [
        (Which(meeting="2024-03"), "还没有收到 2024-03 的会议议程"),
        (Which(status="办完了"), "没有“办完了”这个状态\n状态有：待分类、"),
        (Which(unit="火星办事处"), "不在成员单位名单中"),
    ],
)
def test_a_wish_that_names_nothing_is_refused(office: Office, which: Which, told: str) -> None:
    with pytest.raises(ToolkitError) as refused:
        office.run(assignments, DAY, which)
    assert told in str(refused.value)
