"""The workbook of who was visited and who was not (走访覆盖情况)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.documents.check_book import Page, write_check_book
from toolkit.visits import Coverage

_NO_KIND = "（未填类别）"
#: The columns of the first list: header and width.
_COLUMNS = (
    ("挂钩领导", 12), ("类别", 16), ("应挂钩", 8), ("已挂钩", 8), ("还差", 8), ("本期已走访", 10), ("本年已走访", 10),
    ("别人走访", 10), ("本年未走访", 10), ("本期走访次数", 12), ("还差次数", 10),
)  # fmt: skip


#: The columns that follow where talks are counted apart: how many there were, and how many are missing.
_TALKED, _TALKS_SHORT = "{}次数", "{}还差"


def write_coverage_book(found: Coverage, label: str, lines: Sequence[str], day: date, author: str) -> bytes:
    """Return the workbook: first what was found, in sentences, then leader by leader, and who is left.

    Args:
        found: how far the visits reach.
        label: the period as papers write it.
        lines: the sentences of the first sheet.
        day: the day it is made.
        author: whose it is.
    """
    return write_check_book(
        f"走访覆盖情况（{label}）", lines, [_leaders(found), _left(found), _doubts(found)], day, author
    )


def _leaders(found: Coverage) -> Page:
    rows: list[Sequence[str | int]] = []
    for leader in found.leaders:
        talked: tuple[str | int, ...] = (leader.talks, leader.talks_short or "") if found.talking else ()
        for place, each in enumerate(leader.kinds):
            rows.append(
                (
                    leader.name, each.kind or _NO_KIND, each.least or "", len(each.firms), each.short or "",
                    len(each.in_period), len(each.in_year), len(each.by_others), len(each.left),
                    "" if place else leader.visits, "" if place else leader.short or "",
                    *([""] * len(talked) if place else talked),
                )
            )  # fmt: skip
        if not leader.kinds:
            rows.append((leader.name, "（没有登记挂钩）", *[""] * 7, leader.visits, "", *talked))
    columns: tuple[tuple[str, int], ...] = _COLUMNS
    if found.talking:
        columns += ((_TALKED.format(found.talking), 12), (_TALKS_SHORT.format(found.talking), 12))
    return Page(
        "各人情况",
        "一行一类。走访以“走访人”栏写有本人姓名为准；“别人走访”是本年只由别人走访过的。"
        + (f"{found.talking}不算走访，单独计次。" if found.talking else ""),
        tuple(name for name, _ in columns),
        tuple(wide for _, wide in columns),
        rows,
        tall=True,
    )  # fmt: skip


def _left(found: Coverage) -> Page:
    return Page(
        "未走访",
        "本期还没有由挂钩领导走访的，本年谁都没有走访过的在前。",
        ("挂钩领导", "类别", "挂钩对象", "本年情况"),
        (12, 16, 40, 24),
        sorted(_left_rows(found), key=lambda row: row[3] != _NEVER),
        tall=True,
    )


_NEVER = "本年未走访"


def _left_rows(found: Coverage) -> Iterator[tuple[str, str, str, str]]:
    for leader in found.leaders:
        for each in leader.kinds:
            for firm in each.left_in_period:
                year = "本年已走访" if firm in each.in_year else "本年由别人走访" if firm in each.by_others else _NEVER
                yield leader.name, each.kind or _NO_KIND, firm, year


def _doubts(found: Coverage) -> Page:
    rows = [
        (each.firm, f"{each.number} 没有走访日期，哪个季度都没有计入", "补填走访台账的日期") for each in found.undated
    ]
    rows += [(each, "走访过，没有登记由谁挂钩", "需要的在“挂钩”表补登记") for each in found.stray]
    return Page("待核", "请核对，改在总台账里。", ("走访对象", "情况", "怎样办"), (40, 44, 36), rows, tall=True)
