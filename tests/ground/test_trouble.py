"""What an error of the operating system means, on Windows and elsewhere."""

from __future__ import annotations

import errno

import pytest

from toolkit.files import why
from toolkit.trouble import Trouble, trouble


def failed(number: int | None, windows: int | None = None) -> OSError:
    error = OSError(number, "in English")
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("windows", "number", "kind"),
    [
        (2, errno.ENOENT, Trouble.GONE),
        (53, errno.ENOENT, Trouble.OFFLINE),  # a bad network path, which Python takes for a missing file
        (67, errno.ENOENT, Trouble.OFFLINE),
        (3, errno.ENOENT, Trouble.OFFLINE),
        (59, errno.EINVAL, Trouble.OFFLINE),
        (64, errno.EINVAL, Trouble.OFFLINE),
        (121, errno.EINVAL, Trouble.OFFLINE),
        (1231, errno.EINVAL, Trouble.OFFLINE),
        (5, errno.EACCES, Trouble.HELD),
        (32, errno.EACCES, Trouble.HELD),
        (33, errno.EACCES, Trouble.HELD),
        (112, errno.ENOSPC, Trouble.FULL),
        (39, errno.EINVAL, Trouble.FULL),  # Python knows this one for no full disk
        (19, errno.EACCES, Trouble.READ_ONLY),
        (9999, errno.EIO, Trouble.FAULT),  # unknown to us: then by what Python makes of it
    ],
)
def test_windows_own_number_is_asked_first(windows: int, number: int, kind: Trouble) -> None:
    assert trouble(failed(number, windows)) is kind


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOENT, Trouble.GONE),
        (errno.EHOSTDOWN, Trouble.OFFLINE),  # 112 here, where Windows means a full disk by it
        (errno.ESTALE, Trouble.OFFLINE),
        (errno.ETIMEDOUT, Trouble.OFFLINE),
        (errno.EBUSY, Trouble.HELD),
        (errno.EDQUOT, Trouble.FULL),
        (errno.EROFS, Trouble.READ_ONLY),
        (4711, Trouble.UNKNOWN),
        (None, Trouble.UNKNOWN),
    ],
)
def test_elsewhere_the_errno_tells(number: int | None, kind: Trouble) -> None:
    assert trouble(failed(number)) is kind


def test_a_person_reads_it_in_words_or_finds_the_number() -> None:
    assert why(failed(errno.EINVAL, 64)) == "网络盘已断开"
    assert why(failed(errno.ENOSPC)) == "磁盘已满"
    assert why(failed(4711)) == "错误代码 4711"
    assert why(failed(errno.EINVAL, 1450)) == "错误代码 1450"
    assert why(OSError("no number")) == "读写失败"
