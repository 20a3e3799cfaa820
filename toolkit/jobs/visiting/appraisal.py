"""What each unit did with the matters that firms raised (办理落实情况): figures for the yearly appraisal (绩效考评).

Seed 001 §五（四）: 由市效能办将企业家意见建议办理落实情况列入各县区（管委会）、市直各单位年度绩效考评内容.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toolkit.cases import Case
from toolkit.documents.check_book import Page, write_check_book
from toolkit.documents.setting.words import full_date
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.sheets import unit_name
from toolkit.jobs.letters.on_paper import unit_names
from toolkit.jobs.visiting.by_then import Followed, followed, was_sent
from toolkit.jobs.visiting.visit_scope import Scope

#: What is counted of a unit, in the order of the columns.
FIGURES = ("转办", "办结", "按期办结", "超期未办结", "督办", "销号", "已解决", "企业满意", "重新办理", "协办")
#: Of units that are on no list.
_OTHERS = "其他单位"
#: Widths of the workbook's columns, in characters.
_NAME, _COUNT = 34.0, 11.0
#: What the figures count.
NOTES = (
    "计本期收集的和此前收集、到本期初没有销号的诉求；按期办结：办结日期不晚于办结时限。",
    "已解决以承办单位报送的处理情况为准；企业满意含基本满意；协办为列为协办单位的件数，不计入前几栏。",
)


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What a unit did: its name, its group (县区、市直), what it led and how many matters it supported (协办)."""

    unit: str
    group: str
    led: Followed
    supported: int

    @property
    def figures(self) -> tuple[int, ...]:
        """Return the numbers below :data:`FIGURES`."""
        led = self.led
        counts = led.sent, led.closed, led.in_time, len(led.late), led.supervised, led.struck, led.solved, led.praised
        return *counts, led.again, self.supported


def by_unit(desk: Desk, scope: Scope) -> list[OfUnit]:
    """Return what each unit did that leads or supports a matter of the report, whoever has most first."""
    led: dict[str, list[Case]] = {}
    supported: dict[str, int] = {}
    for case in (*scope.earlier, *scope.cases):
        if not was_sent(case, scope.last):
            continue
        if case.role("lead"):
            led.setdefault(unit_name(desk, case.role("lead")), []).append(case)
        for name in filter(None, unit_names(desk, case.role("support")).split("、")):
            supported[name] = supported.get(name, 0) + 1
    units = desk.mechanism.units
    found = [
        OfUnit(
            name,
            unit.group if (unit := units.find(name)) else "",
            followed(led.get(name, ()), scope.last),
            supported.get(name, 0),
        )
        for name in {**led, **supported}
    ]
    return sorted(found, key=lambda each: (-each.led.matters, -each.supported, each.unit))


def appraisal_book(desk: Desk, scope: Scope, title: str) -> bytes:
    """Return a workbook of these figures for whoever appraises the units, a sheet a kind of unit, its sum below.

    Every county of the list is told, those with nothing too; of the other units those that have something.
    """
    found = by_unit(desk, scope)
    there = {each.unit for each in found}
    idle = [
        OfUnit(unit.name, unit.group, followed((), scope.last), 0)
        for unit in desk.mechanism.units
        if unit.town and unit.name not in there
    ]
    groups: dict[str, list[OfUnit]] = {}
    for each in (*found, *idle):
        groups.setdefault(each.group or _OTHERS, []).append(each)
    pages = [
        Page(
            name,
            f"{name}办理落实情况（单位：件，截至{full_date(scope.last)}）",
            ("单位", *FIGURES),
            (_NAME, *([_COUNT] * len(FIGURES))),
            [
                *(_row(each.unit, each.figures) for each in own),
                _row("合计", map(sum, zip(*(each.figures for each in own), strict=True))),
            ],
        )
        for name, own in sorted(groups.items(), key=lambda pair: (pair[0] == _OTHERS, pair[0]))
    ]
    lines = [f"依据：{scope.visiting.rules['follow']}", f"依据：{scope.visiting.rules['appraisal']}", *NOTES]
    return write_check_book(title, lines, pages, desk.as_of, desk.mechanism.office)


def _row(name: str, figures: Iterable[int]) -> list[str | float | date]:
    return [name, *figures]
