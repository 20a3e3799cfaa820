"""The sender's own workbook sent back: marked where it is wrong, read again as if nothing had been added."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from conftest import Soffice, Validator
from toolkit.errors import Code, Problem
from toolkit.forms import identity
from toolkit.forms.identity import write_mark
from toolkit.intake import Reading, read
from toolkit.intake.formats.spreadsheets import read_workbook
from toolkit.intake.formats.unpack import unpack
from toolkit.intake.marked import marked
from toolkit.intake.plain.grid import a1
from toolkit.mechanism import Mechanism
from toolkit.templates import box_cells, build, fill, input_cell, sheet_name

from .conftest import DAY

OFFICE = "某区工商业联合会"
YELLOW = identity.MARK_FILL
FORM = "annex2"
RIGHT = {
    "报送单位": "大良总商会",
    "企业名称": "佛山市顺德区华夏电器有限公司",
    "提交日期": "2024-03-05",
    "问题类别": "B 生产经营",
    "企业联系人": "李明",
    "联系电话": "13800138000",
    "问题困难": "厂区扩建用地指标不足。",
}
WRONG = {**RIGHT, "联系电话": "1380013800", "提交日期": "三月初", "企业名称": ""}


def returned(mechanism: Mechanism, answers: dict[str, str]) -> bytes:
    """A form that we issued, filled in by a sender."""
    form = mechanism.form(FORM)
    mark = write_mark(FORM, form.version, "2024-007")
    blank = fill(build(form, mechanism), form, mechanism, {}, mark=mark)
    return typed(blank, mechanism, answers)


def typed(data: bytes, mechanism: Mechanism, answers: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    form = mechanism.form(FORM)
    for key, said in answers.items():
        row, column = input_cell(form, key)
        book[sheet_name(form)].cell(row, column + 1).value = said
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def reading(data: bytes, mechanism: Mechanism) -> Reading:
    return read(read_workbook(*unpack(data)), mechanism, day=DAY)


def problems_of(data: bytes, mechanism: Mechanism) -> tuple[Problem, ...]:
    (submission,) = reading(data, mechanism).submissions
    return submission.problems


def sent_back(data: bytes, problems: tuple[Problem, ...]) -> bytes:
    back = marked(data, problems, office=OFFICE, day=date(2024, 3, 11))
    assert back is not None
    return back


@pytest.fixture(scope="module")
def wrong(mechanism: Mechanism) -> bytes:
    return returned(mechanism, WRONG)


@pytest.fixture(scope="module")
def back(wrong: bytes, mechanism: Mechanism) -> bytes:
    return sent_back(wrong, problems_of(wrong, mechanism))


def rows_of(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_the_first_sheet_tells_politely_what_to_mend_and_leads_there(back: bytes, mechanism: Mechanism) -> None:
    problems = problems_of(back, mechanism)
    assert {each.field for each in problems} >= {"联系电话", "提交日期", "企业名称"}
    count = len(problems)
    rows = rows_of(back)
    assert rows[0] == [f"请修改以下{count}处"]
    assert str(rows[1][0]).startswith("您好！") and f"{count} 处" in str(rows[1][0])
    assert rows[2] == ["序号", "位置", "问题", "怎样处理"]
    for number, (row, problem) in enumerate(zip(rows[3 : 3 + count], problems, strict=True), 1):
        assert row == [str(number), f"{problem.cell} 单元格", problem.words, problem.remedy]
    assert "谢谢" in str(rows[3 + count][0])
    assert rows[-2:] == [[OFFICE], ["2024年3月11日"]]
    book = openpyxl.load_workbook(io.BytesIO(back))
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{each.sheet}'!{each.cell}" for each in problems]
    assert book.active is book.worksheets[0]


def test_each_wrong_cell_is_yellow_and_says_why_and_no_other_is(back: bytes, mechanism: Mechanism) -> None:
    problems = problems_of(back, mechanism)
    sheet = openpyxl.load_workbook(io.BytesIO(back))[sheet_name(mechanism.form(FORM))]
    assert sheet.protection.sheet
    for problem in problems:
        cell = sheet[problem.cell]
        assert cell.fill.fgColor.rgb == YELLOW
        assert not cell.protection.locked
        assert problem.words in cell.comment.text and problem.remedy in cell.comment.text
    commented = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {each.cell for each in problems}


def test_a_marked_file_is_read_exactly_as_before(wrong: bytes, back: bytes, mechanism: Mechanism) -> None:
    assert reading(back, mechanism) == reading(wrong, mechanism)
    (submission,) = reading(back, mechanism).submissions
    assert submission.identity.number == "2024-007"


def test_the_cells_put_right_leave_no_problem(back: bytes, mechanism: Mechanism) -> None:
    again = reading(typed(back, mechanism, RIGHT), mechanism)
    (submission,) = again.submissions
    assert not submission.problems
    assert submission.words("联系电话") == "13800138000"
    assert submission.identity.number == "2024-007"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_sender_may_save_it_as_what_they_like(
    kind: str, wrong: bytes, back: bytes, mechanism: Mechanism, soffice: Soffice
) -> None:
    mended = typed(back, mechanism, RIGHT)
    files = soffice({"退回.xlsx": back, "改好.xlsx": mended}, kind)
    (before,) = reading(wrong, mechanism).submissions
    (after,) = reading(files["退回.xlsx"], mechanism).submissions
    assert {key: answer.value for key, answer in after.answers.items()} == {
        key: answer.value for key, answer in before.answers.items()
    }
    assert after.identity == before.identity
    (right,) = reading(files["改好.xlsx"], mechanism).submissions
    assert not right.problems
    assert not right.extra and not right.loose


@pytest.mark.parametrize("by_libreoffice", [False, True])
def test_sent_back_a_second_time_it_shows_only_what_is_still_wrong(
    *, by_libreoffice: bool, back: bytes, mechanism: Mechanism, soffice: Soffice
) -> None:
    half = typed(back, mechanism, {**RIGHT, "联系电话": "1380013800"})
    if by_libreoffice:
        half = soffice({"半.xlsx": half}, "xlsx")["半.xlsx"]
    problems = problems_of(half, mechanism)
    twice = sent_back(half, problems)
    book = openpyxl.load_workbook(io.BytesIO(twice))
    assert [name for name in book.sheetnames if name.startswith("请修改")] == ["请修改以下1处"]
    sheet = book[sheet_name(mechanism.form(FORM))]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.comment] == [problems[0].cell]
    assert sheet[problems[0].cell].comment.text.startswith("【请修改】第1处")
    yellow = [cell for cell in cells if cell.fill.patternType == "solid" and cell.fill.fgColor.rgb == YELLOW]
    assert {cell.coordinate for cell in yellow if cell.value is not None} == {problems[0].cell}
    assert reading(twice, mechanism).submissions == reading(half, mechanism).submissions


def test_our_yellow_is_never_taken_for_a_choice_of_the_sender_s(mechanism: Mechanism) -> None:
    form = mechanism.form("annex4")
    data = fill(
        build(form, mechanism), form, mechanism, {"企业意见建议": "很好"}, mark=write_mark(form.id, form.version)
    )
    (before,) = reading(data, mechanism).submissions
    boxed = {cell for key in ("满意度", "沟通方式") for cell in box_cells(form, key).values()}
    places = tuple(
        Problem(Code.MISSING, {"label": "满意度"}, "满意度", sheet_name(form), a1(row - 1, column))
        for row, column in boxed
    )
    for problems in (before.problems, places, places[:1]):
        (after,) = reading(sent_back(data, problems), mechanism).submissions
        assert after == before
        assert after.value("满意度") is None


def test_the_sender_s_own_comment_stays(wrong: bytes, mechanism: Mechanism) -> None:
    (problem, *_) = problems_of(wrong, mechanism)
    book = openpyxl.load_workbook(io.BytesIO(wrong))
    book[problem.sheet][problem.cell].comment = Comment("老板说先不填", "小王")
    twice = sent_back(sent_back(saved(book), (problem,)), (problem,))
    text = openpyxl.load_workbook(io.BytesIO(twice))[problem.sheet][problem.cell].comment.text
    assert text.startswith("【请修改】第1处") and text.endswith("老板说先不填")
    assert text.count("【请修改】") == text.count("原有的批注") == 1


def test_macros_are_kept_and_everything_else_too(wrong: bytes, mechanism: Mechanism) -> None:
    macros = bytes(range(256)) * 9
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wrong)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                assert plain in content
                content = content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            target.writestr(name, content)
        target.writestr("xl/vbaProject.bin", macros)
    data = stream.getvalue()
    after = sent_back(data, problems_of(data, mechanism))
    with zipfile.ZipFile(io.BytesIO(after)) as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        assert archive.read("xl/vbaProject.bin") == macros
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
        changed = {name for name in old.namelist() if archive.read(name) != old.read(name)}
    assert changed == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        "xl/worksheets/sheet1.xml",
    }
    assert reading(after, mechanism).submissions == reading(data, mechanism).submissions


def test_the_judge_finds_nothing_against_it(wrong: bytes, back: bytes, validator: Validator) -> None:
    def faults(data: bytes) -> Counter[str]:
        return Counter(f"{each['path']} {each['id']}" for each in validator("表.xlsx", data))

    assert not faults(back) - faults(wrong)


def test_what_has_no_place_is_listed_and_nothing_marked(wrong: bytes) -> None:
    problems = (
        Problem(Code.SEVERAL_FORMS, {"forms": "甲、乙"}),
        Problem(Code.MISSING, {"label": "甲"}, "", "没有", "A1"),
    )
    after = sent_back(wrong, problems)
    rows = rows_of(after)
    assert [row[1] for row in rows[3:5]] == ["全文", "工作表“没有”A1 单元格"]
    assert "黄色" not in str(rows[1][0])
    assert not [name for name in zipfile.ZipFile(io.BytesIO(after)).namelist() if "comment" in name]


def test_two_problems_of_one_cell_are_both_told(wrong: bytes, mechanism: Mechanism) -> None:
    sheet = sheet_name(mechanism.form(FORM))
    problems = (
        Problem(Code.MISSING, {"label": "甲"}, "", sheet, "B4"),
        Problem(Code.DOUBTFUL, {"label": "乙"}, "", sheet, "B4"),
    )
    text = openpyxl.load_workbook(io.BytesIO(sent_back(wrong, problems)))[sheet]["B4"].comment.text
    starts = [line[:7] for line in text.split("\n")]
    assert starts == ["【请修改】第1", "处理：请补填“", "【请修改】第2", "处理：请按空白"]


def test_among_several_sheets_the_place_names_its_own_and_a_hidden_one_is_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "甲"
    book.create_sheet("乙")
    book.create_sheet("丙").sheet_state = "hidden"
    problems = tuple(Problem(Code.MISSING, {"label": "名"}, "", name, "A1") for name in ("乙", "丙"))
    rows = rows_of(sent_back(saved(book), problems))
    assert rows[3][1] == "A1（乙）"
    assert "隐藏" in str(rows[4][1])


def with_part(data: bytes, name: str) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"")
    return stream.getvalue()


def test_what_cannot_be_changed_safely_is_left_to_the_caller(wrong: bytes, soffice: Soffice) -> None:
    problem = (Problem(Code.NO_FORM),)
    others = [soffice({"表.xlsx": wrong}, kind)["表.xlsx"] for kind in ("xls", "ods")]
    bound = [with_part(wrong, name) for name in ("_xmlsignatures/origin.sigs", "xl/revisions/revisionHeaders.xml")]
    for data in (b"", b"PK", wrong[:-100], b"\x89PNG", *bound, *others):
        assert marked(data, problem, office=OFFICE, day=DAY) is None
    assert marked(wrong, (), office=OFFICE, day=DAY) is None


def test_our_list_is_passed_over_though_renamed_and_nothing_else_is(mechanism: Mechanism) -> None:
    assert identity.is_front("请修改以下3处")
    assert identity.is_front("请修改以下3处 (2)")
    assert identity.is_front("Sheet1", "请修改以下12处")
    assert not identity.is_front("请修改", "请修改以下内容后报送")
    assert not identity.is_front("Sheet1", "关于请修改以下3处的情况")


def test_a_list_that_lost_name_and_heading_still_makes_no_form_of_itself(back: bytes, mechanism: Mechanism) -> None:
    book = openpyxl.load_workbook(io.BytesIO(back))
    book.worksheets[0].title = "说明"
    book.worksheets[0]["A1"] = "看这里"
    (submission,) = reading(saved(book), mechanism).submissions
    assert submission.words("企业联系人") == "李明"


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["A1", "B4", "Z99", "C3", "不是格", ""]))
@settings(max_examples=40, deadline=None)
def test_whatever_a_sender_wrote_can_be_quoted_back(label: str, text: str, cell: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "企业名称"
    data = saved(book)
    problem = Problem(Code.BAD_DATE, {"label": label, "text": text}, "", "Sheet", cell)
    after = sent_back(data, (problem,))
    grids = read_workbook(*unpack(after)).grids
    assert [grid.name for grid in grids] == ["Sheet"]
    assert grids == read_workbook(*unpack(data)).grids


@pytest.mark.parametrize("seed", range(6))
def test_a_workbook_with_bytes_turned_round_never_stops_the_run(seed: int, back: bytes, mechanism: Mechanism) -> None:
    import random

    dice = random.Random(seed)
    problems = problems_of(back, mechanism)
    with zipfile.ZipFile(io.BytesIO(back)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(15):
        name = dice.choice(sorted(parts))
        content = bytearray(parts[name])
        for _ in range(3):
            at = dice.randrange(len(content))
            content[at : at + dice.randrange(1, 30)] = dice.choice([b"", b"<", b'"', b"&", b"<a/>", b"-1"])
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as target:
            for each, data in parts.items():
                target.writestr(each, bytes(content) if each == name else data)
        after = marked(stream.getvalue(), problems, office=OFFICE, day=DAY)
        assert after is None or zipfile.is_zipfile(io.BytesIO(after))
