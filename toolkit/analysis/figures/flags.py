"""Flags (条件): what each case counts as, yes or no. The measures of a mechanism's data are put together from these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.table import CLOSING, OPINION, Verdicts
from toolkit.analysis.periods.period import Period


def flags(
    state: pd.DataFrame, period: Period, cutoff: date, conventions: Conventions, *, carried: pd.Series[Any]
) -> pd.DataFrame:
    """Return a table of yes and no for ``state`` as :func:`~toolkit.analysis.figures.table.as_at` gives it.

    A column each flag that a measure may ask for; the index is the state's. ``carried`` are the 编号 of what was in
    hand when the period began, which its own columns do not tell of a case that began anew since.
    """
    first, end = pd.Timestamp(period.first_day), pd.Timestamp(cutoff)
    satisfaction, closed, dispatched = state["satisfaction"], state["closed"].notna(), state["dispatched"]
    evaluated_now = state["evaluated"].between(first, end)
    again = (state["round"] > 1) & dispatched.between(first, end)
    returned = (state["status"] == conventions.reopened) & evaluated_now
    handed_back = state["handed_back"].notna()
    return pd.DataFrame(
        {
            "accepted": state["received"].between(first, end),
            "open": ~closed,
            "dispatched": dispatched.notna(),
            "sent": dispatched.notna() | handed_back,
            "handed_back": handed_back,
            "carried": state["number"].isin(carried),
            "in_hand": dispatched.notna() & ~closed,
            "closed": closed,
            "closed_once": closed | state["redone"],
            "timed": state["workdays"].notna(),
            "closed_now": state["closed"].between(first, end),
            "redone_now": again | returned,
            "handed_back_now": state["handed_back"].between(first, end),
            "evaluated_now": evaluated_now & (satisfaction != ""),
            **{f"said_{at}": satisfaction == word for at, word in enumerate(conventions.satisfaction)},
            **_judged(state["closing"], CLOSING, ""),
            **_judged(state["closing_original"], CLOSING, "_original"),
            **{f"opinion_{flag}": is_so for flag, is_so in _judged(state["opinion"], OPINION, "").items()},
            "solved": state["outcome"] == conventions.solved,
            "evaluated": satisfaction != "",
            "satisfied": satisfaction.isin(conventions.satisfied),
            "strictly": satisfaction.isin([conventions.strictly]) & (satisfaction != ""),
            "unsatisfied": satisfaction.isin(conventions.unsatisfied),
            "redone": state["redone"],
            "parked": state["parked"],
            "supervised": state["supervised"].notna(),
            # Not the due date but until when the firm is not charged: it cannot evaluate what was answered late.
            "unevaluated_late": closed & (satisfaction == "") & (state["evaluation_limit"] < end),
        },
        index=state.index,
    )


def _judged(verdict: pd.Series[Any], words: Verdicts, suffix: str) -> Mapping[str, pd.Series[Any]]:
    return {
        f"on_time{suffix}": verdict == words.on_time,
        f"late{suffix}": verdict == words.late,
        f"overdue{suffix}": verdict == words.overdue,
        f"judged{suffix}": verdict.isin([words.on_time, words.late, words.overdue]),
    }
