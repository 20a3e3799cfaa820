"""What the screen says, in Chinese, on every system; and the log file for what it does not say."""

from __future__ import annotations

import errno
import logging
import logging.handlers
import sys
from io import TextIOWrapper
from pathlib import Path

import click

_log: list[Path] = []

_OS_WORDS = {
    errno.ENOSPC: "磁盘已满",
    errno.EACCES: "没有权限，或文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读、不能写",
    errno.ENOENT: "找不到文件或网络盘已断开",
    errno.EIO: "磁盘或网络出错",
}


def speak() -> None:
    """Make the streams take Chinese whatever the console's code page; what it cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def log_to(path: Path) -> None:
    """Write what goes wrong into ``path``, at most 1 MB and one older file; silent where that cannot be."""
    try:
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=1 << 20, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("toolkit")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.propagate = False
    _log[:] = [path]


def log_path() -> Path | None:
    """Return the log file in use, or None."""
    return _log[0] if _log else None


def os_error(error: OSError) -> str:
    """Return what an operating system's error means to a person."""
    words = _OS_WORDS.get(error.errno or 0, "读写失败")
    return f"{words}（{Path(error.filename).name}）" if isinstance(error.filename, str) else words


def usage(error: click.ClickException) -> str:
    """Return what is wrong with a command line, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。加 -h 查看用法"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return f"还缺少参数 {name}。加 -h 查看用法"
    if isinstance(error, click.BadParameter):
        return f"{error.message}。加 -h 查看用法"
    if isinstance(error, click.UsageError):
        context = error.ctx
        name = context.command_path if context is not None else "toolkit"
        return f"命令写法不对。运行 {name} -h 查看用法"
    return error.format_message()
