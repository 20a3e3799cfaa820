"""What stands beside a form on the same sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.intake import Reading

Read = Callable[..., Reading]

FORM = [
    ["民营企业反映问题情况表", "", "", ""],
    ["报送单位", "乐从商会", "提交日期", "2024-3-5"],
    ["企业名称", "甲公司", "问题类别", "B"],
    ["企业联系人", "", "联系电话", ""],
    ["问题困难", "路难走", "", ""],
    ["备注", "", "", ""],
]


@pytest.mark.parametrize("head", [["单位", "联系人", "联系电话"], ["各单位通讯录", "", ""]])
@pytest.mark.parametrize("row", [0, 2])
def test_a_list_of_contacts_beside_the_form_answers_nothing_and_is_kept(
    read_rows: Read, head: list[str], row: int
) -> None:
    people = [
        head,
        ["陈村商会", "甲", "13800138011"],
        ["北滘商会", "乙", "13800138012"],
        ["均安商会", "丙", "13800138013"],
    ]
    rows = [[*line, "", *(people[number - row] if 0 <= number - row < 4 else [])] for number, line in enumerate(FORM)]
    (submission,) = read_rows(rows).submissions
    assert submission.value("企业联系人") is None
    assert submission.value("联系电话") is None
    assert submission.words("企业名称") == "甲公司"
    assert submission.extra == {}
    assert "13800138012" in "".join(submission.loose)


def test_the_right_half_of_a_form_behind_an_empty_column_is_the_form(read_rows: Read) -> None:
    rows = [[*line[:2], "", *line[2:]] for line in FORM]
    rows[3] = ["企业联系人", "李明", "", "联系电话", "13800138000"]
    rows.insert(4, ["参加工作会议人员", "周敏", "", "联系电话", "13800138001"])
    (submission,) = read_rows(rows).submissions
    assert submission.words("联系电话") == "13800138000"
    assert submission.words("参会人员联系电话") == "13800138001"
    assert submission.words("提交日期") == "2024-03-05"
