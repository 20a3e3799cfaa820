"""The sheets that cut the cases by one trait: 类别分析, 来源分析, 镇街和行业, 配合单位."""

from __future__ import annotations

from toolkit.analysis.figures.conventions import TOO_FEW, towns_word
from toolkit.analysis.figures.groups import Group, share_of
from toolkit.analysis.figures.result import Cut
from toolkit.analysis.report.exhibits import MOST_BARS
from toolkit.analysis.sheets.formulas import countable
from toolkit.analysis.sheets.sheet import Cell, Sheet
from toolkit.analysis.sheets.theme import NONE, Theme, criterion, first_of, rate_formula, tall

CATEGORIES, SOURCES, SUPPORTERS = "类别分析", "来源分析", "配合单位"
_WIDTHS = (28, 11, 11, 11, 11, 4, 20, 20, 20, 20)
_CHART = (560, 300)
_SHARES = "占比按最大余数法取一位小数，合计100.0%。"
#: What a row of a group's list says.
_PARTS = ("已办结", "未办结")


def categories_sheet(theme: Theme) -> None:
    """类别分析: categories and classes with their shares."""
    role = theme.mechanism.record.roles
    sheet = theme.sheet(CATEGORIES, _WIDTHS, f"{role['category']}分析")
    names = _shares(theme, sheet, _cut(theme, "category"), filtered=True)
    sheet.row += 1
    _shares(theme, sheet, _cut(theme, "class"))
    sheet.chart("column", f"{role['category']}分布（件）", names, {1: "件数"}, at=(1, 6), size=_CHART)


def sources_sheet(theme: Theme) -> None:
    """来源分析: who reported, by kind of unit and by unit."""
    sheet = theme.sheet(SOURCES, _WIDTHS, "来源分析")
    _shares(theme, sheet, _cut(theme, "source"))
    sheet.row += 1
    _charted(theme, sheet, _cut(theme, "reporter"))


def places_sheet(theme: Theme) -> None:
    """镇街和行业: where the firms are and what they do; no such sheet where the office's data do not say."""
    found = [each for each in theme.analysis.cuts if each.key in ("town", "industry")]
    if not found:
        return
    sheet = theme.sheet(
        f"{towns_word(theme.mechanism)}和行业", _WIDTHS, f"{'、'.join(each.title for each in found)}分析"
    )
    first, *others = found
    _charted(theme, sheet, first)
    for cut in others:
        sheet.row += 1
        _shares(theme, sheet, cut)


def supporters_sheet(theme: Theme) -> None:
    """配合单位: in how many cases each unit supports, and whether it reports in time; a case may count for several."""
    cut = next((each for each in theme.analysis.cuts if each.key == "support"), None)
    if cut is None:
        return
    sheet = theme.sheet(SUPPORTERS, (32, 12, 14, 14, 14), f"{cut.title}配合情况")
    rows = [_support_row(theme, cut, each, sheet.row + 2 + at) for at, each in enumerate(cut.groups)]
    sheet.table((cut.title, "配合（件）", "按期报送", "应报送", "按期率"), rows)
    told = [each.definition for group in cut.groups for each in group.measures.values()][:1]
    sheet.note("一件有几个配合单位的，各计一次，不求合计。", height=18)
    for text in told:
        sheet.note(f"按期率＝{text}。", height=34)


def _support_row(theme: Theme, cut: Cut, group: Group, row: int) -> list[Cell]:
    counted = theme.origins.of(f"{cut.title}：{group.name}", group.numbers, flags=cut.flags)
    cells = [Cell(group.name), Cell(group.count, "count", None, (counted, True))]
    measure = next(iter(group.measures.values()), None)
    if measure is None:
        return [*cells, *(Cell(NONE, "centre") for _ in range(3))]
    origin = theme.origin(measure, counted.title)
    return [
        *cells,
        Cell(measure.numerator, "count", None, (origin, True)),
        Cell(measure.denominator or 0, "count", None, (origin, False)),
        Cell(measure.shown, "rate", rate_formula(f"C{row}", f"D{row}", measure.least), (origin, False)),
    ]


def _cut(theme: Theme, key: str) -> Cut:
    return next(each for each in theme.analysis.cuts if each.key == key)


def _charted(theme: Theme, sheet: Sheet, cut: Cut) -> None:
    names = _shares(theme, sheet, cut, filtered=True)
    if names:
        top = names[:MOST_BARS]
        title = first_of(f"{cut.title}分布（件）", len(top), len(names))
        sheet.chart("bar", title, top, {1: "件数"}, at=(1, 6), size=(_CHART[0], tall(len(top), 1)))


def _shares(theme: Theme, sheet: Sheet, cut: Cut, *, filtered: bool = False) -> range:
    """Write a table of groups with count, share, closed and rate, a sum below it; return the groups' rows.

    With ``filtered`` its rows can be filtered, the sum not among them; a sheet can have one such table.
    """
    safe = countable([each.name for each in cut.groups])
    rows = [_share_row(theme, cut, group, row, safe) for row, group in enumerate(cut.groups, sheet.row + 2)]
    names = sheet.table((cut.title, "件数", "占比", "已办结", "办结率"), rows, filtered=filtered and bool(rows))
    _sum(theme, sheet, cut, names)
    sheet.note(f"{_SHARES}不足{theme.least}件的不计算办结率和占比。", height=18)
    return names


def _share_row(theme: Theme, cut: Cut, group: Group, row: int, safe: frozenset[str]) -> list[Cell]:
    by, closed = criterion(group, cut.key, row, safe), theme.closed(group)
    origin = theme.origins.of(
        f"{cut.title}：{group.name}", closed, group.numbers,
        parts=_PARTS, flags=(*cut.flags, "closed"), trait=(cut.key, group.name),
    )  # fmt: skip
    rate = len(closed) / group.count if group.count >= theme.least else TOO_FEW if group.count else NONE
    whole = (origin, False)
    return [
        Cell(group.name),
        Cell(group.count, "count", by and theme.counter.count(cut.flags, by), whole),
        Cell(share_of(group, cut.groups, theme.least), "rate", None, whole),
        Cell(
            len(closed),
            "count",
            by and theme.counter.count((*cut.flags, "closed"), by),
            (origin, True),
        ),
        Cell(rate, "rate", rate_formula(f"D{row}", f"B{row}", theme.least), whole),
    ]


def _sum(theme: Theme, sheet: Sheet, cut: Cut, names: range) -> None:
    numbers = [number for each in cut.groups for number in each.numbers]
    done = [number for each in cut.groups for number in theme.closed(each)]
    flags = (*cut.flags, "closed")
    origin = theme.origins.of(f"{cut.title}：合计", done, numbers, parts=_PARTS, flags=flags)
    total, closed, row, whole = len(numbers), len(done), sheet.row + 1, (origin, False)
    is_enough, few = total >= theme.least, TOO_FEW if total else NONE
    first, last = names.start + 1, max(names.stop, names.start + 1)

    def of(column: str) -> str | None:
        return f"=SUM({column}{first}:{column}{last})" if names else None

    cells = (
        Cell("合计", "head"),
        Cell(total, "count", of("B"), whole),
        Cell(1.0 if is_enough else few, "rate", of("C") if is_enough else None, whole),
        Cell(closed, "count", of("D"), (origin, True)),
        Cell(closed / total if is_enough else few, "rate", rate_formula(f"D{row}", f"B{row}", theme.least), whole),
    )
    for at, cell in enumerate(cells):
        sheet.put(sheet.row, at, cell)
    sheet.row += 1
