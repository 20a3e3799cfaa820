"""Two registers compared (比较), by row and column, in the words in which a clerk knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.jobs.elsewhere import keyed
from toolkit.register import SheetView, ViewRow, same

#: So many rows and cells of a sheet are named; the rest is counted.
_MOST = 12
_QUOTED = 20


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
            yield f"{' '.join(key)} {column}：{_quoted(now)} → {_quoted(then)}"


def _quoted(value: object) -> str:
    text = " ".join(str("空白" if value is None else value).split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _some(keys: list[tuple[str, ...]]) -> str:
    named = "、".join(" ".join(key)[:_QUOTED] for key in keys[:_MOST])
    return named + (" 等" if len(keys) > _MOST else "")
