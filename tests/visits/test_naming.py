"""Whoever is called by surname and title alone is looked for among the leaders, and found where nobody else can be meant."""

from __future__ import annotations

import pytest

from toolkit.mechanism.visiting import Visiting
from toolkit.visits import leaders_in, meant, named, names_in, visit_of

LEADERS = leaders_in(["主席林志民", "陈国栋（副主席）", "陈明秘书长", "黄丽华", "陈主席", "欧阳志"])


def test_the_leaders_are_those_named_in_full_with_the_titles_beside_their_names() -> None:
    assert {
        "林志民": {"主席"}, "陈国栋": {"副主席"}, "陈明": {"秘书长"}, "黄丽华": frozenset(), "欧阳志": frozenset()
    } == LEADERS  # fmt: skip


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("林主席", ("林志民",)),
        ("林副主席", ("林志民",)),  # the only one of that surname, whatever the title
        ("陈副主席", ("陈国栋",)),
        ("陈秘书长", ("陈明",)),
        ("陈主席", ("陈国栋", "陈明")),  # neither bears this very title
        ("黄会长", ("黄丽华",)),
        ("欧阳主席", ("欧阳志",)),
        ("郑主席", ()),
    ],
)
def test_one_is_meant_where_it_leaves_no_doubt(written: str, who: tuple[str, ...]) -> None:
    assert meant(written, LEADERS) == who


def test_a_visit_names_its_people_in_full_as_far_as_they_are_known(visiting: Visiting) -> None:
    visit = visit_of("", {"走访人": "林主席、陈主席", "陪同人员": "黄会长"}, visiting)
    assert (named(visit, LEADERS).visitors, named(visit, LEADERS).company) == (("林志民", "陈主席"), ("黄丽华",))


def test_a_surname_of_two_signs_is_no_name_by_itself() -> None:
    assert names_in("欧阳主席、林主席、欧阳志主席") == ("欧阳主席", "林主席", "欧阳志")
