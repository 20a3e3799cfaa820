"""The sentinel (.toolkit-root): a file with a random id by which a workspace is known to be there.

A share that is not mounted often leaves an empty folder in its place. Without this file such a folder would look like
a workspace whose inbox is empty and whose register is gone (reliability notes, R3).
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from toolkit.errors import AwayError
from toolkit.files import sha256, why, write_new, write_whole
from toolkit.workspace import Workspace

_WORDS = "请勿删除：工具包凭这个文件认出工作目录，网络盘断开时不会误写到别处。"


def place(workspace: Workspace) -> str:
    """Return the workspace's id, giving it one where it has none yet; it stays for good.

    Where it cannot be written now, "" comes back, and a later run will do.

    Raises:
        AwayError: as :func:`recognise`.
    """
    found = recognise(workspace)
    if found:
        return found
    data = f"{secrets.token_hex(16)}\n{_WORDS}\n".encode()
    with suppress(OSError):
        if not write_new(workspace.sentinel, data) and not recognise(workspace):
            write_whole(workspace.sentinel, data)  # a kill tore it
    return recognise(workspace)


def recognise(workspace: Workspace, known: str = "") -> str:
    """Return the workspace's id, "" where it has none: a new one, or one made by an older version.

    Args:
        workspace: the workspace.
        known: the id it had before, "" where it was not looked at before.

    Raises:
        AwayError: the share is away, or another workspace lies in its place.
    """
    try:
        found = (workspace.sentinel.read_text(encoding="utf-8", errors="replace").split() or [""])[0]
    except FileNotFoundError as error:
        if workspace.config.is_file() and _is_there(workspace, known):
            return ""
        raise _away(workspace) from error
    except OSError as error:
        raise AwayError(f"工作目录 {workspace.root} 打不开（{why(error)}）", "恢复后自动继续") from error
    if known and found and found != known:
        raise AwayError(
            f"{workspace.root} 现在是另一个工作目录", "请检查网络盘连到了哪里；值守要换到这个目录的，请关掉窗口重新打开"
        )
    return found


def identity(workspace: Workspace) -> str:
    """Return by what the workspace's analysis packages are known as its own, "" where it has no id yet.

    Not the id itself, which stays in the office.

    Raises:
        AwayError: as :func:`recognise`.
    """
    found = recognise(workspace) if workspace.sentinel.exists() else ""
    return sha256(found.encode())[:16] if found else ""


def _is_there(workspace: Workspace, known: str) -> bool:
    """Return whether a folder without the file is a workspace all the same: its own folders tell."""
    if known:
        return workspace.register.is_file()
    if not any(each.is_dir() for each in workspace.folders()):
        return True  # somebody has just laid his settings there: it is to become one
    return workspace.register.parent.is_dir() or workspace.inbox.is_dir()


def _away(workspace: Workspace) -> AwayError:
    return AwayError(
        f"网络盘没有连上：{workspace.root} 里看不到工作目录",
        "请检查网络盘；连上后值守自动继续，其他操作再运行一次即可",
    )
