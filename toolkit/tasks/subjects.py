"""Who answers where a sentence has its unit as the subject (第五条 县财政局应当……), as regulations are written.

That is less than a phrase of who answers, so it is only proposed, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.mechanism.planning import DUTY, LEAD, PlanWords
from toolkit.tasks.answering import Piece
from toolkit.tasks.model import Answerable
from toolkit.tasks.plain import apart, plain


class Subjects:
    """Finds the units that a text begins with."""

    def __init__(self, words: PlanWords) -> None:
        levels, endings, verbs, beside = (
            "|".join(map(re.escape, words.units[each])) for each in ("levels", "endings", "verbs", "with")
        )
        lead = "|".join(map(re.escape, words.roles[LEAD].after))
        duty = "|".join(map(re.escape, words.roles[DUTY].after))
        self._between = re.compile(rf"[、和及](?=(?:{levels}))")
        name = rf"(?:{levels})[一-龥]{{1,14}}?(?:{endings})"
        names = rf"{name}(?:[、和及]{name})*"
        self._subject = re.compile(
            rf"\s*(?P<units>{names})(?P<lead>{lead})?(?:,?(?:{beside})(?P<beside>{names}|各[一-龥]{{1,8}}?(?:{endings})))?"
            rf"(?={verbs}|{lead}|负责|每|,)"
        )

        self._own = re.compile(rf"(?:^|(?<=[;。]))\s*(?:{names})(?:{lead}|{duty})(?![,、;。的]|$)")

    def each_own(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Yield pieces of a measure, one parted where its sentences say each of its own units what they answer for.

        市金融局负责……；市财政局负责…… are two tasks. A piece that names units otherwise stays as it is.
        """
        for piece in pieces:
            starts = [] if piece.units.all else [each.start() for each in self._own.finditer(plain(piece.text))]
            if len(starts) > 1 and starts[0] == 0:
                ends = [*starts[1:], len(piece.text)]
                yield from (
                    Piece(piece.text[a:b].strip(" \n;；。"), piece.units) for a, b in zip(starts, ends, strict=True)
                )
            else:
                yield piece

    def find(self, text: str) -> Answerable | None:
        """Return who a text has as its subject: the lead where it says so or acts with others; None where nobody."""
        match = self._subject.match(plain(text))
        if match is None:
            return None
        units = tuple(self._between.split(match["units"]))
        support = tuple(apart(match["beside"] or "", "、"))
        is_lead = bool(match["lead"] or support)
        return Answerable(units if is_lead else (), support, () if is_lead else units, match[0].strip())
