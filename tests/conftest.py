"""What several rooms share: a real office program, and Microsoft's own judge of office files."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from toolkit.intake import Reader
from toolkit.jobs import ingest
from toolkit.workspace import SENTINEL_NAME

# What a property says does not depend on how busy the machine is that looks for examples; nor, in the suite, on chance:
# the same examples each time. New ones are looked for where somebody asks for more (``LIAISON_EXAMPLES``, ``make soak``).
settings.register_profile(
    "suite",
    deadline=None,
    derandomize="LIAISON_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

Soffice = Callable[[Mapping[str, bytes], str], dict[str, bytes]]
Validator = Callable[[str, bytes], list[dict[str, Any]]]


def _validator() -> str | None:
    return os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")


#: A disk in memory, where the system has one. A real disk keeps whoever flushes a file waiting, thousands of times.
_MEMORY = Path("/dev/shm")
_ROOM = 3 << 30


def _has_room(disk: Path) -> bool:
    """Whether so much is free there, and programs can be started from there."""
    if not (disk.is_dir() and os.access(disk, os.W_OK)):
        return False
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize >= _ROOM and not found.f_flag & os.ST_NOEXEC


def pytest_configure() -> None:
    """Have temporary files in memory, if possible.

    Where everything is said to be installed (``.ci/run``), nothing may be skipped for want of a program.
    """
    if "TMPDIR" not in os.environ and _has_room(_MEMORY):
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # it is asked for anew
    if os.environ.get("LIAISON_ALL_TESTS"):
        programs = {
            "soffice": shutil.which("soffice"),
            "pdftotext": shutil.which("pdftotext"),
            "smbd": shutil.which("smbd"),
            "validator": _validator(),
            "wine": shutil.which("wine"),
            "mingw": shutil.which("x86_64-w64-mingw32-gcc"),
            "localedef": shutil.which("localedef"),
            "dovecot": shutil.which("dovecot") or "/usr/sbin/dovecot",
            "openssl": shutil.which("openssl"),
            # No program, but what speaks to smbd: without it the tests of locks and renames would pass over themselves.
            "smbprotocol": spec.origin if (spec := importlib.util.find_spec("smbprotocol")) else None,
        }
        missing = [name for name, found in programs.items() if found is None or not Path(found).exists()]
        if missing:
            raise pytest.UsageError(f"not installed: {', '.join(missing)}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every test go on from what this PC remembers (``jobs/books/checkpoint.py``), however short the journal."""
    parser.addoption("--remembering", action="store_true", help="use the checkpoint from the first event on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked as ``long``: ``make soak`` tells those stories, all with ``--remembering``."""
    if not config.getoption("--remembering"):
        items[:] = [each for each in items if each.get_closest_marker("long") is None]


@pytest.fixture(scope="session", autouse=True)
def _local_cache(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[None]:
    """A local cache of the tests' own; never the one of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_CACHE", str(tmp_path_factory.mktemp("cache")))
        if pytestconfig.getoption("--remembering"):
            patch.setattr("toolkit.jobs.books.checkpoint.WORTH", 0)
        yield


@pytest.fixture(scope="session", autouse=True)
def _bytecode() -> Iterator[None]:
    """Let the processes that tests start keep their bytecode; without it each of them compiles everything anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


class _Kept(Reader):
    """A reader whose processes live on from run to run, as they do while ``watch`` watches."""

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session", autouse=True)
def _warm_reader() -> Iterator[None]:
    """The jobs run in this process read with one reader for all; commands run as processes start their own."""
    reader = _Kept()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "Reader", lambda: reader)
        yield
    reader.close()


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Soffice]:
    """Saves files (by name, with its suffix) as another kind with a real LibreOffice; a profile a worker.

    One of a profile does what those started after it are asked for, as on a PC; it stays for as long as it has a file
    open. Should it die, the next one works for itself.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    # Under xdist each worker has a base folder of its own, so that no two LibreOffices share a profile.
    profile = f"-env:UserInstallation={(tmp_path_factory.getbasetemp() / 'libreoffice').as_uri()}"

    def run(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("soffice")
        # Numbered, because two files of one stem would be saved over each other.
        sources = {name: folder / f"{place}-{name}" for place, name in enumerate(files)}
        for name, path in sources.items():
            path.write_bytes(files[name])
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
        subprocess.run([*command, *map(str, sources.values())], check=True, capture_output=True, timeout=180)
        suffix = kind.split(":", maxsplit=1)[0]
        return {
            name: (folder / "out" / path.name).with_suffix(f".{suffix}").read_bytes() for name, path in sources.items()
        }

    with _staying([program, profile, "--headless", "--norestore"], tmp_path_factory.mktemp("staying")):
        yield run


@contextmanager
def _staying(command: list[str], folder: Path) -> Iterator[None]:
    """Keep a LibreOffice with a file open, if it can be had."""
    if os.name == "nt":
        yield
        return
    file = folder / "open.txt"
    file.write_text("open", encoding="ascii")
    process = subprocess.Popen(
        [*command, str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(folder)},  # ended as it is, it clears nothing away
    )
    try:
        end = time.monotonic() + 180
        while not (folder / f".~lock.{file.name}#").exists() and time.monotonic() < end:
            time.sleep(0.05)
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    """What the Open XML SDK finds wrong with a file."""
    program = _validator()
    if program is None:
        pytest.skip("the Open XML SDK's validator is not installed (OOXML_VALIDATOR)")

    def run(name: str, data: bytes) -> list[dict[str, Any]]:
        path = tmp_path_factory.mktemp("validator") / name
        path.write_bytes(data)
        told = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, timeout=120)
        return list(json.loads(told.stdout)["errors"])

    return run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that counts as a workspace: what is missing in it may be made."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / SENTINEL_NAME).write_text("an id", encoding="utf-8")
    return folder
