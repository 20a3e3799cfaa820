"""The named styles as the file keeps them, every element in the order the schema asks for."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from toolkit.documents.setting.issuer_looks import faces, looks
from toolkit.documents.setting.styles import (
    ALTERNATIVES,
    FANGSONG,
    HEITI,
    KAITI,
    LETTER_LEFT,
    LETTER_RIGHT,
    SIZE_3,
    Look,
    Style,
    W,
)
from toolkit.mechanism import Issuer


def styles_xml(issuer: Issuer) -> bytes:
    """Return ``word/styles.xml`` for the papers of one issuer, whose name's length decides where it signs."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="{W}">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}"
        f'<w:color w:val="000000"/><w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'
        # Figures and letters are not Chinese: LibreOffice would break 2024 or a telephone number at the line's end.
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
        + "".join(_paragraph_style(each) for each in looks(issuer))
        + _character_styles()
        + _table_styles()
        + "</w:styles>"
    )
    own = {quoteattr(usual): quoteattr(face) for usual, face in faces(issuer).items()}
    return re.sub("|".join(map(re.escape, own)), lambda found: own[found[0]], text).encode()


def font_table_xml(issuer: Issuer) -> bytes:
    """Return ``word/fontTable.xml``: every face with those to take where a machine does not have it."""
    used = {
        own: f"{usual},{ALTERNATIVES[usual]}" if own != usual else ALTERNATIVES[usual]
        for usual, own in faces(issuer).items()
    }
    entries = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in used.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{W}">{entries}</w:fonts>'
    ).encode()


def _fonts(face: str) -> str:
    name = quoteattr(face)
    # The hint makes “ ” … — Chinese marks; without it Word sets them narrow, in a Latin face.
    return f'<w:rFonts w:hint="eastAsia" w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>'


def _paragraph_style(look: Look) -> str:
    default = ' w:default="1"' if look.base is None else ' w:customStyle="1"' if look.outline is None else ""
    based = f'<w:basedOn w:val="{look.base}"/>' if look.base else ""
    following = f'<w:next w:val="{look.following}"/>' if look.following else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{look.style}"><w:name w:val={quoteattr(look.name)}/>'
        f"{based}{following}<w:qFormat/><w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_run(look)}</w:rPr></w:style>"
    )


def _paragraph(look: Look) -> str:
    """The paragraph's properties, in the order the schema asks for; Word refuses a file with another."""
    parts = [
        "<w:keepNext/>" if look.keep_next else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        # A page holds its 22 lines; no line is taken over to keep another company.
        '<w:widowControl w:val="0"/>' if look.base is None else "",
        _rule(look),
        f'<w:tabs><w:tab w:val="right" w:pos="{look.tab * SIZE_3 * 10 - look.tab * 5}"/></w:tabs>' if look.tab else "",
        # No extra space between Chinese and figures: 2024年 is four and a half characters, everywhere.
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if look.base is None else "",
        "" if look.on_grid is None else f'<w:snapToGrid w:val="{int(look.on_grid)}"/>',
        _spacing(look),
        _indent(look),
        f'<w:jc w:val="{look.align}"/>' if look.align else "",
        "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>',
    ]
    return "".join(parts)


def _rule(look: Look) -> str:
    if not look.rule:
        return ""
    kind, colour = look.rule.split()
    size = 12 if kind == "single" else 24
    return f'<w:pBdr><w:bottom w:val="{kind}" w:sz="{size}" w:space="{look.rule_gap}" w:color="{colour}"/></w:pBdr>'


def _spacing(look: Look) -> str:
    before = f' w:before="{look.before}"' if look.before else ""
    if look.single:
        return f'<w:spacing{before} w:line="240" w:lineRule="auto"/>'
    return f'<w:spacing{before} w:line="{look.line}" w:lineRule="exact"/>' if look.line else ""


def _indent(look: Look) -> str:
    if look.rule_out:
        return f'<w:ind w:left="-{LETTER_LEFT}" w:right="-{LETTER_RIGHT}"/>'
    # Characters for Word and WPS, which follow the size; twips for readers that know no characters.
    unit = (look.size or SIZE_3) * 10
    names = (("left", look.left), ("right", look.right), ("hanging", look.hanging), ("firstLine", look.first))
    given = [f'w:{name}Chars="{count * 100}" w:{name}="{count * unit}"' for name, count in names if count is not None]
    return f"<w:ind {' '.join(given)}/>" if given else ""


def _run(look: Look) -> str:
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>' if look.size else ""
    return "".join(
        [
            _fonts(look.font) if look.font else "",
            f'<w:color w:val="{look.colour}"/>' if look.colour else "",
            "" if look.tracking is None else f'<w:spacing w:val="{look.tracking}"/>',
            size,
        ]
    )


def _character_styles() -> str:
    looks = (
        (Style.KAI, "公文二级标题字", _fonts(KAITI)),
        (Style.HEI, "公文黑体字", _fonts(HEITI)),
        # Shaded rather than marked with the highlighter, which Word does not take from a style.
        (Style.PENDING, "公文待定", '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'),
    )
    return "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
        for style, name, look in looks
    )


def _table_styles() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{edge} w:w="{wide}" w:type="dxa"/>'
        for edge, wide in (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{Style.GRID}"><w:name w:val="公文表"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
    )
