"""The sheet 总体指标: every measure with numerator, denominator, bases of comparison and definition; the months."""

from __future__ import annotations

from datetime import date

from toolkit.analysis.figures.compare import Change
from toolkit.analysis.figures.measures import COUNT, PER_CENT, WORKDAYS, Measure
from toolkit.analysis.report.exhibits import base_heads, few_compared
from toolkit.analysis.sheets.sheet import Cell, Sheet
from toolkit.analysis.sheets.theme import NONE, Theme, or_none, rate_formula

OVERVIEW = "总体指标"
#: Its cells with the first and the cutoff day.
FIRST_DAY_AT, CUTOFF_AT = "$B$2", "$B$3"
#: How a cell shows a figure of each unit.
_KINDS = {COUNT: "count", PER_CENT: "rate", WORKDAYS: "days"}


def overview_sheet(theme: Theme) -> None:
    """总体指标: the measures, and what each month received and closed."""
    analysis = theme.analysis
    widths = (28, 13, 10, 10, *(10, 16) * len(analysis.period.bases), 84)
    sheet = theme.sheet(OVERVIEW, widths, f"{theme.mechanism.record.title}办理情况分析")
    sheet.pages(1, 1)
    for label, day in ((analysis.period.opening, analysis.period.first_day), ("数据截至", analysis.cutoff)):
        sheet.put(sheet.row, 0, Cell(label, "label"))
        sheet.put(sheet.row, 1, Cell(day, "day"))
        sheet.row += 1
    if not analysis.whole:
        bases = "、".join(base.word for base in analysis.period.bases)
        sheet.note(f"{analysis.period.this}尚未结束，暂不与{bases}比较。", height=18)
    sheet.note("蓝色的数字可以点击，打开所计事项的名单；其余各表也是。", height=18)
    head = ("指标", "分子（件）", "分母（件）", "数值", *base_heads(analysis), "计算口径")
    sheet.table(head, [_measure_row(theme, each, sheet.row + 2 + at) for at, each in enumerate(analysis.measures)])
    for note in few_compared(analysis, [each.key for each in analysis.measures]):
        sheet.note(note, height=18)
    sheet.row += 1
    _months(theme, sheet)
    for note in analysis.notes:
        sheet.note(f"台账需核对：{note}", height=18 * (1 + len(note) // 80))


def _measure_row(theme: Theme, measure: Measure, row: int) -> list[Cell]:
    bases = [cell for change in theme.analysis.changes[measure.key] for cell in _base(theme, change)]
    return [*figures(theme, measure, row), *bases, Cell(measure.definition)]


def _base(theme: Theme, change: Change) -> tuple[Cell, Cell]:
    """Return the figure of a base, which opens the list of that period's cases, and how it moved since."""
    before = change.before
    origin = theme.origin(before, change.base, base=change.base)
    return Cell(before.shown, _KINDS[before.unit], None, (origin, False)), Cell(change.short, "centre")


def figures(theme: Theme, measure: Measure, row: int) -> list[Cell]:
    """Return name, numerator, denominator and value of a measure, for a table's row counted from 1.

    An average's numerator is the sum of the workdays, its denominator the cases.
    """
    spec, name, origin = theme.spec(measure), Cell(measure.name), theme.origin(measure)
    whole, part = (origin, False), (origin, True)
    value = Cell(measure.shown, _KINDS[measure.unit], None, whole)
    if measure.unit == COUNT:
        count = Cell(measure.numerator, "count", theme.counter.top(spec), part)
        return [name, count, Cell(NONE, "centre"), Cell(measure.numerator, "count", f"=B{row}", part)]
    if measure.denominator is None:
        return [name, Cell(measure.numerator, "count", theme.counter.top(spec), part), Cell(NONE, "centre"), value]
    top, bottom = theme.counter.top(spec), theme.counter.bottom(spec)
    if measure.unit == WORKDAYS:
        top, bottom = theme.counter.total(spec.amount, spec.top), theme.counter.top(spec)
    rate = rate_formula(f"B{row}", f"C{row}", measure.least)
    return [
        name,
        Cell(or_none(measure.numerator), "count", top, part),
        Cell(or_none(measure.denominator), "count", bottom, whole),
        Cell(value.value, value.kind, rate, whole),
    ]


def _months(theme: Theme, sheet: Sheet) -> None:
    analysis = theme.analysis
    rows = []
    for part, accepted, closed in zip(analysis.parts, analysis.months, analysis.closings, strict=True):
        span = [f'">="&{_date(part.first_day)}', f'"<="&{_date(part.last_day)}']
        cells = [Cell(part.name, "centre")]
        for group, flag, column in ((accepted, "accepted", "received"), (closed, "closed_now", "closed")):
            title = f"{part.name}{'受理' if flag == 'accepted' else '办结'}"
            origin = theme.origins.of(title, group.numbers, flags=(flag,))
            formula = theme.counter.count((flag,), *((column, each) for each in span))
            cells.append(Cell(group.count, "count", formula, (origin, True)))
        rows.append(cells)
    top, earlier = sheet.row, analysis.period.earlier
    names = sheet.table(("时间", "受理（件）", "办结（件）"), rows)
    title = f"{analysis.period.parts_by}受理和办结情况"
    sheet.chart("line", title, names, {1: "受理", 2: f"办结（含{earlier}受理）"}, at=(top, 4), size=(620, 260))
    below = sheet.row + 1
    sheet.row = top
    sheet.leave(260)
    sheet.row = max(sheet.row, below)


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
