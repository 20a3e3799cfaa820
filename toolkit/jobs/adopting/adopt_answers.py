"""The check book (核对表) of an old ledger: what was understood of it, and the office's answers in its yellow cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.documents.check_book import Page, write_check_book
from toolkit.files import read_stable, safe_name
from toolkit.intake import Grid, UnreadableError
from toolkit.intake.plain.grid import a1
from toolkit.intake.plain.headed import table_under
from toolkit.intake.plain.words import plain
from toolkit.intake.process.cells import read_cells
from toolkit.jobs.adopting.entries import Entry
from toolkit.jobs.adopting.old_ledgers import Column, OldLedger
from toolkit.jobs.desk.desk import Desk

FOLDER = "旧台账"
_COLUMNS, _WORDS, _HELD, _DOUBTS, _NEW = "栏目对应", "用词对应", "暂不登记", "存疑内容", "将登记的事项"
_REGISTER = "登记"
#: So many rows of a list are shown; whoever has more to look at mends the ledger first.
_MOST, _MOST_NEW = 5_000, 1_000
_SHOWN = 60
_COLUMN_HEAD = ("工作表", "旧台账栏目", "所在列", "填写行数", "样例", "对应台账栏目", "依据", "改为")
_WORD_HEAD = ("台账栏目", "旧台账写法", "出现次数", "对应")
_HELD_HEAD = ("工作表", "行", "企业名称", "问题", "原因", "处理", "行标识")
_DOUBT_HEAD = ("工作表", "单元格", "旧台账栏目", "台账栏目", "内容", "疑问")


@dataclass
class Answers:
    """What the office wrote into the check books of one ledger.

    Attributes:
        columns: (sheet, header) → the register column it named.
        words: register column → plain text → the stored word it named.
        wanted: the identities of rows to be registered although they are like others.
        wrong: answers that name nothing there is, in a clerk's words.
    """

    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def book_name(ledger: str) -> str:
    """Return the name of a ledger's check book, without suffix."""
    return safe_name(f"核对 {Path(ledger).stem}")


def read_answers(desk: Desk, ledger: str) -> Answers:
    """Return what the office answered about a ledger of this name, in whichever copy of its check book.

    A check book that cannot be read at the moment is told and passed over: it then answers nothing.
    """
    answers = Answers()
    for path in _books(desk, ledger):
        try:
            data = read_stable(path)
            grids = read_cells(data, path.name, desk.mechanism) if data else ()
        except (OSError, UnreadableError):
            answers.wrong.append(f"{path.name} 读不出来，里面填的没有采用。请关闭后再运行一次")
            continue
        for grid in grids:
            _take_columns(desk, answers, grid)
            _take_words(desk, answers, grid)
            _take_held(answers, grid)
    return answers


def _books(desk: Desk, ledger: str) -> list[Path]:
    folder = desk.workspace.outbox / FOLDER
    pattern = re.compile(re.escape(book_name(ledger)) + r"(?:（\d+）)?\.xlsx")
    found = [each for each in folder.iterdir() if pattern.fullmatch(each.name)] if folder.is_dir() else []
    return sorted(found, key=lambda each: each.stat().st_mtime_ns)


def _rows(grid: Grid, name: str, head: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a page by its headers, nothing where it is another page."""
    table = table_under(grid, head) if grid.name == name else None
    if table is not None:
        places, rows = table
        yield from ({each: grid.text(row, places[each]).strip() for each in head} for row in rows)


def _take_columns(desk: Desk, answers: Answers, grid: Grid) -> None:
    remark = desk.mechanism.record.roles.get("remark", "备注")
    known = {plain(each.name) for each in desk.mechanism.record.columns} | {plain(remark)}
    for row in _rows(grid, _COLUMNS, _COLUMN_HEAD):
        answer = row["改为"]
        if answer and plain(answer) in known:
            answers.columns[row["工作表"], row["旧台账栏目"]] = answer
        elif answer:
            answers.wrong.append(f"核对表“{_COLUMNS}”里“{row['旧台账栏目']}”改为“{answer}”：台账没有这一栏")


def _take_words(desk: Desk, answers: Answers, grid: Grid) -> None:
    columns = {each.name: each for each in desk.mechanism.record.columns}
    for row in _rows(grid, _WORDS, _WORD_HEAD):
        column, answer = columns.get(row["台账栏目"]), row["对应"]
        if not answer or column is None:
            continue
        word = {plain(each): each for each in desk.mechanism.choices(column)}.get(plain(answer))
        if word is None:
            answers.wrong.append(f"核对表“{_WORDS}”里“{row['旧台账写法']}”对应“{answer}”：“{column.name}”没有这个选项")
        else:
            answers.words.setdefault(column.name, {})[plain(row["旧台账写法"])] = word


def _take_held(answers: Answers, grid: Grid) -> None:
    for row in _rows(grid, _HELD, _HELD_HEAD):
        if row["处理"] == _REGISTER and row["行标识"]:
            answers.wanted.add(row["行标识"])
        elif row["处理"]:
            answers.wrong.append(f"核对表“{_HELD}”里写的“{row['处理']}”认不出，要登记的请填“{_REGISTER}”")


def check_book(desk: Desk, name: str, ledger: OldLedger, answers: Answers, lines: Sequence[str]) -> bytes:
    """Return the check book of a ledger.

    Args:
        desk: whose it is.
        name: the ledger's name.
        ledger: what was understood of it.
        answers: what the office answered before; it stands in the yellow cells again.
        lines: the first sheet's sentences.
    """
    pages = (
        _columns_page(desk, ledger, answers), _words_page(desk, ledger, answers), _doubts_page(ledger),
        _held_page(desk, ledger, answers), _new_page(desk, ledger),
    )  # fmt: skip
    return write_check_book(f"旧台账核对表：{name}", lines, pages, desk.as_of, desk.mechanism.office)


def _columns_page(desk: Desk, ledger: OldLedger, answers: Answers) -> Page:
    remark = desk.mechanism.record.roles.get("remark", "备注")
    names = tuple(each.name for each in desk.mechanism.record.columns)
    rows = [_column_row(each, remark, answers.columns) for each in ledger.columns]
    note = (
        f"旧台账的每一栏放到台账哪一栏。不对的，在黄色的“改为”里填台账栏目名；只想原样留着的填“{remark}”。"
        "填好保存、关闭，再运行一次。"
    )
    return Page(_COLUMNS, note, _COLUMN_HEAD, (14, 24, 8, 8, 36, 20, 32, 16), rows, 7, names)


def _column_row(column: Column, remark: str, answers: Mapping[tuple[str, str], str]) -> list[str | int]:
    heading = column.heading
    place = "".join(each for each in a1(0, heading.head.place) if each.isalpha())
    target = "、".join(heading.target.columns) + (f"（{heading.target.choice}）" if heading.target.choice else "")
    answer = answers.get((column.sheet, heading.head.text), "")
    why = heading.why + (
        f"：可能是“{heading.proposed}”" if heading.proposed and heading.proposed not in heading.why else ""
    )
    return [
        column.sheet, heading.head.text, place, column.filled, _short(column.sample), target or remark, why, answer
    ]  # fmt: skip


def _words_page(desk: Desk, ledger: OldLedger, answers: Answers) -> Page:
    told: list[list[str | int]] = [
        [column, text, count, answers.words.get(column, {}).get(plain(text), "")]
        for (column, text), count in sorted(ledger.words.items())
    ]
    status = desk.mechanism.record.role("status")
    offered = tuple(each.name for each in desk.mechanism.record.statuses)
    note = (
        "旧台账里认不出的写法。在黄色的“对应”里填台账的写法（状态从 "
        f"{'、'.join(offered)} 里选）；不填的，原文记入备注，该栏列入待补正。"
    )
    only_status = all(row[0] == status for row in told)
    return Page(_WORDS, note, _WORD_HEAD, (16, 40, 10, 20), told[:_MOST], 3, offered if only_status else ())


def _doubts_page(ledger: OldLedger) -> Page:
    rows = [
        [each.sheet, each.cell, each.head, each.column, _short(each.text), each.why]
        for entry in ledger.entries
        if not entry.known
        for each in entry.doubts
    ]
    note = f"读不准的内容，共 {len(rows)} 处。登记时原文记入备注，对应的栏列入待补正；也可以先在旧台账里改好再运行。"
    return Page(_DOUBTS, note, _DOUBT_HEAD, (14, 10, 18, 14, 40, 56), rows[:_MOST])


def _held_page(desk: Desk, ledger: OldLedger, answers: Answers) -> Page:
    record = desk.mechanism.record
    rows: list[list[str | int]] = [
        [
            each.sheet, each.row, str(each.values.get(record.role("firm"), "")), _short(_problem(desk, each)),
            each.held,
            _REGISTER if each.identity in answers.wanted else "", each.identity,
        ]
        for each in ledger.entries
        if each.held or each.identity in answers.wanted
    ]  # fmt: skip
    rows += [[sheet, row, "", "", why, "", ""] for sheet, row, why in ledger.passed]
    note = (
        f"没有登记的行。确属另一件事、要登记的，在黄色的“处理”里填“{_REGISTER}”；"
        "缺企业名称或问题的，请在旧台账里补好再运行。后来有改动的，请直接在总台账里改。"
    )
    return Page(_HELD, note, _HELD_HEAD, (14, 8, 28, 44, 56, 12, 10), rows[:_MOST], 5, (_REGISTER,), hidden=6)


def _new_page(desk: Desk, ledger: OldLedger) -> Page:
    record = desk.mechanism.record
    named = [
        record.roles[each] for each in ("firm", "submitted", "lead", "dispatched", "closed") if each in record.roles
    ]
    status = record.role("status")
    head = ("工作表", "行", record.role("number"), status, *named, record.role("problem"), "记入备注的栏目")
    new = [each for each in ledger.entries if not each.held and not each.known]
    rows = [
        [
            each.sheet, each.row, each.number or "（新编）", _status(desk, each),
            *(each.values.get(name, "") for name in named), _short(_problem(desk, each)),
            _short("；".join(f"{label}：{text}" for label, text in each.kept)),
        ]
        for each in new[:_MOST_NEW]
    ]  # fmt: skip
    more = f"，这里只列前 {_MOST_NEW} 件" if len(new) > _MOST_NEW else ""
    widths = (14, 8, 12, 14, *(16 for _ in named), 44, 40)
    return Page(_NEW, f"确认后登记 {len(new)} 件{more}。", head, widths, rows)


def _status(desk: Desk, entry: Entry) -> str:
    """Return the status a row is registered with, beside it the ledger's own word where that is another."""
    said = entry.said.get(desk.mechanism.record.role("status"), "")
    if not entry.status:
        return f"{desk.mechanism.record.initial}（按规则）"
    return f"{entry.status}（原写“{said}”）" if said else entry.status


def _problem(desk: Desk, entry: Entry) -> str:
    record = desk.mechanism.record
    return str(entry.values.get(record.role("problem")) or entry.values.get(record.role("subject")) or "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
