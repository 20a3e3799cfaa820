"""The measures as formulas over the sheet 明细, so that whoever clicks on a figure sees how it is counted.

Each formula is written together with the value the analysis reckoned; the tests have a second program recalculate.
Only COUNTIFS, IF and plus signs: they mean the same in Excel, WPS and LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from toolkit.analysis.figures.case_cells import YES, Scope
from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.measures import Spec
from toolkit.analysis.figures.table import CLOSING, MISDATED, OPINION, Verdicts

DETAIL = "明细"
#: Defined names of the workbook.
FIRST_DAY, CUTOFF = "期间首日", "截止日"

#: A column of 明细 by meaning, and what COUNTIFS asks of it.
Criterion = tuple[str, str]
# What COUNTIFS would not take as the plain text it is.
_NOT_PLAIN = re.compile(r"^[<>=]|[*?~\"]|^[\d.,:/%+\-\s]*$")
_LONGEST = 200
# How a person says what a criterion asks; the longer signs first.
_SIGNS = {
    '">="&': "“{}”不早于{}", '"<="&': "“{}”不晚于{}", '"<"&': "“{}”早于{}", '">0"': "“{}”不为空", '">=0"': "“{}”不为空",
    '"="': "“{}”为空",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the columns of 明细 lie.

    Attributes:
        letters: meaning → column letter; only columns that this register has.
        first, last: the rows of the cases, counted from 1; one empty row where there is no case.
        scope: the words of the column 范围.
    """

    letters: Mapping[str, str]
    first: int
    last: int
    scope: Scope

    def of(self, meaning: str) -> str:
        """Return a column's cells as a formula names them."""
        letter = self.letters[meaning]
        return f"{DETAIL}!${letter}${self.first}:${letter}${self.last}"

    def cell(self, meaning: str, row: int) -> str:
        """Return the cell of a row, for a formula on the same sheet."""
        return f"${self.letters[meaning]}{row}"


class Counter:
    """Writes the COUNTIFS of measures and groups."""

    def __init__(self, ranges: Ranges, conventions: Conventions) -> None:
        self._ranges = ranges
        self._flags = _flags(conventions, ranges.scope.this)

    def columns(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the columns, by meaning, on which these flags rest, each once."""
        criteria = (each for name in names for alternative in self._flags.get(name, ()) for each in alternative)
        return tuple(dict.fromkeys(column for column, _ in criteria))

    def told(self, names: Sequence[str], headers: Mapping[str, str]) -> str:
        """Return how these flags are filtered for by hand: ``“范围”为“本季度受理”；“办结日期”不为空``."""
        flags = (self._flags.get(name, ()) for name in names)
        return "；".join(
            "，或者".join(
                "、".join(_in_words(headers.get(column, column), asked) for column, asked in alternative)
                for alternative in flag
            )
            for flag in flags
            if flag
        )

    def total(self, column: str, names: Sequence[str]) -> str | None:
        """Return the formula that adds up a column of numbers over the cases with all these flags."""
        counted = self.count(names)
        if counted is None or column not in self._ranges.letters:
            return None
        return counted.replace("COUNTIFS(", f"SUMIFS({self._ranges.of(column)},")

    def count(self, names: Sequence[str], *extra: Criterion) -> str | None:
        """Return the formula that counts the cases with all these flags and criteria, None where none can."""
        if any(name not in self._flags for name in names):
            return None
        choices = [self._flags[name] for name in names] + [[[each]] for each in extra]
        sums = []
        for choice in product(*choices):
            criteria = [criterion for alternative in choice for criterion in alternative]
            if any(column not in self._ranges.letters for column, _ in criteria):
                return None
            sums.append(f"COUNTIFS({','.join(f'{self._ranges.of(column)},{asked}' for column, asked in criteria)})")
        return "=" + "+".join(sums) if sums else None

    def top(self, spec: Spec) -> str | None:
        """Return the formula of a measure's numerator."""
        return self.count(spec.top)

    def bottom(self, spec: Spec) -> str | None:
        """Return the formula of a measure's denominator, None for a plain count."""
        return None if spec.bottom is None else self.count(spec.bottom)


def _in_words(header: str, asked: str) -> str:
    for sign, words in _SIGNS.items():
        if asked.startswith(sign):
            return words.format(header, asked.removeprefix(sign).strip('"'))
    return f"“{header}”为“{asked.strip(chr(34))}”"


def _flags(conventions: Conventions, this: str) -> Mapping[str, list[list[Criterion]]]:
    """Return for each flag its alternatives (no case meets two), each a list of criteria that hold together."""
    filled, empty = '">0"', '"="'
    closing = _verdicts("closing", CLOSING, "")
    handed_back = ("handed_back", filled)
    return {
        "accepted": [[("scope", _word(this))]],
        # The day of receipt first: LibreOffice passes over last rows that are empty in the column it asks first.
        "open": [[("received", filled), ("closed", empty)]],
        "sent": [[("dispatched", filled)], [("dispatched", empty), handed_back]],
        "handed_back": [[handed_back]],
        "closed_once": [[("closed", filled)], [("closed", empty), ("redone", _word(YES))]],
        "timed": [[("workdays", '">=0"')]],
        "dispatched": [[("dispatched", filled)]],
        "closed": [[("closed", filled)]],
        "carried": [[("carried", _word(YES))]],
        "in_hand": [[("dispatched", filled), ("closed", empty)]],
        "closed_now": [_in_quarter("closed")],
        "redone_now": [[("redone_now", _word(YES))]],
        "handed_back_now": [_in_quarter("handed_back")],
        "evaluated_now": [_in_quarter("evaluated")],
        **{f"said_{at}": _any("satisfaction", [word]) for at, word in enumerate(conventions.satisfaction)},
        **closing,
        **_verdicts("closing_original", CLOSING, "_original"),
        **{f"opinion_{name}": asked for name, asked in _verdicts("opinion", OPINION, "").items()},
        "solved": _any("outcome", [conventions.solved]),
        "evaluated": _any("satisfaction", conventions.satisfaction),
        "satisfied": _any("satisfaction", conventions.satisfied),
        "strictly": _any("satisfaction", [conventions.strictly]),
        "redone": [[("redone", _word(YES))]],
        "parked": _any("status", conventions.parked),
        "supervised": [[("supervised", filled)]],
        "unevaluated_late": [
            [
                ("closed", filled),
                ("satisfaction", empty),
                ("evaluation_limit", filled),
                ("evaluation_limit", f'"<"&{CUTOFF}'),
            ]
        ],
    }


def _in_quarter(column: str) -> list[Criterion]:
    return [(column, f'">="&{FIRST_DAY}'), (column, f'"<="&{CUTOFF}')]


def _verdicts(column: str, words: Verdicts, suffix: str) -> dict[str, list[list[Criterion]]]:
    return {
        f"on_time{suffix}": _any(column, [words.on_time]),
        f"late{suffix}": _any(column, [words.late]),
        f"overdue{suffix}": _any(column, [words.overdue]),
        f"judged{suffix}": _any(column, [words.on_time, words.late, words.overdue]),
    }


def _any(column: str, words: Sequence[str]) -> list[list[Criterion]]:
    return [[(column, _word(word))] for word in words if word]


def _word(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def countable(names: Sequence[str]) -> frozenset[str]:
    """Return those names that COUNTIFS finds by their text alone: no wildcards, no numbers, not alike but for case."""
    folded = [name.casefold() for name in names]
    return frozenset(
        name
        for name, plain in zip(names, folded, strict=True)
        if len(name) <= _LONGEST and not _NOT_PLAIN.search(name) and folded.count(plain) == 1
    )


def verdict(ranges: Ranges, row: int, due: str, done: str, words: Verdicts, conventions: Conventions) -> str:
    """Return the formula that says of one case's deadline what :class:`Verdicts` say.

    Args:
        ranges: where the columns are.
        row: the case's row.
        due: meaning of the column with the due date.
        done: the expression of the day it was met; 0 or blank where it was not.
        words: what to say.
        conventions: which statuses are set aside.
    """
    by, status = ranges.cell(due, row), ranges.cell("status", row)
    met = f'IF({by}="",{_word(words.done_no_due)},IF({done}<={by},{_word(words.on_time)},{_word(words.late)}))'
    running = f'IF({by}="",{_word(words.no_due)},IF({by}<{CUTOFF},{_word(words.overdue)},{_word(words.waiting)}))'
    for aside in (*conventions.parked, MISDATED):
        running = f"IF({status}={_word(aside)},{status},{running})"
    return f"=IF({done}>0,{met},{running})"
