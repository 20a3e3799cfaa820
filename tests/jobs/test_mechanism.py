from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.errors import ConfigError
from toolkit.jobs.desk.order import Order
from toolkit.jobs.mechanism import COMPANIONS, check
from toolkit.mechanism.load import SHIPPED
from toolkit.workspace import Workspace

from .office import DAY

TINY = Path(__file__).parents[1] / "mechanisms" / "tiny"


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """A workspace whose mechanism lies beside its toolkit.toml."""
    shutil.copytree(TINY, tmp_path / "tiny")
    (tmp_path / "toolkit.toml").write_text('mechanism = "tiny"\n', encoding="utf-8")
    return Workspace(tmp_path)


def said(workspace: Workspace | None, folder: Path | None = None) -> tuple[int, list[str]]:
    lines: list[str] = []
    return check(workspace, Order(DAY, say=lines.append), folder), lines


def test_the_mechanism_in_use_is_checked_where_none_is_named(own: Workspace) -> None:
    status, lines = said(own)
    assert (status, lines[1]) == (0, "没有发现问题：东平街道走访联系企业")


def test_what_is_wrong_is_told_and_nothing_is_written(own: Workspace) -> None:
    path = own.root / "tiny" / "record.toml"
    text = path.read_text(encoding="utf-8").replace('span = "10日"', 'span = "十日"')
    path.write_text(text, encoding="utf-8")
    line = next(place for place, each in enumerate(text.splitlines(), 1) if "十日" in each)
    before = sorted(own.root.rglob("*"))

    status, lines = said(None, own.root / "tiny")

    assert status == 1
    assert lines[1:] == [f"  record.toml 第 {line} 行：时限“答复”写的“十日”不是期限", "共 1 处，请改正后再检查一次"]
    assert sorted(own.root.rglob("*")) == before


def test_templates_of_its_own_are_looked_at(own: Workspace) -> None:
    papers = own.root / "tiny" / "papers"
    papers.mkdir()
    shutil.copy(SHIPPED / "heyuan" / "papers" / "notice.docx", papers / "invitation.docx")
    (papers / "letter.docx").write_bytes(b"no docx")
    _, lines = said(own)
    assert lines[1] == "  papers/invitation.docx：不会用到这个模板，文件名应为 letter.docx、notice.docx 之一"
    assert lines[2].startswith("  papers/letter.docx：不是能打开的 Word 文件")


@pytest.mark.parametrize("wanted", ["没有的机制", "forms"])
def test_a_folder_that_is_no_mechanism_is_told(own: Workspace, wanted: str) -> None:
    place = own.root / "tiny" / wanted
    with pytest.raises(ConfigError, match=wanted):
        said(None, place)
    with pytest.raises(ConfigError, match="没有写检查哪个文件夹"):
        said(None)


def test_the_manual_tells_of_every_file_that_a_mechanism_may_have() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "使用手册.md").read_text(encoding="utf-8")
    page = manual.partition("## 自己写一个机制 mechanism")[2].partition("\n## ")[0]
    own = ("mechanism.toml", "record.toml", "units.toml", "visits.toml")
    assert [each for each in (*own, *COMPANIONS) if f"`{each}`" not in page] == []
