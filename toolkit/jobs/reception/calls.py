"""Telephone calls to firms that do not evaluate (电话回访): the sheet to note them on, and what comes back on it.

The sheet is a form of the mechanism's like any other. It lies in the outbox, where the office fills it in and saves
it; or it comes back through the inbox. What a firm said on the telephone is its evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from toolkit.cases import Case
from toolkit.documents.setting.paper import issuer_of
from toolkit.documents.setting.words import full_date
from toolkit.errors import ConfigError
from toolkit.events import CellValue, Event, Kind
from toolkit.files import names_after, read_stable, sha256, why, write_new
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.letters.on_paper import subject, unit_names
from toolkit.jobs.returns.taken import Source, Taken
from toolkit.mechanism import Phase
from toolkit.mechanism.ladder import ReminderPaper, load_ladder
from toolkit.submission import Answer, Submission, Value
from toolkit.templates import build_table

#: The kind of form that the sheet is.
KIND = "calls"
#: What the sheet's columns show that no register column holds.
_HANDLED, _CONTACT, _PRINCIPAL, _SPOKE, _CALLER = "@handled", "@contact", "@principal", "@spoke", "@caller"
#: The folder under outbox/ for reminders, a folder a day; the sheet lies among them.
REMINDERS = "催办"
#: So long a sheet in the outbox is looked at for what was noted on it.
_LOOKED_AT = timedelta(days=60)


def call_sheet(desk: Desk, cases: Sequence[Case], paper: ReminderPaper) -> bytes:
    """Return the sheet of the firms that are to be called, what the caller writes in tinted.

    Raises:
        ConfigError: the mechanism has no such form, or does not say who issues it.
    """
    form = desk.mechanism.form_that(KIND)
    note = (
        f"{issuer_of(desk.mechanism, paper.issuer).name}　{full_date(desk.as_of)}　共{len(cases)}件。"
        "接通后请企业补交评价表；企业口头评价的，填在有底色的栏目，就地保存或放回收件箱，下次收件时登记。"
    )
    return build_table(
        form,
        desk.mechanism,
        {},
        [_row(desk, form, case) for case in cases],
        to_fill=[each.key for each in form.table if each.column in {*_asked(desk, form), _SPOKE, _CALLER}],
        mark=write_mark(form.id, form.version, desk.as_of.isoformat()),
        note=note,
    )


def _row(desk: Desk, form: Form, case: Case) -> Mapping[str, Value]:
    # Whoever calls reads 评价时限; what the firm is not charged with stands beside it.
    graces = [each.grace for (round_, _), each in case.clocks.items() if round_ == case.round and each.grace]
    shown: Mapping[str, Callable[[], str]] = {
        case.record.role("number"): lambda: case.number,
        case.record.roles.get("subject", ""): lambda: subject(case),
        _HANDLED: lambda: _lines(unit_names(desk, case.role("lead")), case.role("outcome"), *graces),
        _CONTACT: lambda: _lines(case.role("firm_contact"), case.role("firm_phone")),
        _PRINCIPAL: lambda: _lines(case.role("principal"), case.role("principal_phone")),
    }
    blank, row = {*_asked(desk, form), _SPOKE, _CALLER}, {}
    for each in form.table:
        value = shown[each.column]() if each.column in shown else case.get(each.column)
        row[each.key] = None if each.column in blank else str(value) if isinstance(value, int) else value
    return row


def _lines(*texts: str) -> str:
    return "\n".join(each for each in texts if each)


def _asked(desk: Desk, form: Form) -> list[str]:
    """Return the register columns that a firm fills by telephone: those the sheet shares with the evaluating form."""
    own = {each.column for each in desk.mechanism.form_that("evaluates").own_fields if each.column}
    return [each.column for each in form.table if each.column in own]


def called(desk: Desk, submission: Submission, source: Source) -> Taken:
    """Return what a sheet that came back means: an evaluation for each firm that gave one."""
    form = desk.mechanism.form(submission.form)
    taken = Taken(outcome="已登记电话回访", ours=True, problems=list(submission.problems))
    made, sets = submission.identity.number, _sets(desk)
    for row in submission.rows:
        event = _evaluation(desk, form, row, source, made, sets, taken)
        if event is not None:
            taken.events.append(event)
            taken.numbers.append(event.number)
    if not taken.events:
        taken.outcome = "电话回访没有新的评价"
    return taken


def _sets(desk: Desk) -> Mapping[str, str]:
    """Return what an evaluation by telephone says besides, by register column (沟通方式 → 电话)."""
    papers = load_ladder(desk.mechanism).papers.values()
    return next((each.sets for each in papers if each.sheet), {})


def _evaluation(
    desk: Desk, form: Form, row: Mapping[str, Answer], source: Source, made: str, sets: Mapping[str, str], taken: Taken
) -> Event | None:
    """Return what a row says of its firm, None where it says nothing new; why it does not count is told."""
    said = {each.column: row[each.key].value for each in form.table if each.key in row}
    record, number = desk.mechanism.record, str(said.get(desk.mechanism.record.role("number")) or "")
    case, verdict = desk.cases.get(number), said.get(record.role("satisfaction"))
    values = {column: value for column in _asked(desk, form) if (value := said.get(column)) not in (None, "")}
    if not values:
        return None
    if case is None or case.removed:
        taken.notes.append(f"台账中没有编号“{number}”，这一行没有登记")
    elif case.role("satisfaction"):
        if verdict and case.role("satisfaction") != verdict:
            taken.notes.append(f"{number}：已有评价“{case.role('satisfaction')}”，电话里说的“{verdict}”没有登记")
    elif _of_earlier_round(case, made):
        taken.notes.append(f"{number}：这张表是重新交办之前的，没有登记为这一轮的评价")
    elif not verdict:
        taken.notes.append(f"{number}：没有填“{record.role('satisfaction')}”，没有登记为评价")
    elif case.phase not in {Phase.HANDLING, Phase.ANSWERED}:
        taken.notes.append(f"{number}：现在是“{case.status}”，不需要评价，没有登记")
    else:
        return _answered(desk, case, {**_about(case), **sets, **_days(desk, values)}, said, source)
    return None


def _of_earlier_round(case: Case, made: str) -> bool:
    """Return whether a sheet was made before its case went out for this round: it lies there and is saved again."""
    sent = case.day("dispatched")
    return bool(made) and sent is not None and made <= sent.isoformat()


def _about(case: Case) -> dict[str, CellValue]:
    column, firm = case.record.roles.get("evaluator", ""), case.role("firm")
    return {column: firm} if column and firm else {}


def _days(desk: Desk, values: Mapping[str, Value]) -> dict[str, CellValue]:
    """Return values with no day that lies ahead: nobody has called tomorrow."""
    return {
        column: min(value, desk.as_of) if isinstance(value, date) else value
        for column, value in values.items()
        if value is not None
    }


def _answered(
    desk: Desk, case: Case, values: Mapping[str, CellValue], said: Mapping[str, Value], source: Source
) -> Event:
    day = values.get(case.record.roles.get("evaluated", ""))
    data = {
        "form": desk.mechanism.form_that("evaluates").id,
        "role": "evaluates",
        "unit": "",
        "values": dict(values),
        "others": {},
        "called": {"caller": str(said.get(_CALLER) or ""), "spoke": str(said.get(_SPOKE) or "")},
        "sha": source.sha,
        "part": source.part,
        "incoming": source.name,
    }
    return Event(Kind.ANSWERED, day if isinstance(day, date) else desk.as_of, case.number, data)


def brought_in(desk: Desk) -> list[Path]:
    """Lay copies of the sheets that were filled in where they lie in the outbox into the inbox, and return them.

    One that nobody wrote in, or that was taken in as it is, stays alone; one that is being saved waits.
    """
    found: list[Path] = []
    if desk.order.dry_run:
        return found
    for path in _sheets(desk):
        try:
            data = read_stable(path)
        except OSError as error:
            if path.exists():
                desk.say(f"{desk.place(path)}：暂时打不开（{why(error)}），下次再收")
            continue
        digest = sha256(data) if data is not None else ""
        if data is None or digest in desk.known.received or digest in desk.known.printed.get(desk.place(path), ()):
            continue
        found.append(_lay(desk.workspace.inbox / path.name, data))
    return found


def _lay(wanted: Path, data: bytes) -> Path:
    return next(place for place in names_after(wanted) if write_new(place, data))


def _sheets(desk: Desk) -> Iterator[Path]:
    """Yield the sheets that were written lately and that somebody may have filled in."""
    try:
        name = desk.mechanism.form_that(KIND).file_name
    except ConfigError:  # a mechanism that calls nobody
        return
    since = (desk.as_of - _LOOKED_AT).isoformat()
    folder = desk.place(desk.workspace.outbox / REMINDERS)
    for path in desk.known.papers_under(f"{folder}/"):
        # The folder of the day comes first: to ask the journal for the day would be to read all of it.
        day, _, file = path.removeprefix(f"{folder}/").partition("/")
        if day >= since and file.rpartition("/")[2].startswith(name):
            yield desk.workspace.root / path
