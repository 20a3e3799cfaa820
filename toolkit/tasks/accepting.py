"""A ledger of tasks that a person has checked, to tasks that are followed (接受任务台账).

The ledger's words count, not the plan's: whoever checked it may have put units, days and figures right, struck tasks
out or added some.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from toolkit.tasks.following import Followed
from toolkit.tasks.members import Units
from toolkit.tasks.model import Answerable, Bound, Figure, Kind

#: The sheets of the ledger that are read, as ``documents.task_ledger`` writes them.
TASKS, FIGURES = "任务", "指标"
_MEASURE, _PLACE, _TEXT = "措施编号", "项", "任务内容"
_LEAD, _SUPPORT, _DUTY = "牵头单位", "配合单位", "负责单位"
_DUE, _UNTIL = "届满日", "有效期"
_CLAUSE, _KIND, _BOUND, _LOW, _HIGH, _UNIT = "原文", "种类", "怎样算", "数值", "上限", "单位"
#: Headers without which a sheet is not the one it is called.
TASK_HEADS = (_MEASURE, _PLACE, _TEXT, _LEAD, _SUPPORT, _DUTY, _DUE)
FIGURE_HEADS = (_MEASURE, _PLACE, _CLAUSE, _BOUND, _LOW, _UNIT)
#: A figure of the plan as a whole; who tells it is whom the office fills in, nobody as the plan stands.
GOAL = "总体目标"
_DAY = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
#: 一是、二是 ahead of a task, and where its first words end.
_POINT, _CLAUSES = re.compile(r"^[一二三四五六七八九十]+(?:是|要)"), re.compile(r"[，,；;。：:]")
_TITLE = 18

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its number as the program shows it, and its cells by header."""

    row: int
    cells: Mapping[str, Cell]

    def text(self, head: str) -> str:
        value = self.cells.get(head)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What cannot be taken over as it stands: sheet, row, header, and what is wrong, as a clerk is told it.

    ``grave`` says that the ledger is not accepted before it is put right.
    """

    sheet: str
    row: int
    head: str
    why: str
    grave: bool = True

    def __str__(self) -> str:
        return f"“{self.sheet}”表第 {self.row} 行“{self.head}”：{self.why}"


def accept(
    serial: str, title: str, tasks: Sequence[Line], figures: Sequence[Line], units: Units
) -> tuple[list[Followed], list[Flaw]]:
    """Return the tasks of a checked ledger, and what is wrong with it.

    Args:
        serial: the plan's number among those that are followed; a task's key begins with it.
        title: the plan's title.
        tasks: the rows of the sheet of tasks.
        figures: the rows of the sheet of figures.
        units: how units are known.
    """
    flaws: list[Flaw] = []
    named, _ = figures_of(figures, flaws)
    found: dict[str, Followed] = {}
    for line in tasks:
        task = _task(serial, title, line, units, flaws)
        if task is None:
            continue
        if task.key in found:
            flaws.append(
                Flaw(TASKS, line.row, _PLACE, f"措施 {task.measure} 第 {task.place} 项前面已有，请改成另一个号")
            )
            continue
        belonging = named.pop((task.measure, task.place), ())
        found[task.key] = replace(task, figures=tuple(figure for _, figure in belonging))
    for (measure, place), left in named.items():
        flaws += [Flaw(FIGURES, row, _MEASURE, f"“任务”表里没有措施 {measure} 第 {place} 项") for row, _ in left]
    return _told_apart(found), flaws


def parts(lead: Sequence[str], support: Sequence[str], duty: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who answers for a task and who supports it: the lead answers, without one those responsible."""
    answering = tuple(lead or duty)
    return answering, tuple(each for each in (*(duty if lead else ()), *support) if each not in answering)


def _task(serial: str, title: str, line: Line, units: Units, flaws: list[Flaw]) -> Followed | None:
    measure, text = line.text(_MEASURE), line.text(_TEXT)
    if not measure and not text:
        return None
    place = _whole(line, _PLACE, TASKS, flaws)
    if not measure or not text or place is None:
        flaws += [Flaw(TASKS, line.row, head, "空着") for head in (_MEASURE, _TEXT) if not line.text(head)]
        return None
    heads = (_LEAD, _SUPPORT, _DUTY)
    roles = dict(zip(heads, units.by_role([line.text(head) for head in heads]), strict=True))
    for head, (_, strange) in roles.items():
        flaws += [Flaw(TASKS, line.row, head, units.why_nobody(each), grave=False) for each in strange]
    lead, support, duty = (tuple(roles[head][0]) for head in heads)
    if not lead and not duty:
        flaws.append(Flaw(TASKS, line.row, _LEAD, "没有牵头单位，也没有负责单位，不知道由谁报送"))
    answering, supporting = parts(lead, support, duty)
    return Followed(
        key=f"{serial}-{measure}-{place}",
        plan=title,
        measure=measure,
        place=place,
        sections=tuple(each for each in line.text("章节").split("\n") if each),
        title=line.text("措施标题"),
        text=text,
        units=Answerable(_said(line, _LEAD), _said(line, _SUPPORT), _said(line, _DUTY)),
        answering=answering,
        supporting=supporting,
        due=_day(line, _DUE, flaws),
        until=last_day(line.text(_UNTIL)),
    )


def _told_apart(tasks: Mapping[str, Followed]) -> list[Followed]:
    """Return the tasks, those of one measure with a title each: the measure's, and what the task begins with."""
    many = Counter(each.measure for each in tasks.values())
    return [replace(each, title=_own_title(each)) if many[each.measure] > 1 else each for each in tasks.values()]


def _own_title(task: Followed) -> str:
    words = _POINT.sub("", task.text, count=1).strip("，,；;。 ")
    begins = [each.strip() for each in _CLAUSES.split(words) if each.strip() and each.strip() != task.title]
    own = begins[0] if begins else f"第 {task.place} 项"
    return f"{task.title}：{own[:_TITLE]}{'…' * (len(own) > _TITLE)}" if task.title else own


def _said(line: Line, head: str) -> tuple[str, ...]:
    return (line.text(head),) if line.text(head) else ()


def figures_of(
    lines: Sequence[Line], flaws: list[Flaw]
) -> tuple[dict[tuple[str, int], list[tuple[int, Figure]]], list[tuple[Line, Figure]]]:
    """Return the figures of the second sheet: by measure and place, each with its row; and those of the whole plan."""
    found: dict[tuple[str, int], list[tuple[int, Figure]]] = {}
    whole: list[tuple[Line, Figure]] = []
    bounds = {each.value: each for each in Bound}
    for line in lines:
        measure = line.text(_MEASURE)
        if not measure:
            continue
        if not _is_target(line, flaws):
            continue
        place = _whole(line, _PLACE, FIGURES, flaws) if measure != GOAL else 0
        low, bound = _number(line, _LOW, flaws), bounds.get(line.text(_BOUND))
        if bound is None:
            words = "、".join(word for word in bounds if word)
            flaws.append(Flaw(FIGURES, line.row, _BOUND, f"“{line.text(_BOUND)}”不认得，请填{words}，或留空"))
        if place is None or low is None or bound is None:
            continue
        high = _number(line, _HIGH, flaws) if bound is Bound.BETWEEN else low
        figure = Figure(line.text(_CLAUSE), low, low if high is None else high, line.text(_UNIT), bound)
        if measure == GOAL:
            whole.append((line, figure))
        else:
            found.setdefault((measure, place), []).append((line.row, figure))
    return found, whole


def _is_target(line: Line, flaws: list[Flaw]) -> bool:
    """Return whether a figure is to be reached; in a ledger without the column of kinds every one is."""
    said = line.text(_KIND)
    if said in {"", Kind.TARGET.value}:
        return True
    if said == Kind.OPEN.value:
        why = f"还是“{said}”，没有跟踪这个数字；是要达到的请改成“{Kind.TARGET.value}”，再纳入一次"
        flaws.append(Flaw(FIGURES, line.row, _KIND, why, grave=False))
    elif said not in {each.value for each in Kind}:
        words = "、".join(each.value for each in Kind if each is not Kind.OPEN)
        flaws.append(Flaw(FIGURES, line.row, _KIND, f"“{said}”不认得，请填{words}"))
    return False


def _whole(line: Line, head: str, sheet: str, flaws: list[Flaw]) -> int | None:
    text = line.text(head)
    if text.isdecimal() and int(text) > 0:
        return int(text)
    flaws.append(Flaw(sheet, line.row, head, f"“{text}”不是第几项，请填 1、2、3" if text else "空着，请填 1、2、3"))
    return None


def _number(line: Line, head: str, flaws: list[Flaw]) -> float | None:
    text = line.text(head).replace(",", "").replace("，", "")
    try:
        return float(text)
    except ValueError:
        flaws.append(Flaw(FIGURES, line.row, head, f"“{text}”不是数字" if text else "空着，请填数字"))
        return None


def _day(line: Line, head: str, flaws: list[Flaw]) -> date | None:
    value = line.cells.get(head)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = line.text(head)
    found = last_day(text)
    if text and found is None:
        flaws.append(Flaw(TASKS, line.row, head, f"“{text}”不是日期，请写成 2024-12-31 这样；没有时限的留空"))
    return found


def last_day(text: str) -> date | None:
    """Return the last of the days that a text names in figures, None where it names none."""
    days: list[date] = []
    for year, month, day in _DAY.findall(text):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max(days, default=None)
