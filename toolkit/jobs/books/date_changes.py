"""The letters (时限变更函) to the units whose due dates a decision moved: each unit once, all its matters together."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.cases import TAKE, Case
from toolkit.cases.moves import to_tell
from toolkit.cases.request import Move
from toolkit.documents.date_change import RESTING, DateChange, write_date_change
from toolkit.documents.setting.words import full_date, without_phones
from toolkit.events import Event, Kind
from toolkit.jobs.books.answers import decided_by
from toolkit.jobs.books.checkpoint import open_cases
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.explained import of_unit, on_paper
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.mailing import put_paper
from toolkit.jobs.letters.on_paper import subject

_PAPER = "时限变更函"


def tell_date_changes(desk: Desk) -> Iterator[Event]:
    """Write each unit whose dates moved and that was not told yet, and yield the events that say so.

    Raises:
        OSError: the disk is full or the share is away; the next run writes them.
    """
    owed: dict[str, list[tuple[Case, Move]]] = {}
    for case in open_cases(desk):  # a unit is told only of what is at work
        for move in to_tell(case) if case.moves else ():
            owed.setdefault(unit_name(desk, move.unit), []).append((case, move))
    paths: dict[str, list[str]] = {}
    for unit, moves in owed.items():
        paths[unit] = _write(desk, unit, moves)
    told: dict[str, list[tuple[str, Move]]] = {}
    for unit, moves in owed.items():
        for case, move in moves:
            told.setdefault(case.number, []).append((unit, move))
    for number, each in told.items():
        units = list(dict.fromkeys(unit for unit, _ in each))
        data = {
            "moves": [move.id for _, move in each],
            "units": units,
            "paths": [path for unit in units for path in paths[unit]],
        }
        yield Event(Kind.RETOLD, desk.as_of, number, data)


def _write(desk: Desk, unit: str, moves: list[tuple[Case, Move]]) -> list[str]:
    """Write a unit its letter and mail draft, and return where they lie."""
    dates = on_paper(
        (case.number, of_unit(desk, case, move.clock, move.unit)) for case, move in moves if not move.rests
    )
    changes = [_change(desk, *each) for each in moves]
    paper = write_date_change(unit, changes, desk.mechanism, day=desk.as_of, dates=dates)
    numbers = "、".join(dict.fromkeys(case.number for case, _ in moves))
    lines = [
        f"{count}. {case.number} {move.clock}时限：原为{full_date(move.before)}，"
        + (RESTING if move.rests else f"改为{full_date(move.after)}")
        for count, (case, move) in enumerate(moves, 1)
    ]
    says = "以下事项的办理时限有变更，请按变更后的时限办理，详见附件。\n\n" + "\n".join(lines)
    folder = desk.workspace.outbox / "复函" / desk.as_of.isoformat()
    places = put_paper(desk, unit, _PAPER, paper, folder, numbers=numbers, says=says)
    desk.say(f"{unit}：{numbers} 的时限有变更，{_PAPER}已写入 {places[0]}")
    return places


def _change(desk: Desk, case: Case, move: Move) -> DateChange:
    # What the calendar moved, the office only agreed to: nobody has granted anything.
    by = decided_by(desk, move.approved) if not move.approved.endswith(TAKE) else ""
    doubts = [f"{year}年放假安排未公布，暂定" for year in desk.calendar.unknown([move.after])]
    why = "，".join(filter(None, (move.reason, f"{by}批准" if by else "", *doubts)))
    return DateChange(
        number=case.number,
        subject=without_phones(subject(case)),
        clock=move.clock,
        before=move.before,
        after=None if move.rests else move.after,
        why=without_phones(why),
    )
