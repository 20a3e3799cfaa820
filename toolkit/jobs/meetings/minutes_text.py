"""The text of minutes as a person left them (纪要原文): read like any file that comes back, tracked changes taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.errors import ToolkitError
from toolkit.forms.identity import MINUTES, read_mark
from toolkit.intake.formats.kinds import Kind as FileKind
from toolkit.intake.formats.parse import parse_book
from toolkit.intake.formats.unpack import UnreadableError
from toolkit.ooxml import BrokenPackageError, Package

_TRACKED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\s")
_TEXTS = {FileKind.DOCX, FileKind.ODT, FileKind.HTML, FileKind.MHTML}


@dataclass(frozen=True, slots=True)
class Text:
    """What a file holds.

    Attributes:
        lines: its paragraphs, those of tables a cell each, empty ones left out.
        meeting, version: what its mark says; "" where it has none of ours.
        remarks: comments and text boxes, which are no part of the text.
        is_tracked: changes are tracked in it and not accepted yet.
    """

    lines: list[str]
    meeting: str = ""
    version: str = ""
    remarks: tuple[str, ...] = ()
    is_tracked: bool = False


def paragraphs(data: bytes) -> Text:
    """Return what a text document holds; what was deleted with changes tracked is not part of it.

    Raises:
        ToolkitError: it is no text document, damaged, or protected by a password.
    """
    try:
        kind, book = parse_book(data)
    except UnreadableError as error:
        raise ToolkitError(f"这份纪要打不开：{error.problem.words}", error.problem.remedy) from error
    if kind not in _TEXTS:
        raise ToolkitError("这不是 Word 文档", "请用 Word 或 WPS 把纪要另存为 docx 格式，再读回")
    lines = [str(grid.cells[place]).strip() for grid in book.grids for place in sorted(grid.cells)]
    marks = [found for found in map(read_mark, book.marks) if found is not None and found[0] == MINUTES]
    meeting, version = (marks[0][2], marks[0][3]) if len(marks) == 1 else ("", "")
    remarks = tuple(each for grid in book.grids for each in grid.floats)
    return Text([each for each in lines if each], meeting, version, remarks, _is_tracked(data))


def _is_tracked(data: bytes) -> bool:
    try:
        package = Package.read(data)
        return "word/document.xml" in package and _TRACKED.search(package.part("word/document.xml")) is not None
    except BrokenPackageError:  # an odt, which says it otherwise
        return False
