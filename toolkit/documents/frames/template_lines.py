"""The text of a template, paragraph by paragraph, each with where a person finds it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_QUOTED = 24


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A paragraph: where it stands (``第3段``), and its whole text, whatever runs it is split over."""

    place: str
    text: str

    @property
    def told(self) -> str:
        """Return the place with the paragraph's beginning, by which a person finds it."""
        text = self.text.strip()
        return f"{self.place}“{text if len(text) <= _QUOTED else f'{text[:_QUOTED]}……'}”"


@dataclass(frozen=True, slots=True)
class TemplateText:
    """The text of a template.

    Attributes:
        parts: body, headers and footers, each by itself, as they are filled: a loop cannot reach from one to another.
        unknown_styles: names of styles that paragraphs ask for and the file does not have.
    """

    parts: tuple[tuple[TemplateLine, ...], ...]
    unknown_styles: tuple[str, ...]


def read_lines(template: bytes) -> TemplateText:
    """Return the text of a template.

    Raises:
        PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError: it is no Word file, or a broken one.
    """
    document = Document(io.BytesIO(template))
    body = document.element.body
    sides = list(_sides(document.part))
    known = {each.style_id for each in document.styles}
    asked = {
        each.get(qn("w:val")): None
        for root in (body, *(root for _, root in sides))
        for each in root.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    return TemplateText(
        (tuple(_body(body)), *(tuple(_side(place, root)) for place, root in sides)),
        tuple(each for each in asked if each not in known),
    )


def _sides(part: Part) -> Iterator[tuple[str, Any]]:
    kinds = {RELATIONSHIP_TYPE.HEADER: "页眉", RELATIONSHIP_TYPE.FOOTER: "页脚"}
    for each in part.rels.values():
        if each.reltype in kinds:
            yield kinds[each.reltype], parse_xml(each.target_part.blob)


def _body(body: Any) -> Iterator[TemplateLine]:
    paragraphs = tables = 0
    for block in body:
        if block.tag == qn("w:tbl"):
            tables += 1
            for place, row in enumerate(block.iter(qn("w:tr")), 1):
                yield from _side(f"第{tables}张表格第{place}行", row)
        elif block.tag == qn("w:p"):
            paragraphs += 1
            yield from _side(f"第{paragraphs}段", block)
        else:
            yield from _side("正文", block)


def _side(place: str, root: Any) -> Iterator[TemplateLine]:
    for paragraph in root.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")) if _nearest(each) is paragraph)
        yield TemplateLine(place, text)


def _nearest(element: Any) -> Any:
    """Return the paragraph a text belongs to: one in a text box lies within another's."""
    return next(each for each in element.iterancestors() if each.tag == qn("w:p"))
