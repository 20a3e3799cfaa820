"""Installs the toolkit on this computer: a folder of its own for Python's libraries, and the workspace made ready.

The folder lies on the computer, not on the shared drive: it serves neither another computer, whose Python may lie
elsewhere, nor another system. The program itself stays on the shared drive and is run from there. Where a folder
``wheels`` lies beside it, no internet is needed; ``pip download -d wheels .`` on a computer of the same kind makes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = sys.platform == "win32"


def home() -> Path:
    """Return the folder for this computer's libraries; ``_python.bat`` and ``_python.sh`` look there."""
    if WINDOWS:
        return Path(os.environ["LOCALAPPDATA"]) / "liaison-toolkit" / "venv"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "liaison-toolkit" / "venv"


def say(words: str) -> None:
    """Tell the person at the screen."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def install(folder: Path) -> int:
    """Make the folder, fill it, make the workspace ready; return the exit status."""
    python = str(folder / ("Scripts/python.exe" if WINDOWS else "bin/python"))
    say(f"第一步，共三步：准备运行环境（{folder}）")
    if not _done(folder, sys.executable, "-m", "venv", "--clear", str(folder)):
        say("没有做成。Debian、Ubuntu、UOS、麒麟请先运行：sudo apt install python3-venv")
        return 2
    wheels = ROOT / "wheels"
    offline = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    say("第二步，共三步：安装程序库" + ("（从 wheels 文件夹）" if offline else "（从网上下载，需要几分钟）"))
    if not _done(folder, python, "-m", "pip", "install", "--quiet", "--prefer-binary", *offline, *libraries()):
        say("没有装成。能上网的电脑请检查网络后再运行一次；不能上网的，请向维护人员要 wheels 文件夹，放在本工具包里")
        return 2
    say("第三步，共三步：准备工作目录")
    return subprocess.run([python, "-m", "toolkit", "--workspace", str(ROOT), "init"], cwd=ROOT, check=False).returncode


def libraries() -> list[str]:
    """Return what pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def _done(folder: Path, *command: str) -> bool:
    """Run a program that speaks English; what it said is kept for the maintainer where it fails."""
    ran = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode == 0:
        return True
    log = folder.parent / "安装日志.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(ran.stdout)
    say(f"出错了，详细情况已记入 {log}")
    return False


if __name__ == "__main__":
    status = install(home())
    say("安装完成，可以使用 batch 文件夹里的各个脚本了" if status == 0 else "安装没有完成，请联系维护人员")
    sys.exit(status)
