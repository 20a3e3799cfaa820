"""A workbook of tasks is read like a table in a text: its title, its sections, whole numbers without a point."""

from __future__ import annotations

import io

import openpyxl

from toolkit.jobs.following.plan_text import read_plan
from toolkit.mechanism.planning import load_plan_words
from toolkit.tasks import break_down

ROWS = [
    ("附件1",),
    ("南屏区重点任务清单（2026年）",),
    (),
    ("序号", "重点任务", "工作内容", "牵头领导", "牵头单位", "责任单位", "完成时限"),
    ("一、市场拓展",),
    (1, "办好采购对接会", "举办对接会6场，签约金额2亿元", "陈某", "区工商联", "区财政局、区国资局", "11月底前"),
    (2, "支持企业出海", "参加境外展会15场次", "李某", "区商务局", "", "2026年12月"),
]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    for merged in ("A2:G2", "A5:G5"):
        sheet.merge_cells(merged)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_title_section_numbers_and_days_of_a_workbook() -> None:
    lines, tables = read_plan(workbook(), "清单.xlsx")
    assert lines == ["附件1", "南屏区重点任务清单（2026年）"]
    plan = break_down(lines, tables, load_plan_words())
    assert plan.title == "南屏区重点任务清单（2026年）"
    assert [(each.number, each.title, each.sections) for each in plan.measures] == [
        ("1", "办好采购对接会", ("一、市场拓展",)),
        ("2", "支持企业出海", ("一、市场拓展",)),
    ]
    # The year of 11月底前 is the title's, for no day stands under the list.
    first, second = (each.tasks[0] for each in plan.measures)
    assert ([str(each.day) for each in first.moments], str(second.due)) == (["2026-11-30"], "2026-12-31")
    assert (first.units.lead, first.units.duty) == (("区工商联",), ("区财政局", "区国资局"))
