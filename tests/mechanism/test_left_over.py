"""What of another place a copied mechanism still says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.mechanism import shipped
from toolkit.mechanism.left_over import left_over
from toolkit.mechanism.load import SHIPPED

from .conftest import TINY

_ALL = [SHIPPED / each for each in shipped()]


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, "the sample has changed"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A county's copy of its city's mechanism, with its own name and nothing else changed."""
    folder = tmp_path / "紫金"
    shutil.copytree(SHIPPED / "heyuan", folder, ignore=shutil.ignore_patterns("demo", "papers"))
    _change(folder / "mechanism.toml", 'place = "河源市"', 'place = "紫金县"')
    return folder


def test_the_citys_words_are_told_with_file_and_line(county: Path) -> None:
    place, found = left_over(county, _ALL)
    words = {each.word: each.where for each in found}

    assert place == "河源市"
    text = (county / "mechanism.toml").read_text(encoding="utf-8").splitlines()
    signers = [n for n, line in enumerate(text, 1) if "河源市“面对面”政企交流活动工作专班办公室" in line]
    assert words["河源市“面对面”政企交流活动工作专班办公室"]["mechanism.toml"] == signers
    leaders = [n for n, line in enumerate(text, 1) if "市政府主要领导" in line]
    assert set(leaders) < set(words["市政府"]["mechanism.toml"])
    assert "catalogue.toml" in words["市府"]
    assert str(next(each for each in found if each.word == "市府")).startswith("“市府”：catalogue.toml 第 5 行；")


def test_a_unit_that_is_no_longer_listed_is_such_a_word(county: Path) -> None:
    _change(county / "units.toml", '"市商务局"', '"县商务局"')
    found = {each.word: each.where for each in left_over(county, _ALL)[1]}
    assert "collect.toml" in found["市商务局"]


def test_sources_of_rules_may_name_the_place_above(county: Path) -> None:
    before = left_over(county, _ALL)[1]
    _change(county / "collect.toml", 'rule = "通知第四条第（一）项"', 'rule = "河源市通知第四条第（一）项"')
    assert left_over(county, _ALL)[1] == before


@pytest.mark.parametrize("folder", [TINY, *_ALL], ids=lambda each: each.name)
def test_one_that_was_written_for_its_own_place_has_none(folder: Path) -> None:
    assert left_over(folder, _ALL)[1] == []
