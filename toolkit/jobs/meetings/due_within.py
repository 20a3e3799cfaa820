"""How long a matter has once it goes out (办理期限), where no day can be told yet."""

from __future__ import annotations

from toolkit.cases import Case
from toolkit.cases.lifecycle import holds


def due_within(case: Case) -> str:
    """Return how long a case has from the day it goes out, as papers write it: 自交办之日起3个月内.

    It is "" where none of its deadlines counts from that day.
    """
    out, due = case.record.role("dispatched"), case.record.roles.get("due", "")
    spans = (
        each.span
        for each in case.record.clocks
        if each.column == due and out in each.starts and holds(each.condition, case)
    )
    return next((f"自{out.removesuffix('日期')}之日起{span}内" for span in spans), "")
