"""Units that are gone into (督查) as the journal knows them: the sheet 督查, and who is waited for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from toolkit.cases import Waiting
from toolkit.cases.supervision import State, Supervision
from toolkit.cases.today import SUPERVISED
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.supervising import supervises
from toolkit.register import Wanted, schema

#: Where the sheet shows how each stands today.
STATE = "现状"
#: Where the sheet shows what the unit says: the form's column → the sheet's.
SHOWN: Mapping[str, str] = {
    "@cause": "原因分析", "@remedy": "整改措施", "@answerable": "责任落实", "@finished": "完成日期",
}  # fmt: skip


def supervisions(desk: Desk) -> list[Supervision]:
    """Return the units that were gone into, in order, each with what it gave account of.

    A day that the office typed under 反馈日期 counts as an account: it may come on paper, or by telephone. One whose
    row the office deleted is waited for no more.
    """
    gone = desk.base.gone.get(schema.SUPERVISIONS, ())
    found = {event.data["supervision"]: _begun(event) for event in desk.known.supervised}
    for event in desk.known.accounted:
        number = event.data["supervision"]
        if number in found:
            found[number] = _told(found[number], event)
    typed = desk.known.hands.get(schema.SUPERVISIONS, {})
    for (number,), columns in typed.items():
        edit = columns.get(schema.ACCOUNT_DAY)
        day = _day(edit.data["after"].get(schema.ACCOUNT_DAY), edit.day) if edit is not None else None
        if number in found and day is not None:
            found[number] = replace(found[number], told=day)
    return [each for each in found.values() if (each.number,) not in gone]


def _day(typed: CellValue | None, near: date) -> date | None:
    """Return the day that was typed, as a day or in words (11月4日, of the year in which it was typed), else None."""
    if not isinstance(typed, str):
        return typed if isinstance(typed, date) else None
    # Few days are typed so; runs that meet none start without what reads them.
    from toolkit.intake.meanings.days import read_day  # noqa: PLC0415

    return read_day(typed, near)[0]


def _begun(event: Event) -> Supervision:
    data = event.data
    return Supervision(
        data["supervision"], data["unit"], data["period"], data["grounds"], data["cases"], event.day, data["due"]
    )


def _told(each: Supervision, event: Event) -> Supervision:
    data = event.data
    told = event.day if data["whole"] and each.told is None else each.told
    return replace(each, said={**each.said, **data["values"]}, told=told, incoming=data["incoming"])


def shown(desk: Desk) -> dict[str, Wanted]:
    """Return what the sheet 督查 should show; nothing where the mechanism has none.

    The row of one that was taken back (undo) is emptied, where nobody wrote in it.
    """
    if not supervises(desk.mechanism):
        return {}
    rows: dict[tuple[str, ...], Mapping[str, CellValue]] = {
        (each.number,): _row(each, desk.as_of) for each in supervisions(desk)
    }
    typed = desk.known.hands.get(schema.SUPERVISIONS, {})
    undone = {(event.data["supervision"],) for event in desk.withdrawn if event.kind is Kind.SUPERVISED}
    over = [key for key in desk.base.cells.get(schema.SUPERVISIONS, {}) if key in undone - rows.keys() - typed.keys()]
    return {schema.SUPERVISIONS: {**rows, **{key: {} for key in over}}}


def _row(each: Supervision, as_of: date) -> dict[str, CellValue]:
    row: dict[str, CellValue | None] = {
        "督查号": each.number, "单位": each.unit, "评价时段": each.period, "督查事由": "\n".join(each.grounds),
        "发出日期": each.day, "反馈时限": each.due, STATE: each.state(as_of).value,
        **{column: each.said.get(asked) for asked, column in SHOWN.items()},
        schema.ACCOUNT_DAY: each.told, "来件": each.incoming,
    }  # fmt: skip
    return {column: value for column, value in row.items() if value not in (None, "")}


def waiting_supervisions(desk: Desk) -> Iterator[Waiting]:
    """Yield the units that have not given account yet, each with the workdays that are left."""
    for each in supervisions(desk):
        state = each.state(desk.as_of)
        if state is State.TOLD:
            continue
        late = state is State.LATE
        left = (
            -max(1, desk.calendar.between(each.due, desk.as_of))
            if late
            else desk.calendar.between(desk.as_of, each.due)
        )
        when = f"超期 {-left} 个工作日，请催" if late else f"还有 {left} 个工作日" if left else "今天到期"
        yield Waiting(SUPERVISED, each.number, "", each.unit, each.due, left, f"{state.value}，{when}")
