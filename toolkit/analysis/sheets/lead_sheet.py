"""The sheet 承办单位: lead units with their figures, ranked only where that says something."""

from __future__ import annotations

from toolkit.analysis.figures.conventions import TOO_FEW
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.report.exhibits import MOST_BARS
from toolkit.analysis.sheets.formulas import countable
from toolkit.analysis.sheets.origin import Origin
from toolkit.analysis.sheets.sheet import Cell
from toolkit.analysis.sheets.theme import NONE, Theme, criterion, first_of, or_none, rate_formula, tall

LEADS = "承办单位"


def leads_sheet(theme: Theme) -> None:
    """承办单位: lead units; a rate or a place that rests on too few cases is 样本不足."""
    analysis, role = theme.analysis, theme.mechanism.record.roles
    sheet = theme.sheet(LEADS, (32, 8, 8, 11, 9, 9, 12, 8, 11, 9, 9, 11, 12), "承办单位办理情况")
    shown = min(len(analysis.leads), MOST_BARS)
    size = (900, tall(shown, 2))
    above = sheet.row
    if shown:
        # Above the table, so that no page ends in the middle of it.
        sheet.leave(size[1])
    safe = countable([each.name for each in analysis.leads])
    rows = [_lead_row(theme, each, sheet.row + 2 + at, safe) for at, each in enumerate(analysis.leads)]
    head = (
        role["lead"], "交办", "办结", "办结率", "应办结", "按期办结", "按期办结率", "位次",
        "超期未办结", "已评价", "满意", "满意率", "平均用时（工作日）",
    )  # fmt: skip
    names = sheet.table(head, rows, filtered=bool(rows))
    least = theme.least
    sheet.note(
        f"{analysis.period.this}受理并已交办的事项，按“{role['lead']}”计。分母不足{least}件的为样本不足，不排位；"
        f"位次按按期办结率，并列的同位次。“满意”含{'、'.join(analysis.conventions.satisfied)}。",
        height=34,
    )
    if shown:
        title = first_of("承办单位交办和办结情况（件）", shown, len(names))
        sheet.chart("bar", title, names[:shown], {1: "交办", 2: "办结"}, at=(above, 0), size=size)


#: Columns of 承办单位 that count: letter, flags, and the measure and side (top or bottom) that has the number.
_LEAD_COUNTS = (
    (("dispatched",), "", ""),
    (("closed", "dispatched"), "closed", "numerator"),
    (("judged", "dispatched"), "on_time_rate", "denominator"),
    (("on_time", "dispatched"), "on_time_rate", "numerator"),
    (("overdue", "dispatched"), "overdue", "numerator"),
    (("evaluated", "dispatched"), "satisfied_rate", "denominator"),
    (("satisfied", "dispatched"), "satisfied_rate", "numerator"),
)


#: The measures of a unit that the sheet shows, each with its list.
_LISTED = ("closed", "closed_rate", "on_time_rate", "overdue", "satisfied_rate", "mean_workdays")


def _lead_row(theme: Theme, group: Group, row: int, safe: frozenset[str]) -> list[Cell]:
    by, role, least = criterion(group, "lead", row, safe), theme.mechanism.record.roles, theme.least
    trait, title = ("lead", group.name), f"{role['lead']}：{group.name}"
    given = theme.origins.of(f"{title}　交办", group.numbers, flags=("accepted", "dispatched"), trait=trait)
    lists = {key: theme.origin(group.measures[key], title, trait) for key in _LISTED if key in group.measures}

    def linked(key: str, side: str) -> tuple[Origin, bool]:
        return lists.get(key, given), side == "numerator"

    counts = [
        Cell(
            _side(group, key, side) if key else group.count,
            "count",
            by and theme.counter.count(("accepted", *names), by),
            linked(key, side),
        )
        for names, key, side in _LEAD_COUNTS
    ]
    given_cell, closed, judged, on_time, overdue, evaluated, satisfied = counts

    def rate(key: str, top: str, bottom: str) -> Cell:
        value = _rate_value(group, key, least)
        return Cell(value, "rate", rate_formula(f"{top}{row}", f"{bottom}{row}", least), linked(key, "denominator"))

    mean = group.measures.get("mean_workdays")
    return [
        Cell(group.name),
        given_cell,
        closed,
        rate("closed_rate", "C", "B"),
        judged,
        on_time,
        rate("on_time_rate", "F", "E"),
        Cell(or_none(group.rank), "centre"),
        overdue,
        evaluated,
        satisfied,
        rate("satisfied_rate", "K", "J"),
        Cell(mean.shown if mean else NONE, "days", None, linked("mean_workdays", "denominator")),
    ]


def _side(group: Group, key: str, side: str) -> int:
    measure = group.measures.get(key)
    return 0 if measure is None else getattr(measure, side) or 0


def _rate_value(group: Group, key: str, least: int) -> float | str:
    measure = group.measures.get(key)
    if measure is None or not measure.denominator:
        return NONE
    return TOO_FEW if measure.denominator < least else or_none(measure.value)
