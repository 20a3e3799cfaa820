"""Takes the toolkit off this computer: libraries, way in on the desktop, start at log-on. The workspace stays."""

from __future__ import annotations

import shutil
import sys

from _autostart import turn_off
from _pc import ROOT, home, libraries_folder, say, ways_in


def uninstall() -> int:
    """Take away what installing has put on this computer, and return the exit status."""
    turn_off()
    for each in ways_in():
        each.unlink(missing_ok=True)
    folder = libraries_folder()
    if folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError:
            say(f"{folder} 正在使用，没有删完。请关掉本机的值守和其他窗口，再运行一次")
            return 2
    shutil.rmtree(home(), ignore_errors=True)
    say("已从这台电脑卸载：程序库、桌面图标和开机值守都已删除")
    say(f"工作目录 {ROOT} 里的台账、来件和发出的文件一个也没有动，别的电脑照常使用")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["yes"]:
        sys.exit(uninstall())
    say("没有卸载，什么也没有动")
