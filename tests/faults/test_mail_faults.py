"""Each mail comes into the inbox once and none is lost, whatever fails while they are fetched, and whenever."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.disk import Disk, OffError
from jobs.office import Office
from mail.fetching import NEEDS_DOVECOT, connect, mail, run
from mail.post_office import certificates, imap_server
from toolkit.errors import ToolkitError
from toolkit.jobs.ingest import ingest

pytestmark = NEEDS_DOVECOT
SENT = {mail("甲", name="a"), mail("乙", name="b"), mail("没有标识")}


class Scene:
    """Three mails on a server, and an office that has fetched none, as often as wanted."""

    def __init__(self, folder: Path, template: Office) -> None:
        self.folder, self.template, self._count = folder, template, 0

    def again(self) -> Office:
        self._count += 1
        root = self.folder / f"run{self._count}"
        shutil.copytree(self.template.root, root)
        return Office(root, self.template.mechanism)

    def operations(self) -> list[str]:
        """What an undisturbed run does to the disk, in order."""
        office = self.again()
        with Disk(office.root).plugged_in() as disk:
            run(office)
        assert lying(office) == sorted(SENT)
        return disk.done


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    ca, cert, key = certificates(tmp_path_factory.mktemp("certificates"))
    folder = tmp_path_factory.mktemp("mail")
    with imap_server(cert, key) as server:
        for each in SENT:
            server.deliver(each)
        office = Office.found(folder / "template")
        connect(office, server.port, f'ca_file = "{ca}"')
        yield Scene(folder, office)


def lying(office: Office) -> list[bytes]:
    """What the intake would find in the inbox, whatever it is called: a mail that lay there twice is here twice."""
    files = (each for each in office.workspace.inbox.rglob("*") if each.is_file())
    return sorted(each.read_bytes() for each in files if not each.name.startswith(".~"))  # what a kill left of ours


def off() -> None:
    raise OffError


def take_in(office: Office) -> None:
    """Take in what has come, long after it came."""
    for each in office.workspace.inbox.iterdir():
        os.utime(each, (1, 1))
    office.run(ingest)


def test_the_harness_sees_what_fetching_does(scene: Scene) -> None:
    done = scene.operations()
    laid = [each.split()[0] for each in done if not each.startswith("mkdir")]
    assert laid[:5] == ["open", "write", "fsync", "replace", "open"], "laid first, then noted"
    assert sum(each.startswith("replace") for each in done) == len(SENT)
    assert sum(each.startswith("write 收信记录") for each in done) == len(SENT)


@pytest.mark.parametrize("errors", [(0,), (errno.ENOSPC, errno.EACCES, errno.EIO)], ids=["switched off", "an error"])
def test_whatever_operation_fails_the_next_run_has_each_mail_once(scene: Scene, errors: tuple[int, ...]) -> None:
    for nth in range(1, len(scene.operations()) + 1):
        office = scene.again()
        error = errors[nth % len(errors)]
        disk = Disk(office.root, nth, error, off=None if error else off)
        with disk.plugged_in(), contextlib.suppress(OSError, ToolkitError, OffError):
            run(office)
        assert disk.failed
        assert set(lying(office)) <= SENT, "half a mail"
        run(office)
        assert lying(office) == sorted(SENT), (nth, disk.done[-1])
        run(office)
        assert "有 0 封没有收过" in office.said[-1]
        shutil.rmtree(office.root)


def test_a_mail_that_was_taken_in_before_it_was_noted_is_registered_once(scene: Scene) -> None:
    noted = next(nth for nth, each in enumerate(scene.operations(), 1) if each.startswith("write 收信记录"))
    office = scene.again()
    with Disk(office.root, noted, off=off).plugged_in(), pytest.raises(OffError):
        run(office)
    (first,) = lying(office)
    for _ in range(2):
        take_in(office)
        run(office)
    take_in(office)
    assert lying(office) == []
    originals = [each.read_bytes() for each in office.workspace.originals.rglob("*.eml")]
    assert originals.count(first) == 1
    assert set(originals) == SENT
