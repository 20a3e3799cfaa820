"""A mechanism that contradicts itself is refused, each contradiction in a line of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import load

from .conftest import Spoil

_MEETING = """
[meeting]
name = "碰头会"
title = "走访碰头会"
first_day = 1
last_day = 7
hour = "9:00"
chairs = ["书记"]
attending = []
classes = ["专题走访"]
rule = "办法第六条"

[issuers]
"""
KEPT = """
[secrecy]
classes = ["{kind}"]
named_by = ["{column}"]
words = "{words}"
rule = "办法第六条"

[roles]"""


def _refusal(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("record.toml", 'span = "10日"', 'span = "10日"\nkept_by = "某列"', "时限“答复”用到没有的列“某列”"),
        ("record.toml", '{ name = "来源文件"', '{ name = "待补"', "台账有重名的列"),
        ("record.toml", 'incoming = "来源文件"\n', "", "roles 缺少 incoming"),
        (
            "record.toml",
            'lead_contact = "经办人"',
            'lead_contact = "经手人"',
            "roles 的 lead_contact 指向没有的列“经手人”",
        ),
        ("record.toml", 'initial = "新走访"', 'initial = "新的"', "没有状态“新的”"),
        ("record.toml", 'reopened = "退回重办"', 'reopened = "退回"', "没有状态“退回”"),
        ("record.toml", 'initial = "新走访"', 'initial = "新走访"\nfirst = ["急件"]', "first 写的“急件”不在事项分类里"),
        (
            "record.toml",
            "[roles]",
            KEPT.format(kind="密件", column="经办人", words=""),
            "secrecy 的“密件”不在事项分类里",
        ),
        (
            "record.toml",
            "[roles]",
            KEPT.format(kind="专题走访", column="某列", words=""),
            "secrecy 的 named_by 用到没有的列“某列”",
        ),
        (
            "record.toml",
            "[roles]",
            KEPT.format(kind="专题走访", column="经办人", words="{谁}"),
            "secrecy 的 words 里花括号中的名称不认得，可用的有：编号、分类、办公室",
        ),
        (
            "record.toml",
            "[[transitions]]",
            KEPT.format(kind="专题走访", column="经办人", words="").replace(
                "[roles]", '[[transitions]]\non = "consulted"'
            ),
            "“专题走访”要保密，不能有征求核实意见这一步（on = consulted）",
        ),
        ("record.toml", '{ name = "作废", ', '{ name = "暂缓", ', "有重名的状态"),
        ("record.toml", 'to = "待转办"', 'to = "待转"', "流转用到没有的状态“待转”"),
        ("record.toml", 'from = "承办中"', 'from = ["承办中", "在办"]', "流转用到没有的状态“在办”"),
        ("record.toml", 'filled = "承办部门"', 'filled = "承办单位"', "流转用到没有的列“承办单位”"),
        ("record.toml", 'set = { "转办日期" = "day" }', 'set = { "转办日期" = "today" }', "流转用到没有的列“today”"),
        ("record.toml", 'clear = ["转办日期"', 'clear = ["转办日"', "流转用到没有的列“转办日”"),
        ("record.toml", 'filled = "承办部门"', 'put = { "承办部" = "某局" }', "流转用到没有的列“承办部”"),
        ("record.toml", 'filled = "承办部门"', 'put = { "回访意见" = "好" }', "规则里“回访意见”的“好”不在可选范围内"),
        ("record.toml", 'column = "答复时限"', 'column = "时限"', "时限“答复”用到没有的列“时限”"),
        ("record.toml", 'met_by = "答复日期"', 'met_by = "办结日期"', "时限“答复”用到没有的列“办结日期”"),
        ("record.toml", 'met_by = "答复日期"', 'met_by = "答复内容"', "时限“答复”用到的列“答复内容”不是日期列"),
        (
            "record.toml",
            'met_by = "答复日期"',
            'met_by = "答复日期"\nempty = "没有列"',
            "时限“答复”用到没有的列“没有列”",
        ),
        ("record.toml", 'span = "10日"', 'span = "十日"', "时限“答复”写的“十日”不是期限"),
        ("record.toml", 'span = "10日"', 'span = "0日"', "时限“答复”写的“0日”不是期限"),
        ("record.toml", '"回访意见" = "认可"', '"回访意见" = "赞成"', "规则里“回访意见”的“赞成”不在可选范围内"),
        ("forms/reply.toml", 'column = "经办人"', 'column = "经手人"', "表二“经办人”对应的列“经手人”台账没有"),
        ("forms/reply.toml", 'kind = "answers"', 'kind = "opens"', "应有且只有一张报送问题的表"),
        ("forms/reply.toml", 'id = "reply"', 'id = "visit"', "有重名的表"),
        ("mechanism.toml", 'code = "Y"', 'code = "X"', "问题类别的字母有重复"),
        ("units.toml", '"新桥村委会"', '"红旗居委会"', "单位简称“红旗居委会”同时属于“红旗社区”和“新桥村”"),
        ("mechanism.toml", "[issuers]", _MEETING, "roles 缺少 meeting"),
        ("mechanism.toml", "[issuers]", _MEETING.replace("专题走访", "大走访"), "会议研究的“大走访”不在问题分类中"),
    ],
)
def test_each_contradiction_is_found_and_named(spoil: Spoil, file: str, old: str, new: str, said: str) -> None:
    message = _refusal(spoil(file, old, new))

    assert said in message
    assert "机制“tiny”的数据自相矛盾" in message


def test_all_contradictions_are_told_at_once(spoil: Spoil) -> None:
    spoil("record.toml", 'span = "10日"', 'span = "十日"')
    folder = spoil("mechanism.toml", 'code = "Y"', 'code = "X"')

    assert len(_refusal(folder).splitlines()) == 3


def test_the_copy_itself_agrees(copy: Path) -> None:
    assert load(copy).name == "tiny"
