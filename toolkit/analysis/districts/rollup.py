"""The roll-up (汇总): the packages of several districts become one analysis with a row a district.

Only what all districts count by the same rule is compared. The whole is counted from the cases of all, so that a rate
is the sum of the numerators over the sum of the denominators and never the mean of rates. What differs between the
districts (mechanism, definition, cutoff, version) is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from toolkit.analysis.districts.rollup_result import (
    Apart,
    Compared,
    District,
    LeftOut,
    Rollup,
    Spread,
    is_worded_otherwise,
)
from toolkit.analysis.districts.rollup_rule import RollupRule
from toolkit.analysis.figures.groups import shares
from toolkit.analysis.figures.measures import COUNT, Measure
from toolkit.analysis.packages.data_package import CaseRow, figure
from toolkit.analysis.periods.period import Period


def roll_up(
    districts: Sequence[District],
    period: Period,
    rule: RollupRule,
    *,
    as_of: date,
    least: int,
    left_out: Sequence[LeftOut] = (),
    missing: Sequence[str] = (),
) -> Rollup:
    """Return the roll-up of some districts.

    Args:
        districts: one or more, each with a package of ``period``.
        period: which.
        rule: what is shown and ranked.
        as_of: the day it is made.
        least: cases from which on a rate is given, in all districts alike.
        left_out: what was given and cannot be part of it.
        missing: districts that were expected and of which there is nothing.
    """
    cases = {f"{each.name} {case.number}": (each.name, case) for each in districts for case in each.package.rows}
    named = {number: case._replace(number=number) for number, (_, case) in cases.items()}
    compared, apart = list[Compared](), list[Apart]()
    for key in dict.fromkeys(each.key for district in districts for each in district.package.measures):
        found = {each.name: _own(each, key, least) for each in districts}
        have = {name: each for name, each in found.items() if each is not None}
        why = _not_alike(key, districts, have)
        if why:
            apart.append(Apart(key, why, have))
        else:
            compared.append(_compared(key, tuple(have.values()), named, rule))
    return Rollup(
        period=period,
        as_of=as_of,
        least=least,
        rule=rule,
        districts=tuple(districts),
        compared=tuple(compared),
        apart=tuple(apart),
        spreads=tuple(_spreads(districts)),
        cases=cases,
        differences=tuple(_differences(districts, compared, apart)),
        left_out=tuple(left_out),
        missing=tuple(missing),
    )


def _own(district: District, key: str, least: int) -> Measure | None:
    """Return a district's measure with the district before each 编号, given from ``least`` cases on."""
    found = district.package.find(key)
    if found is None:
        return None
    top, bottom = (
        tuple(f"{district.name} {each}" for each in numbers) for numbers in (found.numbers, found.denominator_numbers)
    )
    return replace(found, numbers=top, denominator_numbers=bottom, least=least)


def _not_alike(key: str, districts: Sequence[District], have: Mapping[str, Measure]) -> str:
    """Return why a measure cannot be compared, "" where it can."""
    if lacking := [each.name for each in districts if each.name not in have]:
        return f"{'、'.join(lacking)}没有这个指标"
    rules = _by(districts, lambda each: each.package.rules[key])
    if len(rules) > 1:
        return f"计算条件不同：{'；'.join('、'.join(names) for names in rules.values())}各按各的条件计"
    return ""


def _compared(key: str, figures: tuple[Measure, ...], cases: Mapping[str, CaseRow], rule: RollupRule) -> Compared:
    top = [cases[number] for each in figures for number in each.numbers]
    whole = [cases[number] for each in figures for number in each.denominator_numbers]
    total = figure(figures[0], top, whole)
    is_count = total.unit == COUNT
    return Compared(
        key,
        total.name,
        figures,
        total,
        shares([each.numerator for each in figures]) if is_count else (),
        ranks([each.exact if each.is_enough else None for each in figures]) if key in rule.ranked else (),
    )


def ranks(values: Sequence[Fraction | None]) -> tuple[int | None, ...]:
    """Return the place of each value, the highest first; equal values share one, the places after it are skipped."""
    return tuple(
        None if mine is None else 1 + sum(other is not None and other > mine for other in values) for mine in values
    )


def _spreads(districts: Sequence[District]) -> Iterator[Spread]:
    classes = _by(districts, lambda each: each.package.classes)
    categories = _by(districts, lambda each: each.package.categories)
    yield from (_spread("分类", words, districts, names, lambda case: case.kind) for words, names in classes.items())
    yield from (
        _spread("类别", words, districts, names, lambda case: case.category) for words, names in categories.items()
    )


def _spread(
    title: str,
    words: Sequence[str],
    districts: Sequence[District],
    names: tuple[str, ...],
    of: Callable[[CaseRow], str],
) -> Spread:
    """Return how the accepted cases of the named districts fall on ``words``, and on others where they occur."""
    found = [_accepted(each, of) for each in districts if each.name in names]
    columns = tuple(dict.fromkeys((*words, *(word for each in found for word in each))))
    return Spread(title, columns, names, tuple(tuple(tuple(each.get(word, ())) for word in columns) for each in found))


def _accepted(district: District, of: Callable[[CaseRow], str]) -> dict[str, list[str]]:
    """Return the 编号 of the accepted cases by one of their words, the district before them."""
    accepted = district.package.find("accepted")
    mine, found = set(accepted.numbers if accepted else ()), dict[str, list[str]]()
    for case in district.package.rows:
        if case.number in mine:
            found.setdefault(of(case), []).append(f"{district.name} {case.number}")
    return found


def _by(districts: Sequence[District], trait: Callable[[District], Any]) -> dict[Any, tuple[str, ...]]:
    """Return trait → the names of the districts that have it, in their order."""
    found: dict[Any, tuple[str, ...]] = {}
    for each in districts:
        found[trait(each)] = (*found.get(trait(each), ()), each.name)
    return found


def _differences(districts: Sequence[District], compared: Sequence[Compared], apart: Sequence[Apart]) -> Iterator[str]:
    def told(traits: Mapping[str, tuple[str, ...]]) -> str:
        return "；".join(f"{'、'.join(names)}为{trait}" for trait, names in traits.items())

    titles = _by(districts, lambda each: f"“{each.package.title}”")
    if len(_by(districts, _counting)) > 1:
        yield f"各区机制不同：{told(titles)}。只比较各区共有的指标{len(compared)}个。"
    elif len(titles) > 1:
        yield f"各区机制的名称不同，计算条件和分类相同：{told(titles)}。"
    if apart:
        yield f"不作对比的指标{len(apart)}个（有的区没有，或者计算条件不同），各区自己的数列在汇总分析的“不作对比”表。"
    if worded := sum(map(is_worded_otherwise, compared)):
        yield f"计算条件相同、口径表述不同的指标{worded}个（多因栏目或版本不同），各区的表述列在汇总分析的“口径”表。"
    cutoffs = _by(districts, lambda each: _written(each.package.cutoff))
    if len(cutoffs) > 1:
        yield f"数据截至日不同：{told(cutoffs)}，件数不宜直接相比。"
    caveats = _by([each for each in districts if each.caveat], lambda each: each.caveat)
    yield from (f"{'、'.join(names)}{caveat}。" for caveat, names in caveats.items())
    versions = _by(districts, lambda each: each.package.version)
    if len(versions) > 1:
        yield f"生成数据的工具包版本不同：{told(versions)}。"


def _counting(district: District) -> tuple[object, ...]:
    """Return by what a district counts and sorts: two mechanisms may differ in their names and wording alone."""
    package = district.package
    return tuple(sorted(package.rules.items())), package.classes, package.categories


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
