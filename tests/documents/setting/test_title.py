from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.setting.paper import fit_title
from toolkit.documents.setting.title import LENGTH, title_lines

OFFICE = "某某区企业项目联络工作领导小组办公室"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于转交民营企业反映问题的函", ["关于转交民营企业反映问题的函"]),
        ("关于召开“政企面对面”联络协作工作会议的通知", ["关于召开“政企面对面”", "联络协作工作会议的通知"]),
        (
            "关于召开2024年3月“政企面对面”联络协作工作会议的通知",
            ["关于召开2024年3月“政企面对面”", "联络协作工作会议的通知"],
        ),
        (f"{OFFICE}关于报送第一季度办理情况的函", [OFFICE, "关于报送第一季度办理情况的函"]),
    ],
)
def test_a_long_title_breaks_where_it_reads_well(title: str, lines: list[str]) -> None:
    assert title_lines(title, [OFFICE]) == lines


def test_a_title_breaks_between_its_parts_before_anything_else() -> None:
    assert (
        fit_title("2024年第一季度", "民营企业项目联络协作工作专题报告")
        == "2024年第一季度\n民营企业项目联络协作工作专题报告"
    )
    assert fit_title("甲\n乙") == "甲乙"


@given(st.text("关于某区企业问题办理工作情况的通知和2024年“”《》（）", min_size=1, max_size=60))
def test_no_line_is_too_long_or_lonely_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    if len(lines) > 1:
        assert all(len(each) <= LENGTH for each in lines)
        assert len(lines[-1]) >= 4
        assert not any(each[0] in "的和与及、，。》”）" for each in lines[1:])


@given(st.text("甲乙丙丁", max_size=12), st.text("戊己庚辛", max_size=25))
def test_what_stands_in_quotes_is_never_parted(before: str, after: str) -> None:
    assert any("“政企面对面”" in each for each in title_lines(f"{before}“政企面对面”{after}"))
