"""A filled agenda becomes events: the meeting, and what it decided of each case."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.cases import Case, may
from toolkit.cases.granted import extended
from toolkit.errors import Code, Problem
from toolkit.events import CellValue, Event, Kind
from toolkit.forms import Form
from toolkit.jobs.books.decisions import of_meeting, puts
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import DAY, MEETING
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.meetings.handed_over import handed_over, to_another
from toolkit.jobs.meetings.meeting_again import Earlier, corrected, decided_before, earlier, left_empty, reworded
from toolkit.jobs.meetings.meeting_days import agreed_days
from toolkit.jobs.meetings.meeting_doubts import unclear
from toolkit.jobs.meetings.meeting_rows import added, told
from toolkit.jobs.meetings.put_off import noted
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.mechanism.preparation import Preparation, load_preparation
from toolkit.submission import Answer, Submission, Value

_MONTH = re.compile(r"^\d{4}-\d{2}$")


def convene(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a filled agenda means: the meeting's record, and an event for each case it decided on.

    A case without a decision was not dealt with; it stays for the next meeting.
    """
    form = desk.mechanism.form(submission.form)
    head: dict[str, Value] = {each.column: submission.value(each.key) for each in form.fields if each.column}
    held = head.get(DAY)
    day = held if isinstance(held, date) else desk.as_of
    # The month it was called for stays its name, even where the meeting itself slipped into the next.
    named = str(head.get(MEETING) or "")
    meeting = named if _MONTH.match(named) else f"{day:%Y-%m}"
    dates = agreed_days(desk, submission, form, day)
    taken = Taken(
        outcome=f"已登记{desk.mechanism.gathering.word}",
        ours=True,
        problems=[
            each
            for each in submission.problems
            if not _says_numberless(desk, form, each) and (each.field, each.cell) not in dates.read
        ],
        notes=list(dates.notes),
    )
    filled = {column: value for column, value in head.items() if value is not None}
    preparation = load_preparation(desk.mechanism)
    came_up = added(desk, [dates.of(row, _answers(form, row)) for row in submission.rows], source, day)
    rows = [_settled(preparation, row) for row in came_up.rows]
    taken.problems += came_up.problems
    taken.notes += came_up.notes
    before = earlier(desk, meeting, source.sha)
    note: dict[str, Any] = {
        "meeting": meeting, "head": filled, "heard": _heard(desk, rows), "postponed": _postponed(desk, rows),
        "open": _open(desk, rows, before.matters), "sha": source.sha, "part": source.part,
    }  # fmt: skip
    # An agenda that is sent again, corrected, still has among its new matters what its first version took up.
    note["heard"] = [each for each in note["heard"] if desk.cases[each["number"]].role("meeting") != meeting]
    taken.events += [Event(Kind.CONVENED, day, data=note), *came_up.events]
    done: list[str] = []
    for row, answers in zip(submission.rows, rows, strict=True):
        if _is_request(form, row):
            _decide_request(desk, answers, note, taken, before, done)
        else:
            _decide(desk, answers, note, taken, preparation, came_up.numbers, dates.unread(row))
            taken.unsettled += unclear(desk, form, row, answers, preparation)
    taken.events = [each for event in taken.events for each in corrected(desk, before, event)]
    taken.events += noted(desk, rows, note, day)
    taken.unsettled += left_empty(desk, before, rows)
    taken.numbers += [each for each in came_up.numbers if each not in taken.numbers]
    taken.notes += told(desk, rows, taken.numbers)
    return taken


def _settled(preparation: Preparation, answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return a row whose decision puts it off (暂缓) with that in the column for it, where nothing is decided."""
    words = str(answers.get("@decision") or "")
    if not preparation.is_postponed(words):
        return dict(answers)
    return {**answers, "@decision": None, "@postponed": answers.get("@postponed") or "", "@why": words}


def kinds(form: Form) -> tuple[str, str, str]:
    """Return an agenda's words for a case that is new to the meeting, a unit's request, and a case that was there.

    An agenda with two words has none for requests.
    """
    words = next(each.choices for each in form.table if each.choices)
    return words[0], words[1] if len(words) > len((words[0], words[-1])) else "", words[-1]


def _is_request(form: Form, row: Mapping[str, Answer]) -> bool:
    word = kinds(form)[1]
    return bool(word) and any(row[each.key].value == word for each in form.table if each.choices and each.key in row)


def _answers(form: Form, row: Mapping[str, Answer]) -> dict[str, Value]:
    return {each.column: row[each.key].value for each in form.table if each.column and each.key in row}


def _heard(desk: Desk, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, str]]:
    """Return what the meeting heard of earlier cases: 编号, and what it decided or else how far the case had come."""
    heard, decided = [], desk.mechanism.gathering.decided
    for answers in rows:
        number = str(answers.get(desk.mechanism.record.role("number")) or "")
        case = desk.cases.get(number)
        words = str(answers.get("@decision") or answers.get("@situation") or "")
        asking = _asking(desk, case, answers)
        words = f"{asking}。{decided}：{words}" if asking and answers.get("@decision") else words
        if case is not None and not may(case, "met") and words:
            heard.append({"number": number, "words": words, "situation": str(answers.get("@situation") or "")})
    return heard


def _postponed(desk: Desk, rows: Sequence[Mapping[str, Value]]) -> list[dict[str, str]]:
    """Return the cases that the meeting put off: 编号, who goes into the matter further, and why; "" for unsaid."""
    put_off = [row for row in rows if row.get("@postponed") is not None and not row.get("@decision")]
    column = desk.mechanism.record.role("number")
    told = [
        {"number": str(row.get(column) or ""), "by": str(row["@postponed"]), "why": str(row.get("@why") or "")}
        for row in put_off
    ]
    return [each for each in told if each["number"] in desk.cases]


def _open(desk: Desk, rows: Sequence[Mapping[str, Value]], before: Container[str]) -> list[str]:
    """Return the 编号 of the cases that were before the meeting and of which the agenda says no outcome.

    One that an agenda before decided about (``before``) is among them, should the office take that back.
    """
    said = [row for row in rows if not row.get("@decision") and not row.get("@postponed")]
    numbers = [str(row.get(desk.mechanism.record.role("number")) or "") for row in said]
    return [each for each in numbers if each in desk.cases and (each in before or may(desk.cases[each], "met"))]


def _asking(desk: Desk, case: Case | None, answers: Mapping[str, Value]) -> str:
    """Return the request that a row of the agenda puts, "" where it puts none."""
    said = str(answers.get(desk.mechanism.record.role("problem")) or "")
    return said if case is not None and any(puts(said, each) for each in case.requests.values()) else ""


def _decide_request(
    desk: Desk,
    answers: Mapping[str, Value],
    note: Mapping[str, Any],
    taken: Taken,
    before: Earlier,
    done: list[str],
) -> None:
    """Note what the meeting decided about a unit's request; a row without a decision stays for the next meeting."""
    number = str(answers.get(desk.mechanism.record.role("number")) or "")
    case, form = desk.cases.get(number), desk.mechanism.form_that("decides")
    if not answers.get("@decision"):
        return
    if case is None:
        taken.problems.append(Problem(Code.UNKNOWN_CASE, {"number": number or "（空）"}))
        return
    was = decided_before(desk, before, answers)
    if was is not None:
        events, unsettled = reworded(desk, was, answers, note)
        taken.events, taken.unsettled = [*taken.events, *events], [*taken.unsettled, *unsettled]
        taken.numbers.append(number)
        return
    found = of_meeting(desk, case, answers, str(note["meeting"]), kinds(form)[1], done)
    if found.problem is not None:
        taken.problems.append(found.problem)
        return
    done.append(str(found.data["request"]))
    day, due = taken.events[0].day, desk.mechanism.record.role("due")
    # The date goes where the request asked for it, so it is none of the case's own columns here.
    values = {column: value for column, value in _values(desk, answers).items() if column != due}
    if found.data.get("anew"):
        over = handed_over(desk, case, case.requests[found.data["request"]], _values(desk, answers), answers)
        values, taken.notes = over.values, [*taken.notes, *over.notes]
    data = {
        "meeting": note["meeting"], "day": day, "decision": str(answers["@decision"]), "values": values,
        "sha": note["sha"], "part": note["part"], **found.data,
    }  # fmt: skip
    taken.events.append(Event(Kind.MET, day, number, data))
    taken.numbers.append(number)


def _says_numberless(desk: Desk, form: Form, problem: Problem) -> bool:
    """Return whether a problem is that a row bears no 编号: one typed in at the table cannot, and is told of itself."""
    keys = {each.key for each in form.table if each.column == desk.mechanism.record.role("number")}
    return problem.code is Code.MISSING and problem.field in keys


def _decide(
    desk: Desk,
    answers: Mapping[str, Value],
    note: Mapping[str, Any],
    taken: Taken,
    preparation: Preparation,
    opened: Sequence[str],
    unread: str,
) -> None:
    number = str(answers.get(desk.mechanism.record.role("number")) or "")
    decision = str(answers.get("@decision") or "")
    if not decision or (not number and answers.get(desk.mechanism.record.role("firm"))):
        return  # without a problem it has been told of already
    if number not in desk.cases and number not in opened:
        taken.problems.append(Problem(Code.UNKNOWN_CASE, {"number": number or "（空）"}))
        return
    day, word = taken.events[0].day, desk.mechanism.gathering.word
    data: dict[str, Any] = {
        "meeting": note["meeting"], "day": day, "decision": decision, "values": _values(desk, answers),
        "sha": note["sha"], "part": note["part"],
    }  # fmt: skip
    data |= {"unread": unread} if unread else {}
    klass = preparation.new_class(decision)
    if klass and (number in opened or may(desk.cases[number], "met")):
        data["reclassed"] = klass
        taken.notes.append(f"{number} 按{word}意见改列“{klass}”，可以交办")
    case = desk.cases.get(number)
    if case is not None and to_another(desk, case, data["values"]):
        data["anew"] = True
        lead, had = str(data["values"][case.record.role("lead")]), case.role("lead")
        taken.notes.append(
            f"{number} {word}由{unit_name(desk, had)}改交{unit_name(desk, lead)}牵头，时限自{word}当日重新起算；"
            f"{_no_more(case, data['values'])}运行“交办”发给新的牵头单位，并告知原牵头单位"
        )
    taken.events.append(Event(Kind.MET, day, number, data))
    taken.numbers.append(number)


def _no_more(case: Case, values: Mapping[str, CellValue]) -> str:
    """Return that a later due date, granted to the unit that loses the matter, is lost with it, "" where none was."""
    column, granted = case.record.role("due"), extended(case)
    if granted is None or values.get(column):
        return ""
    return f"原已延至 {granted.isoformat()} 的{column}不再适用，仍要延期的，请在议程“{column}”一栏填写日期；"


def _values(desk: Desk, answers: Mapping[str, Value]) -> dict[str, CellValue]:
    """Return the register columns a decision sets: units, date and special handling, never the case's own words."""
    record = desk.mechanism.record
    decided = [record.roles[each] for each in ("lead", "support", "due", "special") if each in record.roles]
    found = {column: answers.get(column) for column in decided}
    return {column: value for column, value in found.items() if value not in (None, "")}
