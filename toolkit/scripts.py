"""What a person is told to run next: a numbered script in ``batch`` where they click, a command where they type.

Whoever double-clicks never sees a command line; whoever installed the toolkit by its package has no scripts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

#: Set by ``batch/_python.bat`` and ``batch/_python.sh``: a person double-clicked.
CLICKED = "LIAISON_CLICKED"

#: By command, the scripts that messages send people to; with an option where that has a script or a question of its
#: own.
SCRIPTS: Mapping[str, str] = {
    "init": "00 安装",
    "meeting": "04 会议准备",
    "minutes": "05 会议纪要",
    "minutes --read": "19 读回纪要",
    "dispatch": "06 交办",
    "holidays": "13 录入放假安排",
    "adopt": "14 接管旧台账",
    "undo": "16 撤回",
    "history": "20 一事一档",  # whose paper tells the story
    "breakdown": "21 任务分解",
    "rollup": "22 汇总各区",
    "tasks": "23 任务进度",
    "collect": "24 征集",
    "catalogue": "26 企业问题目录",
    "catalogue --read": "26 企业问题目录",
    "mail fetch": "32 收信",
    "mail send": "33 发信",
    "split": "35 拆分",
}


def clicked() -> bool:
    """Return whether the person double-clicked a script and does not type commands."""
    return bool(os.environ.get(CLICKED))


def to_run(command: str, options: str = "", *, answer: str = "") -> str:
    """Return how the person runs a command: its script and what to answer there, or the line to type.

    A command without a script is one for whoever maintains the workspace, and they type.

    Args:
        command: which, as it is typed.
        options: what else is typed.
        answer: what the script is answered instead, as “输入 Y”; "" where it asks nothing.
    """
    name = SCRIPTS.get(command)
    if name is None or not clicked():
        return f"“{' '.join(filter(None, ('toolkit', command, options)))}”"
    return f"“{name}”" + (f"，问到时{answer}" if answer else "")
