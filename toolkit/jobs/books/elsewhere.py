"""Hand edits elsewhere (别的表上的人工改动): on 时限, 收件日志, 会议, 待确认, 成员单位 and 节假日.

They are journalled like those of the cases' own sheet and stand. A due date changed on 时限, or a pause written there,
moves the deadline where the office decides about it; where only the meeting does (seed 000 §三（三）), it is put on the
next agenda.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from toolkit.cases import Case
from toolkit.cases.approval import decider
from toolkit.cases.lifecycle import holds
from toolkit.errors import RegisterError
from toolkit.events import CellValue, Event, Kind
from toolkit.jobs.books import office_requests, supervisions, task_hands, task_rows
from toolkit.jobs.desk import sheets
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.visiting import visit_rows
from toolkit.jobs.visiting.repeats import one_with
from toolkit.mechanism import By, Mechanism
from toolkit.ooxml import Workbook
from toolkit.register import (
    HandEdit,
    HandWork,
    SheetSpec,
    SheetView,
    ViewRow,
    Wanted,
    hand_work,
    same,
    schema,
    view,
)

#: The column of 时限 that holds the due date, and those that hold a pause.
_DUE, _PAUSE = "现期限", (office_requests.FIRST, office_requests.LAST)
#: What follows the case once a decision was made about it.
_RULED = frozenset({_DUE, *_PAUSE, office_requests.REASON})
_NUMBER = "编号"
#: What those of the sheets show that the events fill.
_SHOWN: Mapping[str, Callable[[Desk], Wanted]] = {
    schema.CLOCKS: lambda desk: sheets.clocks(desk, desk.live()),
    schema.INCOMING: lambda desk: sheets.incoming(dict(enumerate(sheets.received(desk.events), start=1))),
    schema.MEETINGS: sheets.meetings,
    schema.ASKS: lambda desk: sheets.asks(desk, desk.live()),
}  # fmt: skip
#: What follows the journal whatever was typed, which is taken into account: the members of a common problem.
_TAKEN_IN = frozenset({(schema.COMMON, schema.MEMBERS)})
#: Where the office answers on 待确认; its answers are told on their own.
_ANSWERS = frozenset({"处理意见", _NUMBER})


def absorb(desk: Desk, views: Mapping[str, SheetView], saver: str) -> None:
    """Journal what people did on the other sheets.

    Args:
        desk: where the events go.
        views: every sheet as it lies there.
        saver: who saved the register last, from the file.
    """
    desk.record(noted(desk, views))
    for name, sheet, work in works(desk, views):
        edits = list(_events(desk, sheet, work, saver))
        desk.record(edits)
        told = [event for event in edits if name != schema.ASKS or event.data["after"].keys() - _ANSWERS]
        if told:
            desk.say(f"采用了台账“{name}”里的人工改动 {len(told)} 行")
            for line in dict.fromkeys(_hints(desk, edits)):
                desk.say(line)


def works(desk: Desk, views: Mapping[str, SheetView]) -> Iterator[tuple[str, SheetView, HandWork]]:
    """Yield what people did on each of the other sheets.

    A sheet on which a key stands twice is left out: whoever writes to it tells so.
    """
    for spec in schema.others(desk.mechanism):
        sheet = keyed(views[spec.name])
        if sheet.is_away:
            continue
        try:
            yield spec.name, sheet, hand_work(sheet, desk.base, guarded=False)
        except RegisterError:
            continue


def keyed(sheet: SheetView) -> SheetView:
    """Return a sheet whose rows have keys: of one that only the office writes on, what stands in its first column."""
    if sheet.spec.keys:
        return sheet
    first, count = sheet.spec.columns[0].name, Counter[str]()
    rows: list[ViewRow] = []
    for row in sheet.loose:
        if first not in row.values:
            continue
        name = str(row.values[first])
        count[name] += 1
        rows.append(ViewRow(row.number, (name, str(count[name])) if count[name] > 1 else (name,), row.values))
    return SheetView(sheet.spec, sheet.places, rows)


def noted(desk: Desk, views: Mapping[str, SheetView]) -> list[Event]:
    """Return what the sheets hold that only the office writes on, where the journal does not know it yet."""
    fresh = [spec for spec in schema.others(desk.mechanism) if not spec.keys and spec.name not in desk.base.cells]
    return [note(desk, keyed(views[spec.name])) for spec in fresh]


def note(desk: Desk, sheet: SheetView) -> Event:
    """Return the event that says what a sheet holds."""
    rows = {"\x1f".join(row.key): dict(row.values) for row in sheet.rows}
    return Event(Kind.NOTED, desk.as_of, data={"sheet": sheet.spec.name, "rows": rows})


def whole_sheets(data: bytes, mechanism: Mechanism) -> dict[str, SheetView]:
    """Return every sheet of a register.

    Raises:
        RegisterError: a sheet or a header is missing.
        BrokenPackageError: it is no workbook.
    """
    book = Workbook.read(data)
    return {spec.name: view(book, spec) for spec in schema.sheets(mechanism)}


def _events(desk: Desk, sheet: SheetView, work: HandWork, saver: str) -> Iterator[Event]:
    for edit in work.edits:
        yield _event(desk, sheet.spec, edit, saver)
    rows = [*work.foreign, *work.returned]
    shown = _shown(desk, sheet.spec.name) if rows else {}
    for row in rows:  # of a row that is back, only what differs from what it would show is somebody's edit
        ours = shown.get(row.key, {})
        own = {column: value for column, value in row.values.items() if not same(value, ours.get(column))}
        standing = dict(row.values)
        yield _event(desk, sheet.spec, HandEdit(row.key, {}, own), saver, removed=False, standing=standing)
    for key in work.removed:
        yield _event(desk, sheet.spec, HandEdit(key, {}, {}), saver, removed=True)


def _shown(desk: Desk, name: str) -> Wanted:
    """Return what the events say a sheet should show, nothing for one that only the office writes on."""
    shows = _SHOWN.get(name)
    return (
        shows(desk)
        if shows
        else {**visit_rows.shown(desk, desk.live()), **task_rows.shown(desk), **supervisions.shown(desk)}.get(name, {})
    )


def _event(desk: Desk, spec: SheetSpec, edit: HandEdit, saver: str, **more: Any) -> Event:
    row = desk.base.row(spec.name, edit.key) or {}
    number = str(edit.after.get(_NUMBER) or row.get(_NUMBER) or "")
    data = {
        "sheet": spec.name, "key": list(edit.key), "before": dict(edit.before), "after": dict(edit.after),
        "by": saver, **more,
    }  # fmt: skip
    if spec.name == schema.CLOCKS and "removed" not in more:
        data |= _moved(desk, edit)
    elif spec.name == schema.TARGETS and "removed" not in more:
        data |= task_hands.meant(desk, edit)
    own = number if number in desk.cases and spec.name != schema.ASKS else ""
    return Event(Kind.EDITED, desk.as_of, own, data)


def _moved(desk: Desk, edit: HandEdit) -> dict[str, Any]:
    """Return what a due date or a pause typed on 时限 comes to: the deadline moves, or the meeting is asked.

    One that is emptied takes back what was typed there: the deadline is again what rules and decisions make it. What
    the meeting decides is not taken back by emptying a cell.
    """
    number, round_, name = edit.key
    case, due = desk.cases.get(number), edit.after.get(_DUE)
    if case is None or round_ != str(case.round):
        return {}
    paused: dict[str, Any] = {}
    if edit.after.keys() & set(_PAUSE) and (case.round, name) in case.clocks:
        paused = office_requests.pause(desk, case, name, edit.after)
    if not (isinstance(due, date) or (_DUE in edit.after and due is None)):
        return paused
    beside = next((key for key in case.side if key[0] == case.round and _side(desk, case, key) == name), None)
    if beside is not None:  # a supporting unit's own date, or that of a review: the office sets it itself
        return {"beside": [*beside[1:], due]}
    if (case.round, name) not in case.clocks:
        return {}
    column = next((each.column for each in case.record.clocks if each.name == name and holds(each.condition, case)), "")
    if not column:
        return {}
    if decider(case) is By.MEETING:
        return paused or (office_requests.another_date(desk, case, name, due) if due is not None else {})
    return {**paused, "moves": {column: due}}


def _side(desk: Desk, case: Case, key: tuple[int, str, str]) -> str:
    return sheets.kind_of_side(case, key, lambda text: sheets.unit_name(desk, text))


def _hints(desk: Desk, edits: list[Event]) -> Iterator[str]:
    yield from task_hands.hints(desk, edits)
    shown = sheets.clocks(desk, desk.live()) if any(event.data["sheet"] == schema.CLOCKS for event in edits) else {}
    word = desk.mechanism.gathering.word
    for event in edits:
        key = tuple(event.data["key"])
        where, after = f"“{schema.CLOCKS}”表 {' '.join(key)}", event.data["after"]
        if event.data["sheet"] != schema.CLOCKS:
            continue
        if event.data.get("asking"):
            yield f"{where}：{office_requests.told(event, word)}"
        elif _DUE in after and after[_DUE] is None:
            if shown.get(key, {}).get(_DUE):
                yield f"{where}：{_DUE}被清空，仍有期限，按 {shown[key][_DUE]} 补回；要另定日期的，请直接填日期"
        elif event.data.get("moves") or event.data.get("beside"):
            yield f"{where}：{_DUE}已改为 {after[_DUE]}"
        elif any(column in after for column in _PAUSE):
            yield f"{where}：暂停只记下，{_DUE}没有动。请在承办单位“办结”或“意见”那一行填暂停的起止日期"
        elif isinstance(after.get(_DUE), date):
            yield f"{where}：{_DUE}的改动要由{word}研定，时限没有动；要改早的，请在{word}议程里填写"


def with_hands(desk: Desk, name: str, wanted: Wanted) -> Wanted:
    """Return what a sheet should show, with what people wrote there in place of what the events say."""
    typed = desk.known.hands.get(name)
    if not typed:
        return wanted
    shown, grown = dict(wanted), _grown(desk, name, wanted)
    for key, typed_there in typed.items():
        if key in shown:
            columns = {column: event for column, event in typed_there.items() if (key, column) not in grown}
            values: dict[str, CellValue | None] = {**shown[key], **_standing(desk, key, columns)}
            shown[key] = {column: value for column, value in values.items() if value not in (None, "")}
    return shown


def _grown(desk: Desk, name: str, wanted: Wanted) -> set[tuple[tuple[str, ...], str]]:
    """Return which cells of the sheet of visits hold what was typed and more: the office had another row put in."""
    if desk.mechanism.visiting is None or name != desk.mechanism.visiting.sheet:
        return set()
    ones = one_with(desk, {key[0] for key in wanted})
    said = {(one.number,): one.seq for one in sorted(ones.values(), key=lambda each: each.seq)}
    found: set[tuple[tuple[str, ...], str]] = set()
    for key, seq in said.items():
        for column, event in desk.known.hands[name].get(key, {}).items():
            own, all_of_it = event.data["after"].get(column), wanted[key].get(column)
            if event.seq < seq and isinstance(own, str) and own and own in str(all_of_it):
                found.add((key, column))
    return found


def _standing(desk: Desk, key: tuple[str, ...], columns: Mapping[str, Event]) -> dict[str, CellValue | None]:
    """Return what people wrote into a row and what still stands: a due date that was taken over follows its case."""
    visiting = desk.mechanism.visiting
    reckoned = (visiting.sheet, visiting.role("counted")) if visiting is not None else None
    return {
        column: event.data["after"][column]
        for column, event in columns.items()
        if (event.data["sheet"], column) not in _TAKEN_IN
        and (event.data["sheet"], column) != reckoned
        and not task_hands.gives_way(event, column)
        and (column not in _RULED or not _taken_over(desk, key, column, event))
    }


def _taken_over(desk: Desk, key: tuple[str, ...], column: str, event: Event) -> bool:
    """Return whether what was typed in a column follows the case by now, decided one way or the other."""
    case, asking = desk.cases.get(key[0]), event.data.get("asking")
    if asking:
        request = case.requests.get(f"{event.seq}-{asking['word']}") if case is not None else None
        return request is None or not request.is_open
    if column != _DUE:
        return False
    if event.data.get("moves") or event.data.get("beside") or event.data["after"][_DUE] is None:
        return True
    asked = event.data.get("asks", {})
    return case is not None and any(
        ask.decision and ask.column in asked and ask.theirs == asked[ask.column] for ask in case.asks.values()
    )
