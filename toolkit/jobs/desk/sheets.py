"""The register's other sheets: what each should show, and what the office keeps in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import PureWindowsPath

from toolkit.cases import Ask, Case, RunningClock
from toolkit.cases.granted import how_ended
from toolkit.cases.subclocks import beside
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.settled import late_ask, settled_words
from toolkit.mechanism import Mechanism, Phase, Unit, UnitBook
from toolkit.register import Base, Links, SheetView, Wanted, schema

Row = dict[str, CellValue]


def unit_name(desk: Desk, text: str) -> str:
    """Return a unit's full name where the text names one, else the text."""
    unit = desk.mechanism.units.find(text) if text else None
    return unit.name if unit else text


def _filled(row: Mapping[str, CellValue | None]) -> Row:
    return {column: value for column, value in row.items() if value not in (None, "")}


def clocks(desk: Desk, cases: Iterable[Case]) -> Wanted:
    """Return the rows of these cases on the sheet 时限, one a deadline: old rounds and supporting units' own included.

    The key is 编号, 轮次 and 种类, as in registers of old; a supporting unit's row has its name in 种类.
    """
    wanted: dict[tuple[str, ...], Row] = {}
    full = cache(lambda text: unit_name(desk, text))
    for case in cases:
        running = case.phase in {Phase.HANDLING, Phase.ANSWERED}
        for clock in case.clocks.values():
            wanted[case.number, str(clock.round), clock.name] = _clock_row(desk, case, clock, full, running=running)
        for key, clock in case.side.items():
            kind = kind_of_side(case, key, full)
            still = running or case.phase is Phase.PARKED
            row = _clock_row(desk, case, clock, full, running=still)
            wanted[case.number, str(clock.round), kind] = {**row, "种类": kind}
        for clock in case.given_back:
            row = _clock_row(desk, case, clock, full, running=False)
            place = _place_of_given_back(case, clock, full, wanted)
            wanted[place] = {**row, "种类": place[2]}
    return wanted


def _place_of_given_back(
    case: Case, clock: RunningClock, full: Callable[[str], str], wanted: Mapping[tuple[str, ...], Row]
) -> tuple[str, str, str]:
    """Return the row of a deadline of a case that was given back: its own until there is another one of that name."""
    supports = clock.name in {each.name for each in case.record.special.subclocks}
    same = [each for each in case.given_back if (each.round, each.name) == (clock.round, clock.name)]
    last = [each for each in same if not supports or each.unit == clock.unit][-1]
    kind = beside(clock.name, full(clock.unit)) if supports else clock.name
    word = how_ended(clock, case.record)
    name = f"{kind}·{word}前" if supports else f"{kind}·{full(clock.unit)}{word}"
    names = [*([kind] if clock is last else []), name, *(f"{name}{count}" for count in range(2, 10))]
    keys = [(case.number, str(clock.round), each) for each in names]
    return next((key for key in keys if key not in wanted), keys[-1])


def kind_of_side(case: Case, key: tuple[int, str, str], full: Callable[[str], str]) -> str:
    """Return what stands in 种类 for a deadline beside the lead unit's: each supporting unit has its own."""
    several = {each.name for each in case.record.special.subclocks}
    return beside(key[1], full(key[2])) if key[1] in several else key[1]


def _clock_row(desk: Desk, case: Case, clock: RunningClock, full: Callable[[str], str], *, running: bool) -> Row:
    rest = clock.rests[-1] if clock.rests else None
    # A deadline of a round that is over, or of a case that rests, is late no further.
    counts = clock.is_late(desk.as_of) and (clock.met or clock.ended or (running and clock.round == case.round))
    row: dict[str, CellValue | None] = {
        "编号": case.number,
        "轮次": clock.round,
        "单位": full(clock.unit),
        "种类": clock.name,
        "起算日": clock.start,
        "原期限": clock.original,
        "现期限": clock.current,
        "暂停自": rest.first if rest else None,
        "暂停至": rest.last if rest else None,
        "原因": "；".join(filter(None, (clock.reason, provisional(clock), clock.grace))),
        "批准": clock.approved,
        "完成日": clock.met,
        "超期工作日": clock.late_by(desk.as_of, desk.calendar) if counts else None,
    }
    return _filled(row)


def provisional(clock: RunningClock) -> str:
    """Return that a deadline rests on a year whose holidays are not known, "" where it does not or was met."""
    years = "、".join(map(str, clock.unsure)) if clock.met is None else ""
    return f"{years}年放假安排未公布，暂按周一至周五推算" if years else ""


def incoming(noted: Mapping[int, Event]) -> Wanted:
    """Return the rows of the sheet 收件日志: a row a received file, numbered in the order of receipt.

    Args:
        noted: the notes that files were filed, by their place in that order.
    """
    wanted: dict[tuple[str, ...], Row] = {}
    for count, event in sorted(noted.items()):
        data = event.data
        row = {
            "收件号": count,
            "收件日期": event.day,
            "文件名": data["name"],
            "结果": data["outcome"],
            "表": data.get("form", ""),
            "编号": "、".join(data.get("numbers", ())),
            "企业名称": data.get("firm", ""),
            "说明": data.get("notes", ""),
            "原件": data.get("original", ""),
        }
        wanted[str(count),] = _filled(row)
    return wanted


def filed(desk: Desk) -> Mapping[int, Event]:
    """Return the notes that files were filed, by their rows; those are left out that stand in the register as we know.

    Where the journal lost some and they were taken from their rows, all are counted anew.
    """
    return dict(enumerate(received(desk.events), start=1)) if desk.known.regained else desk.known.noted


def received(events: Iterable[Event]) -> list[Event]:
    """Return the received files in the order of their rows.

    One whose line was lost and that was taken from its row stands where that row stands, unless its line is back.
    """
    found = [event for event in events if event.kind is Kind.RECEIVED]
    regained = [event for event in found if "place" in event.data]
    if not regained:
        return found
    found = [event for event in found if "place" not in event.data]
    there = {(event.data["name"], event.data.get("notes", ""), event.day) for event in found}
    for event in sorted(regained, key=lambda each: int(each.data["place"])):
        if (event.data["name"], event.data.get("notes", ""), event.day) not in there:
            found.insert(event.data["place"] - 1, event)
    return found


def meetings(desk: Desk) -> Wanted:
    """Return the sheet 会议: a row a meeting, announced or recorded."""
    announced = [event.data for event in desk.known.announced]
    wanted: dict[tuple[str, ...], Row] = {
        (data["meeting"],): {"会议": data["meeting"], "会议日期": data["held"]} for data in announced
    }
    counts = desk.known.met
    for event in desk.known.convened.values():
        meeting = event.data["meeting"]
        # What begins with @ is said in the minutes only.
        head = {name: value for name, value in event.data["head"].items() if name != "会议" and name[0] != "@"}
        wanted[meeting,] = _filled({"会议": meeting, **head, "议定事项数": counts.get(meeting, 0)})
    return wanted


def asks(desk: Desk, cases: Iterable[Case]) -> Wanted:
    """Return the sheet 待确认: every question about these cases and about returns, the answered ones included."""
    wanted = own_asks(desk, cases)
    for ask, event in desk.known.held.items():
        data = event.data
        row = {
            "序号": ask,
            "日期": event.day,
            "编号": event.number or data.get("proposed", ""),
            "企业名称": data.get("firm", ""),
            "栏目": data.get("column", ""),
            "来件内容": data.get("text", ""),
            "说明": data["why"],
            "来源": data.get("incoming", ""),
        }
        wanted[ask,] = _filled(row | _settled(desk, event))
    return wanted


def own_asks(desk: Desk, cases: Iterable[Case]) -> dict[tuple[str, ...], Row]:
    """Return the rows on 待确认 of the questions about single cells of these cases."""
    firm = desk.mechanism.record.role("firm")
    return {(ask.id,): _ask_row(ask, case.words(firm)) for case in cases for ask in case.asks.values()}


def _settled(desk: Desk, held: Event) -> Row:
    """Return what the row of a question says that was settled without the office's answer, nothing for others."""
    decision = desk.known.decided.get(held.data["ask"])
    if decision is not None and "lapsed" in decision.data:
        return {"说明": f"{decision.data['lapsed']}，不用处理。原说明：{held.data['why']}"}
    if decision is None or not decision.data.get("settled"):
        return {}
    done = f"已办结：{settled_words(decision)}"
    late = "此后填的处理意见未再执行。" if late_ask(held.data["ask"]) in desk.known.decided else ""
    return {"编号": decision.number, "说明": f"{done}，不用处理。{late}原说明：{held.data['why']}"}


def links(desk: Desk, wanted: Mapping[str, Wanted], base: Base) -> Mapping[str, Links]:
    """Return where the cells of rows that are to change lead, by sheet.

    Filed material leads to its folder, a question to the original it is about.
    """
    record = desk.mechanism.record
    column = record.roles.get("material", "")
    folders: dict[tuple[str, ...], dict[str, str]] = {}
    for key in _different(record.sheet, wanted, base) if column else ():
        path = desk.known.folders.get(key[0])
        if path:
            folders[key] = {column: f"{_beside(path, above=1)}/"}
    originals: dict[tuple[str, ...], dict[str, str]] = {}
    for key in _different(schema.ASKS, wanted, base):
        held = desk.known.asked.get(key[0])
        filed = desk.known.received.get(held.data["sha"]) if held is not None else None
        if filed is not None and filed.data.get("original"):
            originals[key] = {"来源": _beside(filed.data["original"])}
    return {record.sheet: folders, schema.ASKS: originals}


def _different(sheet: str, wanted: Mapping[str, Wanted], base: Base) -> list[tuple[str, ...]]:
    return [key for key, row in wanted[sheet].items() if base.row(sheet, key) != row]


def _beside(path: str, above: int = 0) -> str:
    """Return a path of the workspace, or the folder above it, as it is from the register's own folder on."""
    parts = PureWindowsPath(path).parts  # it may have been written on either system
    return "/".join(parts[1 : len(parts) - above])


def _ask_row(ask: Ask, firm: str) -> Row:
    row: dict[str, CellValue | None] = {
        "序号": ask.id,
        "日期": ask.day,
        "编号": ask.number,
        "企业名称": firm,
        "栏目": ask.column,
        "台账现有内容": ask.ours,
        "来件内容": str(ask.theirs),
        "说明": f"{ask.lapsed}。原说明：{ask.why}" if ask.lapsed else ask.why,
        "来源": ask.source,
    }
    return _filled(row)


def open_asks(desk: Desk) -> int:
    """Return how many questions on 待确认 nobody has answered."""
    own = [ask.id for case in desk.live() for ask in case.asks.values() if not ask.lapsed]
    return sum(ask not in desk.known.decided for ask in (*desk.known.held, *own))


def units(sheet: SheetView, mechanism: Mechanism) -> UnitBook:
    """Return the member units as the office keeps them on 成员单位; the mechanism's own where the sheet is empty."""
    kept = [
        Unit(
            name=str(row.values["单位名称"]),
            group=str(row.values.get("类型", "")),
            aliases=tuple(each.strip() for each in str(row.values.get("简称和旧称", "")).split("、") if each.strip()),
            contact=str(row.values.get("联络协作员", "")),
            phone=str(row.values.get("联系电话", "")),
            mail=str(row.values.get("邮箱", "")),
            since=_day(row.values.get("启用日期")),
            until=_day(row.values.get("停用日期")),
            successor=str(row.values.get("并入单位", "")),
            town=_own(str(row.values["单位名称"]), mechanism).town,
            address=_own(str(row.values["单位名称"]), mechanism).address,
        )
        for row in sheet.loose
        if "单位名称" in row.values
    ]
    return UnitBook(kept, mechanism.place) if kept else mechanism.units


def _own(name: str, mechanism: Mechanism) -> Unit:
    """Return a unit as the mechanism's own list has it, for what the sheet has no column for; bare where it has not."""
    return mechanism.units.find(name) or Unit(name, "")


def _day(value: CellValue | None) -> date | None:
    return value if isinstance(value, date) else None
