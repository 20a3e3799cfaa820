"""The sender's own workbook sent back: the cells at fault marked, and before all sheets a list of what to mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.errors import Problem, ToolkitError
from toolkit.forms import identity
from toolkit.intake.formats.unpack import Kind, UnreadableError, unpack
from toolkit.ooxml import FrontCell, FrontLook, FrontRow, Package, SheetInfo, Workbook
from toolkit.ooxml.markup import parse
from toolkit.ooxml.refs import parse_cell

_WIDTHS = (6.0, 26.0, 36.0, 30.0)
_HEADS = ("序号", "位置", "问题", "怎样处理")
#: Parts that a change elsewhere makes false: a digital signature, the history of a workbook shared the old way.
_BOUND = ("_xmlsignatures/", "xl/revisions/")


def marked(data: bytes, problems: Sequence[Problem], *, office: str, day: date) -> bytes | None:
    """Return the sender's workbook with each problem shown where it is, or None where that cannot be done safely.

    Each cell at fault is filled yellow and has a comment that says what is wrong and what to do; a first sheet lists
    all problems with links to the cells. Values, formulas, macros, the invisible mark and every part not concerned
    stay byte for byte. Marks and list of an earlier return are taken away first.

    Args:
        data: the file as it came.
        problems: what is wrong, in the order to be told; one without a cell, or whose sheet is not there, is listed
            only.
        office: in whose name it goes back.
        day: the date under the list.

    Returns:
        The new file; None where there is nothing wrong, and where the file is no xlsx or xlsm, is password-protected,
        digitally signed, shared the old way, damaged, or laid out so that a change could harm it.
    """
    if not problems or not _is_plain(data):
        return None
    try:
        package = Package.read(data)
        if any(name.startswith(_BOUND) for name in package.names()):
            return None
        changed = _mark(Workbook(package), problems, office, day)
        _check(changed, data)
    except (ToolkitError, ValueError):
        return None
    return changed


def _is_plain(data: bytes) -> bool:
    """Return whether the file passes the gate as a workbook that lies open, without even the default password."""
    try:
        kind, opened = unpack(data)
    except UnreadableError:
        return False
    return kind is Kind.XLSX and opened is data


def _mark(book: Workbook, problems: Sequence[Problem], office: str, day: date) -> bytes:
    book.unmark(identity.is_note, fill=identity.MARK_FILL)
    sheets = {sheet.name: sheet for sheet in book.sheets if not identity.is_front(sheet.name)}
    texts: dict[str, dict[tuple[int, int] | str, str]] = {}
    for number, problem in enumerate(problems, 1):
        if _target(problem, sheets) is not None:
            told = texts.setdefault(problem.sheet, {})
            text = f"{identity.NOTE.format(number=number)}：{problem.words}。\n处理：{problem.remedy}。"
            told[problem.cell] = f"{told[problem.cell]}\n{text}" if problem.cell in told else text
    for sheet, told in texts.items():
        book.mark(sheet, told, author=office, fill=identity.MARK_FILL)
    rows = list(_front(problems, sheets, office, day))
    book.front_sheet(identity.FRONT.format(count=len(problems)), rows, _WIDTHS, replaces=identity.is_front)
    return book.to_bytes()


def _target(problem: Problem, sheets: dict[str, SheetInfo]) -> tuple[str, str] | None:
    """Return sheet and cell of a problem, None where the workbook has no such place."""
    return (problem.sheet, problem.cell) if problem.sheet in sheets and parse_cell(problem.cell) else None


def _front(problems: Sequence[Problem], sheets: dict[str, SheetInfo], office: str, day: date) -> Iterator[FrontRow]:
    count = len(problems)
    yield [FrontCell(identity.FRONT.format(count=count), FrontLook.TITLE)]
    opening = f"您好！收到您报送的表格，感谢支持。经核对，以下 {count} 处需要修改或补充。"
    if any(_target(each, sheets) for each in problems):
        opening += "有具体位置的，已在原表上用黄色标出并加了批注；点击下面的“位置”可以直接跳到该处。"
    yield [FrontCell(opening, FrontLook.LINE)]
    yield [FrontCell(head, FrontLook.HEAD) for head in _HEADS]
    for number, problem in enumerate(problems, 1):
        target = _target(problem, sheets)
        place = FrontCell(_place(problem, sheets), FrontLook.LINK if target else FrontLook.TEXT, target)
        yield [FrontCell(str(number), FrontLook.NUMBER), place, FrontCell(problem.words), FrontCell(problem.remedy)]
    closing = "请直接在这个文件上修改，保存后按原来的渠道发回即可，不用另填新表。本页只是说明，不用填写，也不用删除。"
    yield [FrontCell(f"{closing}\n如有疑问，请与我们联系，谢谢配合！", FrontLook.LINE)]
    yield [FrontCell(office, FrontLook.SIGNED)]
    yield [FrontCell(f"{day.year}年{day.month}月{day.day}日", FrontLook.SIGNED)]


def _place(problem: Problem, sheets: dict[str, SheetInfo]) -> str:
    """Return the place in words, the cell first: LibreOffice shows of a link one line only."""
    sheet = sheets.get(problem.sheet)
    if sheet is None or not problem.cell:
        return problem.place or "全文"
    if sheet.state != "visible":
        return f"{problem.cell} 单元格（隐藏的工作表“{sheet.name}”，请先取消隐藏）"
    alone = sum(each.state == "visible" for each in sheets.values()) == 1
    return f"{problem.cell} 单元格" if alone else f"{problem.cell}（{sheet.name}）"


def _check(changed: bytes, before: bytes) -> None:
    """Read the file back: every part that is not as it was must be sound.

    Raises:
        BrokenPackageError: one is not.
    """
    new, old = Package.read(changed), Package.read(before)
    for name in new.names():
        if name.endswith((".xml", ".rels")) and (name not in old or new.part(name) != old.part(name)):
            parse(new.part(name))
