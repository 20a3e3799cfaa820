"""A mechanism's folder is read, or refused with the file's name; which one is the default stands in the data."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from toolkit.cases import WorkCalendar, meeting_day
from toolkit.errors import ConfigError
from toolkit.mechanism import Phase, default_name, load, shipped
from toolkit.mechanism.load import SHIPPED

from .conftest import TINY, Spoil

_ROOM = SHIPPED.parent


def _refusal(name: str | Path) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        load(name)
    return caught.value


def test_exactly_one_shipped_mechanism_is_the_default() -> None:
    assert [name for name in shipped() if load(name).default] == [default_name()]


@pytest.mark.parametrize("count", [0, 2])
def test_no_default_or_two_are_refused(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2):
        folder = shutil.copytree(TINY, tmp_path / f"m{number}")
        path = folder / "mechanism.toml"
        mark = "default = true\n" if number < count else ""
        path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(sys.modules[load.__module__], "SHIPPED", tmp_path)

    with pytest.raises(ConfigError, match=f"现在有 {count} 个"):
        default_name()


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_mechanism_agrees_with_itself(name: str) -> None:
    assert load(name).name == name


def test_it_is_read_again_only_where_a_file_has_changed(copy: Path) -> None:
    first = load(copy)
    assert load(copy) is first

    form = next((copy / "forms").glob("*.toml"))
    text = form.read_text(encoding="utf-8")
    form.write_text(text + "\n# 改过\n", encoding="utf-8")
    again = load(copy)
    assert again is not first

    form.write_text(text + "\n[\n", encoding="utf-8")
    assert form.name in str(_refusal(copy))

    form.write_text(text, encoding="utf-8")
    (copy / "forms" / "又一张.toml").write_text("[\n", encoding="utf-8")
    assert "又一张.toml" in str(_refusal(copy))


def test_a_mechanism_is_loaded_from_any_folder() -> None:
    tiny = load(TINY)

    assert tiny.record.sheet == "走访台账"
    assert tiny.folder == TINY
    assert not tiny.default
    assert tiny.form_that("opens").id == "visit"
    assert tiny.form("callback").kind == "evaluates"
    assert tiny.issuers["letter"].seal
    assert not tiny.issuers["slip"].seal


def test_a_mechanism_without_meeting_says_so_where_one_is_asked_for() -> None:
    tiny = load(TINY)

    assert tiny.regular_meeting is None
    with pytest.raises(ConfigError, match="“东平街道走访联系企业”没有定期会议"):
        meeting_day(2026, 3, tiny.meeting, WorkCalendar())


def test_a_mechanism_without_a_form_of_a_kind_says_so() -> None:
    with pytest.raises(ConfigError, match="decides"):
        load(TINY).form_that("decides")


def test_an_unknown_form_column_or_status_is_not_guessed() -> None:
    tiny = load(TINY)

    with pytest.raises(KeyError):
        tiny.form("annex2")
    with pytest.raises(KeyError):
        tiny.record.column("编号")
    assert tiny.record.phase("待分类") is None
    assert tiny.record.in_phase(Phase.READY) == ("待转办", "退回重办")


def test_a_mechanism_that_is_not_there_names_those_that_are() -> None:
    error = _refusal("foshan")

    assert "没有“foshan”这个机制" in error.message
    assert default_name() in error.remedy


@pytest.mark.parametrize("file", ["record.toml", "units.toml"])
def test_a_missing_file_is_named(copy: Path, file: str) -> None:
    (copy / file).unlink()

    assert file in _refusal(copy).message


@pytest.mark.parametrize("file", ["mechanism.toml", "record.toml", "units.toml", "forms/visit.toml"])
def test_a_slip_in_the_writing_is_told_with_file_and_line(copy: Path, file: str) -> None:
    path = copy / file
    path.write_text("x = 1\ny = [\nz = 2\n", encoding="utf-8")

    message = _refusal(copy).message
    assert path.name in message
    assert "第 3 行" in message


@pytest.mark.parametrize(
    ("file", "old", "new", "missing"),
    [
        ("mechanism.toml", 'office = "东平街道走访联系企业办公室"\n', "", "office"),
        ("record.toml", 'sheet = "走访台账"\n', "", "sheet"),
        ("record.toml", 'met_by = "答复日期"\n', "", "met_by"),
        ("units.toml", 'group = "科室", ', "", "group"),
    ],
)
def test_a_missing_entry_is_told_with_its_file(spoil: Spoil, file: str, old: str, new: str, missing: str) -> None:
    message = _refusal(spoil(file, old, new)).message

    assert file in message
    assert f"缺少“{missing}”" in message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("record.toml", 'phase = "parked"', 'phase = "asleep"'),
        ("record.toml", 'name = "走访日期", type = "date"', 'name = "走访日期", type = "day"'),
        ("record.toml", "width = 11", 'width = "宽"'),
        ("mechanism.toml", "seal = true", "stamp = true"),
        ("mechanism.toml", 'short = "厂房用地", ', 'short = "厂房用地", long = "x", '),
        ("units.toml", 'aliases = ["经发办"]', "aliases = 3"),
    ],
)
def test_an_entry_of_the_wrong_kind_is_told_with_its_file(spoil: Spoil, file: str, old: str, new: str) -> None:
    assert f"{file}：有一项写法不对" in _refusal(spoil(file, old, new)).message


def test_a_forms_slip_is_told_with_the_forms_file(spoil: Spoil) -> None:
    folder = spoil("forms/visit.toml", 'type = "phone"', 'type = "fax"')

    assert "visit.toml" in _refusal(folder).message


def test_files_saved_by_notepad_with_its_mark_are_read(copy: Path) -> None:
    for path in copy.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load(copy).record == load(TINY).record


def test_no_code_knows_a_mechanism_by_name() -> None:
    """DESIGN §3: code knows none of them by name."""
    names = {*shipped(), "heyuan", "putian", "qingyuan", "guangzhou", "顺德"}
    code = [path for path in _ROOM.rglob("*.py") if SHIPPED not in path.parents]

    assert code
    assert [
        (path.name, name) for path in code for name in names if name in path.read_text(encoding="utf-8")
    ] == []  # fmt: skip
