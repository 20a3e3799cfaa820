from __future__ import annotations

import pytest

from toolkit.mechanism import Visiting, load


@pytest.fixture(scope="session")
def visiting() -> Visiting:
    found = load("putian").visiting
    assert found is not None
    return found
