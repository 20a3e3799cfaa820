"""The mechanism of 顺德 is what DESIGN §4 and §6 and the seed say."""

from __future__ import annotations

import pytest

from toolkit.mechanism import ColumnType, Phase, default_name, load

_SHUNDE = load(default_name())
_RECORD = _SHUNDE.record

#: DESIGN §6, word for word.
_COLUMNS = """
编号 | 状态 | 问题分类 | 问题类别 | 企业名称 | 案由 | 问题困难 | 报送单位 | 提交日期 | 企业联系人 | 职务 | 联系电话 |
参会人员 | 参会人员单位和职务 | 参会人员联系电话 | 涉及单位 | 备注 | 佐证材料 | 拟分类 | 拟牵头单位 | 会议 | 牵头单位 | 牵头联系人 | 牵头联系电话 |
配合单位 | 配合联系人 | 配合联系电话 | 特殊情况 | 交办日期 | 意见时限 | 办结时限 | 办理意见 | 意见报送日期 | 办理结果 | 处理情况 | 办结日期 |
评价时限 | 评价单位 | 企业认定处理情况 | 企业负责人 | 企业负责人联系电话 | 沟通方式 | 企业意见建议 | 满意度 | 评价日期 | 签名 | 办理轮次 | 待补正 | 来件
"""


def test_the_register_has_the_designs_columns_in_its_order() -> None:
    assert [each.name for each in _RECORD.columns] == [name.strip() for name in _COLUMNS.split("|")]
    assert _RECORD.sheet == "问题台账"


def test_dates_are_dates_and_phones_are_text() -> None:
    dates = {each.name for each in _RECORD.columns if each.type is ColumnType.DATE}

    assert dates == {
        "提交日期", "交办日期", "意见时限", "办结时限", "意见报送日期", "办结日期", "评价时限", "评价日期"
    }  # fmt: skip
    assert all(each.type is ColumnType.TEXT for each in _RECORD.columns if "电话" in each.name)


def test_every_persons_phone_is_masked_in_what_leaves_the_office() -> None:
    assert [each.name for each in _RECORD.columns if "电话" in each.name and not each.sensitive] == []


def test_the_statuses_are_the_designs() -> None:
    assert [each.name for each in _RECORD.statuses] == [
        "待分类", "待上会", "待交办", "办理中", "待评价", "已评价", "重新办理", "挂账", "已撤销"
    ]  # fmt: skip
    assert _RECORD.in_phase(Phase.READY) == ("待交办", "重新办理")
    assert _RECORD.in_phase(Phase.PARKED, Phase.WITHDRAWN) == ("挂账", "已撤销")


def test_nothing_parks_or_withdraws_but_a_person_or_a_granted_request() -> None:
    resting = set(_RECORD.in_phase(Phase.PARKED, Phase.WITHDRAWN))
    assert {each.on for each in _RECORD.transitions if each.target in resting} == {"park"}


def test_only_events_and_granted_requests_cause_steps() -> None:
    assert {(each.source, each.on) for each in _RECORD.transitions if each.on} == {
        (("待上会",), "met"), (("待交办",), "dispatched"), (("重新办理",), "dispatched"),
        (("办理中",), "hand_back"), (("办理中",), "park"), (("挂账",), "resume"),
    }  # fmt: skip


def test_the_meeting_decides_about_key_matters_and_the_office_about_the_others() -> None:
    deciders = _RECORD.special.deciders
    assert [(each.by.value, dict(each.condition.when)) for each in deciders] == [
        ("meeting", {"问题分类": ("重点问题",)}), ("office", {})
    ]  # fmt: skip
    assert "特殊情况处理方式由“政企面对面”联络协作工作会议研定" in deciders[0].rule


def test_a_refusal_is_not_taken_for_a_grant() -> None:
    said = {"同意延期": True, "不同意": False, "原则同意": True, "暂不同意": False, "进一步研究": None, "": None}
    assert {words: _RECORD.special.verdict(words) for words in said} == said


def test_only_the_second_dispatch_begins_a_round() -> None:
    assert [each.source for each in _RECORD.transitions if each.next_round] == [("重新办理",)]


def test_the_clocks_are_the_seeds() -> None:
    spans = {(each.name, *each.condition.when["问题分类"]): (each.span, each.starts) for each in _RECORD.clocks}

    assert spans == {
        ("意见", "重点问题"): ("15工作日", ("@met", "交办日期")),
        ("办结", "一般问题"): ("1个月", ("交办日期",)),
        ("办结", "重点问题"): ("3个月", ("交办日期",)),
        ("评价", "一般问题"): ("1个月", ("交办日期",)),
        ("评价", "重点问题"): ("3个月", ("交办日期",)),
    }


def test_every_rule_names_its_source() -> None:
    assert [each for each in (*_RECORD.transitions, *_RECORD.clocks) if not each.rule] == []


def test_categories_are_stored_short_and_printed_in_the_annexs_words() -> None:
    assert [each.stored for each in _SHUNDE.categories] == ["A 招商增资", "B 生产经营", "C 历史遗留"]
    assert [each.printed for each in _SHUNDE.categories] == [
        "A.项目招商引资及企业增资扩能范畴",
        "B.项目规划建设、企业生产经营、员工工作生活过程中碰到的问题和困难",
        "C.久拖未决的历史遗留问题",
    ]
    assert _SHUNDE.classes == ("一般问题", "重点问题")


@pytest.mark.parametrize(
    ("text", "code"), [("A 招商增资", "A"), ("b", "B"), (" C 历史遗留 ", "C"), ("D", None), ("", None), ("招商", None)]
)
def test_a_stored_category_is_known_by_its_letter(text: str, code: str | None) -> None:
    found = _SHUNDE.category(text)

    assert (found.code if found else None) == code


def test_drop_downs_offer_the_mechanisms_own_words() -> None:
    offered = {each.name: tuple(_SHUNDE.choices(each)) for each in _RECORD.columns if each.choices}

    assert offered["问题分类"] == ("一般问题", "重点问题")
    assert offered["问题类别"] == ("A 招商增资", "B 生产经营", "C 历史遗留")
    assert offered["状态"][0] == "待分类"
    assert offered["处理情况"] == offered["企业认定处理情况"] == ("已解决", "正在解决", "不能解决")
    assert offered["满意度"] == ("满意", "基本满意", "不满意")


def test_the_group_seals_nothing_and_numbers_nothing() -> None:
    assert [kind for kind, each in _SHUNDE.issuers.items() if each.seal or each.document_number or each.red_head] == []
    assert _SHUNDE.issuers["letter"].name == "顺德区工商业联合会"
    assert _SHUNDE.issuers["minutes"].name == _SHUNDE.office


def test_the_meeting_takes_key_matters_in_the_first_week() -> None:
    assert _SHUNDE.meeting.classes == ("重点问题",)
    assert (_SHUNDE.meeting.first_day, _SHUNDE.meeting.last_day) == (1, 7)
    assert _SHUNDE.meeting.chairs == ("总召集人", "召集人")


def test_there_is_one_form_for_each_step() -> None:
    assert {each.id: each.kind for each in _SHUNDE.forms} == {
        "annex2": "opens", "annex3": "answers", "annex4": "evaluates", "agenda": "decides", "calls": "calls",
        "extension": "requests", "pause": "requests", "handback": "requests", "parking": "requests",
    }  # fmt: skip
