"""Common problems: what is grouped and what is not, whatever the order of the rows; as well as docs/共性问题.md says."""

from __future__ import annotations

import re
from pathlib import Path

from common_measured import SAYINGS, matters, measure, rows, told
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.figures.common_problems import Common, Told, common_problems
from toolkit.cases.matters import firm_of
from toolkit.cases.topics import Topics
from toolkit.mechanism.sayings import Saying, Sayings

PAGE = Path(__file__).parents[2] / "docs" / "共性问题.md"
WORDS = Sayings(
    void=("希望",),
    trade=("生产",),
    sayings=(Saying("入学", ("学位", "入学"), ("小孩", "学校")), Saying("停车", ("停车",))),
)


def grouped(*said: tuple[str, str], words: Sayings = WORDS) -> list[Common]:
    topics = Topics(words)
    return common_problems(
        [Told(str(at), firm_of(firm), topics.of(text, firm)) for at, (firm, text) in enumerate(said, 1)]
    )


def test_matters_of_two_firms_that_say_one_thing_are_a_common_problem_by_the_words_they_use() -> None:
    (found,) = grouped(("甲厂", "员工子女缺少学位"), ("乙店", "双职工入学没有着落"), ("丙行", "河道淤塞"))
    assert set(found.numbers) == {"1", "2"}
    assert found.firms == 2
    assert found.words == ("入学", "学位")


def test_one_firm_that_says_it_twice_in_two_spellings_is_no_common_problem() -> None:
    assert grouped(("广东甲电器有限公司", "缺少学位"), ("甲电器", "入学难")) == []


def test_a_word_met_with_other_things_needs_a_second_one() -> None:
    assert grouped(("甲厂", "小孩走失找到了"), ("乙厂", "河里有小孩落水")) == []
    assert len(grouped(("甲厂", "小孩要换学校"), ("乙厂", "学校不收小孩"))) == 1


def test_what_a_firm_makes_is_not_its_trouble() -> None:
    assert grouped(("甲设备厂", "生产停车设备，产品认证排期久"), ("乙店", "门口停车难")) == []
    assert grouped(("甲停车场管理公司", "停车收费许可到期"), ("乙店", "门口停车难")) == []


def test_words_met_with_other_things_tell_one_only_where_they_stand_in_one_sentence() -> None:
    assert grouped(("甲厂", "小孩走失。学校门口积水"), ("乙厂", "学校不收小孩")) == []


def test_a_longer_word_that_means_something_else_is_not_the_thing() -> None:
    words = Sayings(sayings=(Saying("入学", ("学位",), other=("硕士学位",)),))
    assert grouped(("甲厂", "缺少学位"), ("乙厂", "招聘硕士学位人员难"), words=words) == []
    assert len(grouped(("甲厂", "缺少学位"), ("乙厂", "学位太少"), words=words)) == 1


def test_who_first_tells_who_it_is_has_the_same_trouble() -> None:
    long = (
        "我们厂在这里做了三十多年，两代人经营，产品卖到东南亚和欧洲，去年换了新的管理软件，靠老顾客支撑，订单排到年底。"
        * 3
    )
    assert len(grouped(("甲厂", f"{long}员工子女缺少学位"), ("乙店", "双职工入学没有着落"))) == 1


def test_letters_alone_join_only_what_is_nearly_copied() -> None:
    said = ("劳务派遣许可证到期延续时系统报错", "取水许可证到期怎么延续")
    assert grouped(("甲厂", said[0]), ("乙厂", said[1])) == []


def test_without_any_words_given_only_the_like_wording_joins() -> None:
    plain = Sayings()
    same = ("河涌清淤后淤泥堆在厂门口半个月无人清运", "河涌清淤的淤泥堆在厂门口一个月无人清运")
    assert len(grouped(("甲厂", same[0]), ("乙厂", same[1]), words=plain)) == 1
    assert grouped(("甲厂", "缺少学位"), ("乙厂", "入学难"), words=plain) == []


def test_nothing_and_next_to_nothing_is_grouped_without_fault() -> None:
    assert grouped() == []
    assert grouped(("甲厂", ""), ("乙厂", ""), ("", "，。")) == []


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(random: object) -> None:
    asked = told(matters("tuning"), SAYINGS)
    expected = common_problems(asked)
    random.shuffle(asked)  # type: ignore[attr-defined]
    assert common_problems(asked) == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.text("学位入停车小孩厂门，", max_size=12)), max_size=14))
def test_nobody_stands_in_two_groups_and_every_group_has_two_firms(said: list[tuple[str, str]]) -> None:
    found = grouped(*said)
    numbers = [number for group in found for number in group.numbers]
    assert len(numbers) == len(set(numbers))
    for group in found:
        assert group.firms == len({said[int(number) - 1][0] for number in group.numbers}) >= 2


def test_the_set_is_what_the_page_says() -> None:
    held, tuning = matters("held"), matters("tuning")
    assert (len(held), len({each.group for each in held} - {""}), len(tuning)) == (156, 37, 49)
    assert len({each.problem for each in (*held, *tuning)}) == 156 + 49


def test_matters_held_back_are_grouped_as_well_as_the_page_says() -> None:
    found = measure(matters("held"))
    assert found.precision >= 0.80
    assert found.recall >= 0.70
    assert found.cubed_precision >= 0.92
    assert found.cubed_recall >= 0.82


def test_the_page_reports_what_is_measured() -> None:
    page = re.sub(r" +", " ", PAGE.read_text(encoding="utf-8"))
    for name, row in rows().items():
        assert f"| {name} {row}" in page
