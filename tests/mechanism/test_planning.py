"""The words by which a plan is read: shared by all, with a mechanism's own behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import load, shipped
from toolkit.mechanism.planning import FILE, load_plan_words


@pytest.mark.parametrize("name", shipped())
def test_every_mechanism_can_read_a_plan(name: str) -> None:
    assert load_plan_words(load(name)).roles["lead"].after


def test_a_mechanism_adds_its_own_words_to_those_of_all(copy: Path) -> None:
    shared = load_plan_words()
    (copy / FILE).write_text('[roles]\nlead.label = ["主责科室"]\n[figures.parts]\n"两成" = 20\n', encoding="utf-8")
    words = load_plan_words(load(copy))
    assert set(words.roles["lead"].label) == {*shared.roles["lead"].label, "主责科室"}
    assert words.roles["support"] == shared.roles["support"]
    assert words.parts == {**shared.parts, "两成": 20}


def test_a_mechanisms_own_rules_of_what_a_figure_is_come_after_those_of_all(copy: Path) -> None:
    (copy / FILE).write_text('[[kind]]\nis = "standard"\nahead = "阶梯"\n', encoding="utf-8")
    assert [each.ahead for each in load_plan_words(load(copy)).kinds][-1] == "阶梯"


def test_longer_words_come_first() -> None:
    for words in load_plan_words().figures.values():
        assert list(words) == sorted(words, key=len, reverse=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[dropped]]\nfind = "(进"\nput = ""\nproof = "a"\nwhy = "b"\n', "不是能用的查找式"),
        ('[[suspect]]\nwhy = "b"\n', "缺少“find”"),
        ('[[kind]]\nis = "wish"\n', "“wish”不认得"),
        ('[[kind]]\nis = "target"\nahead = "(升"\n', "“(升”不是能用的查找式"),
        ("[roles\n", FILE),
    ],
)
def test_a_wrong_entry_names_the_file(copy: Path, text: str, told: str) -> None:
    (copy / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=FILE) as error:
        load_plan_words(load(copy))
    assert told in str(error.value)
