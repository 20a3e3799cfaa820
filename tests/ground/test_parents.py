"""Folders are made where a workspace is, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.files import append_line, write_new, write_whole
from toolkit.parents import make_parents
from toolkit.workspace import CONFIG_NAME, SENTINEL_NAME


@pytest.mark.parametrize("mark", [SENTINEL_NAME, CONFIG_NAME])
def test_in_a_workspace_whatever_is_missing_is_made(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_text("", encoding="utf-8")
    make_parents(tmp_path / "outbox" / "交办" / "2024-01-10" / "函.docx")
    assert (tmp_path / "outbox" / "交办" / "2024-01-10").is_dir()


def test_a_folder_that_is_there_is_enough(tmp_path: Path) -> None:
    make_parents(tmp_path / "a.txt")


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize(
    "write",
    [lambda path: write_new(path, b"x"), lambda path: write_whole(path, b"x"), lambda path: append_line(path, "x")],
)
def test_in_place_of_a_share_that_is_away_nothing_is_made(tmp_path: Path, there: bool, write: object) -> None:
    mounted = tmp_path / "share"
    if there:
        mounted.mkdir()
    with pytest.raises(FileNotFoundError):
        write(mounted / "register" / "journal" / "a.jsonl")  # type: ignore[operator]
    assert list(tmp_path.rglob("*")) == [mounted] * there
