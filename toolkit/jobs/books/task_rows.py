"""The sheets of tasks (任务台账、指标、进展): what they should show of the plans that are followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.events import CellValue
from toolkit.jobs.books.lost_plans import has_lost_its_plan
from toolkit.jobs.books.own_tasks import typed_in
from toolkit.jobs.books.plans import goals, reports, standings
from toolkit.jobs.books.task_units import rules_of, units_of
from toolkit.jobs.desk.desk import Desk
from toolkit.mechanism.following import follows_tasks
from toolkit.register import Wanted, schema
from toolkit.tasks.following import Report, Standing
from toolkit.tasks.printed import number
from toolkit.tasks.targets import Target, change_words, targets

Row = dict[str, CellValue]


def shown(desk: Desk) -> dict[str, Wanted]:
    """Return what the sheets of tasks should show; nothing where the mechanism follows no tasks.

    A row whose task is followed no more is emptied, where nobody wrote in it; one of a plan that the
    journal has lost stands as it is.
    """
    if not follows_tasks(desk.mechanism):
        return {}
    wanted = _followed(desk) if desk.known.plans else dict[str, Wanted]()
    for name in (schema.TASKS, schema.TARGETS, schema.PROGRESS):
        rows, typed = wanted.get(name, {}), desk.known.hands.get(name, {})
        over = [key for key in desk.base.cells.get(name, {}) if key not in rows and key not in typed]
        wanted[name] = {**rows, **{key: Row() for key in over if not has_lost_its_plan(desk, key)}}
    return wanted


def _followed(desk: Desk) -> dict[str, Wanted]:
    found, known, rules = standings(desk), reports(desk), rules_of(desk)
    tasks = [*(each.task for each in found), *goals(desk)]
    figures = [one for each in tasks for one in targets(each, known.get(each.key, ()), desk.as_of)]
    words = {meaning: word for word, meaning in rules.progress.items()}
    own = [each for each in typed_in(desk, units_of(desk)) if not each.is_followed]
    return {
        schema.TASKS: {
            **{(each.task.key,): _task(each) for each in found},
            **{(each.key,): {schema.TASK: each.key, "现状": each.state} for each in own},
        },
        schema.TARGETS: {(each.task.key, str(each.place + 1)): _target(each) for each in figures},
        schema.PROGRESS: {
            (each.key, each.period, each.unit): _report(each, words) for reported in known.values() for each in reported
        },
    }


def _task(each: Standing) -> Row:
    task = each.task
    latest = [one for one in each.latest.values() if one.unit in task.answering] or list(each.latest.values())
    row: dict[str, CellValue | None] = {
        "任务号": task.key, "文件": task.plan, "措施编号": task.measure, "措施标题": task.title, "任务内容": task.text,
        "牵头单位": "；".join(task.units.lead), "配合单位": "；".join(task.units.support),
        "负责单位": "；".join(task.units.duty), schema.DUE: task.due, "有效期至": task.until,
        "现状": each.state.value, "逾期天数": each.late_by or None,
        "最近报送": max((one.day for one in each.latest.values()), default=None),
        "工作进展": _told(latest, "words"), "存在困难": _told(latest, "difficulty"),
        "下一步": _told(latest, "next_step"),
    }  # fmt: skip
    return _filled(row)


def _told(latest: Sequence[Report], name: str) -> str:
    """Return what units said, each behind its name where several did."""
    said = [(each.unit, str(getattr(each, name))) for each in latest if getattr(each, name)]
    return said[0][1] if len(latest) == 1 and said else "\n".join(f"{unit}：{text}" for unit, text in said)


def _target(each: Target) -> Row:
    row: dict[str, CellValue | None] = {
        "任务号": each.task.key, "序": str(each.place + 1), "指标": each.figure.clause, "目标": each.figure.words,
        "完成数": _number(each.reached), "差距": _lacking(each),
        "完成率": None if each.share is None or each.is_of_each_period else f"{100 * each.share:.1f}%",
        schema.PERIOD: each.period, schema.BEFORE: _number(each.before), schema.CHANGE: change_words(each),
        "报送单位": "；".join(f"{unit} {number(value)}" for unit, value in each.by_unit.items()),
    }  # fmt: skip
    return _filled(row)


def _lacking(each: Target) -> str:
    if each.unsettled:
        return "待定：几个单位报数不同"
    if each.is_of_each_period and each.reached is not None:
        return "按期计，请逐期核对"
    return "已达到" if each.is_met else _number(each.missing)


def _report(each: Report, words: Mapping[str, str]) -> Row:
    row: dict[str, CellValue | None] = {
        "任务号": each.key, "报送期": each.period, "单位": each.unit, "报送日期": each.day,
        "进展情况": words.get(each.progress.value, ""),
        "完成数": "；".join(f"指标{place + 1}：{number(value)}" for place, value in sorted(each.reached.items())),
        "工作进展": each.words, "存在困难": each.difficulty, "下一步": each.next_step, "来件": each.incoming,
    }  # fmt: skip
    return _filled(row)


def _number(value: float | None) -> str:
    return "" if value is None else number(value)


def _filled(row: Mapping[str, CellValue | None]) -> Row:
    return {column: value for column, value in row.items() if value not in (None, "")}
