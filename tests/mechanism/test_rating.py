"""The rules for firms' ratings are checked against the mechanism; what is wrong is told by entry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import load
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.rating import FILE, load_rating


def test_the_rules_are_read_as_they_stand() -> None:
    found = load_rating(load("qingyuan"))
    assert found is not None
    assert (found.bad, found.below, found.least) == (("不满意", "非常不满意"), 60, 5)
    assert (found.rectify, found.supervise, found.span, found.supervisor) == (2, 3, "1个月", "市纪委监委")


def test_a_mechanism_without_the_file_ranks_nobody() -> None:
    assert load_rating(load("guangzhou")) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('bad = ["不满意", "非常不满意"]', 'bad = ["差"]', "low 的 bad 写的“差”不在评价的可选说法里"),
        ('bad = ["不满意", "非常不满意"]', "bad = []", "low 的 bad 没有写哪些是差评"),
        ("below = 60", "below = 160", "low 的 below 应是 1 到 100 的百分数"),
        ("least = 5", "least = 0", "low 的 least 应是 1 以上的件数"),
        ("supervise = 3", "supervise = 2", "after 的 rectify 应是 1 以上的期数，supervise 应比它大"),
        ('span = "1个月"', 'span = "一个月"', "after 的 span 写的“一个月”不是期限"),
        ('supervisor = "市纪委监委"', 'supervisor = "某委"', "督查单位“某委”不在成员单位里"),
        ('issuer = "letter"', 'issuer = "order"', "出具单位“order”没有写明"),
        ("连续{run}期", "连续{runs}期", "wording 的 rectify 里花括号中的名称不认得"),
        ("heading =", "title =", "wording 缺少 heading"),
        ("least = 5", "", "缺少“least”这一项"),
        ('span = "15工作日"', 'span = "半个月"', "supervision 的 span 写的“半个月”不是期限"),
        ("failed = 2", "failed = 0", "supervision 的 failed 应是 1 以上的件数"),
        ("{due}前填写", "{until}前填写", "supervision 的 demands 里花括号中的名称不认得"),
        ('failed = "{period}', 'fails = "{period}', "supervision 的 wording 缺少 failed"),
        ("[supervision", "[supervising", "有督查情况反馈表（kind = supervision），没有写 supervision"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = tmp_path / "清远"
    shutil.copytree(SHIPPED / "qingyuan", folder, ignore=shutil.ignore_patterns("demo"))
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        load_rating(load(folder))


def test_a_mechanism_without_a_paper_of_its_own_for_supervision_needs_the_letters_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "清远"
    shutil.copytree(SHIPPED / "qingyuan", folder, ignore=shutil.ignore_patterns("demo", "supervision.toml"))
    rules = folder / FILE
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text[: text.index("[supervision]")], encoding="utf-8")
    with pytest.raises(ConfigError, match="wording 缺少 supervise"):
        load_rating(load(folder))
    with rules.open("a", encoding="utf-8") as file:
        file.write('supervise = "请重新查明原因。"\n')
    found = load_rating(load(folder))
    assert found is not None
    assert found.supervision is None
