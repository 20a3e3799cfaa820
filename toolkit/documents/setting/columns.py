"""The columns of a table (表格各栏): the page's width shared out among them by their declared parts."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.documents.setting.page import TEXT_WIDTH
from toolkit.documents.setting.paper import TableColumn
from toolkit.documents.setting.styles import Style


def share_out(declared: Iterable[tuple[str, int, Style]], room: int = TEXT_WIDTH) -> list[TableColumn]:
    """Return the columns, together as wide as the page to the last twip.

    Args:
        declared: of each its header, its part of the width, in millimetres or whatever else, the style of its cells.
        room: how wide they are together, in twips: an upright page's text, unless told otherwise.
    """
    columns = list(declared)
    parts = [part for _, part, _ in columns]
    widths = [room * part // sum(parts) for part in parts]
    # What the division leaves, a few twips, nobody sees in the widest.
    widths[parts.index(max(parts))] += room - sum(widths)
    return [TableColumn(header, wide, style) for (header, _, style), wide in zip(columns, widths, strict=True)]
