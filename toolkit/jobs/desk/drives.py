"""Drives (盘): does a folder lie on a drive of this PC, or does a network stand between?

On a network drive the system's notices of changes get lost or never come (reliability notes, R1): whoever waits for
changes there looks for himself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

#: Kinds of file systems behind which a network stands, or a program of which nothing is known, as Linux names them.
_REMOTE = {
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse", "gfs2", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "vboxsf", "virtiofs",
}  # fmt: skip
#: What Windows' GetDriveType answers for a stick, a disk and a disk in memory; for a drive on a server it is 4.
_OWN_DRIVES = {2, 3, 6}
_MOUNTS = Path("/proc/self/mounts")


def is_network(folder: Path) -> bool:
    """Return whether a folder lies on a network drive, by what the system says; True where it says nothing."""
    try:
        if sys.platform == "win32":
            return is_remote_on_windows(str(folder.absolute()), _drive_type)
        return is_remote_mount(str(folder.resolve()), _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return True


def is_remote_on_windows(path: str, drive_type: Callable[[str], int]) -> bool:
    r"""Return whether a full path of Windows leads over the network.

    Args:
        path: ``\\server\share\…``, ``Z:\…``, also in the long form that begins with ``\\?\``.
        drive_type: asked for the kind of a drive, given as ``Z:\``, as GetDriveTypeW numbers it.
    """
    path = re.sub(r"^\\\\\?\\(UNC\\)?", lambda found: r"\\" if found[1] else "", path)
    drive = PureWindowsPath(path).drive
    return drive.startswith("\\\\") or not drive or drive_type(f"{drive}\\") not in _OWN_DRIVES


def is_remote_mount(path: str, mounts: str) -> bool:
    """Return whether a full path lies on a mounted share, by the text of ``/proc/mounts``: the innermost mount counts.

    Where no mount fits, True: then nothing is known.
    """
    kind, longest = "", -1
    for line in mounts.splitlines():
        words = line.split(" ")
        # Of two mounts on one folder the later one covers the earlier.
        if len(words) > 2 and _covers(words[1], path) and len(words[1]) >= longest:
            kind, longest = words[2], len(words[1])
    return not kind or kind in _REMOTE or kind.startswith("fuse.")


def _covers(mounted: str, path: str) -> bool:
    # Blanks, tabs, line ends and backslashes stand there as three octal digits.
    folder = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), mounted)
    return PurePosixPath(path).is_relative_to(folder)


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows is asked

        return int(ctypes.WinDLL("kernel32").GetDriveTypeW(ctypes.c_wchar_p(root)))
    raise NotImplementedError
