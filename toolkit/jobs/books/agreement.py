"""Do register and journal agree (台账与日志核对)? A run is played through in memory; nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.errors import RegisterBusyError, RegisterError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import changes_to, look
from toolkit.jobs.books.gaps import Gaps, places_in
from toolkit.jobs.books.reseed import orphans
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.journal import Damaged
from toolkit.ooxml import BrokenPackageError, Workbook
from toolkit.register import (
    Opened,
    Sheet,
    SheetChange,
    SheetView,
    open_by,
    read_register,
    remedy_of_twice,
    schema,
    view,
)

_RESTORE = "用“恢复总台账”取回最近一份备份；备份也打不开的，在那里输入 重建，由日志重新做出"
_GIVE_UP = "找不回的，运行“恢复总台账”，输入 日志，缺的按总台账补记，此后不再提示"
_NEXT_RUN = "不用处理：下次运行任何命令时自动采用，写进日志，不会被覆盖"


def journal_faults(desk: Desk) -> Iterator[Finding]:
    """Yield what is wrong with the journal itself."""
    gaps = Gaps(desk)
    spoiled = [_line(each) for each in gaps.spoiled]
    torn = [_line(each) for each in gaps.damaged if each.torn]
    if spoiled:
        yield Finding(
            Rank.LOSS, f"日志有 {len(spoiled)} 行读不出来（被改动或损坏）",
            f"从电脑或服务器的备份里取回 register/journal 里的同名文件；{_GIVE_UP}",
            spoiled,
        )  # fmt: skip
    if torn:
        yield Finding(
            Rank.KNOW, "日志有没写完的一行（写的时候断电或被关闭）", "不用处理：这一行没有生效，会自动略过", torn
        )
    yield from _order(desk, gaps)


def _line(each: Damaged) -> str:
    return f"{each.name} 第 {each.number} 行"


def _span(ranges: Sequence[tuple[int, int]]) -> list[str]:
    return [f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条" for first, last in ranges]


def _order(desk: Desk, gaps: Gaps) -> Iterator[Finding]:
    places = [record["seq"] for record in desk.journal.records()]
    doubled = sorted({one for one, other in pairwise(places) if one == other})
    if gaps.missing and not gaps.spoiled:
        yield Finding(
            Rank.LOSS, f"日志中间缺 {places_in(gaps.missing)} 条记录，可能少了一个文件（每台电脑每月一个）",
            f"请找回 register/journal 里被移走或删去的 jsonl 文件，放回原处；{_GIVE_UP}",
            _span(gaps.missing),
        )  # fmt: skip
    if gaps.settled:
        yield Finding(
            Rank.KNOW, f"日志缺 {places_in(gaps.settled)} 条记录，已按总台账补记",
            "不用处理：台账上的内容都在", _span(gaps.settled),
        )  # fmt: skip
    if doubled:
        yield Finding(
            Rank.DIFFERENT, f"日志有 {len(doubled)} 个序号用了两次（两台电脑曾同时写）",
            "内容都在，请对照台账核对前后两条；经常出现的，请与维护人员联系", [f"第 {each} 条" for each in doubled],
        )  # fmt: skip


def register_faults(desk: Desk) -> Iterator[Finding]:
    """Yield where register and journal differ. The desk is one on which nothing is written."""
    written = desk.base.written or bool(desk.base.commits)
    if not desk.workspace.register.exists():
        if written:
            yield Finding(
                Rank.LOSS, "找不到总台账（register/总台账.xlsx）", f"被移走或改名的放回原处；丢失的，{_RESTORE}"
            )
        else:
            yield Finding(Rank.KNOW, "还没有总台账", "第一次收件时自动建立")
        return
    try:
        data = read_register(desk.workspace.register)
        book = Workbook.read(data)
    except RegisterBusyError as error:
        yield Finding(Rank.STOP, error.message, "关闭总台账后再核对一次")
        return
    except (BrokenPackageError, RegisterError) as error:
        yield Finding(Rank.LOSS, f"总台账打不开：{error.message}", _RESTORE)
        return
    faults = list(_layout(desk, book))
    yield from faults
    if all(each.rank is not Rank.STOP for each in faults):
        yield from _content(desk)
    who = open_by(desk.workspace.register)
    if who:
        yield Finding(Rank.KNOW, f"总台账由{who}正打开着", "关闭后，等待的内容会写入")


def _layout(desk: Desk, book: Workbook) -> Iterator[Finding]:
    """Yield every sheet or header that is missing and every key that stands twice: all of them, not only the first."""
    for spec in schema.sheets(desk.mechanism):
        try:
            sheet = view(book, spec)
        except RegisterError as error:
            yield Finding(Rank.STOP, error.message, error.remedy)
            continue
        twice = list(_doubled(sheet))
        if twice and desk.mechanism.visiting is not None and spec.name == desk.mechanism.visiting.charges:
            yield Finding(Rank.UNTIDY, f"“{spec.name}”有同样的一对写了两行，按上面一行", remedy_of_twice(spec), twice)
        elif twice:
            yield Finding(
                Rank.STOP, f"总台账“{spec.name}”有同样的{'、'.join(spec.keys)}出现在两行",
                f"{remedy_of_twice(spec)}，保存后再运行", twice,
            )  # fmt: skip


def _doubled(sheet: SheetView) -> Iterator[str]:
    first: dict[tuple[str, ...], int] = {}
    for row in sheet.rows:
        if row.key in first:
            yield f"{' '.join(row.key)}：第 {first[row.key]} 行和第 {row.number} 行"
        first.setdefault(row.key, row.number)


def _content(desk: Desk) -> Iterator[Finding]:
    known = len(desk.events)
    try:
        opened = look(desk)
    except RegisterError as error:
        yield Finding(Rank.LOSS, error.message, error.remedy)
        return
    fresh = desk.events[known:]
    older = any("back_to" in event.data for event in fresh)
    if older:
        yield Finding(
            Rank.DIFFERENT, "总台账是较早的版本（恢复过备份，或被旧文件覆盖）",
            "运行一次“情况一览”或收件，此后登记的内容会重新写入；被人用旧文件覆盖的，请先问清是谁保存的",
        )  # fmt: skip
    yield from _by_people(fresh, desk.mechanism.record.role("firm"))
    yield from _orphans(desk, opened.views[desk.mechanism.record.sheet])
    touched = {event.number for event in fresh if event.number}  # what follows from people's work is told with it
    changes = _changes(desk, opened)
    waiting = {
        name: count
        for change in changes.values()
        for name, rows in change.written.items()
        if (count := sum(key[0] not in touched for key in rows))
    }
    if waiting:
        lines = [f"“{name}”{count} 行" for name, count in waiting.items()]
        yield Finding(
            Rank.DIFFERENT, f"日志里有 {sum(waiting.values())} 行还没有写入总台账",
            _how_they_land(desk), [*lines, *_to_empty(changes, touched)],
        )  # fmt: skip


def _how_they_land(desk: Desk) -> str:
    """Return what to do for rows that wait: what held them back is known only while somebody has the register open."""
    first = "关闭总台账" if open_by(desk.workspace.register) else "磁盘已满的先腾出空间，总台账开着的先关闭"
    return f"{first}，再运行一次“情况一览”或收件就会写入"


def _to_empty(changes: Mapping[str, SheetChange], touched: Collection[str]) -> Iterator[str]:
    """Yield the cells that will be emptied: what a clerk should look at before it happens."""
    for change in changes.values():
        for name, rows in change.written.items():
            for key, values in rows.items():
                columns = [column for column, value in values.items() if value is None]
                if columns and key[0] not in touched:
                    yield f"“{name}”{' '.join(key)} 将清空：{'、'.join(columns)}"


def _changes(desk: Desk, opened: Opened) -> Mapping[str, SheetChange]:
    """Return what is not written yet as of the day the register was last written: what the day alone moves is none."""
    order, days = desk.order, [event.day for event in desk.events if event.kind is Kind.COMMITTING]
    desk.order = replace(order, as_of=days[-1]) if days else order
    try:
        return changes_to(desk, opened)
    finally:
        desk.order = order


def _orphans(desk: Desk, main: Sheet) -> Iterator[Finding]:
    """Yield the rows that were ours once and of which the journal does not know any more how they began."""
    lost = sorted(orphans(desk, main))
    if lost:
        yield Finding(
            Rank.LOSS, f"台账里有 {len(lost)} 件事项，日志里没有它们的登记记录",
            "先找回缺失或损坏的日志文件；找不回的，运行“恢复总台账”，输入 日志，按台账上的样子补记", lost,
        )  # fmt: skip


def _by_people(fresh: Sequence[Event], firm: str) -> Iterator[Finding]:
    """Yield what people did that the journal does not know yet."""
    every = [event for event in fresh if event.kind is Kind.EDITED]
    edits = [event for event in every if not event.data.get("missed")]
    lost = [line for event in every if event.data.get("missed") for line in _cells(event)]
    if lost:
        yield Finding(
            Rank.DIFFERENT, f"台账有 {len(lost)} 格，记着它们的日志缺失了",
            "不用处理：以台账为准，下次运行任何命令时补记进日志，台账不动", lost,
        )  # fmt: skip
    who = "、".join(sorted({str(event.data["by"]) for event in edits if event.data.get("by")}))
    cells = [line for event in edits for line in _cells(event)]
    if cells:
        saver = f"（最后保存人：{who}）" if who else ""
        yield Finding(Rank.DIFFERENT, f"台账有 {len(cells)} 格人工改动，日志还不知道{saver}", _NEXT_RUN, cells)
    gone = [_row(event) for event in edits if event.data.get("removed")]
    if gone:
        yield Finding(
            Rank.DIFFERENT, f"日志里有、台账里已删去的 {len(gone)} 行",
            "有意删去的不用处理，下次运行起不再办理和统计；误删的，在运行别的命令之前用“恢复总台账”取回备份", gone,
        )  # fmt: skip
    typed = [event for event in fresh if event.kind is Kind.OPENED and event.data.get("by_hand")]
    if typed:
        yield Finding(
            Rank.DIFFERENT, f"台账里有、日志里没有的 {len(typed)} 行（人工添加）",
            "不用处理：下次运行时登记为新事项，没有编号的会给编号",
            [f"{event.number} {event.data['after'].get(firm, '')}" for event in typed],
        )  # fmt: skip
    decided = [event for event in fresh if event.kind is Kind.DECIDED]
    if decided:
        yield Finding(
            Rank.DIFFERENT, f"“待确认”有 {len(decided)} 项处理意见还没有执行", "不用处理：下次运行时执行",
            [str(event.data["ask"]) for event in decided],
        )  # fmt: skip


def _row(event: Event) -> str:
    return f"“{event.data['sheet']}”{' '.join(event.data.get('key', [event.number]))}"


def _cells(event: Event) -> Iterator[str]:
    before: Mapping[str, object] = event.data.get("before", {})
    for column, value in event.data["after"].items():
        was = before.get(column)
        yield f"{_row(event)} {column}：{'空白' if was is None else was} → {'空白' if value is None else value}"
