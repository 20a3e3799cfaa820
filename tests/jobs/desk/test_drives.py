"""Which drives the system's notices of changes can be trusted on."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.jobs.desk import drives
from toolkit.jobs.desk.drives import is_network, is_remote_mount, is_remote_on_windows

MOUNTS = r"""proc /proc proc rw,relatime 0 0
/dev/sda2 / ext4 rw,relatime 0 0
//nas/office /mnt/office cifs rw,vers=3.1.1 0 0
//nas/office /mnt/my\040office smb3 rw 0 0
nas:/export /srv/nfs nfs4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
host /mnt/host 9p rw 0 0
/dev/sdc1 /mnt/office/local xfs rw 0 0
//nas/late /home/wang ext4 rw 0 0
//nas/late /home/wang cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/li/工作", False),
        ("/mnt/office", True),
        ("/mnt/office/联络/inbox", True),
        ("/mnt/officer", False),
        ("/mnt/my office/inbox", True),
        ("/srv/nfs/a", True),
        ("/run/user/1000/gvfs/smb-share:server=nas,share=office/inbox", True),
        ("/media/stick/inbox", False),
        ("/mnt/host", True),
        ("/mnt/office/local/inbox", False),
        ("/home/wang/inbox", True),
    ],
)
def test_the_innermost_mount_tells_whether_a_network_stands_between(path: str, remote: bool) -> None:
    assert is_remote_mount(path, MOUNTS) is remote


def test_where_the_system_says_nothing_a_network_is_expected() -> None:
    assert is_remote_mount("/home", "")


@pytest.mark.parametrize(
    ("path", "kind", "remote"),
    [
        (r"C:\Users\wang\联络", 3, False),
        (r"E:\联络", 2, False),
        (r"Z:\联络", 4, True),
        (r"Q:\gone", 1, True),
        (r"\\nas\office\联络", 3, True),
        (r"\\?\UNC\nas\office\联络", 3, True),
        (r"\\?\C:\联络", 3, False),
    ],
)
def test_on_windows_a_server_s_name_or_the_kind_of_the_drive_tells(path: str, kind: int, remote: bool) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return kind

    assert is_remote_on_windows(path, drive_type) is remote
    assert all(len(root) == 3 and root.endswith(":\\") for root in asked)


@pytest.mark.skipif(not Path("/proc/self/mounts").exists(), reason="asks Linux")
def test_this_machine_is_asked_and_where_it_keeps_silent_a_network_is_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_network(Path("/proc/self"))
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "gone")
    assert is_network(Path("/proc/self"))
