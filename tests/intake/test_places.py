"""Answers beside their places, in pieces, twice, or in other columns than a form has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.errors import Code
from toolkit.intake.read import Reading
from toolkit.submission import Submission

Read = Callable[..., Reading]
Rows = list[list[object]]

TOP: Rows = [["民营企业反映问题情况表"], ["报送单位", "大良总商会", "编号", ""]]
REST: Rows = [
    ["提交日期", "2024.3.5", "问题类别", "B"],
    ["企业联系人", "张三", "职务", "厂长", "联系电话", "13800138000"],
    ["参会人员", "李四", "单位和职务", "副总", "联系电话", "13900139000"],
    ["涉及单位", "区税务局"],
]
END: Rows = [["问题困难", "缺电；"], ["备注", "急"]]
WHOLE: Rows = [*TOP, ["企业名称", "甲公司"], *REST, *END]


def codes(submission: Submission, key: str) -> set[Code]:
    return {each.code for each in submission.problems if each.field == key}


def one(read_rows: Read, *rows: list[object], **more: object) -> Submission:
    (submission,) = read_rows([*rows], **more).submissions
    return submission


@pytest.mark.parametrize(
    "rows",
    [
        [["企业名称", "", "甲公司"]],
        [["企业名称", "", "", "甲公司"]],
    ],
)
def test_a_short_answer_further_right_is_taken(rows: Rows, read_rows: Read) -> None:
    assert one(read_rows, *TOP, *rows, *REST, *END).value("企业名称") == "甲公司"


def test_an_answer_one_row_too_low_is_taken_and_told(read_rows: Read) -> None:
    submission = one(read_rows, *TOP, ["企业名称"], ["", "甲公司"], *REST, *END)
    assert submission.value("企业名称") == "甲公司"
    assert codes(submission, "企业名称") == {Code.OUT_OF_PLACE}
    assert submission.answers["企业名称"].cell == "B4"


def test_an_answer_that_two_labels_may_claim_is_not_taken(read_rows: Read) -> None:
    rows: Rows = [*TOP, ["企业名称"], ["", "甲公司"], ["参会人员"], *REST[:2], ["涉及单位", "区税务局"], *END]
    assert one(read_rows, *rows).value("参会人员") is None


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        ([2024.0, "年", 3.0, "月", 5.0, "日"], "2024-03-05"),
        ([2024.0, 3.0, 5.0], "2024-03-05"),
        (["2024年", "3月", "5日"], "2024-03-05"),
    ],
)
def test_a_date_spread_over_cells_is_one_date(cells: list[object], right: str, read_rows: Read) -> None:
    submission = one(read_rows, *TOP, ["企业名称", "甲公司"], ["提交日期", *cells], ["问题类别", "B"], *REST[1:], *END)
    assert submission.words("提交日期") == right


def test_a_telephone_spread_over_cells_is_one_number(read_rows: Read) -> None:
    contact: list[object] = ["企业联系人", "张三", "职务", "厂长", "联系电话", "0757", "22334455"]
    assert (
        one(read_rows, *TOP, ["企业名称", "甲公司"], REST[0], contact, *REST[2:], *END).words("联系电话")
        == "0757-22334455"
    )


def test_a_name_beside_the_number_is_told(read_rows: Read) -> None:
    contact: list[object] = ["企业联系人", "张三", "职务", "厂长", "联系电话", "李四（13800138000）"]
    submission = one(read_rows, *TOP, ["企业名称", "甲公司"], REST[0], contact, *REST[2:], *END)
    assert submission.value("联系电话") == "13800138000"
    assert codes(submission, "联系电话") == {Code.NAME_IN_PHONE}


@pytest.mark.parametrize("labels", [("企业名称1", "企业名称2"), ("企业名称", "企业名称")])
def test_two_firms_on_one_form_are_told(labels: tuple[str, str], read_rows: Read) -> None:
    submission = one(read_rows, *TOP, [labels[0], "甲公司"], [labels[1], "乙公司"], *REST, *END)
    assert submission.value("企业名称") == "甲公司、乙公司"
    assert codes(submission, "企业名称") == {Code.TWO_MATTERS}


def test_several_points_of_one_problem_are_one_matter(read_rows: Read) -> None:
    submission = one(read_rows, *TOP, ["企业名称", "甲公司"], *REST, ["问题困难", "1.缺电；\n2.缺水。"], ["备注", "急"])
    assert not codes(submission, "问题困难")


@pytest.mark.parametrize("said", ["联系电话", "企业名称", "问题类别"])
def test_a_remark_that_is_only_a_label_s_word_is_a_remark(said: str, read_rows: Read) -> None:
    submission = one(read_rows, *WHOLE[:-1], ["备注", said])
    assert submission.value("备注") == said
    assert (submission.value("联系电话"), submission.value("企业名称")) == ("13800138000", "甲公司")


def test_the_telephone_of_who_signs_is_nobody_else_s(read_rows: Read) -> None:
    rows: Rows = [
        *TOP,
        ["企业名称", "甲公司"],
        REST[0],
        ["企业联系人", "张三"],
        *END,
        ["填表人", "王五", "联系电话", "0757-22220000"],
    ]
    submission = one(read_rows, *rows)
    assert submission.value("联系电话") is None
    assert submission.extra["联系电话"] == "0757-22220000"


def test_a_line_that_quotes_a_label_is_part_of_the_complaint(read_rows: Read) -> None:
    text = "道路积水。\n联系电话：无人接听。\n备注：请尽快。"
    submission = one(read_rows, *TOP, ["企业名称", "甲公司"], *REST, [f"问题困难：{text}"], ["备注", "急"])
    assert submission.value("问题困难") == text


def test_a_row_that_the_form_does_not_know_parts_a_header_from_no_answer(read_rows: Read) -> None:
    rows: Rows = [
        ["民营企业反映问题情况表"],
        ["报送单位", "企业名称", "提交日期"],
        ["统一社会信用代码", "91440606MA00000000"],
        ["大良总商会", "甲公司", "2024.3.5"],
        ["问题类别", "企业联系人", "职务"],
        ["B", "张三", "厂长"],
        ["问题困难", "缺电；"],
    ]
    submission = one(read_rows, *rows)
    assert (submission.value("报送单位"), submission.value("企业名称")) == ("大良总商会", "甲公司")


def test_what_stands_apart_below_a_long_answer_is_told(read_rows: Read) -> None:
    rows: Rows = [
        *TOP,
        ["企业名称", "甲公司"],
        *REST,
        ["问题困难", "缺电；"],
        ["传真", "22223333"],
        ["", "缺水。"],
        ["备注", "急"],
    ]
    assert codes(one(read_rows, *rows), "问题困难") == {Code.TEXT_APART}


def test_a_ledger_on_its_side_is_a_ledger(read_rows: Read) -> None:
    labels = ["报送单位", "企业名称", "提交日期", "问题类别", "企业联系人", "职务", "联系电话", "问题困难"]
    first = ["北滘镇", "甲公司", "2024.3.1", "A", "张三", "厂长", "13800138000", "缺电"]
    second = ["北滘镇", "乙公司", "2024.3.2", "B", "李四", "厂长", "13800138001", "缺水"]
    rows = [["民营企业反映问题情况表"], *(list(each) for each in zip(labels, first, second, strict=True))]
    reading = read_rows(rows)
    assert [(each.code, each.facts["count"]) for each in reading.problems] == [(Code.LEDGER, "2")]
    guides = [
        ["栏目", "填写内容", "填写说明"],
        *([label, said, "照实填"] for label, said in zip(labels, first, strict=True)),
    ]
    assert one(read_rows, ["民营企业反映问题情况表"], *guides).value("企业名称") == "甲公司"


def test_dates_are_held_against_one_another_and_the_mail_s_day(read_rows: Read) -> None:
    rows: Rows = [
        ["民营企业事项办理情况表"],
        ["编号", "2024-001"],
        ["交办时间", "2024-3-11", "办结时限", "2024-2-11"],
        ["牵头单位", "区税务局", "联系人", "张三"],
        ["处理情况", "已解决"],
        ["办理意见", "同意"],
        ["办理结果", "已办"],
    ]
    assert codes(one(read_rows, *rows), "办结时限") == {Code.DEADLINE_FIRST}
    late = one(read_rows, *TOP, ["企业名称", "甲公司"], ["提交日期", "2024.3.25", "问题类别", "B"], *REST[1:], *END)
    assert codes(late, "提交日期") == {Code.FUTURE_DATE}
    assert late.words("提交日期") == "2024-03-25"


def test_what_a_cell_cannot_hold_is_told(read_rows: Read) -> None:
    rows: Rows = [
        *TOP,
        ["企业名称", '=DISPIMG("ID_1",1)'],
        REST[0],
        ["企业联系人", "张\x07三", "职务", 440681199001011234.0, "联系电话", "13800138000"],
        *REST[2:],
        ["问题困难", "a_x0041_b\r\n=cmd|' /C calc'!A0"],
        ["备注", "急" * 40_000],
    ]
    submission = one(read_rows, *rows)
    assert codes(submission, "企业名称") == {Code.PICTURE_IN_CELL}
    assert (submission.value("企业联系人"), codes(submission, "企业联系人")) == ("张三", {Code.STRANGE_SIGNS})
    assert codes(submission, "职务") == {Code.PRECISION_LOST}
    assert (submission.value("问题困难"), codes(submission, "问题困难")) == ("a_x0041_b\n=cmd|' /C calc'!A0", set())
    assert codes(submission, "备注") == {Code.TOO_LONG}
