"""What a mechanism knows of old ledgers agrees with its register."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, load, shipped
from toolkit.mechanism.adoption import Adoption, adoption_of

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The tiny mechanism's folder, for something to be written beside it."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def saying(folder: Path, text: str) -> Mechanism:
    (folder / "adopt.toml").write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize("name", shipped())
def test_what_every_shipped_mechanism_knows_agrees_with_its_register(name: str) -> None:
    adoption_of(load(name))


def test_a_mechanism_may_know_nothing() -> None:
    assert adoption_of(load(TINY)) == Adoption()


def test_a_column_that_is_only_proposed_must_be_there_too(told: Path) -> None:
    with pytest.raises(ConfigError, match="没有列“没有的栏”"):
        adoption_of(saying(told, '[proposed]\n"没有的栏" = ["日期"]\n'))


def test_a_column_that_is_not_there_is_named(told: Path) -> None:
    with pytest.raises(ConfigError, match="没有列“没有的栏”"):
        adoption_of(saying(told, '[columns]\n"没有的栏" = ["甲"]\n'))


def test_a_word_that_nobody_can_choose_is_named(told: Path) -> None:
    with pytest.raises(ConfigError, match="“进度”没有“飞了”这个选项"):
        adoption_of(saying(told, '[words."进度"]\n"飞了" = ["飞"]\n'))


def test_one_text_for_two_words_is_named(told: Path) -> None:
    with pytest.raises(ConfigError, match="“完”同时说成"):
        adoption_of(saying(told, '[words."进度"]\n"承办中" = ["完"]\n"已销号" = ["完"]\n'))


def test_what_is_written_wrongly_names_the_file(told: Path) -> None:
    with pytest.raises(ConfigError, match=r"adopt\.toml：缺少“column”"):
        adoption_of(saying(told, '[[questions]]\nheaders = ["是否"]\nanswers = { "是" = "承办中" }\n'))
