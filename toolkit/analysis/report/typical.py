"""The report's section 典型案例: cases that a rule proposes; what was done and what came of it a person writes.

The rule is data (``report.toml``): the measures in whose numerators a case must stand, and how many are proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.analysis.figures.case_rows import records
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.report.exhibits import written
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.report.outline import Section
from toolkit.analysis.report.phrases import seen_in, table
from toolkit.mechanism import Mechanism
from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED

FILE, TITLE = "report.toml", "典型案例备选事项"
#: What stands where only a person can say something.
TO_JUDGE = "【请办公室核定：{}】"
#: What of a case is told here, by meaning.
_TOLD = (
    "number", "class", "firm", "subject", "lead", "received", "closed", "workdays", "outcome", "satisfaction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypicalRule:
    """Which cases are proposed: how many, the measures that count them, the rule in words, its source."""

    count: int
    counted_in: tuple[str, ...]
    words: str
    source: str


def typical_rule(mechanism: Mechanism) -> TypicalRule:
    """Return the mechanism's rule, or the one that all share.

    Raises:
        ConfigError: an entry is missing or wrong.
    """
    return read_companion(mechanism, FILE, _rule, lambda _: ()) or read_data(SHIPPED / FILE, _rule)


def _rule(data: Mapping[str, Any]) -> TypicalRule:
    own = data["typical_cases"]
    return TypicalRule(int(own["count"]), tuple(own["counted_in"]), str(own["words"]), str(own["source"]))


def typical(analysis: Analysis, mechanism: Mechanism, rule: TypicalRule) -> Sequence[Mapping[str, Any]]:
    """Return the cases that the rule proposes: of the later classes first, then those that took longest.

    None that is secret: a case held up as an example is told with its firm.
    """
    found = [analysis.find(key) for key in rule.counted_in]
    if not all(found):
        return []
    numbers = set.intersection(*(set(each.numbers) for each in found if each))
    order = {name: at for at, name in enumerate(mechanism.classes)}
    mine = records(analysis.detail[analysis.detail["number"].isin(numbers)], _TOLD)
    mine = [case for case in mine if case["class"] not in mechanism.record.secrecy.classes]
    mine.sort(key=lambda case: (-order.get(case["class"], -1), -(case["workdays"] or 0), case["number"]))
    return mine[: rule.count]


def typical_section(analysis: Analysis, mechanism: Mechanism, firms: FirmNames) -> Section:
    """Return the section."""
    heading, rule = "五、典型案例", typical_rule(mechanism)
    cases = typical(analysis, mechanism, rule)
    if not cases:
        return Section(heading, (f"没有符合规则（{rule.words}）的事项。{TO_JUDGE.format('是否另选典型案例')}",))
    role = mechanism.record.roles
    rows = [
        (
            case["number"], firms.of(case["firm"]), firms.within(case["subject"], case["firm"]), case["lead"],
            f"{_day(case['received'])}至{_day(case['closed'])}", str(int(case["workdays"])),
        )
        for case in cases
    ]  # fmt: skip
    header = (role["number"], role["firm"], role["subject"], role["lead"], "收到至办结", "用时（工作日）")
    proposed = table(TITLE, header, rows, f"按规则备选：{rule.words}（{rule.source}）。是否采用由办公室核定。")
    paragraphs = (_told(row, case, mechanism) for row, case in zip(rows, cases, strict=True))
    return Section(heading, tuple(paragraphs), (proposed,))


def _told(row: tuple[str, ...], case: Mapping[str, Any], mechanism: Mechanism) -> str:
    number, firm, subject, lead, span, workdays = row
    received, closed = span.split("至")
    said = mechanism.record.roles["satisfaction"]
    return (
        f"{firm}反映的“{subject}”（{number}）。{received}收到，由{lead}牵头办理，{closed}办结，用时{workdays}个工作日，"
        f"{case['outcome']}，{said}为“{case['satisfaction']}”{seen_in(TITLE)}{TO_JUDGE.format('具体做法和成效')}"
    )


def _day(day: date | None) -> str:
    return written(day) if day else "—"
