"""The sheet of firms: when each was visited last and which of its matters are open, beside what the office keeps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from jobs.office import Office
from toolkit.jobs.ingest import ingest
from toolkit.jobs.undo import undo
from toolkit.mechanism import load

DAY = date(2026, 1, 14)
VISIT = {"走访人": "林某", "走访对象": "莆田市甲鞋业有限公司", "走访方式": "实地查看"}


def test_a_firm_shows_its_last_visit_and_open_matters_as_long_as_there_are_any(tmp_path: Path) -> None:
    office = Office.found(tmp_path / "office", load("putian"))
    form = office.mechanism.form("visit")

    def enter(page: Any) -> None:
        heads = {cell.value: cell.column for cell in page[1] if cell.value}
        page.cell(2, heads["名称"]).value, page.cell(2, heads["所在地"]).value = "甲鞋业", "荔城区"

    def firms() -> list[dict[str, Any]]:
        return [{name: value for name, value in row.items() if value is not None} for row in office.rows("企业")]

    kept = {"名称": "甲鞋业", "所在地": "荔城区"}
    office.edit_sheet(enter, "企业")
    office.run(ingest, DAY)
    assert firms() == [kept]
    # Written shorter by the office, the firm is the same; a talk is no visit.
    told = {**VISIT, "走访日期": date(2026, 1, 8), "资金需求": "续贷困难", "配套需求": "缺少鞋材企业"}
    office.take_in(DAY, 一=office.blank(form, told))
    office.take_in(DAY, 二=office.blank(form, {**VISIT, "走访日期": date(2026, 1, 12), "走访方式": "谈心交心"}))
    visited = {**kept, "最近走访日期": date(2026, 1, 8), "走访次数": 1}
    assert firms() == [{**visited, "在办事项": "2026-001、2026-002"}]
    # A second visit is taken back: the row is again what it was.
    office.take_in(DAY, 三=office.blank(form, {**VISIT, "走访日期": date(2026, 1, 13), "问题诉求": "道路破损"}))
    assert firms()[0]["走访次数"] == 2
    assert firms()[0]["在办事项"] == "2026-001、2026-002、2026-003"
    office.run(undo, DAY)
    assert firms() == [{**visited, "在办事项": "2026-001、2026-002"}]
    # Matters that are over stand there no more, nor visits whose rows people took away.
    office.type_in("2026-001", 状态="已撤销")
    office.run(ingest, DAY)
    assert firms() == [{**visited, "在办事项": "2026-002"}]
    office.edit_sheet(lambda page: page.delete_rows(2, 2), "走访台账")
    office.run(ingest, DAY)
    assert firms() == [{**kept, "在办事项": "2026-002"}]
