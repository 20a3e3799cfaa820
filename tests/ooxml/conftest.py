from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from .builders import by_xlsxwriter

_USUAL = Path("/tmp/env/node_modules/.bin/ooxml-validator")


@pytest.fixture(scope="session")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The register of xlsxwriter, really opened and saved again by LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("soffice")
    source, out = folder / "台账.xlsx", folder / "out"
    source.write_bytes(by_xlsxwriter())
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return (out / "台账.xlsx").read_bytes()


@pytest.fixture(scope="session")
def find_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Counter[str]]:
    """What the Open XML SDK has to say against a file: the kinds of error, counted."""
    told = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator") or str(_USUAL)
    if not Path(told).exists():
        pytest.skip("the Open XML validator is not installed")
    folder = tmp_path_factory.mktemp("validator")

    def run(data: bytes) -> Counter[str]:
        path = folder / "judged.xlsx"
        path.write_bytes(data)
        answer = subprocess.run([told, str(path)], capture_output=True, text=True, timeout=60, check=False)
        errors = json.loads(answer.stdout)["errors"]
        assert all(error["errorType"] != "Exception" for error in errors), errors
        return Counter(f"{error['path']} {error['id']} {error['description']}" for error in errors)

    return run
