"""Hand edits on the sheets of tasks (任务台账、指标): what holds from now on, and why the rest does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from toolkit.analysis import last_complete
from toolkit.events import CellValue, Event
from toolkit.jobs.books.own_tasks import typed_in
from toolkit.jobs.books.plans import followed, goals, reports
from toolkit.jobs.books.task_units import rules_of, units_of
from toolkit.jobs.books.typed_tasks import DAYS, UNITS, WORDS, is_day
from toolkit.jobs.desk.desk import Desk
from toolkit.register import HandEdit, schema
from toolkit.tasks.following import Followed
from toolkit.tasks.reaching import Doubt, said_of

#: So many cells are told one by one.
_TOLD = 20
_NOBODY = "牵头单位、负责单位都空着，不知道由谁报送，没有采用"
_NO_DAY = "“{said}”不是日期，没有采用；请写成 2024-12-31 这样"
#: Columns that are the office's own, whatever stands there.
_FREE = frozenset({schema.REMARK})
#: Columns that hold as they stand on 任务台账; the others follow from the plan and from what was reported.
_HOLD = frozenset({*UNITS, *DAYS, *WORDS, schema.VERDICT, *_FREE})
#: Columns that the office fills in where it typed in the task itself.
_OWN = frozenset({schema.TASK, schema.PLAN, schema.MEASURE})


def gives_way(event: Event, column: str) -> bool:
    """Return whether what was typed in a cell of these sheets stands there no more: it is shown as it counts.

    A figure that was taken over is; and what was only taken out, where that says nothing, comes back.
    """
    sheet, after = event.data["sheet"], event.data["after"][column]
    if stood_there(event) and (sheet != schema.TASKS or column not in _HOLD):
        return True
    if column == schema.TASK:
        return True  # a number that stood twice gives way to the one the row got
    if sheet == schema.TARGETS:
        return "told" in event.data or after in (None, "")
    if sheet != schema.TASKS or after not in (None, ""):
        return False
    return column not in {*UNITS, *DAYS, schema.VERDICT, *_FREE}


def stood_there(event: Event) -> bool:
    """Return whether nobody typed this: the row was taken as it stood, when the journal was lost (restore 日志)."""
    return bool(event.data.get("missed")) and "standing" in event.data


def meant(desk: Desk, edit: HandEdit) -> dict[str, Any]:
    """Return what a figure typed on 指标 counts as (``told``): a report of whoever answers for it; else nothing.

    Of a goal it is the figure of the last complete quarter; of a task it puts right what its unit reported last. Where
    several units answer it is the office's own word, which settles what counts of theirs.
    """
    key, place = edit.key
    task = _task(desk, key)
    if task is None or not 1 <= _place(place) <= len(task.figures):
        return {}
    said = said_of(_written(edit.after.get(schema.REACHED)), task.figures[_place(place) - 1])
    if said.doubt is not None:
        return {}
    unit = task.answering[0] if len(task.answering) == 1 else desk.mechanism.office_short
    told = [each for each in reports(desk).get(key, ()) if each.unit in task.answering]
    latest = max(told, key=lambda each: (each.covers, each.order), default=None)
    quarter = last_complete(desk.as_of)
    if latest is not None and (not task.is_goal or latest.covers > quarter.last_day):
        period, covers = latest.period, latest.covers
    elif task.is_goal:
        period, covers = str(quarter), quarter.last_day
    else:
        return {}
    row = {"task": key, "reached": {str(_place(place) - 1): said.value}}
    return {"told": {"unit": unit, "period": period, "covers": covers, "rows": [row]}}


def hints(desk: Desk, edits: Sequence[Event]) -> Iterator[str]:
    """Yield what became of each cell that was typed in: from what to what, or why nothing follows from it."""
    own = [each for each in edits if each.data["sheet"] in {schema.TASKS, schema.TARGETS}]
    told = [line for event in own for line in _hints(desk, event)]
    yield from islice(told, _TOLD)
    if len(told) > _TOLD:
        yield f"……另有 {len(told) - _TOLD} 处"


def _hints(desk: Desk, event: Event) -> Iterator[str]:
    data = event.data
    where = f"“{data['sheet']}”表 {' '.join(data['key'])}"
    if "removed" in data:
        yield f"{where}：{_of_row(desk, event)}"
        return
    for column, after in data["after"].items():
        why = _of_figure(desk, event, column) if data["sheet"] == schema.TARGETS else _of_task(desk, event, column)
        before = _shown(data["before"].get(column))
        if why is not None:
            yield f"{where} {column}：{before} → {_shown(after)}" + (f"。{why}" if why else "")


def why_not(desk: Desk, event: Event, column: str) -> str:
    """Return why nothing follows from what stands typed in a cell, "" where it holds or was taken out."""
    data = event.data
    if column in UNITS:
        # Units that are not on 成员单位 answer all the same.
        return _NOBODY if _of_units(desk, data["key"][0], event) == _NOBODY else ""
    if data["after"].get(column) in (None, "") or (column == schema.REACHED and "told" in data):
        return ""
    why = _of_figure(desk, event, column) if data["sheet"] == schema.TARGETS else _of_task(desk, event, column)
    return why or ""


def _of_row(desk: Desk, event: Event) -> str:
    """Return what is to be said of a row that is gone, is back, or was never ours."""
    data = event.data
    task = _task(desk, data["key"][0])
    if data["removed"]:
        kept = data["sheet"] == schema.TARGETS and task is not None
        told = "这一行删去了，不再显示；任务照常跟踪" if kept else "这一行删去了，不再跟踪"
        return f"{told}；删错的，把这一行原样补回来"
    own = next((each for each in typed_in(desk, units_of(desk)) if each.key == data["key"][0]), None)
    if own is not None:
        who = "、".join(own.task.answering)
        told = f"新增的任务，由{who}报送，照常跟踪" if own.is_followed else f"新增的任务，{own.why}，见“待确认”"
        return "；".join((told, *_no_days(data.get("standing", {}))))
    if task is not None:
        return "这一行又在了，照常跟踪"
    return "没有这项任务，没有登记；要补任务的，在“任务台账”表下面接着填一行"


def _no_days(row: Mapping[str, CellValue | None]) -> Iterator[str]:
    """Yield what stands where a day belongs and is none: the task is followed without it."""
    for column in DAYS:
        if not is_day(row.get(column)):
            yield f"{column}{_NO_DAY.format(said=row[column])}"


def _of_task(desk: Desk, event: Event, column: str) -> str | None:
    """Return what is to be said of a cell on 任务台账, "" for the change alone, None for nothing."""
    key, after = event.data["key"][0], event.data["after"][column]
    if column in _OWN and tuple(event.data["key"]) in desk.known.typed_tasks:
        return None if column == schema.TASK else ""
    if column in _FREE:
        return None
    if column == schema.VERDICT:
        words = rules_of(desk).verdicts
        return "" if after in (None, "", *words) else f"“{after}”认不出，请填{'、'.join(words)}"
    if column in UNITS:
        return _of_units(desk, key, event)
    if column in WORDS:
        return "" if after else "空着不算改动，仍按原来的内容跟踪"
    if column in DAYS:
        return "" if is_day(after) else _NO_DAY.format(said=after)
    return "这一栏由文件和报送的进展得出，改了不影响跟踪；清空这一格，下次运行补回。要销号、退回的，填“核定”栏"


def _of_units(desk: Desk, key: str, event: Event) -> str:
    units, task = units_of(desk), _task(desk, key)
    typed = {each: str(event.data["after"][each] or "").strip() for each in UNITS if each in event.data["after"]}
    if task is not None:
        said = dict(zip(UNITS, (task.units.lead, task.units.support, task.units.duty), strict=True))
        if any("；".join(said[each]) != text for each, text in typed.items()):
            return _NOBODY
    strange = [word for text in typed.values() for word in units.members(text)[1]]
    return f"“{'、'.join(strange)}”不在“成员单位”表里，照写；写错的请改" if strange else ""


#: What is said of a value typed as reached that is not taken.
_NOT_TAKEN = {
    Doubt.NO_NUMBER: "不是数字，没有采用；请只填数字",
    Doubt.A_RANGE: "是一个范围，没有采用；请填一个数",
    Doubt.OTHER_UNIT: "单位和要求的对不上，没有采用；请换算后只填数字",
    Doubt.WHICH_SHARE: "看不出是百分之几，没有采用；请不带百分号填数字，百分之三十填 30",
    Doubt.WHICH_UNIT: "看不出单位对不对，没有采用；请连单位一起填，如 82000万元",
    Doubt.WHICH_LEVEL: "看不出是升降了多少，还是现在是多少，没有采用；请只填和要求对应的数字，不写“个百分点”和正负号",
    Doubt.BELOW_NOTHING: "是负数，没有采用；请核对",
}


def _of_figure(desk: Desk, event: Event, column: str) -> str | None:
    """Return what is to be said of a cell on 指标."""
    if column != schema.REACHED:
        return "这一栏由文件和报送的进展得出，改了不影响跟踪；清空这一格，下次运行补回"
    if "told" in event.data:
        told = event.data["told"]
        return f"按{told['unit']} {told['period']} 的完成数登记"
    if event.data["after"][column] in (None, ""):
        return "空着不算改动，按报送的补回"
    task = _task(desk, event.data["key"][0])
    place = _place(event.data["key"][1])
    if task is not None and 1 <= place <= len(task.figures):
        doubt = said_of(_written(event.data["after"][column]), task.figures[place - 1]).doubt
        if doubt is not None:
            return _NOT_TAKEN[doubt]
    return "单位还没有报送过，没有采用；请单位用任务进展报送表报"


def _place(text: str) -> int:
    """Return the place of a figure within its task as the sheet counts, from 1; 0 where it is none."""
    return int(text) if text.isdecimal() else 0


def _written(value: CellValue | None) -> str:
    return "" if value is None else str(value)


def _task(desk: Desk, key: str) -> Followed | None:
    return next((each for each in (*followed(desk), *goals(desk)) if each.key == key), None)


def _shown(value: CellValue | None) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "空")
