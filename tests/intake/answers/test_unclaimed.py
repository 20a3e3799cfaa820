"""Forms with renamed labels: known by their title, read as far as they are known, and the rest told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from toolkit.errors import Code
from toolkit.intake import Book, Grid, Reading, read
from toolkit.mechanism import Mechanism
from toolkit.submission import Submission

DAY = date(2024, 3, 8)
Read = Callable[..., Reading]


def codes(submission: Submission, key: str) -> set[Code]:
    return {each.code for each in submission.problems if each.field == key}


def test_a_form_is_known_by_its_exact_title_however_few_labels_are(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业事项办理评价表"],
            ["呈请单", "2024-017"],
            ["何事", "增容"],
            ["评价单位", "甲公司"],
            ["满意否", "满意"],
            ["说几句", "办得好"],
        ]
    ).submissions
    assert submission.words("评价单位") == "甲公司"
    assert submission.extra["说几句"] == "办得好"
    assert Code.MISSING in codes(submission, "满意度")


def test_an_unknown_label_where_a_known_one_is_missing_is_told(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "乐从商会"],
            ["企业名称", "甲公司"],
            ["提交日期", "2024-3-5"],
            ["问题类别", "B"],
            ["企业联系人", "李明"],
            ["所任何职", "经理"],
            ["联系电话", "13800138000"],
            ["问题困难", "路难走"],
        ]
    ).submissions
    (told,) = [each for each in submission.problems if each.field == "职务"]
    assert told.code is Code.RENAMED
    assert told.facts["text"].startswith("所任何职")
    assert submission.extra["所任何职"] == "经理"


def test_labels_that_lost_their_owner_are_told(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业事项办理情况表"],
            ["编号：2024-017"],
            ["案由：增容"],
            ["处理情况：正在解决"],
            ["甲乙：区发展和改革局"],
            ["联系人：李明"],
            ["联系电话：13800138000"],
            ["配合单位：区招商局"],
            ["联系人：黄丽"],
            ["联系电话：13900139000"],
            ["办理意见：拟增容"],
        ]
    ).submissions
    for key in ("牵头单位", "牵头联系人", "牵头联系电话"):
        assert submission.value(key) is None
        assert codes(submission, key) == {Code.RENAMED}
    assert submission.words("配合联系人") == "黄丽"


def test_an_unknown_label_behind_an_answer_is_no_part_of_it(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["企业名称：甲公司    税号：91440606"],
            ["企业联系人：李明    职务：经理"],
            ["问题困难：路难走"],
        ]
    ).submissions
    assert submission.words("企业名称") == "甲公司"
    assert codes(submission, "企业名称") == {Code.TEXT_APART}


@pytest.mark.parametrize("gap", [1, 2])
def test_labels_above_their_answers_with_empty_cells_between_are_a_header(read_rows: Read, gap: int) -> None:
    empty = [""] * gap
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", *empty, "编号", *empty, "提交日期"],
            ["区税务局", *empty, "", *empty, "2024-2-2"],
            ["企业名称", *empty, "问题类别"],
            ["甲公司", *empty, "B"],
            ["问题困难"],
            ["用电不足，请求增容。"],
        ]
    ).submissions
    assert submission.words("报送单位") == "区税务局"
    assert submission.words("提交日期") == "2024-02-02"
    assert submission.words("企业名称") == "甲公司"
    assert submission.words("问题困难") == "用电不足，请求增容。"


def test_nobody_is_told_that_a_form_is_empty_on_which_something_stands(read_rows: Read) -> None:
    reading = read_rows(
        [["民营企业反映问题情况表"], ["企业名称", ""], ["问题困难", ""], ["", "", "", "路太窄，货车进不来"]]
    )
    assert [each.code for each in reading.problems] == []
    assert "路太窄，货车进不来" in reading.submissions[0].loose


def test_a_number_column_before_the_labels_changes_nothing(read_rows: Read) -> None:
    lines = [
        ("案由", "增容"), ("处理情况", "正在解决"), ("牵头单位", "区发展和改革局"), ("联系人", "李明"), ("联系电话", "13800138000"),
        ("配合单位", "区招商局"), ("联系人", "黄丽"), ("联系电话", "13900139000"), ("办理意见", "拟增容"),
    ]  # fmt: skip
    rows = [[float(number), label, said] for number, (label, said) in enumerate(lines, 1)]
    (submission,) = read_rows([["民营企业事项办理情况表"], ["序号", "项目", "内容"], *rows]).submissions
    assert [submission.words(each) for each in ("牵头联系人", "牵头联系电话", "配合联系人", "配合联系电话")] == [
        "李明", "13800138000", "黄丽", "13900139000",
    ]  # fmt: skip


def test_a_text_box_over_an_empty_answer_is_told(mechanism: Mechanism) -> None:
    rows = [["民营企业反映问题情况表"], ["企业名称", "甲公司"], ["职务", ""], ["问题困难", "路难走"]]
    grid = replace(Grid.of_rows(rows, "表"), floats=("总经理",))
    (submission,) = read(Book((grid,)), mechanism, day=DAY).submissions
    assert codes(submission, "职务") == {Code.TEXT_BOX}
    assert "总经理" in submission.loose


@pytest.mark.parametrize("name", ["填写示例", "样表"])
def test_a_sample_sheet_is_no_return_beside_a_filled_one(name: str, mechanism: Mechanism) -> None:
    def sheet(title: str, firm: str) -> Grid:
        return Grid.of_rows([["民营企业反映问题情况表"], ["企业名称", firm], ["问题困难", "路难走"]], title)

    both = read(Book((sheet(name, "某某公司"), sheet("Sheet1", "甲公司"))), mechanism, day=DAY)
    assert [each.words("企业名称") for each in both.submissions] == ["甲公司"]
    alone = read(Book((sheet(name, "甲公司"),)), mechanism, day=DAY)
    assert [each.words("企业名称") for each in alone.submissions] == ["甲公司"]


def test_labels_in_traditional_characters_are_the_same_labels(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民營企業反映問題情況表"],
            ["報送單位", "樂從商會", "編號", ""],
            ["企業名稱", "甲公司", "提交日期", "2024-3-5", "問題類別", "B"],
            ["企業聯繫人", "陳明", "職務", "經理", "聯繫電話", "13800138000"],
            ["涉及單位", "區發展和改革局"],
            ["問題困難", "用電不足"],
        ]
    ).submissions
    assert submission.words("报送单位") == "樂從商會"
    assert submission.words("涉及单位") == "区发展和改革局"
    assert [submission.words(each) for each in ("企业联系人", "联系电话", "问题困难")] == [
        "陳明",
        "13800138000",
        "用電不足",
    ]


def test_a_label_mentioned_inside_a_remark_is_no_answer_without_a_doubt(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["企业名称", "甲公司"],
            ["问题困难", "路难走"],
            ["说明：\n联系人：每周一至周五上午接听电话"],
        ]
    ).submissions
    assert submission.value("企业联系人") is None
    assert codes(submission, "企业联系人") == {Code.DOUBTFUL}


def test_an_unknown_label_before_known_ones_in_a_line_hides_none_of_them(read_rows: Read) -> None:
    (submission,) = read_rows(
        [["民营企业反映问题情况表"], ["税号：91440606    企业名称：甲公司    联系人：李明"], ["问题困难：路难走"]]
    ).submissions
    assert [submission.words(each) for each in ("企业名称", "企业联系人")] == ["甲公司", "李明"]
    assert submission.extra == {"税号": "91440606"}
