"""What the public is told: the announcement goes to the one unit that publishes it; the press note names nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jobs import quarterly_office as events
from jobs.office import Office
from toolkit.errors import ConfigError
from toolkit.jobs.collect import collect
from toolkit.jobs.meetings.publicity import masked
from toolkit.mechanism import load
from toolkit.mechanism.publicity import Publicity, load_publicity

FIRM = "河源市东源县万绿新材料有限公司"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = events.found(tmp_path_factory.mktemp("public") / "office")
    report = events.report(office, FIRM, 企业联系人="邹小明", 参加活动人员="罗大伟、丘某某")
    office.take_in(events.REPORTED, 报送=report)
    return office


def rule() -> Publicity:
    found = load_publicity(load("heyuan"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{FIRM}反映供电问题", "某企业反映供电问题"),
        ("万绿新材料的双回路", "某企业的双回路"),
        ("东源县万绿新材料有限公司扩产", "东源县某企业扩产"),
        ("请与邹小明（13800138000）联系", "请与企业负责人（***）联系"),
        ("罗大伟、丘某某发言", "企业负责人、企业负责人发言"),
        ("市自然资源局统筹指标", "市自然资源局统筹指标"),
    ],
)
def test_a_firm_its_people_and_their_numbers_are_masked_and_nothing_else(office: Office, text: str, told: str) -> None:
    desk = office.desk
    assert masked(desk, rule(), [desk.cases["2024-001"]], text) == told


def test_the_announcement_lies_with_the_unit_that_makes_it_public_and_nowhere_else(office: Office) -> None:
    office.run(collect, date(2024, 2, 20))
    folder = office.workspace.outbox / "征集" / "2024-03"
    lying = [path.parent.name for path in folder.rglob("公告*")]
    assert lying == ["市政务服务和数据管理局"] * 2
    text = (folder / "市政务服务和数据管理局" / "公告.txt").read_text("utf-8-sig")
    # Ten workdays before Friday, 15 March: Friday, 1 March.
    assert "请于2024年3月1日前反映" in text
    assert "登录粤商通APP反映" in text
    assert "我市有代表性的企业，重点规上企业，即将上规和濒临下规的企业" in text
    assert "{" not in text


def test_a_mechanism_without_the_data_tells_the_public_nothing() -> None:
    assert load_publicity(load("shunde")) is None


@pytest.mark.parametrize(
    ("said", "wrong"), [("{单位}", "“单位”不是能填的名称"), ("{会议", "花括号不成对"), ("{会议}", "")]
)
def test_words_that_nobody_can_fill_are_told(tmp_path: Path, said: str, wrong: str) -> None:
    (tmp_path / "publicity.toml").write_text(
        f"""[announcement]
unit = "甲局"
platform = "平台"
name = "公告"
title = "公告"
issuer = "note"
words = ["{said}"]
rule = "约定"
""",
        "utf-8",
    )
    mechanism = replace(load("heyuan"), folder=tmp_path)
    if wrong:
        with pytest.raises(ConfigError, match=wrong):
            load_publicity(mechanism)
    else:
        assert load_publicity(mechanism) is not None
