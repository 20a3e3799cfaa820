"""What these tests share: a mechanism, its blank forms, LibreOffice and the Open XML SDK's validator."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from toolkit.forms import Form
from toolkit.mechanism import Mechanism, default_name, load
from toolkit.templates import build

Convert = Callable[[Mapping[str, bytes], str], dict[str, bytes]]
Paper = Callable[[Mapping[str, bytes]], dict[str, tuple[int, int, int]]]
Validate = Callable[[bytes], list[Any]]


@pytest.fixture(scope="session")
def mechanism() -> Mechanism:
    return load(default_name())


@pytest.fixture(scope="session")
def laid_out(mechanism: Mechanism) -> list[Form]:
    """The forms that are drawn as the annexes are."""
    return [form for form in mechanism.forms if form.layout.rows]


@pytest.fixture(scope="session")
def blanks(mechanism: Mechanism, laid_out: list[Form]) -> dict[str, bytes]:
    return {form.id: build(form, mechanism) for form in laid_out}


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Saves workbooks as another kind of file with a real LibreOffice, with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
        folder = tmp_path_factory.mktemp("convert")
        out = folder / "out"
        sources = [folder / f"{name}.xlsx" for name in files]
        for source, data in zip(sources, files.values(), strict=True):
            source.write_bytes(data)
        arguments = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(out)]
        subprocess.run([program, *arguments, *map(str, sources)], check=True, capture_output=True, timeout=180)
        return {name: (out / f"{name}.{kind}").read_bytes() for name in files}

    return run


@pytest.fixture(scope="session")
def paper(convert: Convert, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Prints workbooks and measures the paper: pages, width and height in points."""

    def run(files: Mapping[str, bytes]) -> dict[str, tuple[int, int, int]]:
        measured = {}
        for name, data in convert(files, "pdf").items():
            file = tmp_path_factory.mktemp("paper") / "file.pdf"
            file.write_bytes(data)
            told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
            pages, width, height = re.findall(r"^Pages:\s+(\d+)$[\s\S]*^Page size:\s+([\d.]+) x ([\d.]+)", told, re.M)[
                0
            ]
            measured[name] = (int(pages), round(float(width)), round(float(height)))
        return measured

    return run


@pytest.fixture(scope="session")
def validate(tmp_path_factory: pytest.TempPathFactory) -> Validate:
    """Asks the Open XML SDK what is wrong with a workbook."""
    usual = Path("/tmp/env/node_modules/.bin/ooxml-validator")
    program = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator") or (usual.exists() and str(usual))
    if not program:
        pytest.skip("the Open XML SDK's validator is not installed")

    def run(data: bytes) -> list[Any]:
        file = tmp_path_factory.mktemp("validate") / "file.xlsx"
        file.write_bytes(data)
        done = subprocess.run([program, str(file)], check=False, capture_output=True, text=True, timeout=120)
        return list(json.loads(done.stdout)["errors"])

    return run
