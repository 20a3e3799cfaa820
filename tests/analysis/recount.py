"""The figures counted again from the register's rows, by other means than the toolkit's: plain loops, headers spelt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from chinese_calendar import is_workday

from toolkit.analysis import Period
from toolkit.cases import Case

Row = Mapping[str, Any]


def rows_at(cases: Iterable[Case], cutoff: date) -> list[dict[str, Any]]:
    """Return the register's rows with what is dated after the cutoff struck out, withdrawn cases left out."""
    return [
        _struck({**case.row(), "@asked": case.surveyed.get(case.round)}, cutoff)
        for case in cases
        if case.status != "已撤销" and _in(case, cutoff)
    ]


def _in(case: Case, cutoff: date) -> bool:
    return case.row()["提交日期"] <= cutoff


def _struck(row: dict[str, Any], cutoff: date) -> dict[str, Any]:
    if row["状态"] == "重新办理" and row.get("评价日期") and row["评价日期"] > cutoff:
        row["状态"] = ""
    if row.get("交办日期") and row["交办日期"] > cutoff:
        row["办理轮次"] = max(1, row["办理轮次"] - 1)
        for column in (
            "交办日期",
            "意见时限",
            "意见报送日期",
            "办结时限",
            "办结日期",
            "评价时限",
            "评价日期",
            "满意度",
        ):
            row.pop(column, None)
    if row.get("评价日期") and row["评价日期"] > cutoff:
        row.pop("满意度")
        row.pop("评价日期")
    if not row.get("满意度"):
        row.pop("评价日期", None)
    for column in ("意见报送日期", "办结日期"):
        if row.get(column) and row[column] > cutoff:
            row.pop(column)
    return row


def recount(rows: list[dict[str, Any]], quarter: Period, cutoff: date) -> dict[str, tuple[int, int | None]]:
    """Return numerator and denominator (None for a count) of every measure."""
    mine = [row for row in rows if row["提交日期"] in quarter]

    def number(among: list[dict[str, Any]], test: Callable[[Row], Any]) -> int:
        return len([row for row in among if test(row)])

    ever = [row for row in mine if row.get("办结日期") or row["办理轮次"] > 1 or row["状态"] == "重新办理"]
    sent = number(mine, lambda row: row.get("交办日期"))
    took = sorted(_workdays(row) for row in mine if row.get("办结日期") and row.get("交办日期"))
    done = [row for row in mine if row.get("办结日期")]
    on_time = number(done, lambda row: row["办结日期"] <= row["办结时限"])
    open_late = number(mine, lambda row: _overdue(row, cutoff))
    said = [row for row in mine if row.get("满意度")]
    good = number(said, lambda row: row["满意度"] in ("满意", "基本满意"))
    opinions = [row for row in mine if row.get("意见时限")]
    given = [row for row in opinions if row.get("意见报送日期") or row.get("办结日期")]
    punctual = number(given, lambda row: (row.get("意见报送日期") or row["办结日期"]) <= row["意见时限"])
    missing = number(opinions, lambda row: row not in given and row["意见时限"] < cutoff and row["状态"] != "挂账")
    heard = [row for row in rows if row.get("评价日期") and row["评价日期"] >= quarter.first_day]
    return {
        "accepted": (len(mine), None),
        "dispatched": (sent, None),
        "closed": (len(done), None),
        "closed_rate": (len(done), len(mine)),
        "on_time_rate": (on_time, len(done) + open_late),
        "on_time_original_rate": (on_time, len(done) + open_late),
        "late": (len(done) - on_time, None),
        "overdue": (open_late, None),
        "overdue_all": (number(rows, lambda row: _overdue(row, cutoff)), None),
        "opinion_rate": (punctual, len(given) + missing),
        "solved_rate": (number(done, lambda row: row.get("处理情况") == "已解决"), len(done)),
        "evaluated_rate": (number(done, lambda row: row.get("满意度")), len(done)),
        "satisfied_rate": (good, len(said)),
        "strictly_rate": (number(said, lambda row: row["满意度"] == "满意"), len(said)),
        "redone": (number(mine, _again), None),
        "redone_rate": (number(mine, _again), len(ever)),
        "handed_back_rate": (0, sent),
        "handed_back_now": (0, None),
        "mean_workdays": (sum(took), len(took)),
        "median_workdays": (len(took), None),
        "parked": (number(mine, lambda row: row["状态"] == "挂账"), None),
        "unevaluated_late": (number(done, lambda row: not row.get("满意度") and _evaluation_late(row, cutoff)), None),
        "carried": (number(rows, lambda row: _carried(row, quarter.first_day)), None),
        "in_hand": (number(rows, lambda row: row.get("交办日期") and not row.get("办结日期")), None),
        "redone_now": (number(rows, lambda row: _redone(row, quarter.first_day)), None),
        "evaluated_now": (len(heard), None),
        **{
            f"evaluated_now_{at}": (len([row for row in heard if row["满意度"] == word]), None)
            for at, word in enumerate(("满意", "基本满意", "不满意"))
        },
        "closed_now": (number(rows, lambda row: row.get("办结日期") and row["办结日期"] >= quarter.first_day), None),
    }


def _again(row: Row) -> bool:
    return bool(row["办理轮次"] > 1 or row["状态"] == "重新办理")


def _workdays(row: Row) -> int:
    day, found = row["交办日期"], 0
    while day < row["办结日期"]:
        day += timedelta(1)
        found += is_workday(day)
    return found


def _evaluation_late(row: Row, cutoff: date) -> bool:
    """Annex 4 note 2 sets the date; who was asked late has five workdays from then (the office's rule)."""
    if row["@asked"] is None:
        return False
    day, left = max(row["@asked"], row["办结日期"]), 5
    while left:
        day += timedelta(1)
        left -= is_workday(day)
    return bool(max(day, row["评价时限"]) < cutoff)


def _carried(row: Row, first_day: date) -> bool:
    if not row.get("交办日期") or row["交办日期"] >= first_day:
        return False
    return not row.get("办结日期") or row["办结日期"] >= first_day


def _redone(row: Row, first_day: date) -> bool:
    if row["办理轮次"] > 1 and row.get("交办日期") and row["交办日期"] >= first_day:
        return True
    return bool(row["状态"] == "重新办理" and row.get("评价日期") and row["评价日期"] >= first_day)


def _overdue(row: Row, cutoff: date) -> bool:
    return bool(not row.get("办结日期") and row.get("办结时限") and row["办结时限"] < cutoff and row["状态"] != "挂账")
