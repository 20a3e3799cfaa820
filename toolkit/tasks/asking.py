"""What a person is asked about one task of a plan (待核): who answers, by when, how much, what was passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.answering import Piece
from toolkit.tasks.doubts import not_a_unit, strange_labels, unclear, without_a_day
from toolkit.tasks.figures import Figures
from toolkit.tasks.model import Doubt, Figure, Kind, Moment, Timing
from toolkit.tasks.moments import in_disorder, with_told
from toolkit.tasks.plain import plain
from toolkit.tasks.unread import passed_over, unread_phrases

_SHOWN = 48
#: A year in which a figure is counted.
_OF_YEAR = re.compile(r"全年|年内|当年|今年")
_LETTER = re.compile(r"[一-龥]")
#: A title of several years: 2025-2027年, 三年行动.
_SEVERAL_YEARS = re.compile(r"20\d\d年?[-至]20\d\d|[二两三四五十]年(?:行动|计划|规划)")


class Asking:
    """Knows what to ask about the tasks of one document."""

    def __init__(self, words: PlanWords, figures: Figures, title: str) -> None:
        self._words, self._figures = words, figures
        self._several_years = _SEVERAL_YEARS.search(plain(title)) is not None

    def of_task(
        self, at: str, piece: Piece, figures: Sequence[Figure], named: Sequence[Moment], told: Sequence[Moment]
    ) -> Iterator[Doubt]:
        """Yield what a person is asked about a task.

        Args:
            at: its place, as a clerk is told it.
            piece: its words and who answers.
            figures: those its words name.
            named: the times its words name.
            told: the times told beside who answers.
        """
        yield from _of_units(at, piece, self._words)
        yield from not_a_unit(at, piece.units.all, self._words)
        yield from unread_phrases(at, piece.text, self._words)
        yield from unclear(at, figures)
        for before, after in in_disorder(named, told):
            why = f"两个时限对不上：“{before.words}”在前，“{after.words}”却更早"
            yield Doubt(at, piece.text[:_SHOWN], why)
        yield from without_a_day(at, (*named, *told), several_years=self._several_years)
        if piece.units.by and not told:
            yield Doubt(at, piece.units.by, "时限看不懂，没有列出")
        yield from _counted_by(at, figures, named, told)
        yield from passed_over(at, piece.text, self._figures.without(piece.text), (*named, *told), figures)


def by_subject(at: str, piece: Piece) -> Doubt:
    """Return what a person is asked about a task whose units are the subject of its sentence."""
    return Doubt(at, piece.text[:_SHOWN], f"没有另写责任单位，按句子的主语列为{'、'.join(piece.units.all)}，请核对")


def _of_units(at: str, piece: Piece, words: PlanWords) -> Iterator[Doubt]:
    if not _LETTER.search(piece.text):
        yield Doubt(at, piece.text or "（空）", "没有内容，可能拆错了，请对照原文")
    if not piece.units.all:
        why = "这一句在责任单位的后面，没有写明由谁负责" if piece.tail else "没有写明责任单位"
        yield Doubt(at, piece.text[:_SHOWN], why)
    for each in strange_labels(piece.units.said, words):
        yield Doubt(at, each, f"“{each}”不认得，它后面写的没有列出")
    if piece.units.bare:
        yield Doubt(at, piece.units.said, "只列了单位，没有写明谁牵头、谁配合，暂列为负责单位")


def _counted_by(at: str, figures: Sequence[Figure], named: Sequence[Moment], told: Sequence[Moment]) -> Iterator[Doubt]:
    """Yield the targets of a whole year (当年撬动……) in a task that is to be done before the year is over."""
    days = [each.day for each in with_told(named, told) if each.timing is Timing.BY and each.day and not each.is_count]
    due = max(days, default=None)
    for each in figures if due is not None else ():
        said = _OF_YEAR.search(plain(each.clause))
        if said and due and each.kind is Kind.TARGET and (due.month, due.day) != (12, 31):
            why = f"这个数字写的是“{said[0]}”，任务的届满日是{due.month}月{due.day}日，请看按哪一天算"
            yield Doubt(at, each.clause, why)
