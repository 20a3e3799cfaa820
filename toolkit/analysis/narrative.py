"""The report's sentences, as an office clerk writes them; every number in them is a figure of the analysis.

Order of the sections and ways of saying: reference/word.md 5.5. Nothing is said that no figure says.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.analysis import exhibits as show
from toolkit.analysis.compare import NO_BASE
from toolkit.analysis.conventions import UNFILLED
from toolkit.analysis.groups import Group
from toolkit.analysis.measures import evaluated_as
from toolkit.analysis.outline import ChartData, ChartKind, Narrative, Section, TableData
from toolkit.analysis.result import Analysis
from toolkit.mechanism import Mechanism

__all__ = ["ChartData", "ChartKind", "Narrative", "Section", "TableData", "narrate"]

#: Places of a ranking that a sentence names; more, because of ties, and it names none.
_PLACES, _MOST_NAMED = 3, 5
#: What the names of measures begin and end with that count by the day a thing happened.
_NOW, _WHENEVER = "本季度", "（含以前季度受理）"


def narrate(analysis: Analysis, mechanism: Mechanism) -> Narrative:
    """Return the quarter's report as sections of sentences, tables and charts."""
    sections = (_overall, _problems, _handling, _evaluation, _advice)
    made = (section(analysis, mechanism) for section in sections)
    return Narrative(analysis.period.label, analysis.cutoff, tuple(made))


def _overall(analysis: Analysis, mechanism: Mechanism) -> Section:
    sentences = [_standing(analysis), _accepted(analysis, mechanism)]
    if analysis.measure("accepted").numerator:
        sentences.append(_closed(analysis))
    sentences.append(_stock(analysis))
    doubts = tuple(f"台账需核对：{each}" for each in analysis.notes)
    tables = (show.measures_table("主要指标", analysis, show.HEADLINE, (show.BASES, *doubts)),)
    happened = any(each.count for each in (*analysis.months, *analysis.closings))
    charts = (show.months_chart(analysis),) if happened else ()
    return Section("一、总体情况", ("".join(sentences),), tables, charts)


def _standing(analysis: Analysis) -> str:
    until = f"数据截至{show.written(analysis.cutoff)}24时"
    return f"{until}。" if analysis.whole else f"{until}，本季度尚未结束，暂不与上季度、上年同期比较。"


def _accepted(analysis: Analysis, mechanism: Mechanism) -> str:
    things = f"企业反映的{mechanism.record.title}"
    label = analysis.period.label
    changes = _changes(analysis, "accepted")
    if not analysis.measure("accepted").numerator:
        return f"{label}未受理{things}{_bases(analysis)}。"
    column = mechanism.record.roles["class"]
    classes = "、".join(f"{_called(each, column)}{each.count}件" for each in analysis.classes if each.count)
    return f"{label}共受理{things}{analysis.measure('accepted').text}{changes}；其中{classes}。"


def _bases(analysis: Analysis) -> str:
    """Return what was accepted in the bases, for a quarter in which nothing was: 下降100.0% would say less."""
    changes = analysis.changes["accepted"]
    if all(change.short == NO_BASE for change in changes) or not analysis.whole:
        return _changes(analysis, "accepted")
    told = (NO_BASE if change.short == NO_BASE else change.before.text for change in changes)
    return f"（{'，'.join(f'{change.base}{text}' for change, text in zip(changes, told, strict=True))}）"


def _closed(analysis: Analysis) -> str:
    parts = [
        f"已交办{analysis.measure('dispatched').text}，已办结{analysis.measure('closed').text}，"
        f"办结率{analysis.measure('closed_rate').text}{_changes(analysis, 'closed_rate')}"
    ]
    parts.extend(
        _rate(analysis, key, name) for key, name in (("on_time_rate", "按期办结率"), ("solved_rate", "解决率"))
    )
    rates = [f"参评率{analysis.measure('evaluated_rate').text}"] if analysis.measure("closed").numerator else []
    satisfied = _rate(analysis, "satisfied_rate", "企业满意率")
    return "；".join(part for part in [*parts, "，".join([*rates, satisfied] if satisfied else rates)] if part) + "。"


def _stock(analysis: Analysis) -> str:
    """Return what was in hand when the quarter began and when it ended, "" where nothing was."""
    carried, in_hand = analysis.measure("carried"), analysis.measure("in_hand")
    if not carried.numerator and not in_hand.numerator:
        return ""
    until = in_hand.name if analysis.whole else "截止日在办"
    return f"{carried.name}{carried.text}，{until}{in_hand.text}（已交办未办结，不论何时受理）。"


def _whenever(analysis: Analysis, *keys: str) -> str:
    """Return what happened in the quarter whatever the quarter of receipt: ``含以前季度受理的，本季度办结4件``.

    Counts of no case are left out; "" where nothing happened, or only to what the quarter received, which is told.
    """
    found = [each for key in keys if (each := analysis.find(key)) and each.numerator]
    received = set(analysis.measure("accepted").numbers)
    if all(received.issuperset(each.numbers) for each in found):
        return ""
    told = "、".join(f"{each.name.removeprefix(_NOW).removesuffix(_WHENEVER)}{each.text}" for each in found)
    return f"含以前季度受理的，{_NOW}{told}" if told else ""


def _rate(analysis: Analysis, key: str, name: str) -> str:
    """Return ``按期办结率93.8%，较上季度提高1.6个百分点``, "" where there is no case to reckon it of."""
    measure = analysis.find(key)
    if measure is None or not measure.denominator:
        return ""
    return f"{name}{measure.text}{_changes(analysis, key)}"


def _changes(analysis: Analysis, key: str) -> str:
    """Return ``，较上季度…、较上年同期…``, "" where there is nothing to say.

    That a base quarter has no case is said once, of what was accepted, and not again of every rate.
    """
    words = [
        change.words
        for change, accepted in zip(analysis.changes[key], analysis.changes["accepted"], strict=True)
        if change.words and (key == "accepted" or accepted.short != NO_BASE)
    ]
    if key == "accepted" and all(change.short == NO_BASE for change in analysis.changes[key]):
        return f"（{'、'.join(change.base for change in analysis.changes[key])}均{NO_BASE}）"
    return f"，{'、'.join(words)}" if words else ""


def _problems(analysis: Analysis, mechanism: Mechanism) -> Section:
    role, title = mechanism.record.roles, mechanism.record.title
    heading = f"二、{title}分析"
    if not analysis.measure("accepted").numerator:
        return Section(heading, (f"本季度没有新受理的{title}，无类别和来源分布。",))
    note = ("占比以本季度受理件数为分母，按最大余数法取一位小数，合计100.0%。",)
    paragraphs = (
        f"从{role['category']}看，{_categories(analysis, mechanism)}。",
        f"从来源看，{'；'.join(_part(each, _called(each, role['reporter'])) for each in analysis.sources)}。"
        f"{_leading(analysis.reporters)}",
        f"从受理时间看，{'、'.join(f'{each.name}{each.count}件' for each in analysis.months)}。",
    )
    tables = (
        show.shares_table(f"{role['category']}分布", role["category"], analysis.categories, note),
        show.shares_table(f"{role['reporter']}分布", role["reporter"], analysis.reporters, note),
    )
    return Section(heading, paragraphs, tables, (show.column_chart(f"{role['category']}分布", analysis.categories),))


def _categories(analysis: Analysis, mechanism: Mechanism) -> str:
    """Return the categories that have cases, the largest first: ``B类（生产经营）8件，占80.0%；…``."""
    parts = []
    for group in sorted((each for each in analysis.categories if each.count), key=lambda each: -each.count):
        category = mechanism.category(group.name)
        name = (
            f"{category.code}类（{category.short}）" if category else _called(group, mechanism.record.roles["category"])
        )
        parts.append(_part(group, name))
    return "；".join(parts)


def _called(group: Group, column: str) -> str:
    return f"未填写{column}的" if group.name == UNFILLED else group.name


def _part(group: Group, name: str) -> str:
    return f"{name}{group.count}件，占{group.share:.1f}%"


def _leading(groups: tuple[Group, ...]) -> str:
    """Return who leads, ties included; "" where all are level or too many share the places."""
    groups = tuple(each for each in groups if each.name != UNFILLED)
    top = [each for each in groups if sum(other.count > each.count for other in groups) < _PLACES]
    if len(top) > _MOST_NAMED or len(top) == len(groups):
        return ""
    together = sum(round(each.share * 10) for each in top) / 10
    return f"报送较多的是{'、'.join(f'{each.name}（{each.count}件）' for each in top)}，合计占{together:.1f}%。"


def _handling(analysis: Analysis, mechanism: Mechanism) -> Section:
    paragraphs = [*_progress(analysis, mechanism), _overdue(analysis, mechanism)]
    tables = [show.measures_table("办理情况指标", analysis, show.HANDLING)]
    charts = []
    if analysis.leads:
        tables.append(show.leads_table(analysis, mechanism))
        charts.append(show.leads_chart(analysis))
    if analysis.overdue:
        tables.append(show.overdue_table(analysis, mechanism))
    return Section("三、办理情况", tuple(each for each in paragraphs if each), tuple(tables), tuple(charts))


def _progress(analysis: Analysis, mechanism: Mechanism) -> Iterator[str]:
    accepted, dispatched = analysis.measure("accepted"), analysis.measure("dispatched")
    if not accepted.numerator:
        yield f"本季度没有新受理的{mechanism.record.title}需要交办。"
    elif dispatched.numerator:
        waiting = accepted.numerator - dispatched.numerator
        rest = f"，尚未交办{waiting}件" if waiting else ""
        units = f"由{sum(each.name != UNFILLED for each in analysis.leads)}个单位牵头办理"
        yield f"本季度受理的{mechanism.record.title}中，已交办{dispatched.text}{rest}，{units}。"
    else:
        yield f"本季度受理的{accepted.text}均未交办。"
    yield _on_time(analysis)
    yield _opinions(analysis)
    if outcomes := [each for each in analysis.outcomes if each.count]:
        listed = "、".join(f"{each.name}{each.count}件" for each in outcomes)
        yield f"已办结的{analysis.measure('closed').text}中，{listed}。"
    yield _set_aside(analysis)
    if happened := _whenever(analysis, "closed_now", "redone_now"):
        yield f"{happened}。"


def _on_time(analysis: Analysis) -> str:
    rate = analysis.find("on_time_rate")
    if rate is None or not rate.denominator:
        return ""
    original = analysis.measure("on_time_original_rate")
    moved = f"（按原期限计为{original.text}）" if original.exact != rate.exact and original.is_enough else ""
    return f"应办结{rate.denominator}件，按期办结{rate.numerator}件，按期办结率{rate.text}{moved}。"


def _opinions(analysis: Analysis) -> str:
    rate = analysis.find("opinion_rate")
    if rate is None or not rate.denominator:
        return ""
    return f"应报送办理意见{rate.denominator}件，按时报送{rate.numerator}件，按时报送率{rate.text}。"


def _set_aside(analysis: Analysis) -> str:
    counts = [analysis.measure(key) for key in ("redone", "parked")]
    parts = [f"{each.name}{each.text}" for each in counts if each.numerator]
    return f"{'，'.join(parts)}。" if parts else ""


def _overdue(analysis: Analysis, mechanism: Mechanism) -> str:
    if analysis.find("overdue_all") is None:
        return ""
    if not analysis.overdue:
        return f"截至{show.written(analysis.cutoff)}，没有超期未办结事项。"
    mine = sum(each.accepted_now for each in analysis.overdue)
    earlier = len(analysis.overdue) - mine
    split = f"其中本季度受理{mine}件、以前季度受理{earlier}件" if mine and earlier else ""
    whole = "均为本季度受理" if mine else "均为以前季度受理"
    number = mechanism.record.roles["number"]
    return (
        f"截至{show.written(analysis.cutoff)}，超期未办结事项{len(analysis.overdue)}件，{split or whole}，"
        f"{number}和超期工作日见清单。"
    )


def _evaluation(analysis: Analysis, mechanism: Mechanism) -> Section:
    heading = "四、企业评价"
    evaluated, rate = analysis.measure("evaluated_rate"), analysis.measure("satisfied_rate")
    happened = _whenever(analysis, "closed_now", "evaluated_now")
    if not evaluated.denominator and not rate.denominator and not happened:
        return Section(heading, (f"本季度受理的{mechanism.record.title}尚无办结事项，暂无企业评价。",))
    sentences = []
    if evaluated.denominator:
        sentences.append(
            f"已办结{evaluated.denominator}件中，企业已评价{evaluated.numerator}件，参评率{evaluated.text}；"
            f"未评价{len(analysis.unevaluated)}件，不计入满意率。"
        )
    else:
        sentences.append(f"本季度受理的{mechanism.record.title}尚无办结事项。")
    now = f"{happened}{_as_said(analysis)}。" if happened else ""
    tables = [show.measures_table("评价情况指标", analysis, show.evaluation_keys(analysis))]
    if not rate.denominator:
        return Section(heading, tuple(filter(None, ("".join(sentences), now))), tuple(tables))
    listed = "、".join(f"{each.name}{each.count}件" for each in analysis.evaluations if each.count)
    strictly = analysis.measure("strictly_rate")
    only = (
        f"（仅计“{analysis.conventions.strictly}”为{strictly.text}）"
        if rate.is_enough and strictly.exact != rate.exact
        else ""
    )
    sentences.append(f"已评价的{rate.denominator}件中，{listed}，满意率{rate.text}{only}。")
    tables.append(show.evaluations_table(analysis))
    paragraphs = tuple(filter(None, ("".join(sentences), now)))
    return Section(heading, paragraphs, tuple(tables), (show.evaluations_chart(analysis),))


def _as_said(analysis: Analysis) -> str:
    """Return how the evaluations of the quarter fell out: ``（满意3件、不满意1件）``."""
    words = zip(evaluated_as(analysis.conventions), analysis.conventions.satisfaction, strict=True)
    counts = [(analysis.find(key), word) for key, word in words]
    listed = "、".join(f"{word}{each.text}" for each, word in counts if each and each.numerator)
    if listed:
        return f"（{listed}）"
    return "，暂无企业评价" if analysis.find("evaluated_now") else ""


def _advice(analysis: Analysis, mechanism: Mechanism) -> Section:
    heading = "五、存在问题和下一步建议"
    if not analysis.findings:
        return Section(heading, (f"无。本季度{mechanism.record.title}办理数据中没有按规则应予提示的情形。",))
    many = len(analysis.findings) > 1
    paragraphs = (
        f"{f'{at}.' if many else ''}{each.problem}建议：{each.advice}" for at, each in enumerate(analysis.findings, 1)
    )
    return Section(heading, tuple(paragraphs))
