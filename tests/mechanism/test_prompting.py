"""When visiting groups are reminded is the mechanism's data, checked against the rest of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import load
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.prompting import FILE, load_prompting


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "putian", tmp_path / "own"))


def test_the_days_are_the_offices_own_and_say_so() -> None:
    found = load_prompting(load("putian"))
    assert found is not None
    assert (found.before, found.after) == (10, 1)
    assert "本办公室拟制" in found.rule
    assert "附件1-3" in found.rule


def test_without_the_file_nobody_is_reminded(own: Path) -> None:
    (own / FILE).unlink()
    assert load_prompting(load(own)) is None


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("before = 10", "before = -1", "before 应是 0 或更大的工作日数"),
        ("{季度}贵组", "{季节}贵组", "“季节”不是能填的名称"),
        ('issuer = "notice"', 'issuer = "fax"', "出具单位“fax”没有写明"),
        ("rule = ", "rules = ", "缺少“rule”这一项"),
    ],
)
def test_what_is_wrong_is_named(own: Path, written: str, instead: str, told: str) -> None:
    path = own / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(written, instead), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"prompt\.toml") as wrong:
        load_prompting(load(own))
    assert told in wrong.value.message


def test_a_mechanism_without_visits_has_no_use_for_it(own: Path) -> None:
    for path in ((own / "visits.toml"), *(own / "forms" / f"{each}.toml" for each in ("visit", "log"))):
        path.unlink()
    with pytest.raises(ConfigError, match="没有走访的机制"):
        load_prompting(load(own))
