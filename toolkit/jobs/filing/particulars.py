"""What the story of a case tells of each event (经过): who asked for what, what was typed, what went out to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.cases import FORMER, LEAVE, TAKE, VERSION, Case, told, version_ask_id
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.months import meeting_of


def decided(desk: Desk, event: Event, case: Case | None, before: Mapping[str, CellValue]) -> Iterator[str]:
    """Yield what the office said to which question, and what it led to."""
    name, take = event.data["ask"], event.data["take"]
    ask, held = case.asks.get(name) if case else None, desk.known.asked.get(name)
    if event.data.get("settled") or event.data.get("lapsed"):
        yield str(event.data.get("settled") or event.data["lapsed"])
    else:
        yield TAKE if take else LEAVE
    if "asking" in event.data:  # the office's word alone moves nothing here
        word = desk.mechanism.gathering.word
        yield f"要由{word}研定，没有照改" + (f"，已列入{word}议程" if event.data["asking"] else "")
    if ask is not None:
        yield f"“{ask.column}”（{ask.source}）"
    elif held is not None:
        yield str(held.data["incoming"])
    after = case.values if case else {}
    changed = {
        column: (before.get(column), after.get(column))
        for column in dict.fromkeys([*before, *after])
        if before.get(column) != after.get(column)
    }
    if changed:
        words = told({column: (was, "空白" if now is None else now) for column, (was, now) in changed.items()})
        yield f"{'改为' if take else '恢复'}：{words}"
    if ask is not None and ask.version is not None and not take:
        yield from (f"来件另行登记为 {number}" for number in _became(desk, name))


def _became(desk: Desk, ask: str) -> Iterator[str]:
    """Yield the case of its own that a new version became that was none."""
    version = next((each for each in desk.events if each.kind is Kind.ANSWERED and version_ask_id(each) == ask), None)
    for each in desk.events:
        if version is not None and each.kind is Kind.OPENED and _one_form(each, version):
            yield each.number


def _one_form(one: Event, other: Event) -> bool:
    return all(one.data.get(key) == other.data.get(key) for key in ("sha", "part"))


def particulars(desk: Desk, event: Event) -> Iterator[str]:
    """Yield what is told of an event beside what kind it is and what became of the case."""
    data, record = event.data, desk.mechanism.record
    if event.kind in {Kind.EDITED, Kind.AMENDED}:
        yield from _edit(event)
    yield from _of_meeting(event)
    yield from _of_request(desk, event)
    yield from _proposed(event)
    yield from _sent(desk, event)
    yield from _was_version(desk, event)
    yield from _of_report(data)
    if data.get("by"):
        yield f"保存人 {data['by']}"
    for key in ("incoming", "unit", "decision", "why"):
        if data.get(key):
            yield str(data[key])
    if event.kind is Kind.ANSWERED:
        for meaning in ("outcome", "satisfaction"):
            column = record.role(meaning)
            if data["values"].get(column):
                yield f"{column}：{data['values'][column]}"


def _of_meeting(event: Event) -> Iterator[str]:
    """Yield what a meeting set beside its words; of a unit's request its verdict and dates are told."""
    data = event.data
    if event.kind is not Kind.MET:
        return
    if data.get("again"):
        yield "议程更正"
    if "request" not in data:
        columns = {column: value for column, value in data.get("values", {}).items() if value not in (None, "")}
        yield from (f"{column}：{value}" for column, value in columns.items())
    if data.get("anew") and "request" not in data:
        yield "改由其他单位牵头，重新交办"


def _of_request(desk: Desk, event: Event) -> Iterator[str]:
    """Yield what a unit asked for, and what a meeting decided about it."""
    case, data = desk.cases.get(event.number), event.data
    if case is None:
        return
    if event.kind is Kind.REQUESTED:
        request = case.requests.get(f"{event.seq}-{data['word']}")
        yield str(request) if request is not None else data["word"]
    elif event.kind in {Kind.REPLIED, Kind.RETOLD}:
        yield from data["paths"]
    elif "request" in data and not data.get("again"):
        request = case.requests.get(data["request"])
        yield f"{request} → {'同意' if data['granted'] else '不同意'}" if request is not None else ""
    if data.get("dues"):
        yield "，".join(f"{name}时限改为 {due.isoformat()}" for name, due in data["dues"].items())


def _edit(event: Event) -> Iterator[str]:
    data = event.data
    if "key" in data:
        yield f"“{data['sheet']}”表 {' '.join(each for each in data['key'] if each != event.number)}".rstrip()
    if "removed" in data:
        yield "删除此行" if data["removed"] else "恢复此行"
    for column, value in data.get("after", {}).items():
        before = data.get("before", {}).get(column)
        yield f"{column}：{'空' if before is None else before} → {'空' if value is None else value}"


def _proposed(event: Event) -> Iterator[str]:
    if event.kind is Kind.SUGGESTED:
        yield from (f"{column}：{value or '撤回'}" for column, value in event.data["values"].items())


def _sent(desk: Desk, event: Event) -> Iterator[str]:
    """Yield what went out to whom."""
    data = event.data
    if event.kind is Kind.REMINDED:
        yield f"{data['clock']}时限 {data['due'].isoformat()}"
        yield f"{data['paper']}，致{data['to']}" + (f"（{data['who']}）" if data["who"] != data["to"] else "")
    elif event.kind is Kind.DISPATCHED and data.get("units"):
        yield f"交{'、'.join(data['units'])}"
        yield from (f"已写函告知原牵头单位{each}" for each in [data.get("former")] if each)
    elif event.kind is Kind.CONSULTED:
        yield "不再等候" if data.get("closed") else f"请在 {data['due'].isoformat()} 前答复"
    elif event.kind is Kind.CATALOGUED:
        yield meeting_of(desk, data["meeting"])
        yield from [f"上次暂缓：{data['last']}"] if data.get("last") else []
    elif event.kind is Kind.PUT_OFF:
        yield data["words"] or "议程更正，没有暂缓"


def _was_version(desk: Desk, event: Event) -> Iterator[str]:
    """Yield of which case the report that opened this one was taken for a new version at first."""
    if event.kind is Kind.OPENED and event.data.get("sha"):
        versions = (each for each in desk.events if each.kind is Kind.ANSWERED and each.data["role"] == VERSION)
        yield from (f"曾作为 {each.number} 的新版本" for each in versions if _one_form(each, event))


def _of_report(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a report tells besides: where it was parted from or into, what it changed, how it was recognised."""
    if data.get("said"):
        yield f"旧台账原写：{'、'.join(f'{column}“{text}”' for column, text in data['said'].items())}"
    yield from (f"核查提醒：{each}" for each in data.get("advice", ()))
    if data.get("split_from"):
        yield f"由 {data['split_from']} 拆分"
    if data.get("into"):
        yield f"拆出 {'、'.join(data['into'])}"
        yield from (f"原{column}：{text}" for column, text in data["before"].items())
    yield from (f"可能是 {each} 的反复" for each in [data.get("repeats")] if each)
    if data.get("role") == FORMER:
        yield "原承办单位来表，存档，不算办结"
    if data.get("matched"):
        yield f"按{data['matched']}对上"
    for each in [called] if (called := data.get("called")) else ():
        yield f"电话回访，回访人{each['caller'] or '未填'}，接听人{each.get('spoke') or '未填'}"
    if data.get("changed"):
        yield told({column: (before, after) for column, (before, after) in data["changed"].items()})
