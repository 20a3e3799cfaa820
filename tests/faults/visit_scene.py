"""A morning on which visits are told: a form and a log in the inbox that tell of one visit, a row typed by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from faults.scene import Scene
from jobs.office import Office
from toolkit.mechanism import load
from toolkit.templates import build_table

FIRST, SECOND, THIRD = date(2024, 1, 8), date(2024, 1, 9), date(2024, 1, 10)


class VisitScene(Scene):
    """Before it: a visit to 甲鞋业 with a need. Then: one to 乙食品 by form and by log, one to 甲鞋业 again, one typed."""

    def begin(self, root: Path) -> Office:
        office = Office.found(root, load("putian"))
        form, log = office.mechanism.form("visit"), office.mechanism.form("log")
        office.put("甲.xlsx", office.blank(form, {**_told("甲鞋业", FIRST), "资金需求": "续贷困难"}))
        self.run(office)
        office.edit_sheet(
            lambda page: _type(page, 3, 走访日期=THIRD, 走访对象="丁木业", 走访人="林某", 配套需求="缺电"), "走访台账"
        )
        office.edit_sheet(lambda page: _type(page, 2, 挂钩领导="林某", 挂钩对象="甲鞋业", 类别="常执委"), "挂钩")
        needs = {"资金需求": "流动资金紧张", "配套需求": "冷库不够用"}
        rows = [
            {**_told("乙食品", SECOND), "资金需求": "流动资金紧张"},
            {**_told("甲鞋业", SECOND), "问题诉求": "门口道路破损"},
        ]
        self.inputs = {
            "乙.xlsx": office.blank(form, {**_told("莆田市乙食品有限公司", SECOND), **needs}),
            "日志.xlsx": build_table(log, office.mechanism, {}, rows),
        }
        return office

    def check_done(self, office: Office) -> None:
        """After an undisturbed run: each visit once, each need one matter, everybody's words in place."""
        assert not [each for each in office.workspace.inbox.rglob("*") if each.is_file()]
        visits = office.rows("走访台账")
        told = {(row["走访对象"], row["走访日期"]) for row in visits}
        assert len(visits) == len({row["走访号"] for row in visits}) == 4, visits
        firm = next(name for name, _ in told if "乙食品" in name)
        assert told == {("甲鞋业", FIRST), ("甲鞋业", SECOND), (firm, SECOND), ("丁木业", THIRD)}
        matters = Counter(row["诉求内容"] for row in office.rows())
        assert matters == Counter(["续贷困难", "缺电", "流动资金紧张", "冷库不够用", "门口道路破损"]), matters
        numbers = [number for row in visits for number in str(row.get("诉求编号") or "").split("、") if number]
        assert sorted(numbers) == sorted(row["编号"] for row in office.rows()), numbers
        counts = {
            row["名称"]: (row["走访次数"], row["最近走访日期"], row.get("在办事项")) for row in office.rows("企业")
        }
        assert counts.pop("甲鞋业")[:2] == (2, SECOND)
        assert {name: each[0] for name, each in counts.items()} == {firm: 1, "丁木业": 1}
        logged = Counter(row["文件名"] for row in office.rows("收件日志"))
        assert logged == Counter(["甲.xlsx", *self.inputs]), logged
        assert office.rows("挂钩") == [{"挂钩领导": "林某", "挂钩对象": "甲鞋业", "类别": "常执委"}]
        assert office.rows("待确认") == []


def _told(firm: str, day: date) -> dict[str, Any]:
    return {"走访人": "林某", "走访日期": day, "走访对象": firm}


def _type(page: Any, row: int, **values: Any) -> None:
    heads = {cell.value: cell.column for cell in page[1] if cell.value}
    for name, value in values.items():
        page.cell(row, heads[name]).value = value
