"""Starts the watch when this person logs on, or no longer: ``on``, ``off``, or without a word how it stands.

Windows: a task of the Task Scheduler for this person only, which needs no administrator; where the office forbids even
that, the person's Startup folder. Elsewhere: an entry in ``~/.config/autostart`` (XDG Autostart Specification).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from _pc import ROOT, WATCH, WINDOWS, home, put, say, way_in

TASK = "政企联络协作值守"
# It runs as long as it is wanted, is started once however often somebody logs on, and again where it was ended.
_XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>登录后自动开始值守</Description></RegistrationInfo>
  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>{who}</UserId><Delay>PT30S</Delay></LogonTrigger></Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{who}</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author"><Exec><Command>{command}</Command></Exec></Actions>
</Task>
"""


def starter() -> Path:
    """Return the file on this computer that the task starts."""
    return home() / "开机值守.bat"


def entry() -> Path:
    """Return the file that starts the watch by lying where it lies."""
    if WINDOWS:
        return Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", "Startup", f"{TASK}.bat")
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config) / "autostart" / "liaison-toolkit-watch.desktop"


def task(who: str, command: Path) -> bytes:
    """Return the task as the Task Scheduler reads it.

    Args:
        who: the person, with their domain.
        command: what is started.
    """
    return _XML.format(who=escape(who), command=escape(f'"{command}"')).encode("utf-16")


def is_on() -> bool:
    """Return whether the watch starts when this person logs on."""
    return entry().exists() or (WINDOWS and _scheduler("/Query"))


def turn_on(root: Path) -> None:
    """Have the watch of the workspace ``root`` start when this person logs on."""
    if not WINDOWS:
        put(entry(), way_in(WATCH, root, TASK))
        return
    put(starter(), way_in(WATCH, root, TASK))
    xml = home() / "开机值守.xml"
    xml.write_bytes(task(f"{os.environ.get('USERDOMAIN', '.')}\\{os.environ['USERNAME']}", starter()))
    if _scheduler("/Create", "/XML", str(xml), "/F"):
        entry().unlink(missing_ok=True)
    else:
        put(entry(), way_in(WATCH, root, TASK))
    xml.unlink()


def turn_off() -> None:
    """Have nothing start at log-on any more; a watch that runs goes on."""
    entry().unlink(missing_ok=True)
    if WINDOWS:
        _scheduler("/Delete", "/F")
        starter().unlink(missing_ok=True)


def _scheduler(*words: str) -> bool:
    first, *rest = words
    try:
        return subprocess.run(["schtasks", first, "/TN", TASK, *rest], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def autostart(word: str) -> int:
    """Turn it on or off, or only say how it stands, and return the exit status."""
    if word == "on":
        turn_on(ROOT)
        say(f"已打开：以后登录这台电脑，就自动开始值守（{ROOT}）")
    elif word == "off":
        turn_off()
        say("已关闭：以后登录不再自动值守。现在开着的值守窗口不受影响")
    else:
        say(f"这台电脑现在{'登录后自动值守' if is_on() else '登录后不自动值守'}，没有改动")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(autostart(sys.argv[1].strip() if len(sys.argv) > 1 else ""))
    except OSError as error:
        say(f"没有做成：{error.filename or '本机文件夹'}写不进去")
        sys.exit(2)
