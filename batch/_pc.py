"""What of the toolkit lies on this computer, not on the shared drive: libraries, a way in, the start at log-on.

Needs nothing but Python; the scripts that install, uninstall and start at log-on share it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = sys.platform == "win32"
#: What a person finds on the desktop, and what starts at log-on.
TITLE = "政企联络协作"
MENU, WATCH = "打开菜单", "02 值守"

_WAITING = """\
@echo off
chcp 65001 >nul
title {title}
set "PLACE={place}"
set "SCRIPT={script}"
:look
if exist "%PLACE%\\batch\\%SCRIPT%.bat" goto there
echo 网络盘还没有连上，连上后自动打开。不想等的请关闭本窗口。
ping -n 6 127.0.0.1 >nul
goto look

:there
"%PLACE%\\batch\\%SCRIPT%.bat"
"""
_DESKTOP_ENTRY = """\
[Desktop Entry]
Type=Application
Name={title}
Comment=收表建账、会议交办、跟踪评价、季度分析
Exec={command}
Icon=x-office-spreadsheet
Terminal=true
Categories=Office;
"""


def say(words: str) -> None:
    """Tell the person at the screen."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def home() -> Path:
    """Return the folder on this computer for what is this computer's; ``_python.bat`` and ``_python.sh`` look there."""
    if WINDOWS:
        return Path(os.environ["LOCALAPPDATA"]) / "liaison-toolkit"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "liaison-toolkit"


def libraries_folder() -> Path:
    """Return the folder for this computer's libraries."""
    return home() / "venv"


def way_in(script: str, root: Path, title: str = TITLE) -> str:
    """Return the text of a file that opens one of the workspace's scripts, from wherever it lies.

    On Windows a script that waits until the share is there, which at log-on often comes late; elsewhere a desktop
    entry.
    """
    if WINDOWS:
        return _WAITING.format(title=title, place=str(root).replace("%", "%%"), script=script).replace("\n", "\r\n")
    return _DESKTOP_ENTRY.format(title=title, command=quoted(str(root / "batch" / f"{script}.sh")))


def quoted(path: str) -> str:
    """Return a path as the Exec line of a desktop entry wants it (Desktop Entry Specification, "The Exec key").

    Quoted, with a backslash before ``"``, backtick, ``$`` and backslash; as the line is a string value, each backslash
    is doubled once more; a percent sign is doubled.
    """
    for special in '\\"`$':
        path = path.replace(special, f"\\{special}")
    return '"' + path.replace("\\", "\\\\").replace("%", "%%") + '"'


def put(path: Path, text: str) -> None:
    """Write a way in, so that a double click runs it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(0o755)


def ways_in() -> list[Path]:
    """Return where this person finds the menu: on the desktop, and on Linux among the programs as well."""
    if WINDOWS:
        return [desktop() / f"{TITLE}.bat"]
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return [desktop() / f"{TITLE}.desktop", Path(data) / "applications" / "liaison-toolkit.desktop"]


def desktop() -> Path:
    """Return this person's desktop folder, wherever the office or the system has put it."""
    if WINDOWS:
        import winreg  # noqa: PLC0415 - there is none elsewhere

        folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as key:
            return Path(os.path.expandvars(winreg.QueryValueEx(key, "Desktop")[0]))
    try:
        told = subprocess.run(["xdg-user-dir", "DESKTOP"], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        told = ""
    return Path(told) if told else Path.home() / "Desktop"
