"""What the office itself asks for on the sheet 时限: a pause it types there, a date that only the meeting may give.

It goes the way of a unit's request: about a general matter the office has decided by writing it; about a key one it
comes onto the next agenda (seed 000 §三（三）: 特殊情况处理方式由“政企面对面”联络协作工作会议研定).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from toolkit.cases import Case
from toolkit.cases.approval import decider, may_ask, request_of
from toolkit.cases.moving import dues_of, resting, running
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism import By, Effect, RequestKind
from toolkit.register import schema

#: The columns of 时限 by which a deadline is paused, and why it is.
FIRST, LAST, REASON = "暂停自", "暂停至", "原因"
_WRITTEN = f"“{schema.CLOCKS}”表填写"
_DAY = timedelta(days=1)


def another_date(desk: Desk, case: Case, name: str, until: CellValue) -> dict[str, Any]:
    """Return what is journalled of another due date that the meeting is to decide about, nothing where it cannot be.

    It cannot where the mechanism knows no extension, the deadline does not run, or the date is no later one.
    """
    clock, kind = running(case).get(name), _kind(case, Effect.EXTEND)
    if kind is None or clock is None or clock.met is not None or not isinstance(until, date) or until <= clock.current:
        return {}
    return {"asking": _asking(desk, kind, [name], until=until, reason=_WRITTEN)}


def pause(desk: Desk, case: Case, name: str, typed: Mapping[str, CellValue | None]) -> dict[str, Any]:
    """Return what is journalled of a pause typed on 时限, or of the end of one; nothing where it is neither.

    Args:
        desk: who decides, and the calendar.
        case: the case.
        name: the deadline in whose row it was typed; a pause holds for all that a unit may have paused.
        typed: the columns that were typed.
    """
    rest, first, last = resting(case), typed.get(FIRST), typed.get(LAST)
    ends = rest is not None and rest.last is None
    if ends and isinstance(last, date) and first is None:
        effect, days = Effect.RESUME, {"first": last + _DAY}
    elif not ends and isinstance(first, date) and (last is None or (isinstance(last, date) and last >= first)):
        effect, days = Effect.PAUSE, {"first": first} | ({"last": last} if isinstance(last, date) else {})
    else:
        return {}
    kind = _kind(case, effect)
    if kind is None or name not in kind.clocks or not may_ask(case, effect):
        return {}
    asking = _asking(desk, kind, list(kind.clocks), reason=str(typed.get(REASON) or _WRITTEN), **days)
    if decider(case) is By.MEETING:
        return {"asking": asking}
    request = request_of(case, Event(Kind.REQUESTED, desk.as_of, case.number, asking))
    dues = dues_of(case, request, desk.calendar)
    return {"asking": asking, "granted": {"dues": dues, "approved": desk.mechanism.office_short}}


def told(event: Event, word: str) -> str:
    """Return what the clerk is told of such a row, "" where nothing was asked for.

    Args:
        event: the hand edit.
        word: what the regular meeting is called.
    """
    asking, granted = event.data.get("asking"), event.data.get("granted")
    if not asking:
        return ""
    if granted is None:
        return f"{asking['word']}要由{word}研定，时限还没有动；已作为办公室的申请列入下次{word}议程"
    moved = "，".join(f"{name}时限现为 {due}" for name, due in granted["dues"].items())
    return f"{asking['word']}已生效" + (f"，{moved}" if moved else "，恢复之前不计期限") + "，请告知承办单位"


def _kind(case: Case, effect: Effect) -> RequestKind | None:
    return next((each for each in case.record.special.requests if each.effect is effect), None)


def _asking(desk: Desk, kind: RequestKind, clocks: list[str], **more: Any) -> dict[str, Any]:
    return {
        "form": kind.form, "effect": kind.effect.value, "word": kind.word, "unit": desk.mechanism.office_short,
        "clocks": clocks, **more,
    }  # fmt: skip
