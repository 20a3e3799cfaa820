"""The quarterly analysis (季度分析): measures, groups, comparison, the report as data, the analysis workbook."""

from toolkit.analysis.analyse import analyse
from toolkit.analysis.compare import Change
from toolkit.analysis.conventions import Conventions
from toolkit.analysis.groups import Group
from toolkit.analysis.measures import Measure
from toolkit.analysis.narrative import narrate
from toolkit.analysis.outline import ChartData, Narrative, Section, TableData
from toolkit.analysis.quarter import Quarter, QuarterError, read_quarter
from toolkit.analysis.result import Analysis, Finding, Overdue
from toolkit.analysis.workbook import write_workbook

__all__ = [
    "Analysis",
    "Change",
    "ChartData",
    "Conventions",
    "Finding",
    "Group",
    "Measure",
    "Narrative",
    "Overdue",
    "Quarter",
    "QuarterError",
    "Section",
    "TableData",
    "analyse",
    "narrate",
    "read_quarter",
    "write_workbook",
]
