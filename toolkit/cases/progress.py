"""Progress asked for before a meeting (会前反馈): who was asked, by when, and whether anything has come since.

Seed 000 §三（四）: 每月“政企面对面”联络协作工作会议前，由承办单位汇报重点问题前期办理情况; annex 3, note 3.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.cases.case import Case
from toolkit.cases.noted import Progress
from toolkit.events import Event

#: What a lead unit reports, by the meaning of the column.
_REPORTED = ("opinion", "result", "outcome")


def ask_progress(case: Case, event: Event) -> None:
    """Note that the lead unit was asked; only the latest request counts."""
    data = event.data
    case.progress = Progress(
        data["meeting"], data["held"], case.round, data["clock"], data["unit"], event.day, data["due"]
    )


def report_progress(case: Case, event: Event) -> None:
    """Note that the lead unit has reported: on its form, or by what the office was told and typed in."""
    asked = case.progress
    if asked is None or asked.reported is not None or event.data.get("role") == "support":
        return
    told = event.data.get("values") or event.data.get("after") or {}
    columns = {case.record.roles[each] for each in _REPORTED if each in case.record.roles}
    if any(told.get(column) not in (None, "") for column in columns):
        case.progress = replace(asked, reported=event.day)
