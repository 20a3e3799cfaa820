"""The goals of a plan as a whole (总体目标) in a checked ledger: a figure each, told by a unit or by the office."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.tasks.accepting import FIGURES, GOAL, Flaw, Line, figures_of, last_day
from toolkit.tasks.following import Followed
from toolkit.tasks.members import Units
from toolkit.tasks.model import Answerable

_KEY = "目标"
_WHEN, _TOLD_BY = "时限", "牵头或负责单位"


def goals(
    serial: str, title: str, figures: Sequence[Line], units: Units, office: str
) -> tuple[list[Followed], list[Flaw]]:
    """Return the goals of the plan as a whole in a checked ledger, a figure each, and what is wrong with them.

    Args:
        serial: the plan's number among those that are followed.
        title: the plan's title.
        figures: the rows of the sheet of figures.
        units: how units are known.
        office: who tells those beside which no unit stands.
    """
    flaws: list[Flaw] = []
    # What is wrong with the figures themselves, is told of the tasks.
    _, found = figures_of(figures, [])
    made: list[Followed] = []
    for place, (line, figure) in enumerate(found, 1):
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
