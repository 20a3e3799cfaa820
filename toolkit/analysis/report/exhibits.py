"""The report's tables and charts, every cell a figure of the analysis, definitions under the table they explain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from toolkit.analysis.figures.compare import FEW_BEFORE, FEW_NOW, NO_BASE
from toolkit.analysis.figures.conventions import TOO_FEW
from toolkit.analysis.figures.groups import Group, share_told
from toolkit.analysis.figures.measures import COUNT, NO_CASE, Measure, evaluated_as
from toolkit.analysis.figures.result import Analysis, Matter
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.report.outline import ChartData, TableData
from toolkit.mechanism import Mechanism

#: Where the report's tables show which measures; each is defined where it is shown.
HEADLINE = (
    "accepted", "dispatched", "closed", "closed_rate", "on_time_rate", "solved_rate", "mean_workdays", "evaluated_rate",
    "satisfied_rate", "carried", "in_hand",
)  # fmt: skip
HANDLING = (
    "on_time_rate", "on_time_original_rate", "opinion_rate", "closed_now", "overdue", "overdue_all", "redone",
    "redone_rate", "redone_now", "handed_back_rate", "handed_back_now", "median_workdays", "parked",
)  # fmt: skip
_EVALUATION = ("evaluated_rate", "satisfied_rate", "strictly_rate", "unevaluated_late", "evaluated_now")
OVERDUE = "超期未办结事项清单"
#: Cells that compare nothing, or rank nothing.
_NOTHING = frozenset({NO_BASE, TOO_FEW, "—"})
#: Bars a chart can show and still be read, in the workbook and in the report; the table has them all.
MOST_BARS, MOST_PRINTED_BARS = 12, 8


def evaluation_keys(analysis: Analysis) -> tuple[str, ...]:
    """Return the measures of the evaluations: of what was received in the quarter, then of what was said in it."""
    return (*_EVALUATION, *evaluated_as(analysis.conventions))


def written(day: date) -> str:
    """Return a day as papers write it, without padding: ``2024年3月5日`` (GB/T 9704—2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def measures_table(title: str, analysis: Analysis, keys: Sequence[str], notes: tuple[str, ...] = ()) -> TableData:
    """Return measures with their bases, 环比 and 同比; the definitions are its notes, ``notes`` come after them."""
    shown = _shown(analysis, keys)
    header: tuple[str, ...] = ("指标", analysis.period.this, "计算", *base_heads(analysis))
    rows = [_measure_row(analysis, each) for each in shown]
    # A period to compare with that held no case at all: two columns of “无可比数据” would say nothing.
    for change in range(len(header) - 1, 3, -2):
        if all(row[change] in _NOTHING for row in rows):
            header = _without(header, change - 1, change)
            rows = [_without(row, change - 1, change) for row in rows]
    definitions = (f"{each.name}＝{each.definition}。" for each in shown)
    return TableData(title, header, tuple(rows), (*definitions, *few_compared(analysis, keys), *notes))


def few_compared(analysis: Analysis, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the note that says from how many cases on figures are compared, where one of these is not."""
    changes = (change.short for key in keys for change in analysis.changes.get(key, ()))
    if not any(short in (FEW_BEFORE, FEW_NOW) for short in changes):
        return ()
    least = analysis.conventions.least_compared
    return (f"率和平均数，基期或者本期所计事项不足{least}件的为样本不足，不比较。",)


def bases_note(analysis: Analysis) -> str:
    """Return how the bases of comparison stand."""
    bases = "、".join(base.word for base in analysis.period.bases)
    return f"{bases}按各自期末的情况、同一口径统计。"


def base_heads(analysis: Analysis) -> tuple[str, ...]:
    """Return the heads of the columns with the bases: ``上季度``, ``环比``, ``上年同期``, ``同比``; a year has one."""
    changed = ("环比", "同比")[-len(analysis.period.bases) :]
    return tuple(
        head for base, change in zip(analysis.period.bases, changed, strict=True) for head in (base.word, change)
    )


def _without(row: tuple[str, ...], *places: int) -> tuple[str, ...]:
    return tuple(text for place, text in enumerate(row) if place not in places)


def _shown(analysis: Analysis, keys: Iterable[str]) -> list[Measure]:
    return [found for key in keys if (found := analysis.find(key)) is not None]


def _measure_row(analysis: Analysis, measure: Measure) -> tuple[str, ...]:
    parts = "—" if not measure.denominator else f"{measure.numerator}÷{measure.denominator}"
    bases = (text for change in analysis.changes[measure.key] for text in (change.before.text, change.short))
    return (measure.name, measure.text, parts, *bases)


def shares_table(title: str, head: str, groups: Sequence[Group], notes: tuple[str, ...], least: int) -> TableData:
    """Return groups with count and share, and the sum; of fewer than ``least`` cases in all no share is reckoned."""
    rows = [(each.name, str(each.count), share_told(each, groups, least)) for each in groups]
    total = sum(each.count for each in groups)
    rows.append(("合计", str(total), "100.0%" if total >= least else TOO_FEW if total else NO_CASE))
    return TableData(title, (head, "件数", "占比"), tuple(rows), (*notes, *few_note(total, least)))


def few_note(total: int, least: int) -> tuple[str, ...]:
    """Return the note of a table whose cases are too few for shares."""
    return (f"合计不足{least}件，不计算占比。",) if 0 < total < least else ()


def leads_table(analysis: Analysis, mechanism: Mechanism) -> TableData:
    """Return lead units with their figures; a rate or rank that rests on too few cases is 样本不足."""
    least = analysis.conventions.least_ranked
    header = (mechanism.record.roles["lead"], "交办", "办结", "办结率", "按期办结率", "位次", "超期未办结", "满意率")
    rows = [unit_row(each, least) for each in analysis.leads]
    silent = [place for place in range(3, len(header)) if rows and all(row[place] in _NOTHING for row in rows)]
    return TableData(
        "承办单位办理情况",
        _without(header, *silent),
        tuple(_without(row, *silent) for row in rows),
        (
            f"单位以“{mechanism.record.roles['lead']}”计，配合单位不重复计件。",
            f"率的分母不足{least}件的为样本不足，不计算、不排位；位次按按期办结率，并列的同位次。",
        ),
    )


def unit_row(group: Group, least: int) -> tuple[str, ...]:
    """Return a lead unit's row: name, count, closed, rate, on time, rank, overdue, satisfied."""
    return (
        group.name,
        str(group.count),
        _count(group, "closed"),
        group.rate("closed_rate", least),
        group.rate("on_time_rate", least),
        "—" if group.rank is None else str(group.rank),
        _count(group, "overdue"),
        group.rate("satisfied_rate", least),
    )


def _count(group: Group, key: str) -> str:
    each = group.measures.get(key)
    return "—" if each is None else str(each.numerator)


def overdue_table(analysis: Analysis, mechanism: Mechanism, firms: FirmNames | None = None) -> TableData:
    """Return the cases past their due date, the latest first; the firms named in full unless told otherwise."""
    names = firms or FirmNames()
    header, note = overdue_head(analysis, mechanism)
    rows = (
        (
            str(at), each.number, names.of(each.firm), names.within(each.subject, each.firm), each.lead,
            written(each.due), str(each.workdays or "不足1"),
        )
        for at, each in enumerate(analysis.overdue, 1)
    )  # fmt: skip
    return TableData(OVERDUE, header, tuple(rows), (note,))


def overdue_head(analysis: Analysis, mechanism: Mechanism) -> tuple[tuple[str, ...], str]:
    """Return the head of that table, and the note that says how many cases it has and how their days are counted."""
    role = mechanism.record.roles
    header = ("序号", role["number"], role["firm"], role["subject"], role["lead"], role.get("due", ""), "超期工作日")
    now = sum(each.accepted_now for each in analysis.overdue)
    count = f"共{len(analysis.overdue)}件，其中{analysis.period.this}受理{now}件。"
    return header, f"{count}超期工作日自时限次日起算至{written(analysis.cutoff)}，扣除法定节假日，含调休上班日。"


def long_standing_rules(analysis: Analysis) -> str:
    """Return in a sentence when a matter is long-standing."""
    told = "、".join(reason for reason, _ in long_standing_reasons(analysis))
    return f"在办事项{told}的，列为久拖未决（{analysis.measuring.long_standing.source}）。"


def long_standing_reasons(analysis: Analysis) -> list[tuple[str, list[Matter]]]:
    """Return each rule by which a matter is long-standing, in words, and the matters that fall under it."""
    rule, found = analysis.measuring.long_standing, analysis.long_standing
    asked = (
        (rule.rounds, "办理到第{}轮以上", [each.rounds for each in found]),
        (rule.extensions, "延期{}次以上", [each.extensions for each in found]),
        (rule.carried, "跨{}个以上季末", [each.carried for each in found]),
        (rule.broken, "{}个以上时限到期未兑现", [each.broken for each in found]),
    )
    return [
        (words.format(least), [matter for matter, amount in zip(found, amounts, strict=True) if amount >= least])
        for least, words, amounts in asked
        if least
    ]


def evaluations_table(analysis: Analysis) -> TableData:
    """Return the evaluations; 未评价 stands below the sum, outside of it."""
    title, head = "企业评价情况", "评价"
    notes = (f"另有已办结未评价{len(analysis.unevaluated)}件，不计入占比和满意率。",)
    return shares_table(title, head, analysis.evaluations, notes, analysis.conventions.least_ranked)


def column_chart(title: str, groups: Sequence[Group]) -> ChartData:
    """Return the counts of groups as columns."""
    return ChartData("column", title, _names(groups), (("件数", _counts(groups)),), COUNT)


def months_chart(analysis: Analysis) -> ChartData:
    """Return what was accepted and what was closed in each month."""
    series = (
        ("受理", _counts(analysis.months)),
        (f"办结（含{analysis.period.earlier}受理）", _counts(analysis.closings)),
    )
    return ChartData("line", f"{analysis.period.parts_by}受理和办结情况", _names(analysis.months), series, COUNT)


def leads_chart(analysis: Analysis) -> ChartData:
    """Return what the units with most cases were given and have closed, most first."""
    top = analysis.leads[:MOST_PRINTED_BARS]
    closed = tuple(float(each.measures["closed"].numerator) for each in top)
    title = f"承办单位办理情况（交办件数前{len(top)}家）" if len(analysis.leads) > len(top) else "承办单位办理情况"
    return ChartData("bar", title, _names(top), (("交办", _counts(top)), ("办结", closed)), COUNT)


def evaluations_chart(analysis: Analysis) -> ChartData:
    """Return the evaluations as slices; those of no case are left out."""
    groups = [each for each in analysis.evaluations if each.count]
    return ChartData("pie", "企业评价构成", _names(groups), (("件数", _counts(groups)),), COUNT)


def _names(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(each.name for each in groups)


def _counts(groups: Iterable[Group]) -> tuple[float, ...]:
    return tuple(float(each.count) for each in groups)
