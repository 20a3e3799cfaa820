"""Labels and answers set in other ways than side by side, written as the reader knows them.

In one cell with a line break and no colon, in square brackets before the answer (【企业名称】甲公司), two labels in one
(企业负责人及联系电话), the answer left of its label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from toolkit.intake.formats.looks import Place
from toolkit.intake.layout.guides import is_label
from toolkit.intake.layout.mirrored import mirrored
from toolkit.intake.plain.grid import CellValue, Grid
from toolkit.intake.plain.words import label_forms, plain

#: So many cells must be written alike before it is a way of writing, and no chance.
_ALIKE = 3
_BRACKETED = re.compile(r"^[ \t\u3000]*[【\[]([^【】\[\]\n]{2,20})[】\]][ \t\u3000]*(?![ \t\u3000:：])", re.MULTILINE)
_HINT = re.compile(r"[(（][^()（）]*[)）]")
_AND = re.compile(r"(?<=.)\s*(?:以及|及其|及|和|与|、|/|／)\s*(?=.)")

Cells = Mapping[Place, CellValue]


def retyped(grid: Grid, labels: Collection[str], phones: Collection[str], choices: Collection[str]) -> Grid:
    """Return the grid with its labels set as the reader looks for them; the same grid where there is nothing to do.

    Args:
        grid: the sheet.
        labels: the plain wordings of every label of every form.
        phones: those of them that ask for a telephone number.
        choices: the words that a form lets choose from.
    """
    cells = _two_in_one(_bracketed(_on_lines(grid.cells, labels, choices), labels), labels, phones)
    grid = grid if cells is grid.cells else replace(grid, cells=cells)
    return mirrored(grid, labels, choices)


def _on_lines(cells: Cells, labels: Collection[str], choices: Collection[str]) -> Cells:
    """Return the cells with a colon behind each label that has its answer, or nothing, on the lines below it."""
    found = {
        place: text
        for place, text in cells.items()
        if isinstance(text, str)
        and "\n" in text
        and _opens(text, labels, choices)
        and not _beside_label(cells, place, labels)
    }
    answered = {plain(text.split("\n", 1)[0]) for text in found.values() if text.split("\n", 1)[1].strip()}
    alone = sum(is_label(text, labels) for place, text in cells.items() if place not in found)
    if len(answered) < _ALIKE or len(answered) <= alone:
        return cells
    return {**cells, **{place: text.replace("\n", "：\n", 1) for place, text in found.items()}}


def _opens(text: str, labels: Collection[str], choices: Collection[str]) -> bool:
    head, _, rest = text.partition("\n")
    if not is_label(head, labels) or head.rstrip().endswith((":", "：")):
        return False
    # 电话⏎号码 is one label on two lines, 备注⏎（…） a label with its hint.
    rest = rest.strip()
    two = rest not in choices and (is_label(text, labels) or is_label(rest, labels))
    return not rest or not (two or _HINT.fullmatch(rest))


def _beside_label(cells: Cells, place: Place, labels: Collection[str]) -> bool:
    return place[1] > 0 and is_label(cells.get((place[0], place[1] - 1)), labels)


def _bracketed(cells: Cells, labels: Collection[str]) -> Cells:
    """Return the cells with 【标签】内容 written as 标签：内容."""
    heads = Counter(
        plain(match[1])
        for text in cells.values()
        if isinstance(text, str) and ("【" in text or "[" in text)
        for match in _BRACKETED.finditer(text)
        if is_label(match[1], labels)
    )
    if len(heads) < _ALIKE:
        return cells
    return {
        place: _unbracketed(text, labels) if isinstance(text, str) and not is_label(text, labels) else text
        for place, text in cells.items()
    }


def _unbracketed(text: str, labels: Collection[str]) -> str:
    return _BRACKETED.sub(lambda match: f"{match[1]}：" if is_label(match[1], labels) else match[0], text)


def _two_in_one(cells: Cells, labels: Collection[str], phones: Collection[str]) -> Cells:
    """Return the cells with 企业负责人及联系电话 written as 企业负责人; the number is told apart later."""
    new: dict[Place, CellValue] = {}
    for place, text in cells.items():
        if not isinstance(text, str) or len(text) > 2 * 15 or is_label(text, labels):
            continue
        parts = _AND.split(text.strip().rstrip("：:"))
        if len(parts) == 2 and plain(parts[1]) in phones and _names(parts[0], labels, phones):
            new[place] = text.replace(text.strip(), parts[0])
    return {**cells, **new} if new else cells


def _names(text: str, labels: Collection[str], phones: Collection[str]) -> bool:
    return any(each in labels and each not in phones for each in label_forms(text))
