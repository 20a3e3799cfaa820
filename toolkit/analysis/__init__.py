"""The quarterly analysis (季度分析): measures, groups, comparison, the report as data, the analysis workbook."""

from toolkit.analysis.analyse import analyse
from toolkit.analysis.calendar_periods import HalfYear, Month, Quarter, Year, last_complete
from toolkit.analysis.compare import Change
from toolkit.analysis.conventions import Conventions
from toolkit.analysis.groups import Group
from toolkit.analysis.measures import Measure
from toolkit.analysis.narrative import narrate
from toolkit.analysis.outline import ChartData, Narrative, Section, TableData
from toolkit.analysis.period import Period, PeriodError
from toolkit.analysis.result import Analysis, Cut, Finding, Matter, Overdue, Reason, Restatement
from toolkit.analysis.workbook import write_workbook
from toolkit.analysis.written_periods import read_period

__all__ = [
    "Analysis",
    "Change",
    "ChartData",
    "Conventions",
    "Cut",
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
    "last_complete",
    "narrate",
    "read_period",
    "write_workbook",
]
