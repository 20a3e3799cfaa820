"""The board's figures of visits (走访情况): formulas over the sheets of visits, firms and who looks after whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.mechanism import Visiting
from toolkit.register import schema

#: A column by its sheet and header, as a formula names it.
Place = Callable[[str, str], str]
#: The heads of these figures; by the first they are known again.
VISIT_HEADS = ("走访情况", "数量")
_YEAR = "YEAR(TODAY())"
_QUARTER = "INT((MONTH(TODAY())-1)/3)*3"
#: Like the papers, up to today: a day that has not come is a slip of the pen.
_TOMORROW = "TODAY()+1"
_THIS_QUARTER = (f"DATE({_YEAR},{_QUARTER}+1,1)", _TOMORROW)
_THIS_YEAR = (f"DATE({_YEAR},1,1)", _TOMORROW)
#: The same as boards had it before rows said on which day they count.
_WHOLE_QUARTER = (_THIS_QUARTER[0], f"DATE({_YEAR},{_QUARTER}+4,1)")
_WHOLE_YEAR = (_THIS_YEAR[0], f"DATE({_YEAR}+1,1,1)")


def figures_of_visits(visiting: Visiting, place: Place) -> Mapping[str, str]:
    """Return name → formula: visits and talks of this quarter, firms visited this quarter and year, firms looked after.

    Who is short of what cannot be told by a formula, for names are written in many ways; the list of what is to be done
    tells it.

    Args:
        visiting: the mechanism's data of visits.
        place: gives a column of a sheet.
    """
    return _figures(visiting, place, counted_in(visiting), _THIS_QUARTER, _THIS_YEAR)


def former_figures(visiting: Visiting, place: Place) -> Mapping[str, str]:
    """Return the same as registers were given it that count the days people wrote: name → formula."""
    return _figures(visiting, place, visiting.role("day"), _WHOLE_QUARTER, _WHOLE_YEAR)


def _figures(
    visiting: Visiting, place: Place, counted: str, this_quarter: tuple[str, str], this_year: tuple[str, str]
) -> Mapping[str, str]:
    day, last = place(visiting.sheet, counted), place(visiting.firms, schema.LAST_VISIT)
    until, charge = place(visiting.charges, schema.UNTIL), place(visiting.charges, schema.CHARGE)
    quarter = _within(day, *this_quarter)
    visits, talks = f"COUNTIFS({quarter})", ""
    if visiting.talks is not None:
        way, talk = place(visiting.sheet, visiting.role("way")), visiting.talks.way
        visits += f'-COUNTIFS({quarter},{way},"{talk}")'
        talks = f'COUNTIFS({quarter},{way},"*{talk}*")'
    found = {"本季度走访（次）": visits}
    if visiting.talks is not None:
        found[f"本季度{visiting.talks.way}（次）"] = talks
    found["本季度走访到（家）"] = f"COUNTIFS({_within(last, *this_quarter)})"
    found["本年走访到（家）"] = f"COUNTIFS({_within(last, *this_year)})"
    # The heads have 停用日期 beside them, which is neither empty nor a day.
    found["现有挂钩（条）"] = f'COUNTIFS({charge},"?*",{until},"")+COUNTIFS({charge},"?*",{until},">="&TODAY())'
    return {name: f"={formula}" for name, formula in found.items()}


def counted_in(visiting: Visiting) -> str:
    """Return the column of the sheet of visits that says on which day a row counts: its own, else that of the day."""
    return visiting.role("counted") or visiting.role("day")


def _within(column: str, first: str, after: str) -> str:
    return f'{column},">="&{first},{column},"<"&{after}'
