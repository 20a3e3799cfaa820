"""What a mechanism says of visits is checked against the rest of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Visiting, load
from toolkit.mechanism.check import SHEETS, check
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.visiting import Talks
from toolkit.register import schema

PUTIAN = load("putian")
VISITING = PUTIAN.visiting


def test_a_mechanism_without_the_file_has_no_sheets_of_visits() -> None:
    assert load("shunde").visiting is None
    assert [each.name for each in schema.others(load("shunde"))] == [each.name for each in schema.OTHERS]


def test_one_with_the_file_has_three_sheets_more() -> None:
    own = {each.name for each in schema.others(PUTIAN)} - {each.name for each in schema.OTHERS}
    assert own == {"走访台账", "企业", "挂钩"}


def test_the_sheets_that_no_mechanism_may_name_are_all_those_there_are() -> None:
    assert set(SHEETS) == {*(each.name for each in schema.OTHERS), schema.BOARD}


def test_telephones_and_what_a_firm_says_of_its_business_stay_in_the_office() -> None:
    assert VISITING is not None
    assert {"联系电话", "接待人", "生产经营情况", "项目建设情况", "招商线索"} == VISITING.sensitive
    assert not VISITING.enclosed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sheet": "会议"}, "走访的表名“会议”已经有别的表用了"),
        ({"firms": "挂钩"}, "走访的表名“挂钩”已经有别的表用了"),
        ({"roles": {}}, "走访的 roles 缺少 number"),
        ({"roles": {"day": "日子"}}, "走访的 roles 指向没有的列“日子”"),
        ({"matter": {"企业名": "走访对象"}}, "走访转成事项用到没有的列“企业名”"),
        ({"matter": {"企业名称": "公司"}}, "走访转成事项用到没有的走访列“公司”"),
        ({"talks": Talks("家访", 1)}, "走访的 talks 用到没有的走访方式“家访”"),
        ({"kinds": ()}, "走访表上的类别“会员企业”没有列在 quotas 和 kinds 里"),
    ],
)
def test_what_contradicts_the_mechanism_is_named(change: dict[str, Any], told: str) -> None:
    assert isinstance(VISITING, Visiting)
    with pytest.raises(ConfigError, match="自相矛盾") as wrong:
        check(replace(PUTIAN, visiting=replace(VISITING, **change)))
    assert told in wrong.value.message


def test_a_mechanism_that_keeps_visits_needs_a_form_for_them() -> None:
    with pytest.raises(ConfigError, match="没有走访用的表"):
        check(replace(PUTIAN, forms=tuple(each for each in PUTIAN.forms if each.kind != "visits")))


@pytest.mark.parametrize(("written", "told"), [('"04-10", "07-10"', "四个"), ('"04-10", "07-10", "10-10", "02-30"', "不是日期")])  # fmt: skip
def test_due_days_are_four_days_that_every_year_has(tmp_path: Path, written: str, told: str) -> None:
    folder = tmp_path / "own"
    shutil.copytree(SHIPPED / "putian", folder)
    path = folder / "visits.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"04-10", "07-10", "10-10", "01-10"', written), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"visits\.toml") as wrong:
        load(folder)
    assert told in wrong.value.message
