"""A plan's file to lines and tables: pasted text, a text file, Word, OpenDocument, or a workbook."""

from __future__ import annotations

import re

from toolkit.errors import ToolkitError
from toolkit.intake import UnreadableError
from toolkit.intake.formats.decoding import decode
from toolkit.intake.plain.grid import CellValue, Grid
from toolkit.ooxml.errors import BrokenPackageError

_PACKED = b"PK\x03\x04"
_NO_TEXT = {b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件（.doc、.xls）", b"%PDF": "PDF 文件"}
_COPY = "请打开它，另存为 docx；或全选、复制，粘贴到记事本里存成 txt，再用那个文件"
#: What marks headings, emphasis and lists in a text written as Markdown.
_HEADING, _STRONG = re.compile(r"^\s{0,3}#{1,6}\s+|^\s*>\s?"), re.compile(r"\*\*|__|`")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
#: A row that was pasted from a sheet has at least so many tabs.
_TABS = 2

Table = list[tuple[str, ...]]


def read_plan(data: bytes, name: str) -> tuple[list[str], list[Table]]:
    """Return the paragraphs and the tables of a document.

    Raises:
        ToolkitError: it is of a kind that is not read, damaged, or holds nothing.
    """
    for start, kind in _NO_TEXT.items():
        if data.startswith(start):
            raise ToolkitError(f"“{name}”是{kind}，读不出文字", _COPY)
    lines, tables = _packed(data, name) if data.startswith(_PACKED) else _plain(decode(data))
    if not any(each.strip() for each in lines) and not tables:
        raise ToolkitError(f"“{name}”里没有文字", "扫描件要先转成文字；确认是不是选错了文件")
    return lines, tables


def _plain(text: str) -> tuple[list[str], list[Table]]:
    lines: list[str] = []
    table: Table = []
    tables: list[Table] = []
    for line in text.splitlines():
        cells = _cells(line)
        if cells:
            if not _RULE.match(line):
                table.append(cells)
            continue
        if table:
            tables.append(table)
            table = []
        lines.append(_STRONG.sub("", _HEADING.sub("", line)))
    return lines, [*tables, table] if table else tables


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a table's row, written between bars or pasted with tabs; none for any other line."""
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|"):
        return tuple(each.strip() for each in bare.strip("|").split("|"))
    return tuple(each.strip() for each in line.split("\t")) if line.rstrip().count("\t") >= _TABS else ()


def _packed(data: bytes, name: str) -> tuple[list[str], list[Table]]:
    # What reads Word files and workbooks is loaded for one of them only.
    from toolkit.intake.formats.kinds import Kind  # noqa: PLC0415
    from toolkit.intake.formats.parse import parse_book  # noqa: PLC0415

    try:
        kind, book = parse_book(data)
        # Only what has passed the gate is opened a second time.
        if kind is Kind.DOCX and (numbered := _numbered(data)) is not data:
            _, book = parse_book(numbered)
    except UnreadableError as error:
        raise ToolkitError(f"“{name}”读不出来：{error.problem.words}", error.problem.remedy) from error
    lines: list[str] = []
    tables: list[Table] = []
    for grid in book.grids:
        if not grid.hidden:
            _laid_out(grid, lines, tables)
    return lines, tables


def _numbered(data: bytes) -> bytes:
    """Return a Word file with the numbers of its lists written out; as it is where its lists make no sense."""
    from toolkit.jobs.following.word_numbers import written_out  # noqa: PLC0415

    try:
        return written_out(data)
    except (BrokenPackageError, ValueError):
        return data


def _shown(value: CellValue) -> str:
    """Return a cell's words, a whole number without a point, as the program shows it."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _laid_out(grid: Grid, lines: list[str], tables: list[Table]) -> None:
    """Add a page's paragraphs and tables: a row of one cell that is not merged is a paragraph."""
    cells = {place: _shown(value) for place, value in grid.cells.items()}
    across: set[int] = set()
    for top, left, bottom, right in grid.merged:
        words = cells.get((top, left), "")
        across |= set(range(top, bottom + 1)) if right > left or bottom > top else set()
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                cells.setdefault((row, column), words)
    rows: dict[int, dict[int, str]] = {}
    for (row, column), words in sorted(cells.items()):
        rows.setdefault(row, {})[column] = words
    table: Table = []
    for row, there in rows.items():
        heading = not table and len(set(there.values())) == 1
        if not heading and (len(there) > 1 or row in across):
            table.append(tuple(there.get(column, "") for column in range(max(there) + 1)))
            continue
        if table:
            tables.append(table)
            table = []
        lines.extend(line for words in dict.fromkeys(there.values()) for line in words.splitlines())
    if table:
        tables.append(table)
