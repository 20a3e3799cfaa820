"""What several rooms share: a real office program, and Microsoft's own judge of office files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

Soffice = Callable[[Mapping[str, bytes], str], dict[str, bytes]]
Validator = Callable[[str, bytes], list[dict[str, Any]]]


def _validator() -> str | None:
    return os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")


def pytest_configure() -> None:
    """Where everything is said to be installed (``.ci/run``), nothing may be skipped for want of a program."""
    if os.environ.get("LIAISON_ALL_TESTS"):
        programs = {
            "soffice": shutil.which("soffice"),
            "pdftotext": shutil.which("pdftotext"),
            "validator": _validator(),
        }
        missing = [name for name, found in programs.items() if found is None or not Path(found).exists()]
        if missing:
            raise pytest.UsageError(f"not installed: {', '.join(missing)}")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every test go on from what this PC remembers (``jobs/checkpoint.py``), however short the journal."""
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
            patch.setattr("toolkit.jobs.checkpoint.WORTH", 0)
        yield


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Soffice:
    """Saves files (by name, with its suffix) as another kind with a real LibreOffice; a profile a worker."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    # Under xdist each worker has a base folder of its own, so that no two LibreOffices share a profile.
    profile = (tmp_path_factory.getbasetemp() / "libreoffice").as_uri()

    def run(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("soffice")
        # Numbered, because two files of one stem would be saved over each other.
        sources = {name: folder / f"{place}-{name}" for place, name in enumerate(files)}
        for name, path in sources.items():
            path.write_bytes(files[name])
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
        arguments = ["--outdir", str(folder / "out"), *map(str, sources.values())]
        subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=180)
        suffix = kind.split(":", maxsplit=1)[0]
        return {
            name: (folder / "out" / path.name).with_suffix(f".{suffix}").read_bytes() for name, path in sources.items()
        }

    return run


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
