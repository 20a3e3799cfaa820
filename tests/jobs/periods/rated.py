"""An office whose matters firms have rated: rows of the register, typed in as of matters dealt with before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jobs.office import Office
from toolkit.mechanism import load

#: A unit, the day of its ratings, how many of them are good and how many bad.
Ratings = tuple[str, date, int, int]


def rated(folder: Path, ratings: Sequence[Ratings], complaint: str) -> Office:
    """Return an office in whose register stands a matter for each rating; whoever rates badly writes ``complaint``."""
    office = Office.found(folder, load("qingyuan"))

    def type_in(sheet: Any) -> None:
        heads = {cell.value: cell.column for cell in sheet[1]}
        for number, row in enumerate(_rows(ratings, complaint), start=2):
            for name, value in row.items():
                sheet.cell(number, heads[name]).value = value or None

    office.edit_sheet(type_in)
    return office


def _rows(ratings: Sequence[Ratings], complaint: str) -> Iterator[dict[str, Any]]:
    for unit, day, good, bad in ratings:
        for at in range(good + bad):
            word = "满意" if at < good else "不满意"
            yield {
                "企业名称": f"清远{unit[1:3]}{day.month}{at}有限公司", "投诉诉求内容": f"办事窗口第{day.month}{at}件排队太久",
                "事由": "窗口排队", "事项分类": "一般事项", "事项类别": "D 政务服务", "牵头单位": unit,
                "提交日期": date(day.year, day.month, 1), "转办日期": date(day.year, day.month, 2), "办理情况": "已答复",
                "办理结果": "已解决", "办结日期": date(day.year, day.month, 5), "服务评价": word, "评价日期": day,
                "评价意见": complaint if word == "不满意" else "", "状态": "已评价" if at < good else "限期整改",
            }  # fmt: skip
