"""Opens the folder in which the papers lie that a command has written, for whoever double-clicked a script.

Whoever types commands is not interrupted: only the scripts in ``batch`` open a folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from toolkit.scripts import clicked


def show(made: Sequence[Path]) -> None:
    """Tell a person who double-clicked where the papers lie, and open that folder; do nothing for anybody else."""
    if not made or not clicked():
        return
    # A share without a drive letter has one only as long as the script runs (pushd); its own name stays.
    folder = Path(os.path.commonpath([each.parent for each in made])).resolve()
    click.echo(f"结果在文件夹：{folder}")
    open_folder(folder)


def open_folder(folder: Path) -> None:
    """Open a folder in the system's own file manager; where there is none, nothing happens."""
    try:
        if sys.platform == "win32":
            os.startfile(folder)  # noqa: S606 - the folder we wrote into
        else:
            subprocess.Popen(
                ["xdg-open", str(folder)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError:
        return
