"""Two registers compared (比较), by row and column, in the words in which a clerk knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.jobs.books.elsewhere import keyed
from toolkit.register import SheetView, ViewRow, same

#: So many rows and cells of a sheet are named; the rest is counted.
_MOST = 12
_QUOTED = 20
#: So much is quoted of what long texts have in common before they differ.
_BEFORE = 6


def compared(there: Mapping[str, SheetView], coming: Mapping[str, SheetView]) -> Iterator[str]:
    """Yield what changes where one register takes another's place, a line a matter; nothing where it is the same.

    Args:
        there: the sheets of the one that lies there now.
        coming: the sheets of the one that takes its place.
    """
    for name, sheet in coming.items():
        yield from _sheet(name, _rows(there[name]), _rows(sheet))


def _rows(sheet: SheetView) -> dict[tuple[str, ...], ViewRow]:
    """Return rows by key; of one that stands twice the first, and rows without a key by what is in them."""
    found: dict[tuple[str, ...], ViewRow] = {}
    for row in keyed(sheet).rows:
        found.setdefault(row.key, row)
    for row in sheet.loose if sheet.spec.keys else ():
        found.setdefault(("未编号的行", *(str(value) for value in row.values.values())), row)
    return found


def _sheet(
    name: str, there: Mapping[tuple[str, ...], ViewRow], coming: Mapping[tuple[str, ...], ViewRow]
) -> Iterator[str]:
    back = [key for key in coming if key not in there]
    gone = [key for key in there if key not in coming]
    cells = [line for key, row in coming.items() if key in there for line in _cells(key, there[key], row)]
    if back:
        yield f"“{name}”表回来 {len(back)} 行：{_some(back)}"
    if gone:
        yield f"“{name}”表去掉 {len(gone)} 行：{_some(gone)}"
    if cells:
        yield f"“{name}”表改动 {len(cells)} 格："
        yield from (f"    {line}" for line in cells[:_MOST])
        if len(cells) > _MOST:
            yield f"    …… 共 {len(cells)} 格"


def _cells(key: tuple[str, ...], there: ViewRow, coming: ViewRow) -> Iterator[str]:
    for column in dict.fromkeys([*there.values, *coming.values]):
        now, then = there.values.get(column), coming.values.get(column)
        if not same(now, then):
            one, other = _plain(now), _plain(then)
            start = _differ_from(one, other)
            yield f"{' '.join(key)} {column}：{_quoted(one, start)} → {_quoted(other, start)}"


def _plain(value: object) -> str:
    return " ".join(str("空白" if value is None else value).split())


def _differ_from(one: str, other: str) -> int:
    """Return where to begin quoting two texts so that their difference shows: at the front, where it shows there."""
    if one[:_QUOTED] != other[:_QUOTED]:
        return 0
    pairs = enumerate(zip(one, other, strict=False))
    first = next((place for place, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))
    return max(0, first - _BEFORE)


def _quoted(text: str, start: int) -> str:
    told = f"…{text[start:]}" if start else text
    return told if len(told) <= _QUOTED else f"{told[:_QUOTED]}…"


def _some(keys: list[tuple[str, ...]]) -> str:
    named = "、".join(" ".join(key)[:_QUOTED] for key in keys[:_MOST])
    return named + (" 等" if len(keys) > _MOST else "")
