"""Windows itself, as the swap needs it: four calls of kernel32; what they mean is decided in ``windows_swap``."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from toolkit.register.windows_swap import long_path, rename_info

assert sys.platform == "win32"  # noqa: S101 - tells the type checker, too, where this file belongs

_OPEN_EXISTING = 3
_ATTRIBUTE_NORMAL = 0x80
_FILE_RENAME_INFO = 3
_INVALID = ctypes.c_void_p(-1).value


class Kernel32:
    """The :class:`~toolkit.register.windows_swap.Kernel` of Windows."""

    def __init__(self) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle, word = ctypes.c_void_p, ctypes.c_uint32
        self._create = kernel.CreateFileW
        self._create.argtypes = (ctypes.c_wchar_p, word, word, handle, word, word, handle)
        self._create.restype = handle
        self._set = kernel.SetFileInformationByHandle
        self._set.argtypes = (handle, ctypes.c_int, handle, word)
        self._read = kernel.ReadFile
        self._read.argtypes = (handle, handle, word, ctypes.POINTER(word), handle)
        self._close = kernel.CloseHandle
        self._close.argtypes = (handle,)

    def open(self, path: Path, access: int, share: int) -> int:
        """Return a handle to an existing file, by CreateFileW."""
        full = long_path(str(path.absolute()))
        handle = self._create(full, access, share, None, _OPEN_EXISTING, _ATTRIBUTE_NORMAL, None)
        if handle is None or handle == _INVALID:
            raise _failure(path)
        return int(handle)

    def read(self, handle: int, size: int) -> bytes:
        """Return the next bytes, at most ``size``, by ReadFile."""
        space, count = ctypes.create_string_buffer(size), ctypes.c_uint32()
        if not self._read(handle, space, size, ctypes.byref(count), None):
            raise _failure(None)
        return space.raw[: count.value]

    def rename(self, handle: int, to: Path) -> None:
        """Rename the open file, never over another, by SetFileInformationByHandle."""
        info = rename_info(to.absolute())
        if not self._set(handle, _FILE_RENAME_INFO, info, len(info)):
            raise _failure(to)

    def close(self, handle: int) -> None:
        """Give a handle back, by CloseHandle."""
        self._close(handle)


def _failure(path: Path | None) -> OSError:
    """Return the error of the last call, with Windows' own number."""
    number = ctypes.get_last_error()
    return OSError(None, ctypes.FormatError(number), os.fspath(path) if path else None, number)
