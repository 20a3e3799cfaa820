"""A checked ledger of tasks is taken over (接受任务台账): from now on its tasks are followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.events import Event, Kind
from toolkit.files import sha256
from toolkit.intake import Grid, UnreadableError
from toolkit.intake.plain.headed import table_under
from toolkit.intake.process.cells import read_cells
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.books.lost_plans import has_lost_its_plan, serial_of
from toolkit.jobs.books.plans import by_unit
from toolkit.jobs.books.task_units import rules_of, units_of
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.order import Order
from toolkit.jobs.following.figures_again import shifted
from toolkit.register import schema
from toolkit.tasks.accepting import FIGURE_HEADS, FIGURES, TASK_HEADS, TASKS, Flaw, Line, accept
from toolkit.tasks.following import Followed
from toolkit.tasks.goals import goals
from toolkit.tasks.kept import task_data
from toolkit.workspace import Workspace

#: What stands before the plan's title on the ledger's first sheet.
_TITLE = "任务台账："
#: So many flaws are told at once.
_TOLD = 12


def accept_ledger(workspace: Workspace, order: Order, data: bytes, name: str) -> int:
    """Take a checked ledger over, tell what was taken, and return the exit status.

    Accepting the ledger of a plan that is followed already replaces its tasks; what was reported stays with the tasks
    that keep their number.

    Returns:
        0 where everything was clear; 1 where a unit is not on the list of member units and stands as written,
        where a figure is left undecided, or stands elsewhere than the value that was reported of it.

    Raises:
        ToolkitError: the mechanism follows no tasks, or the ledger cannot be read or has flaws; nothing is taken over.
    """
    with open_desk(workspace, order) as desk:
        rules_of(desk)
        title, tasks, figures = _sheets(desk, data, name)
        serial, units = _serial(desk, title), units_of(desk)
        found, flaws = accept(serial, title, tasks, figures, units)
        whole, more = goals(serial, title, figures, units, desk.mechanism.office_short)
        flaws += more
        grave = [each for each in flaws if each.grave]
        if grave or not found:
            _refuse(name, grave)
        for flaw in flaws[:_TOLD]:
            desk.say(str(flaw))
        if len(flaws) > _TOLD:
            desk.say(f"……另有 {len(flaws) - _TOLD} 处单位不在“成员单位”表里")
        again = serial in desk.known.plans
        moved = list(shifted(desk, serial, [*found, *whole]))
        kept = {
            "plan": serial,
            "title": title,
            "name": name,
            "sha": sha256(data),
            "tasks": [task_data(each) for each in found],
            "goals": [task_data(each) for each in whole],
        }
        desk.record([Event(Kind.PLANNED, desk.as_of, data=kept)])
        measures = len({each.measure for each in found})
        what = f"措施 {measures} 条、任务 {len(found)} 项，涉及单位 {len(by_unit(found))} 个"
        desk.say(f"《{title}》{'重新' if again else ''}纳入跟踪：{what}")
        for line in (*_of_goals(whole), *moved):
            desk.say(line)
        update(desk)
    return 1 if flaws or moved else 0


def _of_goals(whole: Sequence[Followed]) -> Iterator[str]:
    own = sum(not each.units.all for each in whole)
    if whole:
        yield f"总体目标 {len(whole)} 个，一并跟踪" + (f"；其中 {own} 个没有写由谁报数" if own else "")
    if own:
        yield (
            f"  没有写的，请把完成数填在总台账“{schema.TARGETS}”表，每季度填一次；"
            "或者在任务台账“指标”表的“牵头或负责单位”栏写上单位，再纳入一次，以后由它报"
        )


def _refuse(name: str, flaws: Sequence[Flaw]) -> None:
    told = "；".join(map(str, flaws[:_TOLD])) + (f"；……共 {len(flaws)} 处" if len(flaws) > _TOLD else "")
    raise ToolkitError(
        f"“{name}”还不能纳入跟踪：{told or '“任务”表里没有任务'}", "改好以后保存，再运行一次；什么都没有登记"
    )


def _serial(desk: Desk, title: str) -> str:
    """Return the plan's serial: the one it has, or the next."""
    # Of a plan that the journal lost only its rows tell; what was reported of them stands by their numbers.
    rows = desk.base.cells.get(schema.TASKS, {}).items()
    stand = {str(row.get(schema.PLAN) or ""): serial_of(key[0]) for key, row in rows if has_lost_its_plan(desk, key)}
    there = {**stand, **{event.data["title"]: serial for serial, event in desk.known.plans.items()}}
    taken = (int(serial) for serial in (*desk.known.plans, *stand.values()))
    return there.get(title) or f"{max(taken, default=0) + 1:02d}"


def _sheets(desk: Desk, data: bytes, name: str) -> tuple[str, list[Line], list[Line]]:
    """Return the plan's title, the rows of tasks and those of figures.

    Raises:
        ToolkitError: it cannot be read, or is no ledger of tasks.
    """
    try:
        grids = read_cells(data, name, desk.mechanism)
    except UnreadableError as error:
        raise ToolkitError(f"“{name}”读不出来：{error}", "请用任务分解写出的台账，核对后另存为 xlsx 再试") from error
    tasks = _lines(grids, TASKS, TASK_HEADS)
    if tasks is None:
        raise ToolkitError(
            f"“{name}”里没有“{TASKS}”表，或者这张表缺少栏目",
            f"要用任务分解写出的任务台账，“{TASKS}”表要有：{'、'.join(TASK_HEADS)}",
        )
    return _title(grids, name), tasks, _lines(grids, FIGURES, FIGURE_HEADS) or []


def _title(grids: Sequence[Grid], name: str) -> str:
    for grid in grids:
        text = grid.text(0, 0).strip()
        if text.startswith(_TITLE):
            return text.removeprefix(_TITLE)
    return Path(name).stem.removeprefix("任务台账").strip() or Path(name).stem


def _lines(grids: Sequence[Grid], name: str, heads: Sequence[str]) -> list[Line] | None:
    """Return the rows under the headers of a sheet, None where there is no such sheet with these headers."""
    for grid in (each for each in grids if each.name == name):
        if table := table_under(grid, heads):
            places, rows = table
            return [
                Line(row + 1, {head: grid.cells.get((row, place)) for head, place in places.items()}) for row in rows
            ]
    return None
