"""What is asked of replies, and the words for common problems: shared by all mechanisms, or a mechanism's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, default_name, load, shipped
from toolkit.mechanism.review import load_review
from toolkit.mechanism.sayings import load_sayings


def choices(mechanism: Mechanism) -> set[str]:
    name = mechanism.record.roles.get("outcome", "")
    return {choice for column in mechanism.record.columns if column.name == name for choice in column.choices}


@pytest.mark.parametrize("name", shipped())
def test_every_mechanism_goes_by_the_shared_words_as_far_as_its_own_outcomes_go(name: str) -> None:
    mechanism = load(name)
    assert "子女入学" in {each.name for each in load_sayings(mechanism).sayings}
    review = load_review(mechanism)
    own = choices(mechanism) & {"已解决", "正在解决", "不能解决"}
    assert set(review.outcomes if review else ()) == own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The first mechanism, with room for files of its own."""
    return shutil.copytree(load(default_name()).folder, tmp_path / "own")


def test_a_file_of_its_own_counts_instead_and_an_empty_one_asks_nothing(folder: Path) -> None:
    for name in ("review.toml", "common.toml"):
        (folder / name).write_text("", encoding="utf-8")
    assert load_review(load(folder)) is None
    assert load_sayings(load(folder)).sayings == ()
    (folder / "common.toml").write_text('[[sayings]]\nname = "招牌"\nwords = ["店招"]\n', encoding="utf-8")
    assert [each.name for each in load_sayings(load(folder)).sayings] == ["招牌"]


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("review.toml", '[[outcomes]]\nvalue = "没有这种"\n', "没有处理情况“没有这种”"),
        ("review.toml", '[[outcomes]]\nvalue = "已解决"\nasks = ["weather"]\n', "没有写明怎样才算有“weather”"),
        ("review.toml", 'points = ["("]\n[[aspects]]\nkey = "x"\ntold = "x"\npatterns = ["("]\n', "review.toml"),
        ("common.toml", '[[sayings]]\nname = "招牌"\nwords = []\n', "“招牌”没有写 words"),
        ("common.toml", '[[sayings]]\nname = "甲"\nwords = ["店招"]\n' * 2, "“甲”写了两次"),
    ],
)
def test_what_is_wrong_in_a_file_of_its_own_is_told_with_its_words(
    folder: Path, file: str, text: str, told: str
) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        (load_review if file == "review.toml" else load_sayings)(load(folder))
