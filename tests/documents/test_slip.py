"""The return slip: every problem with its place and remedy, in office Chinese."""

from __future__ import annotations

import io
from datetime import date

from docx import Document
from docx.oxml.ns import qn

from toolkit.documents.slip import slip
from toolkit.errors import Code, Problem
from toolkit.mechanism import Mechanism

PROBLEMS = (
    Problem(Code.MISSING, {"label": "企业名称"}, "企业名称", "附件2", "B4"),
    Problem(Code.PASSWORD),
)


def test_a_slip_names_the_file_and_tells_each_problem_with_its_remedy(mechanism: Mechanism) -> None:
    paper = Document(io.BytesIO(slip("情况表.xlsx", PROBLEMS, mechanism, date(2024, 3, 8))))
    lines = [each.text for each in paper.paragraphs]
    assert lines[0] == "退回补正说明"
    assert "情况表.xlsx" in lines[1]
    assert "2 处" in lines[1]
    assert lines[-2:] == [mechanism.issuers["slip"].name, "2024年3月8日"]
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows == [
        ["序号", "位置", "问题", "怎样处理"],
        ["1", "工作表“附件2”B4 单元格", "“企业名称”没有填写", "请补填“企业名称”"],
        ["2", "全文", PROBLEMS[1].words, PROBLEMS[1].remedy],
    ]


def test_every_letter_of_a_slip_has_a_chinese_font(mechanism: Mechanism) -> None:
    paper = Document(io.BytesIO(slip("表.xlsx", PROBLEMS, mechanism, date(2024, 3, 8))))
    fonts = {each.get(qn("w:eastAsia")) for each in paper.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"仿宋", "黑体"}
