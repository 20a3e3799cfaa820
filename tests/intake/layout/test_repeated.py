"""A label that the sender wrote once more in front of the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.errors import Code
from toolkit.intake import Reading
from toolkit.intake.layout.repeated import repeats, without_label
from toolkit.mechanism import Mechanism

Read = Callable[..., Reading]


def test_a_label_said_again_is_no_part_of_the_answer(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "单位：乐从商会", "编号", ""],
            ["企业名称", "企业名称：甲公司", "提交日期", "日期：2024/1/29"],
            ["企业联系人", "联系人：梁志强", "联系电话", "电话：13800138000"],
            ["参加工作会议人员", "姓名：周敏", "联系电话", "手机：13900139000"],
            ["问题困难", "路难走"],
            ["备注", "备注：曾反映"],
        ]
    ).submissions
    said = {
        key: submission.words(key) for key in ("报送单位", "企业名称", "提交日期", "企业联系人", "联系电话", "参会人员")
    }
    assert said == {
        "报送单位": "乐从商会", "企业名称": "甲公司", "提交日期": "2024-01-29", "企业联系人": "梁志强",
        "联系电话": "13800138000", "参会人员": "周敏",
    }  # fmt: skip
    assert submission.words("参会人员联系电话") == "13900139000"
    assert submission.words("备注") == "曾反映"
    assert {each.field for each in submission.problems} == {"问题类别"}
    assert submission.extra == {}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("企业联系人", "法务：梁志强"),
        ("企业名称", "A：B公司"),
        ("企业联系人", "联系人："),
        ("参会人员单位和职务", "职务：经理，单位：甲公司"),
        ("问题困难", "困难：电费太高"),
        ("备注", "备注：\n一、曾反映\n二、未答复"),
    ],
)
def test_what_may_belong_to_the_answer_stays(key: str, text: str, mechanism: Mechanism) -> None:
    asked = mechanism.form("annex2").field(key)
    assert without_label(text, asked) == text
    assert not repeats(text, asked)


def test_paragraphs_that_begin_with_their_label_are_told(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["企业名称", "甲公司"],
            ["问题困难", "路难走"],
            ["备注", "备注：一、曾反映\n二、未答复"],
        ]
    ).submissions
    assert submission.words("备注") == "备注：一、曾反映\n二、未答复"
    assert [each.code for each in submission.problems if each.field == "备注"] == [Code.LABEL_TWICE]
