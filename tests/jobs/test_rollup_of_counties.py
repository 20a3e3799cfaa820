"""rollup: a city's counties work by the city's own mechanism (上下联动、分级负责); their figures go together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.events import Event, Kind
from toolkit.jobs.books.bookkeeping import open_desk, update
from toolkit.jobs.desk.order import Order
from toolkit.jobs.rollup import rollup
from toolkit.workspace import Workspace

from . import quarterly_office as events

DAY, Q1 = date(2024, 4, 2), "2024年第一季度"
#: County → matters that came in January, and how many of them were done with.
COUNTIES = {"东源县": (2, 1), "和平县": (1, 1), "龙川县": (3, 0)}


def matter(number: str, county: str, *, done: bool) -> Iterator[Event]:
    values = {
        "企业名称": f"{county}甲电器有限公司", "报送单位": county, "提交日期": date(2024, 1, 8), "问题类别": "B 生产经营",
        "案由": f"{county}道路破损{number}", "问题分类": "日常事项", "核实情况": "属实", "牵头单位": "市交通运输局",
    }  # fmt: skip
    yield Event(Kind.OPENED, date(2024, 1, 8), number, {"values": values, "sha": ""})
    yield Event(Kind.DISPATCHED, date(2024, 1, 9), number, {"units": ["市交通运输局"]})
    if done:
        said = {
            "role": "lead",
            "unit": "市交通运输局",
            "values": {"办理结果": "已修复", "处理情况": "已解决", "回复企业日期": "2024-01-22"},
        }
        yield Event(Kind.ANSWERED, date(2024, 1, 22), number, said)


def keep(workspace: Workspace, county: str) -> None:
    count, done = COUNTIES[county]
    with open_desk(workspace, Order(DAY, say=lambda _: None)) as desk:
        told = [each for at in range(count) for each in matter(f"2024-00{at + 1}", county, done=at < done)]
        desk.record(told)
        update(desk)


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three counties' workspaces: two have the city's mechanism as it is, one has changed its names and its place."""
    folder = tmp_path_factory.mktemp("counties") / "各县上报"
    for county in COUNTIES:
        office = events.found(folder / f"{county}工作目录")
        if county == "和平县":
            own = office.root / "heping"
            for path in (each for each in office.mechanism.folder.rglob("*") if each.is_file()):
                copy = own / path.relative_to(office.mechanism.folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
            settings = own / "mechanism.toml"
            changed = settings.read_text("utf-8").replace("河源市", county).replace("市政府", "县政府")
            settings.write_text(changed, "utf-8")
            config = office.workspace.config
            config.write_text(config.read_text("utf-8").replace('"heyuan"', '"heping"'), "utf-8")
        keep(office.workspace, county)
    return folder


def test_counties_are_known_by_the_citys_own_list_and_their_figures_go_together(counties: Path, tmp_path: Path) -> None:
    city = events.found(tmp_path / "市")
    assert city.run(rollup, DAY, [counties], "2024Q1") == 0, city.words
    assert f"{Q1}：汇总3个地区——东源县（工作目录）、和平县（工作目录）、龙川县（工作目录）" in city.words
    # 2 + 1 + 3 came and went out, 1 + 1 + 0 were done with.
    assert "合计：受理6件，交办6件，办结2件" in city.words
    assert "办结率33.3%" in city.words
    (path,) = (city.workspace.outbox / "季度分析" / Q1).glob("*汇总分析.xlsx")
    book = openpyxl.load_workbook(path)
    found = [row for sheet in book for row in sheet.iter_rows(values_only=True) if row and row[0] in COUNTIES]
    rows = {str(row[0]): row for row in reversed(found)}  # the first sheet's, where each has a row
    assert {name: rows[name][1] for name in COUNTIES} == {name: count for name, (count, _) in COUNTIES.items()}


def test_a_county_that_is_listed_and_sent_nothing_is_told_of(counties: Path, tmp_path: Path) -> None:
    city = events.found(tmp_path / "市")
    config = city.workspace.config
    listed = '["东源县", "和平县", "龙川县", "紫金县"]'
    config.write_text(config.read_text("utf-8").replace("districts = []", f"districts = {listed}"), "utf-8")
    assert city.run(rollup, DAY, [counties], "2024Q1") == 1
    assert "紫金县" in next(line for line in city.said if line.startswith("没有可并入的数据"))
