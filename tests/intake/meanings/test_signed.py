"""A name and the day of signing in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.errors import Code
from toolkit.intake import Reading
from toolkit.submission import Submission

Read = Callable[..., Reading]


def evaluation(read_rows: Read, name: str, day: str) -> Submission:
    (submission,) = read_rows(
        [
            ["民营企业事项办理评价表"],
            ["评价单位", "甲公司"],
            ["处理情况", "已解决"],
            ["企业负责人", "张三"],
            ["满意度", "满意√ 基本满意□ 不满意□"],
            ["签名", name],
            ["日期", day],
        ]
    ).submissions
    return submission


@pytest.mark.parametrize(
    "said", ["张三 2024年3月5日", "张三\n2024-3-5", "张三（2024.3.5）", "张三2024年3月5日。", "张三 二〇二四年三月五日"]
)
@pytest.mark.parametrize("day", ["", "2024-3-5"])
def test_the_day_goes_to_its_own_field_and_a_person_is_told(said: str, day: str, read_rows: Read) -> None:
    submission = evaluation(read_rows, said, day)
    assert (submission.words("签名"), submission.words("日期")) == ("张三", "2024-03-05")
    told = [each.field for each in submission.problems if each.code is Code.DAY_IN_NAME]
    assert told == ["签名", "日期"]


@pytest.mark.parametrize(
    ("said", "day"),
    [("张三", "2024-3-5"), ("张三 2024年3月5日", "2024-3-6"), ("张三 3月5日", ""), ("张三 2024年13月5日", "")],
)
def test_a_name_without_a_sure_day_stays_as_it_is(said: str, day: str, read_rows: Read) -> None:
    assert evaluation(read_rows, said, day).words("签名") == said
