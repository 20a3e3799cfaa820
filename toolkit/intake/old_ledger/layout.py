"""Where a ledger's table stands on its sheet: title rows, a header of one or two rows, the rows, what lies between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.intake.plain.grid import CellValue, Grid, as_text
from toolkit.intake.plain.words import plain

#: A header is looked for in so many rows; a ledger has a title, a line of its maker, rarely more above it.
_WITHIN = 20
#: So many of a row's texts must be known headers for it to be one.
LEAST = 3
#: Headers of columns that only count the rows.
COUNTERS = frozenset({"序号", "序", "行号", "no", "编次", "项次", "项数", "序列", "排序"})
#: No header is longer than this.
_LONGEST_HEAD = 40
#: Words that begin a row of sums.
_SUMS = re.compile(r"(?:本?[年季月周日]度?|分类|上半年|下半年|累计)?(?:合计|小计|总计|共计|累计)(?:\d+[件宗个条家])?")
#: Words that begin a line below the table: who made it, what is to be noted.
_NOTES = re.compile(r"(?:填[表报]|制[表单]|审[核批]|联系人|备注|说明|附?注)[^:：]{0,6}[:：]|注\d?[.、:：]")


@dataclass(frozen=True, slots=True)
class Head:
    """The header of one column.

    Attributes:
        place: the column's place, counted from 0.
        text: the header as it is shown, of two rows the upper one first: 承办情况／联系人.
        group: the upper of two rows, "" where there is one.
        own: the lower of two rows, or the only one.
    """

    place: int
    text: str
    group: str
    own: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a matter.

    Attributes:
        number: the row's place, counted from 0.
        cells: column place → value; a merged range over several rows says the same for each of them.
        errors: column place → the formula that gave no value.
        section: the heading between the rows under which it stands (一、某街道), "" for none.
    """

    number: int
    cells: Mapping[int, CellValue]
    errors: Mapping[int, str]
    section: str = ""


@dataclass(frozen=True)
class Table:
    """A ledger on its sheet.

    Attributes:
        sheet: the sheet's name.
        titles: what stands above the header.
        heads: its columns that have a header, from left to right; those without have the letter of the column.
        rows: its rows, in their order.
        passed: rows that are no matter → why they were passed over, in words.
    """

    sheet: str
    titles: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    passed: Mapping[int, str] = field(default_factory=dict)


def table_of(grid: Grid, known: Callable[[str, str], bool]) -> Table | None:
    """Return the ledger on a sheet, None where no row of it is a header.

    Args:
        grid: the sheet.
        known: whether a header of this group and this text means something to the mechanism.
    """
    lines = _lines(grid)
    order = sorted(lines)
    found = _header(grid, lines, order, known)
    if found is None:
        return None
    rows, heads = found
    titles = tuple(
        text for row in order if row < rows[0] for text in dict.fromkeys(map(as_text, lines[row].values())) if text
    )
    spread = _spread(grid, rows[-1])
    below = {row: {**lines.get(row, {}), **spread.get(row, {})} for row in order if row > rows[-1]}
    heads = _with_nameless(heads, below)
    kept, passed = _rows(grid, heads, below, spread)
    return Table(grid.name, titles, heads, tuple(kept), passed)


def _lines(grid: Grid) -> dict[int, dict[int, CellValue]]:
    lines: dict[int, dict[int, CellValue]] = {}
    for (row, column), value in grid.cells.items():
        if not isinstance(value, str) or value.strip():
            lines.setdefault(row, {})[column] = value
    for row, column in grid.errors:
        lines.setdefault(row, {}).setdefault(column, "")
    return lines


def _spread(grid: Grid, header: int) -> dict[int, dict[int, CellValue]]:
    """Return what merged ranges below the header say for the rows under their first."""
    spread: dict[int, dict[int, CellValue]] = {}
    for top, left, bottom, _ in grid.merged:
        value = grid.cells.get((top, left))
        if top > header and value is not None:
            for row in range(top + 1, bottom + 1):
                spread.setdefault(row, {})[left] = value
    return spread


def _header(
    grid: Grid, lines: Mapping[int, Mapping[int, CellValue]], order: Sequence[int], known: Callable[[str, str], bool]
) -> tuple[tuple[int, ...], tuple[Head, ...]] | None:
    """Return the rows of the header and its columns: the one or two rows with the most known words."""
    best: tuple[int, tuple[int, ...], tuple[Head, ...]] | None = None
    for row in order[:_WITHIN]:
        for rows in ((row, row + 1), (row,)):
            if not all(each in lines and _may_head(lines[each]) for each in rows):
                continue
            heads = _heads(grid, lines, rows)
            if len(rows) > 1 and not _are_groups(lines[row], heads):
                continue
            score = len({(each.group, each.own) for each in heads if known(each.group, each.own)})
            if score >= LEAST and (best is None or score > best[0]):
                best = score, rows, heads
    return None if best is None else best[1:]


def _are_groups(upper: Mapping[int, CellValue], heads: Sequence[Head]) -> bool:
    """Return whether the upper of two rows groups the columns of the lower; a title or a maker's line does not."""
    texts = {as_text(value).strip() for value in upper.values()}
    grouped = [each for each in heads if each.group]
    named = [each for each in heads if each.group or as_text(upper.get(each.place, "")).strip()]
    colons = any(sign in text for text in texts for sign in ":：")
    return len(texts) > 1 and bool(grouped) and not colons and len(named) * 2 >= len(heads)


def _may_head(line: Mapping[int, CellValue]) -> bool:
    """Return whether a row may be a header: short texts, no numbers and no days."""
    return all(isinstance(value, str) and len(value.strip()) <= _LONGEST_HEAD for value in line.values())


def _heads(grid: Grid, lines: Mapping[int, Mapping[int, CellValue]], rows: tuple[int, ...]) -> tuple[Head, ...]:
    shown = [_shown(grid, lines, row, across=number < len(rows) - 1) for number, row in enumerate(rows)]
    heads: list[Head] = []
    for place in sorted({place for line in shown for place in line}):
        texts = list(dict.fromkeys(filter(None, (line.get(place, "") for line in shown))))
        if texts:
            group = texts[0] if len(texts) > 1 else ""
            heads.append(Head(place, "／".join(texts), group, texts[-1]))
    return tuple(heads)


def _shown(grid: Grid, lines: Mapping[int, Mapping[int, CellValue]], row: int, *, across: bool) -> dict[int, str]:
    """Return what a header row says over each column: merged ranges for all they cover.

    Args:
        grid: the sheet.
        lines: its cells, row by row.
        row: the header row.
        across: whether it is the upper of two rows, whose words stand for several columns side by side.
    """
    shown = {place: "".join(as_text(value).split()) for place, value in lines.get(row, {}).items()}
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and (top, left) in grid.cells:
            text = "".join(as_text(grid.cells[top, left]).split())
            shown.update(dict.fromkeys(range(left, (right if across or top != row else left) + 1), text))
    return shown


def _with_nameless(heads: Sequence[Head], below: Mapping[int, Mapping[int, CellValue]]) -> tuple[Head, ...]:
    """Return the columns, those with content but without a header among them under their letter."""
    named = {each.place for each in heads}
    others = sorted({place for line in below.values() for place in line} - named)
    nameless = [Head(place, f"{_letters(place)}列（无表头）", "", "") for place in others]
    return tuple(sorted([*heads, *nameless], key=lambda each: each.place))


def _letters(place: int) -> str:
    text, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _rows(
    grid: Grid,
    heads: Sequence[Head],
    below: Mapping[int, Mapping[int, CellValue]],
    spread: Mapping[int, Mapping[int, CellValue]],
) -> tuple[list[Row], dict[int, str]]:
    texts = {each.place: plain(each.own) for each in heads}
    # Where firms stand in the first column, one alone in its row is a matter that lacks the rest, and no heading.
    across = {(top, left) for top, left, _, right in grid.merged if right > left}
    errors: dict[int, dict[int, str]] = {}
    for (row, column), formula in grid.errors.items():
        errors.setdefault(row, {})[column] = formula
    kept: list[Row] = []
    passed: dict[int, str] = {}
    section = ""
    for number in sorted(below):
        line = below[number]
        headed = (number, heads[0].place) in across or texts[heads[0].place] in COUNTERS
        reason = _reason(line, texts, heads[0].place if headed and number not in spread else None)
        if reason == _SECTION:
            section = next(_texts(line), "")
        if reason:
            passed[number] = reason
        else:
            kept.append(Row(number, line, errors.get(number, {}), section))
    return kept, passed


_SECTION = "分组标题"


def _reason(line: Mapping[int, CellValue], heads: Mapping[int, str], first_place: int | None) -> str:
    """Return why a row is no matter, "" where it may be one.

    Args:
        line: its cells.
        heads: column place → header, as words are compared.
        first_place: where a heading between the rows would stand; None where none can: inside a merged range.
    """
    texts = list(_texts(line))
    if not texts:
        return "空行"
    first = "".join(texts[0].split())
    # 合计 may stand behind an ordinal's empty cell, its count anywhere; a matter has a longer text somewhere.
    if any(_SUMS.fullmatch("".join(each.split())) for each in texts[:2]):
        return "合计行"
    said = [plain(each) for each in texts]
    if len(said) >= LEAST and sum(plain(as_text(v)) == heads.get(p, "") for p, v in line.items()) * 2 > len(said):
        return "重复的表头"
    if len(set(texts)) == 1:
        if _NOTES.match(first):
            return "表下的说明"
        if first.isdigit():
            return "只有序号"
        return _SECTION if min(line) == first_place else ""
    if _NOTES.match(first) and len(texts) <= LEAST:
        return "表下的说明"
    return ""


def _texts(line: Mapping[int, CellValue]) -> Iterator[str]:
    for place in sorted(line):
        text = as_text(line[place]).strip()
        if text:
            yield text
