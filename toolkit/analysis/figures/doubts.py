"""Doubts (台账需核对): what in the register does not fit together, and how it was counted all the same."""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.analysis.figures.conventions import Conventions
from toolkit.analysis.figures.table import EARLIEST
from toolkit.analysis.periods.period import Period
from toolkit.mechanism import Mechanism, Phase


def doubts(
    table: pd.DataFrame, period: Period, cutoff: date, mechanism: Mechanism, conventions: Conventions
) -> tuple[str, ...]:
    """Return what in the register does not fit together, with the 编号, so that it can be put right there."""
    roles = mechanism.record.roles
    submitted = roles.get("submitted", "收到日期")
    end = pd.Timestamp(cutoff)
    received = table["received"] <= end
    dispatched = table["dispatched"]
    found = {
        "没有收到日期，未列入任何时段": table["received"].isna(),
        f"“{submitted}”早于{EARLIEST.year}年或晚于截止日一年以上，按登记之日计入": table["implausible"] & received,
        f"“{submitted}”晚于截止日，而截止日前已登记，{period.this}未计入": (table["received"] > end)
        & (table["opened"] <= end),
        f"“{roles['satisfaction']}”不在选项之内，按未评价计": (table["satisfaction"] != "")
        & ~table["satisfaction"].isin(conventions.satisfaction)
        & received,
        f"状态已完结而“{roles['closed']}”未填，按未办结计": (table["phase"] == Phase.CLOSED.value)
        & table["closed"].isna()
        & received,
        f"“{roles['dispatched']}”在截止日之后的新一轮办理，按截止日尚未交办计": (table["round"] > 1)
        & (table["dispatched"] > end)
        & received,
        f"“{roles['closed']}”早于“{roles['dispatched']}”，不计入平均用时": (table["closed"] < table["dispatched"])
        & (table["closed"] <= end)
        & received,
        f"“{roles['closed']}”晚于今天，改正以前按未办结计，不算超期，评价也不计": table["misdated"] & received,
        f"“{roles.get('evaluated', '')}”晚于今天，改正以前按未评价计，不算逾期": table["unheard"]
        & ~table["misdated"]
        & received,
        f"“{roles.get('evaluated', '')}”早于“{roles['dispatched']}”，请核对": (table["evaluated"] < dispatched)
        & (dispatched <= end)
        & received,
    }
    return tuple(
        f"{'、'.join(table['number'][which].tolist())}：{why}（{int(which.sum())}件）。"
        for why, which in found.items()
        if which.any()
    )
