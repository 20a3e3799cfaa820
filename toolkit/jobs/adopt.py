"""adopt (接管旧台账): an old ledger's rows become cases, after a report of what was understood of it.

The report comes first, on the screen and as a check book in the outbox; only with the office's word (``--yes``, or its
answer then) are the rows registered. Columns that the register has not are kept in the remarks as 栏目：内容 — one of
their own in the register would have to be found by its header on every run from then on, and a clerk who deleted it
would stop every later run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.events import CellValue, Event, Kind
from toolkit.files import read_stable, sha256, shown_name, why, write_new
from toolkit.intake import UnreadableError
from toolkit.intake.old_ledger import Headings, Values
from toolkit.intake.old_ledger.values import EARLIEST
from toolkit.intake.process.cells import read_cells
from toolkit.jobs.adopting.adopt_answers import FOLDER, Answers, book_name, check_book, read_answers
from toolkit.jobs.adopting.entries import Doubt, Entry, day_of
from toolkit.jobs.adopting.newcomers import sort_newcomers
from toolkit.jobs.adopting.old_ledgers import OldLedger, Reading, read_ledger
from toolkit.jobs.adopting.summary import summary
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.consent import Consent, with_consent
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.numbers import Numbers, claimed, in_turn
from toolkit.jobs.desk.order import Order
from toolkit.jobs.returns.post import keep
from toolkit.mechanism.adoption import adoption_of
from toolkit.scripts import to_run
from toolkit.workspace import Workspace

#: Events are flushed to the disk after so many rows.
_BATCH = 2_000
OUTCOME = "接管旧台账"


@dataclass(frozen=True, slots=True)
class _File:
    """The ledger's file: where it lies, its name as it can be shown, its bytes and their digest."""

    path: Path
    name: str
    data: bytes
    digest: str


def adopt(workspace: Workspace, order: Order, path: Path, sheets: Sequence[str] = (), *, take: bool = False) -> int:
    """Report what an old ledger holds, register its rows where the office says yes, and return the exit status.

    Args:
        workspace: where.
        order: how the job was asked to run; a dry run tells and writes nothing.
        path: the ledger.
        sheets: the sheets to be read, none for all that can be seen.
        take: whether the office has said yes beforehand; else the person is asked, where one sits there.

    Returns:
        0 where nothing is left to a person; 1 where rows, words or cells are.

    Raises:
        ToolkitError: the file cannot be read, has none of the sheets, or holds no ledger.
    """
    file = _opened(workspace, path)
    declined = f"没有登记。核对、填好核对表以后，{_how_to_take(path)}"
    return with_consent(
        order, lambda each, consent: _adopt(workspace, each, consent, file, sheets), said=take, declined=declined
    )


def _how_to_take(path: Path) -> str:
    return f"再运行{to_run('adopt', f'{_quoted(str(path))} --yes', answer='输入 Y')}，就登记"


def _adopt(workspace: Workspace, order: Order, consent: Consent, file: _File, sheets: Sequence[str]) -> int:
    with open_desk(workspace, order) as desk:
        answers = read_answers(desk, file.name)
        ledger = _understood(desk, file, sheets, answers)
        sort_newcomers(desk, file.name, ledger.entries, answers.wanted)
        _settle_numbers(desk, ledger.entries)
        new = [each for each in ledger.entries if not each.held and not each.known]
        lines = list(summary(desk, file.name, ledger, answers.wrong, new))
        for line in lines:
            desk.say(line)
        if new or any(each.held for each in ledger.entries):  # else all is done, and the last check book stands
            place = desk.workspace.outbox / FOLDER / f"{book_name(file.name)}.xlsx"
            book = desk.put(place, check_book(desk, file.name, ledger, answers, lines))
            if not order.dry_run:
                desk.say(f"核对表已写入 {desk.place(book)}")
        grounds = tuple(lines), [each.identity for each in new]
        if consent.said or (new and consent.also(f"照此登记这 {len(new)} 件吗？", grounds)):
            _take(desk, file, new)
        elif new:
            desk.say(f"现在还没有登记。核对后{_how_to_take(file.path)}")
        update(desk)
    return 1 if _is_left(ledger, answers) else 0


def _opened(workspace: Workspace, path: Path) -> _File:
    name = shown_name(path)
    try:
        if workspace.register.exists() and path.exists() and path.samefile(workspace.register):
            raise ToolkitError("这就是正在用的总台账，不用接管", "请指明旧台账的文件")
        data = read_stable(path)
    except OSError as error:
        raise ToolkitError(f"打不开“{name}”（{why(error)}）", "请核对文件名和位置；文件正打开着的，请先关闭") from error
    if data is None:
        raise ToolkitError(f"“{name}”正在保存", "请等它保存好再运行")
    return _File(path, name, data, sha256(data))


def _understood(desk: Desk, file: _File, sheets: Sequence[str], answers: Answers) -> OldLedger:
    """Return what the ledger holds, as the mechanism's data and the office's answers say."""
    try:
        grids = read_cells(file.data, file.name, desk.mechanism)
    except UnreadableError as error:
        raise ToolkitError(f"“{file.name}”：{error.problem.words}", error.problem.remedy) from error
    missing = [each for each in sheets if each not in {grid.name for grid in grids}]
    if missing:
        there = "、".join(grid.name for grid in grids)
        raise ToolkitError(f"“{file.name}”里没有工作表“{'、'.join(missing)}”", f"有这些工作表：{there}")
    adoption = adoption_of(desk.mechanism)
    values = Values(desk.mechanism, adoption, answers.words, desk.as_of)
    reading = Reading(desk.mechanism.record, Headings(desk.mechanism, adoption), values, answers.columns)
    ledger = read_ledger(grids, reading, Path(file.name).stem, sheets)
    if not ledger.entries:
        told = "；".join(f"“{sheet}”{reason}" for sheet, reason in ledger.unread)
        raise ToolkitError(
            f"“{file.name}”里没有认出台账{f'：{told}' if told else ''}",
            "请确认表里有一行列名（企业名称、问题、承办单位……），下面一行一件事",
        )
    return ledger


def _settle_numbers(desk: Desk, entries: Sequence[Entry]) -> None:
    """Let a row keep a number of our form where it is free; else it is kept in the remarks and the row told."""
    column = desk.mechanism.record.role("number")
    # The number of a case that was taken back is no other matter's; what was adopted before may be adopted again.
    used = {event.number for event in desk.withdrawn if event.kind is Kind.OPENED and "adopted" not in event.data}
    for entry in entries:
        number = entry.number
        if not number or entry.known or entry.held:
            continue
        if number in desk.cases or number in used or not EARLIEST.year <= int(number[:4]) <= desk.as_of.year:
            told = "台账里已有这个编号，另给新编号" if number in desk.cases else "编号已用过或年份不对，另给新编号"
            entry.doubts.append(Doubt(entry.sheet, f"第{entry.row}行", column, "", number, told))
            entry.kept.insert(0, (f"原{column}", number))
            entry.number = ""
        used.add(number)


def _is_left(ledger: OldLedger, answers: Answers) -> bool:
    left = [entry for entry in ledger.entries if not entry.known]
    doubtful = any(entry.doubts or entry.held for entry in left)
    asked = any(each.heading.proposed for each in ledger.columns)
    return doubtful or bool(answers.wrong) or (asked and bool(left))  # nothing is asked of what is taken over


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _take(desk: Desk, file: _File, new: Sequence[Entry]) -> None:
    """Register the rows: the original first, then their events in batches, each on the disk before the next.

    A run that was killed between two of them has taken some; the next one takes the others.
    """
    if not new:
        desk.say("没有新的行需要登记")
        return
    if desk.order.dry_run:
        desk.say(f"将登记 {len(new)} 件")
        return
    numbers = _Numbers(desk, new)
    given: list[str] = []
    with desk.batch():
        original = keep(desk, file.digest, file.name, file.data)
        desk.record([_received(desk, file, new, original)])
        for start in range(0, len(new), _BATCH):
            some = new[start : start + _BATCH]
            given += [numbers.give(each) for each in some]
            pairs = zip(given[start:], some, strict=True)
            desk.record([_opening(desk, file, number, each) for number, each in pairs])
            desk.flush()
            desk.order.step(len(given), len(new), OUTCOME)
    kept = sum(bool(each.number) for each in new)
    first, last = min(given, key=in_turn), max(given, key=in_turn)
    span = first if len(given) == 1 else f"{first} 至 {last}"
    desk.say(f"已登记 {len(given)} 件：{span}" + (f"，其中沿用旧编号 {kept} 件" if kept else ""))
    desk.set_aside += sum(bool(each.doubts) for each in new)


def _received(desk: Desk, file: _File, new: Sequence[Entry], original: str) -> Event:
    sheets = "、".join(dict.fromkeys(each.sheet for each in new if each.sheet))
    notes = f"登记 {len(new)} 件" + (f"，来自工作表 {sheets}" if sheets else "")
    data = {
        "sha": file.digest, "name": file.name, "outcome": OUTCOME, "form": "旧台账", "numbers": [], "firm": "",
        "notes": notes, "original": original, "adopted": file.digest,
    }  # fmt: skip
    return Event(Kind.RECEIVED, desk.as_of, data=data)


class _Numbers:
    """Gives numbers: a row's own where it has one of our form, else the next free one of the row's year."""

    def __init__(self, desk: Desk, new: Sequence[Entry]) -> None:
        self._desk = desk
        self._taken = {*desk.cases, *(each.number for each in new if each.number)}
        self._years: dict[int, Numbers] = {}

    def give(self, entry: Entry) -> str:
        folder = self._desk.workspace.numbers
        if entry.number:
            # Claimed already by a run that was killed before its journal was written, it belongs to nobody.
            write_new(folder / entry.number, b"", flush=False)
            return entry.number
        year = day_of(entry, self._desk.mechanism.record, self._desk.as_of).year
        return claimed(self._years.setdefault(year, Numbers(folder, year)), self._taken)


def _opening(desk: Desk, file: _File, number: str, entry: Entry) -> Event:
    """Return how a row becomes a case."""
    names = {each.name for each in desk.mechanism.record.columns}
    doubtful = dict.fromkeys(each.column for each in entry.doubts if each.column in names)
    data = {
        "adopted": file.digest, "row": entry.identity, "values": _with_kept(desk, entry), "status": entry.status,
        "sha": "", "part": 0, "to_complete": list(doubtful), "incoming": f"{file.name}（{entry.place}）",
        "place": entry.place, "ordinal": entry.ordinal, "mark": entry.mark, "said": entry.said,
    }  # fmt: skip
    return Event(Kind.OPENED, day_of(entry, desk.mechanism.record, desk.as_of), number, data)


def _with_kept(desk: Desk, entry: Entry) -> Mapping[str, CellValue]:
    """Return a row's values, what no column takes beneath the remarks; where there are none, beneath the problem."""
    record = desk.mechanism.record
    column = record.roles.get("remark") or record.role("problem")
    lines = [f"{label}：{text}" for label, text in entry.kept]
    if not lines:
        return entry.values
    before = str(entry.values.get(column, ""))
    return {**entry.values, column: "\n".join(filter(None, (before, *lines)))}
