"""What the reading process may not do, whatever a file makes a parser want: eat the machine, write, start, call out.

Linux and macOS know resource limits, Windows job objects; on a system that has neither, the time limit of the other
side remains. Nothing here protects from a flaw in Python itself; it bounds what the parsers' known faults can cost.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import sys
import tempfile
from typing import Any

#: Bytes of memory for one reading process. The largest legitimate public workbooks need 0.6 GB; hostile ones take
#: whatever there is.
MEMORY = 1 << 30
#: What no reading of a file has to do; every one of these announces itself to Python's audit hooks.
_FORBIDDEN = (
    "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "shutil.", "socket.", "urllib.",
    "ftplib.", "smtplib.", "webbrowser.", "winreg.", "pty.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


def confine(memory: int = MEMORY) -> None:
    """Confine this process for the rest of its life. To be called when everything it needs is imported."""
    if sys.platform == "win32":
        _job(memory)
    else:
        _resources(memory)
    # The one parser that wants a scratch file (for old workbooks with a password) gets memory instead.
    tempfile.TemporaryFile = _scratch  # type: ignore[assignment]
    sys.addaudithook(_refuse)


def _scratch(*_: object, **__: object) -> io.BytesIO:
    return io.BytesIO()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError("a reader writes no files")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader does no {event}")


def _resources(memory: int) -> None:
    import resource  # noqa: PLC0415 - not on every system

    # A crash must not leave a core file on the share, and no parser has a file to write.
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        # Where the administrator has set less, or the system does not know the limit, theirs stands.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h; the six counters between are not ours to set."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


_EXTENDED = 9  # JobObjectExtendedLimitInformation
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_QUIETLY = 0x8, 0x100, 0x400


def _limits(memory: int) -> _ExtendedLimits:
    limits = _ExtendedLimits()
    # One process in the job: it can start no other. A crash shows no window that waits for a click.
    limits.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_QUIETLY
    limits.BasicLimitInformation.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory
    return limits


def _job(memory: int) -> None:
    """Put this process into a job of its own. Jobs nest from Windows 8 on; where it fails, the time limit remains."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    limits = _limits(memory)
    # The handle is never closed: the job lives as long as the process.
    job = kernel.CreateJobObjectW(None, None)
    if job and kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
