from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from conftest import Soffice, Validator
from toolkit.ooxml import package, survey

from .builders import by_xlsxwriter

#: What is told of a sheet here must hold for a small one, held whole, and for a large one, held in blocks.
BOTH_WAYS = {
    f"ooxml.test_{name}"
    for name in ("calculation", "column", "filldown", "growth", "links", "patch", "rows", "workbook")
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.module.__name__ in BOTH_WAYS:
        metafunc.fixturenames.append("way")
        metafunc.parametrize("way", ["whole", "blocks"], indirect=True)


@pytest.fixture
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are held as small ones are, or every one in blocks of a row or two."""
    if request.param == "blocks":
        monkeypatch.setattr(package, "LARGE", 1)
        monkeypatch.setattr(survey, "BLOCK", 60)


@pytest.fixture(scope="session")
def by_libreoffice(soffice: Soffice) -> bytes:
    """The register of xlsxwriter, really opened and saved again by LibreOffice."""
    return soffice({"台账.xlsx": by_xlsxwriter()}, "xlsx")["台账.xlsx"]


@pytest.fixture(scope="session")
def find_faults(validator: Validator) -> Callable[..., Counter[str]]:
    """What the Open XML SDK has to say against a file: the kinds of error, counted, but for those of ``known``."""

    def judged(data: bytes) -> Counter[str]:
        errors = validator("judged.xlsx", data)
        assert all(error["errorType"] != "Exception" for error in errors), errors
        return Counter(f"{error['path']} {error['id']} {error['description']}" for error in errors)

    def run(data: bytes, known: bytes = b"") -> Counter[str]:
        found = judged(data)
        # Where nothing is wrong there is nothing to leave out.
        return found - judged(known) if found and known else found

    return run
