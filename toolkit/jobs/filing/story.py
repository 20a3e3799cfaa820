"""The story of a case (经过): what happened to it, a line an event, what was taken back among it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath

from toolkit.cases import VERSION, Case, apply
from toolkit.events import Event, Kind
from toolkit.jobs.books.gaps import begins_again, in_order
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.tally import command_of
from toolkit.jobs.filing.particulars import decided, particulars
from toolkit.jobs.filing.supervision_story import supervision_line

#: The folder under outbox/ with the forms that go back to be mended.
_RETURNED = "退回补正"
_WORDS = {
    Kind.OPENED: "登记",
    Kind.ANSWERED: "来表",
    Kind.HELD: "待确认",
    Kind.EDITED: "人工修改",
    Kind.SPLIT: "拆分",
    Kind.CONSULTED: "征求核实",
    Kind.CATALOGUED: "列入目录",
    Kind.MET: "{take_up}",
    Kind.PUT_OFF: "暂缓",
    Kind.AMENDED: "纪要修改",
    Kind.DISPATCHED: "交办",
    Kind.SURVEYED: "发评价表",
    Kind.RECOUNTED: "时限待确认",
    Kind.DECIDED: "确认",
    Kind.SUGGESTED: "建议",
    Kind.REMINDED: "催办",
    Kind.REQUESTED: "申请",
    Kind.REPLIED: "答复申请单位",
    Kind.RETOLD: "告知时限变更",
    Kind.PROGRESS: "{short}前反馈",
}


def story(desk: Desk, number: str) -> Iterator[str]:
    """Yield what happened to a case, a line an event, with the status where it changed."""
    telling = _Telling(desk, number)
    taken_back = {event.seq for event in desk.withdrawn}
    standing = (event for event in desk.events if event.seq not in taken_back)
    for event in in_order(chain(standing, desk.withdrawn), number):
        parts = telling.withdrawn(event) if event.seq in taken_back else telling.heard(event)
        if parts:
            yield f"{event.day.isoformat()} {'　'.join(parts)}"


@dataclass
class _Telling:
    """How far a case's story is told: the case so far, and which forms went back to be mended."""

    desk: Desk
    number: str
    cases: dict[str, Case] = field(default_factory=dict)
    folder: str = ""
    to_mend: set[str] = field(default_factory=set)
    since: int = 0

    def heard(self, event: Event) -> list[str]:
        """Return what one more event adds to the story, nothing where it is another's."""
        if event.kind is Kind.PRINTED:
            self.folder = _returned(event, self.number) or self.folder
            return []
        if event.kind is Kind.RECEIVED:
            return list(self._sent_back(event)) if self.number in event.data["numbers"] else []
        if event.kind is Kind.UNDONE:
            return list(_undone(self.desk, event, self.number))
        if event.kind is Kind.SUPERVISED:
            return supervision_line(event) if self.number in event.data["cases"] else []
        return self._happened(event) if event.number == self.number else []

    def withdrawn(self, event: Event) -> list[str]:
        """Return what is told of an event that was taken back (undo): it happened, and counts no more."""
        if event.kind is Kind.UNDONE:
            return list(_undone(self.desk, event, self.number))
        if event.number != self.number or event.kind not in _WORDS:
            return []
        return [f"{self._called(event)}（已撤回）", *particulars(self.desk, event)]

    def _sent_back(self, event: Event) -> Iterator[str]:
        if self.folder:
            self.to_mend.add(event.data["form"])
            yield from ("退回补正", event.data["name"], f"已出补正说明，见 {self.folder}")
        self.folder = ""

    def _happened(self, event: Event) -> list[str]:
        before = self.cases.get(self.number)
        if event.seq < self.since:  # the row from which it began again holds it already
            return [self._called(event), *particulars(self.desk, event)] if event.kind in _WORDS else []
        if begins_again(event):
            self.since = event.seq
        stood = (before.status, before.round) if before else ("", 0)
        values = dict(before.values) if before else {}
        apply(self.cases, event, self.desk.mechanism.record, self.desk.calendar)
        case = self.cases.get(self.number)
        now = (case.status, case.round) if case else ("", 0)
        parts = [self._word(event), *particulars(self.desk, event)] if event.kind in _WORDS else []
        if event.kind is Kind.DECIDED:
            parts += decided(self.desk, event, case, values)
        if now != stood:
            parts.append(f"转为“{now[0]}”" + (f"（第 {now[1]} 轮）" if now[1] != stood[1] and stood[1] else ""))
        return parts

    def _word(self, event: Event) -> str:
        if begins_again(event):
            return "登记（日志缺失，按总台账补记）"
        if event.data.get("reseeded"):
            return f"{self._called(event)}（日志缺失，按台账和发件箱补记）"
        if event.data.get("missed"):
            return "先前记录缺失，以台账为准"
        if event.kind is Kind.ANSWERED and event.data["role"] != VERSION:
            title = self.desk.mechanism.form(event.data["form"]).title
            if title in self.to_mend:
                self.to_mend.discard(title)
                return "来表（退回后重报）"
        return self._called(event)

    def _called(self, event: Event) -> str:
        return self.desk.mechanism.gathering.put(_WORDS[event.kind])


def _undone(desk: Desk, event: Event, number: str) -> Iterator[str]:
    """Yield that a command was taken back, or brought back again, where it had to do with the case."""
    if event.data.get("redo"):
        first = event.data["ranges"][0][0]
        undone = next((each for each in desk.withdrawn if each.seq == first), None)
        word, ranges = "恢复撤回的", undone.data["ranges"] if undone else []
    else:
        word, ranges = "撤回", event.data["ranges"]
    every = {each.seq: each for each in chain(desk.events, desk.withdrawn)}
    about = [every[seq] for first, last in ranges for seq in range(first, last + 1) if seq in every]
    if any(each.number == number for each in about):
        command = command_of(about, desk.mechanism.gathering)
        yield f"{word}“{command}”的改动" if command else f"{word}{'上一个命令的' if word == '撤回' else ''}改动"


def _returned(event: Event, number: str) -> str:
    """Return the folder of a form that went back to its sender, "" for other papers and other cases."""
    folder = PurePosixPath(event.data["path"]).parent
    return str(folder) if folder.parent.name == _RETURNED and number in folder.name.split() else ""
