"""What stands in a Word document's markup and not on its page: hidden text, prompts to click here, reading aids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: How hidden text that was left aside is told.
UNSEEN = "（隐藏的文字，没有采用：）"
_OFF = {"0", "false", "none"}
#: What Word and WPS print in a content control that nobody has filled in.
_PROMPT = re.compile(
    r"单击|点击|轻触|此处|请(?:输入|选择|在|填)|选择一项|\b(?:click|tap|choose|enter|select)\b", re.IGNORECASE
)
_ANY = (b"vanish", b"showingPlcHdr", b"ruby")


def take_unseen(root: etree._Element, markup: bytes) -> Iterator[str]:
    """Take out of a document what nobody sees on it, and yield the hidden texts as they are told.

    Args:
        root: the document; it is changed.
        markup: the same as bytes, in which the words are looked for first; hardly any document has them.
    """
    if not any(each in markup for each in _ANY):
        return
    for each in list(root.iter(f"{_W}rt")):
        _remove(each)
    for each in list(root.iter(f"{_W}sdt")):
        if _is_prompt(each):
            for run in list(each.iter(f"{_W}r")):
                _remove(run)
    for paragraph in root.iter(f"{_W}p"):
        hidden = [run for run in paragraph.iter(f"{_W}r") if _is_hidden(run)]
        if text := "".join(_text(run) for run in hidden).strip():
            yield f"{UNSEEN}{text}"
        for run in hidden:
            _remove(run)


def _is_prompt(control: etree._Element) -> bool:
    """Return whether a content control shows its prompt: marked so, and by its words or the style of prompts.

    A program that fills a form in may leave the mark where it has put an answer.
    """
    shown = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    if shown is None or shown.get(f"{_W}val", "1") in _OFF:
        return False
    styled = control.find(f"{_W}sdtContent//{_W}r/{_W}rPr/{_W}rStyle") is not None
    return styled or _PROMPT.search(_text(control)) is not None


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in _OFF


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_W}t"))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
