"""status (情况一览): in one look, what waits for whom, the worst first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.cases import Case, Waiting
from toolkit.cases.today import LATE, NEAR, RUNNING, TO_CONFIRM, for_meeting
from toolkit.errors import NoSpaceError, RegisterBusyError, RegisterError
from toolkit.jobs.books.board import waiting, who
from toolkit.jobs.books.bookkeeping import open_desk, pending, update
from toolkit.jobs.books.gaps import left_out
from toolkit.jobs.books.lost_plans import lost_plans, told_of
from toolkit.jobs.books.task_note import task_note
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.heartbeat import told
from toolkit.jobs.desk.inbox import Inbox
from toolkit.jobs.desk.lock import lock
from toolkit.jobs.desk.order import Order
from toolkit.jobs.meetings.catalogue_due import due_soon
from toolkit.jobs.meetings.collecting_due import collecting_soon
from toolkit.jobs.meetings.what_comes_next import what_comes_next
from toolkit.ooxml import BrokenPackageError
from toolkit.register import open_by
from toolkit.screen import WIDTH, cells, fit, wrapped
from toolkit.scripts import clicked, to_run
from toolkit.workspace import Workspace

#: How much of a line the firm and the unit get, in columns of the screen.
_FIRM, _UNIT = 18, 14
#: So many lines of a kind are shown unless all are asked for.
_MOST = 8
_WEEKDAYS = "一二三四五六日"
_ENDINGS = ("有限责任公司", "股份有限公司", "有限公司")


def status(workspace: Workspace, order: Order, *, whole: bool = False) -> int:
    """Say what waits for whom, and return the exit status.

    Args:
        workspace: whose.
        order: how the job was asked to run.
        whole: whether every line is shown, however many there are.

    Raises:
        RegisterError: the register cannot be used; what the journal tells was said all the same.
        NoSpaceError: the register cannot be written; how things stand was said all the same.
    """
    try:
        with open_desk(workspace, order) as desk:
            short: NoSpaceError | None = None
            try:
                update(desk)
            except NoSpaceError as error:
                short = error
            for line in lines(desk, whole=whole):
                order.say(line)
            if short is not None:
                raise short
    except RegisterError:
        by_journal(workspace, order, whole=whole)
        raise
    return 0


def by_journal(workspace: Workspace, order: Order, *, whole: bool = False) -> None:
    """Say what the journal alone can tell where the register cannot be used; why it cannot is told after it."""
    held = lock(workspace, order.say)
    try:
        desk = lay(workspace, replace(order, dry_run=True))
    finally:
        held.release()
    if desk.live():
        order.say("总台账这时用不了，以下按日志列出，台账里还没有采用的改动不在内：")
        for line in lines(desk, whole=whole):
            order.say(line)


def lines(desk: Desk, *, whole: bool = False) -> Iterator[str]:
    """Yield the state of the loop, none wider than a screen; what does not occur is left out."""
    yield f"{desk.mechanism.title}　{desk.as_of.isoformat()} 周{_WEEKDAYS[desk.as_of.weekday()]}"
    cases = desk.live()
    yield from _counts(desk, cases)
    found = waiting(desk)
    for kind, group in itertools.groupby(found, key=lambda each: each.kind):
        yield from _group(desk, kind, list(group), _MOST if not whole else len(found))
    to_collect = collecting_soon(desk)
    yield from _beside(desk, cases, to_collect)
    if not found and not to_collect:
        yield "没有等着要办的事"


def _counts(desk: Desk, cases: Sequence[Case]) -> Iterator[str]:
    counts = [(each.name, sum(case.status == each.name for case in cases)) for each in desk.mechanism.record.statuses]
    words = "、".join(f"{name} {count}" for name, count in counts if count)
    yield from wrapped(f"台账共 {len(cases)} 件" + (f"：{words}" if words else ""))
    lost = left_out(desk)
    if lost:
        yield from wrapped(f"总台账里另有 {len(lost)} 件，日志缺了登记记录，没有算在内：{'、'.join(lost)}")
    new = [case.number for case in cases if case.opened == desk.as_of]
    if new:
        yield from wrapped(f"今天新收 {len(new)} 件：{'、'.join(new[:_MOST])}{' 等' if len(new) > _MOST else ''}")


def _group(desk: Desk, kind: str, group: Sequence[Waiting], most: int) -> Iterator[str]:
    measure = "项" if kind in {LATE, NEAR, TO_CONFIRM, for_meeting(desk.mechanism.record)} else "件"
    # Of a status, those stand above whose deadline says already what they wait for.
    above = sum(case.status == kind for case in desk.live()) - len(group)
    yield ""
    yield f"{kind} {len(group)} {measure}" + (f"（另有 {above} 件已列在上面）" if above > 0 else "")
    for each in group[:most]:
        acts = "企业" if each.unit and each.unit == each.firm else who(desk, each)
        firm, unit = fit(_short(each.firm, desk.mechanism.place), _FIRM), fit(acts, _UNIT)
        head = f"  {fit(each.number, 9)} {firm} {unit} "
        yield head + fit(each.todo, WIDTH - cells(head)).rstrip()
    if len(group) > most:
        whole = "" if clicked() else f"，全部：{to_run('status', '--all')}"
        yield f"  另有 {len(group) - most} {measure}（更多见总台账“看板”表{whole}）"


def _short(firm: str, place: str) -> str:
    """Return a firm's name without what they all have in common: the place before it and the legal form behind."""
    for ending in _ENDINGS:
        firm = firm.removesuffix(ending) or firm
    return re.sub(rf"^(?:\w{{2,3}}省)?(?:\w{{2,3}}市)?{re.escape(place)}(?=\w)", "", firm) if place else firm


def _beside(desk: Desk, cases: Sequence[Case], to_collect: str) -> Iterator[str]:
    """Yield what is no case's: files not taken in, rows not written, years without holidays, who watches."""
    notes = []
    inbox = Inbox(desk.workspace.inbox, desk.config.settle_seconds)
    left = sum(map(len, inbox.look())) + len(inbox.opened)
    if left:
        notes.append(f"收件箱里有 {left} 个文件还没有收")
    try:
        rows = pending(desk)
    except (RegisterError, RegisterBusyError, BrokenPackageError):
        rows = 0
    if rows:
        name = open_by(desk.workspace.register)
        notes.append(f"等待写入总台账：{rows} 行" + (f"（{name}正打开着总台账）" if name else ""))
    notes += filter(None, [to_collect, due_soon(desk), *what_comes_next(desk), told(desk.workspace.heartbeat)])
    notes += _unpublished(desk, cases)
    if desk.mechanism.visiting is not None:
        # Most offices keep no visits; theirs starts without what reckons with them.
        from toolkit.jobs.visiting.visit_scope import visits_note  # noqa: PLC0415

        notes.append(visits_note(desk))
    notes += told_of(lost_plans(desk))
    tasks = task_note(desk)
    if tasks is not None:
        notes.append(f"任务：{tasks.words}（运行{to_run('tasks')}）")
    if notes:
        yield ""
        for note in notes:
            yield from wrapped(note)


def _unpublished(desk: Desk, cases: Sequence[Case]) -> Iterator[str]:
    """Yield how many running deadlines rest on years whose holidays are not known, and that this year's are not."""
    running = (clock for case in cases if case.phase in RUNNING for clock in case.clocks.values() if not clock.met)
    unsure = [clock.unsure for clock in running if clock.unsure]
    years = {year for each in unsure for year in each}
    if not desk.calendar.knows(desk.as_of.year):
        years.add(desk.as_of.year)
    if years:
        words = f"，{len(unsure)} 项在办时限暂按周一至周五推算" if unsure else ""
        yield f"{'、'.join(map(str, sorted(years)))} 年放假安排尚未录入{words}；通知公布后请用“录入放假安排”录入"
