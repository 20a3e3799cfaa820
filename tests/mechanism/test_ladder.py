"""The ladder of reminders: read, checked against its mechanism, and not asked for where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import default_name, load, shipped
from toolkit.mechanism.ladder import FILE, Keeper, Ladder, load_ladder

from .conftest import TINY, Spoil


def test_a_mechanism_without_the_file_reminds_nobody(copy: Path) -> None:
    (copy / FILE).unlink()
    assert load_ladder(load(copy)) == Ladder()


def test_the_shipped_ladder_has_the_steps_it_was_asked_for() -> None:
    ladder = load_ladder(load(default_name()))
    assert [(each.at, each.to, each.paper) for each in ladder.steps if each.of is Keeper.UNIT] == [
        (-5, "keeper", "notice"),
        (-3, "keeper", "notice"),
        (0, "keeper", "urging"),
        (1, "keeper", "letter"),
        (6, "召集人", "note"),
    ]
    assert [(each.at, each.to, each.paper, each.every) for each in ladder.steps if each.of is Keeper.FIRM] == [
        (-3, "keeper", "firm", 0),
        (0, "reporter", "reporter", 0),
        (1, "办公室", "calls", 5),
    ]
    assert all(each.rule for each in ladder.steps)


def test_the_leading_group_that_issues_no_documents_has_neither_order_nor_number_nor_seal() -> None:
    # seed 000, first section: 不刻制公章，不正式行文.
    mechanism = load(default_name())
    ladder = load_ladder(mechanism)
    assert not [each.name for each in ladder.papers.values() if "督办" in each.name + each.title]
    for paper in ladder.papers.values():
        issuer = mechanism.issuers[paper.issuer]
        assert not (issuer.seal or issuer.document_number or issuer.red_head)
    assert mechanism.issuers[ladder.papers["letter"].issuer].name.endswith("工商业联合会")
    assert ladder.papers["letter"].title.endswith("函")


@pytest.mark.parametrize("name", shipped())
def test_what_is_told_the_work_group_goes_to_units_only(name: str) -> None:
    ladder = load_ladder(load(name))
    assert {(each.of, each.to) for each in ladder.steps if each.chat} <= {(Keeper.UNIT, "keeper")}


def test_the_form_follows_the_rank_of_who_gets_it() -> None:
    ladder = load_ladder(load(TINY))
    step = next(each for each in ladder.steps if each.by_group)
    assert (ladder.paper(step, "科室").name, ladder.paper(step, "社区").name) == ("督办单", "催办函")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('of = "unit"', 'of = "town"', "写法不对"),
        ('of = "unit"', "", "缺少“of”"),
        ("at = -1", 'at = "早"', "写法不对"),
        ('rule = "办法第七条"', "", "缺少“rule”"),
        ('paper = "notice"', 'paper = "hint"', "没有文书“hint”"),
        ('{ "科室" = "order" }', '{ "科室" = "command" }', "没有文书“command”"),
        ('{ "科室" = "order" }', '{ "镇街" = "order" }', "没有单位类型“镇街”"),
        ("at = 2", "at = -1", "同一天有两步"),
        ("at = 2", 'at = 2\nunless = "督办人"', "台账没有“督办人”这一栏"),
        ('"案由", "时限", "情况"]', '"案由", "电话"]', "没有“电话”这一栏可列"),
        ('issuer = "assignments"', 'issuer = "seal"', "出具单位“seal”没有写明"),
        ('words = ["以下{件数}件诉求请按时答复："]', "", "“提示”没有写内容"),
        ("{件数}件诉求", "{个数}件诉求", "“提示”里的“个数”不是能填的名称"),
        ("{件数}件诉求", "{件数件诉求", "不是能填的名称"),
        ("sheet = true", 'sheet = true\nencloses = "visits"', "所附的表没有（visits）"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(spoil: Spoil, old: str, new: str, said: str) -> None:
    folder = spoil(FILE, old, new)
    with pytest.raises(ConfigError, match=said) as raised:
        load_ladder(load(folder))
    assert FILE in str(raised.value)
