"""The roll-up's workbook (汇总分析表): a row a district, totals from the numerators, every figure with its list."""

from __future__ import annotations

from datetime import UTC, datetime, time

from xlsxwriter.utility import xl_col_to_name

from toolkit.analysis.districts.rollup_lists import cases_sheet, lists_sheet
from toolkit.analysis.districts.rollup_result import Compared, Rollup, Spread
from toolkit.analysis.districts.rollup_sources import MISSING, apart_sheet, definitions_sheet, sources_sheet
from toolkit.analysis.districts.rollup_theme import DISTRICT, NONE, TOTAL, RollupTheme
from toolkit.analysis.figures.measures import COUNT, Measure
from toolkit.analysis.report.exhibits import MOST_BARS, written
from toolkit.analysis.sheets.origin import Origins
from toolkit.analysis.sheets.sheet import Book, Cell, Sheet
from toolkit.analysis.sheets.theme import first_of, or_none, rate_formula, tall
from toolkit.mechanism import Mechanism

OVERVIEW, PLACES, FIGURES, SPREADS = "总体情况", "位次", "各项指标", "分类分布"


def write_rollup(rollup: Rollup, mechanism: Mechanism) -> bytes:
    """Return the workbook as xlsx bytes; the same roll-up gives the same bytes.

    Args:
        rollup: the figures.
        mechanism: of the office that makes it.
    """
    book = Book()
    book.file.set_properties(
        {
            "title": f"{rollup.period.label}{rollup.rule.title}",
            "author": mechanism.office_short,
            # Not the clock: nothing in the file may differ from one run to the next.
            "created": datetime.combine(rollup.cutoff, time(), tzinfo=UTC),
        }
    )
    theme = RollupTheme(book, rollup, Origins())
    _overview(theme)
    _places(theme)
    _figures(theme)
    _spreads(theme)
    apart_sheet(theme)
    sources_sheet(theme)
    definitions_sheet(theme)
    cases_sheet(theme)
    lists_sheet(theme)
    return book.close()


def _overview(theme: RollupTheme) -> None:
    """总体情况: the figures asked for first, a row a district."""
    rollup = theme.rollup
    shown = [found for key in rollup.rule.headline if (found := rollup.find(key))]
    share = rollup.find("accepted")
    heads = [DISTRICT, *(head for each in shown for head in _heads(each, with_share=each is share))]
    sheet = theme.sheet(OVERVIEW, (26, *[11.0] * (len(heads) - 1)), rollup.rule.title)
    sheet.pages(1, 1)
    names = "、".join(each.name for each in rollup.districts)
    told = [f"共{len(rollup.districts)}个地区：{names}。数据截至{written(rollup.cutoff)}。"]
    if rollup.missing:
        told.append(f"{MISSING}：{'、'.join(rollup.missing)}，合计不含这些地区。")
    if rollup.left_out:
        told.append(f"收到而没有并入的{len(rollup.left_out)}份，原因见“数据来源”表。")
    told.append("合计由各区的分子、分母分别相加后计算，不是各区百分比的平均。蓝色的数字可以点击，打开所计事项的名单。")
    for line in (*told, *rollup.differences):
        sheet.note(line, height=18 * (1 + len(line) // 75))
    rows = []
    first = sheet.row + 2
    for at, district in enumerate(rollup.districts):
        cells = [Cell(district.name)]
        for each in shown:
            cells.append(theme.value(each.figures[at], district.name))
            if each is share:
                cells.append(Cell(each.shares[at] / 100, "rate"))
        rows.append(cells)
    names_at = sheet.table(heads, rows)
    sheet.line(_total_line(theme, shown, share, first, len(rows)))
    sheet.row += 1
    counts = {heads.index(each.name): each.name for each in shown if each.key in ("accepted", "closed")}
    bars = min(len(names_at), MOST_BARS)
    if counts:
        title = first_of(f"各区{'和'.join(counts.values())}情况（件）", bars, len(names_at))
        sheet.chart("bar", title, names_at[:bars], counts, at=(sheet.row, 0), size=(900, tall(bars, len(counts))))


def _heads(each: Compared, *, with_share: bool) -> tuple[str, ...]:
    return (each.name, f"{each.name}占比") if with_share else (each.name,)


def _total_line(
    theme: RollupTheme, shown: list[Compared], share: Compared | None, first: int, count: int
) -> list[Cell]:
    """Return the row of all districts; counts as sums of the rows above, rates with their lists."""
    cells = [Cell(TOTAL, "head")]
    for each in shown:
        letter = xl_col_to_name(len(cells))
        cell = theme.value(each.total, TOTAL)
        if each.total.unit == COUNT:
            cell = theme.top(each.total, TOTAL, f"=SUM({letter}{first}:{letter}{first + count - 1})")
        cells.append(cell)
        if each is share:
            cells.append(Cell(sum(each.shares) / 100, "rate"))
    return cells


def _places(theme: RollupTheme) -> None:
    """位次: the measures by which districts are ranked, value and place."""
    rollup = theme.rollup
    shown = [found for key in rollup.rule.ranked if (found := rollup.find(key))]
    if not shown:
        return
    heads = [DISTRICT, *(head for each in shown for head in (each.name, "位次"))]
    sheet = theme.sheet(PLACES, (26, *(12.0, 8.0) * len(shown)), "各区位次")
    sheet.note(
        f"按数值由高到低排列，并列的同位次，其后的位次跳过；分母不足{rollup.least}件的为样本不足，不排位。"
        f"排位的指标在机制的 report.toml 里定（{rollup.rule.source}）。",
        height=34,
    )
    rows = [
        [
            Cell(district.name),
            *(
                cell
                for each in shown
                for cell in (theme.value(each.figures[at], district.name), Cell(or_none(each.ranks[at]), "centre"))
            ),
        ]
        for at, district in enumerate(rollup.districts)
    ]
    sheet.table(heads, rows, filtered=True)
    sheet.line(
        [
            Cell(TOTAL, "head"),
            *(cell for each in shown for cell in (theme.value(each.total, TOTAL), Cell(NONE, "centre"))),
        ]
    )


def _figures(theme: RollupTheme) -> None:
    """各项指标: every compared measure with numerator and denominator, the districts one below the other."""
    rollup = theme.rollup
    sheet = theme.sheet(FIGURES, (34, 26, 12, 12, 14, 10, 8), "各项指标")
    sheet.note("每个指标各区一行，末行合计。用时的分子是工作日数之和。占比按件数计，合计100.0%。", height=18)
    rows = list[list[Cell]]()
    for each in rollup.compared:
        first = sheet.row + 2 + len(rows)
        for at, (district, measure) in enumerate(zip(rollup.districts, each.figures, strict=True)):
            rows.append(
                [
                    Cell(each.name), Cell(district.name), *_parts(theme, measure, district.name, first + at),
                    Cell(each.shares[at] / 100, "rate") if each.shares else Cell(NONE, "centre"),
                    Cell(or_none(each.ranks[at]) if each.ranks else NONE, "centre"),
                ]
            )  # fmt: skip
        rows.append(_total_row(theme, each, first))
    sheet.table(("指标", DISTRICT, "分子", "分母", "数值", "占比", "位次"), rows, freeze=2)


def _parts(theme: RollupTheme, measure: Measure, of: str, row: int) -> list[Cell]:
    """Return numerator, denominator and value of a measure, the value of a rate as a formula of the two."""
    value = theme.value(measure, of)
    if measure.denominator is not None:
        formula = rate_formula(f"C{row}", f"D{row}", measure.least)
        value = Cell(value.value, value.kind, formula, value.origin)
    return [theme.top(measure, of), theme.bottom(measure, of), value]


def _total_row(theme: RollupTheme, each: Compared, first: int) -> list[Cell]:
    total, last = each.total, first + len(each.figures) - 1
    row = last + 1
    value = theme.value(total, TOTAL)
    if total.denominator is not None:
        value = Cell(value.value, value.kind, rate_formula(f"C{row}", f"D{row}", total.least), value.origin)
    elif total.unit == COUNT:
        value = theme.top(total, TOTAL, f"=C{row}")
    return [
        Cell(each.name),
        Cell(TOTAL, "head"),
        theme.top(total, TOTAL, f"=SUM(C{first}:C{last})"),
        theme.bottom(total, TOTAL, f"=SUM(D{first}:D{last})"),
        value,
        Cell(sum(each.shares) / 100, "rate") if each.shares else Cell(NONE, "centre"),
        Cell(NONE, "centre"),
    ]


def _spreads(theme: RollupTheme) -> None:
    """分类分布: the accepted cases by class and by category, districts with the same words in one table."""
    widest = max(len(each.words) for each in theme.rollup.spreads)
    sheet = theme.sheet(SPREADS, (26, *[14.0] * (widest + 1)), "受理事项分类分布")
    sheet.note("各区受理的件数；类别的叫法不同的地区分开列表，不相加。", height=18)
    for each in theme.rollup.spreads:
        sheet.row += 1
        _spread(theme, sheet, each)


def _spread(theme: RollupTheme, sheet: Sheet, spread: Spread) -> None:
    def cell(of: str, word: str, numbers: tuple[str, ...], formula: str | None = None) -> Cell:
        origin = theme.origins.of(f"{of}　受理：{word}" if word else f"{of}　受理", numbers)
        return Cell(len(numbers), "count", formula, (origin, True))

    sheet.put(sheet.row, 0, Cell(f"按{spread.title}（件）", "label"))
    sheet.row += 1
    first, last = sheet.row + 2, sheet.row + 1 + len(spread.districts)
    end = xl_col_to_name(len(spread.words))
    rows = []
    for row, (name, numbers) in enumerate(zip(spread.districts, spread.numbers, strict=True), first):
        every = tuple(number for each in numbers for number in each)
        counts = [cell(name, word, each) for word, each in zip(spread.words, numbers, strict=True)]
        rows.append([Cell(name), *counts, cell(name, "", every, f"=SUM(B{row}:{end}{row})")])
    sheet.table((DISTRICT, *spread.words, TOTAL), rows)
    columns = [tuple(number for row in spread.numbers for number in row[at]) for at in range(len(spread.words))]
    of = TOTAL if len(spread.districts) == len(theme.rollup.districts) else "、".join(spread.districts)
    sums = [
        cell(of, word, each, f"=SUM({xl_col_to_name(at)}{first}:{xl_col_to_name(at)}{last})")
        for at, (word, each) in enumerate(zip(spread.words, columns, strict=True), 1)
    ]
    every = tuple(number for each in columns for number in each)
    total = xl_col_to_name(len(spread.words) + 1)
    sheet.line([Cell(TOTAL, "head"), *sums, cell(of, "", every, f"=SUM({total}{first}:{total}{last})")])
