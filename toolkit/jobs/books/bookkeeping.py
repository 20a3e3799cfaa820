"""Bookkeeping (记账): first take in what people did to the register, last bring it into line with the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from toolkit.cases.moves import to_tell
from toolkit.errors import RegisterBusyError, RegisterOpenError
from toolkit.events import Event, Kind
from toolkit.files import sha256
from toolkit.jobs.books import (
    arranged,
    at_its_word,
    common_sheet,
    elsewhere,
    handwork,
    own_tasks,
    supervisions,
    task_rows,
)
from toolkit.jobs.books.added import add_later
from toolkit.jobs.books.board import TYPED
from toolkit.jobs.books.board import board as list_today
from toolkit.jobs.books.checkpoint import concerned, open_cases, remember, remembered, settings_of
from toolkit.jobs.books.copies import tell_copies
from toolkit.jobs.books.decisions import to_answer
from toolkit.jobs.books.first_register import start
from toolkit.jobs.books.gaps import Gaps, warn
from toolkit.jobs.books.recount import recount
from toolkit.jobs.books.regained import regain, tell_unsure
from toolkit.jobs.books.reseed import refuse_unknown
from toolkit.jobs.books.withdrawn import emptied
from toolkit.jobs.desk import explained, outlines, sheets
from toolkit.jobs.desk.collector import all_swept, resting
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.litter import tidy
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.visiting import typed_visits, visit_rows
from toolkit.ooxml import BrokenPackageError, Workbook
from toolkit.register import (
    Opened,
    SheetChange,
    SheetView,
    Wanted,
    broken,
    changed,
    check_writable,
    commit,
    for_journal,
    glance,
    landed,
    merge,
    older_version,
    read_register,
    schema,
    view,
)
from toolkit.workspace import Workspace

#: How often a job starts over when people save the register between its reading and its writing.
_TRIES = 5
#: The sheets that the office keeps, and beside them the one on which it answers.
_SETTINGS = (schema.UNITS, schema.HOLIDAYS)
_ALWAYS_READ = (*_SETTINGS, schema.ASKS)


@contextmanager
def open_desk(workspace: Workspace, order: Order) -> Iterator[Desk]:
    """Hold the workspace's lock, lay the desk, take in what people did to the register, and give the desk.

    The register being open elsewhere is no obstacle: then the cases are as the journal tells them.

    Raises:
        ToolkitError: the workspace, its settings or its register cannot be used; the message says what to do.
    """
    start(workspace, order)
    held, desk = lock(workspace, order.say), None
    try:
        tidy(workspace, order)
        with resting():
            desk = lay(workspace, order, remembered=remembered)
            warn(desk)
            tell_copies(desk)
            try:
                look(desk)
            except RegisterBusyError as error:
                desk.say(str(error))
            except BrokenPackageError as error:
                raise broken(workspace.register, workspace.backups, error) from error
        yield desk
        remember(desk)
    finally:
        if desk is not None and desk.past is not None:
            desk.past.close()  # a file left open cannot be replaced on Windows, and locks out whoever writes into it
        held.release()
        all_swept()


def look(desk: Desk) -> Opened:
    """Read the register, take in what people did to it, and return it.

    Raises:
        RegisterError: it is missing, broken, or its headers are not to be found.
        RegisterBusyError: it cannot be read at this moment.
    """
    data = read_register(desk.workspace.register)
    if desk.opened is not None and desk.opened.data == data:
        return desk.opened  # nobody saved it since we looked
    book = outlines.read_book(desk, data)
    digest, specs = sha256(data), schema.sheets(desk.mechanism)
    # A register that is byte for byte what we wrote last holds nothing we do not know but answers, unless the journal
    # has lost what we knew.
    untouched = desk.base.settled and desk.base.digest == digest and not Gaps(desk).open
    if not untouched:
        desk.weigh_base()
    whole = {spec.name: view(book, spec) for spec in specs if spec.name in _ALWAYS_READ or not untouched}
    refuse_unknown(desk, whole)
    take_settings(desk, whole)
    typed: Mapping[int, tuple[str, ...]] = {}
    if untouched:
        handwork.answers(desk, whole[schema.ASKS])
    else:
        _settle(desk, whole, digest)
        if desk.mechanism.visiting is not None:
            whole |= typed_visits.as_meant(desk, whole)
        if desk.known.plans:
            whole[schema.TASKS] = own_tasks.as_meant(desk, whole[schema.TASKS])
        main = whole[desk.mechanism.record.sheet]
        regain(desk, whole, digest, wanted_sheets)
        base, known = desk.base, desk.journal.last
        typed = handwork.absorb(desk, main, whole[schema.ASKS], base, _saver(desk, book))
        elsewhere.absorb(desk, whole, _saver(desk, book))
        own_tasks.ask_about_own(desk)
        if desk.mechanism.visiting is not None:
            # Most offices keep no visits; theirs starts without what raises matters.
            from toolkit.jobs.visiting.visit_matters import follow_typed, raise_typed  # noqa: PLC0415

            typed_visits.ask_about_repeats(desk)
            follow_typed(desk, known)
            raise_typed(desk)
        tell_unsure(desk, known)
        at_its_word.stand_by(desk, whole, wanted_sheets)
        desk.strays = {
            name: {row.key for row in each.rows if not desk.base.knows(name, row.key)} for name, each in whole.items()
        }
    views = {spec.name: whole.get(spec.name) or glance(book, spec, desk.strays.get(spec.name)) for spec in specs}
    desk.opened = Opened(data, book, views, typed)
    return desk.opened


def take_settings(desk: Desk, views: Mapping[str, SheetView]) -> None:
    """Go by the member units and the holidays that the office keeps in the register."""
    kept = views[schema.UNITS].loose, views[schema.HOLIDAYS].loose
    if desk.opened is not None and kept == tuple(desk.opened.views[each].loose for each in _SETTINGS):
        return  # the cases stand as they were counted
    desk.mechanism = replace(desk.mechanism, units=sheets.units(views[schema.UNITS], desk.mechanism))
    desk.calendar = arranged.calendar(desk, views[schema.HOLIDAYS])
    desk.settings = settings_of(views[schema.UNITS], desk.calendar)
    desk.refold()


def _settle(desk: Desk, views: Mapping[str, SheetView], digest: str) -> None:
    """Find out which of our commits the register holds, before anything in it is taken for a person's work."""
    known = landed(desk.base, views, digest)
    if known:
        desk.record([Event(Kind.COMMITTED, desk.as_of, data=each.note) for each in known])
    older = older_version(desk.events, desk.base, views, digest)
    if older is not None:
        desk.unlearn()
        desk.record([Event(Kind.COMMITTED, desk.as_of, data={"digest": digest, "cells": {}, "back_to": older})])
        desk.say("总台账现在是较早的版本（恢复过备份，或被旧文件覆盖），此后登记的内容将重新写入")


def _saver(desk: Desk, book: Workbook) -> str:
    """Return who saved the register last, "" where the file still names the office we made it for."""
    name = book.last_modified_by
    return "" if name == desk.mechanism.office else name


def update(desk: Desk) -> bool:
    """Bring the register into line with the events, and return whether it is.

    False means that somebody has it open: what is ours waits in the journal and lands with a later run.

    Raises:
        RegisterError: it cannot be edited safely; nothing was written.
        OSError: the disk is full or the share is away; the register stands as it was.
    """
    if desk.order.dry_run:
        return True
    recount(desk)
    for case, request in to_answer(desk):
        # Few runs write such a paper; the others start without what writes it.
        from toolkit.jobs.books.answers import answer  # noqa: PLC0415

        desk.record([answer(desk, case, request)])
    if any(to_tell(case) for case in open_cases(desk) if case.moves):
        from toolkit.jobs.books.date_changes import tell_date_changes  # noqa: PLC0415 - as above

        desk.record(tell_date_changes(desk))
    busy = ""
    for _ in range(_TRIES):
        try:
            _write_once(desk)
        except RegisterBusyError as error:
            busy = error.message
            if isinstance(error, RegisterOpenError):
                break
        else:
            return True
    waiting = pending(desk)
    desk.say(f"{busy}（有 {waiting} 行等待写入总台账）" if waiting else busy)
    return False


def _write_once(desk: Desk) -> None:
    opened = look(desk)
    with resting():
        changes = changes_to(desk, opened)
        changes[schema.BOARD], board, typed = list_today(desk, opened.book)
    if not any(changes.values()):
        return
    # Not journalled either: a register that is open all day would be tried, and noted, a thousand times.
    check_writable(desk.workspace.register, len(opened.data))
    if desk.record(typed):
        desk.say(TYPED)
    book = opened.book.fresh()
    added, wider = add_later(desk, book, opened)
    if wider is not opened:
        with resting():
            changes |= changes_to(desk, wider)
    new = changed(book, changes, desk.mechanism.office, explained.is_ours)
    cells = for_journal({name: rows for change in changes.values() for name, rows in change.written.items()})
    told = {"board": board} if board else {}
    note = {"digest": sha256(new), "started": sha256(opened.data), **told, **added}
    desk.record([Event(Kind.COMMITTING, desk.as_of, data={**note, "cells": cells})])
    desk.flush()  # what is written into the register must be known to the journal first
    commit(desk.workspace.register, opened.data, new, desk.workspace.backups, datetime.now())  # noqa: DTZ005 - names a backup in local time
    desk.record([Event(Kind.COMMITTED, desk.as_of, data=note)])
    outlines.note(desk, book)


def changes_to(desk: Desk, opened: Opened) -> dict[str, SheetChange]:
    name, views, wanted = desk.mechanism.record.sheet, opened.views, wanted_sheets(desk)
    links = sheets.links(desk, wanted, desk.base)
    main = wanted.pop(name)
    changes = {each: merge(views[each], rows, desk.base, links=links.get(each)) for each, rows in wanted.items()}
    comments = explained.comments(desk, changes[schema.CLOCKS].written.get(schema.CLOCKS, {}))
    changes[name] = merge(views[name], main, desk.base, opened.typed, links.get(name), comments)
    changes[schema.HOLIDAYS] = arranged.change(desk, views[schema.HOLIDAYS])
    return changes


def wanted_sheets(desk: Desk) -> dict[str, Wanted]:
    """Return what each sheet should show, as the events say; rows that cannot have changed may be left out."""
    cases = concerned(desk)
    wanted: dict[str, Wanted] = {
        desk.mechanism.record.sheet: {(case.number,): case.row() for case in cases},
        schema.CLOCKS: sheets.clocks(desk, cases),
        schema.INCOMING: sheets.incoming(sheets.filed(desk)),
        schema.MEETINGS: sheets.meetings(desk),
        schema.ASKS: sheets.asks(desk, cases),
        schema.COMMON: common_sheet.rows(desk),
        **visit_rows.shown(desk, open_cases(desk)),
        **task_rows.shown(desk),
        **supervisions.shown(desk),
    }
    return emptied(desk, {name: elsewhere.with_hands(desk, name, rows) for name, rows in wanted.items()})


def pending(desk: Desk) -> int:
    """Return how many rows wait to be written into the register; 0 where it cannot be read either."""
    try:
        opened = look(desk)
    except RegisterBusyError:
        return 0
    changes = changes_to(desk, opened)
    return sum(len(rows) for change in changes.values() for rows in change.written.values())
