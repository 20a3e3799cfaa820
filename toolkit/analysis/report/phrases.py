"""What the report's sentences have in common: how a group, a rate or a change is said, and which table is pointed to.

A paragraph ends with the tables in which its figures stand, by their titles in a mark that :func:`point` turns into
``（见表1、表2）`` when all tables are known: a pointer in plain words outlives every later editing in Word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from toolkit.analysis.figures.compare import NO_BASE
from toolkit.analysis.figures.conventions import UNFILLED
from toolkit.analysis.figures.groups import Group
from toolkit.analysis.figures.measures import one_decimal
from toolkit.analysis.figures.result import Analysis
from toolkit.analysis.report.outline import Section, TableData

_OPEN, _CLOSE, _BETWEEN = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"。?{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def seen_in(*titles: str) -> str:
    """Return the mark for "see these tables", to stand at a paragraph's end."""
    return f"{_OPEN}{_BETWEEN.join(titles)}{_CLOSE}"


def point(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with every mark turned into the numbers that the tables have, counted through the report."""
    titles = [table.title for section in sections for table in section.tables]

    def told(found: re.Match[str]) -> str:
        numbers = sorted(titles.index(each) + 1 for each in found[1].split(_BETWEEN) if each in titles)
        return f"（见{'、'.join(f'表{number}' for number in numbers)}）。" if numbers else "。"

    return tuple(
        Section(each.heading, tuple(_MARK.sub(told, text) for text in each.paragraphs), each.tables, each.charts)
        for each in sections
    )


def called(group: Group, column: str) -> str:
    """Return a group's name as a sentence says it."""
    return f"未填写{column}的" if group.name == UNFILLED else group.name


def part(group: Group, name: str, among: Sequence[Group], least: int) -> str:
    """Return ``镇街9件，占90.0%``; of fewer than ``least`` cases in all only how many.

    Equal counts are said with equal shares, though of three thirds the table must round one up.
    """
    total = sum(each.count for each in among)
    if total < least:
        return f"{name}{group.count}件"
    is_level = len({each.share for each in among if each.count == group.count}) == 1
    share = f"{group.share:.1f}" if is_level else one_decimal(Fraction(group.count * 100, total))
    return f"{name}{group.count}件，占{share}%"


def rate(analysis: Analysis, key: str, name: str) -> str:
    """Return ``按期办结率93.8%，较上季度提高1.6个百分点``, "" where there is no case to reckon it of."""
    measure = analysis.find(key)
    if measure is None or not measure.cases:
        return ""
    return f"{name}{measure.text}{changes(analysis, key)}"


def changes(analysis: Analysis, key: str) -> str:
    """Return ``，较上季度…、较上年同期…``, "" where there is nothing to say.

    That a base has no case is said once, of what was accepted, and not again of every rate.
    """
    words = [
        change.words
        for change, accepted in zip(analysis.changes[key], analysis.changes["accepted"], strict=True)
        if change.words and (key == "accepted" or accepted.before.cases)
    ]
    found = analysis.changes[key]
    if key == "accepted" and all(change.short == NO_BASE for change in found):
        return f"（{'、'.join(change.base for change in found)}{'均' if len(found) > 1 else ''}{NO_BASE}）"
    return f"，{'、'.join(words)}" if words else ""


def whenever(analysis: Analysis, *keys: str) -> str:
    """Return what happened in the period whenever received: ``含以前季度受理的，本季度办结4件``.

    Counts of no case are left out; "" where nothing happened, or only to what the period received, which is told.
    """
    this, earlier = analysis.period.this, analysis.period.earlier
    found = [each for key in keys if (each := analysis.find(key)) and each.numerator]
    received = set(analysis.measure("accepted").numbers)
    if all(received.issuperset(each.numbers) for each in found):
        return ""
    told = "、".join(
        f"{each.name.removeprefix(this).removesuffix(f'（含{earlier}受理）')}{each.text}" for each in found
    )
    return f"含{earlier}受理的，{this}{told}" if told else ""


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *notes: str) -> TableData:
    """Return a table of plain texts."""
    return TableData(title, tuple(header), tuple(map(tuple, rows)), notes)
