"""The demo, played once: what it leaves behind is looked at as the office would, with other programs than ours."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from filelock import FileLock
from openpyxl import load_workbook

from conftest import Validator
from toolkit.documents.case_file import write_case_file
from toolkit.errors import ToolkitError, WorkspaceError
from toolkit.intake import Reader
from toolkit.jobs.demo import demo
from toolkit.jobs.demo.closing import how_called
from toolkit.jobs.demo.stage import PROTOCOL, clear
from toolkit.jobs.demo.story import Letter, Story, read_story
from toolkit.jobs.desk.desk import lay
from toolkit.jobs.desk.order import Order
from toolkit.jobs.filing.case_content import case_file
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.workspace import Workspace

Row = Mapping[str, Any]
LAST_DAY_OF_QUARTER = date(2024, 3, 31)
KINDS = {".xls", ".ods", ".xlsx", ".docx"}


@dataclass(frozen=True)
class Played:
    """A demo that was played: its folder, what it said at the end, and its steps."""

    folder: Path
    lines: list[str]
    steps: list[tuple[int, int, str]]
    sheets: Mapping[str, list[Row]]

    def cases(self) -> list[Row]:
        return self.sheets["问题台账"]


@pytest.fixture(scope="session")
def mechanism() -> Mechanism:
    return load(default_name())


@pytest.fixture(scope="session")
def story(mechanism: Mechanism) -> Story:
    return read_story(mechanism)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the demo once, even where several workers share the tests: the first plays, the others look at it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, told = shared / "演示", shared / "演示.json"
    with FileLock(shared / "演示.lock"):
        if not told.exists():
            steps: list[tuple[int, int, str]] = []
            lines = demo(folder, lambda *step: steps.append(step))
            told.write_text(json.dumps([lines, steps]), encoding="utf-8")
        lines, steps = json.loads(told.read_text(encoding="utf-8"))
    return Played(folder, lines, steps, _sheets(folder / "register" / "总台账.xlsx"))


def _sheets(path: Path) -> Mapping[str, list[Row]]:
    book = load_workbook(path)
    return {sheet.title: list(_rows(sheet)) for sheet in book.worksheets if sheet.title != "看板"}


def _rows(sheet: Any) -> Iterator[Row]:
    rows = sheet.iter_rows(values_only=True)
    heads = next(rows)
    for row in rows:
        if any(value is not None for value in row):
            yield {
                head: value.date() if isinstance(value, datetime) else value
                for head, value in zip(heads, row, strict=True)
            }


def _samples(story: Story) -> list[Letter]:
    return [letter for letter in story.letters if letter.shape == "sample"]


def _case_of(played: Played, file: str) -> Row:
    log = next(row for row in played.sheets["收件日志"] if Path(str(row["文件名"])).name == Path(file).name)
    return next(row for row in played.cases() if row["编号"] == log["编号"])


def test_many_files_came_and_each_left_a_line(played: Played, story: Story) -> None:
    log = played.sheets["收件日志"]
    assert len(log) == len(story.letters) >= 60
    assert Counter(str(row["结果"]).partition("（")[0] for row in log) == {
        "已登记": len(story.reports),
        # Besides what was sent for a case: one matter that was reported again.
        "已更新": sum(letter.kind in {"answers", "evaluates", "again"} for letter in story.letters) + 1,
        "已登记会议": len(story.meetings),
        "退回补正": 1,
        "待确认": 2,
        "重复来件": 1,
    }
    assert not any((played.folder / "inbox").rglob("*.*"))
    originals = [path for path in (played.folder / "register" / "originals").rglob("*") if path.is_file()]
    assert len(originals) == len(log) - 1


def test_every_report_was_read_with_the_right_values(played: Played, story: Story, mechanism: Mechanism) -> None:
    form = mechanism.form_that("opens")
    for file, report in story.reports.items():
        row = _case_of(played, file)
        for key, said in report.items():
            column = form.field(key).column
            if key in {"联系电话", "企业联系人"} and row["编号"] == _case_of(played, "反映问题（容桂）.xlsx")["编号"]:
                continue  # put right by hand afterwards
            if (file, key) == ("凌波泵业.xlsx", "报送单位"):
                assert row[column] == "杏坛镇"  # the same matter, sent on by the town: a new version
                continue
            if key == "涉及单位":  # short names are known, and kept in full
                units = mechanism.units.match_all(str(said))
                assert row[column] == "、".join(match.unit.name for match in units if match.unit)
                continue
            assert row[column] == said, (file, key)


def test_there_are_two_samples_a_kind_and_libreoffice_saved_them(story: Story) -> None:
    kinds = Counter(Path(letter.of).suffix for letter in _samples(story))
    assert set(kinds) == KINDS
    assert all(count >= 2 for count in kinds.values())
    for letter in _samples(story):
        data = (story.samples / letter.of).read_bytes()
        if letter.of.endswith(".xls"):
            assert data.startswith(b"\xd0\xcf\x11\xe0")
            continue
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = "meta.xml" if letter.of.endswith(".ods") else "docProps/app.xml"
            assert b"LibreOffice" in archive.read(part), letter.of


@pytest.mark.parametrize("suffix", sorted(KINDS))
def test_samples_read_without_a_doubt(suffix: str, story: Story, mechanism: Mechanism) -> None:
    with Reader() as reader:
        for letter in _samples(story):
            if not letter.of.endswith(suffix):
                continue
            data = (story.samples / letter.of).read_bytes()
            (piece,) = reader.read(data, letter.of, mechanism, letter.day).pieces
            assert piece.reading is not None, letter.of
            (submission,) = piece.reading.submissions
            assert {key: submission.value(key) for key in letter.said} == dict(letter.said), letter.of
            assert not submission.problems
            assert not submission.extra


def test_statuses_add_up(played: Played) -> None:
    cases = played.cases()
    assert len({row["编号"] for row in cases}) == len(cases)
    statuses = Counter(row["状态"] for row in cases)
    assert statuses == {"已评价": 22, "办理中": 5, "待评价": 4, "重新办理": 1, "待分类": 1}
    assert f"登记事项 {len(cases)} 件" in "\n".join(played.lines)


def test_the_quarter_shows_something(played: Played) -> None:
    cases = played.cases()
    assert {row["问题类别"][0] for row in cases} == {"A", "B", "C"}
    assert len({row["牵头单位"] for row in cases if row["牵头单位"]}) >= 14
    assert len({row["报送单位"] for row in cases}) >= 20
    assert {row["满意度"] for row in cases} == {"满意", "基本满意", "不满意", None}
    assert {row["处理情况"] for row in cases} == {"已解决", "正在解决", "不能解决", None}
    assert [row["办结时限"] for row in cases if row["特殊情况"]] == [date(2024, 8, 30)]


def test_the_reopened_case_is_in_its_second_round_and_keeps_the_first(played: Played) -> None:
    row = _case_of(played, "星禾食品 附件2.xlsx")
    assert (row["办理轮次"], row["状态"], row["满意度"]) == (2, "已评价", "满意")
    assert row["交办日期"] == date(2024, 2, 21)
    clocks = [each for each in played.sheets["时限"] if each["编号"] == row["编号"]]
    # The lead's, the firm's, and the supporting unit's own.
    assert Counter(each["轮次"] for each in clocks) == {1: 3, 2: 3}
    first = next(each for each in clocks if each["轮次"] == 1 and each["种类"] == "办结")
    assert (first["起算日"], first["完成日"]) == (date(2024, 1, 12), date(2024, 2, 8))


def test_what_a_person_typed_stands(played: Played) -> None:
    row = _case_of(played, "反映问题（容桂）.xlsx")
    assert (row["联系电话"], row["企业联系人"]) == ("13800001171", "卢某")
    assert row["待补正"] is None
    assert _case_of(played, "云杉精密五金反映问题.xlsx")["牵头单位"] == "区交通局"


def test_what_could_not_be_taken_was_set_aside(played: Played) -> None:
    asks = played.sheets["待确认"]
    assert [each["来源"] for each in asks if each["栏目"] == "新版本"] == ["杏坛镇转报-凌波泵业.xlsx"]
    assert [each["来源"] for each in asks if "没有编号" in each["说明"]] == ["伦教街道 办理情况.docx"]
    assert any(each["栏目"] == "办结时限" and each["来件内容"] == "2024-07-31" for each in asks)
    slips = {path.name for path in (played.folder / "outbox" / "退回补正").rglob("*补正说明.docx")}
    about = ("百川环保装备补充材料", "反映问题（容桂）")
    assert {f"{name} 补正说明.docx" for name in about} <= slips
    assert list((played.folder / "outbox" / "待录入").rglob("厂区积水照片.png"))


def test_the_papers_open(played: Played) -> None:
    papers = [path for path in (played.folder / "outbox").rglob("*") if path.suffix in {".docx", ".xlsx"}]
    assert len(papers) > 150
    for path in papers:
        if path.suffix == ".docx":
            assert any(paragraph.text for paragraph in Document(str(path)).paragraphs), path
        elif "退回补正" not in path.parts:
            assert load_workbook(path, read_only=True).worksheets, path


def test_the_figures_of_the_quarter_are_the_registers_own(played: Played) -> None:
    """Recounted by hand from the register: every case of the demo was submitted within the quarter."""
    cases = [row for row in played.cases() if row["提交日期"] <= LAST_DAY_OF_QUARTER]
    dispatched = [row for row in cases if row["交办日期"] and row["交办日期"] <= LAST_DAY_OF_QUARTER]
    closed = [row for row in cases if row["办结日期"] and row["办结日期"] <= LAST_DAY_OF_QUARTER]
    late = [row for row in closed if row["办结日期"] > row["办结时限"]]
    overdue = [row for row in dispatched if not row["办结日期"] and row["办结时限"] < LAST_DAY_OF_QUARTER]
    solved = [row for row in closed if row["处理情况"] == "已解决"]
    evaluated = [row for row in cases if row["满意度"] and row["评价日期"] <= LAST_DAY_OF_QUARTER]
    satisfied = [row for row in evaluated if row["满意度"] in {"满意", "基本满意"}]
    told = _measures(played)
    assert told["受理"] == len(cases)
    assert told["交办"] == len(dispatched)
    assert told["办结"] == len(closed)
    assert told["办结率"] == pytest.approx(len(closed) / len(cases))
    assert told["按期办结率"] == pytest.approx((len(closed) - len(late)) / (len(closed) + len(overdue)))
    assert told["超期未办结"] == len(overdue) == 1
    assert told["解决率"] == pytest.approx(len(solved) / len(closed))
    assert told["参评率"] == pytest.approx(len([row for row in evaluated if row in closed]) / len(closed))
    assert told["满意率"] == pytest.approx(len(satisfied) / len(evaluated))
    assert 0.75 <= told["办结率"] <= 0.85
    assert 0.9 <= told["满意率"] < 1


def _measures(played: Played) -> Mapping[str, float]:
    """Return the figures of the analysis workbook: numerator and denominator as they stand there."""
    (path,) = (played.folder / "outbox" / "季度分析").rglob("*综合分析.xlsx")
    sheet = load_workbook(path, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == "指标")
    found: dict[str, float] = {}
    for row in rows[head + 1 :]:
        if not isinstance(row[1], int | float):
            break
        found[str(row[0])] = row[1] / row[2] if isinstance(row[2], int | float) else row[1]
    return found


def test_it_tells_what_it_does_in_chinese(played: Played) -> None:
    done, totals, words = zip(*played.steps, strict=True)
    assert list(done) == list(range(len(done)))
    assert len(done) > 12
    assert set(totals) == {done[-1]}
    assert all(words)
    assert not any("Traceback" in line or "Error" in line for line in _protocol(played))
    assert any(line.endswith("总台账.xlsx") for line in played.lines)
    places = [line.split("：")[1] for line in played.lines if line.startswith("  ") and "：" in line]
    assert all(Path(place).exists() for place in places if not place.startswith("toolkit"))


def _protocol(played: Played) -> list[str]:
    return (played.folder / PROTOCOL).read_text(encoding="utf-8-sig").splitlines()


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "年度总结.docx").write_bytes(b"x")
    with pytest.raises(ToolkitError, match="没有动它"):
        demo(tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["年度总结.docx"]


def test_of_two_demos_in_one_folder_the_second_leaves_the_first_alone(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "收件箱").mkdir(parents=True)
    steps: list[str] = []
    with (
        FileLock(tmp_path / ".demo.lock"),
        pytest.raises(WorkspaceError, match="另一个演示正在进行"),
    ):
        demo(folder, lambda _done, _all, words: steps.append(words))
    assert steps == []
    assert (folder / "收件箱").is_dir()


def test_an_earlier_demo_makes_room(played: Played, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "toolkit.toml").touch()
    (tmp_path / PROTOCOL).write_bytes((played.folder / PROTOCOL).read_bytes())
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [PROTOCOL]


def test_the_commands_to_try_are_such_as_run_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "a b" / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    # Installed from a stick: libraries only, and no program of our name anywhere.
    assert how_called() == f'"{tmp_path}/a b/python" -m toolkit'


def test_a_person_without_a_command_line_is_told_the_scripts(played: Played) -> None:
    told = "\n".join(played.lines[-2:])
    scripts = {path.stem.partition(" ")[2] for path in Path(__file__).parents[2].glob("batch/[0-9]*.sh")}
    named = set(re.findall("“(.+?)”", told))
    assert named == {"情况一览", "一事一档", "在办清单", "交办"}
    assert named <= scripts


def test_every_matter_has_its_file_on_paper(played: Played) -> None:
    desk = lay(Workspace(played.folder), Order(date(2024, 4, 3), dry_run=True))
    assert len(desk.live()) == len(played.cases())
    for each in desk.live():
        paper = Document(io.BytesIO(write_case_file(case_file(desk, each, {}), desk.mechanism)))
        deadlines = sum(clock.round == each.round for clock in (*each.clocks.values(), *each.side.values()))
        told = sum("期限说明" in line.text for line in paper.paragraphs)
        assert told == deadlines, each.number


def test_the_open_xml_sdk_finds_nothing_wrong_with_any_kind_of_workbook(played: Played, validator: Validator) -> None:
    """Of each kind of workbook that went out the largest, and the register: each takes most of a second."""
    kinds: dict[str, Path] = {}
    for path in (played.folder / "outbox").rglob("*.xlsx"):
        within = path.relative_to(played.folder / "outbox").parts[0]
        kind = f"{within} {re.split('[0-9年（]', path.stem)[0]}"
        if "原件" not in kind and (kind not in kinds or kinds[kind].stat().st_size < path.stat().st_size):
            kinds[kind] = path
    assert len(kinds) >= 9
    books = [played.folder / "register" / "总台账.xlsx", *kinds.values()]
    assert {each.name: found for each in books if (found := validator(each.name, each.read_bytes()))} == {}
