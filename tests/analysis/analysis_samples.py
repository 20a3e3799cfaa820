"""Cases for the tests of the analysis, made as the toolkit makes them: by folding events."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from toolkit.cases import Case, WorkCalendar, fold
from toolkit.events import Event, Kind
from toolkit.mechanism import Mechanism, load

CALENDAR = WorkCalendar()
SHUNDE = load("shunde")
GENERAL, KEY = "一般问题", "重点问题"
SOLVED, UNSOLVED = "已解决", "不能解决"


@dataclass
class Story:
    """What happened to one case; what is None did not happen."""

    number: str
    received: date
    kind: str = GENERAL
    category: str = "B 生产经营"
    firm: str = "甲公司"
    subject: str = "用电增容"
    reporter: str = "北滘镇"
    lead: str = "区教育局"
    dispatched: date | None = None
    opinion: date | None = None
    closed: date | None = None
    surveyed: date | None = None
    outcome: str = SOLVED
    evaluated: date | None = None
    satisfaction: str = "满意"
    again: date | None = None
    edits: list[tuple[date, dict[str, object]]] = field(default_factory=list)

    def events(self) -> list[Event]:
        """Return its events in the order of their days."""
        found = [self._opened()]
        if self.dispatched:
            if self.kind == KEY:
                met = {"meeting": "2024-01", "day": self.dispatched, "decision": "", "values": {}}
                found.append(Event(Kind.MET, self.dispatched, self.number, met))
            found.append(Event(Kind.DISPATCHED, self.dispatched, self.number, {"units": [self.lead]}))
        if self.opinion:
            found.append(self._answer(self.opinion, {"办理意见": "拟于本月现场踏勘"}))
        if self.closed:
            found.append(self._answer(self.closed, {"办理结果": "已完成", "处理情况": self.outcome}))
        if self.surveyed:
            found.append(Event(Kind.SURVEYED, self.surveyed, self.number))
        if self.evaluated:
            found.append(self._answer(self.evaluated, {"满意度": self.satisfaction}))
        if self.again:
            found.append(Event(Kind.DISPATCHED, self.again, self.number, {"units": [self.lead]}))
        for day, after in self.edits:
            found.append(Event(Kind.EDITED, day, self.number, {"before": {}, "after": after, "by": "测试"}))
        return sorted(found, key=lambda event: event.day)

    def _opened(self) -> Event:
        values = {
            "企业名称": self.firm,
            "报送单位": self.reporter,
            "提交日期": self.received,
            "问题类别": self.category,
            "案由": self.subject,
            "问题分类": self.kind,
            "牵头单位": self.lead,
            "联系电话": "13800138000",
            "企业联系人": "张三",
        }
        return Event(Kind.OPENED, self.received, self.number, {"values": values, "sha": ""})

    def _answer(self, day: date, values: dict[str, object]) -> Event:
        return Event(Kind.ANSWERED, day, self.number, {"role": "lead", "unit": self.lead, "values": values})


def cases_of(stories: list[Story], mechanism: Mechanism = SHUNDE) -> dict[str, Case]:
    """Return the cases that the stories make."""
    events = sorted((event for story in stories for event in story.events()), key=lambda event: event.day)
    return fold(events, mechanism.record, CALENDAR)


def golden() -> list[Story]:
    """Return the first quarter of 2024 in small: every kind of fate once."""
    day = date
    return [
        Story("2024-001", day(2024, 1, 4), dispatched=day(2024, 1, 8), closed=day(2024, 1, 30),
              evaluated=day(2024, 2, 1)),
        Story("2024-002", day(2024, 1, 10), category="A 招商增资", reporter="容桂", lead="税务局",
              dispatched=day(2024, 1, 15), closed=day(2024, 3, 1), evaluated=day(2024, 3, 5), satisfaction="基本满意"),
        Story("2024-003", day(2024, 2, 1), dispatched=day(2024, 2, 5), closed=day(2024, 2, 20), outcome=UNSOLVED,
              evaluated=day(2024, 2, 26), satisfaction="不满意"),
        Story("2024-004", day(2024, 2, 19), reporter="北滘商会", dispatched=day(2024, 2, 20), lead="区税务局"),
        Story("2024-005", day(2024, 3, 1), kind=KEY, category="C 历史遗留", dispatched=day(2024, 3, 4),
              opinion=day(2024, 3, 20)),
        Story("2024-006", day(2024, 1, 25), kind=KEY, dispatched=day(2024, 2, 2), lead="区公安局"),
        Story("2024-007", day(2024, 3, 28)),
        Story("2024-008", day(2024, 3, 5), dispatched=day(2024, 3, 6), closed=day(2024, 3, 15)),
        Story("2024-009", day(2024, 3, 6), edits=[(day(2024, 3, 7), {"状态": "已撤销"})]),
        Story("2024-010", day(2024, 1, 9), dispatched=day(2024, 1, 10), lead="区交通局",
              edits=[(day(2024, 3, 8), {"状态": "挂账"})]),
        Story("2024-011", day(2024, 1, 5), dispatched=day(2024, 1, 8), closed=day(2024, 1, 20),
              evaluated=day(2024, 1, 22), satisfaction="不满意", again=day(2024, 1, 24)),
        # accepted in the quarter before: closed now, and still overdue
        Story("2023-090", day(2023, 12, 20), dispatched=day(2023, 12, 22), closed=day(2024, 1, 10)),
        Story("2023-091", day(2023, 11, 20), dispatched=day(2023, 11, 22), lead="区教育局"),
        # a later quarter
        Story("2024-020", day(2024, 4, 2), dispatched=day(2024, 4, 3)),
    ]  # fmt: skip


def many(seed: int, count: int, begin: date = date(2023, 1, 2), days: int = 455) -> list[Story]:
    """Return ``count`` stories of chance, over five quarters unless told."""
    chance = random.Random(seed)
    units = [unit.name for unit in SHUNDE.units if unit.group == "部门"]
    towns = [unit.name for unit in SHUNDE.units if unit.group != "部门"]
    return [_one(chance, f"{begin.year}-{at:03d}", begin, days, units, towns) for at in range(1, count + 1)]


def _one(chance: random.Random, number: str, begin: date, days: int, units: list[str], towns: list[str]) -> Story:
    received = begin + timedelta(chance.randrange(days))
    story = Story(number, received, kind=KEY if chance.random() < 0.25 else GENERAL)
    story.category = chance.choice([*(each.stored for each in SHUNDE.categories), "B 生产经营", ""])
    story.reporter = chance.choice([*towns, "某某协会*", ""])
    story.lead = chance.choice([*units[:8], units[0], units[0], units[1], "某外单位", "=外单位"])
    story.firm, story.subject = f"顺德某{chance.randrange(90)}有限公司", chance.choice(["用地不足", "招工难", "停车难"])
    day = received
    if chance.random() < 0.9:
        day = story.dispatched = day + timedelta(chance.randrange(1, 8))
        if chance.random() < 0.7:
            story.opinion = day + timedelta(chance.randrange(5, 40))
        if chance.random() < 0.75:
            day = story.closed = day + timedelta(chance.randrange(5, 60))
            # Not of the same chance: what comes after it would be another story.
            asked = random.Random(number)
            if asked.random() < 0.7:
                story.surveyed = day + timedelta(asked.randrange(6))
            story.outcome = chance.choice([SOLVED, SOLVED, SOLVED, UNSOLVED])
            if chance.random() < 0.7:
                day = story.evaluated = day + timedelta(chance.randrange(1, 20))
                story.satisfaction = chance.choice(["满意", "满意", "满意", "基本满意", "不满意"])
                if story.satisfaction == "不满意" and chance.random() < 0.5:
                    story.again = day + timedelta(chance.randrange(1, 9))
    if chance.random() < 0.05:
        story.edits = [(day + timedelta(3), {"状态": chance.choice(["已撤销", "挂账"])})]
    return story
