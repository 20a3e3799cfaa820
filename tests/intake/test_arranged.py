"""Forms whose rows were arranged in other ways: hints between label and answer, columns of instructions, mirrored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.errors import Code
from toolkit.intake import Grid, Reading
from toolkit.intake.layout.guides import GUIDES, without_guides
from toolkit.intake.layout.retyped import retyped
from toolkit.submission import Submission

Read = Callable[..., Reading]
Rows = list[list[str]]

TITLE = ["民营企业反映问题情况表"]
PAIRS = [
    ["报送单位", "北滘总商会"],
    ["企业名称", "甲公司"],
    ["提交日期", "2024-3-5"],
    ["问题类别", "B"],
    ["企业联系人", "张三"],
    ["职务", "经理"],
    ["联系电话", "13800138000"],
    ["问题困难", "停电"],
]
EXPECTED = {
    "报送单位": "北滘总商会",
    "企业名称": "甲公司",
    "提交日期": "2024-03-05",
    "问题类别": "B 生产经营",
    "企业联系人": "张三",
    "职务": "经理",
    "联系电话": "13800138000",
    "问题困难": "停电",
}


def answers(submission: Submission) -> dict[str, str]:
    return {key: submission.words(key) for key in EXPECTED}


def codes(submission: Submission, key: str) -> list[Code]:
    return [each.code for each in submission.problems if each.field == key]


HINTS = {"企业名称": "（全称）", "企业联系人": "（姓名）", "提交日期": "（年月日）"}


@pytest.mark.parametrize(
    "rows",
    [
        [["栏目", "填写说明", "填写内容"], *([one, "必填", two] for one, two in PAIRS)],
        [["序号", "栏目", "要求", "内容"], *([str(len(one)), one, "按证照", two] for one, two in PAIRS)],
        [["项目", "要求", "内容"], *([one, f"请写{one}的情况", two] for one, two in PAIRS)],
        [["栏目", "内容", "填写要求"], *([one, two, "按实际情况写"] for one, two in PAIRS)],
        [[one, "必填", two] for one, two in PAIRS],
        [[one, "如：某某", two] for one, two in PAIRS],
        [[one, HINTS.get(one, ""), two] for one, two in PAIRS],
        [[one, "：", two] for one, two in PAIRS],
        [[two, one] for one, two in PAIRS],
        [[*PAIRS[at][::-1], *PAIRS[at + 1][::-1]] for at in range(0, 8, 2)],
        [[f"{one}\n{two}"] for one, two in PAIRS],
        [["\n".join(f"【{one}】{two}" for one, two in PAIRS)]],
        [[f"【{one}】{two}"] for one, two in PAIRS],
        [*PAIRS[:4], ["民营企业反映问题情况表（续）"], *PAIRS[4:]],
        [*PAIRS[:4], TITLE, *PAIRS[4:]],
    ],
)
def test_a_form_arranged_in_another_way_is_read(read_rows: Read, rows: Rows) -> None:
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert answers(submission) == EXPECTED
    assert submission.problems == ()


def test_a_form_in_one_cell_with_its_title_is_read(read_rows: Read) -> None:
    empty = ["参加工作会议人员：", "单位和职务：", "涉及单位：", "备注："]
    rows = [["\n".join([*TITLE, *(f"{one}：{two}" for one, two in PAIRS), *empty])]]
    (submission,) = read_rows(rows).submissions
    assert answers(submission) == EXPECTED


def test_one_hint_is_laid_under_its_label(read_rows: Read) -> None:
    rows = [[one, *(["（全称）"] if one == "企业名称" else []), two] for one, two in PAIRS]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert answers(submission) == EXPECTED
    assert submission.answers["企业名称"].cell == "C3"


@pytest.mark.parametrize("text", ["（B）", "（重点问题）", "（2024年）"])
def test_an_answer_in_brackets_is_no_hint(text: str) -> None:
    grid = Grid.of_rows([["问题类别", text, "说"], ["企业名称", "甲"], ["报送单位", "乙"]])
    labels = {"问题类别", "企业名称", "报送单位"}
    assert without_guides(grid, labels, {"重点问题"}) is grid


def test_instructions_that_say_something_are_kept(read_rows: Read) -> None:
    rows = [["栏目", "内容", "填写要求"], *([*each, "写营业执照上的名称"] for each in PAIRS)]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert f"{GUIDES}写营业执照上的名称" in submission.loose


def test_answers_left_of_their_labels_are_named_where_they_stand(read_rows: Read) -> None:
    (submission,) = read_rows([TITLE, *([two, one] for one, two in PAIRS)]).submissions
    assert submission.answers["企业名称"].cell == "A3"


def test_merged_answers_left_of_their_labels_are_read(read_rows: Read) -> None:
    rows = [[two, "", "", one] for one, two in PAIRS]
    (submission,) = read_rows([TITLE, *rows], tuple((number, 0, number, 2) for number in range(1, 9))).submissions
    assert answers(submission) == EXPECTED
    assert submission.answers["问题困难"].cell == "A9"


def test_numbers_left_of_the_labels_of_an_empty_form_are_no_answers(read_rows: Read) -> None:
    found = read_rows([TITLE, *([str(number), one] for number, (one, _) in enumerate(PAIRS, 1))])
    assert all(each.value is None for one in found.submissions for each in one.answers.values())


def test_a_column_of_instructions_without_a_header_is_none_of_the_answers(read_rows: Read) -> None:
    guides = ["必填", "请写全称", "如：2024年3月5日", "A、B、C选一", "必填", "选填", "请填写手机", "请尽可能详细填写"]
    rows = [[one, guide, two] for (one, two), guide in zip(PAIRS, guides, strict=True)]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert answers(submission) == EXPECTED


def test_a_label_on_two_lines_is_one_label(read_rows: Read) -> None:
    rows = [[one if one != "问题困难" else "问题\n困难", two] for one, two in PAIRS]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert answers(submission) == EXPECTED


def test_two_forms_under_the_same_title_stay_two(read_rows: Read) -> None:
    found = read_rows([TITLE, *PAIRS, TITLE, *PAIRS]).submissions
    assert [answers(each) for each in found] == [EXPECTED, EXPECTED]


def people(read_rows: Read, merged: bool) -> Submission:
    rows = [
        TITLE,
        *PAIRS[:-1],
        ["参加工作会议人员", "王五", "单位和职务", "甲公司经理", "联系电话", "13900139000"],
        ["", "赵六", "", "甲公司主管", "", "13700137000"],
        PAIRS[-1],
    ]
    spans = tuple((8, column, 9, column) for column in (0, 2, 4)) if merged else ()
    (submission,) = read_rows(rows, spans).submissions
    return submission


def test_two_people_in_the_rows_of_one_label_are_both_taken(read_rows: Read) -> None:
    submission = people(read_rows, merged=True)
    assert submission.words("参会人员") == "王五、赵六"
    assert submission.words("参会人员单位和职务") == "甲公司经理、甲公司主管"
    assert submission.words("参会人员联系电话") == "13900139000、13700137000"
    assert submission.words("联系电话") == "13800138000"


def test_a_second_person_in_a_row_of_their_own_is_told(read_rows: Read) -> None:
    submission = people(read_rows, merged=False)
    for key in ("参会人员", "参会人员单位和职务", "参会人员联系电话"):
        assert codes(submission, key) == [Code.TEXT_APART]


@pytest.mark.parametrize("more", [["企业诉求", "请答复"], ["企业诉求：请答复"]])
def test_a_text_in_two_rows_under_two_words_for_one_field_is_joined_and_told(read_rows: Read, more: list[str]) -> None:
    (submission,) = read_rows([TITLE, *PAIRS, more]).submissions
    assert submission.words("问题困难") == "停电\n请答复"
    assert codes(submission, "问题困难") == [Code.SEVERAL_LABELS]
    assert submission.extra == {}


def test_measures_beside_an_opinion_are_joined_and_told(read_rows: Read) -> None:
    rows = [
        ["案由", "用地"],
        ["处理情况", "已解决"],
        ["牵头单位", "区税务局"],
        ["办理意见", "同意"],
        ["处理措施", "补办"],
    ]
    (submission,) = read_rows([["民营企业事项办理情况表"], *rows]).submissions
    assert submission.words("办理意见") == "同意\n补办"
    assert codes(submission, "办理意见") == [Code.SEVERAL_LABELS]


def test_a_word_for_the_same_field_inside_its_text_is_text(read_rows: Read) -> None:
    rows = [*([f"{one}：{two}"] for one, two in PAIRS[:-1]), ["问题困难：何时接驳？\n诉求：请给出时间表。"]]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert submission.words("问题困难") == "何时接驳？\n诉求：请给出时间表。"


def test_a_contact_only_mentioned_in_a_complaint_is_told(read_rows: Read) -> None:
    rows = [["报送单位：甲商会"], ["企业名称：甲公司"], ["问题困难：何时接驳？\n联系人：老王不接电话"]]
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert codes(submission, "企业联系人") == [Code.DOUBTFUL]


def test_a_name_and_a_number_under_one_label_are_parted(read_rows: Read) -> None:
    rows = [["评价单位", "甲公司"], ["处理情况", "已解决"], ["企业负责人及联系电话", "张三 13800138000"]]
    (submission,) = read_rows([["民营企业事项办理评价表"], *rows]).submissions
    assert submission.words("企业负责人") == "张三"
    assert submission.words("联系电话") == "13800138000"
    assert codes(submission, "企业负责人") == [Code.PHONE_IN_NAME]


@pytest.mark.parametrize("left_out", [set(), {"职务"}, {"提交日期", "职务"}])
def test_a_number_below_the_contact_is_theirs_where_nobody_attends(read_rows: Read, left_out: set[str]) -> None:
    (submission,) = read_rows([TITLE, *(each for each in PAIRS if each[0] not in left_out)]).submissions
    assert submission.words("联系电话") == "13800138000"
    assert submission.answers["参会人员联系电话"].value is None


@pytest.mark.parametrize("place", [5, 6, 7])
def test_a_number_is_nobodys_for_sure_where_an_unknown_row_may_be_the_other_owner(read_rows: Read, place: int) -> None:
    rows = [each for each in PAIRS if each[0] != "职务"]
    rows.insert(place, ["到会领导", "赵六"])
    (submission,) = read_rows([TITLE, *rows]).submissions
    assert submission.answers["联系电话"].value is None
    assert codes(submission, "联系电话")


def test_the_list_of_choices_behind_a_choice_is_no_answer(read_rows: Read) -> None:
    rows = [["案由", "用地"], ["处理情况", "已解决", "已解决、正在解决、不能解决"], ["牵头单位", "区税务局"]]
    (submission,) = read_rows([["民营企业事项办理情况表"], *rows]).submissions
    assert submission.words("处理情况") == "已解决"


cell = st.sampled_from(
    ["", "企业名称", "报送单位", "提交日期", "电话", "（全称）", "必填", "：", "说明", "内容", "甲", "电话\n1"]
)


#: A label without an answer, beside which the others' answers would be laid over it.
OVER_ONE_ANOTHER = [["", "（全称）", "报送单位"]] * 2 + [
    ["（全称）", "", "报送单位"],
    ["（全称）", "企业名称", "报送单位"],
]


@settings(deadline=None)
@example(rows=OVER_ONE_ANOTHER)
@given(rows=st.lists(st.lists(cell, min_size=3, max_size=3), max_size=8))
def test_no_word_is_lost_however_rows_are_arranged(rows: list[list[str]]) -> None:
    labels = frozenset(("企业名称", "报送单位", "提交日期", "电话", "说明"))
    grid = Grid.of_rows(rows)
    done = without_guides(retyped(grid, labels, frozenset(("电话",)), ()), labels, ())
    for word in ("企业名称", "报送单位", "提交日期", "甲", "1"):
        before = [str(each) for each in grid.cells.values() if word in str(each)]
        after = [str(each) for each in (*done.cells.values(), *done.floats) if word in str(each)]
        assert bool(before) == bool(after)
