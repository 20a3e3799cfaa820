"""What ends a paper never stands alone on a page (GB/T 9704-2012 7.3.5.5: 不得采取标识“此页无正文”的方法解决)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from toolkit.documents.setting.styles import Style

#: The first paragraph of a signature or an attendance list.
_ENDS = (Style.SIGNATURE, Style.PEOPLE)
#: What may stand between the text and its end; the list of enclosures goes along anyway.
_BETWEEN = {Style.NORMAL, Style.ENCLOSURE, Style.ENCLOSURE_NEXT}
#: What the paragraphs before it are set in instead, so that they go along.
_KEPT = {Style.NORMAL: Style.NORMAL_KEPT, Style.BODY: Style.BODY_KEPT}
#: A closing formula (特此函告。妥否，请批示。) is no longer than this; alone with a signature it says nothing.
_FORMULA = 12


def keep_ends_together(body: Any) -> None:
    """Let the last lines of the text go along to the page on which signature and attendance stand."""
    before: list[Any] = []
    ended = False
    for block in body:
        name = _name(block)
        if name in _ENDS and not ended:
            ended = True
            _keep(before)
        elif name not in _ENDS:
            ended = False
        before.append(block)


def keep_with_next(blocks: Iterable[Any]) -> None:
    """Let every paragraph in some blocks, tables or rows stay on the page of what follows it."""
    for properties in (each for block in blocks for each in block.iter(qn("w:pPr"))):
        style = properties.find(qn("w:pStyle"))
        if properties.find(qn("w:keepNext")) is None and style is not None:
            style.addnext(OxmlElement("w:keepNext"))


def _keep(before: list[Any]) -> None:
    """Set what stands between the end and the last paragraph of the text, that one too, to go along.

    A mere formula takes the paragraph before it along; where the text ends with a table, its last row goes, or the last
    note under it.
    """
    for block in reversed(before):
        name = _name(block)
        if name is None:
            keep_with_next(block.findall(qn("w:tr"))[-1:])
            return
        if name == Style.TABLE_NOTE and "".join(block.itertext()).strip():
            keep_with_next([block])
            return
        block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").set(qn("w:val"), _KEPT.get(name, name))
        if name not in _BETWEEN and not _is_formula(block, name):
            return


def _is_formula(block: Any, name: str) -> bool:
    text = "".join(each.text or "" for each in block.iter(qn("w:t")))
    return name == Style.BODY and len(text) <= _FORMULA


def _name(block: Any) -> Any:
    """Return the style of a paragraph, None for a table."""
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if block.tag == qn("w:p") else None
    return style.get(qn("w:val")) if style is not None else None
