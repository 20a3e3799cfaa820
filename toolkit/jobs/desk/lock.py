"""The locks (锁): one PC at a time works in a workspace; of several watches one leads, and one fetches mails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit.errors import WorkspaceError
from toolkit.files import why
from toolkit.workspace import Workspace

#: After so many seconds of waiting the person is told why nothing happens.
_SILENCE = 2.0
#: How long to wait for another PC at work in the same workspace, in seconds.
_PATIENCE = 120.0


def lock(workspace: Workspace, say: Callable[[str], None] | None = None) -> FileLock:
    """Return the workspace's lock, held: one PC, and on it one window, works at a time.

    Args:
        workspace: whose.
        say: told where somebody else holds it, so that nobody sits before a window that stands still.

    Raises:
        WorkspaceError: another PC is at work and does not finish, or the share is read-only.
    """
    held = FileLock(workspace.lock, timeout=_PATIENCE)
    try:
        _ask_for(workspace)
        if not _at_once(held):
            if say is not None:
                say("另一个窗口或另一台电脑正在处理，等它完成……")
            held.acquire()
    except Timeout as error:
        raise WorkspaceError("另一台电脑正在处理同一个工作目录", "请等它完成后再运行") from error
    except OSError as error:
        raise _unwritable(error) from error
    return held


def watch_lock(workspace: Workspace) -> FileLock | None:
    """Return the lock of the watch that leads, held, or None where another holds it.

    Raises:
        WorkspaceError: the share is read-only.
    """
    return _at_most_one(workspace, workspace.watch_lock)


def mail_lock(workspace: Workspace) -> FileLock | None:
    """Return the lock of who fetches mails, held, or None where another holds it.

    Raises:
        WorkspaceError: the share is read-only.
    """
    return _at_most_one(workspace, workspace.mail_lock)


def _at_most_one(workspace: Workspace, path: Path) -> FileLock | None:
    # A thread that is put up in place of another goes on with its lock.
    held = FileLock(path, timeout=0, thread_local=False)
    try:
        _ask_for(workspace)
        held.acquire()
    except Timeout:
        return None
    except OSError as error:
        raise _unwritable(error) from error
    return held


def _ask_for(workspace: Workspace) -> None:
    """See to it that the workspace is there: the lock would make the folder in which it lies.

    Raises:
        OSError: it is not.
    """
    workspace.register.parent.stat()


def _unwritable(error: OSError) -> WorkspaceError:
    return WorkspaceError(f"工作目录写不进去（{why(error)}）", "请检查网络盘是否断开、是否有写入权限")


def _at_once(held: FileLock) -> bool:
    try:
        held.acquire(timeout=_SILENCE)
    except Timeout:
        return False
    return True
