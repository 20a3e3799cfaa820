"""How long a day's returns take: our ingest, against the scripts an office would otherwise write.

    python benchmarks/intake.py [FORMS] [ROWS]

FORMS returned annex-2 workbooks are put into a register that already holds ROWS cases. The peers are what a handy
colleague writes: one looks for the labels and takes the cell to the right of each (openpyxl), one reads fixed cells
(pandas on calamine); both save the register whole, without checks, journal, originals, receipts, merge or backup.
Ratios of one run count; absolute times do not carry from one machine to another.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from toolkit.events import Event, Kind
from toolkit.forms.identity import write_mark
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.ingest import ingest
from toolkit.jobs.init import init
from toolkit.mechanism import load
from toolkit.templates import build, fill, input_cell
from toolkit.workspace import Workspace

DAY = date(2024, 3, 4)


def _quiet(_: str) -> None:
    return None


def forms(count: int, start: int = 0) -> dict[str, bytes]:
    """Return ``count`` filled annex-2 workbooks by file name."""
    mechanism = load("shunde")
    form = mechanism.form_that("opens")
    blank = build(form, mechanism)
    return {
        f"来表{number:05}.xlsx": fill(
            blank,
            form,
            mechanism,
            {
                "报送单位": "北滘总商会",
                "企业名称": f"佛山市顺德区测试{number:05}有限公司",
                "提交日期": DAY,
                "问题类别": "B",
                "企业联系人": "陈某",
                "职务": "经理",
                "联系电话": "13800000000",
                "涉及单位": "区交通运输局",
                "问题困难": f"第{number}家：厂区门口道路破损，雨天积水，货车进出困难，希望尽快修复。" * 3,
            },
            mark=write_mark(form.id, form.version),
        )
        for number in range(start, start + count)
    }


def workspace(folder: Path, rows: int) -> Workspace:
    """Return a workspace whose register holds ``rows`` cases."""
    place = Workspace(folder)
    order = Order(DAY, say=_quiet)
    init(folder, order)
    values = {
        "企业名称": "佛山市顺德区旧事项有限公司",
        "报送单位": "容桂总商会",
        "提交日期": DAY,
        "问题类别": "A 招商增资",
        "企业联系人": "梁某",
        "联系电话": "13900000000",
    }
    with open_desk(place, order) as desk:
        desk.record(
            Event(
                Kind.OPENED,
                DAY,
                f"2023-{number:05}",
                {"values": {**values, "问题困难": f"旧事项{number}" * 8}, "sha": f"{number:064x}", "part": 0},
            )
            for number in range(rows)
        )
        update(desk)
    return place


def put(place: Workspace, files: dict[str, bytes]) -> None:
    """Lay files into the inbox as if they had come a minute ago."""
    then = time.time() - 60
    for name, data in files.items():
        path = place.inbox / name
        path.write_bytes(data)
        os.utime(path, (then, then))


def timed(work: Callable[[], object]) -> float:
    """Return how long ``work`` took, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _cells() -> dict[str, tuple[int, int]]:
    form = load("shunde").form_that("opens")
    return {field.column: input_cell(form, field.key) for field in form.fields if field.column}


def with_openpyxl(place: Workspace) -> None:
    """Look for each label, take the cell to its right, and append to the register with openpyxl."""
    labels = {field.label.rstrip("："): field.column for field in load("shunde").form_that("opens").fields}
    book = openpyxl.load_workbook(place.register)
    sheet = book["问题台账"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for path in sorted(place.inbox.glob("*.xlsx")):
        source = openpyxl.load_workbook(path).worksheets[0]
        row = sheet.max_row + 1
        for line in source.iter_rows():
            for left, right in itertools.pairwise(line):
                name = labels.get("".join(str(left.value or "").split()).rstrip("："))
                if name:
                    sheet.cell(row, heads[name], right.value)
    book.save(place.register.with_name("同行.xlsx"))


def with_pandas(place: Workspace) -> None:
    """Read fixed cells and write the register anew with pandas, on calamine and xlsxwriter."""
    cells = _cells()
    book = pd.read_excel(place.register, sheet_name=None, engine="calamine")
    rows = []
    for path in sorted(place.inbox.glob("*.xlsx")):
        frame = pd.read_excel(path, header=None, engine="calamine")
        rows.append(
            {
                name: frame.iat[line - 1, column] if line - 1 < len(frame) and column < frame.shape[1] else None
                for name, (line, column) in cells.items()
            }
        )
    book["问题台账"] = pd.concat([book["问题台账"], pd.DataFrame(rows)])
    with pd.ExcelWriter(place.register.with_name("同行.xlsx"), engine="xlsxwriter") as writer:
        for name, frame in book.items():
            frame.to_excel(writer, sheet_name=name, index=False)


def main(count: int, rows: int) -> None:
    """Print a line a way: seconds, and the ratio to ours."""
    with tempfile.TemporaryDirectory() as name:
        # What this PC keeps to be quicker next time goes with it.
        os.environ["LIAISON_CACHE"] = str(Path(name) / "cache")
        base = Path(name) / "base"
        place = workspace(base, rows)
        put(place, forms(count))
        peers: dict[str, Callable[[Workspace], object]] = {
            "openpyxl, labels": with_openpyxl,
            "pandas + calamine": with_pandas,
        }
        times: dict[str, float] = {}
        for way, work in peers.items():
            copy = Workspace(Path(shutil.copytree(base, Path(name) / way.replace(" ", ""))))
            times[way] = timed(lambda work=work, copy=copy: work(copy))
        times["toolkit ingest"] = timed(lambda: ingest(place, Order(DAY, say=_quiet)))
    ours = times["toolkit ingest"]
    print(f"{count} forms into {rows} rows")  # noqa: T201 - a benchmark prints
    for way, seconds in times.items():
        print(f"{way:20} {seconds:8.2f} s   {seconds / ours:6.1f} x")  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    main(*(int(each) for each in (sys.argv[1:] + ["1000", "10000"][len(sys.argv) - 1 :])))
