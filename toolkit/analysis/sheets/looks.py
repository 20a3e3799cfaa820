"""How the cells and charts of the analysis workbook look: fonts, colours, formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Fonts every Windows, WPS and domestic Linux desktop has (reference/word.md 3.2).
BODY_FONT, HEAD_FONT = "仿宋", "黑体"
_INK, _BAND, _RULE = "#1F2D3D", "#DCE6F1", "#8EA9C8"
#: The colour of a figure that opens its list when it is clicked on.
_LINK = "#0B4FA8"
#: Colours apart in lightness as well, so that a grey print can still be read.
COLOURS = ("#2F5D8C", "#C0732B", "#7FA650", "#8A8A8A", "#A94A4A", "#5B4A8A")
#: What all cells have, and what each kind of cell has beside it.
BASE: Mapping[str, Any] = {"font_name": BODY_FONT, "font_size": 11, "font_color": _INK, "border_color": _RULE}
KINDS: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 16, "valign": "vcenter"},
    "note": {"font_color": "#555555", "font_size": 10, "valign": "top", "text_wrap": True},
    "head": {
        "font_name": HEAD_FONT, "bg_color": _BAND, "border": 1,
        "align": "center", "valign": "vcenter", "text_wrap": True,
    },
    "text": {"text_wrap": True, "valign": "vcenter", "border": 1, "indent": 1},
    "centre": {"align": "center", "valign": "vcenter", "border": 1, "text_wrap": True},
    "count": {"num_format": "0", "align": "center", "valign": "vcenter", "border": 1},
    "rate": {"num_format": "0.0%", "align": "center", "valign": "vcenter", "border": 1},
    "days": {"num_format": "0.0", "align": "center", "valign": "vcenter", "border": 1},
    "date": {"num_format": "yyyy-mm-dd", "align": "center", "valign": "vcenter", "border": 1},
    "day": {"num_format": "yyyy年m月d日", "align": "left", "valign": "vcenter"},
    "label": {"font_name": HEAD_FONT, "valign": "vcenter"},
    "line": {"font_color": "#555555", "font_size": 10, "valign": "vcenter"},
}  # fmt: skip
#: The kinds that show figures, as they look where the figure is a link.
LINKED: Mapping[str, Mapping[str, Any]] = {
    kind: {**KINDS[kind], "font_color": _LINK} for kind in ("count", "rate", "days", "centre")
}


def font(name: str, size: int) -> dict[str, Any]:
    """Return a font as xlsxwriter asks for it."""
    return {"name": name, "size": size, "bold": False, "color": _INK}


def series_look(kind: str, order: int, points: int) -> dict[str, Any]:
    """Return the look of one of a chart's series, ``order`` counted from 0; ``points`` is how many values it has."""
    colour = COLOURS[order % len(COLOURS)]
    labels = {"value": True, "font": font(BODY_FONT, 10)}
    if kind == "pie":
        fills = [{"fill": {"color": COLOURS[at % len(COLOURS)]}, "border": {"color": "white"}} for at in range(points)]
        return {
            "points": fills,
            "data_labels": {**labels, "percentage": True, "category": True, "position": "outside_end"},
        }
    if kind == "line":
        marker = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        return {
            "line": {"color": colour, "width": 2.25},
            "marker": marker,
            "data_labels": {**labels, "position": "below" if order else "above"},
        }
    return {"fill": {"color": colour}, "gap": 80, "data_labels": labels}


def axes(chart: Any, kind: str) -> None:
    """Set the axes of a chart that has some."""
    names = {"num_font": font(BODY_FONT, 10), "line": {"color": _RULE}}
    # Cases are whole: an axis with 0.5 on it is nonsense.
    values = {
        "num_font": font(BODY_FONT, 10), "num_format": "0", "min": 0, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}},
    }  # fmt: skip
    if kind == "bar":
        # Lying bars: the first unit on top; the labels say the values, so the axis that would go up with it is hidden.
        chart.set_y_axis({**names, "reverse": True})
        chart.set_x_axis({**values, "visible": False, "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
