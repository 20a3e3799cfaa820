"""What the tests of cases share: the shipped mechanism, a tiny other one, and a story told in events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.cases import Case, WorkCalendar, fold
from toolkit.events import CellValue, Event, Kind
from toolkit.mechanism import Mechanism, default_name, load

TINY = Path(__file__).parent.parent / "mechanisms" / "tiny"


@pytest.fixture(scope="session")
def shunde() -> Mechanism:
    return load(default_name())


@pytest.fixture(scope="session")
def tiny() -> Mechanism:
    return load(TINY)


class Story:
    """Events about one case, one after the other; each step returns the case as it then stands."""

    def __init__(self, mechanism: Mechanism, number: str = "2026-001") -> None:
        self.mechanism = mechanism
        self.number = number
        self.events: list[Event] = []
        self.calendar = WorkCalendar()

    def add(self, kind: Kind, day: date, data: Mapping[str, Any] | None = None) -> Case:
        self.events.append(Event(kind, day, self.number, data or {}, seq=len(self.events) + 1))
        return self.case

    @property
    def case(self) -> Case:
        return fold(self.events, self.mechanism.record, self.calendar)[self.number]

    def opened(self, day: date, **values: CellValue) -> Case:
        return self.add(Kind.OPENED, day, {"values": values, "to_complete": "", "incoming": "来件.xlsx"})

    def edited(self, day: date, **after: CellValue | None) -> Case:
        return self.add(Kind.EDITED, day, {"sheet": self.mechanism.record.sheet, "before": {}, "after": after})

    def answered(
        self, day: date, *, others: Mapping[str, CellValue] | None = None, role: str = "lead", unit: str = "区招商局",
        **values: CellValue | None,
    ) -> Case:  # fmt: skip
        data = {"form": "annex3", "role": role, "unit": unit, "values": values, "others": others or {}}
        return self.add(Kind.ANSWERED, day, {**data, "to_complete": "", "incoming": "附件3.xlsx"})

    def evaluated(self, day: date, **values: CellValue | None) -> Case:
        return self.answered(day, role="evaluates", unit="", **values)

    def met(self, day: date, decision: str = "由区招商局牵头办理", **values: CellValue) -> Case:
        data = {"meeting": f"{day:%Y-%m}", "day": day, "decision": decision, "values": values}
        return self.add(Kind.MET, day, data)

    def dispatched(self, day: date) -> Case:
        return self.add(Kind.DISPATCHED, day)

    def decided(self, day: date, ask: str, *, take: bool) -> Case:
        return self.add(Kind.DECIDED, day, {"ask": ask, "take": take})

    # The beginnings that many tests share.
    def general(self, day: date) -> Case:
        """Dispatched as a general matter on ``day``."""
        self.opened(day, 企业名称="顺德甲公司", 问题困难="用电不足")
        self.edited(day, 问题分类="一般问题", 牵头单位="区招商局")
        return self.dispatched(day)

    def key(self, meeting: date, dispatched: date) -> Case:
        """Met on ``meeting`` as a key matter and dispatched."""
        self.opened(meeting, 企业名称="顺德乙公司", 问题困难="用地历史遗留")
        self.edited(meeting, 问题分类="重点问题", 牵头单位="区招商局")
        self.met(meeting)
        return self.dispatched(dispatched)


@pytest.fixture
def story(shunde: Mechanism) -> Story:
    return Story(shunde)
