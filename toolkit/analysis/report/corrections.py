"""Corrections (数据更正) in words: how many figures are other ones than reported, and each case behind them once.

Which figure was what stands in the table and on the sheet of that name, with the cases of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolkit.analysis.figures.restate import OTHER_WAY
from toolkit.analysis.figures.result import Restatement
from toolkit.analysis.report.exhibits import written
from toolkit.analysis.report.outline import Section
from toolkit.analysis.report.phrases import table

CORRECTIONS = "数据更正"
#: So many cases are named with what changed of them; of more it is said how many.
_NAMED = 5


def correction_lines(found: Sequence[Restatement]) -> tuple[str, ...]:
    """Return how many figures were corrected, and because of which cases; nothing where none was."""
    if not found:
        return ()
    counts = Counter((each.reported, each.period) for each in found)
    told = "，".join(f"{written(day)}报出的{period}指标有{count}个" for (day, period), count in counts.items())
    return (f"{told}与按现在的台账计算的不同，以现在的为准。", f"{_because(found)}。")


def _because(found: Sequence[Restatement]) -> str:
    """Return what changed of each case, the first said where it differs by period, and how many need no case."""
    why = {reason.number: reason.why for each in reversed(found) for reason in reversed(each.reasons)}
    numbers = sorted(why)
    named = "；".join(f"{number}{why[number]}" for number in numbers[:_NAMED])
    more = f"；等{len(numbers)}件" if len(numbers) > _NAMED else ""
    parts = [f"原因：{named}{more}"] if numbers else []
    if unexplained := sum(not each.reasons for each in found):
        parts.append(f"{'另有' if parts else ''}{unexplained}个因{OTHER_WAY}")
    return "；".join(parts)


def correction_section(found: Sequence[Restatement]) -> tuple[Section, ...]:
    """Return the report's last section with the table of the figures corrected; nothing where none was."""
    if not found:
        return ()
    rows = [(each.period, each.name, each.then, each.now, written(each.reported)) for each in found]
    header = ("时段", "指标", "报出时", "现在", "报出日期")
    note = f"每个指标是哪几件、因为什么有了变化，见综合分析的“{CORRECTIONS}”表。"
    listed = f"以前的报告已经报出、按现在的台账不再是那个数的指标共{len(found)}个。"
    return (Section(f"八、{CORRECTIONS}", (listed,), (table(CORRECTIONS, header, rows, note),)),)
