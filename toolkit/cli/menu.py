"""The command menu: today's state, and the scripts in ``batch`` by their numbers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.help import command
from toolkit.cli.lobby import Lobby, lobby
from toolkit.errors import ToolkitError
from toolkit.screen import WIDTH, cells, fit

if TYPE_CHECKING:
    from toolkit.jobs.menu import Step

#: Tells a script that it was started from here and that this is where its last line leads back to.
INSIDE = "LIAISON_MENU"
_KIND = "bat" if sys.platform == "win32" else "sh"
_COMMAND = re.compile(r"-m toolkit (\w+)")
#: A script that takes the very Python away that runs here is not offered.
_BARE = re.compile(r"^(call batch\\_python\.bat|find_python) bare$", re.MULTILINE)
_ENOUGH = {"0", "q", "Q", "退出"}


@dataclass(frozen=True, slots=True)
class Script:
    """A numbered script: its number, its name, and the command it runs; "" for one that runs none of ours."""

    number: str
    name: str
    command: str
    path: Path


@command("菜单：先列出今天的情况，再列出接下来可以做的，输入编号就做；做完回到菜单。用于双击“打开菜单”。")
@lobby
def menu(hall: Lobby) -> int:
    from toolkit.jobs.menu import foreign
    from toolkit.jobs.menu import menu as job

    # Not resolved: the drive letter that stands for a share while the script runs is one that cmd.exe can work in.
    folder = hall.folder or Path.cwd()
    workspace = hall.workspace()
    offered = scripts(folder / "batch", foreign(workspace))
    while True:
        steps: Sequence[Step] = ()
        try:
            steps = job(workspace, hall.order())
        except ToolkitError as error:
            click.echo(str(error), err=True)
        for line in _page(steps, offered):
            click.echo(line)
        chosen = _choice(offered) if offered else None
        if chosen is None:
            return 0
        _run(chosen, folder)


def scripts(folder: Path, left_out: Collection[str] = ()) -> dict[str, Script]:
    """Return the numbered scripts of a folder by their numbers.

    Those that install and uninstall are not among them, nor those of the commands in ``left_out``.
    """
    found = {}
    for path in sorted(folder.glob(f"[0-9][0-9] *.{_KIND}")):
        text = path.read_text(encoding="utf-8")
        number, _, name = path.stem.partition(" ")
        match = _COMMAND.search(text)
        wanted = match[1] if match else ""
        if not _BARE.search(text) and wanted not in left_out:
            found[number] = Script(number, name, wanted, path)
    return found


def _page(steps: Sequence[Step], offered: Mapping[str, Script]) -> Iterator[str]:
    by_command = {each.command: each for each in reversed(list(offered.values()))}
    yield ""
    yield "接下来可以做：" if steps else "眼下没有一定要做的。"
    for step in steps:
        script = by_command.get(step.command)
        yield f"  {fit(f'{script.number} {script.name}' if script else step.command, 16)} {step.why}"
    if offered:
        yield ""
        yield "全部工作："
        yield from _columns([f"{each.number} {each.name}" for each in offered.values()])
        yield ""


def _columns(entries: Sequence[str]) -> Iterator[str]:
    width = max(map(cells, entries)) + 2
    across = max(1, (WIDTH - 2) // width)
    for start in range(0, len(entries), across):
        yield "  " + "".join(fit(each, width) for each in entries[start : start + across]).rstrip()


def _choice(offered: Mapping[str, Script]) -> Script | None:
    """Return the script that is chosen, None for none any more; whatever else is typed is asked for again."""
    while True:
        try:
            said = click.prompt("输入编号，按回车（0 退出）", default="", show_default=False, prompt_suffix="：")
        except click.Abort:
            return None
        said = str(said).strip()
        if said in _ENOUGH:
            return None
        script = offered.get(said.zfill(2)) or next((each for each in offered.values() if each.name == said), None)
        if script is not None:
            return script
        if said:
            click.echo(f"没有“{said}”这一项，请输入上面列出的编号")


def _run(script: Script, folder: Path) -> None:
    # By its name in that folder: cmd.exe would take the rest of a path apart at an & or a (.
    name = str(script.path.relative_to(folder))
    words = [os.environ.get("COMSPEC", "cmd.exe"), "/c", name] if sys.platform == "win32" else [f"./{name}"]
    with subprocess.Popen(words, cwd=folder, env={**os.environ, INSIDE: "1"}) as running:
        while running.poll() is None:
            with suppress(KeyboardInterrupt):  # it was meant for the script, which ends by it in its own time
                running.wait()
