"""Copies (副本): spreadsheets beside the register in which somebody may be typing by mistake; nobody reads them."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.desk.finding import Finding, Rank
from toolkit.register import lookalikes, saved_since

_MOST = 3
_REMEDY = "在那里填的内容没有人读；有用的请抄进总台账，用不着的移到别的文件夹"


def tell_copies(desk: Desk) -> None:
    """Say which spreadsheets beside the register were saved after it."""
    found = saved_since(desk.workspace.register)
    if found:
        named = "、".join(f"“{each.name}”" for each in found[:_MOST]) + (" 等" if len(found) > _MOST else "")
        desk.say(f"register 文件夹里有{named}，比总台账保存得晚。工具只读“{desk.workspace.register.name}”：{_REMEDY}")


def copies(desk: Desk) -> Iterator[Finding]:
    """Yield the spreadsheets beside the register, whenever they were saved."""
    found = lookalikes(desk.workspace.register)
    if found:
        since = saved_since(desk.workspace.register)
        rank = Rank.DIFFERENT if since else Rank.UNTIDY
        words = f"register 文件夹里另有 {len(found)} 份表格" + (
            f"，其中 {len(since)} 份比总台账保存得晚" if since else ""
        )
        yield Finding(
            rank, words, f"工具只读“{desk.workspace.register.name}”：{_REMEDY}", [each.name for each in found]
        )
