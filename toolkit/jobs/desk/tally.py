"""The tally (统计): many events told in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toolkit.events import Event, Kind
from toolkit.mechanism import Gathering

#: What an event is called when many are counted, in the order in which they are told.
WORDS = {
    Kind.RECEIVED: "收件", Kind.OPENED: "登记", Kind.ANSWERED: "来表", Kind.HELD: "待确认", Kind.DECIDED: "处理意见",
    Kind.EDITED: "人工改动", Kind.SPLIT: "拆分", Kind.CONSULTED: "征求核实", Kind.CATALOGUED: "列入目录",
    Kind.CONVENED: "{word}", Kind.MET: "{take_up}", Kind.PUT_OFF: "暂缓", Kind.DISPATCHED: "交办",
    Kind.SURVEYED: "发评价表", Kind.ANNOUNCED: "定{short}期", Kind.INVITED: "{word}通知",
    Kind.PROGRESS: "{short}前反馈", Kind.ATTACHED: "佐证材料",
    Kind.SUGGESTED: "拟办建议", Kind.ARRANGED: "放假安排", Kind.RECOUNTED: "时限待确认",
    Kind.AMENDED: "纪要修改", Kind.VISITED: "走访", Kind.PROMPTED: "走访提醒", Kind.PLANNED: "任务纳入跟踪",
    Kind.CALLED: "请报任务进展", Kind.FOLLOWED: "任务进展",
    Kind.SUPERVISED: "督查", Kind.ACCOUNTED: "督查反馈",
}  # fmt: skip
#: What shows nowhere in the register, or only as part of what is told already.
_UNSEEN = {
    *(Kind.PRINTED, Kind.REPORTED, Kind.NUMBERED, Kind.MINUTED, Kind.UNDONE, Kind.NOTED),
    *(Kind.COMMITTING, Kind.COMMITTED, Kind.COUNTED, Kind.MISSED, Kind.GROUPED, Kind.MAILED),
}


#: What tells which command a run was, the surest first: an intake may suggest, a dispatch receives nothing.
_COMMANDS = {
    Kind.AMENDED: "读回纪要", Kind.RECEIVED: "收件", Kind.ARRANGED: "录入放假安排", Kind.SPLIT: "拆分",
    Kind.DISPATCHED: "交办", Kind.SURVEYED: "发评价表", Kind.REMINDED: "催办", Kind.PROMPTED: "催办",
    Kind.ANNOUNCED: "准备{word}", Kind.PROGRESS: "准备{word}", Kind.INVITED: "准备{word}", Kind.CONSULTED: "征求核实",
    Kind.CATALOGUED: "企业问题目录", Kind.PLANNED: "任务分解",
    Kind.CALLED: "任务进度", Kind.SUPERVISED: "季度分析", Kind.SUGGESTED: "建议", Kind.OPENED: "登记",
}  # fmt: skip


def command_of(events: Iterable[Event], gathering: Gathering) -> str:
    """Return what the command is called whose events these are, by what it did; "" where nothing tells."""
    there = list(events)
    if any("adopted" in event.data for event in there):
        return "接管旧台账"
    kinds = {event.kind for event in there}
    return next((gathering.put(word) for kind, word in _COMMANDS.items() if kind in kinds), "")


def tally(events: Iterable[Event], gathering: Gathering) -> str:
    """Return how many events of each kind there are: 收件 3、登记 2; "" where none shows in the register."""
    count = Counter(event.kind for event in events if event.kind not in _UNSEEN)
    told = [f"{gathering.put(word)} {count[kind]}" for kind, word in WORDS.items() if count[kind]]
    rest = sum(many for kind, many in count.items() if kind not in WORDS)
    return "、".join([*told, *([f"其他 {rest}"] if rest else [])])
