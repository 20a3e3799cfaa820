"""The file around a paper: made from nothing, and packed so that the same paper is always the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentObject

from toolkit.documents.setting.page import R, document_xml, footer_xml, letter_foot_xml, letter_head_xml, settings_xml
from toolkit.documents.setting.style_markup import font_table_xml, styles_xml
from toolkit.documents.setting.styles import Style
from toolkit.mechanism import Issuer

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_PARTS = {
    "document": f"{_MAIN}.document.main+xml",
    "styles": f"{_MAIN}.styles+xml",
    "settings": f"{_MAIN}.settings+xml",
    "fontTable": f"{_MAIN}.fontTable+xml",
}
# The zip's own beginning: a member has no time of its own, or no two runs would give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CONTENT_TYPES = "[Content_Types].xml"


def midnight(day: date) -> datetime:
    """Return the beginning of the day as the file's properties keep it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def blank(*, title: str, issuer: Issuer, day: date, across: bool = False) -> DocumentObject:
    """Return a paper with our styles and nothing on it but what stands in the margins.

    The document is made here rather than taken from python-docx's own: that one is US Letter, sets the theme's
    fonts above ours, calls its language English and opens in Word's compatibility mode.
    """
    letterhead = issuer.letterhead and not across
    margins = {
        "odd": ("footer", "footer1.xml", footer_xml(Style.PAGE_ODD, letterhead=letterhead)),
        "even": ("footer", "footer2.xml", footer_xml(Style.PAGE_EVEN, letterhead=letterhead)),
    }
    if letterhead:
        margins["first"] = ("header", "header1.xml", letter_head_xml(issuer.name))
        margins["last"] = ("footer", "footer3.xml", letter_foot_xml())
    parts = {
        _CONTENT_TYPES: _content_types({name.removesuffix(".xml"): kind for kind, name, _ in margins.values()}),
        "_rels/.rels": _relations(
            {
                "doc": (f"{R}/officeDocument", "word/document.xml"),
                "core": (f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(title, issuer.name, day),
        "word/document.xml": document_xml(issuer.layout.page, across=across, letterhead=letterhead),
        "word/_rels/document.xml.rels": _relations(
            {
                "styles": (f"{R}/styles", "styles.xml"),
                "settings": (f"{R}/settings", "settings.xml"),
                "fonts": (f"{R}/fontTable", "fontTable.xml"),
                **{key: (f"{R}/{kind}", name) for key, (kind, name, _) in margins.items()},
            }
        ),
        "word/styles.xml": styles_xml(issuer),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(issuer),
        **{f"word/{name}": data for _, name, data in margins.values()},
    }
    return Document(io.BytesIO(_pack(parts)))


def to_bytes(document: DocumentObject) -> bytes:
    """Return the file of a document; the same content gives the same bytes, whenever and wherever it is written."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as archive:
        return _pack({name: archive.read(name) for name in archive.namelist()})


def _pack(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        # The list of content types goes first, as Word itself writes it; some readers look no further.
        for name in sorted(parts, key=lambda each: (each != _CONTENT_TYPES, each)):
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # not the system we run on, or Windows and Linux would differ
            archive.writestr(member, parts[name])
    return packed.getvalue()


def _content_types(margins: Mapping[str, str]) -> bytes:
    kinds = {**_PARTS, **{name: f"{_MAIN}.{kind}+xml" for name, kind in margins.items()}}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    ).encode()


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'.encode()


def _core(title: str, author: str, day: date) -> bytes:
    moment = midnight(day).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()
