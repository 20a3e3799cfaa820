"""What these tests share: a mechanism, its blank forms, LibreOffice and the Open XML SDK's validator."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from conftest import Soffice, Validator
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
def convert(soffice: Soffice) -> Convert:
    """Saves workbooks as another kind of file with a real LibreOffice."""

    def run(files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
        saved = soffice({f"{name}.xlsx": data for name, data in files.items()}, kind)
        return {name.removesuffix(".xlsx"): data for name, data in saved.items()}

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
def validate(validator: Validator) -> Validate:
    """Asks the Open XML SDK what is wrong with a workbook."""
    return lambda data: validator("file.xlsx", data)
