"""Papers of ours that come back and are no forms: known by their mark, else by what stands on them."""

from __future__ import annotations

import pytest

from intake.dialects import DAY
from toolkit.forms.identity import MINUTES, NOTICE, write_mark
from toolkit.intake.layout.own_paper import OwnPaper
from toolkit.intake.plain.grid import Book, Grid
from toolkit.intake.read import Reading, read
from toolkit.mechanism import default_name, load

MECHANISM = load(default_name())
SLIP = [
    ["参会回执"],
    ["会议：2024年2月“政企面对面”联络协作工作会议"],
    ["时间：2024年2月1日（星期四）15:00"],
    ["单位：区教育局"],
    ["姓名", "职务", "联系电话", "备注"],
    ["张三", "副局长", "13800138000", ""],
    ["李四", "", "", "请假"],
    ["", "", "", ""],
    ["请于2024年1月30日前反馈至领导小组办公室。"],
]
COMING = ({"姓名": "张三", "职务": "副局长", "联系电话": "13800138000"}, {"姓名": "李四", "备注": "请假"})


def paper(rows: list[list[str]], mark: str = "") -> OwnPaper | None:
    book = Book((Grid.of_rows(rows),), (mark,) if mark else ())
    reading = read(book, MECHANISM, day=DAY)
    assert Reading.from_json(reading.to_json()) == reading
    return reading.paper


def test_a_slip_without_a_mark_is_known_by_its_title_and_table() -> None:
    assert paper(SLIP) == OwnPaper(NOTICE, "2024-02", "区教育局", COMING)


def test_the_mark_of_a_notice_says_whose_it_is_and_of_which_meeting() -> None:
    found = paper([["关于召开会议的通知"], *SLIP], write_mark(NOTICE, "1", "2024-03", unit="区公安局"))
    assert found == OwnPaper(NOTICE, "2024-03", "区公安局", COMING)


def test_a_notice_whose_slip_is_gone_names_nobody() -> None:
    assert paper([["通知"]], write_mark(NOTICE, "1", "2024-03", unit="区公安局")) == OwnPaper(
        NOTICE, "2024-03", "区公安局"
    )


def test_headings_moved_about_are_read_by_their_words() -> None:
    rows = [["参 会 回 执"], ["单位：区教育局"], ["联系电话", "姓 名"], ["22880000", "张三"]]
    assert paper(rows) == OwnPaper(NOTICE, "", "区教育局", ({"联系电话": "22880000", "姓名": "张三"},))


@pytest.mark.parametrize(
    ("rows", "mark", "meeting"),
    [
        ([["随便什么"]], write_mark(MINUTES, "1", "2024-02", "abc"), "2024-02"),
        ([[MECHANISM.wording["minutes_head"]], ["一、会议议定事项"]], "", ""),
    ],
)
def test_minutes_are_known_by_their_mark_or_title(rows: list[list[str]], mark: str, meeting: str) -> None:
    assert paper(rows, mark) == OwnPaper(MINUTES, meeting)


@pytest.mark.parametrize("rows", [[["姓名", "职务", "联系电话", "备注"], ["张三"]], [["参会回执"]], [["随便什么"]]])
def test_any_other_file_is_none_of_ours(rows: list[list[str]]) -> None:
    assert paper(rows) is None
