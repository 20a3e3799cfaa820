from __future__ import annotations

import os
import re

import pytest

from toolkit.cli.app import COMMANDS
from toolkit.cli.help import wrap
from toolkit.mechanism import load, shipped
from toolkit.screen import cells

from .running import said, toolkit

#: Latin that may stand on a help page: what is typed, and names of programs.
_TYPED = re.compile(
    r"-{1,2}[A-Za-z][\w-]*|\b(?:toolkit|batch|Word|WPS|Excel|Ctrl\+C|form_templates|outbox|toml|fetch|send|forget|\d{4}Q\d)\b"
)
_HEAVY = ("pandas", "openpyxl", "docx", "docxtpl", "pptx", "lxml", "xlsxwriter", "python_calamine", "rich", "watchdog")


def test_without_a_command_the_overview_stands_there() -> None:
    bare, asked = toolkit(), toolkit("-h")
    assert bare.returncode == asked.returncode == 0
    assert bare.stdout == asked.stdout
    assert "用法：toolkit [选项] 命令 [参数]..." in said(bare)
    assert all(f"  {name} " in said(bare) for name in COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_help_page_is_chinese(name: str) -> None:
    ran = toolkit(*filter(None, [name]), "-h")
    assert ran.returncode == 0
    assert "显示这份说明" in said(ran)
    rest = _TYPED.sub("", said(ran))
    for known in (*COMMANDS, *shipped()):  # what is typed as it stands
        rest = re.sub(rf"\b{known}\b", "", rest)
    assert not re.findall(r"[A-Za-z]{2,}", rest)


def test_columns_line_up_on_the_screen() -> None:
    lines = said(toolkit("-h", COLUMNS="80")).splitlines()
    options = lines[lines.index("选项：") + 1 :][:5]
    starts = {cells(re.match(r"  (-\S+(?:,? \S+)*)\s{2,}", line)[0]) for line in options}  # type: ignore[index]
    assert len(starts) == 1


def test_a_narrow_window_breaks_lines_within_its_width() -> None:
    assert all(cells(line) <= 60 for line in said(toolkit("-h", COLUMNS="60")).splitlines())


def test_a_line_breaks_between_characters_and_never_before_a_stop() -> None:
    lines = list(wrap("季度分析：生成分析表，和专题报告 toolkit quarterly。", 12))
    assert lines == ["季度分析：生", "成分析表，和", "专题报告", "toolkit", "quarterly。"]


def test_help_imports_nothing_heavy() -> None:
    watch = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    loaded = toolkit("-h", before=watch).stderr.decode("utf-8").split()
    assert "click" in loaded
    assert not set(_HEAVY) & set(loaded)


def test_help_answers_at_once() -> None:
    """The work of the processor is measured, not the wall clock: other tests run beside this one."""

    def took() -> float:
        before = os.times()
        toolkit("-h")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(took() for _ in range(5)) < 0.12


@pytest.mark.parametrize("name", ["init", "demo"])
def test_the_mechanisms_there_are_are_named_with_what_they_are(name: str) -> None:
    told = "".join(said(toolkit(name, "-h")).split())
    assert all(f"{each}（{load(each).title}" in told for each in shipped())
    assert told.count("默认") == 1
