"""Fields without an answer on a page where something is left that answers nothing: told, for it may be theirs.

A renamed label (呈报机构 for 报送单位) leaves its field without a label and its answer without a field. Nothing is
taken on such grounds; a person is shown what may belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from toolkit.errors import Code, Problem
from toolkit.forms import Field
from toolkit.intake.formats.looks import COMMENT, CONTROL
from toolkit.intake.formats.tidy import HIDDEN
from toolkit.intake.formats.word_unseen import UNSEEN
from toolkit.intake.layout.guides import GUIDES
from toolkit.intake.layout.inline import cut_unknown
from toolkit.intake.layout.labelled import Labelled
from toolkit.intake.layout.page import Block
from toolkit.intake.layout.sides import BESIDE
from toolkit.intake.layout.strangers import is_sign_off
from toolkit.intake.meanings import ticks
from toolkit.intake.meanings.fit import fits
from toolkit.intake.plain.grid import CellValue
from toolkit.intake.plain.words import plain
from toolkit.submission import Answer

#: Two labels that share so much of their letters may be the same in other words.
_ALIKE = 60.0
#: The number of a row (序号).
_ORDINAL = re.compile(r"\d{1,2}")
#: More names would tell nobody anything.
_SHOWN, _LENGTH = 3, 20

Order = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Rest:
    """Something that answers nothing: how it is named to a person, what it says, and where it stands."""

    name: str
    value: CellValue
    order: Order


def unclaimed(labelled: Labelled, answers: Mapping[str, Answer], used: set[Block]) -> Iterator[Problem]:
    """Yield a problem for each field without an answer that something left on the page may belong to.

    Args:
        labelled: the page with its labels.
        answers: what was read.
        used: the blocks that answer something.
    """
    rest = list(_rest(labelled, used))
    told = (COMMENT, CONTROL, UNSEEN, BESIDE, HIDDEN, GUIDES)
    boxes = [each for each in labelled.page.grid.floats if not each.startswith(told)]
    if not rest and not boxes:
        return
    fields = labelled.words.fields
    labels = sorted(one.order[:2] for found in labelled.chosen.values() for one in found)
    for number, asked in enumerate(fields):
        answer = answers[asked.key]
        if answer.value is not None or answer.text or asked.key in labelled.boxes:
            continue
        own = labelled.chosen.get(asked.key)
        if own:
            here = own[0].order[:2]
            after = next((each for each in labels if each > here), (1 << 30, 0))
            near = [each for each in rest if here < each.order < after and fits(asked, each.value) is not False]
            if near or (near := [_Rest(each, each, here) for each in boxes if fits(asked, each) is not False]):
                yield _problem(Code.TEXT_BOX if near[0].name in boxes else Code.TEXT_APART, asked, near[:1], answer)
        elif found := _candidates(labelled, fields, number, rest):
            yield _problem(Code.RENAMED, asked, found, answer)


def _problem(code: Code, asked: Field, found: Sequence[_Rest], answer: Answer) -> Problem:
    names = "、".join(dict.fromkeys(each.name for each in found[:_SHOWN]))
    return Problem(code, {"label": asked.label, "text": names}, asked.key, answer.sheet, answer.cell)


def _candidates(labelled: Labelled, fields: Sequence[Field], number: int, rest: Sequence[_Rest]) -> Sequence[_Rest]:
    """Return what may be a field whose label is gone.

    It is alike by name, or stands between the same neighbours, or is any that its kind allows where so much is left.
    """
    asked = fields[number]
    fitting = [each for each in rest if fits(asked, each.value) is not False]
    names = [plain(one) for one in asked.labels]
    alike = [each for each in fitting if any(fuzz.ratio(plain(each.name), one) >= _ALIKE for one in names)]
    before = max((_place(labelled, each) for each in fields[:number]), default=(-1, 0))
    behind = [place for each in fields[number + 1 :] if (place := _place(labelled, each)) > before]
    between = [each for each in fitting if before <= each.order < min(behind, default=(1 << 30, 0))]
    gone = sum(each.key not in labelled.chosen for each in fields)
    return alike or between or (fitting if len(rest) >= gone else [])


def _place(labelled: Labelled, asked: Field) -> Order:
    found = labelled.chosen.get(asked.key)
    return found[0].order[:2] if found else (-1, 0)


def _rest(labelled: Labelled, used: set[Block]) -> Iterator[_Rest]:
    """Yield what is left below the title: labels with what stands beside them, and bare texts."""
    page, words = labelled.page, labelled.words
    chosen = {part for found in labelled.chosen.values() for one in found for part in (one.block, *one.parts)}
    # A label of the form that no field took, having no owner, is left with what it says.
    settled = used | chosen | labelled.boxed
    for one in (one for found in labelled.chosen.values() for one in found if one.inline):
        _, name, said = cut_unknown(one.inline or "")
        if name:
            yield _Rest(name, said, one.order[:2])
    title = next((each.row for each in page.blocks if words.is_title(each.text)), -1)
    named: set[Block] = set()
    for block in page.blocks:
        text = block.text
        if block in settled or block in named or block.row <= title or not _says(labelled, block):
            continue
        head, colon, tail = text.replace("：", ":").partition(":")
        beside = page.next_to(block)
        if colon and tail.strip():
            yield _Rest(head.strip()[:_LENGTH], tail.strip(), (block.row, block.column))
        elif beside is not None and beside not in settled:
            named.add(beside)
            yield _Rest(text.rstrip(":： ")[:_LENGTH], beside.value, (block.row, block.column))
        else:
            yield _Rest(text[:_LENGTH], block.value, (block.row, block.column))


def _says(labelled: Labelled, block: Block) -> bool:
    """Return whether a block says something of its own: no mark, no number of a row, nothing printed, no signature."""
    if ticks.is_mark(block.text) or _ORDINAL.fullmatch(block.plain):
        return False
    return not (isinstance(block.value, str) and (labelled.words.echoes(block.text) or is_sign_off(block.text)))
