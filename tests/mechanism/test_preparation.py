"""What is prepared before a meeting: read, checked against its mechanism, nothing where there is no file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import default_name, load
from toolkit.mechanism.preparation import FILE, Preparation, load_preparation

from .conftest import TINY

SHIPPED = load(default_name())


@pytest.fixture
def change(tmp_path: Path) -> Callable[[str, str], Path]:
    """A copy of the shipped mechanism in which one text is another."""

    def changed(old: str, new: str) -> Path:
        folder = Path(shutil.copytree(SHIPPED.folder, tmp_path / "other", ignore=shutil.ignore_patterns("demo")))
        text = (folder / FILE).read_text(encoding="utf-8")
        assert old in text, "the data have changed"
        (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return changed


def test_a_mechanism_without_the_file_prepares_nothing() -> None:
    assert load_preparation(load(TINY)) == Preparation()


def test_every_town_of_the_shipped_mechanism_comes_with_its_chamber() -> None:
    together = load_preparation(SHIPPED).invited.together
    kinds = [tuple(unit.group for name in each if (unit := SHIPPED.units.find(name))) for each in together]
    assert kinds == [("镇街", "商会")] * 10


@pytest.mark.parametrize(
    ("decision", "postponed", "klass"),
    [
        ("暂缓", True, ""),
        ("暂缓，下次会议再议。", True, ""),
        ("下次会议研究", True, ""),
        ("暂缓征收滞纳金，由区税务局办理", False, ""),
        ("转为一般问题，由区交通运输局办理", False, "一般问题"),
        ("按一般问题办理", False, "一般问题"),
        ("由区交通运输局比照一般问题办理", False, ""),
        ("", False, ""),
    ],
)
def test_only_the_first_words_of_a_decision_put_it_off_or_give_it_another_class(
    decision: str, postponed: bool, klass: str
) -> None:
    preparation = load_preparation(SHIPPED)
    assert preparation.is_postponed(decision) is postponed
    assert preparation.new_class(decision) == klass


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"concerned", "reporter"', '"concerned", "mayor"', "没有的含义“mayor”"),
        ('class = "一般问题"', 'class = "小问题"', "没有问题分类“小问题”"),
        ("days_before = 7", 'days_before = "一周"', "写法不对"),
        ("days_before = 7", "", "缺少“days_before”"),
        ("{会议日期}召开", "{会议日}召开", "里的“会议日”不是能填的名称"),
        ('columns = ["编号", "企业名称"', 'columns = ["编号", "电话"', "没有“电话”这一栏可列"),
    ],
)
def test_what_is_wrong_is_told_with_the_file(change: Callable[[str, str], Path], old: str, new: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as raised:
        load_preparation(load(change(old, new)))
    assert FILE in str(raised.value)
