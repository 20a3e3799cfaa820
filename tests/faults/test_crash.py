"""Real commands on one workspace, really killed: every file once, no row twice, whoever dies."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from faults.crash import Town, orphans
from jobs.office import Office

pytestmark = pytest.mark.skipif(os.name == "nt", reason="asks /proc and sends signals")


def test_two_pcs_that_are_killed_again_and_again_lose_and_double_nothing(tmp_path: Path) -> None:
    town = Town(Office.found(tmp_path / "office"), random.Random(7))
    town.work(kills=4, batch=3)
    town.finish()
    town.check()
    assert town.killed >= 4, "both may be due at one look, so the last kill can be two"
    assert len(town.came) >= 12
    assert orphans(town.office.root) == [], "whoever is killed takes his readers with him"


def test_the_check_would_notice_a_lost_and_a_doubled_row(tmp_path: Path) -> None:
    town = Town(Office.found(tmp_path / "office"), random.Random(7))
    town.send(3)
    town.finish()
    town.check()
    first, second, _ = sorted(town.came)
    town.office.type_in("2024-001", 企业名称=second)
    with pytest.raises(AssertionError, match=first):
        town.check()
