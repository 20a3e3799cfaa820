"""Cases alike are found without looking through all of them, and the same ones as if one had."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cases import Case
from toolkit.cases.matters import LIKE_MATTER, SAME_MATTER, firm_of, likeness, plain
from toolkit.jobs.desk.alike import Alike
from toolkit.mechanism import default_name, load

MECHANISM = load(default_name())
PLACE = MECHANISM.place
ROAD = "厂区门口道路破损严重，影响大型货车进出，多次反映没有结果，请协调修复"
POWER = "二期扩建用电容量不足，供电部门答复要等两年，请协调增容"


def case(number: str, firm: str, problem: str, status: str = "待分类") -> Case:
    values = {"企业名称": firm, "问题困难": problem}
    return Case(number, MECHANISM.record, dict(values), status=status, opened=date(2024, 1, 2))


def among(*cases: Case) -> tuple[Alike, dict[str, Case]]:
    alike = Alike(PLACE)
    for each in cases:
        alike.add(each)
    return alike, {each.number: each for each in cases}


def test_an_open_case_of_the_firm_with_the_problem_is_the_same_matter() -> None:
    alike, cases = among(case("1", "顺德甲电器有限公司", ROAD), case("2", "顺德甲电器有限公司", POWER))
    kin = alike.kin(cases, "佛山市顺德区甲电器有限公司", f"{ROAD}！")
    assert kin.same is cases["1"]
    assert (kin.repeated, kin.common) == (None, ())


@pytest.mark.parametrize("status", ["已评价", "已撤销"])
def test_a_closed_one_may_have_come_back(status: str) -> None:
    alike, cases = among(case("1", "甲电器有限公司", ROAD, status))
    kin = alike.kin(cases, "甲电器有限公司", ROAD)
    assert (kin.same, kin.repeated) == (None, cases["1"])


def test_the_open_one_counts_before_the_closed_one() -> None:
    alike, cases = among(
        case("1", "甲电器", ROAD, "已评价"), case("2", "甲电器", ROAD), case("3", "甲电器", ROAD, "已评价")
    )
    kin = alike.kin(cases, "甲电器", ROAD)
    assert (kin.same, kin.repeated) == (cases["2"], cases["3"])


def test_another_firm_with_the_problem_may_share_it() -> None:
    alike, cases = among(case("1", "乙家具厂", ROAD), case("2", "丙五金厂", POWER), case("3", "丁厂", ROAD, "已撤销"))
    kin = alike.kin(cases, "甲电器", ROAD.replace("严重", "").replace("大型", ""))
    assert kin.same is None
    assert kin.common == (cases["1"],)


def test_a_deleted_row_is_like_nothing() -> None:
    alike, cases = among(case("1", "甲电器", ROAD), case("2", "乙厂", ROAD))
    for each in cases.values():
        each.removed = True
    kin = alike.kin(cases, "甲电器", ROAD)
    assert (kin.same, kin.common) == (None, ())
    assert alike.of_firm(cases, "甲电器") == []
    assert alike.with_problem(cases, ROAD) == []


def test_a_case_is_found_by_what_it_has_become() -> None:
    alike, cases = among(case("1", "甲电器", ROAD))
    cases["1"].values.update({"企业名称": "乙家具厂", "问题困难": POWER})
    alike.add(cases["1"])
    assert alike.kin(cases, "甲电器", ROAD).same is None
    assert alike.kin(cases, "甲电器", ROAD).common == ()
    assert alike.kin(cases, "乙家具厂", POWER).same is cases["1"]
    assert alike.of_firm(cases, "甲电器") == []
    assert alike.with_problem(cases, ROAD) == []
    assert alike.with_problem(cases, POWER) == [cases["1"]]


def test_a_wording_that_a_thousand_have_hides_nobody() -> None:
    many = [case(f"{n:04}", f"第{n}电器厂", f"{ROAD}，涉及{n}号门") for n in range(300)]
    alike, cases = among(*many)
    assert alike.kin(cases, "甲电器", f"{ROAD}，涉及9号门").common
    assert alike.kin(cases, "第250电器厂", f"{ROAD}，涉及250号门").same is cases["0250"]


#: Twenty letters, and sixteen firms whose words differ from it in one letter each: all are equally like it.
ASK_ONCE = """
from tests.jobs.desk.test_alike import among, case
words = "厂区门口道路破损雨天积水货车进出十分困难"
many = [case(f"{n:02}", f"第{n}电器厂", words[:n] + "某" + words[n + 1 :]) for n in range(2, 18)]
alike, cases = among(*many)
print([each.number for each in alike.kin(cases, "甲电器", words).common])
"""


def test_each_run_names_the_same_cases_of_those_that_are_equally_like() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", ASK_ONCE],
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            timeout=300,
        ).stdout
        for seed in ("1", "2", "3", "4")
    ]
    assert len(set(said)) == 1
    assert said[0].count("'") == 2 * 3


_FIRMS = st.sampled_from(["甲电器有限公司", "顺德甲电器", "乙家具厂", "丙五金有限公司", ""])
_PROBLEMS = st.sampled_from(
    [ROAD, f"{ROAD}。", ROAD[:-6], ROAD.replace("严重", "多处"), POWER, f"{POWER}，急", "用电", ""]
)
_STATUS = st.sampled_from(["待分类", "办理中", "已评价", "已撤销", "挂账"])


@given(st.lists(st.tuples(_FIRMS, _PROBLEMS, _STATUS), max_size=8), _FIRMS, _PROBLEMS)
def test_the_same_matter_is_the_one_a_search_through_all_would_find(
    reports: list[tuple[str, str, str]], firm: str, problem: str
) -> None:
    alike, cases = among(*(case(str(n), *report) for n, report in enumerate(reports)))
    kin = alike.kin(cases, firm, problem)

    def own(each: Case) -> bool:
        return firm_of(firm, PLACE).is_same(firm_of(each.role("firm"), PLACE))

    def score(each: Case) -> float:
        return likeness(plain(problem), plain(each.role("problem")))

    over = {"已评价", "已撤销"}
    same = [each for each in cases.values() if own(each) and score(each) >= SAME_MATTER]
    assert (kin.same is not None) is any(each.status not in over for each in same)
    assert (kin.repeated is not None) is any(each.status in over for each in same)
    others = [each for each in cases.values() if not own(each) and each.status != "已撤销"]
    assert {each.number for each in kin.common} <= {each.number for each in others if score(each) >= LIKE_MATTER}
    word_for_word = [each for each in others if plain(problem) and plain(each.role("problem")) == plain(problem)]
    assert bool(kin.common) or not word_for_word
