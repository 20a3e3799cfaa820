"""Section headings among the rows of a form."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.intake import Reading

Read = Callable[..., Reading]


def test_a_heading_below_an_empty_answer_is_none(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "乐从商会", "编号", "", "提交日期", ""],
            ["二、企业基本信息"],
            ["企业名称", "甲公司", "问题类别", "B"],
            ["三、问题情况"],
            ["问题困难", "路难走"],
        ],
        merged=((2, 0, 2, 5), (4, 0, 4, 5)),
    ).submissions
    assert submission.value("编号") is None
    assert submission.value("提交日期") is None
    assert submission.words("报送单位") == "乐从商会"


def test_the_tick_beside_a_label_is_read_and_not_the_heading_below_it(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业事项办理评价表"],
            ["案由", "增容", "承办单位", "区发展和改革局"],
            ["评价单位", "甲公司", "处理情况", "已解决"],
            ["承办单位与您的沟通方式", "☑电话 □走访 □其他方式 □未沟通"],
            ["六、意见建议"],
            ["企业对处理情况的意见建议", "很好"],
            ["满意度", "满意"],
        ],
        merged=((4, 0, 4, 3),),
    ).submissions
    assert submission.words("沟通方式") == "电话"
    assert submission.words("企业意见建议") == "很好"


def test_numbered_paragraphs_below_their_label_are_its_answer(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["企业名称：甲公司"],
            ["问题困难："],
            ["一、厂区扩建用地不足"],
            ["二、宿舍道路没有路灯"],
            ["备注：无"],
        ]
    ).submissions
    assert submission.words("问题困难") == "一、厂区扩建用地不足\n二、宿舍道路没有路灯"


def test_a_first_line_that_ends_in_a_colon_is_part_of_a_long_answer(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "乐从商会", "编号", ""],
            ["企业名称", "甲公司", "提交日期", "2024-3-5", "问题类别", "B"],
            ["企业联系人", "李明", "职务", "经理", "联系电话", "13800138000"],
            ["参加工作会议人员", "周敏", "单位和职务", "甲公司", "联系电话", "13900139000"],
            ["涉及单位", "区发展和改革局"],
            ["问题困难", "承办单位态度好，但问题未解决："],
            ["", "1.用电"],
            ["", "2.用水"],
            ["备注", "无"],
        ]
    ).submissions
    assert submission.words("问题困难") == "承办单位态度好，但问题未解决：\n1.用电\n2.用水"
    (submission,) = read_rows(
        [
            ["民营企业事项办理情况表"],
            ["案由：增容"],
            ["处理情况：正在解决"],
            ["办理意见："],
            ["我局已采取以下措施："],
            ["1.现场勘查并核算负荷"],
            ["办理结果：已增容"],
        ]
    ).submissions
    assert submission.words("办理意见") == "我局已采取以下措施：\n1.现场勘查并核算负荷"
