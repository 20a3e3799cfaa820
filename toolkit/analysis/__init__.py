"""The analysis (综合分析) of a period: measures, cuts, comparison, the report as data, the analysis workbook.

What reads periods stands here at once; the rest comes when it is first asked for, because a table needs pandas, and
who mistyped a quarter need not wait for that.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from toolkit.analysis.periods.calendar_periods import HalfYear, Month, Quarter, Year, last_complete
from toolkit.analysis.periods.period import Days, Period, PeriodError
from toolkit.analysis.periods.written_periods import between, read_day, read_period

if TYPE_CHECKING:
    from toolkit.analysis.figures.compare import Change
    from toolkit.analysis.figures.conventions import Conventions
    from toolkit.analysis.figures.groups import Group
    from toolkit.analysis.figures.measures import Measure
    from toolkit.analysis.figures.reckon import analyse
    from toolkit.analysis.figures.result import Analysis, Cut, Finding, Matter, Overdue, Reason, Restatement
    from toolkit.analysis.report.narrative import narrate
    from toolkit.analysis.report.outline import ChartData, Narrative, Section, TableData
    from toolkit.analysis.sheets.workbook import write_workbook

#: What comes when it is asked for, and from which room.
_LATER = {
    "analyse": "figures.reckon",
    "Change": "figures.compare",
    "Conventions": "figures.conventions",
    "Group": "figures.groups",
    "Measure": "figures.measures",
    "narrate": "report.narrative",
    **dict.fromkeys(("ChartData", "Narrative", "Section", "TableData"), "report.outline"),
    **dict.fromkeys(("Analysis", "Cut", "Finding", "Matter", "Overdue", "Reason", "Restatement"), "figures.result"),
    "write_workbook": "sheets.workbook",
}

__all__ = [
    "Analysis",
    "Change",
    "ChartData",
    "Conventions",
    "Cut",
    "Days",
    "Finding",
    "Group",
    "HalfYear",
    "Matter",
    "Measure",
    "Month",
    "Narrative",
    "Overdue",
    "Period",
    "PeriodError",
    "Quarter",
    "Reason",
    "Restatement",
    "Section",
    "TableData",
    "Year",
    "analyse",
    "between",
    "last_complete",
    "narrate",
    "read_day",
    "read_period",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    return found
