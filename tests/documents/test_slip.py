"""The return slip: every problem with its place and remedy, in office Chinese."""

from __future__ import annotations

import io
from datetime import date

from docx import Document

from toolkit.documents.slip import slip
from toolkit.errors import Code, Problem
from toolkit.mechanism import Mechanism

from . import reading

PROBLEMS = (
    Problem(Code.MISSING, {"label": "企业名称"}, "企业名称", "附件2", "B4"),
    Problem(Code.PASSWORD),
)


def test_a_slip_names_the_file_and_tells_each_problem_with_its_remedy(mechanism: Mechanism) -> None:
    paper = Document(io.BytesIO(slip("情况表.xlsx", PROBLEMS, mechanism, date(2024, 3, 8))))
    lines = [each.text for each in paper.paragraphs]
    assert lines[0] == "退回补正说明"
    assert "情况表.xlsx" in lines[2]
    assert "2 处" in lines[2]
    assert lines[-2:] == [mechanism.issuers["slip"].name, "2024年3月8日"]
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows == [
        ["序号", "位置", "问题", "怎样处理"],
        ["1", "工作表“附件2”B4 单元格", "“企业名称”没有填写", "请补填“企业名称”"],
        ["2", "全文", PROBLEMS[1].words, PROBLEMS[1].remedy],
    ]


def test_a_slip_is_set_in_the_styles_of_all_papers(mechanism: Mechanism) -> None:
    lines = reading.paragraphs(slip("表.xlsx", PROBLEMS, mechanism, date(2024, 3, 8)))
    assert [style for style, _ in lines[:3]] == ["PaperTitle", "Normal", "PaperBody"]
    assert [style for style, _ in lines[-2:]] == ["PaperSignature", "PaperSignedDay"]
