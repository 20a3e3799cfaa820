"""The state (状态): how the watch stands, as the status line, the block on the screen and the heartbeat tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Mood(Enum):
    """How it goes, in the words that people read first."""

    WELL = "值守正常"
    ILL = "值守暂停"
    SILENT = "值守没有回应"
    STANDBY = "候补值守"
    STOPPED = "值守已停止"


@dataclass(frozen=True, slots=True)
class State:
    """What there is to tell at one moment.

    Attributes:
        mood, now: how it goes, and when that was so.
        since: from when on ``taken`` counts, in words.
        taken: how many files came in.
        outcomes: of them, how many of each outcome (已登记, 已更新, 待补正, 待确认, 重复).
        set_aside: how many of them wait for a person.
        moving, opened, left: files in the inbox that are being copied, open in a program, could not be taken in.
        register: what keeps rows from the register, "" where nothing does.
        trouble: what is wrong, or who else watches; "" where all is well.
        visits: how far this quarter's visits reach, "" where none are kept.
        tasks: how the tasks of plans stand, "" where none are followed; told in the block only.
    """

    mood: Mood
    now: datetime
    since: str = ""
    taken: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    set_aside: int = 0
    moving: int = 0
    opened: int = 0
    left: int = 0
    register: str = ""
    trouble: str = ""
    visits: str = ""
    tasks: str = ""

    def line(self) -> str:
        """Return the status line."""
        return f"{self.mood.value} {self.now:%Y-%m-%d %H:%M:%S}，{self.facts()}"

    def facts(self) -> str:
        """Return the status line without the moment: it changes only when something has."""
        parts = [f"{self.since}收件 {self.taken} 份{self._outcomes('（', '）')}"]
        parts += [f"需要处理 {self.set_aside} 份"] if self.set_aside else []
        return "，".join([*parts, *self._inbox(), *filter(None, [self.register, self.trouble])])

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield the block on the screen: what each row is about, and what it says."""
        yield self.mood.value, f"{self.now:%H:%M:%S}" + (f"　{self.trouble}" if self.trouble else "")
        yield f"{self.since}收件", f"{self.taken} 份{self._outcomes('：', '')}"
        if self.set_aside:
            yield "需要处理", f"{self.set_aside} 份，见总台账“收件日志”“待确认”和 outbox/退回补正"
        inbox = "，".join(self._inbox())
        if inbox:
            yield "收件箱", inbox
        if self.visits:
            yield "走访", self.visits
        if self.register:
            yield "总台账", self.register.removeprefix("总台账")
        if self.tasks:
            yield "任务", self.tasks

    def _outcomes(self, before: str, after: str) -> str:
        words = "、".join(f"{name} {count}" for name, count in self.outcomes.items() if count)
        return f"{before}{words}{after}" if words else ""

    def _inbox(self) -> list[str]:
        counts = {"正在复制": self.moving, "正打开着": self.opened, "没有收完": self.left}
        return [f"{words} {count} 份" for words, count in counts.items() if count]
