"""The imprint (版记) at the end of a paper, GB/T 9704-2012 7.4: who gets a copy, who issues it, and when."""

from __future__ import annotations

from xml.sax.saxutils import escape

from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.styles import Style, W
from toolkit.documents.setting.words import phrase
from toolkit.mechanism import Imprint

#: 7.4.1: the first and the last line 0.35 mm, those between 0.25 mm, in eighths of a point.
_THICK, _THIN = 8, 6


def imprint_xml(imprint: Imprint, day: str, *, width: int = TEXT_WIDTH, plain: bool = False) -> str:
    """Return the imprint as a table at the foot of the page it stands on, as wide as the text.

    It floats: its last line falls on the lower edge of the text (7.4.1), whatever stands above. LibreOffice sets a
    floating table that is as wide as the text where it is written instead.

    Args:
        imprint: what it says.
        day: the day of issue, in words or as a field of a template.
        width: of the text, in twips.
        plain: a letter's: the copies alone, neither who issues it nor lines (10.1).
    """
    rows = []
    if imprint.copies:
        rows.append(_row([(Style.COPIES, f"抄送：{phrase(imprint.copies)}。", width)], spans=2))
    half = width // 2
    if not plain:
        rows.append(_row([(Style.IMPRINT, imprint.office, half), (Style.IMPRINT_DAY, f"{day}印发", width - half)]))
    sizes = (("top", _THICK), ("left", 0), ("bottom", _THICK), ("right", 0), ("insideH", _THIN), ("insideV", 0))
    edges = "".join(_edge(edge, size * (not plain)) for edge, size in sizes)
    margins = "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center"'
        f' w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{width - half}"/>'
        f"</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: list[tuple[Style, str, int]], spans: int = 1) -> str:
    span = f'<w:gridSpan w:val="{spans}"/>' if spans > 1 else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}</w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f"<w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"
        for style, text, wide in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr>"


def _edge(edge: str, size: int) -> str:
    if not size:
        return f'<w:{edge} w:val="nil"/>'
    return f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
