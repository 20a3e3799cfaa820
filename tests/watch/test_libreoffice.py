"""A real LibreOffice has the register open, changes it, saves it and closes it, while the watch goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from jobs.office import Office, open_book
from toolkit.jobs.ingest import ingest
from toolkit.register import open_by
from toolkit.watch import Watch, turn

#: How long anything may take on a busy machine before it counts as never, in seconds.
PATIENCE = 300.0

#: What a person does at the screen, told to LibreOffice from outside; runs on the Python that LibreOffice brings.
_PERSON = """
import sys, time
import uno
context = uno.getComponentContext()
resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
address = "uno:pipe,name=%s;urp;StarOffice.ComponentContext" % sys.argv[1]
for _ in range(600):
    try:
        remote = resolver.resolve(address)
        break
    except Exception:
        time.sleep(0.5)
desktop = remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(sys.argv[2]), "_blank", 0, ())
print("open", flush=True)
sheet = book.Sheets.getByIndex(0)
for line in sys.stdin:
    place, text = line.rstrip("\\n").split("\\t")
    sheet.getCellRangeByName(place).String = text
    book.store()
    print("saved", flush=True)
book.close(True)
desktop.terminate()
"""


def python_of_libreoffice() -> str | None:
    for each in ("/usr/bin/python3", sys.executable):
        if (
            Path(each).exists()
            and not subprocess.run([each, "-c", "import uno"], capture_output=True, check=False).returncode
        ):
            return each
    return None


class Person:
    """Somebody who has the register open in LibreOffice."""

    def __init__(self, register: Path, folder: Path) -> None:
        python = python_of_libreoffice()
        program = shutil.which("soffice")
        if program is None or python is None:
            pytest.skip("LibreOffice, or its Python, is not installed")
        pipe = f"share{time.monotonic_ns()}"
        options = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        self.office = subprocess.Popen([program, profile, *options], stderr=subprocess.DEVNULL, start_new_session=True)
        self.hand = subprocess.Popen(
            [python, "-c", _PERSON, pipe, str(register)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.reads() == "open\n"

    def reads(self) -> str:
        assert self.hand.stdout is not None
        return self.hand.stdout.readline()

    def types(self, place: str, text: str) -> None:
        assert self.hand.stdin is not None
        self.hand.stdin.write(f"{place}\t{text}\n")
        self.hand.stdin.flush()
        assert self.reads() == "saved\n"

    def closes(self) -> None:
        assert self.hand.stdin is not None
        self.hand.stdin.close()
        self.hand.wait(PATIENCE)
        self.office.wait(PATIENCE)

    def is_killed(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.office.pid, signal.SIGKILL)
        self.office.wait(PATIENCE)

    def is_gone(self) -> None:
        self.is_killed()
        self.hand.kill()
        self.hand.wait(PATIENCE)
        for stream in (self.hand.stdin, self.hand.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def person(office: Office, tmp_path: Path) -> Iterator[Person]:
    office.take_in(甲=office.report())
    someone = Person(office.workspace.register, tmp_path)
    yield someone
    someone.is_gone()


def cell_of(office: Office, column: str) -> str:
    """Return the cell of the first case in a column."""
    head = open_book(office.workspace.register.read_bytes())[office.record][1]
    return next(f"{each.column_letter}2" for each in head if each.value == column)


def until(what: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_waits_lands_soon_after_it_is_closed_and_the_persons_words_stand(
    office: Office, person: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # It is to land because it was closed, not because it is tried from time to time.
    monkeypatch.setattr(turn, "_LOOK_AGAIN", 24 * 3600.0)
    office.workspace.config.write_text(f'mechanism = "{office.mechanism.name}"\nscan_seconds = 1\n', encoding="utf-8")
    shown: list[str] = []
    watch = Watch(
        office.workspace, lambda _: None, lambda state: shown.append(state.line()), today=lambda: date(2024, 1, 10)
    )
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        assert open_by(office.workspace.register)
        office.put("乙.xlsx", office.report(企业名称="顺德乙有限公司"))
        watch._bell.set()
        until(lambda: shown and "行改动等待写入" in shown[-1])
        assert len(office.rows()) == 1
        person.types(cell_of(office, "案由"), "人填的案由")
        looks = len(shown)
        until(lambda: len(shown) > looks + 1)
        assert len(office.rows()) == 1, "saved, and still open"
        person.closes()
        closed = time.monotonic()
        until(lambda: len(office.rows()) == 2)
        took = time.monotonic() - closed
    finally:
        watch.stop.set()
        watch._bell.set()
        thread.join(PATIENCE)
    with capsys.disabled():
        sys.stdout.write(f"[landed {took:.1f} s after it was closed] ")
    assert office.row("2024-001")["案由"] == "人填的案由"
    assert {row["企业名称"] for row in office.rows()} == {"顺德甲电器有限公司", "顺德乙有限公司"}


def test_one_that_was_killed_leaves_its_owner_file_and_stands_in_nobodys_way_for_long(
    office: Office, person: Person
) -> None:
    (owner,) = office.workspace.register.parent.glob(".~lock.*")
    long_ago = time.time() - 120
    os.utime(owner, (long_ago, long_ago))
    assert open_by(office.workspace.register), "it has the file open"
    person.is_killed()
    until(lambda: not open_by(office.workspace.register))
    assert owner.exists()
    office.take_in(乙=office.report(企业名称="顺德乙有限公司"))
    assert len(office.rows()) == 2
    assert office.run(ingest) == 0
