"""How an office measures (指标口径): which figures there are, what each counts, from how many cases on it is given.

The data are ``measures.toml``: one that all mechanisms share, and in a mechanism's folder what it sees differently; of
a measure with the same key the mechanism's own counts. Read when an analysis is asked for and not with the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.model import Mechanism

FILE = "measures.toml"


class How(StrEnum):
    """How one figure is made of the amounts of several cases."""

    MEAN = "mean"  # 平均数
    MEDIAN = "median"  # 中位数


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What a measure counts, in the data's words.

    Attributes:
        key: its name in code.
        name: its name on paper; ``{…}`` here and below is filled with column names and the period's words.
        definition: how it is counted; ``excluded`` what is not.
        top: what a case must be to be counted, all of it.
        bottom: likewise for the denominator, None for a plain count or an amount.
        amount: what is added up of each case, "" where cases are counted; ``how`` then makes one figure of it.
        per: "" where cases are counted, ``support`` where each supporting unit's part in one is.
        needs: meanings the register must have a column for; without one the measure is left out.
        source: where the rule comes from.
    """

    key: str
    name: str
    definition: str
    top: tuple[str, ...]
    bottom: tuple[str, ...] | None = None
    excluded: str = ""
    amount: str = ""
    how: How | None = None
    per: str = ""
    needs: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class LongStanding:
    """From when on an open matter is long-standing (久拖未决): one of these is enough; 0 asks nothing.

    Attributes:
        rounds: its 办理轮次.
        extensions: how often its due date was put off.
        carried: how many quarters it was carried over the end of.
        broken: how many due dates passed without what they were set for.
        printed: how many such matters the report lists, the oldest.
        source: where the rule comes from.
    """

    rounds: int
    extensions: int
    carried: int
    broken: int
    printed: int
    source: str


@dataclass(frozen=True, slots=True)
class Measuring:
    """How an office measures.

    Attributes:
        rules: the measures, in the order in which they are shown.
        least_rate: cases from which on a rate, an average or a rank is given; below it 样本不足.
        least_change: cases a base must have for a change to be given in per cent or points.
        ageing: upper ends of the bands (calendar days since receipt) in which open cases are shown; the last is open.
        long_standing: from when on a matter is.
        satisfied: how many of the words of an evaluation, best first, count as satisfied; never the last one.
        overdue_of_a_unit: overdue cases from which on a unit is named for a talk.
        risen_points: points by which a category's share of the cases must have risen to be told.
        industry: heads of the column, the office's own, that names a firm's industry.
    """

    rules: tuple[MeasureRule, ...]
    least_rate: int
    least_change: int
    ageing: tuple[int, ...]
    long_standing: LongStanding
    satisfied: int
    overdue_of_a_unit: int
    risen_points: float
    industry: tuple[str, ...] = ()


def load_measuring(mechanism: Mechanism) -> Measuring:
    """Return how the mechanism's office measures: what all share, with its own data before it.

    Raises:
        ConfigError: an entry is missing or wrong, or contradicts another.
    """
    shared = read_data(SHIPPED / FILE, dict)
    merged = read_companion(mechanism, FILE, lambda own: _measuring(_over(shared, own)), _wrong)
    return merged or read_data(SHIPPED / FILE, _measuring)


def _over(shared: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    theirs = {each["key"]: each for each in own.get("measures", ())}
    if len(theirs) < len(own.get("measures", ())):
        raise ValueError("同一个 key 写了两次")
    measures = [theirs.pop(each["key"], each) for each in shared["measures"]]
    tables = {name: {**table, **own.get(name, {})} for name, table in shared.items() if name != "measures"}
    return {**tables, "measures": [*measures, *theirs.values()]}


def _measuring(data: Mapping[str, Any]) -> Measuring:
    long = data["long_standing"]
    return Measuring(
        rules=tuple(_rule(each) for each in data["measures"] if not each.get("dropped", False)),
        least_rate=int(data["thresholds"]["rate"]),
        least_change=int(data["thresholds"]["change"]),
        ageing=tuple(int(each) for each in data["ageing"]["days"]),
        long_standing=LongStanding(
            rounds=int(long["rounds"]),
            extensions=int(long["extensions"]),
            carried=int(long["carried"]),
            broken=int(long["broken"]),
            printed=int(long["printed"]),
            source=str(long["source"]),
        ),
        satisfied=int(data["satisfaction"]["levels"]),
        overdue_of_a_unit=int(data["findings"]["overdue_of_a_unit"]),
        risen_points=float(data["findings"]["risen_points"]),
        industry=tuple(data["industry"]["columns"]),
    )


def _rule(data: Mapping[str, Any]) -> MeasureRule:
    return MeasureRule(
        key=data["key"],
        name=data["name"],
        definition=data["definition"],
        top=tuple(data["top"]),
        bottom=tuple(data["bottom"]) if "bottom" in data else None,
        excluded=data.get("excluded", ""),
        amount=data.get("amount", ""),
        how=How(data["how"]) if "amount" in data else None,
        per=data.get("per", ""),
        needs=tuple(data.get("needs", ())),
        source=data["source"],
    )


def _wrong(found: Measuring) -> Iterator[str]:
    for rule in found.rules:
        if rule.bottom is not None and rule.amount:
            yield f"指标“{rule.key}”是用时，不能再写 bottom"
    if found.least_rate < 1 or found.least_change < 1:
        yield "thresholds 的件数应为 1 以上"
    if min(found.satisfied, found.overdue_of_a_unit, found.long_standing.printed) < 1 or found.risen_points <= 0:
        yield "satisfaction 的 levels、findings 的件数和百分点、long_standing 的 printed 应大于 0"
    if list(found.ageing) != sorted(set(found.ageing)) or not found.ageing or found.ageing[0] < 1:
        yield "ageing 的 days 应由小到大、互不相同"
