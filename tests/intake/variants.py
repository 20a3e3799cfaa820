"""Returned forms in the shapes people give them: one function a shape, all from the same answers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from docx import Document

from toolkit.forms import FieldType, Form, Look
from toolkit.intake import Book, Grid
from toolkit.intake.plain.grid import CellValue

from .paper import Sheet, filled

Values = Mapping[str, CellValue]

ANSWERS: dict[str, dict[str, str]] = {
    "annex2": {
        "报送单位": "大良总商会",
        "编号": "2024-017",
        "企业名称": "佛山市顺德区华夏电器有限公司",
        "提交日期": "2024-03-05",
        "问题类别": "B 生产经营",
        "企业联系人": "李明",
        "职务": "办公室主任",
        "联系电话": "13800138000",
        "参会人员": "欧阳建国",
        "参会人员单位和职务": "华夏电器总经理",
        "参会人员联系电话": "0757-22223333",
        "涉及单位": "区发展和改革局、市自然资源局顺德分局",
        "问题困难": "一、厂区扩建用地指标不足，已排队两年。\n二、宿舍区道路夜间无照明，联系电话：无人接听。",
        "备注": "2023年曾向镇政府反映，答复待研究。",
    },
    "annex3": {
        "问题分类": "重点问题",
        "编号": "2024-017",
        "案由": "关于厂区扩建用地的事项",
        "问题类别": "A 招商增资",
        "处理情况": "正在解决",
        "交办时间": "2024-03-11",
        "办结时限": "2024-06-11",
        "牵头单位": "市自然资源局顺德分局",
        "牵头联系人": "陈志强",
        "牵头联系电话": "13902801111",
        "配合单位": "区发展和改革局、区招商局",
        "配合联系人": "黄丽",
        "配合联系电话": "0757-22831234",
        "办理意见": "拟调整地块规划，纳入二季度供地计划。",
        "办理结果": "已完成征地公告。\n待区政府批复。",
    },
    "annex4": {
        "编号": "2024-017",
        "案由": "关于厂区扩建用地的事项",
        "承办单位": "市自然资源局顺德分局、区招商局",
        "问题类别": "C 历史遗留",
        "评价单位": "佛山市顺德区华夏电器有限公司",
        "处理情况": "已解决",
        "企业负责人": "何伟雄",
        "联系电话": "13702223333",
        "沟通方式": "电话、走访",
        "企业意见建议": "办理人员上门两次，比较满意。\n希望加快后续办证。",
        "满意度": "基本满意",
        "签名": "何伟雄",
        "日期": "2024-03-07",
    },
}


def answer_text(form: Form, key: str, said: str) -> str:
    """Return an answer as people type it."""
    kind = form.field(key).type
    if kind is FieldType.DATE:
        year, month, day = said.split("-")
        return f"{year}年{int(month)}月{int(day)}日"
    return said


def typed(form: Form, values: Values) -> dict[str, CellValue]:
    return {key: answer_text(form, key, str(said)) for key, said in values.items()}


def loose(form: Form, values: Values) -> dict[str, CellValue]:
    """Return the answers as spreadsheets and hurried people keep them."""
    result: dict[str, CellValue] = {}
    for key, said in values.items():
        kind, text = form.field(key).type, str(said)
        if kind is FieldType.DATE:
            result[key] = float((date.fromisoformat(text) - date(1899, 12, 30)).days)
        elif kind is FieldType.PHONE and text.isdigit():
            result[key] = float(text)
        elif kind is FieldType.PHONE:
            result[key] = text.replace("-", " － ")
        elif kind is FieldType.CATEGORY:
            result[key] = chr(ord(text[0]) + 0xFEE0) + "类"
        elif kind is FieldType.NUMBER:
            result[key] = text.replace("-", "—").replace("2024", "２０２４")
        else:
            result[key] = text
    return result


def _ticks(form: Form, key: str, said: str) -> str:
    return " ".join(("☑" if each in said.split("、") else "□") + each for each in form.field(key).choices)


def _pairs(form: Form, values: Values, rank: int = 0) -> Iterator[tuple[str, CellValue]]:
    boxed = {placed.cell.field for placed in form.layout.placed() if placed.cell.option}
    for field in form.fields:
        label = field.labels[min(rank, len(field.labels) - 1)]
        yield label, _ticks(form, field.key, str(values[field.key])) if field.key in boxed else values[field.key]


def plain_layout(form: Form, values: Values) -> Sheet:
    return filled(form, typed(form, values))


def shifted(form: Form, values: Values) -> Sheet:
    return plain_layout(form, values).moved(2, 1)


def unmerged(form: Form, values: Values) -> Sheet:
    return plain_layout(form, values).unmerged()


def loosely_typed(form: Form, values: Values) -> Sheet:
    return filled(form, loose(form, values))


def decorated(form: Form, values: Values) -> Sheet:
    """Labels with spaces, brackets, stars, numbering and full-width colons."""
    shapes: list[Callable[[str], str]] = [
        lambda each: " ".join(each) + "：",
        lambda each: f"【{each}】",
        lambda each: f"*{each}:",
        lambda each: f"3.{each}",
        lambda each: f"{each[:2]}\n{each[2:]}（必填）",
    ]
    labels = {
        placed.cell.text: shapes[number % len(shapes)](placed.cell.text)
        for number, placed in enumerate(form.layout.placed())
        if placed.cell.look is Look.LABEL
    }
    return filled(form, typed(form, values), labels)


def renamed(form: Form, values: Values) -> Sheet:
    """Every label by its first other wording."""
    labels = {field.label: field.synonyms[0] for field in form.fields if field.synonyms}
    return filled(form, typed(form, values), labels)


def hints_left(form: Form, values: Values) -> Sheet:
    """Answers typed beside the printed hints."""
    beside = {key: f"{said} {form.field(key).hint}".strip() for key, said in typed(form, values).items()}
    return filled(form, beside)


def two_columns(form: Form, values: Values) -> Sheet:
    rows: list[list[CellValue]] = [[form.title]]
    rows.extend([label, said] for label, said in _pairs(form, typed(form, values)))
    return Sheet(dict(Grid.of_rows(rows).cells))


def extra_rows(form: Form, values: Values) -> Sheet:
    """Rows and cells that the form does not know, among those it does."""
    rows: list[list[CellValue | None]] = [[form.title]]
    for number, (label, said) in enumerate(_pairs(form, typed(form, values))):
        rows.append([label, said])
        if number % 3 == 1:
            rows.append([f"附加栏目{'甲乙丙丁戊'[number // 3]}", f"内容{number}"])
    return Sheet(dict(Grid.of_rows(rows).cells))


def inline(form: Form, values: Values) -> Sheet:
    rows = [[form.title], *([f"{label}：{said}"] for label, said in _pairs(form, typed(form, values)))]
    return Sheet(dict(Grid.of_rows(rows).cells))


def headers(form: Form, values: Values) -> Sheet:
    """Labels in rows of three or fewer, the answers below them; repeated labels stay with their owner."""
    pairs = list(_pairs(form, typed(form, values)))
    rows: list[list[CellValue | None]] = [[form.title]]
    for start in range(0, len(pairs), 3):
        group = pairs[start : start + 3]
        if len(group) == 1:
            rows.append([group[0][0], group[0][1]])
        else:
            rows.extend([[label for label, _ in group], [said for _, said in group]])
    return Sheet(dict(Grid.of_rows(rows).cells))


def long_over_rows(form: Form, values: Values) -> Sheet:
    """Tall labels one letter a cell, and their text a line a row."""
    rows: list[list[CellValue | None]] = [[form.title]]
    for label, said in _pairs(form, typed(form, values)):
        lines = str(said).split("\n")
        if len(lines) == 1:
            rows.append([label, said])
            continue
        letters = list(label) + [""] * max(0, len(lines) - len(label))
        lines += [""] * (len(letters) - len(lines))
        rows.extend([letter, line] for letter, line in zip(letters, lines, strict=True))
    return Sheet(dict(Grid.of_rows(rows).cells))


SHEETS: dict[str, Callable[[Form, Values], Sheet]] = {
    each.__name__: each
    for each in (
        plain_layout, shifted, unmerged, loosely_typed, decorated, renamed, hints_left,
        two_columns, extra_rows, inline, headers, long_over_rows,
    )
}  # fmt: skip


def book(shape: str, form: Form, values: Values) -> Book:
    return Book((SHEETS[shape](form, values).grid(),))


def word_table(form: Form, values: Values) -> bytes:
    """Return the form retyped as a Word table with merged cells."""
    sheet = filled(form, typed(form, values))
    rows = 1 + max(row for row, _ in sheet.cells)
    columns = len(form.layout.widths)
    paper = Document()
    table = paper.add_table(rows=rows, cols=columns)
    for top, left, bottom, right in sheet.merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    for (row, column), value in sheet.cells.items():
        table.cell(row, column).text = str(value)
    return _saved(paper)


def word_lines(form: Form, values: Values) -> bytes:
    """Return the form retyped as Word paragraphs, two short answers a line, long ones below their label."""
    paper = Document()
    paper.add_paragraph(form.title)
    waiting = ""
    long = {field.label for field in form.fields if field.type is FieldType.LONG}
    for label, said in _pairs(form, typed(form, values)):
        if label in long:
            if waiting:
                paper.add_paragraph(waiting)
                waiting = ""
            paper.add_paragraph(f"{label}：")
            for line in str(said).split("\n"):
                paper.add_paragraph(line)
        elif waiting:
            paper.add_paragraph(f"{waiting}      {label}：{said}")
            waiting = ""
        else:
            waiting = f"{label}：{said}"
    if waiting:
        paper.add_paragraph(waiting)
    return _saved(paper)


def _saved(paper: object) -> bytes:
    target = io.BytesIO()
    paper.save(target)  # type: ignore[attr-defined]
    return target.getvalue()
