"""What an operating system's error means: the file, the share, the disk, or somebody else at work on it.

Windows' own number is asked first: Python folds many of them into one errno, and an unreachable server into
"no such file" or "invalid argument" (measured in the project's reliability notes, R2 and R6).
"""

from __future__ import annotations

import errno
from enum import Enum


class Trouble(Enum):
    """The kinds of trouble with files, each with its words for a person."""

    GONE = "找不到文件或网络盘已断开"
    OFFLINE = "网络盘已断开"
    HELD = "没有权限，或文件正被别的程序打开"
    DENIED = "没有权限"
    READ_ONLY = "磁盘只能读、不能写"
    FULL = "磁盘已满"
    FAULT = "磁盘或网络出错"
    UNKNOWN = ""


#: By Windows' number (``winerror``): names of Microsoft's "System Error Codes".
_WINDOWS = {
    **dict.fromkeys((2,), Trouble.GONE),  # FILE_NOT_FOUND
    # PATH_NOT_FOUND, INVALID_DRIVE, BAD_NETPATH, DEV_NOT_EXIST, UNEXP_NET_ERR, NETNAME_DELETED, BAD_NET_NAME,
    # SEM_TIMEOUT, NETWORK_UNREACHABLE, HOST_UNREACHABLE
    **dict.fromkeys((3, 15, 53, 55, 59, 64, 67, 121, 1231, 1232), Trouble.OFFLINE),
    **dict.fromkeys((5, 32, 33), Trouble.HELD),  # ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION
    **dict.fromkeys((19,), Trouble.READ_ONLY),  # WRITE_PROTECT
    **dict.fromkeys((39, 112), Trouble.FULL),  # HANDLE_DISK_FULL, DISK_FULL
    **dict.fromkeys((21, 23, 1117), Trouble.FAULT),  # NOT_READY, CRC, IO_DEVICE
}
_ERRNO = {
    errno.ENOENT: Trouble.GONE,
    errno.EACCES: Trouble.HELD,
    errno.EBUSY: Trouble.HELD,
    errno.ETXTBSY: Trouble.HELD,
    errno.EPERM: Trouble.DENIED,
    errno.EROFS: Trouble.READ_ONLY,
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EIO: Trouble.FAULT,
    # What a mounted share answers once its server is away.
    **{
        number: Trouble.OFFLINE
        for name in (
            "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENOTCONN", "ECONNABORTED", "ECONNREFUSED",
            "ECONNRESET", "ETIMEDOUT", "ESTALE", "ENODEV", "ENXIO", "ESHUTDOWN",
        )
        if (number := getattr(errno, name, None)) is not None
    },
}  # fmt: skip


def trouble(error: OSError) -> Trouble:
    """Return what kind of trouble an error of the operating system is."""
    windows = getattr(error, "winerror", None)
    if isinstance(windows, int) and windows in _WINDOWS:
        return _WINDOWS[windows]
    return _ERRNO.get(error.errno or 0, Trouble.UNKNOWN)
