"""What stands out in the cells of a Word document, and what lies over its text: text boxes, pictures, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from toolkit.intake.formats.looks import Place, Run, Shown, standing_out

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_OFF = {"0", "false", "none", "nil"}
#: Properties that mark a run as they stand; of the others a colour counts.
_PLAIN_MARKS = ("b", "u", "em", "bdr", "highlight")
_NO_COLOUR = {"auto", "000000", "FFFFFF", ""}


def word_shown(paragraphs: Mapping[Place, Sequence[etree._Element]]) -> Shown:
    """Return what stands out in each cell, and what is struck out, from the paragraphs that make it."""
    shown: dict[Place, tuple[str, ...]] = {}
    struck: dict[Place, tuple[str, ...]] = {}
    for place, some in paragraphs.items():
        runs = [run for each in some for run in _runs(each)]
        marks = frozenset[str].intersection(*(run.marks for run in runs)) if runs else frozenset[str]()
        bold, gone = standing_out(runs)
        if marks and not bold and not gone:
            # The whole cell is bold or coloured; whether that says anything its neighbours tell.
            bold = ("".join(run.text for run in runs),)
        if bold:
            shown[place] = bold
        if gone:
            struck[place] = gone
    return shown, struck


def _runs(paragraph: etree._Element) -> Iterator[Run]:
    for run in paragraph.iter(f"{_W}r"):
        text = "".join(each.text or "" for each in run.iterfind(f"{_W}t"))
        if not text.strip():
            continue
        looks = run.find(f"{_W}rPr")
        if looks is None:
            yield Run(text)
            continue
        marks = {name for name in _PLAIN_MARKS if _on(looks.find(f"{_W}{name}"))}
        for name, attribute in (("color", "val"), ("shd", "fill")):
            element = looks.find(f"{_W}{name}")
            colour = element.get(f"{_W}{attribute}", "") if element is not None else ""
            if colour not in _NO_COLOUR:
                marks.add(f"{name} {colour}")
        yield Run(text, frozenset(marks), _on(looks.find(f"{_W}strike")) or _on(looks.find(f"{_W}dstrike")))


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "1") not in _OFF


def text_boxes(root: etree._Element) -> Iterator[str]:
    """Yield the texts of the text boxes of a document; the copy that each keeps for old programs is passed over."""
    for box in root.iter(f"{_W}txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is not None:
            continue
        lines = ("".join(each.text or "" for each in one.iter(f"{_W}t")) for one in box.iter(f"{_W}p"))
        if text := "\n".join(lines).strip():
            yield text


def pictures(root: etree._Element) -> int:
    """Return how many pictures a document shows."""
    return sum(1 for each in root.iter(_BLIP) if next(each.iterancestors(_FALLBACK), None) is None)


def comments(root: etree._Element) -> Iterator[str]:
    """Yield the comments of a document."""
    for comment in root.iter(f"{_W}comment"):
        if text := "".join(each.text or "" for each in comment.iter(f"{_W}t")).strip():
            yield f"批注：{text}"
