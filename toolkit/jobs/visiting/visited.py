"""Visits told on a form (走访): each goes into the sheet of visits, and what the firm needs becomes matters.

A form tells of one visit, a log (走访日志) of many. What of a visit becomes a matter goes the way of the form that
opens one, with all that is looked at there: whether it was reported before, whether others have it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.cases.matters import plain
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.visit_matters import matter_told_in_short, raise_matter, with_matters
from toolkit.jobs.visiting.visit_rows import next_number, visits_of
from toolkit.mechanism import Need, Visiting
from toolkit.submission import Answer, Submission
from toolkit.visits import Visit, is_same_visit, names_in, visit_of

#: Each visit on a form, and each matter of it, is known again as a part of the file of its own: of so many forms a
#: file, and so many matters a visit, no two have the same.
_FORMS, _MATTERS = 1000, 10


@dataclass(frozen=True, slots=True)
class _Told:
    """A visit as a form tells of it: which one, its answers by field, its values by column, if on a log."""

    place: int
    answers: Mapping[str, Answer]
    values: Mapping[str, CellValue]
    of_log: bool


def visited(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a form means that tells of visits. Nothing is written but the claim of new 编号."""
    visiting = desk.mechanism.visiting
    form = desk.mechanism.form(submission.form)
    # A log is kept by the office's own people: what it lacks waits for them, and goes back to nobody.
    done = Taken(problems=list(submission.problems), of_visit=True, ours=bool(form.table))
    if visiting is None:  # the mechanism's own check keeps such forms out
        return done
    known = visits_of(desk)
    for told in _told(form, submission, visiting):
        lacking = [label for label in _needed(form, visiting) if label[1] not in told.values]
        if lacking:
            done.problems.append(_not_enough(told, lacking, submission))
            continue
        known.append(_take_one(desk, visiting, told, known, source, done))
    count = sum(event.kind is Kind.VISITED for event in done.events)
    done.outcome = done.outcome or ("已登记走访" if count or done.numbers else "退回补正")
    if form.table and count:
        done.outcome = f"已登记走访（{count}次）"
    return done


def _told(form: Form, submission: Submission, visiting: Visiting) -> Iterator[_Told]:
    """Yield the visits on a form, one or a row each."""
    rows: Sequence[Mapping[str, Answer]] = submission.rows if form.table else [submission.answers]
    columns = {each.name for each in visiting.columns}
    for place, row in enumerate(rows):
        values: dict[str, CellValue] = {
            each.column: answer.value
            for each in form.table or form.own_fields
            if each.column in columns and (answer := row.get(each.key)) is not None and answer.value is not None
        }
        yield _Told(place, row, values, bool(form.table))


def _needed(form: Form, visiting: Visiting) -> list[tuple[str, str]]:
    """Return what a visit cannot be without: label on the form and column."""
    labels = {each.column: each.label for each in form.table or form.fields}
    return [(labels.get(name, name), name) for name in (visiting.role("firm"), visiting.role("day"))]


def _not_enough(told: _Told, lacking: Sequence[tuple[str, str]], submission: Submission) -> Problem:
    first = next((each for each in told.answers.values() if each.cell), Answer(None))
    where = f"第{told.place + 1}行的" if submission.rows else ""
    labels = "、".join(f"{where}{label}" for label, _ in lacking)
    return Problem(Code.NOT_ENOUGH, {"labels": labels}, "", first.sheet, first.cell)


def _take_one(
    desk: Desk, visiting: Visiting, told: _Told, known: Sequence[Visit], source: Source, done: Taken
) -> Visit:
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
    raised = _raised(desk, visiting, told, same) if journalled is None else _raised_before(visiting, told, journalled)
    numbers: list[str] = []
    matters: list[Event] = []
    for place, need in enumerate(visiting.needs, 1):
        if need.column not in raised:
            continue
        own = replace(source, part=part + _FORMS * place)
        one = raise_matter(desk, visiting, visit, need, own, raised[need.column])
        matters += one.events
        numbers += one.numbers
        done.notes += [f"{need.column}：{each}" for each in one.notes]
        done.notes += [f"{need.column}：{each}" for each in one.problems]
        if one.outcome == "待确认":
            done.outcome = "待确认"
    merged = same is not None or (journalled is not None and bool(journalled.data.get("merged")))
    if journalled is None:
        event = _event(desk, visiting, visit, told, numbers, replace(source, part=part), same)
        done.events.append(replace(event, data={**event.data, "raised": raised}))
    elif matters:
        done.events.append(_put_right(desk, visiting, known, journalled, numbers))
    done.events += matters
    done.numbers += numbers
    done.firm = done.firm or visit.firm
    told_of = f"与已登记的走访 {number} 是同一次，合并" if merged else f"登记走访 {number}"
    done.notes.append(told_of + (f"，诉求 {'、'.join(numbers)}" if numbers else ""))
    return visit


def _raised(desk: Desk, visiting: Visiting, told: _Told, same: Visit | None) -> dict[str, str]:
    """Return of which needs a matter is raised: the visit's column → the 编号 of the matter it is known as, or ""."""
    needs = [each for each in visiting.needs if each.column in told.values]
    if same is None:
        return dict.fromkeys((each.column for each in needs), "")
    needs = [each for each in needs if not _said_before(same, told, each)]
    return {each.column: "" if told.of_log else matter_told_in_short(desk, visiting, same, each) for each in needs}


def _raised_before(visiting: Visiting, told: _Told, journalled: Event) -> Mapping[str, str]:
    """Return the same of a visit that a run which was killed had journalled, as it was decided then."""
    raised: Mapping[str, str] | None = journalled.data.get("raised")
    if raised is not None:
        return raised
    # Older journals do not say: they raised all.
    return {each.column: "" for each in visiting.needs if each.column in told.values}


def _event(
    desk: Desk,
    visiting: Visiting,
    visit: Visit,
    told: _Told,
    numbers: Sequence[str],
    source: Source,
    same: Visit | None,
) -> Event:
    values = with_matters(visiting, _new_of(visiting, told, same), same, numbers)
    incoming = visiting.role("incoming")
    data = {
        "visit": visit.number,
        "values": {**values, incoming: source.name} if incoming else values,
        "needs": [each.column for each in visiting.needs if each.column in told.values],
        "sha": source.sha,
        "part": source.part,
        "incoming": source.name,
        "firm": visit.firm,
        "log": told.of_log,
        "merged": same is not None,
    }
    day = min(visit.day or desk.as_of, desk.as_of)
    return Event(Kind.VISITED, day, data=data)


def _put_right(
    desk: Desk, visiting: Visiting, known: Sequence[Visit], journalled: Event, numbers: Sequence[str]
) -> Event:
    """Return what tells a visit of matters that a run which was killed had claimed numbers for and not journalled."""
    column, number = visiting.role("matters"), journalled.data["visit"]
    listed = next((str(each.values.get(column) or "") for each in known if each.number == number), "")
    there = [each for each in listed.split("、") if each in desk.cases]
    values = {column: "、".join(dict.fromkeys([*there, *numbers]))}
    return Event(Kind.VISITED, journalled.day, data={**journalled.data, "values": values})


def _new_of(visiting: Visiting, told: _Told, same: Visit | None) -> dict[str, CellValue]:
    """Return what a visit's row gets from a form: of one that is known, a log only fills what is blank."""
    if same is None:
        return dict(told.values)
    kept = {visiting.role("firm"), visiting.role("day")}  # by these it was found, maybe written shorter
    if told.of_log:
        kept |= same.values.keys()
    new = {name: value for name, value in told.values.items() if name not in kept}
    visitor = visiting.role("visitor")
    if visitor in new and visitor in same.values:
        new[visitor] = _all_who_came(visiting, str(new[visitor]), same)
    return new


def _all_who_came(visiting: Visiting, told: str, same: Visit) -> str:
    """Return who visited, by both forms: who is named on one of them only is not lost, who went along stays that."""
    known = {*same.visitors, *same.company}
    fresh = [name for name in names_in(told) if not any(one.endswith(name) for one in known)]
    return "、".join([str(same.values[visiting.role("visitor")]), *fresh])


def _said_before(same: Visit, told: _Told, need: Need) -> bool:
    """Return whether the same visit told of a need already, so that its matter is known.

    A log tells in short what a form told at length, and our own log leaves out telephones: of a need that is known it
    says nothing new. A form that says it in other words is looked at like any report that may be a new version.
    """
    before = plain(str(same.values.get(need.column) or ""))
    return bool(before) and (told.of_log or before == plain(str(told.values.get(need.column))))
