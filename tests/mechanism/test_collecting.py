"""By which channels an office collects is the mechanism's data, checked against the rest of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.mechanism import Mechanism, load
from toolkit.mechanism.collecting import FILE, Collecting, load_collecting
from toolkit.mechanism.load import SHIPPED


@pytest.fixture(scope="module")
def mechanism() -> Mechanism:
    return load("heyuan")


@pytest.fixture(scope="module")
def rule(mechanism: Mechanism) -> Collecting:
    found = load_collecting(mechanism)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("unit", "channel"),
    [
        ("市人大办", "人大代表"),  # a department by its kind, and a collector by name: it has a channel of its own
        ("市财政局", "市直部门"),
        ("龙川县", "县（区）"),
        ("市政府督查室", ""),  # follows up what is handed out, collects nothing
    ],
)
def test_a_unit_collects_by_its_own_channel_else_by_that_of_all_others_of_its_kind(
    mechanism: Mechanism, rule: Collecting, unit: str, channel: str
) -> None:
    found = mechanism.units.find(unit)
    assert found is not None
    assert rule.channel_of(found) == channel


@pytest.mark.parametrize(
    ("file", "written", "instead", "told"),
    [
        (FILE, 'name = "市直部门"\ngroup', 'name = "市直部门"\ncollector', "应同时写 group（哪类单位）"),
        (FILE, 'name = "商协会"', 'name = "商会"', "可选项里没有收集渠道“商会”"),
        (FILE, 'name = "商协会"', 'name = "粤商通"', "有两个收集渠道叫“粤商通”"),
        ("record.toml", 'channel = "收集渠道"\n', "", "roles 缺少 channel"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, file: str, written: str, instead: str, told: str) -> None:
    own = Path(shutil.copytree(SHIPPED / "heyuan", tmp_path / "own"))
    text = (own / file).read_text(encoding="utf-8")
    assert written in text
    (own / file).write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"collect\.toml") as wrong:
        load_collecting(load(own))
    assert told in wrong.value.message


def test_who_writes_itself_no_letter_is_one_that_collects(tmp_path: Path) -> None:
    own = Path(shutil.copytree(SHIPPED / "heyuan", tmp_path / "own"))
    (own / FILE).write_text(
        'own_unit = "市财政局"\ndue_before = 10\nrule = "办公室约定"\n'
        '[[channels]]\nname = "人大代表"\ncollector = "市人大办"\ncollects = "意见"\nrule = "办公室约定"\n'
        '[paper]\nname = "征集函"\ntitle = "函"\nissuer = "letter"\nwords = ["请报。"]\nclosing = "特此函告。"\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="own_unit“市财政局”不是收集单位"):
        load_collecting(load(own))
