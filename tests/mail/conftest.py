from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .post_office import SmtpServer, certificates, smtp_server


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The authority's certificate, the server's, and its key."""
    return certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def smtp(papers: tuple[Path, Path, Path]) -> Iterator[SmtpServer]:
    """A server for sending, secret from the first byte."""
    with smtp_server(papers[1], papers[2]) as server:
        yield server
