from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from conftest import Soffice, Validator

from .builders import by_xlsxwriter


@pytest.fixture(scope="session")
def by_libreoffice(soffice: Soffice) -> bytes:
    """The register of xlsxwriter, really opened and saved again by LibreOffice."""
    return soffice({"台账.xlsx": by_xlsxwriter()}, "xlsx")["台账.xlsx"]


@pytest.fixture(scope="session")
def find_faults(validator: Validator) -> Callable[[bytes], Counter[str]]:
    """What the Open XML SDK has to say against a file: the kinds of error, counted."""

    def run(data: bytes) -> Counter[str]:
        errors = validator("judged.xlsx", data)
        assert all(error["errorType"] != "Exception" for error in errors), errors
        return Counter(f"{error['path']} {error['id']} {error['description']}" for error in errors)

    return run
