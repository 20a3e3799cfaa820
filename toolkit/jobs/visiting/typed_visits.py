"""What people type into the sheets of visits (走访台账、挂钩) as it is meant: rows get a 走访号, pairs count once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.events import Event
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.returns.taken import Source
from toolkit.jobs.visiting.repeats import asked_pairs, may_repeat, repeat_ask
from toolkit.jobs.visiting.visit_rows import filled, new_numbers, visits_of
from toolkit.register import SheetView, ViewRow
from toolkit.visits import Visit, is_surname, may_be_same_visit, names_in, visit_of


def as_meant(desk: Desk, views: Mapping[str, SheetView]) -> dict[str, SheetView]:
    """Return the sheets of visits that people type into as what they type is meant; nothing where there are none."""
    visiting = desk.mechanism.visiting
    if visiting is None:
        return {}
    return {
        visiting.sheet: numbered(desk, views[visiting.sheet]),
        visiting.charges: _each_once(desk, views[visiting.charges]),
    }


def _each_once(desk: Desk, sheet: SheetView) -> SheetView:
    """Return who looks after whom, each pair once; what is there twice, or by half, is told once a run."""
    name, first = sheet.spec.name, dict[tuple[str, ...], ViewRow]()
    lines: list[str] = []
    for row in sheet.rows:
        other = first.setdefault(row.key, row)
        if other is not row:
            pair = f"第 {row.number} 行与第 {other.number} 行都是{row.key[0]}挂钩{row.key[1]}"
            lines.append(f"“{name}”表{pair}，按第 {other.number} 行，请删去多余的一行")
    lines += [
        f"“{name}”表第 {row.number} 行的{sheet.spec.keys[0]}“{row.key[0]}”没有写全名，认不出是谁"
        for row in sheet.rows
        if any(map(is_surname, names_in(row.key[0])))
    ]
    for row in sheet.loose:
        half = next((each for each in sheet.spec.keys if each in row.values), "")
        if half:
            missing = "、".join(each for each in sheet.spec.keys if each not in row.values)
            lines.append(f"“{name}”表第 {row.number} 行没有填{missing}，没有采用")
    for line in lines:
        _hint(desk, line)
    return SheetView(sheet.spec, sheet.places, list(first.values()), sheet.loose)


def numbered(desk: Desk, sheet: SheetView) -> SheetView:
    """Return the sheet of visits with a 走访号 for each row that people typed in without one.

    One that was given its number by an earlier run, which could not write it, keeps it.
    """
    visiting = desk.mechanism.visiting
    if visiting is None or not sheet.loose:
        return sheet
    standing = {row.key for row in sheet.rows}
    gone = desk.base.gone.get(sheet.spec.name, set())
    waiting = {
        key: visit_of(key[0], filled(row), visiting)
        for key, row in desk.base.cells.get(sheet.spec.name, {}).items()
        if key not in standing and key not in gone
    }
    fresh = new_numbers(desk, [row.key[0] for row in sheet.rows])
    rows: list[ViewRow] = []
    for row in sheet.loose:
        visit = visit_of("", row.values, visiting)
        if not (visit.firm or visiting.role("day") in row.values or visit.visitors):
            continue  # a note under the table
        same = next((key for key, each in waiting.items() if _alike(each, visit)), None)
        key = same or (next(fresh),)
        waiting.pop(key, None)
        rows.append(ViewRow(row.number, key, row.values))
        if not visit.firm:
            where = f"“{sheet.spec.name}”表第 {row.number} 行没有填{visiting.role('firm')}"
            _hint(desk, f"{where}，先记为 {key[0]}，补上以前不算走访")
    return SheetView(sheet.spec, sheet.places, [*sheet.rows, *rows], [])


def ask_about_repeats(desk: Desk) -> None:
    """Ask on 待确认, once a row, whether a visit that people typed in is one that stands there already.

    Both count until the office says so: nobody but who made them knows whether there were two.
    """
    visiting, place = desk.mechanism.visiting, desk.mechanism.place
    typed = desk.known.hands.get(visiting.sheet, {}) if visiting is not None else {}
    if visiting is None or not typed:
        return
    told = {str(event.data["visit"]) for event in desk.known.visited if event.data.get("sha")}
    on_day: dict[date, list[Visit]] = {}
    asked: list[Event] = []
    every, pairs = visits_of(desk), asked_pairs(desk)
    # What forms tell of comes first: of the two the typed row is the one in doubt.
    for visit in sorted(every, key=lambda each: each.number not in told):
        before = on_day.setdefault(visit.day, []) if visit.day is not None else []
        same = next((each for each in before if may_be_same_visit(each, visit, place)), None)
        before.append(visit)
        if same is None or visit.number in told or (visit.number,) not in typed:
            continue
        if repeat_ask(visit.number) not in desk.known.asked and frozenset((visit.number, same.number)) not in pairs:
            asked.append(may_repeat(desk, visiting, visit, same, Source("", "")))
    for event in desk.record(asked):
        desk.say(str(event.data["todo"]))


def _alike(left: Visit, right: Visit) -> bool:
    return (left.firm, left.day, left.visitors) == (right.firm, right.day, right.visitors)


def _hint(desk: Desk, line: str) -> None:
    """Say a line once a run, however often the register is looked at."""
    if line not in desk.hints:
        desk.hints.add(line)
        desk.say(line)
