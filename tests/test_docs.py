"""The documents say what is true: every command and script has its place in the manual, every room in the architecture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
MANUAL = (ROOT / "docs" / "使用手册.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"init", "demo"}))
def test_every_command_has_its_page_in_the_manual(command: str) -> None:
    assert re.search(rf"^## .*\b{command}\b", MANUAL, re.M), f"{command} has no heading"


@pytest.mark.parametrize("command", ["init", "demo"])
def test_the_commands_of_the_first_day_are_told(command: str) -> None:
    assert f"toolkit {command}" in MANUAL + README


@pytest.mark.parametrize("script", sorted(each.stem for each in (ROOT / "batch").glob("[0-9]*.bat")))
def test_every_script_is_told(script: str) -> None:
    assert f"batch/{script}" in MANUAL + README


@pytest.mark.parametrize(
    "room", sorted(each.stem for each in (ROOT / "toolkit").iterdir() if not each.name.startswith("_"))
)
def test_every_room_is_in_the_architecture(room: str) -> None:
    assert f"`{room}`" in ARCHITECTURE or room in ARCHITECTURE.split("```")[3]


def test_the_manuals_contents_lead_somewhere() -> None:
    headings = set(re.findall(r"^## (.+)$", MANUAL, re.M))
    assert set(re.findall(r"^- \[([^]]+)\]\(#", MANUAL, re.M)) == headings


def test_every_picture_and_page_the_readme_shows_is_there() -> None:
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", README):
        assert (ROOT / target).is_file(), target
