"""What waits for whom today (今天要办的事), for the screen and for the register's board (看板)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.cases import Waiting, sort_waiting, waiting_of
from toolkit.cases.secrecy import UNNAMED, is_secret, open_firm
from toolkit.cases.today import TO_COMPLETE, TO_CONFIRM
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books.approval_doubts import approval_doubts
from toolkit.jobs.books.checkpoint import open_cases
from toolkit.jobs.books.kept_back import with_kept_back
from toolkit.jobs.books.task_note import task_note
from toolkit.jobs.books.unreadable import with_unreadable
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.mechanism import Phase
from toolkit.ooxml import Workbook
from toolkit.register import SheetChange, schema
from toolkit.register.board import LINES, digest_of_lines, line_of, read_board

#: What the office is told where something it wrote gave way to the list.
TYPED = f"“{schema.BOARD}”的清单里有人填写过，清单已按最新情况重写，原来的内容记在日志里；备注请写在清单右边"


def waiting(desk: Desk) -> list[Waiting]:
    """Return what waits for whom on the desk's day, the worst first."""
    asked = [_held(event) for ask, event in desk.known.asked.items() if ask not in desk.known.decided]
    cases = open_cases(desk)
    found = with_kept_back(desk, cases, waiting_of(cases, desk.as_of, desk.calendar, _fillers(desk)))
    found = with_unreadable(desk, cases, found)
    found += [*asked, *_sent_back(desk), *approval_doubts(desk, cases)]
    if desk.mechanism.visiting is not None:
        # Most offices keep no visits; theirs starts without what looks through them.
        from toolkit.jobs.visiting.open_points import waiting_visits  # noqa: PLC0415

        found += waiting_visits(desk)
    if desk.known.supervised:
        # Most offices go into no unit; theirs starts without what tells of it.
        from toolkit.jobs.books.supervisions import waiting_supervisions  # noqa: PLC0415

        found += waiting_supervisions(desk)
    return sort_waiting(found, desk.mechanism.record)


def _fillers(desk: Desk) -> dict[str, str]:
    """Return of each column that a form after the first asks for whose it is to fill; what opens a case asks others."""
    roles, forms = {"answers": "lead", "evaluates": "firm"}, desk.mechanism.forms
    asked = [(form.kind, field.column) for form in forms if form.kind in roles for field in form.own_fields]
    reported = {field.column for form in forms if form.kind == "opens" for field in form.own_fields}
    return {column: roles[kind] for kind, column in asked if column and column not in reported}


def who(desk: Desk, thing: Waiting) -> str:
    """Return who has to act, by full name; the office itself where nobody else has."""
    return unit_name(desk, thing.unit) if thing.unit else desk.mechanism.office_short


def board(desk: Desk, book: Workbook) -> tuple[SheetChange, str, list[Event]]:
    """Return what to write on the board, by what its list is known afterwards, and what is to be journalled first.

    The list's own rows are written anew each time; what a person wrote into them is journalled before it gives way.
    Where the office took the list away, there is nothing to write.
    """
    there = read_board(book)
    if there is None:
        return SheetChange(), "", []
    wanted = _lines(desk)
    change = there.change(wanted)
    ours = desk.known.boards
    # A journal that was begun anew (restore 日志) knows of no list: the one that is there was ours.
    if not (change and there.lines_filled) or not ours or there.digest in ours:
        return change, digest_of_lines(wanted), []
    rows = {f"第{number}行": " ".join(map(str, line.values())) for number, line in there.lines_filled.items()}
    typed = Event(Kind.EDITED, desk.as_of, data={"sheet": schema.BOARD, "before": {}, "after": rows})
    return change, digest_of_lines(wanted), [typed]


def _lines(desk: Desk) -> list[dict[str, CellValue]]:
    found, tasks, visits = waiting(desk), task_note(desk), desk.mechanism.visiting is not None
    room = LINES - (tasks is not None) - visits
    shown = found if len(found) <= room else found[: room - 1]
    lines = [
        line_of(
            count, each.kind, each.number, _firm(desk, each), _acting(desk, each), each.due,
            -each.left if each.left is not None and each.left < 0 else None, each.todo,
        )
        for count, each in enumerate(shown, start=1)
    ]  # fmt: skip
    if len(found) > len(shown):
        words = f"另有 {len(found) - len(shown)} 项，运行“情况一览”查看"
        lines.append(line_of(room, "", "", "", "", None, None, words))
    if tasks is not None:
        office = desk.mechanism.office_short
        lines.append(line_of(len(lines) + 1, "任务", "", "", office, tasks.due, None, tasks.words))
    if visits:
        lines.append(_visits(desk, len(lines) + 1))
    return lines


def _visits(desk: Desk, count: int) -> dict[str, CellValue]:
    """Return the last line of the list: how far this quarter's visits reach, who is short, when the report is due."""
    # Most offices keep no visits; theirs starts without what reckons with them.
    from toolkit.jobs.visiting.visit_scope import next_due, visits_line  # noqa: PLC0415

    return line_of(count, "走访", "", "", desk.mechanism.office_short, next_due(desk), None, visits_line(desk))


def _firm(desk: Desk, thing: Waiting) -> str:
    """Return the firm as the board names it, which many look at: of a secret case it does not."""
    case = desk.cases.get(thing.number) if thing.number else None
    return open_firm(case) if case is not None and is_secret(case) else thing.firm


def _acting(desk: Desk, thing: Waiting) -> str:
    """Return who has to act: of a secret case the firm, which often reports for itself, is not named here either."""
    named = who(desk, thing)
    known = not thing.unit or desk.mechanism.units.find(thing.unit) is not None
    return named if known or _firm(desk, thing) == thing.firm else UNNAMED


def _sent_back(desk: Desk) -> Iterator[Waiting]:
    """Yield the forms that went back to their senders (退回补正) and have not come again."""
    for (form, _), event in desk.known.sent_back.items():
        number = next(iter(event.data.get("numbers", ())), "")
        case = desk.cases.get(number)
        if case is not None and (case.removed or case.phase in {Phase.CLOSED, Phase.WITHDRAWN}):
            continue
        unit = unit_name(desk, event.data["unit"]) if event.data.get("unit") else ""
        day = f"{event.day.month}月{event.day.day}日"
        todo = f"{day}退回补正，等改好再报：{form}"
        yield Waiting(TO_COMPLETE, number, event.data.get("firm", ""), unit, todo=todo)


def _held(event: Event) -> Waiting:
    """Return the question to the office that a return led to which belongs to no case yet."""
    data = event.data
    todo = data.get("todo") or f"来件归属待定，见“待确认”表：{data.get('incoming', '')}"
    return Waiting(TO_CONFIRM, event.number or data.get("proposed", ""), data.get("firm", ""), todo=todo)
