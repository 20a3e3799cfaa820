"""The goals of a plan as a whole (总体目标) in a checked ledger: a figure each, told by a unit or by the office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.mechanism.planning import PlanWords
from toolkit.tasks.accepting import FIGURES, GOAL, Flaw, Line, figures_of, last_day
from toolkit.tasks.following import Followed
from toolkit.tasks.members import Units
from toolkit.tasks.model import Answerable, Bound, Figure

_KEY = "目标"
_WHEN, _TOLD_BY = "时限", "牵头或负责单位"


def goals(
    serial: str, title: str, figures: Sequence[Line], units: Units, office: str, words: PlanWords
) -> tuple[list[Followed], list[Flaw]]:
    """Return the goals of the plan as a whole in a checked ledger, a figure each, and what is wrong with them.

    Args:
        serial: the plan's number among those that are followed.
        title: the plan's title.
        figures: the rows of the sheet of figures.
        units: how units are known.
        office: who tells those beside which no unit stands.
        words: by which a figure is told that is no goal itself.
    """
    flaws: list[Flaw] = []
    # What is wrong with the figures themselves, is told of the tasks.
    _, found = figures_of(figures, [])
    made: list[Followed] = []
    aims = [
        (line, figure)
        for at, (line, figure) in enumerate(found)
        if not _is_base(figure, [other for _, other in found[at + 1 :]], words)
    ]
    for place, (line, figure) in enumerate(aims, 1):
        said = line.text(_TOLD_BY)
        names, strange = units.members(said)
        flaws += [Flaw(FIGURES, line.row, _TOLD_BY, units.why_nobody(each), grave=False) for each in strange]
        made.append(
            Followed(
                key=f"{serial}-{_KEY}-{place}",
                plan=title,
                measure=GOAL,
                place=place,
                sections=(),
                title=GOAL,
                text=figure.clause,
                units=Answerable(duty=(said,) if said else ()),
                answering=tuple(names) or (office,),
                due=last_day(line.text(_WHEN)),
                figures=(figure,),
                is_goal=True,
            )
        )
    return made, flaws


def _is_base(figure: Figure, after: Sequence[Figure], words: PlanWords) -> bool:
    """Return whether a figure only says from where one behind it in the same clause starts, or of what kind that is.

    从2006年的34.6%提高到40%; 年营业收入10亿元以上企业达到50户.
    """
    if all(each.clause != figure.clause for each in after):
        return False
    value = rf"(?<![\d.]){re.escape(f'{figure.low:g}')}(?![\d.])"
    starts = rf"(?:{_one_of(words.bases)})[^,，;；。]*?{value}"
    kinds = _one_of((*words.figures["least_behind"], *words.figures["most_behind"]))
    kind = rf"{value}{re.escape(figure.unit)}(?:{kinds})的?[一-龥]"
    return re.search(starts if figure.bound is Bound.EXACTLY else kind, figure.clause) is not None


def _one_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))
