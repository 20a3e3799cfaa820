"""Forms in the shapes people give them: every field right, or told; never wrong in silence."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document

from toolkit.errors import Code
from toolkit.forms.identity import write_mark
from toolkit.intake import Book, Grid, Reading, read
from toolkit.intake.plain.grid import a1
from toolkit.mechanism import Mechanism
from toolkit.submission import Submission

from .conftest import Parsed
from .paper import Sheet, filled
from .variants import ANSWERS, SHEETS, book, typed, word_lines, word_table

DAY = date(2024, 3, 8)
FORMS = sorted(ANSWERS)
Read = Callable[..., Reading]
Rows = list[list[str]]


def count(submission: Submission, expected: dict[str, str]) -> Counter[str]:
    told = {each.field for each in submission.problems}
    result: Counter[str] = Counter()
    for key, right in expected.items():
        if submission.words(key) == right:
            result["right"] += 1
        elif submission.value(key) is None:
            result["missing"] += 1
        else:
            result["doubtful" if key in told else "wrong"] += 1
    return result


def codes(submission: Submission, key: str) -> set[Code]:
    return {each.code for each in submission.problems if each.field == key}


@pytest.mark.parametrize("shape", SHEETS)
@pytest.mark.parametrize("form", FORMS)
def test_every_answer_is_read_from_every_shape(form: str, shape: str, mechanism: Mechanism) -> None:
    reading = read(book(shape, mechanism.form(form), ANSWERS[form]), mechanism, day=DAY)
    (submission,) = reading.submissions
    assert submission.form == form
    assert count(submission, ANSWERS[form]) == {"right": len(ANSWERS[form])}
    assert not [each for each in submission.problems if each.code is not Code.DATE_WITHOUT_YEAR]


@pytest.mark.parametrize("retype", [word_table, word_lines])
@pytest.mark.parametrize("form", FORMS)
def test_every_answer_is_read_from_word(
    form: str, retype: Callable[..., bytes], mechanism: Mechanism, parsed: Parsed
) -> None:
    data = retype(mechanism.form(form), ANSWERS[form])
    (submission,) = read(parsed(data), mechanism, day=DAY).submissions
    assert count(submission, ANSWERS[form]) == {"right": len(ANSWERS[form])}


@pytest.mark.parametrize("form", FORMS)
def test_a_single_answer_taken_away_leaves_all_others_right(form: str, mechanism: Mechanism) -> None:
    for shape in ("plain_layout", "unmerged", "inline", "two_columns"):
        for gone in ANSWERS[form]:
            values = {**ANSWERS[form], gone: "2024-01-01" if mechanism.form(form).field(gone).type == "date" else "＃"}
            sheet = SHEETS[shape](mechanism.form(form), values)
            blank = {place: value for place, value in sheet.cells.items() if value not in {"＃", "2024年1月1日"}}
            blank = {
                place: str(value).replace("2024年1月1日", "").replace("＃", "") if isinstance(value, str) else value
                for place, value in blank.items()
            }
            (submission,) = read(Book((Grid("表", blank, tuple(sheet.merged)),)), mechanism, day=DAY).submissions
            others = {key: said for key, said in ANSWERS[form].items() if key != gone}
            assert count(submission, others) == {"right": len(others)}, (shape, gone)
            assert submission.value(gone) is None, (shape, gone)


@pytest.mark.parametrize("shape", ["plain_layout", "unmerged", "shifted", "decorated", "two_columns", "extra_rows"])
@pytest.mark.parametrize("form", FORMS)
def test_any_one_cell_lost_or_renamed_never_makes_another_answer_wrong(
    form: str, shape: str, mechanism: Mechanism
) -> None:
    sheet = SHEETS[shape](mechanism.form(form), ANSWERS[form])
    said = {str(value) for value in typed(mechanism.form(form), ANSWERS[form]).values()}
    for place, lost in sheet.cells.items():
        # A word less in an answer is another answer, and an unknown label gone leaves its text without one.
        if str(lost) in said or str(lost).startswith("附加"):
            continue
        for instead in ({}, {place: "其他栏"}):
            cells = {**{at: value for at, value in sheet.cells.items() if at != place}, **instead}
            for submission in read(Book((Grid("表", cells, tuple(sheet.merged)),)), mechanism, day=DAY).submissions:
                assert count(submission, ANSWERS[form])["wrong"] == 0, (place, lost, instead)


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_form_is_told_to_be_empty(form: str, mechanism: Mechanism) -> None:
    reading = read(Book((filled(mechanism.form(form), {}).grid(),)), mechanism, day=DAY)
    assert not reading.submissions
    assert [each.code for each in reading.problems] == [Code.EMPTY_FORM]


def test_a_blank_copy_beside_a_filled_form_is_passed_over(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    grids = (
        Grid.of_rows([["各单位：现将情况报来，请查收。"]], "来信"),
        filled(form, {}).grid("空白"),
        filled(form, typed(form, ANSWERS["annex2"])).grid("填好"),
    )
    (submission,) = read(Book(grids), mechanism, day=DAY).submissions
    assert submission.answers["企业名称"].sheet == "填好"
    assert submission.answers["企业名称"].cell == "B4"


def test_two_forms_below_each_other_are_two_submissions(mechanism: Mechanism) -> None:
    first = filled(mechanism.form("annex2"), typed(mechanism.form("annex2"), ANSWERS["annex2"]))
    other = filled(mechanism.form("annex3"), typed(mechanism.form("annex3"), ANSWERS["annex3"])).moved(30, 0)
    both = Sheet({**first.cells, **other.cells}, first.merged + other.merged)
    submissions = read(Book((both.grid(),)), mechanism, day=DAY).submissions
    assert [each.form for each in submissions] == ["annex2", "annex3"]
    for each in submissions:
        assert count(each, ANSWERS[each.form]) == {"right": len(ANSWERS[each.form])}


def test_two_forms_side_by_side_are_each_read_from_their_own_columns(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    first = filled(form, typed(form, ANSWERS["annex2"]))
    second = filled(form, typed(form, {**ANSWERS["annex2"], "企业名称": "乙公司"})).moved(0, 8)
    both = Sheet({**first.cells, **second.cells}, first.merged + second.merged)
    one, two = read(Book((both.grid(),)), mechanism, day=DAY).submissions
    assert count(one, ANSWERS["annex2"]) == {"right": len(ANSWERS["annex2"])}
    assert count(two, {**ANSWERS["annex2"], "企业名称": "乙公司"}) == {"right": len(ANSWERS["annex2"])}


def test_something_else_is_no_form(read_rows: Read) -> None:
    reading = read_rows([["采购清单"], ["品名", "数量", "联系电话"], ["纸", 3.0, "13800138000"]])
    assert [each.code for each in reading.problems] == [Code.NO_FORM]


def test_a_form_whose_title_was_deleted_is_known_by_its_labels(mechanism: Mechanism) -> None:
    form = mechanism.form("annex4")
    sheet = filled(form, typed(form, ANSWERS["annex4"]))
    cells = {place: value for place, value in sheet.cells.items() if place[0] > 1}
    (submission,) = read(Book((Grid("表", cells, tuple(sheet.merged)),)), mechanism, day=DAY).submissions
    assert submission.form == "annex4"


def test_a_title_of_one_form_over_the_labels_of_another_is_not_believed(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    sheet = filled(form, typed(form, ANSWERS["annex2"]))
    cells = {**sheet.cells, (1, 0): mechanism.form("annex3").title}
    reading = read(Book((Grid("表", cells, tuple(sheet.merged)),)), mechanism, day=DAY)
    assert not reading.submissions
    assert reading.problems[0].code is Code.SEVERAL_FORMS


def test_the_mark_tells_case_and_round_unless_its_witnesses_disagree(mechanism: Mechanism) -> None:
    form = mechanism.form("annex3")
    grid = filled(form, typed(form, ANSWERS["annex3"])).grid()
    mark = write_mark("annex3", form.version, "2024-017", "2", "区招商局")
    other = write_mark("annex3", form.version, "2024-018", "1", "区招商局")
    assert read(Book((grid,), (mark, mark)), mechanism, day=DAY).submissions[0].identity.number == "2024-017"
    assert read(Book((grid,), (mark, other)), mechanism, day=DAY).submissions[0].identity.number == ""
    two = read(Book((grid, grid), (mark,)), mechanism, day=DAY).submissions
    assert [each.identity.number for each in two] == ["", ""]


def test_an_unknown_label_is_kept_and_never_taken_for_an_answer(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "大良总商会", "", "编号", ""],
            ["企业名称", "甲公司", "提交日期", "2024.3.5", "问题类别", "B"],
            ["企业联系人", "", "传真", "22223333", "联系电话", "13800138000"],
            ["参加工作会议人员", "", "传真", "", "联系电话", ""],
            ["问题困难", "路难走"],
        ]
    ).submissions
    assert submission.value("企业联系人") is None
    assert codes(submission, "企业联系人") == {Code.MISSING}
    assert submission.value("参会人员") is None
    assert submission.extra["传真"] == "22223333"


@pytest.mark.parametrize(
    "rows",
    [
        [["与会人", "李四", "联系电话", "13900139000"]],
        [["与会人", "李四"], ["联系电话", "13900139000"]],
    ],
)
def test_a_repeated_label_without_its_owner_is_missing_rather_than_another_persons(
    read_rows: Read, rows: list[list[str]]
) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "大良总商会"],
            ["企业名称", "甲公司"],
            ["提交日期", "2024.3.5"],
            ["问题类别", "B"],
            ["企业联系人", "张三"],
            *rows,
            ["问题困难", "路难走"],
        ]
    ).submissions
    assert submission.value("联系电话") is None
    assert codes(submission, "联系电话") == {Code.MISSING}


def test_a_label_that_stands_twice_with_two_answers_is_told(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["民营企业反映问题情况表"],
            ["报送单位", "大良总商会", "提交日期", "2024.3.5"],
            ["企业名称", "甲公司", "问题类别", "B"],
            ["企业名称", "乙公司", "企业联系人", "张三"],
            ["问题困难", "路难走"],
        ]
    ).submissions
    assert submission.value("企业名称") == "甲公司、乙公司"
    assert codes(submission, "企业名称") == {Code.TWO_MATTERS}


def test_text_that_looks_like_labels_inside_a_long_answer_stays_text(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    values = {**typed(form, ANSWERS["annex2"]), "问题困难": "企业名称：乙公司\n联系电话：1380013"}
    (submission,) = read(Book((filled(form, values).grid(),)), mechanism, day=DAY).submissions
    assert submission.value("问题困难") == "企业名称：乙公司\n联系电话：1380013"
    assert submission.value("企业名称") == ANSWERS["annex2"]["企业名称"]


def test_an_error_cell_is_told_and_not_blank(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    sheet = filled(form, typed(form, ANSWERS["annex2"]))
    grid = Grid("表", {k: v for k, v in sheet.cells.items() if k != (3, 1)}, tuple(sheet.merged), {(3, 1): "#REF!"})
    (submission,) = read(Book((grid,)), mechanism, day=DAY).submissions
    (problem,) = [each for each in submission.problems if each.field == "企业名称"]
    assert (problem.code, problem.cell) == (Code.CELL_ERROR, "B4")


def test_what_is_missing_is_told_with_the_cell_where_it_belongs(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    values = {key: said for key, said in typed(form, ANSWERS["annex2"]).items() if key not in {"提交日期", "涉及单位"}}
    (submission,) = read(Book((filled(form, values).grid("表"),)), mechanism, day=DAY).submissions
    assert [(each.code, each.field, each.sheet, each.cell) for each in submission.problems] == [
        (Code.MISSING, "提交日期", "表", "D4")
    ]


@pytest.mark.parametrize(
    ("raw", "text"), [("2042-3-5", "2042-3-5"), (date(1900, 1, 3), "1900-01-03"), ("1999-12-31", "1999-12-31")]
)
def test_a_date_far_from_the_mail_is_told_and_no_answer(raw: str | date, text: str, mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    values = {**typed(form, ANSWERS["annex2"]), "提交日期": raw}
    (submission,) = read(Book((filled(form, values).grid(),)), mechanism, day=DAY).submissions
    assert codes(submission, "提交日期") == {Code.ODD_DATE}
    assert (submission.value("提交日期"), submission.answers["提交日期"].text) == (None, text)


def test_a_hidden_sheet_counts_only_where_no_visible_one_is_a_form(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    seen = filled(form, typed(form, ANSWERS["annex2"])).grid("新")
    old = filled(form, typed(form, {**ANSWERS["annex2"], "企业名称": "旧公司"})).grid("旧", hidden=True)
    submissions = read(Book((old, seen)), mechanism, day=DAY).submissions
    assert [each.answers["企业名称"].sheet for each in submissions] == ["新"]
    assert read(Book((old,)), mechanism, day=DAY).submissions


def test_a_grid_survives_the_pipe() -> None:
    grid = Grid(
        "表", {(0, 0): "字", (1, 2): 3.5, (2, 0): date(2024, 3, 5), (3, 0): True}, ((0, 0, 0, 2),), {(4, 4): "#N/A"}
    )
    assert Book.from_json(Book((grid,), ("标",)).to_json()) == Book((grid,), ("标",))


HEADS = ["序号", "企业名称", "提交日期", "问题类别", "企业联系人", "职务", "联系电话", "涉及单位", "问题困难", "备注"]


def ledger_row(number: float, name: str) -> list[str | float]:
    return [number, name, "2024-3-5", "A", "甲", "经理", "13800000001", "区税务局", "路难走", "无"]


@pytest.mark.parametrize("title", [[], [["民营企业反映问题情况表（汇总）"], ["报送单位：北滘镇"]]])
def test_a_ledger_is_refused_whole(title: list[list[str]], read_rows: Read) -> None:
    reading = read_rows([*title, HEADS, ledger_row(1.0, "甲公司"), ledger_row(2.0, "乙公司"), ["合计", "2 家"]])
    assert not reading.submissions
    (problem,) = reading.problems
    assert (problem.code, problem.facts["count"]) == (Code.LEDGER, "2")


def test_a_list_attached_to_a_form_makes_no_ledger_of_it(mechanism: Mechanism) -> None:
    form = mechanism.form("annex2")
    sheet = filled(form, typed(form, ANSWERS["annex2"]))
    heads = ["序号", "所属行业", "职务", "联系人", "涉及部门", "存在问题"]
    rows = [heads, *([str(n), "五金", "厂长", "甲", "区税务局", "缺电"] for n in (1, 2, 3))]
    attached = {(20 + row, column): said for row, each in enumerate(rows) for column, said in enumerate(each)}
    reading = read(Book((Grid("表", {**sheet.cells, **attached}, tuple(sheet.merged)),)), mechanism, day=DAY)
    assert [each.value("企业名称") for each in reading.submissions] == [ANSWERS["annex2"]["企业名称"]]


def test_a_header_row_over_a_single_case_is_a_form(read_rows: Read) -> None:
    rows = [
        ["民营企业反映问题情况表"],
        HEADS[1:7],
        ledger_row(1.0, "甲公司")[1:7],
        ["问题困难", "路难走"],
        ["备注", "急"],
    ]
    (submission,) = read_rows(rows).submissions
    assert [submission.value(key) for key in ("企业名称", "问题困难", "备注")] == ["甲公司", "路难走", "急"]


@pytest.mark.parametrize(
    ("box", "written", "key", "right"),
    [("满意度", "基本满意", "满意度", "基本满意"), ("沟通方式", "其他方式", "沟通方式", "电话、走访、其他方式")],
)
def test_a_word_typed_into_its_own_box_is_a_tick(
    box: str, written: str, key: str, right: str, mechanism: Mechanism
) -> None:
    form = mechanism.form("annex4")
    values = {**typed(form, ANSWERS["annex4"]), **({"满意度": ""} if box == "满意度" else {})}
    sheet = filled(form, values)
    place = next((p.row, p.column) for p in form.layout.placed() if (p.cell.field, p.cell.option) == (box, written))
    sheet.cells[place] = written
    (submission,) = read(Book((sheet.grid(),)), mechanism, day=DAY).submissions
    assert submission.value(key) == right
    assert not submission.problems
    assert not (submission.extra or submission.loose)


def test_something_else_typed_into_a_box_is_told_with_its_place(mechanism: Mechanism) -> None:
    form = mechanism.form("annex4")
    sheet = filled(form, {**typed(form, ANSWERS["annex4"]), "满意度": ""})
    place = next((p.row, p.column) for p in form.layout.placed() if p.cell.option == "不满意")
    sheet.cells[place] = "很不满意"
    (submission,) = read(Book((sheet.grid(),)), mechanism, day=DAY).submissions
    assert submission.value("满意度") is None
    (problem,) = submission.problems
    assert (problem.code, problem.field, problem.cell) == (Code.BAD_CHOICE, "满意度", a1(*place))


ROWS: list[list[object]] = [
    ["民营企业反映问题情况表"],
    ["报送单位", "大良总商会"],
    ["企业名称", "甲公司", "提交日期", "2024.3.5", "问题类别", "B"],
    ["企业联系人", "张三", "职务", "厂长", "联系方式", "13800138000"],
]


@pytest.mark.parametrize("label", ["参加会议人员姓名", "参会人员姓名", "参加工作会议人员姓名"])
def test_those_who_attend_keep_their_own_telephone(label: str, read_rows: Read) -> None:
    rows = [*ROWS, [label, "李四", "单位及职务", "副总", "联系方式", "13900139000"], ["问题困难", "路难走"]]
    (submission,) = read_rows(rows).submissions
    assert submission.value("参会人员") == "李四"
    assert submission.value("参会人员联系电话") == "13900139000"
    assert submission.value("联系电话") == "13800138000"
    assert not submission.extra


@pytest.mark.parametrize("label", ["存在的问题和困难", "诉求", "企业诉求"])
def test_the_problem_is_found_by_what_people_call_it(label: str, read_rows: Read) -> None:
    (submission,) = read_rows([*ROWS, [label, "路难走"], ["备注说明", "急"]]).submissions
    assert (submission.value("问题困难"), submission.value("备注")) == ("路难走", "急")


@pytest.mark.parametrize(
    "rows",
    [
        [["问题困难1", "缺电；"], ["问题困难2", "缺水。"]],
        [["问题困难", "缺电；"], ["问题困难（二）", "缺水。"]],
        [["问题困难1：缺电；"], ["问题困难2：缺水。"]],
    ],
)
def test_numbered_labels_hold_parts_of_one_answer(rows: list[list[str]], read_rows: Read) -> None:
    (submission,) = read_rows([*ROWS, *rows]).submissions
    assert submission.value("问题困难") == "缺电；\n缺水。"
    assert not codes(submission, "问题困难")


def test_numbered_people_are_joined(read_rows: Read) -> None:
    (submission,) = read_rows([*ROWS, ["参会人员1", "李四"], ["参会人员2", "王五"], ["问题困难", "急"]]).submissions
    assert submission.value("参会人员") == "李四、王五"


def test_two_unnumbered_texts_of_one_label_are_told(read_rows: Read) -> None:
    (submission,) = read_rows([*ROWS, ["问题困难", "缺电；"], ["问题困难", "缺水。"]]).submissions
    assert submission.value("问题困难") == "缺电；\n缺水。"
    assert codes(submission, "问题困难") == {Code.TWO_MATTERS}


def test_text_without_a_label_is_loose_and_text_with_one_is_extra(read_rows: Read) -> None:
    (submission,) = read_rows(
        [
            ["附件 2："],
            ["区工商联："],
            ["现将我镇企业反映问题情况报送如下，请协调解决。"],
            ["顺德区民营企业反映问题情况表（2024年3月）"],
            *ROWS[1:],
            ["问题困难", "路难走"],
            ["统一社会信用代码", "91440606MA00000000"],
            ["3.问题类别分为：A.项目招商引资及企业增资扩能范畴；B.…"],
            ["注：1.请围绕企业发展遇到的问题，一事一表填写，随时报送工商联；"],
            ["填表人", "李四", "联系电话：0757-22220000", "", "2024年3月6日"],
            ["填表人："],
        ]
    ).submissions
    assert submission.extra == {
        "统一社会信用代码": "91440606MA00000000",
        "联系电话": "0757-22220000",
    }
    assert submission.loose == (
        "区工商联：",
        "现将我镇企业反映问题情况报送如下，请协调解决。",
        "填表人：李四",
        "2024年3月6日",
        "填表人：",
    )


def test_a_value_is_never_a_label(read_rows: Read) -> None:
    foot = ["填表人", "李四", "联系电话", "0757-22220000", "填表日期", "2024-3-6"]
    (submission,) = read_rows([*ROWS, ["参会人员", "王五"], ["问题困难", "路难走"], [], foot]).submissions
    assert "0757-22220000" not in submission.extra
    assert submission.loose == ("填表人：李四", "填表日期：2024-3-6")


def test_a_sign_off_counts_as_one_only_below_the_last_answer(read_rows: Read) -> None:
    foot = [["经办人：李四"], ["审核人（签字）：王五"], ["企业地址：大良街道1号"], ["传真：22220000"]]
    (submission,) = read_rows([*ROWS, ["经办人", "赵六"], ["问题困难", "路难走"], [], *foot]).submissions
    assert submission.extra == {"经办人": "赵六", "传真": "22220000"}
    assert submission.loose == ("经办人：李四", "审核人（签字）：王五", "企业地址：大良街道1号")


TICKED = "满意□ 基本满意□ 不满意☑"


def annex4(cell: str, *more: list[str]) -> Rows:
    return [
        ["民营企业事项办理评价表"],
        ["编号：2024-005"],
        ["承办单位填写", "案由", "续贷"],
        ["", "承办单位", "区税务局", "问题类别", "B"],
        ["由企业进行填写", "评价单位", "甲公司", "处理情况", "已解决"],
        ["", "企业负责人", "郭总", "联系电话", "13688889999"],
        ["承办单位与您的沟通方式", "", "电话☑ 走访□ 其他方式□ 未沟通□"],
        ["企业对处理情况的意见建议", cell],
        *more,
    ]


@pytest.mark.parametrize(
    ("cell", "opinion"),
    [
        (f"太慢。\n没有解决。\n{TICKED}\n签名：陈总\n日期：2024年3月6日", "太慢。\n没有解决。"),
        (f"太慢。\n\n{TICKED}\n\n签名：陈总    日期：2024年3月6日", "太慢。"),
        (f"太慢。\n满意度：{TICKED}\n  签 名: 陈总\n日期：2024.3.6", "太慢。"),
        (f"太慢。\n{TICKED}    签名：陈总\n日期：2024年3月6日", "太慢。"),
        ("太慢。\n□满意\n□基本满意\n☑不满意\n签名：陈总\n日期：2024年3月6日", "太慢。"),
        (f"日期：拖了一年\n{TICKED}\n签名：陈总\n日期：2024年3月6日\n再补一句", "日期：拖了一年\n再补一句"),
        (f"{TICKED}\n签名：陈总\n日期：2024年3月6日", ""),
    ],
)
def test_the_last_lines_of_annex_4_are_read_out_of_the_opinion_s_cell(
    cell: str, opinion: str, read_rows: Read, parsed: Parsed, mechanism: Mechanism
) -> None:
    paper = Document()
    rows = annex4(cell)
    for row in rows[:2]:
        paper.add_paragraph(row[0])
    table = paper.add_table(rows=len(rows) - 2, cols=6)
    for number, row in enumerate(rows[2:]):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(5, 1).merge(table.cell(5, 5))
    target = io.BytesIO()
    paper.save(target)
    word = read(parsed(target.getvalue()), mechanism, day=DAY)
    for reading in (read_rows(rows), word):
        (submission,) = reading.submissions
        assert submission.words("企业意见建议") == opinion
        assert submission.words("满意度") == "不满意"
        assert submission.words("签名") == "陈总"
        assert submission.words("日期") == "2024-03-06"
        assert not submission.problems
        assert (submission.extra, submission.loose) == ({}, ())


def test_boxes_in_the_opinion_s_cell_without_a_tick_are_missing_and_no_opinion(read_rows: Read) -> None:
    (submission,) = read_rows(annex4("满意□ 基本满意□ 不满意□\n签名：\n日期：  年  月  日")).submissions
    assert codes(submission, "满意度") == {Code.MISSING}
    assert [submission.words(key) for key in ("企业意见建议", "满意度", "签名", "日期")] == ["", "", "", ""]


def test_two_ticks_in_the_opinion_s_cell_are_told(read_rows: Read) -> None:
    (submission,) = read_rows(annex4("满意☑ 基本满意□ 不满意☑\n签名：陈总")).submissions
    assert submission.value("满意度") is None
    assert codes(submission, "满意度") - {Code.MISSING}
    assert submission.words("签名") == "陈总"


@pytest.mark.parametrize(
    "cell", ["我们不满意\n签名：陈总", "满意\n日期：拖了一年", f"{TICKED}\n太慢\n满意☑ 基本满意□ 不满意□"]
)
def test_an_opinion_without_one_line_of_boxes_stays_whole(cell: str, read_rows: Read) -> None:
    (submission,) = read_rows(annex4(cell)).submissions
    assert submission.words("企业意见建议") == cell
    assert codes(submission, "满意度") == {Code.MISSING}


def test_a_satisfaction_that_stands_elsewhere_is_not_read_again_from_the_opinion(read_rows: Read) -> None:
    cell = f"上次：\n{TICKED}"
    (submission,) = read_rows(annex4(cell, ["满意度", "满意"], ["签名", "陈总"], ["日期", "2024.3.6"])).submissions
    assert submission.words("满意度") == "满意"
    assert submission.words("企业意见建议") == cell


def test_a_word_document_with_tabs_for_a_table_is_read(parsed: Parsed, mechanism: Mechanism) -> None:
    paper = Document()
    for line in (
        "民营企业反映问题情况表",
        "报送单位\t大良总商会",
        "企业名称\t甲公司\t\t提交日期\t2024.3.5",
        "问题类别\tB",
        "企业联系人\t张三\t职务\t\t联系方式\t13800138000",
        "问题困难\t路难走",
        "经办人：李四",
    ):
        paper.add_paragraph(line)
    target = io.BytesIO()
    paper.save(target)
    (submission,) = read(parsed(target.getvalue()), mechanism, day=DAY).submissions
    said = {key: submission.words(key) for key in ("企业名称", "提交日期", "问题类别", "企业联系人", "职务")}
    assert said == {
        "企业名称": "甲公司",
        "提交日期": "2024-03-05",
        "问题类别": "B 生产经营",
        "企业联系人": "张三",
        "职务": "",
    }
    assert submission.words("联系电话") == "13800138000"
    assert submission.words("问题困难") == "路难走"
    assert submission.loose == ("经办人：李四",)


def test_tabs_in_a_table_or_beside_line_breaks_part_nothing() -> None:
    assert Grid.of_rows([["企业\t名称", "甲"]]).at_tabs() is None
    assert Grid.of_rows([["企业名称\t甲\n联系人\t乙"]]).at_tabs() is None
    assert Grid.of_rows([["企业名称\t甲"]], merged=[(0, 0, 0, 3)]).at_tabs() is None


def test_the_form_s_own_words_are_neither_extra_nor_loose(mechanism: Mechanism) -> None:
    for key, said in ANSWERS.items():
        form = mechanism.form(key)
        (submission,) = read(Book((filled(form, typed(form, said)).grid(),)), mechanism, day=DAY).submissions
        assert (submission.extra, submission.loose) == ({}, ())
