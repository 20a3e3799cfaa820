"""The return slip (退回补正说明): what is wrong with a file, where, and what to do, as a small Word paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from toolkit.documents.package import to_bytes
from toolkit.errors import Problem
from toolkit.mechanism import Mechanism

_BODY, _HEAD = "仿宋", "黑体"
_LATIN = "Times New Roman"
_COLUMNS = (("序号", 1.4), ("位置", 3.6), ("问题", 5.6), ("怎样处理", 5.0))
_MEANING = "slip"


def slip(name: str, problems: Sequence[Problem], mechanism: Mechanism, day: date) -> bytes:
    """Return the slip as a docx; the same problems on the same day give the same bytes.

    Args:
        name: the file as the sender called it.
        problems: what is wrong, in the order to be told.
        mechanism: in whose name it goes out.
        day: the date under it.

    Raises:
        KeyError: the mechanism names no issuer for slips.
    """
    paper = Document()
    _page(paper)
    _line(paper, "退回补正说明", _HEAD, 20, WD_ALIGN_PARAGRAPH.CENTER)
    opening = f"您好！收到您报送的《{name}》，感谢支持。经核对，表中以下 {len(problems)} 处需要补正："
    _line(paper, opening, _BODY, 14, indent=True)
    _table(paper, problems)
    closing = "请补正后将原表重新报送。如有疑问，请与我们联系，谢谢配合。"
    _line(paper, closing, _BODY, 14, indent=True)
    _line(paper, mechanism.issuers[_MEANING].name, _BODY, 14, WD_ALIGN_PARAGRAPH.RIGHT)
    _line(paper, f"{day.year}年{day.month}月{day.day}日", _BODY, 14, WD_ALIGN_PARAGRAPH.RIGHT)
    return to_bytes(paper)


def _page(paper: Paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.5)


def _line(
    paper: Paper,
    text: str,
    font: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    indent: bool = False,
) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(6), Pt(6)
    layout.first_line_indent = Pt(2 * size) if indent else None
    _write(paragraph, text, font, size)


def _write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = _LATIN, Pt(size)
    # Word takes Chinese letters from a font of their own, which python-docx does not set.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001


def _table(paper: Paper, problems: Sequence[Problem]) -> None:
    table = paper.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, (head, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _fill(cell, head, _HEAD, WD_ALIGN_PARAGRAPH.CENTER)
    for number, problem in enumerate(problems, 1):
        place = problem.place or "全文"
        cells = table.add_row().cells
        for cell, text in zip(cells, (str(number), place, problem.words, problem.remedy), strict=True):
            _fill(cell, text, _BODY, WD_ALIGN_PARAGRAPH.CENTER if cell is cells[0] else WD_ALIGN_PARAGRAPH.LEFT)
    # WPS and LibreOffice go by the grid, Word by the cells.
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, (_, width) in zip(row.cells, _COLUMNS, strict=True):
            cell.width = Cm(width)


def _fill(cell: _Cell, text: str, font: str, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    _write(paragraph, text, font, 12)
