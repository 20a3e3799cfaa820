"""A quarter of visits, made once and laid out again for every file of tests that looks at it.

Worked out by hand: 林某 looks after 甲鞋业 and 乙食品 (常执委) and 丙商会 (所属商会); 陈某 after 丁木业. In the first
quarter of 2026 林某 visited 甲鞋业 (8 January) and 丙商会 (20 March), 黄某 visited 己电商 (10 February). 甲鞋业 needs a
loan (2026-001, solved in time) and an upstream supplier (2026-002, sent on, late since 13 February), 己电商 says that
couriers are dear (2026-003, not sorted yet).
"""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.jobs.dispatch import dispatch
from toolkit.jobs.ingest import ingest
from toolkit.mechanism import load
from toolkit.templates import build_table

from .again import Files, files_of, lay_out
from .office import Office

#: The day after the quarter.
AFTER = date(2026, 4, 1)
PHONE = "13800138000"


def laid_out(root: Path) -> Office:
    """Return an office with the quarter behind it."""
    lay_out(root, _made())
    return Office(root, load("putian"))


@cache
def _made() -> Files:
    with tempfile.TemporaryDirectory() as folder:
        office = Office.found(Path(folder) / "office", load("putian"))
        _play(office)
        return files_of(office.root)


def _play(office: Office) -> None:
    charges = [("林某", "甲鞋业", "常执委"), ("林某", "乙食品", "常执委"), ("林某", "丙商会", "所属商会"), ("陈某", "丁木业", "常执委")]  # fmt: skip
    office.edit_sheet(lambda page: _fill(page, charges), "挂钩")
    visit = office.mechanism.form("visit")
    told = {
        "走访人": "林某", "走访日期": date(2026, 1, 8), "走访对象": "莆田市甲鞋业有限公司", "对象类别": "常执委",
        "走访方式": "实地查看", "接待人": "陈经理", "联系电话": PHONE, "生产经营情况": "年产值2亿元", "招商线索": "有意增资",
        "资金需求": f"续贷困难，可联系{PHONE}", "配套需求": "缺少上游鞋材企业", "意见建议": "多办银企对接会",
    }  # fmt: skip
    office.put("甲.xlsx", office.blank(visit, told))
    office.run(ingest, date(2026, 1, 12))
    office.type_in("2026-001", 问题分类="个性问题", 案由="续贷", 承办单位="金融办")
    office.type_in("2026-002", 问题分类="共性问题", 案由="缺少上游配套", 承办单位="市工信局", 协办单位="市税务局")
    office.run(dispatch, date(2026, 1, 13))
    answer = {"经办人": "钱某", "处理情况": "已解决", "办理措施": "银企对接", "办理结果": f"已续贷，经办{PHONE}"}
    office.put("答.xlsx", office.answered(office.sent("交办", "2026-001"), answer, "handling"))
    office.run(ingest, date(2026, 1, 20))
    log = office.mechanism.form("log")
    rows = [
        {"走访日期": date(2026, 2, 10), "走访对象": "己电商", "对象类别": "会员企业", "走访人": "黄某", "问题诉求": "快递费高"},
        {"走访日期": date(2026, 3, 20), "走访对象": "丙商会", "对象类别": "所属商会", "走访人": "林某", "走访方式": "座谈交流"},
    ]  # fmt: skip
    office.put("日志.xlsx", build_table(log, office.mechanism, {}, rows))
    office.run(ingest, date(2026, 3, 20))


def _fill(page: Any, rows: list[tuple[str, str, str]]) -> None:
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            page.cell(number, place).value = value
