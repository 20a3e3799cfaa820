"""An office to test on: a workspace, people who send forms, people who type into the register."""

from __future__ import annotations

import io
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from toolkit.events import Event
from toolkit.forms import Form
from toolkit.forms.identity import write_mark
from toolkit.jobs.desk.desk import Desk, lay
from toolkit.jobs.desk.order import Order
from toolkit.jobs.desk.sentinel import place
from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.ooxml import Workbook
from toolkit.register import schema
from toolkit.submission import Value
from toolkit.templates import box_cells, build, fill, input_cell, sheet_name
from toolkit.workspace import Workspace

from .again import Files, files_of, lay_out
from .seen import grid

#: A Wednesday without holidays near it.
DAY = date(2024, 1, 10)

REPORT: Mapping[str, Value] = {
    "报送单位": "北滘总商会",
    "企业名称": "顺德甲电器有限公司",
    "提交日期": date(2024, 1, 8),
    "问题类别": "B",
    "企业联系人": "陈某",
    "职务": "经理",
    "联系电话": "13800138000",
    "问题困难": "厂区门口道路破损，影响货车进出",
}
MADE: dict[tuple[Any, ...], bytes] = {}


@dataclass
class Office:
    """A workspace of the default mechanism with everything a test does to it."""

    root: Path
    mechanism: Mechanism
    said: list[str] = field(default_factory=list)
    sent_so_far: int = 0

    @classmethod
    def found(cls, root: Path, mechanism: Mechanism | None = None) -> Office:
        """A fresh workspace: what ``init`` makes, made once and laid out again, with an id of its own."""
        office = cls(root, mechanism or _default())
        lay_out(root, _made(office.mechanism.name))
        place(office.workspace)
        return office

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    @property
    def record(self) -> str:
        return self.mechanism.record.sheet

    def order(self, day: date = DAY, *, dry_run: bool = False) -> Order:
        return Order(day, dry_run, self.said.append)

    # what people send

    def report(self, *, mark: str | None = None, **values: Value) -> bytes:
        """A filled annex 2."""
        form = self.mechanism.form("annex2")
        key = (tuple(sorted(values.items(), key=str)), mark)
        if key not in MADE:
            answers = {**REPORT, **values}
            MADE[key] = fill(
                build(form, self.mechanism), form, self.mechanism, answers, mark=mark or write_mark(form.id, "1")
            )
        return MADE[key]

    def put(self, name: str, data: bytes, *, age: float = 3600) -> Path:
        """Lay a file into the inbox that has been lying there for a while; later ones are a little younger."""
        path = self.workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.sent_so_far += 1
        then = time.time() - age + self.sent_so_far / 100
        os.utime(path, (then, then))
        return path

    def take_in(self, day: date = DAY, **files: bytes) -> int:
        """Lay files into the inbox and run ingest."""
        for name, data in files.items():
            self.put(f"{name}.xlsx", data)
        return self.run(ingest, day)

    def run(self, job: Callable[..., int], day: date = DAY, *more: Any, dry_run: bool = False, **named: Any) -> int:
        """Run a job with what it says kept in ``said`` (this run's only)."""
        self.said.clear()
        return job(self.workspace, self.order(day, dry_run=dry_run), *more, **named)

    def answered(self, sent: Path, values: Mapping[str, str | date], form_id: str = "annex3") -> bytes:
        """A form that went out, filled in by whoever got it."""
        form = self.mechanism.form(form_id)
        book, cells = Workbook.read(sent.read_bytes()), {}
        for key, value in values.items():
            boxes = box_cells(form, key)
            if boxes:
                cells.update({boxes[each]: "☑" for each in str(value).split("、")})
            else:
                cells[input_cell(form, key)] = value
        book.edit(sheet_name(form), cells)
        return book.to_bytes()

    def blank(self, form: Form, values: Mapping[str, Value]) -> bytes:
        """A blank form filled in by somebody who was sent none with a number."""
        return fill(build(form, self.mechanism), form, self.mechanism, values, mark=write_mark(form.id, form.version))

    def sent(self, *words: str) -> Path:
        """The one workbook under outbox/ with these words in its path that was written last."""
        found = [each for each in self.workspace.outbox.rglob("*.xlsx") if all(word in str(each) for word in words)]
        assert found, f"nothing under outbox/ with {words}"
        return max(found, key=lambda each: each.stat().st_mtime_ns)

    # what people type into the register

    def type_in(self, number: str, **cells: str | date | int | None) -> None:
        """Change cells of a row, by openpyxl, as a person's program would save the whole file."""
        self.edit_sheet(lambda sheet: _type(sheet, number, cells))

    def add_row(self, **cells: str | date | int) -> None:
        self.edit_sheet(lambda sheet: _add(sheet, cells))

    def delete_row(self, number: str) -> None:
        self.edit_sheet(lambda sheet: sheet.delete_rows(_row_of(sheet, number)))

    def name_case(self, words: str, number: str) -> None:
        """Type a 编号 into the row on 待确认 in which these words stand."""

        def edit(sheet: Any) -> None:
            head = _heads(sheet)
            for row in sheet.iter_rows(min_row=2):
                if any(words in str(cell.value) for cell in row):
                    sheet.cell(row[0].row, head["编号"]).value = number
                    return
            raise AssertionError(f"no question about {words}")

        self.edit_sheet(edit, schema.ASKS)

    def decide(self, words: str, answer: str = "采纳") -> None:
        """Answer the open question on 待确认 in whose row these words stand."""

        def edit(sheet: Any) -> None:
            head = _heads(sheet)
            for row in sheet.iter_rows(min_row=2):
                if any(words in str(cell.value) for cell in row) and not sheet.cell(row[0].row, head["处理意见"]).value:
                    sheet.cell(row[0].row, head["处理意见"]).value = answer
                    return
            raise AssertionError(f"no open question about {words}")

        self.edit_sheet(edit, schema.ASKS)

    def edit_sheet(self, edit: Callable[[Any], None], name: str = "") -> None:
        book = open_book(self.workspace.register.read_bytes())
        edit(book[name or self.record])
        self.workspace.register.write_bytes(saved(book))

    # what the register shows

    def rows(self, name: str = "") -> list[dict[str, Any]]:
        """The rows of a sheet as other readers than ours see them; empty cells left out."""
        head, *values = grid(self.workspace.register.read_bytes(), name or self.record)
        rows = [{h: v for h, v in zip(head, row, strict=False) if h and v != ""} for row in values]
        return [row for row in rows if row]

    def row(self, number: str) -> dict[str, Any]:
        found = [row for row in self.rows() if row.get("编号") == number]
        assert len(found) == 1, f"{number} stands {len(found)} times"
        return found[0]

    # what the journal says

    @property
    def desk(self) -> Desk:
        return lay(self.workspace, self.order())

    def events(self, *kinds: str) -> list[Event]:
        return [each for each in self.desk.events if not kinds or each.kind.value in kinds]

    @property
    def words(self) -> str:
        return "\n".join(self.said)

    def snapshot(self) -> dict[str, tuple[bytes, int]]:
        """Every file with its bytes and time stamp, and every folder; the lock, which holds nothing, left out."""
        found: dict[str, tuple[bytes, int]] = {}
        for path in sorted(self.root.rglob("*")):
            if path.name == ".lock":
                continue
            inside = path.relative_to(self.root).as_posix()
            found[inside] = (b"", 0) if path.is_dir() else (path.read_bytes(), path.stat().st_mtime_ns)
        return found


@cache
def _default() -> Mechanism:
    return load(default_name())


@cache
def _made(mechanism: str) -> Files:
    """What ``init`` makes of an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "office"
        init(root, Order(DAY, say=lambda _: None), mechanism)
        return files_of(root)


def open_book(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported", category=UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _heads(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1] if cell.value}


def _row_of(sheet: Any, number: str) -> int:
    place = _heads(sheet)["编号"]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, place).value == number)


def _type(sheet: Any, number: str, cells: Mapping[str, Any]) -> None:
    heads, row = _heads(sheet), _row_of(sheet, number)
    for name, value in cells.items():
        sheet.cell(row, heads[name]).value = value


def _add(sheet: Any, cells: Mapping[str, Any]) -> None:
    heads = _heads(sheet)
    row = 2
    while any(cell.value is not None for cell in sheet[row]):
        row += 1
    for name, value in cells.items():
        sheet.cell(row, heads[name]).value = value


def lock_by_excel(register: Path, who: str = "王小明") -> Path:
    """Lay the owner file that Excel leaves beside a workbook it has open."""
    owner = register.with_name(f"~${register.name}")
    name = who.encode("gb18030")
    data = bytes([len(name)]) + name.ljust(54, b" ") + bytes([len(who), 0]) + who.encode("utf-16-le")
    owner.write_bytes(data.ljust(165, b"\0"))
    return owner


def lock_by_libreoffice(register: Path, who: str = "李大华") -> Path:
    """Lay the owner file that LibreOffice leaves."""
    owner = register.with_name(f".~lock.{register.name}#")
    owner.write_text(f",{who},pc-3,21.11.2026 09:15,file:///C:/Users/li/libreoffice/4;", encoding="utf-8")
    return owner


def two_in_hand(office: Office, first: str) -> Office:
    """Two cases dispatched to two units, the first one's firm named ``first``; a third waits, with a missing number."""
    office.take_in(
        甲=office.report(企业名称=first),
        乙=office.report(企业名称="顺德乙有限公司"),
        丙=office.report(企业名称="禅城丙有限公司", 联系电话=None),
    )
    office.type_in("2024-001", 问题分类="一般问题", 案由="甲的事", 牵头单位="区交通运输局")
    office.type_in("2024-002", 问题分类="一般问题", 案由="乙的事", 牵头单位="北滘镇", 配合单位="区交通运输局")
    office.run(dispatch, date(2024, 1, 11))
    return office
