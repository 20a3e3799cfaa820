"""How an office measures: what all share, and what one office's own file changes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import default_name, load, shipped
from toolkit.mechanism.measuring import FILE, How, load_measuring

_OWN = """
[thresholds]
rate = 3

[findings]
overdue_of_a_unit = 2

[[measures]]
key = "closed_rate"
name = "办结比例"
top = ["accepted", "closed"]
bottom = ["accepted"]
definition = "已办结件数÷受理件数"
source = "本区考核办法"

[[measures]]
key = "visited_rate"
name = "走访率"
top = ["accepted", "sent"]
bottom = ["accepted"]
definition = "走访过的件数÷受理件数"
source = "本区考核办法"

[[measures]]
key = "late"
dropped = true
"""


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_mechanism_measures_and_says_where_each_rule_comes_from(name: str) -> None:
    measuring = load_measuring(load(name))
    assert all(rule.source for rule in measuring.rules)
    assert measuring.long_standing.source
    assert len({rule.key for rule in measuring.rules}) == len(measuring.rules)
    assert {rule.how for rule in measuring.rules if rule.amount} == {How.MEAN, How.MEDIAN}


def test_an_office_says_only_what_it_sees_differently(tmp_path: Path) -> None:
    shared = load_measuring(load(default_name()))
    (tmp_path / FILE).write_text(_OWN, encoding="utf-8")
    own = load_measuring(replace(load(default_name()), folder=tmp_path))
    names = {rule.key: rule.name for rule in own.rules}
    assert (names["closed_rate"], names["visited_rate"]) == ("办结比例", "走访率")
    assert "late" not in names
    assert (own.least_rate, own.least_change) == (3, shared.least_change)
    assert (own.overdue_of_a_unit, own.risen_points, own.satisfied) == (2, shared.risen_points, shared.satisfied)
    kept = [rule for rule in shared.rules if rule.key not in {"closed_rate", "late"}]
    assert [rule for rule in own.rules if rule.key not in {"closed_rate", "visited_rate"}] == kept
    assert [rule.key for rule in own.rules][:4] == [rule.key for rule in shared.rules][:4]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[measures]]\nkey = "x"\nname = "甲"\n', "缺少“definition”这一项"),
        ("[ageing]\ndays = [90, 30]\n", "由小到大"),
        ("[thresholds]\nrate = 0\n", "1 以上"),
        ('[thresholds]\nrate = "五"\n', "写法不对"),
        ("[findings]\noverdue_of_a_unit = 0\n", "应大于 0"),
        ('[[measures]]\nkey = "x"\nname = "甲"\ndefinition = "乙"\nsource = "丙"\ntop = ["closed"]\n' * 2, "写了两次"),
    ],
)
def test_what_is_wrong_in_an_offices_file_is_said_with_the_files_name(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told) as caught:
        load_measuring(replace(load(default_name()), folder=tmp_path))
    assert FILE in str(caught.value.message)
