"""rollup: what districts hand in, in whatever form, becomes one analysis; whatever is wrong with one is told of it."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.analysis import PeriodError
from toolkit.config import read_config
from toolkit.errors import ConfigError, ToolkitError
from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.quarterly import quarterly
from toolkit.jobs.rollup import rollup
from toolkit.workspace import Workspace

from .office import Office, open_book, saved

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"
DAY, Q1 = date(2024, 4, 2), "2024年第一季度"
Validator = Callable[[str, bytes], list[dict[str, Any]]]


def _matter(number: str, day: int, closed: int = 0, firm: str = "甲电器有限公司") -> Iterator[Event]:
    """A general matter of January 2024, dispatched the day after; closed and solved on a day of that month, or open."""
    values = {
        "企业名称": firm, "报送单位": "北滘镇", "提交日期": date(2024, 1, day), "问题类别": "B 生产经营",
        "案由": "用电增容", "问题分类": "一般问题", "牵头单位": "区教育局", "企业联系人": "张三", "联系电话": "13800138000",
    }  # fmt: skip
    yield Event(Kind.OPENED, date(2024, 1, day), number, {"values": values, "sha": ""})
    yield Event(Kind.DISPATCHED, date(2024, 1, day + 1), number, {"units": ["区教育局"]})
    if closed:
        said = {"role": "lead", "unit": "区教育局", "values": {"办理结果": "已完成", "处理情况": "已解决"}}
        yield Event(Kind.ANSWERED, date(2024, 1, closed), number, said)


def _visit(number: str, day: int, closed: int = 0) -> Iterator[Event]:
    """A visit of the other office."""
    values = {"走访日期": date(2024, 1, day), "走访类型": "日常走访", "承办部门": "某局"}
    yield Event(Kind.OPENED, date(2024, 1, day), number, {"values": values, "sha": ""})
    yield Event(Kind.DISPATCHED, date(2024, 1, 17), number, {"units": ["某局"]})
    if closed:
        said = {"role": "lead", "unit": "某局", "values": {"答复内容": "已落实", "办理进展": "办结"}}
        yield Event(Kind.ANSWERED, date(2024, 1, closed), number, said)


def _book(workspace: Workspace, *stories: Iterator[Event]) -> Workspace:
    with open_desk(workspace, Order(DAY, say=lambda _: None)) as desk:
        desk.record(event for story in stories for event in story)
        update(desk)
    return workspace


def _other_office(root: Path, place: str = "东平街道") -> Workspace:
    """A workspace of the other mechanism, whose folder lies beside its settings."""
    shutil.copytree(TINY, root / "visits")
    settings = root / "visits" / "mechanism.toml"
    settings.write_text(settings.read_text("utf-8").replace('place = "东平街道"', f'place = "{place}"'), "utf-8")
    (root / "toolkit.toml").write_text('mechanism = "visits"\n', encoding="utf-8")
    return Workspace(root)


@dataclass
class Districts:
    """What three districts have: a workspace of six matters, a register of two, a package of four visits."""

    workspace: Path
    register: bytes
    package: Path
    of_march: Path


@pytest.fixture(scope="module")
def districts(tmp_path_factory: pytest.TempPathFactory) -> Districts:
    root = tmp_path_factory.mktemp("districts")
    first = Office.found(root / "甲")
    _book(
        first.workspace,
        *(_matter(f"2024-00{at}", 7 + at, 20 + at) for at in range(1, 5)),
        *(_matter(f"2024-00{at}", 7 + at) for at in (5, 6)),
    )
    second = Office.found(root / "乙")
    _book(second.workspace, _matter("2024-001", 8, 22, "乙家具厂"), _matter("2024-002", 9))
    third = _other_office(root / "丙")
    _book(third, _visit("2024-001", 8, 25), _visit("2024-002", 9), _visit("2024-003", 10), _visit("2024-004", 11))
    for period in ("2024Q1", "2024-03"):
        quarterly(third, Order(DAY, say=lambda _: None), period)
    found = {path.name[:7]: path for path in third.outbox.rglob("*数据包*.xlsx")}
    return Districts(first.root, second.workspace.register.read_bytes(), found["2024年第一"], found["2024年3月"])


@pytest.fixture
def handed(districts: Districts, tmp_path: Path) -> Path:
    """A folder with what the three sent: a whole workspace, a register by mail, a package by mail."""
    folder = tmp_path / "各区上报"
    shutil.copytree(districts.workspace, folder / "甲区")
    (folder / "乙区总台账.xlsx").write_bytes(districts.register)
    shutil.copy(districts.package, folder)
    return folder


def _expecting(office: Office, *names: str) -> None:
    text = office.workspace.config.read_text("utf-8")
    listed = ", ".join(f'"{name}"' for name in names)
    office.workspace.config.write_text(text.replace("districts = []", f"districts = [{listed}]"), "utf-8")


def _written(office: Office, suffix: str) -> Path:
    return next((office.workspace.outbox / "季度分析" / Q1).glob(f"*汇总分析.{suffix}"))


def test_a_workspace_a_register_and_a_package_become_one_analysis(
    office: Office, handed: Path, validator: Validator
) -> None:
    """Six matters, two and four visits; four, one and one closed. What is compared: what both mechanisms count."""
    _expecting(office, "甲区", "乙区", "东平街道")
    before = {path: path.read_bytes() for path in handed.rglob("*") if path.is_file()}
    assert office.run(rollup, DAY, [handed]) == 0
    assert f"{Q1}：汇总3个地区——甲区（工作目录）、乙区（总台账）、东平街道（数据包）" in office.words
    assert "受理12件" in office.words
    assert "办结率50.0%" in office.words
    assert "各区机制不同" in office.words
    assert {path: path.read_bytes() for path in handed.rglob("*") if path.is_file()} == before
    excel, word = _written(office, "xlsx"), _written(office, "docx")
    assert validator(excel.name, excel.read_bytes()) == []
    assert validator(word.name, word.read_bytes()) == []
    sheet = openpyxl.load_workbook(excel, data_only=True)["各项指标"]
    rows = {(row[0], row[1]): row[2:5] for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert [rows["受理", each][0] for each in ("甲区", "乙区", "东平街道", "合计")] == [6, 2, 4, 12]
    assert [rows["办结率", each] for each in ("甲区", "乙区", "东平街道", "合计")] == [
        (4, 6, 4 / 6), (1, 2, "样本不足"), (1, 4, "样本不足"), (6, 12, 0.5),
    ]  # fmt: skip
    # Due within a month of January: whatever is open is overdue, so all twelve are to be judged.
    assert rows["按期办结率", "合计"] == (6, 12, 0.5)
    paper = docx.Document(str(word))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    counts, rates, parts = tables[:3]
    for table in (counts, rates, parts):
        for line in table[1:]:
            for name, text in zip(table[0][1:], line[1:], strict=True):
                if name.endswith("占比"):
                    continue
                top, bottom, value = rows[name, line[0]]
                shown = {f"{top}", f"{top}÷{bottom}", f"{value}", "—"}
                shown |= {f"{value:.1%}", f"{value:.1f}"} if isinstance(value, float) else set()
                assert text in shown, (name, line[0])
    words = "\n".join(each.text for each in paper.paragraphs) + repr(tables)
    assert not re.search(r"张三|13800138000|甲电器|乙家具厂|用电增容", words)


def test_a_register_alone_gives_the_figures_of_its_workspace(
    districts: Districts, office: Office, tmp_path: Path
) -> None:
    register = tmp_path / "总台账.xlsx"
    shutil.copy(districts.workspace / "register" / "总台账.xlsx", register)
    shown = []
    for path in (districts.workspace, register):
        assert office.run(rollup, DAY, [path], "2024Q1") == 0
        sheet = openpyxl.load_workbook(_written(office, "xlsx"), data_only=True)["各项指标"]
        shown.append([row[2:5] for row in sheet.iter_rows(min_row=4, values_only=True)])
    assert shown[0] == shown[1]
    assert "由总台账单独算出，看不到以前各轮的经过" in office.words


def test_a_workspace_copied_without_its_journal_is_read_as_a_register_alone(handed: Path, office: Office) -> None:
    shutil.rmtree(handed / "甲区" / "register" / "journal")
    assert office.run(rollup, DAY, [handed / "甲区"]) == 0
    assert "（总台账）" in office.words
    assert "受理6件" in office.words


def test_what_a_person_typed_and_no_run_has_taken_in_counts(handed: Path, office: Office) -> None:
    workspace = Workspace(handed / "甲区")
    book = open_book(workspace.register.read_bytes())
    sheet = book["问题台账"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(each[0].row for each in sheet.iter_rows() if "2024-005" in {cell.value for cell in each})
    for name, value in {"处理情况": "已解决", "办理结果": "已完成", "办结日期": date(2024, 1, 30)}.items():
        sheet.cell(row, heads[name]).value = value
    workspace.register.write_bytes(saved(book))
    journal = {path: path.read_bytes() for path in workspace.journal.iterdir()}
    office.run(rollup, DAY, [handed / "甲区"])
    assert "办结5件" in office.words
    assert {path: path.read_bytes() for path in workspace.journal.iterdir()} == journal


def test_whatever_is_wrong_with_one_is_told_and_the_others_are_done(
    office: Office, handed: Path, districts: Districts
) -> None:
    _expecting(office, "甲区", "乙区", "东平街道", "丁区")
    (handed / "丁区.xlsx").write_bytes(districts.register[:3000])
    (handed / "戊区.et").write_bytes(b"\xd0\xcf")
    (handed / "~$己区.xlsx").write_bytes(b"open")
    (handed / "清单.xlsx").write_bytes(saved(openpyxl.Workbook()))
    shutil.copy(districts.of_march, handed / "上月的.xlsx")
    shutil.copytree(handed / "甲区", handed / "甲区（旧）")
    (handed / "辛区").mkdir()
    renamed = openpyxl.load_workbook(io.BytesIO(districts.register))
    next(cell for cell in renamed["问题台账"][1] if cell.value == "交办日期").value = "转办日"
    (handed / "壬区.xlsx").write_bytes(saved(renamed))
    assert office.run(rollup, DAY, [handed, handed / "庚区"], "2024Q1") == 1
    told = office.words
    assert "汇总3个地区——甲区（工作目录）、乙区（总台账）、东平街道（数据包）" in told
    for words in (
        r"没有并入 各区上报/丁区\.xlsx：文件已损坏.*",
        r"没有并入 各区上报/戊区\.et：.*另存为 xlsx",
        r"没有并入 各区上报/清单\.xlsx：不是总台账，也不是分析数据包",
        r"没有并入 各区上报/上月的\.xlsx：数据包是2024年3月的，不是2024年第一季度的",
        r"没有并入 各区上报/甲区（旧）：与“各区上报/甲区”是同一个地区（甲区），只计一份",
        r"没有并入 各区上报/辛区：里面没有工作目录、总台账或分析数据包",
        r"没有并入 各区上报/壬区\.xlsx：.*交办日期",
        r"没有并入 庚区：找不到这个文件或文件夹",
        r"没有可并入的数据：丁区$",
    ):
        assert re.search(words, told, re.MULTILINE), words
    assert "己区" not in told
    assert "受理12件" in told


def test_two_registers_of_one_kind_are_two_districts_where_their_names_are_listed(
    office: Office, districts: Districts, tmp_path: Path
) -> None:
    """A register does not say of which district it is: its file's name must, else a second one is taken for a copy."""
    (tmp_path / "上报").mkdir()
    (tmp_path / "上报" / "乙区 一季度.xlsx").write_bytes(districts.register)
    shutil.copy(districts.workspace / "register" / "总台账.xlsx", tmp_path / "上报" / "甲区.xlsx")
    assert office.run(rollup, DAY, [tmp_path / "上报"]) == 1
    assert "是同一个地区" in office.words
    assert "请在 toolkit.toml 的 districts 里写上地区名称" in office.words
    _expecting(office, "乙区", "甲区")
    assert office.run(rollup, DAY, [tmp_path / "上报"]) == 0
    assert "汇总2个地区——乙区（总台账）、甲区（总台账）" in office.words


def test_a_workspace_whose_place_is_not_listed_goes_by_its_folders_name(office: Office, handed: Path) -> None:
    _expecting(office, "乙区", "甲区")
    assert office.run(rollup, DAY, [handed / "甲区"]) == 1
    assert "汇总1个地区——甲区（工作目录）" in office.words
    assert "没有可并入的数据：乙区" in office.words


def test_the_same_register_under_two_names_is_counted_once(
    office: Office, districts: Districts, tmp_path: Path
) -> None:
    _expecting(office, "甲区", "乙区")
    for name in ("甲区", "乙区"):
        shutil.copy(districts.workspace / "register" / "总台账.xlsx", tmp_path / f"{name}.xlsx")
    assert office.run(rollup, DAY, [tmp_path / "甲区.xlsx", tmp_path / "乙区.xlsx"]) == 1
    assert "乙区.xlsx：与“甲区.xlsx”是同一个地区（甲区）" in office.words
    assert "没有可并入的数据：乙区" in office.words


def test_packages_of_two_periods_ask_which_one_is_meant(office: Office, districts: Districts) -> None:
    with pytest.raises(PeriodError, match=f"2024年3月、{Q1}") as caught:
        office.run(rollup, DAY, [districts.of_march, districts.package])
    assert "--period" in caught.value.remedy
    with pytest.raises(PeriodError, match="还没有开始"):
        office.run(rollup, DAY, [districts.package], "2024Q3")
    with pytest.raises(ToolkitError, match="没有一个地区的数据可以汇总"):
        office.run(rollup, DAY, [districts.of_march], "2024Q1")


def test_a_dry_run_tells_and_writes_nothing(office: Office, handed: Path) -> None:
    before = office.snapshot()
    assert office.run(rollup, DAY, [handed / "甲区"], dry_run=True) == 0
    assert "将写入 outbox/季度分析" in office.words
    assert office.snapshot() == before


def test_the_list_of_districts_is_a_list_of_names(office: Office) -> None:
    config = office.workspace.config
    config.write_text('mechanism = "x"\ndistricts = "甲区"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="districts 里应写地区名称"):
        read_config(config)
