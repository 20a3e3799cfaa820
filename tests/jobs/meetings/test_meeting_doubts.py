"""What a filled agenda leaves in doubt is told, and minutes and list of one run tell the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.edited import edit
from jobs.office import Office, open_book
from jobs.test_meeting import filled
from toolkit.jobs.meeting import meeting
from toolkit.jobs.minutes import minutes
from toolkit.jobs.minutes_read import read_back

from .in_hand import led_by_the_police
from .test_meeting_again import HEAD

MET, LATER = date(2024, 3, 4), date(2024, 3, 12)
#: What the agenda of March says: one matter in hand goes to another unit, and five are new.
SAID: Mapping[str, Mapping[str, Any]] = {
    "2024-001": {"议定事项": "由区公安局牵头疏导", "牵头单位": "区交通局"},
    "2024-002": {"议定事项": "尽早修路", "牵头单位": "区火星局"},
    "2024-003": {"议定事项": "转为一般问题，抓紧办理", "牵头单位": "区发改局"},
    "2024-004": {"暂缓": "由区住房城乡建设和水利局会同龙江镇进一步研究"},
    "2024-005": {"暂缓": "请火星局再看看"},
    "2024-006": {"议定事项": "由区公安局牵头整治，由区教育局承办宣传", "牵头单位": "区公安局"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A matter that the police has since February, its due date put off; and the agenda of March, filled in."""
    office = led_by_the_police(tmp_path_factory.mktemp("doubts") / "office")
    office.type_in("2024-001", 办结时限=date(2024, 8, 30), 特殊情况="等待招标，同意延期")
    office.take_in(
        date(2024, 2, 20),
        **{name: office.report(企业名称=f"顺德{name}厂", 问题困难=f"{name}难") for name in "乙丙丁戊己"},
    )
    for number in range(2, 7):
        office.type_in(f"2024-00{number}", 问题分类="重点问题", 案由=f"案由{number}")
    office.run(meeting, date(2024, 2, 26), "2024-03")
    return office


@pytest.fixture(scope="module")
def told(office: Office) -> tuple[int, str]:
    """With which status the agenda was taken in, and what was said of it."""
    return office.take_in(MET, 二=filled(office, "2024-03", SAID, **HEAD)), office.words


@pytest.fixture(scope="module")
def lines(office: Office, told: tuple[int, str]) -> Mapping[str, str]:
    """The minutes, written some days after the meeting: a paragraph a matter, and what they begin with."""
    assert office.run(minutes, LATER) == 1
    texts = [each.text for each in Document(str(_paper(office, "会议纪要"))).paragraphs]
    found = {number: each for number in SAID for each in texts if f"（{number}）" in each}
    return found | {"": texts[4]}


def _paper(office: Office, name: str) -> Path:
    return office.workspace.outbox / "会议" / "2024-03" / f"{name} 2024-03.docx"


NAMES_ANOTHER = (
    "2024-001 的议定事项写的是由区公安局牵头，牵头单位填的是区交通运输局，登记以牵头单位为准，请核对并把两处改成一致"
)


def test_a_decision_that_names_another_lead_than_its_column_is_asked_about(told: tuple[int, str]) -> None:
    status, words = told
    assert status == 1
    assert NAMES_ANOTHER in words
    assert words.count("的议定事项写的是") == 1, "who only does a part of it does not lead"


def test_it_is_asked_about_again_with_the_minutes(office: Office, lines: Mapping[str, str]) -> None:
    assert lines
    assert f"需要处理：{NAMES_ANOTHER}" in office.said


def test_a_date_that_was_put_off_does_not_hold_for_the_next_lead_and_all_are_told(
    told: tuple[int, str], lines: Mapping[str, str]
) -> None:
    assert (
        "时限自会议当日重新起算；原已延至 2024-08-30 的办结时限不再适用，仍要延期的，请在议程“办结时限”一栏填写日期"
        in told[1]
    )
    # Three months from Friday 1 March end on Saturday 1 June.
    assert "由区交通运输局牵头，于2024年6月3日前办结。原已延至2024年8月30日的办结时限不再适用。" in lines["2024-001"]


def test_special_handling_that_stood_before_is_not_said_to_be_decided_now(lines: Mapping[str, str]) -> None:
    assert "研定" not in lines[""]
    assert "特殊情况处理" not in lines["2024-001"]


def test_who_goes_into_a_matter_is_found_within_a_sentence(lines: Mapping[str, str]) -> None:
    assert lines["2024-004"].endswith("由区住房城乡建设和水利局、龙江镇进一步研究后提请下次会议审议。")


def test_a_cell_that_names_nobody_to_go_into_a_matter_is_named(
    office: Office, told: tuple[int, str], lines: Mapping[str, str]
) -> None:
    sheet = open_book(office.sent("会议议程", "2024-03").read_bytes()).worksheets[0]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value in {"暂缓", "2024-005"}}
    place = f"{cells['暂缓'].column_letter}{cells['2024-005'].row}"
    assert f"{place} 的“暂缓”写的是“请火星局再看看”，看不出由哪个单位进一步研究" in told[1]
    assert "由【待定】进一步研究" in lines["2024-005"]


def test_the_list_tells_no_unit_and_no_day_that_the_minutes_do_not(office: Office, lines: Mapping[str, str]) -> None:
    assert "由【待定】牵头" in lines["2024-002"]
    # A general matter counts from the day on which it goes out, which nobody knows yet.
    assert "自交办之日起1个月内办结" in lines["2024-003"]
    rows = [
        [cell.text for cell in row.cells]
        for row in Document(str(_paper(office, "民营企业事项办理清单"))).tables[0].rows
    ]
    found = {number: " ".join(row) for number in SAID for row in rows if number in row}
    assert "火星局" not in found["2024-002"]
    assert "【待定】" in found["2024-002"]
    assert "自交办之日起1个月内" in found["2024-003"]
    assert "2024-03-12" not in found["2024-003"]
    assert "2024-4-12" not in found["2024-003"].replace("-0", "-")


def test_minutes_read_back_unchanged_change_nothing_and_another_lead_alone_is_asked_about(
    office: Office, lines: Mapping[str, str]
) -> None:
    path = _paper(office, "会议纪要")
    edit(path, ("由区公安局牵头，于", "由区司法局牵头，于"))
    assert office.run(read_back, LATER, "2024-03") == 1
    changed = [each for each in office.said if " → " in each]
    assert len(changed) == 1
    assert changed[0].endswith("牵头单位 区公安局 → 区司法局")
    assert "需要处理：2024-006 的议定事项写的是由区公安局牵头，牵头单位填的是区司法局" in office.words
