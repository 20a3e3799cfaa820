"""Tasks (任务): what a plan asks of which units, by when and how much. Pure: lines in, measures and tasks out."""

from toolkit.tasks.breakdown import break_down
from toolkit.tasks.model import (
    Answerable,
    Bound,
    Breakdown,
    Correction,
    Doubt,
    Figure,
    Kind,
    Measure,
    Moment,
    Other,
    Task,
    Timing,
    Validity,
)

__all__ = [
    "Answerable", "Bound", "Breakdown", "Correction", "Doubt", "Figure", "Kind", "Measure", "Moment", "Other", "Task",
    "Timing", "Validity", "break_down",
]  # fmt: skip
