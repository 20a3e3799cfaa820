"""The agenda: a head by labels, and a table of cases below its header row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.errors import Code
from toolkit.intake import Book, Grid, Reading, read
from toolkit.mechanism import Mechanism

DAY = date(2024, 3, 8)
HEAD = [
    ["“政企面对面”联络协作工作会议议程"],
    ["会议日期", "2024年4月1日", "会议时间", "15:00"],
    ["会议地点", "区工商联三楼会议室", "主持人", "召集人"],
    ["出席人员", "甲、乙", "列席人员", ""],
]
COLUMNS = ["序号", "事项", "编号", "企业名称", "案由", "议定事项", "牵头单位", "配合单位", "办结时限", "特殊情况"]


def agenda(mechanism: Mechanism, *rows: list[object]) -> Reading:
    grid = Grid.of_rows([*HEAD, COLUMNS, *rows], "议程")  # type: ignore[list-item]
    return read(Book((grid,)), mechanism, day=DAY)


def test_an_agenda_gives_its_head_and_a_row_for_each_case(mechanism: Mechanism) -> None:
    reading = agenda(
        mechanism,
        [1.0, "新上会", "2024-001", "甲公司", "用地", "由区招商局牵头", "区招商局", "发改局", "6月30日", ""],
        ["", "", "", "", "", "", "", "", "", ""],
        [2.0, "前期办理情况", "2024—2", "乙公司", "办证", "继续办理", "", "", "", "延期"],
    )
    (submission,) = reading.submissions
    assert submission.form == "agenda"
    assert submission.value("会议日期") == date(2024, 4, 1)
    assert submission.words("主持人") == "召集人"
    first, second = submission.rows
    assert first["编号"].value == "2024-001"
    assert first["配合单位"].value == "区发展和改革局"
    assert first["办结时限"].value == date(2024, 6, 30)
    assert (first["议定事项"].sheet, first["议定事项"].cell) == ("议程", "F6")
    assert second["编号"].value == "2024-002"
    assert second["牵头单位"].value is None
    assert [each.code for each in submission.problems] == [Code.DATE_WITHOUT_YEAR]


def test_a_row_with_text_but_no_number_is_told(mechanism: Mechanism) -> None:
    (submission,) = agenda(mechanism, [1.0, "新上会", "", "甲公司", "用地", "同意", "", "", "", ""]).submissions
    (problem,) = submission.problems
    assert (problem.code, problem.field, problem.cell) == (Code.MISSING, "编号", "C6")


def test_a_required_head_field_that_is_missing_is_told(mechanism: Mechanism) -> None:
    rows = [*HEAD[:2], ["会议地点", "", "主持人", "召集人"], COLUMNS, [1.0, "新上会", "2024-001", "甲"]]
    (submission,) = read(Book((Grid.of_rows(rows, "议程"),)), mechanism, day=DAY).submissions  # type: ignore[arg-type]
    assert [(each.code, each.field) for each in submission.problems] == [(Code.MISSING, "会议地点")]


def test_a_matter_added_without_an_ordinal_is_not_taken_for_more_of_the_head(mechanism: Mechanism) -> None:
    told = ["会议要求", "各单位加强配合。"]
    rows = [*HEAD, told, COLUMNS, ["", "新上会", "", "临时提出有限公司", "用电容量不足", "由区发改局协调"]]
    (submission,) = read(Book((Grid.of_rows(rows, "议程"),)), mechanism, day=DAY).submissions  # type: ignore[arg-type]
    assert submission.words("会议要求") == "各单位加强配合。"
    assert [(each.code, each.field) for each in submission.problems] == [(Code.MISSING, "编号")]


def struck_agenda(mechanism: Mechanism, *places: tuple[int, str]) -> Reading:
    """An agenda with a decided row, in which words are struck out: column from 0 and words each."""
    row = [1.0, "新上会", "2024-001", "甲公司", "用地", "同意支持，由区招商局牵头", "区招商局", "", "2024-6-30", ""]
    grid = Grid.of_rows([*HEAD, COLUMNS, row], "议程")
    grid = replace(grid, struck={(len(HEAD) + 1, column): (words,) for column, words in places})
    return read(Book((grid,)), mechanism, day=DAY)


def test_words_struck_out_in_a_row_do_not_count_and_a_person_is_asked(mechanism: Mechanism) -> None:
    (submission,) = struck_agenda(mechanism, (5, "，由区招商局牵头"), (8, "2024-6-30")).submissions
    (row,) = submission.rows
    assert (row["议定事项"].value, row["牵头单位"].value, row["办结时限"].value) == ("同意支持", "区招商局", None)
    (problem,) = submission.problems
    assert (problem.code, problem.cell) == (Code.STRUCK_OUT, "F6")
    assert problem.words == "“2024-001一行”里有划掉的文字“，由区招商局牵头、2024-6-30”，没有采用"


def test_a_row_whose_number_is_struck_out_is_out_as_a_whole(mechanism: Mechanism) -> None:
    (submission,) = struck_agenda(mechanism, (2, "2024-001")).submissions
    (row,) = submission.rows
    assert {key for key, answer in row.items() if answer.value is not None} == {"事项", "编号"}
    assert [each.code for each in submission.problems] == [Code.STRUCK_OUT]
