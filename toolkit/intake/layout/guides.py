"""What stands between a label and its answer and says only how to fill it in: （全称）, 必填, a column of instructions.

It is laid under its label, as if their cells were merged, so that what stands behind it is next to the label; its
words are kept as a float where they say more than that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.intake.formats.looks import Place
from toolkit.intake.layout.page import LABEL_LENGTH, TALLEST
from toolkit.intake.plain.grid import Grid, Span
from toolkit.intake.plain.words import label_forms, plain

#: How instructions that were left aside are told.
GUIDES = "（表上的填写说明：）"
#: Fewer labels are no form.
_LABELS = 3
#: From so many hints on a column is one of hints.
_COLUMN = 2
#: A longer text is an answer.
_GUIDE_LENGTH = 20
_WORDS = frozenset(("必填", "选填", "可选", "必填项", "选填项", "可不填", "如有", "全称", "姓名", "年月日", "如实填写"))
_EXAMPLE = re.compile(r"(?:例如|示例|如|例)[:：].")
_BRACKETED = re.compile(r"[(（【\[][^()（）【】\[\]]{2,30}[)）】\]]")
_GUIDING = re.compile(r"[必选]填|填写|选一|^请|^按")
_ORDINAL = re.compile(r"\d{1,2}")
_COLON = re.compile(r"[:：]+")
#: What heads a column of labels, of instructions, and of answers.
_ITEMS = frozenset(("栏目", "项目", "字段", "填写项目", "填报项目", "填写栏目", "栏目名称", "项目名称"))
_GUIDES = frozenset(
    f"{how}{what}"
    for what in ("说明", "要求", "示例", "样例", "提示", "注意事项")
    for how in ("", "填写", "填表", "填报")
)
_NUMBERS = frozenset(("序号", "序"))
_ANSWERS = frozenset(
    ("填写内容", "填报内容", "内容", "填写", "填报", "填写栏", "填报栏", "请填写", "企业填写", "填写情况")
)


@dataclass(slots=True)
class _Sheet:
    """A grid with its labels found: row → places from left to right; the merged range of each place."""

    grid: Grid
    labels: set[Place]
    rows: dict[int, list[Place]]
    spans: dict[Place, Span]
    gone: set[Place] = field(default_factory=set)

    def span(self, place: Place) -> Span:
        return self.spans.get(place, (*place, *place))


def is_label(text: object, labels: Collection[str]) -> bool:
    """Return whether a cell's value is one of the labels and nothing else."""
    if not isinstance(text, str) or len(text) > LABEL_LENGTH:
        return False
    return any(each in labels for each in label_forms(text))


def without_guides(grid: Grid, labels: Collection[str], choices: Collection[str]) -> Grid:
    """Return the grid with hints laid under their labels; the same grid where there are none.

    Args:
        grid: the sheet.
        labels: the plain wordings of every label of every form.
        choices: the words that a form lets choose from; in brackets they are answers.
    """
    found = {place for place, value in grid.cells.items() if is_label(value, labels) and not _in_round(value)}
    if len(found) < _LABELS:
        return grid
    rows: dict[int, list[Place]] = {}
    for place in sorted(grid.cells):
        rows.setdefault(place[0], []).append(place)
    sheet = _Sheet(grid, found, rows, {(span[0], span[1]): span for span in grid.merged})
    columns = _headed(sheet)
    pairs = [(one, two) for one, two in _behind(sheet) if _is_hint(sheet, two, choices)]
    usual = Counter(two[1] for _, two in pairs)
    columns |= _of_hints(sheet, usual)
    between = {column for column, count in usual.items() if count >= _COLUMN} | columns
    if not pairs and not sheet.gone:
        return grid
    wide = dict(pairs)
    wide.update(_in_columns(sheet, between, columns, choices))
    return _laid(sheet, wide)


def _in_round(value: object) -> bool:
    """Return whether a text is wholly in round brackets: （手机号码） says what is wanted, and asks for nothing."""
    return isinstance(value, str) and value.strip()[:1] in "(（" and bool(_BRACKETED.fullmatch(value.strip()))


def _headed(sheet: _Sheet) -> set[int]:
    """Return the columns that a header above all labels calls instructions; they and the header are to go."""
    for row in sorted(sheet.rows):
        heads = {place[1]: plain(sheet.grid.text(*place)) for place in sheet.rows[row]}
        guides = {column for column, text in heads.items() if text in _GUIDES}
        others = [text for column, text in heads.items() if column not in guides]
        known = any(text in _ITEMS for text in others) or any(text in _ANSWERS for text in others)
        if not guides or not known or not all(text in _ITEMS | _ANSWERS | _NUMBERS for text in others):
            continue
        below = {place for place in sheet.labels if place[0] > row}
        above = {place for place in sheet.labels if place[0] < row}
        if len(below) < _LABELS or len(above) > 1 or any(place[1] in guides for place in below):
            continue
        sheet.gone.update(sheet.rows[row])
        counts = {column for column, text in heads.items() if text in _NUMBERS}
        sheet.gone.update(
            place
            for place in sheet.grid.cells
            if place[0] > row
            and (place[1] in guides or (place[1] in counts and _ORDINAL.fullmatch(sheet.grid.text(*place))))
        )
        return guides
    return set()


def _of_hints(sheet: _Sheet, usual: Mapping[int, int]) -> set[int]:
    """Return the columns beside labels of which half is hints, where the column behind them is filled as well."""
    filled = Counter(two[1] for _, two in _behind(sheet))
    rows = {place[0] for place in sheet.labels}
    further = Counter(column for row, column in sheet.grid.cells if row in rows and (row, column) not in sheet.labels)
    return {
        column
        for column, count in usual.items()
        if count >= _LABELS and 2 * count >= filled[column] and 2 * further[column + 1] >= filled[column]
    }


def _behind(sheet: _Sheet) -> Sequence[tuple[Place, Place]]:
    """Return each label with the cell immediately right of it, where that is no label."""
    cells = sheet.grid.cells
    pairs = [(place, (place[0], sheet.span(place)[3] + 1)) for place in sorted(sheet.labels - sheet.gone)]
    return [(one, two) for one, two in pairs if two in cells and two not in sheet.labels]


def _is_hint(sheet: _Sheet, place: Place, choices: Collection[str]) -> bool:
    """Return whether a cell behind a label is a hint: a colon, or a hint's words with something behind them."""
    text = sheet.grid.text(*place).strip()
    if _COLON.fullmatch(text):
        return True
    further = next((each for each in sheet.rows[place[0]] if each[1] > place[1]), None)
    return further is not None and further not in sheet.labels and says_how(text, choices)


def says_how(text: str, choices: Collection[str]) -> bool:
    """Return whether a text says only how to fill in what stands beside it; a choice in brackets does not."""
    bare = plain(text)
    if len(bare) < _COLUMN or text.strip("（）()【】[]") in choices or any(each.isdigit() for each in bare):
        return bool(_EXAMPLE.match(text))
    if len(bare) <= _GUIDE_LENGTH and _GUIDING.search(text):
        return True
    return bare in _WORDS or bool(_BRACKETED.fullmatch(text) or _EXAMPLE.match(text))


def _in_columns(
    sheet: _Sheet, between: Collection[int], headed: Collection[int], choices: Collection[str]
) -> Mapping[Place, Place]:
    """Return the labels beside a column of hints and their cells in it that are empty, hints or headed as such."""
    found = {}
    for label in sheet.labels - sheet.gone:
        beside = (label[0], sheet.span(label)[3] + 1)
        if beside[1] not in between or beside in sheet.labels:
            continue
        text = sheet.grid.text(*beside).strip()
        further = any(each[1] == beside[1] + 1 and each not in sheet.labels for each in sheet.rows[label[0]])
        if (not text and further) or beside[1] in headed or (text and says_how(text, choices)):
            found[label] = beside
    return found


def _laid(sheet: _Sheet, wide: Mapping[Place, Place]) -> Grid:
    grid, spans = sheet.grid, dict(sheet.spans)
    gone = sheet.gone | set(wide.values())
    for label, beside in wide.items():
        top, left, bottom, right = sheet.span(label)
        hint = sheet.span(beside)
        spans.pop(beside, None)
        if (hint[0], hint[2]) == (top, bottom) or beside not in grid.cells:
            under = ((row, beside[1]) for row in range(top, min(bottom, top + TALLEST) + 1))
            clear = all(each in gone or each not in grid.cells for each in under)
            spans[label] = (top, left, bottom, hint[3] if clear else right)
    texts = dict.fromkeys(grid.text(*place).strip() for place in sorted(gone) if place in grid.cells)
    telling = [each for each in texts if plain(each) not in _WORDS | _ITEMS | _GUIDES | _ANSWERS and plain(each)]
    floats = (*grid.floats, GUIDES + "；".join(telling)) if telling else grid.floats
    cells = {place: value for place, value in grid.cells.items() if place not in gone}
    return replace(grid, cells=cells, merged=tuple(spans.values()), floats=floats)
