"""A visit that is told of again (再报的走访): by the form that went back to be mended, by another form, by a log.

The form that went back knows its visit (its mark bears the 走访号): what is put right there counts, were it the day or
the people. Another form of the same firm, day and group adds to it: who went along, in which way they visited. A log
only fills in what is blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.cases.matters import NEAR_FIRM, firm_of, plain
from toolkit.events import CellValue
from toolkit.jobs.visiting.visit_forms import Told
from toolkit.mechanism import Need, Visiting
from toolkit.visits import Visit, is_same_visit, is_surname, may_be_one, names_in, needs_in, says_nothing, visit_of


@dataclass(frozen=True, slots=True)
class Again:
    """The visit that a form tells of again.

    Attributes:
        visit: as it stood before; where a run that was killed has journalled the form, as it stands since.
        marked: whether the form bears its 走访号, and so puts it right.
    """

    visit: Visit
    marked: bool


def told_again(known: Sequence[Visit], visit: Visit, number: str, place: str) -> Again | None:
    """Return the visit that a form tells of again, None where it is a new one.

    Args:
        known: the visits there are.
        visit: the visit as the form tells of it.
        number: the 走访号 in the form's mark, "" where there is none. It counts for nothing where the firm and the day
            are other ones: then somebody has filled in an old form for another visit.
        place: the district, which firms write before their names or leave out.
    """
    own = next((each for each in known if each.number == number), None) if number else None
    firms = firm_of(own.firm, place).likeness(firm_of(visit.firm, place)) if own is not None else 0.0
    if own is not None and (own.day == visit.day or firms >= NEAR_FIRM):
        return Again(own, marked=True)
    same = next((each for each in known if is_same_visit(each, visit, place)), None)
    return Again(same, marked=False) if same is not None else None


def new_values(visiting: Visiting, told: Told, again: Again | None) -> dict[str, CellValue]:
    """Return what a visit's row gets from a form."""
    if again is None or again.marked:
        return dict(told.values)
    stands, visitor = again.visit, visiting.role("visitor")
    kept = {visiting.role("firm"), visiting.role("day")}  # by these it was found, maybe written shorter
    if told.of_log:
        needs = needs_in(visiting, stands.values)
        kept |= stands.values.keys() - {each.column for each in visiting.needs if each not in needs}
    values = {name: value for name, value in told.values.items() if name not in kept}
    if visitor in values and stands.visitors:
        values[visitor] = _with_visitors(visiting, told, stands)
    if visiting.role("way") in values:
        # One says that they looked round, the other that they talked: both stay, for talks are counted apart.
        ways = visit_of("", values, visiting).ways
        values[visiting.role("way")] = "、".join(dict.fromkeys([*stands.ways, *ways]))
    return values


def _with_visitors(visiting: Visiting, told: Told, stands: Visit) -> str:
    """Return who visited, with their titles, and who went along; 李主席 gives way to 李秀芳."""
    own, before = names_in(str(told.values[visiting.role("visitor")])), str(stands.values[visiting.role("visitor")])
    known = [each for each in stands.visitors if not is_surname(each) or not any(may_be_one(each, one) for one in own)]
    there = [*known, *stands.company]  # who went along stays that
    fresh = [each for each in own if not any(may_be_one(each, one) for one in there)]
    return "、".join([*([before] if len(known) == len(stands.visitors) else known), *fresh])


def said_before(visiting: Visiting, stands: Visit, told: Told, need: Need) -> bool:
    """Return whether the same visit told of a need already, in the same words.

    A log tells in short what a form told at length, and our own log leaves out telephones: of a need that is known it
    says nothing new.
    """
    before = stands.values.get(need.column)
    if says_nothing(visiting, before):
        return False
    return told.of_log or plain(str(before)) == plain(str(told.values.get(need.column)))
