"""Templates (模板): a form's declaration drawn as a workbook, blank, pre-filled, or as a meeting's agenda."""

from toolkit.templates.agenda import build_agenda, build_table
from toolkit.templates.blank import build
from toolkit.templates.bound import bind
from toolkit.templates.fill import fill
from toolkit.templates.places import box_cells, input_cell, sheet_name

__all__ = ["bind", "box_cells", "build", "build_agenda", "build_table", "fill", "input_cell", "sheet_name"]
