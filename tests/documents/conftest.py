from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest

from conftest import Soffice, Validator
from toolkit.documents.assignments import write_assignments
from toolkit.documents.assignments_sheet import write_assignments_sheet
from toolkit.documents.frames.letter import write_letter
from toolkit.documents.minutes import write_minutes
from toolkit.documents.report import write_report
from toolkit.mechanism import Mechanism, default_name, load

from . import samples

Pages = dict[str, list[str]]
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


@pytest.fixture(scope="session")
def findings(validator: Validator) -> Callable[[str, bytes], list[str]]:
    """What Microsoft's Open XML SDK finds wrong with a file."""

    def check(name: str, data: bytes) -> list[str]:
        return [f"{each['path']} {each['xPath']}: {each['description']}" for each in validator(name, data)]

    return check


@pytest.fixture(scope="session")
def render(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], Pages]:
    """The text of each page as LibreOffice sets it."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")

    def pages(files: dict[str, bytes]) -> Pages:
        folder = tmp_path_factory.mktemp("render")
        found: Pages = {}
        for name, data in soffice(files, "pdf").items():
            pdf = folder / f"{name}.pdf"
            pdf.write_bytes(data)
            done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
            found[name] = done.stdout.split("\f")[:-1]
        return found

    return pages
