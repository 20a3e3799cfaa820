"""The roll-up's report: sentences, tables and charts from the figures; each paragraph names the tables it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.analysis.districts.rollup_result import Compared, Rollup, Spread, is_worded_otherwise
from toolkit.analysis.districts.rollup_sources import MISSING, TAKEN
from toolkit.analysis.districts.rollup_theme import DISTRICT, NONE, TOTAL
from toolkit.analysis.figures.conventions import TOO_FEW, UNFILLED
from toolkit.analysis.figures.groups import shares
from toolkit.analysis.figures.measures import COUNT, WORKDAYS, Measure
from toolkit.analysis.report.exhibits import MOST_PRINTED_BARS, written
from toolkit.analysis.report.outline import ChartData, Narrative, Section, TableData
from toolkit.analysis.report.phrases import point, seen_in, table
from toolkit.mechanism import Mechanism

PLACES, SOURCES, APART = "各区位次", "数据来源", "不作对比的指标"
#: So many districts that share a place are named in a sentence; of more it says how many they are.
_NAMED = 3
#: The counts and the rates that stand in one table each: more columns do not fit on a page.
_COUNTS, _RATES, _PARTS = "各区件数", "各区比率和平均用时", "各区比率和平均用时的分子、分母"
_SUMS = "合计由各区分子、分母分别相加后计算，不是各区百分比的平均；平均用时的分子为工作日数之和。"


def narrate_rollup(rollup: Rollup) -> Narrative:
    """Return the roll-up's report as sections of sentences, tables and charts."""
    sections = (_overall(rollup), _places(rollup), _spread(rollup), _sources(rollup))
    numbered = [each for each in sections if each.paragraphs]
    return Narrative(rollup.period.label, rollup.cutoff, point(numbered))


def introduction(rollup: Rollup, mechanism: Mechanism) -> str:
    """Return the report's first paragraph."""
    names = "、".join(each.name for each in rollup.districts)
    return (
        f"{mechanism.office_short}对{names}{rollup.period.label}企业问题办理情况进行了汇总分析。"
        f"现将有关情况报告如下（数据截至{written(rollup.cutoff)}）。"
    )


def _overall(rollup: Rollup) -> Section:
    counts = [each for each in _shown(rollup, rollup.rule.headline) if each.total.unit == COUNT]
    rates = _rates(rollup)
    told = "，".join(f"{each.name}{each.total.text}" for each in counts)
    whole = f"{rollup.period.label}{len(rollup.districts)}个地区共{told}。" if told else ""
    reckoned = [each for each in rates if each.total.exact is not None]
    parts = [f"{each.name}{each.total.text}" for each in reckoned if each.total.is_enough]
    few = [each.name for each in reckoned if not each.total.is_enough]
    rated = f"合计{'，'.join(parts)}。" if parts else ""
    lacking = f"{'、'.join(few)}{TOO_FEW}，不作计算。" if few else ""
    paragraphs = [f"{whole}{rated}{lacking}{_largest(rollup)}" + seen_in(_COUNTS, _RATES)]
    if rollup.missing:
        paragraphs.append(f"{'、'.join(rollup.missing)}{MISSING}，上述合计不含{_these(rollup.missing)}。")
    tables = [
        _with_shares(
            _table(_COUNTS, rollup, counts, lambda each: str(each.numerator), _definitions(rollup, counts)), rollup
        ),
        _table(_RATES, rollup, rates, lambda each: each.text.removesuffix(WORKDAYS), _definitions(rollup, rates)),
        _table(_PARTS, rollup, rates, _parts, (_SUMS,)),
    ]
    return Section("总体情况", tuple(paragraphs), tuple(each for each in tables if each.rows), tuple(_chart(rollup)))


def _these(names: Sequence[str]) -> str:
    return "该地区" if len(names) == 1 else "这些地区"


def _shown(rollup: Rollup, keys: Sequence[str]) -> list[Compared]:
    return [found for key in keys if (found := rollup.find(key))]


def _rates(rollup: Rollup) -> list[Compared]:
    """Return what the report shows of rates and averages: those shown first, and those that rank."""
    keys = dict.fromkeys((*rollup.rule.headline, *rollup.rule.ranked))
    return [each for each in _shown(rollup, tuple(keys)) if each.total.unit != COUNT]


def _largest(rollup: Rollup) -> str:
    """Return which district received most, "" where all are level or several share the place."""
    accepted = rollup.find("accepted")
    if accepted is None or len(accepted.figures) == 1 or not accepted.total.numerator:
        return ""
    most = max(each.numerator for each in accepted.figures)
    top = [at for at, each in enumerate(accepted.figures) if each.numerator == most]
    if len(top) > 1:
        return ""
    name = rollup.districts[top[0]].name
    return f"{accepted.name}最多的是{name}，{most}件，占{accepted.shares[top[0]]:.1f}%。"


def _table(
    title: str, rollup: Rollup, shown: Sequence[Compared], text: Callable[[Measure], str], notes: Sequence[str]
) -> TableData:
    """Return measures, a row a district and the total last; no rows where there are no measures."""
    rows = [
        (district.name, *(text(each.figures[at]) for each in shown)) for at, district in enumerate(rollup.districts)
    ]
    rows.append((TOTAL, *(text(each.total) for each in shown)))
    return table(title, (DISTRICT, *(each.name for each in shown)), rows if shown else (), *notes)


def _with_shares(counts: TableData, rollup: Rollup) -> TableData:
    """Return the table of counts with each district's share of what was accepted beside its name."""
    accepted = rollup.find("accepted")
    if accepted is None or accepted.name not in counts.header:
        return counts
    shown = [f"{share:.1f}%" for share in (*accepted.shares, sum(accepted.shares))]
    rows = [(*row, share) for row, share in zip(counts.rows, shown, strict=True)]
    return table(counts.title, (*counts.header, f"{accepted.name}占比"), rows, *counts.notes)


def _parts(measure: Measure) -> str:
    return f"{measure.numerator}÷{measure.denominator}" if measure.denominator else NONE


def _definitions(rollup: Rollup, shown: Sequence[Compared]) -> list[str]:
    """Return how measures are counted; where districts word it otherwise, in the first one's words."""
    first = rollup.districts[0].name
    return [
        f"{each.name}＝{each.total.definition}{f'（{first}的表述）' if is_worded_otherwise(each) else ''}。"
        for each in shown
    ]


def _chart(rollup: Rollup) -> Iterator[ChartData]:
    shown = _shown(rollup, ("accepted", "closed"))
    if not shown or len(rollup.districts) > MOST_PRINTED_BARS:
        return  # the table has them all; a chart of some of them would mislead
    names = tuple(each.name for each in rollup.districts)
    series = tuple((each.name, tuple(float(one.numerator) for one in each.figures)) for each in shown)
    yield ChartData("bar", f"各区{'和'.join(each.name for each in shown)}情况", names, series, COUNT)


def _places(rollup: Rollup) -> Section:
    found = _shown(rollup, rollup.rule.ranked)
    ranked = [each for each in found if sum(place is not None for place in each.ranks) > 1]
    if not ranked:
        return Section("位次", ())
    rows = [(district.name, *(_place(each, at) for each in ranked)) for at, district in enumerate(rollup.districts)]
    note = f"按数值由高到低，并列的同位次；分母不足{rollup.least}件的不排位（{TOO_FEW}）。"
    told = "".join(_leading(rollup, each) for each in ranked)
    heads = (DISTRICT, *(each.name for each in ranked))
    return Section("位次", (told + seen_in(_RATES, PLACES),), (table(PLACES, heads, rows, note),))


def _place(each: Compared, at: int) -> str:
    place = each.ranks[at]
    return each.figures[at].text if place is None else str(place)


def _leading(rollup: Rollup, each: Compared) -> str:
    """Return who stands first and who last by a measure, or that all are level."""
    placed = [(place, at) for at, place in enumerate(each.ranks) if place is not None]
    first, last = min(placed)[0], max(placed)[0]
    if first == last:
        return f"{each.name}排位的各区相同，为{each.figures[placed[0][1]].text}。"

    def named(place: int) -> str:
        here = [at for one, at in placed if one == place]
        names = "、".join(rollup.districts[at].name for at in here)
        who = names if len(here) <= _NAMED else f"{len(here)}个地区并列"
        return f"{who}（{each.figures[here[0]].text}）"

    return f"{each.name}最高的是{named(first)}，最低的是{named(last)}。"


def _spread(rollup: Rollup) -> Section:
    told = [each for each in rollup.spreads if any(number for row in each.numbers for number in row)]
    if not told:
        return Section("分类分布", ())
    tables = [_spread_table(each, _spread_title(rollup, each)) for each in told]
    sentences = "".join(_most(rollup, each) for each in told)
    return Section("分类分布", (sentences + seen_in(*(each.title for each in tables)),), tuple(tables))


def _spread_title(rollup: Rollup, spread: Spread) -> str:
    of = "各区" if len(spread.districts) == len(rollup.districts) else "、".join(spread.districts)
    return f"{of}受理事项按{spread.title}分布"


def _spread_table(spread: Spread, title: str) -> TableData:
    counts = [[len(numbers) for numbers in row] for row in spread.numbers]
    rows = [
        (name, *(str(count) for count in row), str(sum(row)))
        for name, row in zip(spread.districts, counts, strict=True)
    ]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    rows.append((TOTAL, *(str(each) for each in sums), str(sum(sums))))
    rows.append(("占比", *(f"{each:.1f}%" for each in shares(sums)), "100.0%"))
    return table(title, (DISTRICT, *spread.words, TOTAL), rows, "以受理的件数计。")


def _most(rollup: Rollup, spread: Spread) -> str:
    """Return how the accepted cases fall on the words, the largest first, with shares that add up."""
    counts = [sum(len(row[at]) for row in spread.numbers) for at in range(len(spread.words))]
    if not sum(counts):
        return ""
    parts = zip(spread.words, counts, shares(counts), strict=True)
    listed = sorted((each for each in parts if each[1]), key=lambda each: -each[1])
    of = "" if len(spread.districts) == len(rollup.districts) else "、".join(spread.districts)
    told = "；".join(f"{_called(word, spread)}{count}件，占{share:.1f}%" for word, count, share in listed)
    return f"{of}从{spread.title}看，{told}。"


def _called(word: str, spread: Spread) -> str:
    return f"未填写{spread.title}的" if word == UNFILLED else word


def _sources(rollup: Rollup) -> Section:
    sentences = [f"本报告并入{len(rollup.districts)}个地区的数据"]
    if rollup.left_out:
        sentences.append(f"；另有{len(rollup.left_out)}份没有并入，原因逐份列明")
    sentences.append(f"{seen_in(SOURCES)}{''.join(rollup.differences)}")
    rows = [
        (each.name, each.source, written(each.package.cutoff), str(len(each.package.rows)), TAKEN)
        for each in rollup.districts
    ]
    rows += [(NONE, each.file, NONE, NONE, f"没有并入：{each.why}") for each in rollup.left_out]
    rows += [(name, NONE, NONE, NONE, MISSING) for name in rollup.missing]
    tables = [
        table(SOURCES, (DISTRICT, "来源", "数据截至", "件数", "情况"), rows, "件数为计入本时段任一指标的事项数。")
    ]
    if rollup.apart:
        tables.append(_apart(rollup))
        sentences.append(f"不作对比的指标另列{seen_in(APART)}")
    return Section("数据来源和口径", ("".join(sentences),), tuple(tables))


def _apart(rollup: Rollup) -> TableData:
    rows = [
        (figure.name, name, figure.text, each.why) for each in rollup.apart for name, figure in each.figures.items()
    ]
    return table(APART, ("指标", DISTRICT, "数值", "原因"), rows)
