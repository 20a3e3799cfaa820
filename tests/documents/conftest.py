from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.documents.letter import write_letter
from toolkit.documents.minutes import write_minutes
from toolkit.documents.report import write_report
from toolkit.mechanism import Mechanism, default_name, load

from . import samples

_USUAL = Path("/tmp/env/node_modules/.bin/ooxml-validator")
HEADING = "2024年3月“政企面对面”工作会议"


@pytest.fixture(scope="session")
def mechanism() -> Mechanism:
    return load(default_name())


def write_all(mechanism: Mechanism) -> dict[str, bytes]:
    """Every paper of this room, by file name."""
    return {
        "minutes.docx": write_minutes(samples.minutes(mechanism, samples.OPEN_ITEM), mechanism),
        "assignments.docx": write_assignments(samples.assignments(), mechanism, heading=HEADING, day=samples.DAY),
        "assignments.xlsx": write_assignments_sheet(samples.assignments(), mechanism, heading=HEADING, day=samples.DAY),
        "letter.docx": write_letter(samples.letter(), mechanism),
        "report.docx": write_report(samples.report(), mechanism),
    }


@pytest.fixture(scope="session")
def papers(mechanism: Mechanism) -> dict[str, bytes]:
    return write_all(mechanism)


@pytest.fixture
def findings(tmp_path: Path) -> Callable[[str, bytes], list[str]]:
    """What Microsoft's Open XML SDK finds wrong with a file."""
    found = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    program = found or (str(_USUAL) if _USUAL.exists() else "")
    if not program:
        pytest.skip("the Open XML SDK validator is not installed (OOXML_VALIDATOR)")

    def check(name: str, data: bytes) -> list[str]:
        path = tmp_path / name
        path.write_bytes(data)
        done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, timeout=60)
        return [f"{each['path']} {each['xPath']}: {each['description']}" for each in json.loads(done.stdout)["errors"]]

    return check


@pytest.fixture(scope="session")
def render(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], dict[str, list[str]]]:
    """The text of each page as LibreOffice sets it."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or pdftotext is not installed")

    def pages(files: dict[str, bytes]) -> dict[str, list[str]]:
        folder = tmp_path_factory.mktemp("render")
        for name, data in files.items():
            (folder / name).write_bytes(data)
        profile = (tmp_path_factory.getbasetemp() / "lo-documents").as_uri()
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"),
                *("--outdir", str(folder), *(str(folder / name) for name in files)),
            ],
            capture_output=True,
            check=True,
            timeout=120,
        )
        return {name: _pages(folder / name) for name in files}

    return pages


def _pages(path: Path) -> list[str]:
    pdf = path.with_suffix(".pdf")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]
