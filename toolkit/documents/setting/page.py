"""The page: paper, margins, grid and page numbers, and the settings of the file."""

from __future__ import annotations

from xml.sax.saxutils import escape

from toolkit.documents.setting.styles import LINES, Style, W
from toolkit.mechanism import PageKind

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

# 5.1: A4. 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; the other two margins follow, 26 and 35 mm. In twips.
A4_SHORT, A4_LONG = 11906, 16838
TOP, BOTTOM, INNER, OUTER = 2098, 1984, 1588, 1474
#: Upper and lower margin of each page, in twips; B's are GB/T 33476.2-2016 6.2, with the same height of text.
_MARGINS = {PageKind.A: (TOP, BOTTOM), PageKind.B: (1960, 1847)}
#: How wide the text is on a page upright and across.
TEXT_WIDTH, TEXT_WIDTH_ACROSS = A4_SHORT - INNER - OUTER, A4_LONG - TOP - BOTTOM
#: 7.5: the dash beside the page number 7 mm below the text. With the foot 25.5 mm from the paper's edge it is.
FOOT = 1446
#: 10.1: a letter's mark has its upper edge 30 mm from the paper's, its last rule stands 20 mm from the paper's edge.
LETTER_HEAD, LETTER_FOOT = 1729, 1134
_GRID = ' w:type="lines"'
# Across, the text ends 26 mm above the paper's edge; the number keeps its 7 mm.
_FOOT_ACROSS = 936


def section_xml(page: PageKind = PageKind.A, *, across: bool = False, letterhead: bool = False) -> str:
    """Return the section's properties; its feet are the relationships ``odd`` and ``even``.

    A page that lies across is the upright page turned to the left: what was the top is its left edge (clause 8). With
    a letterhead page one has a head and a foot of its own, ``first`` and ``last``, and no page number (10.1).
    """
    first = ""
    if letterhead:
        first = '<w:headerReference w:type="first" r:id="first"/><w:footerReference w:type="first" r:id="last"/>'
    top, bottom = _MARGINS[page]
    if across:
        paper = f'<w:pgSz w:w="{A4_LONG}" w:h="{A4_SHORT}" w:orient="landscape"/>'
        margins, foot = (INNER, bottom, OUTER, top), _FOOT_ACROSS
    else:
        paper = f'<w:pgSz w:w="{A4_SHORT}" w:h="{A4_LONG}"/>'
        margins, foot = (top, OUTER, bottom, INNER), FOOT
    above, right, below, left = margins
    return (
        f'<w:sectPr>{first}<w:footerReference w:type="default" r:id="odd"/>'
        '<w:footerReference w:type="even" r:id="even"/>'
        f'{paper}<w:pgMar w:top="{above}" w:right="{right}" w:bottom="{below}" w:left="{left}"'
        f' w:header="{LETTER_HEAD if letterhead else 851}" w:footer="{LETTER_FOOT if letterhead else foot}"'
        ' w:gutter="0"/><w:cols w:space="425"/>'
        f"{'<w:titlePg/>' if letterhead else ''}"
        # Lines only: with "linesAndChars" LibreOffice sets fourteen characters a line. A letter's text begins below its
        # head, at no line of the grid: LibreOffice would leave up to half a line more.
        f'<w:docGrid{_GRID * (not letterhead)} w:linePitch="{LINES[page]}"/></w:sectPr>'
    )


def document_xml(page: PageKind = PageKind.A, *, across: bool = False, letterhead: bool = False) -> bytes:
    """Return ``word/document.xml`` of a paper that nothing has been written on yet."""
    section = section_xml(page, across=across, letterhead=letterhead)
    return f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{section}</w:body></w:document>'.encode()


def letter_head_xml(name: str) -> bytes:
    """Return the head of a letter's first page: the issuer's name over the double red rule (10.1)."""
    return (
        f'{_HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{Style.LETTERHEAD}"/></w:pPr><w:r>'
        f'<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>{escape(name)}</w:t></w:r></w:p></w:hdr>'
    ).encode()


def letter_foot_xml() -> bytes:
    """Return the foot of a letter's first page: the double red rule alone (10.1)."""
    return (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{Style.LETTER_FOOT}"/></w:pPr></w:p></w:ftr>'
    ).encode()


def footer_xml(style: Style, *, letterhead: bool = False) -> bytes:
    """Return a foot with the page number as ``— 1 —`` (7.5: 数字左右各放一条一字线).

    Below a letter's feet is room, since they begin lower for the sake of its first page.
    """
    room = f'<w:p><w:pPr><w:pStyle w:val="{Style.LETTER_ROOM}"/></w:pPr></w:p>' if letterhead else ""
    marks = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    field = "".join(
        f"<w:r>{each}</w:r>"
        for each in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{marks}<w:t xml:space="preserve">— </w:t></w:r>{field}'
        f'<w:r>{marks}<w:t xml:space="preserve"> —</w:t></w:r></w:p>{room}</w:ftr>'
    ).encode()


def settings_xml() -> bytes:
    """Return ``word/settings.xml``: odd and even feet, Chinese throughout, no compatibility mode of an older Word."""
    kept = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    )
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:useFELayout/>{kept}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    ).encode()
