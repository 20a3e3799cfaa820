"""Filled samples (填写示例): sheets that show how a form is filled in, and that nobody returns."""

from __future__ import annotations

import re

from toolkit.intake.plain.grid import Grid

_SAMPLE = re.compile(r"示例|样例|范例|样表|填[写表报]说明|填写指引|填报指引")
#: A sample says so above its form.
_TOP_ROWS = 3
_HEADING = 40


def is_sample(grid: Grid) -> bool:
    """Return whether a sheet says of itself, in its name or above its form, that it is a sample."""
    if _SAMPLE.search(grid.name):
        return True
    heads = (value for (row, _), value in grid.cells.items() if row < _TOP_ROWS and isinstance(value, str))
    return any(len(each) <= _HEADING and _SAMPLE.search(each) and not re.search("[：:。]", each) for each in heads)
