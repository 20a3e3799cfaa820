"""The report's sentences, as an office clerk writes them; every number in them stands in a table they point to.

Order of the sections and ways of saying: reference/word.md 5.5. Nothing is said that no figure says.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.analysis.figures.compare import NO_BASE
from toolkit.analysis.figures.conventions import OTHERS, TOO_FEW, UNFILLED
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.report import exhibits as show
from toolkit.analysis.report.advice import advice, shortcomings
from toolkit.analysis.report.corrections import CORRECTIONS, correction_lines, correction_section
from toolkit.analysis.report.firm_names import FirmNames
from toolkit.analysis.report.handling import handling
from toolkit.analysis.report.outline import ChartData, ChartKind, Narrative, Section, TableData
from toolkit.analysis.report.phrases import called, changes, part, point, rate, seen_in, table
from toolkit.analysis.report.typical import typical_section
from toolkit.analysis.report.unfinished import unfinished
from toolkit.mechanism import Mechanism

__all__ = ["ChartData", "ChartKind", "Narrative", "Section", "TableData", "narrate"]

#: Places of a ranking that a sentence names; more, because of ties, and it names none.
_PLACES, _MOST_NAMED = 3, 5
#: The rates of the first paragraph, 参评率 beside 满意率.
_RATES = (
    ("on_time_rate", "按期办结率"), ("solved_rate", "解决率"), ("mean_workdays", "平均用时"),
    ("evaluated_rate", "参评率"), ("satisfied_rate", "企业满意率"),
)  # fmt: skip
MAIN, PROGRESS = "主要指标", "受理和办结情况"


def narrate(
    analysis: Analysis,
    mechanism: Mechanism,
    firms: FirmNames | None = None,
    *,
    common: Section | None = None,
    replies: Section | None = None,
    ratings: Section | None = None,
    meetings: Section | None = None,
) -> Narrative:
    """Return the period's report as sections of sentences, tables and charts.

    Args:
        analysis: the figures.
        mechanism: whose words.
        firms: how firms are named; by default in full.
        common: a section on common problems, which follows the problems.
        replies: a section on replies worth a look, which follows what was handled.
        ratings: a section on firms' ratings of the units, which stands before the shortcomings.
        meetings: a section on the period's meetings, which stands before what was handled.
    """
    names = firms or FirmNames()
    sections = (
        _overall(analysis, mechanism),
        _problems(analysis, mechanism, names),
        *([common] if common else ()),
        *([meetings] if meetings else ()),
        handling(analysis, mechanism),
        *([replies] if replies else ()),
        unfinished(analysis, mechanism, names),
        typical_section(analysis, mechanism, names),
        *([ratings] if ratings else ()),
        shortcomings(analysis, mechanism),
        advice(analysis),
        *correction_section(analysis.restatements),
    )
    return Narrative(analysis.period.label, analysis.cutoff, point(sections))


def _overall(analysis: Analysis, mechanism: Mechanism) -> Section:
    sentences = [_standing(analysis), before_all(analysis), _accepted(analysis, mechanism)]
    if analysis.measure("accepted").numerator:
        sentences.append(_closed(analysis))
    sentences.append(_stock(analysis))
    class_title = f"{mechanism.record.roles['class']}分布"
    paragraphs = ["".join(sentences) + seen_in(MAIN, class_title)]
    doubts = tuple(f"台账需核对：{each}" for each in analysis.notes)
    tables = [show.measures_table(MAIN, analysis, show.HEADLINE, (show.bases_note(analysis), *doubts))]
    happened = any(each.count for each in (*analysis.months, *analysis.closings))
    if happened:
        tables.append(_months(analysis))
    if lines := correction_lines(analysis.restatements):
        paragraphs.append("".join(lines) + seen_in(CORRECTIONS))
    return Section("一、总体情况", tuple(paragraphs), tuple(tables), (show.months_chart(analysis),) if happened else ())


def before_all(analysis: Analysis) -> str:
    """Return that the register begins only after the period, "" where it does not."""
    if analysis.begins is None or not analysis.is_before_all:
        return ""
    return f"台账从{show.written(analysis.begins)}开始有数据，{analysis.period.label}在此之前。"


def _months(analysis: Analysis) -> TableData:
    rows = [
        (part_.name, str(accepted.count), str(closed.count))
        for part_, accepted, closed in zip(analysis.parts, analysis.months, analysis.closings, strict=True)
    ]
    note = f"办结含{analysis.period.earlier}受理的。"
    return table(f"{analysis.period.parts_by}{PROGRESS}", ("时间", "受理", "办结"), rows, note)


def _standing(analysis: Analysis) -> str:
    until = f"数据截至{show.written(analysis.cutoff)}24时"
    if analysis.whole:
        return f"{until}。"
    bases = "、".join(base.word for base in analysis.period.bases)
    return f"{until}，{analysis.period.this}尚未结束，暂不与{bases}比较。"


def _accepted(analysis: Analysis, mechanism: Mechanism) -> str:
    things = f"企业反映的{mechanism.record.title}"
    label = analysis.period.label
    if not analysis.measure("accepted").numerator:
        return f"{label}未受理{things}{_bases(analysis)}。"
    column = mechanism.record.roles["class"]
    classes = "、".join(f"{called(each, column)}{each.count}件" for each in analysis.classes if each.count)
    told = f"{analysis.measure('accepted').text}{changes(analysis, 'accepted')}"
    return f"{label}共受理{things}{told}；其中{classes}。"


def _bases(analysis: Analysis) -> str:
    """Return what was accepted in the bases, for a period in which nothing was: 下降100.0% would say less."""
    found = analysis.changes["accepted"]
    if all(change.short == NO_BASE for change in found) or not analysis.whole:
        return changes(analysis, "accepted")
    told = (NO_BASE if change.short == NO_BASE else change.before.text for change in found)
    return f"（{'，'.join(f'{change.base}{text}' for change, text in zip(found, told, strict=True))}）"


def _closed(analysis: Analysis) -> str:
    parts = [
        f"已交办{analysis.measure('dispatched').text}，已办结{analysis.measure('closed').text}，"
        f"办结率{analysis.measure('closed_rate').text}{changes(analysis, 'closed_rate')}"
    ]
    found = [(each, name) for key, name in _RATES if (each := analysis.find(key)) and each.cases]
    parts.extend(rate(analysis, each.key, name) for each, name in found if each.is_enough)
    if few := "、".join(name for each, name in found if not each.is_enough):
        parts.append(f"{few}{TOO_FEW}，不作计算")
    return "；".join(parts) + "。"


def _stock(analysis: Analysis) -> str:
    """Return what was in hand when the period began and when it ended, "" where nothing was."""
    carried, in_hand = analysis.measure("carried"), analysis.measure("in_hand")
    if not carried.numerator and not in_hand.numerator:
        return ""
    until = in_hand.name if analysis.whole else "截止日在办"
    return f"{carried.name}{carried.text}，{until}{in_hand.text}（已交办未办结，不论何时受理）。"


def _problems(analysis: Analysis, mechanism: Mechanism, firms: FirmNames) -> Section:
    role, title, this = mechanism.record.roles, mechanism.record.title, analysis.period.this
    heading = f"二、{title}分析"
    if not analysis.measure("accepted").numerator:
        return Section(heading, (f"{this}没有新受理的{title}，无类别和来源分布。",))
    least, accepted = analysis.conventions.least_ranked, analysis.measure("accepted").numerator
    note = (f"占比以{this}受理件数为分母，按最大余数法取一位小数，合计100.0%。",) if accepted >= least else ()
    cuts = {each.key: each for each in analysis.cuts if each.key in _TABLES}
    units = [each.name for each in mechanism.units]
    reporters = firms.among(analysis.reporters, analysis.detail["firm"].tolist(), units)
    cuts["reporter"] = replace(cuts["reporter"], groups=reporters)
    titles = {key: f"{each.title}分布" for key, each in cuts.items()}
    months = "、".join(f"{each.name}{each.count}件" for each in analysis.months)
    # Where no channel is noted the kind of the reporting unit stands for it.
    way = role.get("channel", role["reporter"])
    sources = [part(each, called(each, way), analysis.sources, least) for each in analysis.sources]
    paragraphs = [
        f"从{role['category']}看，{_categories(analysis, mechanism)}{seen_in(titles['category'])}",
        f"从{cuts['source'].title}看，"
        f"{'；'.join(sources)}。"
        f"{_leading(reporters)}{seen_in(titles['source'], titles['reporter'])}",
    ]
    towns = tuple(each for each in cuts["town"].groups if each.name != OTHERS) if "town" in cuts else ()
    if leading := _leading(towns):
        paragraphs.append(f"从{cuts['town'].title}看，{leading}{seen_in(titles['town'])}")
    paragraphs.append(f"从受理时间看，{months}{seen_in(f'{analysis.period.parts_by}{PROGRESS}')}")
    tables = [show.shares_table(titles[key], each.title, each.groups, note, least) for key, each in cuts.items()]
    chart = show.column_chart(titles["category"], analysis.categories)
    return Section(heading, tuple(paragraphs), tuple(tables), (chart,))


#: The cuts that the section shows as tables.
_TABLES = ("class", "category", "source", "reporter", "town", "industry")


def _categories(analysis: Analysis, mechanism: Mechanism) -> str:
    """Return the categories that have cases, the largest first: ``B类（生产经营）8件，占80.0%；…``."""
    parts = []
    for group in sorted((each for each in analysis.categories if each.count), key=lambda each: -each.count):
        category = mechanism.category(group.name)
        column = mechanism.record.roles["category"]
        name = f"{category.code}类（{category.short}）" if category else called(group, column)
        parts.append(part(group, name, analysis.categories, analysis.conventions.least_ranked))
    return "；".join(parts)


def _leading(groups: tuple[Group, ...]) -> str:
    """Return who leads, ties included; "" where all are level or too many share the places."""
    groups = tuple(each for each in groups if each.name != UNFILLED)
    groups = tuple(sorted(groups, key=lambda each: -each.count))
    top = [each for each in groups if each.count and sum(other.count > each.count for other in groups) < _PLACES]
    if not top or len(top) > _MOST_NAMED or len(top) == len(groups):
        return ""
    return f"较多的是{'、'.join(f'{each.name}（{each.count}件）' for each in top)}。"
