"""The report's sections 存在问题 and 下一步建议: what the rules found, each with its rule; causes a person writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from toolkit.analysis.figures.result import Analysis, Finding
from toolkit.analysis.report.exhibits import OVERDUE
from toolkit.analysis.report.outline import Section
from toolkit.analysis.report.phrases import seen_in, table
from toolkit.analysis.report.typical import TO_JUDGE
from toolkit.mechanism import Mechanism

FOUND = "存在问题涉及事项"
#: Cases of one problem that the table names; it says how many more there are.
_MOST_NUMBERS = 12


def shortcomings(analysis: Analysis, mechanism: Mechanism) -> Section:
    """Return what the figures show to be wrong, and in a table which cases it is about and by which rule."""
    heading = "六、存在问题"
    if not analysis.findings:
        this = analysis.period.this
        return Section(heading, (f"无。{this}{mechanism.record.title}办理数据中没有按规则应予提示的情形。",))
    paragraphs = [
        f"{_at(at, analysis)}{each.problem}{seen_in(*_tables(each))}" for at, each in enumerate(analysis.findings, 1)
    ]
    paragraphs.append(TO_JUDGE.format("上述问题的原因和台账反映不出的其他问题"))
    lead = dict(zip(analysis.detail["number"], analysis.detail["lead"], strict=True))
    rows = [
        (str(at), each.rule, str(len(each.numbers)), _units(each, lead), _numbers(each.numbers))
        for at, each in enumerate(analysis.findings, 1)
    ]
    role = mechanism.record.roles
    header = ("序号", "规则", "件数", f"按{role['lead']}", role["number"])
    # What rose is not the number of cases: it stands in no other table.
    notes = (f"{_at(at, analysis)}{each.problem}" for at, each in enumerate(analysis.findings, 1) if _is_share(each))
    return Section(
        heading, tuple(paragraphs), (table(FOUND, header, rows, "各条由台账数据按“规则”一栏所列的规则得出。", *notes),)
    )


def _tables(finding: Finding) -> tuple[str, ...]:
    return (FOUND, OVERDUE) if "工作日" in finding.problem else (FOUND,)


def _is_share(finding: Finding) -> bool:
    return "百分点" in finding.problem


def _units(finding: Finding, lead: Mapping[str, str]) -> str:
    """Return the lead units of a finding's cases and how many each has, most first."""
    counts = Counter(lead[number] for number in finding.numbers)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return "、".join(f"{unit}{count}件" for unit, count in ranked)


def advice(analysis: Analysis) -> Section:
    """Return what the rules say to do about it, each with the rule that says so; nothing where none does."""
    heading = "七、下一步建议"
    if not analysis.findings:
        return Section(heading, (f"没有按规则应提出的建议。{TO_JUDGE.format('其他需要部署的工作')}",))
    return Section(
        heading,
        tuple(
            f"{_at(at, analysis)}{each.advice.removesuffix('。')}（依据：{each.rule}）。"
            for at, each in enumerate(analysis.findings, 1)
        ),
    )


def _at(place: int, analysis: Analysis) -> str:
    return f"{place}." if len(analysis.findings) > 1 else ""


def _numbers(numbers: tuple[str, ...]) -> str:
    shown = "、".join(numbers[:_MOST_NUMBERS])
    return shown if len(numbers) <= _MOST_NUMBERS else f"{shown}等"
