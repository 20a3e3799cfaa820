"""A name and its number in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.errors import Code
from toolkit.intake import Reading
from toolkit.submission import Submission

Read = Callable[..., Reading]


def contact(read_rows: Read, name: str, phone: str) -> Submission:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["企业名称", "甲公司", "提交日期", "2024-3-5"],
            ["企业联系人", name, "职务", "经理", "联系电话", phone],
            ["参加工作会议人员", "周敏", "联系电话", "13900139000"],
            ["问题困难", "路难走"],
        ]
    ).submissions
    return submission


@pytest.mark.parametrize(
    ("said", "name", "phone"),
    [
        ("周敏仪 13912345678", "周敏仪", "13912345678"),
        ("周敏仪13912345678", "周敏仪", "13912345678"),
        ("13912345678（周敏仪）", "周敏仪", "13912345678"),
        ("周敏仪，电话：0757-22223333", "周敏仪", "0757-22223333"),
        ("张三 13912345678、李四 13912345679", "张三、李四", "13912345678、13912345679"),
    ],
)
def test_the_number_goes_to_its_own_field_and_a_person_is_told(
    read_rows: Read, said: str, name: str, phone: str
) -> None:
    submission = contact(read_rows, said, "")
    assert (submission.words("企业联系人"), submission.words("联系电话")) == (name, phone)
    told = [(each.code, each.field) for each in submission.problems if each.code is Code.PHONE_IN_NAME]
    assert told == [(Code.PHONE_IN_NAME, "企业联系人"), (Code.PHONE_IN_NAME, "联系电话")]
    assert submission.words("参会人员联系电话") == "13900139000"


def test_a_number_that_has_its_own_answer_is_kept_apart_and_told(read_rows: Read) -> None:
    submission = contact(read_rows, "周敏仪 13912345678", "13800138000")
    assert (submission.words("企业联系人"), submission.words("联系电话")) == ("周敏仪", "13800138000")
    assert [each.field for each in submission.problems if each.code is Code.PHONE_IN_NAME] == ["企业联系人"]


@pytest.mark.parametrize("said", ["周敏仪", "第 8 组周敏仪", "A-12 号窗口"])
def test_a_name_without_a_number_stays_as_it_is(read_rows: Read, said: str) -> None:
    assert contact(read_rows, said, "13800138000").words("企业联系人") == said
