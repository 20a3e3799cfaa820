"""The lock (锁): one PC at a time works in a workspace."""

from __future__ import annotations

from filelock import FileLock, Timeout

from toolkit.errors import WorkspaceError
from toolkit.files import why
from toolkit.workspace import Workspace

#: How long to wait for another PC at work in the same workspace, in seconds.
_PATIENCE = 120.0


def lock(workspace: Workspace) -> FileLock:
    """Return the workspace's lock, held: one PC works at a time.

    Raises:
        WorkspaceError: another PC is at work and does not finish, or the share is read-only.
    """
    held = FileLock(workspace.lock, timeout=_PATIENCE)
    try:
        held.acquire()
    except Timeout as error:
        raise WorkspaceError("另一台电脑正在处理同一个工作目录", "请等它完成后再运行") from error
    except OSError as error:
        raise WorkspaceError(f"工作目录写不进去（{why(error)}）", "请检查网络盘是否断开、是否有写入权限") from error
    return held
