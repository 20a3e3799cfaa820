"""The checkpoint (检查点): what this PC remembers of a workspace's journal, from one run to the next.

It counts only while the journal still begins as it did, and while the program, the mechanism, the office's units and
holidays are the same; else everything is added up from the journal once more. It is no part of the workspace.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache as once
from pathlib import Path

import chinese_calendar

import toolkit
from toolkit.cases import Case, WorkCalendar
from toolkit.cases.recount import counted_event, lapsed, to_ask
from toolkit.jobs.books import elsewhere
from toolkit.jobs.books.gaps import Gaps
from toolkit.jobs.desk import cache, sheets
from toolkit.jobs.desk.collector import resting
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.keepsakes import DUE, OPEN, TYPED, Anew, case_terms, known_entries, row_entries, rows_told
from toolkit.jobs.desk.known import Raised
from toolkit.jobs.desk.memory import by_number, known_of, turns_back
from toolkit.jobs.desk.misdated import today_term
from toolkit.jobs.desk.past import SPOILED, Meta, Past, Term, create
from toolkit.mechanism import Mechanism
from toolkit.register import Glance, Sheet, schema
from toolkit.workspace import Workspace

_LOG = logging.getLogger(__name__)
#: A journal shorter than this, in bytes, is added up as fast as remembered.
WORTH = 1 << 20


def remembered(workspace: Workspace, mechanism: Mechanism) -> Past | None:
    """Return what this PC remembers of a workspace, None where it is nothing, or of other rules."""
    path = _place(workspace)
    if path is None or not path.is_file():
        return None
    try:
        past = Past(path, mechanism.record)
    except SPOILED:
        return None
    if past.meta.made_by != _made_by(mechanism):
        past.close()
        return None
    past.anew = Anew(workspace.journal, mechanism, past.meta)
    return past


def settings_of(units: Sheet, calendar: WorkCalendar) -> str:
    """Return a digest of the office's own units, as the register has them, and of its own holidays."""
    told = [sorted(row.values.items()) for row in units.loose], sorted(calendar.own.items())
    return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()


def concerned(desk: Desk) -> Sequence[Case]:
    """Return the standing cases of which anything may have to be done or shown, in the order of their 编号.

    All of them, where nothing is remembered. Else those that something happened to since then, those of which
    something was left to be done or shown, those whose overdue workdays are counted on, and those of which something
    was taken back.
    """
    past = desk.past
    if past is None or not desk.remembers_cases:
        return desk.live()
    withdrawn = {event.number for event in desk.withdrawn}
    return _standing(desk, _touched(desk, past) | past.meta.pending | _overdue(desk, past) | withdrawn)


def open_cases(desk: Desk) -> Sequence[Case]:
    """Return the standing cases for which anything waits, and maybe others, in the order of their 编号."""
    past = desk.past
    if past is None or not desk.remembers_cases:
        return desk.live()
    misdated = past.numbers_below(TYPED, today_term(desk.as_of))
    return _standing(desk, _touched(desk, past) | set(past.numbers(OPEN, "")) | misdated)


def _standing(desk: Desk, numbers: set[str]) -> list[Case]:
    found = (desk.cases.get(each) for each in numbers)
    return sorted((case for case in found if case is not None and not case.removed), key=by_number)


def _overdue(desk: Desk, past: Past) -> set[str]:
    return past.numbers_below(DUE, max(desk.as_of, past.meta.as_of).isoformat())


def _touched(desk: Desk, past: Past) -> set[str]:
    """Return the cases that events since the past are about, or of whose rows they tell."""
    own = {desk.mechanism.record.sheet, schema.CLOCKS}
    told = {key[0] for sheet, key in rows_told(desk.since, past.meta.base) if sheet in own}
    return told | {event.number for event in desk.since if event.number}


def remember(desk: Desk) -> None:
    """Keep what the desk knows for the next run; whatever goes wrong with it costs that run time and nothing else."""
    long = sum(size for size, _ in desk.journal.position.files.values()) >= WORTH
    path = _place(desk.workspace)
    if path is None or not long or desk.order.dry_run or desk.journal.missed or Gaps(desk).open or not desk.settings:
        return
    past = desk.past
    try:
        if past is None or past.spoiled or not desk.remembers_cases or any(map(turns_back, desk.since)):
            _remember_all(desk, path)
        elif desk.since or past.meta.as_of < desk.as_of:
            _remember_changes(desk, past)
    except (*SPOILED, OSError) as error:
        _LOG.info("nothing is remembered in %s: %r", path, error)


def _remember_all(desk: Desk, path: Path) -> None:
    known = desk.known
    if desk.past is not None:
        desk.past.close()
        desk.weigh_base()
        known = known_of(list(desk.events), None)
    cases, place = desk.cases, desk.mechanism.place
    with resting():
        found = (term for case in cases.values() for term in case_terms(case, place))
        entries = {"case": dict(cases.items()), **known_entries(known), **row_entries(desk.base)}
        create(path, entries, found, _meta(desk, list(cases.values()), set()))


def _strays(desk: Desk) -> dict[str, set[tuple[str, ...]]]:
    """Return which keys in the register are none of ours, of the sheets through which somebody had to search by now."""
    views, base = desk.opened.views if desk.opened is not None else {}, desk.base
    passed = {name: sheet.passed for name, sheet in views.items() if isinstance(sheet, Glance) and sheet.passed}
    # All keys at once: rows kept on a shelf would be fetched one by one.
    found = {name: keys.difference(base.cells.get(name, ()), base.gone.get(name, ())) for name, keys in passed.items()}
    return {**desk.strays, **found}


def _remember_changes(desk: Desk, past: Past) -> None:
    place = desk.mechanism.place
    touched = _touched(desk, past)
    out, put = set[Term](), set[Term]()
    cases: dict[str, Case | None] = {}
    for number in touched:
        before, after = past.get("case", number), desk.cases.get(number)
        cases[number] = after
        out |= case_terms(before, place) if before is not None else set()
        put |= case_terms(after, place) if after is not None else set()
    rows = row_entries(desk.base, rows_told(desk.since, past.meta.base))
    looked_at = touched | past.meta.pending | _overdue(desk, past)
    standing = [case for number in sorted(looked_at) if (case := desk.cases.get(number)) is not None]
    meta = _meta(desk, standing, past.meta.pending - looked_at)
    past.add({"case": cases, **known_entries(desk.known), **rows}, out - put, put - out, meta)


def _meta(desk: Desk, cases: Sequence[Case], pending: set[str]) -> Meta:
    """Return the description of the state now.

    Args:
        desk: the desk.
        cases: those of which it is to be seen whether the register shows them as they are.
        pending: others that it does not.
    """
    base = desk.base
    incoming = sheets.incoming(desk.known.noted)
    waiting = {
        count: event
        for count, event in desk.known.noted.items()
        if base.row(schema.INCOMING, (str(count),)) != incoming[str(count),]
    }
    return Meta(
        made_by=_made_by(desk.mechanism),
        settings=desk.settings,
        calendar=desk.calendar,
        position=desk.journal.position,
        count=len(desk.events),
        as_of=max(desk.as_of, desk.past.meta.as_of) if desk.past is not None else desk.as_of,
        raised=Raised(**{each.name: getattr(desk.known, each.name) for each in fields(Raised)}),
        withdrawn=desk.withdrawn,
        base=replace(base, cells={}, commits=[]),
        sheets=list(base.cells),
        pending=pending | _not_shown(desk, cases),
        waiting=waiting,
        strays=_strays(desk),
    )


def _not_shown(desk: Desk, cases: Sequence[Case]) -> set[str]:
    """Return those of these cases that have a row which is not as we last wrote it, or of which more is to be done."""
    base, main = desk.base, desk.mechanism.record.sheet
    found: set[str] = set()
    standing = [case for case in cases if not case.removed]
    clocks = elsewhere.with_hands(desk, schema.CLOCKS, sheets.clocks(desk, standing))
    found |= {key[0] for key, row in clocks.items() if base.row(schema.CLOCKS, key) != row}
    found |= {case.number for case in standing if _more_to_do(case)}
    for case in standing:
        asks = elsewhere.with_hands(desk, schema.ASKS, sheets.own_asks(desk, [case]))
        if base.row(main, (case.number,)) != case.row() or any(base.row(schema.ASKS, k) != r for k, r in asks.items()):
            found.add(case.number)
    return found


def _more_to_do(case: Case) -> bool:
    """Return whether a deadline is to be told or asked about, or a decided request to be answered."""
    left = counted_event(case, date.max) is not None or any(lapsed(case)) or any(to_ask(case))
    return left or any(each.decision and not each.answered for each in case.requests.values())


def _place(workspace: Workspace) -> Path | None:
    """Return where this PC remembers a workspace, None where it has no place for such things."""
    return cache.place(workspace, "sqlite")


def _made_by(mechanism: Mechanism) -> str:
    """Return a digest of the rules: this program, the holidays it comes with, and the mechanism's data."""
    program = Path(toolkit.__file__).parent
    holidays = Path(chinese_calendar.__file__).parent
    rules = mechanism.folder.resolve()
    own = () if rules.is_relative_to(program) else tuple(sorted(rules.rglob("*.toml")))
    told = hashlib.sha256(_stamps(program, holidays).encode())
    for path in own:
        told.update(path.name.encode("utf-8", "replace") + path.read_bytes())
    return told.hexdigest() + mechanism.name


@once
def _stamps(*folders: Path) -> str:
    """Return names, sizes and time stamps of the files that decide how things are added up."""
    files = [each for folder in folders for each in folder.rglob("*") if each.suffix in {".py", ".toml"}]
    told = [(each.as_posix(), each.stat().st_size, each.stat().st_mtime_ns) for each in sorted(files)]
    return f"{sys.version}{told}"
