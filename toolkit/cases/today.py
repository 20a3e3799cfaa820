"""What waits for whom today (今天要办的事): a line a thing, the worst first.

The screen (``status``) and the register's board (看板) show the same list, so it is made once, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from toolkit.cases.approval import open_requests
from toolkit.cases.case import Case
from toolkit.cases.clock import RunningClock
from toolkit.cases.next_step import STEPS
from toolkit.cases.progress_due import progress_due
from toolkit.cases.reviews import lacks_review, resting_reviews
from toolkit.cases.secrecy import is_first
from toolkit.cases.to_complete import called, who_completes
from toolkit.cases.verification import verifications_due
from toolkit.cases.workdays import WorkCalendar
from toolkit.mechanism import By, Phase, Record

#: A deadline this many workdays away, or fewer, is about to fall due.
SOON = 5
LATE, TO_CONFIRM, NEAR, TO_COMPLETE = "已超期", "待确认", "即将到期", "待补正"
#: A unit that is gone into (督查) has not given account.
SUPERVISED = "督查"
#: What is paused.
RESTING = "暂停中"
#: Deadlines run in these phases.
RUNNING = frozenset({Phase.HANDLING, Phase.ANSWERED})
#: In which order the statuses are shown, what the office has to do itself first.
_WAITING = (Phase.READY, Phase.NEW, Phase.VERIFYING, Phase.APPROVING, Phase.MEETING, Phase.ANSWERED)


def for_meeting(record: Record) -> str:
    """Return what a unit's request that the meeting decides about is called among what waits: 申请待上会."""
    return f"申请待{record.gathering.take_up}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing somebody has to do.

    Attributes:
        kind: what is wrong with it: 已超期, 待确认, 督查, 即将到期, 待补正, 申请待上会, 暂停中, or the status it
            waits in.
        number: its 编号, "" where it has none yet.
        firm: the firm.
        unit: who has to act, as the register names them; "" for the office itself.
        due: by when, None where no deadline runs.
        left: workdays until it is due; below 0 so many workdays late; None where no deadline runs.
        todo: what to do next, in a clerk's words.
        is_first: whether its class comes before the others (优先办理).
    """

    kind: str
    number: str
    firm: str
    unit: str = ""
    due: date | None = None
    left: int | None = None
    todo: str = ""
    is_first: bool = False


def waiting_of(
    cases: Iterable[Case], as_of: date, calendar: WorkCalendar, fillers: Mapping[str, str] | None = None
) -> list[Waiting]:
    """Return what these cases wait for on ``as_of``, case by case; see :func:`sort_waiting`.

    Args:
        cases: those whose row stands.
        as_of: the day.
        calendar: which days are worked.
        fillers: column → the role of who fills it on a form (``lead``, ``firm``), where no form that came tells who
            filled it; any other the reporter fills.
    """
    return [
        replace(each, is_first=True) if is_first(case) else each
        for case in cases
        for each in _of(case, as_of, calendar, fillers or {})
    ]


def sort_waiting(found: Iterable[Waiting], record: Record) -> list[Waiting]:
    """Return ``found`` the worst first.

    Overdue come before questions to the office, these before units that are gone into (督查), then what is due within
    :data:`SOON` workdays, what senders have to complete, and what waits to be dispatched, classified, met about and
    evaluated; last what rests. Within a kind what comes first (优先办理) does, then the latest, or what is due first.
    """
    waiting = [name for phase in _WAITING for name in record.in_phase(phase)]
    kinds = [LATE, TO_CONFIRM, SUPERVISED, NEAR, TO_COMPLETE, *waiting, for_meeting(record), RESTING]
    order = {kind: place for place, kind in enumerate(kinds)}
    return sorted(
        found, key=lambda each: (order.get(each.kind, len(order)), not each.is_first, _left(each), each.number)
    )


def _left(each: Waiting) -> int:
    return each.left if each.left is not None else 1 << 30


def _of(case: Case, as_of: date, calendar: WorkCalendar, fillers: Mapping[str, str]) -> Iterator[Waiting]:
    if case.phase in {Phase.CLOSED, Phase.WITHDRAWN}:
        yield from _asked(case)
        return
    due = list(_due(case, as_of, calendar))
    yield from due
    yield from _asked(case)
    yield from _resting(case, as_of)
    yield from _to_complete(case, fillers)
    step = STEPS.get(case.phase) if case.phase else None
    if step is not None:
        unit, words = step(case)
        told = {each.unit for each in due}
        if unit and (unit in told or told.issuperset(unit.split("、"))):
            return  # their deadline says it already
        yield Waiting(case.status, case.number, case.role("firm"), unit, todo=words)


def _to_complete(case: Case, fillers: Mapping[str, str]) -> Iterator[Waiting]:
    """Yield what is missing or doubtful, a line for each who has to complete it."""
    for who, columns in who_completes(case, fillers).items():
        words = f"等{called(case, who)}补报" if who else "请办公室核对填写"
        yield Waiting(TO_COMPLETE, case.number, case.role("firm"), who, todo=f"{words}：{'、'.join(columns)}")


def _due(case: Case, as_of: date, calendar: WorkCalendar) -> Iterator[Waiting]:
    """Yield the deadlines of the present round that have passed or are near; not those that rest."""
    for clock in _open_clocks(case, as_of):
        if clock.rests_on(as_of):
            continue
        if clock.limit == date.max:
            yield from _nobodys(case, clock, as_of, calendar)
            continue
        left = _workdays_left(clock, as_of, calendar)
        if left <= SOON:
            yield _deadline(case, clock, left, as_of)


def _resting(case: Case, as_of: date) -> Iterator[Waiting]:
    """Yield that a case in hand is paused (暂停): since when, why, and that one without an end is to be resumed."""
    rests = [each for each in case.rests.get(case.round, ()) if each.covers(as_of)] if case.phase in RUNNING else []
    for rest in rests[-1:]:
        why = f"（{rest.reason}）" if rest.reason else ""
        until = f"至{_short(rest.last)}" if rest.last else "，没有定恢复日期，条件具备即恢复办理"
        todo = f"{_short(rest.first)}起{rest.word}{until}{why}"
        yield Waiting(RESTING, case.number, case.role("firm"), case.role("lead"), rest.last, todo=todo)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _open_clocks(case: Case, as_of: date) -> Iterator[RunningClock]:
    yield from resting_reviews(case)
    yield from verifications_due(case)
    asked = progress_due(case, as_of)
    if asked is not None:
        yield asked
    if case.phase in RUNNING:
        for clock in (*case.clocks.values(), *case.side.values()):
            if clock.round == case.round and clock.met is None:
                yield clock


def _nobodys(case: Case, clock: RunningClock, as_of: date, calendar: WorkCalendar) -> Iterator[Waiting]:
    """Yield a deadline whose keeper has nothing to answer for yet, where it is the office that has not asked."""
    if case.phase is Phase.ANSWERED and clock.current < as_of:
        late = max(1, calendar.between(clock.current, as_of))
        todo = f"{clock.name}时限已过，还没有发评价表，请生成后发给企业"
        yield Waiting(LATE, case.number, case.role("firm"), "", clock.current, -late, todo)


def _workdays_left(clock: RunningClock, as_of: date, calendar: WorkCalendar) -> int:
    # What lies far ahead is not counted day by day: it is not near.
    if (clock.limit - as_of).days > 7 * SOON:
        return SOON + 1
    return clock.left(as_of, calendar)


def _ahead(clock: RunningClock, left: int, as_of: date) -> str:
    if left:
        return f"还有 {left} 个工作日"
    # A person may have set it to a day off: the workdays before it are over, the day itself has not come.
    return "今天到期" if clock.limit == as_of else f"{_short(clock.limit)}（休息日）到期"


def _deadline(case: Case, clock: RunningClock, left: int, as_of: date) -> Waiting:
    firm = case.role("firm")
    if case.phase is Phase.PARKED:
        when = f"已过 {-left} 个工作日" if left < 0 else _ahead(clock, left, as_of)
        todo = f"{clock.name}{when}，恢复办理或继续挂账"
        return Waiting(LATE if left < 0 else NEAR, case.number, firm, "", clock.current, left, todo)
    by_firm = clock.unit == firm
    unit = firm if by_firm else clock.unit
    since = _reminded(case, clock, late=left < 0)
    if left < 0:
        todo = f"{clock.name}超期 {-left} 个工作日{_spared(clock)}，{since or ('电话催评价' if by_firm else '催办')}"
        return Waiting(LATE, case.number, firm, unit, clock.limit, left, todo)
    when = _ahead(clock, left, as_of)
    todo = "，".join(filter(None, (f"{clock.name}{when}{_spared(clock)}", since)))
    return Waiting(NEAR, case.number, firm, unit, clock.limit, left, todo)


def _spared(clock: RunningClock) -> str:
    """Return the due date beside the one from which lateness counts, with the reason; "" where they are one."""
    return f"（时限{_short(clock.current)}，{clock.grace}）" if clock.grace else ""


def _reminded(case: Case, clock: RunningClock, *, late: bool) -> str:
    """Return when who has to act was last reminded, and when somebody else was told of it since; "" for never."""
    own, others = case.last_reminder(clock), case.last_reminder(clock, of_others=True)
    said = [f"{_short(own.day)}已{'催' if late else '提醒'}"] if own else []
    if others is not None and (own is None or others.day >= own.day):
        said.append(f"{_short(others.day)}{others.paper}已送{others.to}")
    return "，".join(said)


def _asked(case: Case) -> Iterator[Waiting]:
    for request in open_requests(case, By.MEETING):
        todo = f"{request.word}申请等{case.record.gathering.word}研究，列入下次议程"
        yield Waiting(for_meeting(case.record), case.number, case.role("firm"), todo=todo)
    for ask in case.asks.values():
        if not ask.decision:
            todo = f"定“{ask.column}”：在“待确认”表填采纳或不采纳"
            yield Waiting(TO_CONFIRM, case.number, case.role("firm"), todo=todo)
    if lacks_review(case):
        column = case.record.roles.get("special", "特殊情况")
        todo = f"{case.status}没有定复核日期，在“{column}”栏写明哪天复核"
        yield Waiting(TO_CONFIRM, case.number, case.role("firm"), todo=todo)
