"""What the toolkit relies on when the share is a server's, asked of a real Samba over the wire.

What the client's system adds — Windows' redirector, its caches, its own way of saving — no server can show.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.samba import Share, is_here, serving

pytest.importorskip("smbprotocol", reason="smbprotocol is not installed")
if not is_here():
    pytest.skip("Samba is not installed, or we are not root", allow_module_level=True)

from faults.smb import GENERIC_READ, GENERIC_WRITE, SHARE_READ, SHARE_WRITE, Client, play
from toolkit.files import sha256
from toolkit.register.swapping import ChangedError, HeldError
from toolkit.register.windows_swap import swap

READ_WRITE = GENERIC_READ | GENERIC_WRITE
#: How Python, and with it filelock, opens a file on Windows: others may read and write, not delete.
AS_PYTHON = SHARE_READ | SHARE_WRITE


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Share]:
    with serving(tmp_path_factory.mktemp("samba")) as share:
        yield share


@pytest.fixture
def wang(share: Share) -> Iterator[Client]:
    client = Client(share)
    yield client
    client.cut()


@pytest.fixture
def li(share: Share) -> Iterator[Client]:
    client = Client(share)
    yield client
    client.cut()


def refusal(what: Callable[[], object]) -> int:
    """Return Windows' number for what the server says against something, 0 where it lets it happen."""
    try:
        what()
    except OSError as error:
        return int(error.winerror)  # type: ignore[attr-defined]
    return 0


def test_a_lock_is_one_pc_s_until_it_is_given_free(wang: Client, li: Client) -> None:
    path = Path("one.lock")
    wang.write_new(path, b"")
    mine, his = wang.open(path, READ_WRITE, AS_PYTHON), li.open(path, READ_WRITE, AS_PYTHON)
    wang.lock(mine)
    assert refusal(lambda: li.lock(his)) == 33
    wang.lock(mine, free=True)
    assert refusal(lambda: li.lock(his)) == 0


def test_the_lock_of_a_pc_whose_cable_was_pulled_is_free_within_seconds(wang: Client, li: Client) -> None:
    """Where the server learns of it; one that does not keeps it, and the heartbeat decides (``watch/lead.py``)."""
    path = Path("cut.lock")
    wang.write_new(path, b"")
    wang.lock(wang.open(path, READ_WRITE, AS_PYTHON))
    his = li.open(path, READ_WRITE, AS_PYTHON)
    assert refusal(lambda: li.lock(his)) == 33
    wang.cut()
    end = time.monotonic() + 120
    while refusal(lambda: li.lock(his)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_of_many_that_create_a_file_at_once_one_wins_each_time(share: Share, wang: Client) -> None:
    """A 编号 is claimed so, and an original is kept so."""
    clients, won = [Client(share) for _ in range(4)], [0] * 20
    start = threading.Barrier(len(clients))

    def claim(client: Client) -> None:
        for number in range(len(won)):
            start.wait(120)
            try:
                client.close(client.open(Path(f"claim{number}"), GENERIC_WRITE, 0, new=True))
            except OSError:
                continue
            won[number] += 1

    threads = [threading.Thread(target=claim, args=(each,)) for each in clients]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert won == [1] * 20


def test_a_rename_goes_over_nothing_unless_it_is_told_to(wang: Client) -> None:
    new, old = Path("new.txt"), Path("old.txt")
    wang.write_new(new, b"new")
    wang.write_new(old, b"old")
    assert refusal(lambda: wang.move(new, old)) == 183
    assert wang.read_all(old) == b"old"
    wang.move(new, old, replace=True)
    assert wang.read_all(old) == b"new"


def test_whoever_reads_while_a_file_is_replaced_reads_the_old_one_whole(wang: Client, li: Client) -> None:
    """The heartbeat is replaced every few seconds while others read it; a server may refuse, then it comes later."""
    beat, beside = Path("beat.txt"), Path("beside.txt")
    wang.write_new(beat, b"old" * 1000)
    wang.write_new(beside, b"new" * 1000)
    reading = li.open(beat, GENERIC_READ, AS_PYTHON)
    assert refusal(lambda: wang.move(beside, beat, replace=True)) in {0, 5, 32}
    assert b"".join(iter(lambda: li.read(reading, 1 << 16), b"")) == b"old" * 1000
    li.close(reading)


def test_a_register_that_excel_holds_is_left_alone(wang: Client, li: Client) -> None:
    register, beside, backup = Path("held.txt"), Path("beside2.txt"), Path("backup.txt")
    wang.write_new(register, b"old")
    wang.write_new(beside, b"new")
    held = li.open(register, READ_WRITE, SHARE_READ)
    with pytest.raises(HeldError):
        swap(wang, register, sha256(b"old"), beside, backup)
    li.close(held)
    with pytest.raises(ChangedError):
        swap(wang, register, sha256(b"another"), beside, backup)
    assert wang.read_all(register) == b"old"
    swap(wang, register, sha256(b"old"), beside, backup)
    assert (wang.read_all(register), wang.read_all(backup)) == (b"new", b"old")


def test_the_swap_loses_nobody_s_work_and_nothing_of_ours(share: Share) -> None:
    played = play(share, 300, enough=4)
    assert (played.lost, played.doubled) == (0, 0)
    assert played.landed >= 4 <= played.saved


def test_a_swap_by_plain_rename_would_lose_some(share: Share) -> None:
    """Else the test before would prove nothing."""
    assert play(share, 300, enough=1, naive=True).lost
