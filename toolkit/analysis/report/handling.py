"""The report's section 办理情况: what was dispatched, kept, answered, and what firms said of it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.analysis.figures.conventions import UNFILLED
from toolkit.analysis.figures.groups import share_told
from toolkit.analysis.figures.measures import evaluated_as
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.report import exhibits as show
from toolkit.analysis.report.outline import ChartData, Section, TableData
from toolkit.analysis.report.phrases import seen_in, table, whenever
from toolkit.mechanism import Mechanism

PROGRESS, FIGURES, OUTCOMES, SAID = "办理进度", "办理情况指标", "办理结果", "评价情况指标"
AGAIN = "重新办理前的企业评价"


def handling(analysis: Analysis, mechanism: Mechanism) -> Section:
    """Return the section."""
    tables = [show.measures_table(FIGURES, analysis, show.HANDLING)]
    charts: list[ChartData] = []
    if analysis.measure("accepted").numerator:
        tables.insert(0, _progress_table(analysis))
    if analysis.measure("closed").numerator:
        least = analysis.conventions.least_ranked
        rows = [
            (each.name, str(each.count), share_told(each, analysis.outcomes, least))
            for each in analysis.outcomes
            if each.count
        ]
        notes = ("以已办结的事项计。", *show.few_note(analysis.measure("closed").numerator, least))
        tables.append(table(OUTCOMES, (mechanism.record.roles["outcome"], "件数", "占比"), rows, *notes))
    if analysis.leads:
        tables.append(show.leads_table(analysis, mechanism))
        charts.append(show.leads_chart(analysis))
    said, said_tables, said_charts = _evaluation(analysis, mechanism)
    again, again_tables = _said_before(analysis, mechanism)
    paragraphs = (*_handled(analysis, mechanism), *said, *again)
    return Section("三、办理情况", paragraphs, (*tables, *said_tables, *again_tables), (*charts, *said_charts))


def _progress_table(analysis: Analysis) -> TableData:
    accepted, dispatched, closed = (analysis.measure(key).numerator for key in ("accepted", "dispatched", "closed"))
    rows = (("受理", accepted), ("已交办", dispatched), ("尚未交办", accepted - dispatched), ("已办结", closed))
    units = sum(each.name != UNFILLED for each in analysis.leads)
    note = f"以{analysis.period.this}受理的计；牵头办理的单位{units}个。"
    return table(PROGRESS, ("环节", "件数"), [(name, str(count)) for name, count in rows], note)


def _handled(analysis: Analysis, mechanism: Mechanism) -> Iterator[str]:
    accepted, dispatched = analysis.measure("accepted"), analysis.measure("dispatched")
    this = analysis.period.this
    if not accepted.numerator:
        yield f"{this}没有新受理的{mechanism.record.title}需要交办。"
    elif dispatched.numerator:
        waiting = accepted.numerator - dispatched.numerator
        rest = f"，尚未交办{waiting}件" if waiting else ""
        units = f"由{sum(each.name != UNFILLED for each in analysis.leads)}个单位牵头办理"
        yield f"{this}受理的{mechanism.record.title}中，已交办{dispatched.text}{rest}，{units}{seen_in(PROGRESS)}"
    else:
        yield f"{this}受理的{accepted.text}均未交办{seen_in(PROGRESS)}"
    figures = [_on_time(analysis), _opinions(analysis), _set_aside(analysis)]
    if happened := whenever(analysis, "closed_now", "redone_now", "handed_back_now"):
        figures.append(f"{happened}。")
    if told := "".join(figures):
        yield told + seen_in(FIGURES)
    if outcomes := [each for each in analysis.outcomes if each.count]:
        listed = "、".join(f"{each.name}{each.count}件" for each in outcomes)
        yield f"已办结的{analysis.measure('closed').text}中，{listed}{seen_in(PROGRESS, OUTCOMES)}"


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
    return f"应报送办理意见{rate.denominator}件，按期报送{rate.numerator}件，按期报送率{rate.text}。"


def _set_aside(analysis: Analysis) -> str:
    counts = [analysis.measure(key) for key in ("redone", "parked")]
    parts = [f"{each.name}{each.text}" for each in counts if each.numerator]
    return f"{'，'.join(parts)}。" if parts else ""


def _evaluation(
    analysis: Analysis, mechanism: Mechanism
) -> tuple[tuple[str, ...], tuple[TableData, ...], tuple[ChartData, ...]]:
    evaluated, rate = analysis.measure("evaluated_rate"), analysis.measure("satisfied_rate")
    happened = whenever(analysis, "evaluated_now")
    if not evaluated.denominator and not rate.denominator and not happened:
        return (f"{analysis.period.this}受理的{mechanism.record.title}尚无办结事项，暂无企业评价。",), (), ()
    sentences = []
    if evaluated.denominator:
        sentences.append(
            f"企业评价方面，已办结{evaluated.denominator}件中，企业已评价{evaluated.numerator}件，"
            f"参评率{evaluated.text}；未评价{len(analysis.unevaluated)}件，不计入满意率。"
        )
    tables = [show.measures_table(SAID, analysis, show.evaluation_keys(analysis), _unevaluated_note(analysis))]
    if rate.denominator:
        listed = "、".join(f"{each.name}{each.count}件" for each in analysis.evaluations if each.count)
        strictly = analysis.measure("strictly_rate")
        is_other = rate.is_enough and strictly.exact != rate.exact
        only = f"（仅计“{analysis.conventions.strictly}”为{strictly.text}）" if is_other else ""
        sentences.append(f"已评价的{rate.denominator}件中，{listed}，满意率{rate.text}{only}。")
        tables.append(show.evaluations_table(analysis))
    if happened:
        sentences.append(f"{happened}{_as_said(analysis)}。")
    charts = (show.evaluations_chart(analysis),) if rate.denominator else ()
    return ("".join(sentences) + seen_in(*(each.title for each in tables)),), tuple(tables), charts


def _said_before(analysis: Analysis, mechanism: Mechanism) -> tuple[tuple[str, ...], tuple[TableData, ...]]:
    """Return what firms said in the period of rounds that began anew since: the figures above tell only the last."""
    if not analysis.again:
        return (), ()
    bad: dict[str, int] = {}
    for each in analysis.again:
        if each.word in analysis.conventions.unsatisfied:
            bad[each.unit] = bad.get(each.unit, 0) + 1
    units = "、".join(f"{unit or UNFILLED}{count}次" for unit, count in bad.items())
    told = (
        f"以上按各事项现在这一轮办理的评价计；{analysis.period.this}企业另有重新办理前作出的评价{_by_word(analysis)}"
        f"{f'，其中差评的承办单位：{units}' if units else ''}{seen_in(AGAIN)}"
    )
    role = mechanism.record.roles
    head = (role["number"], "轮次", role["lead"], "评价日期", role["satisfaction"])
    rows = [(each.number, f"第{each.round}轮", each.unit, show.written(each.day), each.word) for each in analysis.again]
    return (told,), (table(AGAIN, head, rows, "一行一次评价；承办单位是作出评价那一轮的牵头单位。"),)


def _unevaluated_note(analysis: Analysis) -> tuple[str, ...]:
    told = f"{analysis.period.this}受理、已办结未评价{len(analysis.unevaluated)}件。"
    if not analysis.again:
        return (told,)
    return told, f"{analysis.period.this}另有重新办理前作出的评价{_by_word(analysis)}，不在本表，另列。"


def _by_word(analysis: Analysis) -> str:
    """Return how the evaluations of earlier rounds fell out: ``3次（不满意2次、非常不满意1次）``."""
    words = [each.word for each in analysis.again]
    listed = "、".join(f"{word}{words.count(word)}次" for word in analysis.conventions.satisfaction if word in words)
    return f"{len(words)}次（{listed}）"


def _as_said(analysis: Analysis) -> str:
    """Return how the evaluations of the period fell out: ``（满意3件、不满意1件）``."""
    words = zip(evaluated_as(analysis.conventions), analysis.conventions.satisfaction, strict=True)
    counts = [(analysis.find(key), word) for key, word in words]
    listed = "、".join(f"{word}{each.text}" for each, word in counts if each and each.numerator)
    return f"（{listed}）" if listed else ""
