"""Visits told on a form (走访): each goes into the sheet of visits, and what the firm needs becomes matters.

A form tells of one visit, a log (走访日志) of many. What of a visit becomes a matter goes the way of the form that
opens one, with all that is looked at there: whether it was reported before, whether others have it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.cases.matters import plain
from toolkit.errors import Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.jobs.visiting.log_questions import ask_about_rows, question_of, settled_by
from toolkit.jobs.visiting.repeats import may_repeat
from toolkit.jobs.visiting.told_again import Again, new_values, said_before, told_again
from toolkit.jobs.visiting.visit_forms import Told, faults, new_ones, told_on
from toolkit.jobs.visiting.visit_matters import (
    follow,
    follow_at_length,
    matter_of,
    raise_matter,
    told_in_short,
    with_matters,
)
from toolkit.jobs.visiting.visit_rows import by_name, next_number, put_in, visits_of
from toolkit.mechanism import Need, Visiting
from toolkit.submission import Submission
from toolkit.visits import Visit, may_be_same_visit, needs_in, says_nothing, visit_of

#: Each visit on a form, and each matter of it, is known again as a part of the file of its own: of so many forms a
#: file, and so many matters a visit, no two have the same.
_FORMS, _MATTERS = 1000, 10
#: The places among a visit's matters, which no need has, by which questions are known: whether the visit is one with
#: another, and the one about a log's other rows.
_REPEATS, _ASKED = 8, 9


def visited(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a form means that tells of visits. Nothing is written but the claim of new 编号."""
    visiting = desk.mechanism.visiting
    form = desk.mechanism.form(submission.form)
    # A log is kept by the office's own people: what is doubtful in it waits for them, and goes back to nobody.
    done = Taken(problems=list(submission.problems), of_visit=True, ours=bool(form.table))
    if visiting is None:  # the mechanism's own check keeps such forms out
        return done
    known, refused, left = visits_of(desk), list[Problem](), list[Told]()
    rows, mark = list(told_on(form, submission, visiting)), submission.identity.number
    before = len(known)
    if not form.table:
        done.firm = str(rows[0].values.get(visiting.role("firm")) or "")
    for told in rows:
        wrong = faults(form, submission, told, visiting, desk.as_of)
        if wrong:
            left.append(told)
            refused += wrong
        else:
            known.append(_take_one(desk, visiting, told, known, source, done, mark))
    done.problems += new_ones(refused, done.problems)
    for settling, line in settled_by(desk, visiting, mark, source, known[before:]):
        done.events.append(settling)
        done.notes.append(line)
    if len(left) == len(rows):
        done.outcome = "退回补正"
    elif form.table:
        old = sum("again" in event.data for event in done.events if event.kind is Kind.VISITED)
        known_before = f"，另有{old}次先前已登记" if old else ""
        done.outcome = (
            f"已登记走访（{len(rows) - len(left) - old}次{known_before}）" + f"，{len(left)}行没有登记" * bool(left)
        )
    else:
        done.outcome = done.outcome or "已登记走访"
    if form.table and refused:
        done.ours = False  # what is missing only its sender knows
        asking = replace(source, part=source.part + _FORMS * _ASKED)
        done.events += ask_about_rows(desk, visiting, form, asking, left, refused)
        done.known_as = question_of(asking)
    return done


def _take_one(
    desk: Desk, visiting: Visiting, told: Told, known: Sequence[Visit], source: Source, done: Taken, mark: str
) -> Visit:
    """Let one visit happen, and its matters; return it as it stands then."""
    part = source.part + _FORMS * _MATTERS * told.place
    journalled = desk.known.parts.get((source.sha, part))
    seen = by_name(desk, visit_of("", told.values, visiting))
    if journalled is not None:
        again = _as_journalled(journalled, known)
        number, values = str(journalled.data["visit"]), journalled.data["values"]
        # As the run that was killed had decided; older journals do not say: they raised all.
        raised = journalled.data.get("raised", dict.fromkeys((each.column for each in visiting.needs), ""))
    else:
        again = told_again(known, seen, mark, desk.mechanism.place)
        number = again.visit.number if again else next_number(desk, beside=[each.number for each in known])
        told = _its_own(desk, told, number)
        values, raised = new_values(visiting, told, again), _raised(desk, visiting, told, again)
    # What people typed into the row stands, and so it does in the matters.
    typed = desk.known.hands.get(visiting.sheet, {}).get((number,), {}).keys() & set(visiting.matter.values())
    said = {name: value for name, value in values.items() if name not in typed}
    visit = by_name(desk, visit_of(number, {**(again.visit.values if again else {}), **said}, visiting))
    wanted = [each for each in needs_in(visiting, told.values) if each.column in raised]
    own = {need: replace(source, part=part + _FORMS * place) for place, need in enumerate(visiting.needs, 1)}
    taken = [
        one for need in wanted if (one := _matter(desk, visiting, visit, need, again, raised[need.column], own[need]))
    ]
    numbers = [each for one in taken for each in one.numbers]
    if journalled is None:
        event = _event(desk, visiting, visit, told, values, numbers, replace(source, part=part), again)
        done.events.append(replace(event, data={**event.data, "raised": raised}))
    else:
        done.events += _put_right(desk, visiting, known, journalled, numbers)
    if again is None:
        _ask_whether_one(desk, visiting, visit, known, replace(source, part=part + _FORMS * _REPEATS), done)
    _add(done, taken)
    done.unsettled += list(_withdrawn(desk, visiting, told, again))
    done.visit = "" if told.of_log else number  # a log is about many
    did = f"与已登记的走访 {number} 是同一次，合并" if again else f"登记走访 {number}"
    did = f"更正走访 {number}" if again and again.marked else did
    done.notes.append(did + (f"，诉求 {'、'.join(numbers)}" if numbers else ""))
    return visit


def _its_own(desk: Desk, told: Told, number: str) -> Told:
    """Return what is told of a visit without what our own papers say of it because another row was put into it.

    A bound form (附件1) that comes back with a cell put right says nothing new in the others: the words of both rows
    are not those of the one.
    """
    ours = {column: plain(str(value)) for column, value in put_in(desk, number).items()}
    values = {column: value for column, value in told.values.items() if plain(str(value)) != ours.get(column)}
    return replace(told, values=values)


def _ask_whether_one(
    desk: Desk, visiting: Visiting, visit: Visit, known: Sequence[Visit], source: Source, done: Taken
) -> None:
    """Ask whether a new visit is one with a visit that others tell of: two who went together may each hand in a form.

    A run that was killed asks once.
    """
    others = (each for each in known if each.number != visit.number)
    same = next((each for each in others if may_be_same_visit(each, visit, desk.mechanism.place)), None)
    if same is None or (source.sha, source.part) in desk.known.parts:
        return
    asked = may_repeat(desk, visiting, visit, same, source)
    done.events.append(asked)
    done.unsettled.append(str(asked.data["todo"]))


def _as_journalled(event: Event, known: Sequence[Visit]) -> Again | None:
    """Return the visit that a form told of again, where a run that was killed has journalled so."""
    stands = next((each for each in known if each.number == event.data["visit"]), None)
    return Again(stands, marked=event.data["again"]) if stands and "again" in event.data else None


def _raised(desk: Desk, visiting: Visiting, told: Told, again: Again | None) -> dict[str, str]:
    """Return of which needs something comes: their column → the 编号 of the matter that it is, "" of a new one."""
    found: dict[str, str] = {}
    for need in needs_in(visiting, told.values):
        case = matter_of(desk, visiting, again.visit, need) if again else None
        if case is not None and not told.of_log:
            found[need.column] = case.number
        elif case is None and not (again and said_before(visiting, again.visit, told, need)):
            found[need.column] = ""
    return found


def _matter(
    desk: Desk, visiting: Visiting, visit: Visit, need: Need, again: Again | None, known: str, source: Source
) -> Taken | None:
    """Return what becomes of one need: a matter, or news of the ``known`` one; None where there is nothing new."""
    case = desk.cases.get(known)
    if again is None or case is None or case.removed or (source.sha, source.part) in desk.known.parts:
        return raise_matter(desk, visiting, visit, need, source)
    if told_in_short(desk, visit, need, source.sha):
        return follow_at_length(desk, visiting, visit, need, case, source)
    return follow(desk, visiting, visit, need, case, source, marked=again.marked)


def _withdrawn(desk: Desk, visiting: Visiting, told: Told, again: Again | None) -> Iterator[str]:
    """Yield of which matters a form that tells of its visit again says that there is no such need."""
    for need in visiting.needs if again and not told.of_log else ():
        text = told.values.get(need.column)
        case = matter_of(desk, visiting, again.visit, need) if again and text else None
        if case is not None and says_nothing(visiting, text):
            yield f"“{need.column}”现在写的是“{text}”，已登记为 {case.number}：不用办的，请在台账里撤销"


def _add(done: Taken, taken: Sequence[Taken]) -> None:
    for one in taken:
        done.events += one.events
        done.numbers += one.numbers
        done.notes += [*one.notes, *map(str, one.problems)]
        if one.outcome == "待确认":
            done.outcome = "待确认"


def _event(
    desk: Desk,
    visiting: Visiting,
    visit: Visit,
    told: Told,
    values: Mapping[str, CellValue],
    numbers: Sequence[str],
    source: Source,
    again: Again | None,
) -> Event:
    stands = again.visit if again else None
    incoming = visiting.role("incoming")
    data = {
        "visit": visit.number,
        "values": {
            **with_matters(visiting, values, stands, numbers),
            **({incoming: _files(stands, incoming, source.name)} if incoming else {}),
        },
        "needs": [each.column for each in needs_in(visiting, told.values)],
        "sha": source.sha,
        "part": source.part,
        "incoming": source.name,
        "firm": visit.firm,
        "log": told.of_log,
        **told.open,
        **({"again": again.marked} if again else {}),
    }
    day = min(visit.day or desk.as_of, desk.as_of)
    return Event(Kind.VISITED, day, data=data)


def _put_right(
    desk: Desk, visiting: Visiting, known: Sequence[Visit], journalled: Event, numbers: Sequence[str]
) -> Iterator[Event]:
    """Yield what tells a visit of its matters where a killed run had claimed numbers and not journalled them."""
    column, number = visiting.role("matters"), journalled.data["visit"]
    listed = next((str(each.values.get(column) or "") for each in known if each.number == number), "")
    there = "、".join(dict.fromkeys([*(each for each in listed.split("、") if each in desk.cases), *numbers]))
    if there != listed:
        yield Event(Kind.VISITED, journalled.day, data={**journalled.data, "values": {column: there}})


def _files(stands: Visit | None, column: str, name: str) -> str:
    """Return the files that a visit came in, the last one last."""
    before = str(stands.values.get(column, "")).split("；") if stands else []
    return "；".join(dict.fromkeys(filter(None, (*before, name))))
