"""Visits told on a form (走访): each goes into the sheet of visits, and what the firm needs becomes matters.

A form tells of one visit, a log (走访日志) of many. What of a visit becomes a matter goes the way of the form that
opens one, with all that is looked at there: whether it was reported before, whether others have it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.cases.matters import plain
from toolkit.errors import Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.visit_forms import Told, ask_about_rows, faults, new_ones, told_on
from toolkit.jobs.visiting.visit_matters import raise_matter, with_matters
from toolkit.jobs.visiting.visit_rows import next_number, visits_of
from toolkit.mechanism import Need, Visiting
from toolkit.submission import Submission
from toolkit.visits import Visit, is_same_visit, needs_in, says_nothing, visit_of

#: Each visit on a form, and each matter of it, is known again as a part of the file of its own: of so many forms a
#: file, and so many matters a visit, no two have the same.
_FORMS, _MATTERS = 1000, 10
#: The place among a visit's matters, which no need has, by which the question about a log's other rows is known.
_ASKED = 9


def visited(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a form means that tells of visits. Nothing is written but the claim of new 编号."""
    visiting = desk.mechanism.visiting
    form = desk.mechanism.form(submission.form)
    # A log is kept by the office's own people: what is doubtful in it waits for them, and goes back to nobody.
    done = Taken(problems=list(submission.problems), of_visit=True, ours=bool(form.table))
    if visiting is None:  # the mechanism's own check keeps such forms out
        return done
    known, refused = visits_of(desk), list[Problem]()
    rows = list(told_on(form, submission, visiting))
    left = 0
    for told in rows:
        wrong = faults(form, submission, told, visiting, desk.as_of)
        if wrong:
            left += 1
            refused += wrong
        else:
            known.append(_take_one(desk, visiting, told, known, source, done))
    done.problems += new_ones(refused, done.problems)
    if left == len(rows):
        done.outcome = "退回补正"
    elif form.table:
        done.outcome = f"已登记走访（{len(rows) - left}次）" + (f"，{left}行没有登记" if left else "")
    else:
        done.outcome = done.outcome or "已登记走访"
    if form.table and refused:
        done.ours = False  # what is missing only its sender knows
        done.events += ask_about_rows(desk, form, source, source.part + _FORMS * _ASKED, refused)
    return done


def _take_one(desk: Desk, visiting: Visiting, told: Told, known: Sequence[Visit], source: Source, done: Taken) -> Visit:
    """Let one visit happen, and its matters; return it."""
    part = source.part + _FORMS * _MATTERS * told.place
    journalled = desk.known.parts.get((source.sha, part))
    visit = visit_of("", told.values, visiting)
    same: Visit | None = None
    if journalled is not None:
        number = str(journalled.data["visit"])
    else:
        same = next((each for each in known if is_same_visit(each, visit, desk.mechanism.place)), None)
        number = same.number if same else next_number(desk, beside=[each.number for each in known])
    visit = replace(visit, number=number)
    numbers: list[str] = []
    matters: list[Event] = []
    wanted = needs_in(visiting, told.values)
    for place, need in enumerate(visiting.needs, 1):
        if need not in wanted or (same is not None and _said_before(visiting, same, told, need)):
            continue
        own = replace(source, part=part + _FORMS * place)
        one = raise_matter(desk, visiting, visit, need, own)
        matters += one.events
        numbers += one.numbers
        done.notes += [f"{need.column}：{each}" for each in one.notes]
        done.notes += [f"{need.column}：{each}" for each in one.problems]
        if one.outcome == "待确认":
            done.outcome = "待确认"
    if journalled is None:
        done.events.append(_event(desk, visiting, visit, told, numbers, replace(source, part=part), same))
    done.events += matters
    done.numbers += numbers
    done.firm = "" if told.of_log else visit.firm  # a log is about many
    done.notes.append(
        f"{'补充' if same else '登记'}走访 {number}" + (f"，诉求 {'、'.join(numbers)}" if numbers else "")
    )
    return visit


def _event(
    desk: Desk,
    visiting: Visiting,
    visit: Visit,
    told: Told,
    numbers: Sequence[str],
    source: Source,
    same: Visit | None,
) -> Event:
    values = with_matters(visiting, _new_of(visiting, told, same), same, numbers)
    incoming = visiting.role("incoming")
    data = {
        "visit": visit.number,
        "values": {**values, incoming: source.name} if incoming else values,
        "needs": [each.column for each in needs_in(visiting, told.values)],
        "sha": source.sha,
        "part": source.part,
        "incoming": source.name,
        "firm": visit.firm,
        **told.open,
    }
    day = min(visit.day or desk.as_of, desk.as_of)
    return Event(Kind.VISITED, day, data=data)


def _new_of(visiting: Visiting, told: Told, same: Visit | None) -> dict[str, CellValue]:
    """Return what a visit's row gets from a form: of one that is known, a log only fills what is blank."""
    if same is None:
        return dict(told.values)
    kept = {visiting.role("firm"), visiting.role("day")}  # by these it was found, maybe written shorter
    if told.of_log:
        nothing = {each.column for each in visiting.needs} - {each.column for each in needs_in(visiting, same.values)}
        kept |= same.values.keys() - nothing
    return {name: value for name, value in told.values.items() if name not in kept}


def _said_before(visiting: Visiting, same: Visit, told: Told, need: Need) -> bool:
    """Return whether the same visit told of a need already, so that its matter is known.

    A log tells in short what a form told at length, and our own log leaves out telephones: of a need that is known it
    says nothing new. A form that says it in other words is looked at like any report that may be a new version.
    """
    before = same.values.get(need.column)
    if says_nothing(visiting, before):
        return False
    return told.of_log or plain(str(before)) == plain(str(told.values.get(need.column)))
