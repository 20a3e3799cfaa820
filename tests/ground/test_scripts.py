"""What people are told to run: scripts by number and name where they click, commands where they type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.scripts import CLICKED, SCRIPTS, to_run

ROOT = Path(__file__).parents[2]
#: What a Chinese sentence must not hold: a command line, or an option of one.
_TYPED = re.compile(r"(?<![\w-])toolkit +[a-z-]|(?<![\w-])--[a-z]|\bpython -m\b")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: A script as a message names it: “21 任务分解”.
_NAMED = re.compile(r"“(\d\d [\u4e00-\u9fff]+)”")
#: Pages of the manual and of the command reference, what ``-h`` says, and what a demo tells whoever typed its command.
_MAY = {"cli/app.py", "cli/reference.py", "documents/frames/template_page.py", "jobs/demo/closing.py"}
#: By what an earlier demo is known: it must not change.
_MARK = "演示过程：本文件夹由 toolkit demo 生成"


def test_whoever_clicks_is_sent_to_a_script_and_told_what_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CLICKED, "1")
    assert to_run("breakdown", "台账.xlsx --accept", answer="输入 Y") == "“21 任务分解”，问到时输入 Y"
    assert to_run("init") == "“00 安装”"
    assert (to_run("minutes"), to_run("minutes --read", "--accept")) == ("“05 会议纪要”", "“19 读回纪要”")
    assert to_run("mechanism", "check") == "“toolkit mechanism check”"  # who needs it, types


def test_whoever_types_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CLICKED, raising=False)
    assert to_run("breakdown", "台账.xlsx --accept", answer="输入 Y") == "“toolkit breakdown 台账.xlsx --accept”"
    assert to_run("init") == "“toolkit init”"


def test_every_script_that_is_named_lies_in_batch() -> None:
    there = {path.stem for path in (ROOT / "batch").glob("[0-9][0-9] *.bat")}
    named = {name for _, text in _sentences() for name in _NAMED.findall(text)}
    assert "35 拆分" in named
    assert named | set(SCRIPTS.values()) <= there


def test_whoever_clicks_is_sent_to_a_script_wherever_there_is_one() -> None:
    called = re.compile(r"-m toolkit ([a-z]+(?: (?:fetch|send))?)")
    run = {
        each for path in (ROOT / "batch").glob("[0-9][0-9] *.bat") for each in called.findall(path.read_text("utf-8"))
    }
    told = {
        node.args[0].value
        for path in (ROOT / "toolkit").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "to_run"
        and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert {"collect", "minutes"} <= told
    assert told & run - {"status"} <= SCRIPTS.keys()  # whoever clicks is shown the board instead of more of the list


@pytest.mark.parametrize("command", SCRIPTS)
def test_a_script_runs_the_command_it_stands_for(command: str) -> None:
    called = re.search(r"-m toolkit ([a-z ]+?) *[\"%\n\r]", (ROOT / f"batch/{SCRIPTS[command]}.bat").read_text("utf-8"))
    assert (called[1] if called else "init") == {"history": "case"}.get(command, command.partition(" --")[0])


def test_no_sentence_sends_a_clerk_to_a_command_line() -> None:
    told = [
        f"{place}: {text}"
        for place, text in _sentences()
        if _CHINESE.search(text) and _TYPED.search(text) and not text.startswith(_MARK)
    ]
    assert told == []


def _sentences() -> Iterator[tuple[str, str]]:
    """Yield every text the program can say and where it stands, but for what explains commands."""
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        place = path.relative_to(ROOT / "toolkit").as_posix()
        if place not in _MAY:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            skipped = {id(each) for each in _about_commands(tree)}
            yield from ((f"{place}:{line}", text) for line, text in _texts(tree, skipped))


def _about_commands(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is no message: docstrings, what ``-h`` says, what is handed to :func:`to_run` to be typed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"command", "group", "to_run", "reads_back"}:
                yield from ast.walk(node)
            helps = (word.value for word in node.keywords if word.arg == "help")
            yield from (each for said in helps for each in ast.walk(said))


def _texts(node: ast.AST, skipped: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the texts beneath a node, each sentence whole: a formatted one with … for what is put in."""
    if id(node) in skipped:
        return
    if isinstance(node, ast.JoinedStr):
        parts = (str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values)
        yield node.lineno, "".join(parts)
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                yield from _texts(each.value, skipped)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, skipped)
