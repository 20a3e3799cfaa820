"""What ends a paper never stands alone on a page (GB/T 9704-2012 7.3.5.5: 不得采取标识“此页无正文”的方法解决)."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from toolkit.documents.styles import Style

#: The first paragraph of a signature or an attendance list.
_ENDS = (Style.SIGNATURE, Style.PEOPLE)
#: What may stand between the text and its end; the list of enclosures goes along anyway.
_BETWEEN = {Style.NORMAL, Style.ENCLOSURE, Style.ENCLOSURE_NEXT}
#: What the paragraphs before it are set in instead, so that they go along.
_KEPT = {Style.NORMAL: Style.NORMAL_KEPT, Style.BODY: Style.BODY_KEPT}


def keep_ends_together(body: Any) -> None:
    """Let the last lines of the text go along to the page on which signature and attendance stand."""
    before: list[Any] = []
    ended = False
    for block in body:
        style = _style(block)
        if style is None:
            before, ended = [], False
            continue
        if style.get(qn("w:val")) in _ENDS and not ended:
            ended = True
            _keep(before)
        elif style.get(qn("w:val")) not in _ENDS:
            ended = False
        before.append(style)


def _keep(before: list[Any]) -> None:
    """Set what stands between the end and the last paragraph of the text, that one too, to go along."""
    for each in reversed(before):
        name = each.get(qn("w:val"))
        each.set(qn("w:val"), _KEPT.get(name, name))
        if name not in _BETWEEN:
            return


def _style(block: Any) -> Any:
    return block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if block.tag == qn("w:p") else None
