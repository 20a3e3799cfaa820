"""The workbook: cells equal the figures, formulas recalculated by another program give the same, charts are native."""

from __future__ import annotations

import functools
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from analysis_samples import CALENDAR, SHUNDE, Story, cases_of, golden, many

from conftest import Soffice, Validator
from toolkit.analysis import Analysis, Quarter, analyse, write_workbook

Q1 = Quarter(2024, 1)
AFTER = date(2024, 6, 1)
SHEETS = [
    "总体指标",
    "类别分析",
    "来源分析",
    "镇街和行业",
    "承办单位",
    "超期清单",
    "在办时长",
    "满意度",
    "明细",
    "数字出处",
]
EVENTS = ("closed_now", "evaluated_now", "redone_now", "carried", "in_hand")
SAMPLES = {
    "golden": (golden(), AFTER),
    "many": (many(11, 400), AFTER),
    "unfinished": (many(12, 200), date(2024, 2, 9)),
    "empty": ([], AFTER),
}


@functools.cache
def analysed(name: str) -> Analysis:
    stories, as_of = SAMPLES[name]
    return analyse(cases_of(stories), SHUNDE, Q1, as_of=as_of, calendar=CALENDAR)


@functools.cache
def written(name: str) -> bytes:
    return write_workbook(analysed(name), SHUNDE)


@functools.cache
def read(name: str, *, values: bool = True) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it; shared by the tests, which only look."""
    return opened(written(name), values=values)


@functools.cache
def lists_of(name: str) -> dict[str, list[tuple[str, str]]]:
    return _lists(read(name))


def opened(data: bytes, *, values: bool = True) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_overview_shows_every_measure_with_its_definition(name: str) -> None:
    analysis, book = analysed(name), read(name)
    assert book.sheetnames == SHEETS
    rows = {row[0]: row for row in book["总体指标"].iter_rows(values_only=True) if row[0]}
    for measure in analysis.measures:
        shown = rows[measure.name]
        assert shown[1] == measure.numerator
        assert shown[2] == ("—" if measure.denominator is None else measure.denominator)
        assert shown[3] == (measure.shown if isinstance(measure.shown, str) else pytest.approx(measure.shown))
        assert shown[8] == measure.definition


def test_what_is_counted_is_a_formula_over_the_sheet_of_cases() -> None:
    book = read("golden", values=False)
    formulas = [cell.value for row in book["总体指标"].iter_rows() for cell in row if cell.data_type == "f"]
    assert sum("COUNTIFS(明细!" in formula for formula in formulas) >= 25
    assert all(cell.data_type == "f" for row in book["类别分析"]["B3:B5"] for cell in row)


def test_the_sheet_of_cases_holds_each_counted_case_once_and_no_phone() -> None:
    analysis = analysed("golden")
    data = written("golden")
    sheet = read("golden")["明细"]
    header = [cell.value for cell in sheet[3]]
    numbers = [row[header.index("编号")] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) == {
        *analysis.measure("accepted").numbers, *analysis.measure("overdue_all").numbers,
        *(number for key in EVENTS for number in analysis.measure(key).numbers),
    }  # fmt: skip
    assert not any("电话" in name or "联系人" in name for name in header)
    with zipfile.ZipFile(BytesIO(data)) as package:
        whole = b"".join(package.read(part) for part in package.namelist())
    assert b"13800138000" not in whole


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    story = Story("2024-001", date(2024, 1, 4), firm="=1+1", subject="@SUM(A1)", dispatched=date(2024, 1, 8))
    analysis = analyse(cases_of([story]), SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    sheet = opened(write_workbook(analysis, SHUNDE), values=False)["超期清单"]
    assert [(cell.value, cell.data_type) for cell in sheet[4][2:4]] == [("=1+1", "s"), ("@SUM(A1)", "s")]


def test_charts_are_native_and_carry_their_values() -> None:
    with zipfile.ZipFile(BytesIO(written("many"))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    for kind in ("c:lineChart", "c:barChart", "c:pieChart"):
        assert any(kind in chart for chart in charts)
    assert len(charts) == 7
    assert all("<c:numCache>" in chart for chart in charts)


def test_every_sheet_prints_on_a4_across_one_page_wide() -> None:
    book = read("many")
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["明细"].freeze_panes == "B4"
    assert book["超期清单"].print_title_rows


def _lists(book: openpyxl.Workbook) -> dict[str, list[tuple[str, str]]]:
    """Each figure that is a link, by sheet and cell: the 编号 and the part of each row of the list it opens."""
    found = {}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    name, _, cells = cell.hyperlink.location.partition("!")
                    rows = book[name.strip("'")][cells]
                    found[f"{sheet.title}!{cell.coordinate}"] = [(line[1].value, line[-2].value) for line in rows]
    return found


@pytest.mark.parametrize("name", ["golden", "many", "unfinished"])
def test_every_figure_opens_the_list_of_the_cases_it_counts(name: str) -> None:
    analysis = analysed(name)
    book, lists = read(name), lists_of(name)
    rows = {row[0].value: row for row in book["总体指标"].iter_rows(max_col=4) if row[0].value}
    for measure in analysis.measures:
        _, top, bottom, value = rows[measure.name]
        if measure.numbers:
            assert [number for number, _ in lists[f"总体指标!{top.coordinate}"]] == list(measure.numbers)
        if measure.denominator_numbers:
            listed = lists[f"总体指标!{bottom.coordinate}"]
            assert sorted(number for number, _ in listed) == sorted(measure.denominator_numbers)
            assert [part for _, part in listed].count("计入分子和分母") == len(measure.numbers)
            assert lists[f"总体指标!{value.coordinate}"] == listed
    for cut in analysis.cuts:
        titles = {"lead": ("承办单位", cut.title), "support": ("配合单位", cut.title)}
        for group in cut.groups if cut.key not in ("part", *titles) else ():
            sheet = {"category": "类别分析", "class": "类别分析", "town": "镇街和行业"}.get(cut.key, "来源分析")
            cells = [row[1].coordinate for row in book[sheet].iter_rows(max_col=2) if row[0].value == group.name]
            opened_lists = [{number for number, _ in lists.get(f"{sheet}!{each}", ())} for each in cells]
            assert set(group.numbers) in opened_lists


@pytest.mark.parametrize("name", ["golden", "many"])
def test_a_count_is_as_many_as_its_list_has_rows_and_no_figure_is_without_one(name: str) -> None:
    book, lists = read(name), lists_of(name)
    checked = 0
    for sheet in book.worksheets[:-2]:
        for row in sheet.iter_rows():
            for cell in row:
                listed = lists.get(f"{sheet.title}!{cell.coordinate}")
                if listed is not None and cell.number_format == "0" and row[0].value != "平均用时":
                    assert cell.value == len(listed), f"{sheet.title}!{cell.coordinate}"
                    checked += 1
    assert checked > 60
    overview = book["总体指标"]
    for row in overview.iter_rows(max_col=3):
        if row[1].number_format == "0" and row[1].value and row[0].value != "时间":
            assert f"总体指标!{row[1].coordinate}" in lists


@pytest.mark.parametrize("name", ["golden", "many"])
def test_a_base_opens_the_list_of_the_earlier_periods_cases(name: str) -> None:
    analysis = analysed(name)
    book, lists = read(name), lists_of(name)
    rows = {row[0].value: row for row in book["总体指标"].iter_rows(max_col=8) if row[0].value}
    for measure in analysis.measures:
        for change, cell in zip(analysis.changes[measure.key], rows[measure.name][4::2], strict=True):
            numbers = change.before.denominator_numbers or change.before.numbers
            listed = lists.get(f"总体指标!{cell.coordinate}", [])
            assert sorted(number for number, _ in listed) == sorted(numbers), (measure.name, change.base)


def test_the_list_of_a_base_shows_its_cases_as_they_stood_at_its_end() -> None:
    # 2023-091 was received on 20 November and is open to this day; 2023-090 was closed on 10 January only.
    book = read("golden")
    lines = [[cell.value for cell in row] for row in book["数字出处"].iter_rows()]
    at = next(place for place, line in enumerate(lines) if str(line[0]).startswith("上季度　受理（"))
    assert lines[at][0] == "上季度　受理（2件）"
    assert [(line[1], line[8], line[10]) for line in lines[at + 2 : at + 4]] == [
        ("2023-090", None, "上季度受理"),
        ("2023-091", None, "上季度受理"),
    ]


def test_sums_and_long_standing_matters_open_their_lists() -> None:
    analysis, book, lists = analysed("many"), read("many"), lists_of("many")
    for sheet in ("类别分析", "来源分析", "镇街和行业"):
        sums = [row for row in book[sheet].iter_rows(max_col=5) if row[0].value == "合计"]
        assert sums
        for row in sums:
            assert len(lists[f"{sheet}!{row[1].coordinate}"]) == row[1].value == analysis.measure("accepted").numerator
            assert len(lists[f"{sheet}!{row[3].coordinate}"]) == row[3].value == analysis.measure("closed").numerator
            assert all(f"{sheet}!{row[at].coordinate}" in lists for at in (2, 4))
    ageing = {row[0].value: row[1] for row in book["在办时长"].iter_rows(max_col=2)}
    matters = analysis.long_standing
    expected = {
        "办理到第2轮以上": [each.number for each in matters if each.rounds >= 2],
        "延期2次以上": [each.number for each in matters if each.extensions >= 2],
        "跨2个以上季末": [each.number for each in matters if each.carried >= 2],
        "2个以上时限到期未兑现": [each.number for each in matters if each.broken >= 2],
        "合计": [each.number for each in matters],
    }
    assert len(matters) > 5
    for reason, numbers in expected.items():
        listed = lists.get(f"在办时长!{ageing[reason].coordinate}", [])
        assert [number for number, _ in listed] == numbers
        assert ageing[reason].value == len(numbers)


def test_a_list_says_why_each_case_counts() -> None:
    book = read("golden")
    lines = [[cell.value for cell in row] for row in book["数字出处"].iter_rows()]
    at = next(place for place, line in enumerate(lines) if str(line[0]).startswith("按期办结率（"))
    assert lines[at][0] == "按期办结率（6件，其中计入分子和分母3件）"
    assert lines[at + 1][0].startswith("本季度受理中“办结日期”不晚于“办结时限”的件数÷应办结件数")
    assert lines[at + 2] == [
        "序号", "编号", "企业名称", "案由", "牵头单位", "提交日期", "交办日期", "办结时限", "办结日期", "计入", "依据",
    ]  # fmt: skip
    first, last = lines[at + 3], lines[at + 8]
    assert (first[1], first[9], first[10]) == ("2024-001", "计入分子和分母", "本季度受理；办结情况：按期办结")
    assert (last[1], last[9], last[10]) == ("2024-011", "只计入分母", "本季度受理；办结情况：超期未办结")


def test_where_there_are_too_many_cases_a_list_says_how_to_filter_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.analysis.sheets.origins_sheet.MOST_ROWS", 40)
    book = opened(write_workbook(analysed("golden"), SHUNDE))
    lines = [row[0].value for row in book["数字出处"].iter_rows(max_col=1)]
    accepted = next(place for place, line in enumerate(lines) if str(line).startswith("受理（"))
    assert lines[accepted + 2] == ("件数多，不在这里逐件列出。请在“明细”表的表头筛选：“范围”为“本季度受理”。")
    assert any("“范围”为“本季度受理”；“办结日期”不为空；“问题类别”为“B 生产经营”" in str(line) for line in lines)
    link = next(row[1].hyperlink for row in book["总体指标"].iter_rows(max_col=2) if row[0].value == "受理")
    assert link.location == f"'数字出处'!A{accepted + 3}:K{accepted + 3}"


def test_the_tables_by_category_unit_and_place_can_be_filtered_without_their_sums() -> None:
    book = read("golden")
    for name, head in (
        ("类别分析", "问题类别"),
        ("来源分析", "报送单位"),
        ("镇街和行业", "镇街"),
        ("承办单位", "牵头单位"),
    ):
        sheet = book[name]
        first, last = str(sheet.auto_filter.ref).split(":")
        assert sheet[first].value == head, name
        assert sheet.cell(sheet[last].row, 1).value not in ("合计", None), name


def test_the_same_analysis_gives_the_same_bytes() -> None:
    assert write_workbook(analysed("golden"), SHUNDE) == write_workbook(analysed("golden"), SHUNDE)


def test_a_name_that_countifs_would_misread_is_a_plain_number() -> None:
    stories = [
        Story("2024-001", date(2024, 1, 4), reporter="某*协会"),
        Story("2024-002", date(2024, 1, 4), reporter="某甲协会"),
    ]
    analysis = analyse(cases_of(stories), SHUNDE, Q1, as_of=AFTER, calendar=CALENDAR)
    sheet = opened(write_workbook(analysis, SHUNDE), values=False)["来源分析"]
    kinds = {row[0].value: row[1].data_type for row in sheet.iter_rows(max_col=2)}
    assert (kinds["某*协会"], kinds["某甲协会"]) == ("n", "f")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("analysis")
    made = {}
    for name in SAMPLES:
        made[name] = folder / f"{name}.xlsx"
        made[name].write_bytes(written(name))
    return made


@pytest.fixture(scope="module")
def recalculated(files: dict[str, Path], soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("recalculated")
    stripped = {}
    for name, path in files.items():
        # Without its cached values a formula must be worked out by whoever opens the file.
        _without_values(path, folder / path.name)
        stripped[f"{name}.xlsx"] = (folder / path.name).read_bytes()
    for name, data in soffice(stripped, "xlsx").items():
        (folder / name).write_bytes(data)
    return {name: folder / path.name for name, path in files.items()}


def _without_values(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb"(</f>|<f [^>]*/>)<v>[^<]*</v>", rb"\1", old.read(part)))


@pytest.mark.parametrize("name", SAMPLES)
def test_another_program_works_out_the_same_values(name: str, recalculated: dict[str, Path]) -> None:
    ours, theirs = read(name), opened(recalculated[name].read_bytes())
    formulas = read(name, values=False)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                mine, other = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                same = mine == pytest.approx(other) if isinstance(mine, int | float) else mine == other
                assert same, f"{sheet.title}!{cell.coordinate} {cell.value}: {mine!r} against {other!r}"
                compared += 1
    assert compared > 50
    if name == "many":
        assert lists_of(name) == _lists(theirs), "LibreOffice opens the same lists"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_open_xml_validator_finds_nothing(name: str, files: dict[str, Path], validator: Validator) -> None:
    assert validator(f"{name}.xlsx", files[name].read_bytes()) == []
