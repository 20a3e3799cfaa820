"""Two watches at work, killed, stopped and put to sleep, on a share that comes and goes: the short form of the soak."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest

from faults.crash import orphans
from faults.soak_watch import Soak

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals and moves folders that are in use")


def test_of_all_that_comes_in_meanwhile_nothing_is_lost_and_nothing_there_twice(tmp_path: Path) -> None:
    soak = Soak(tmp_path, random.Random(3))
    try:
        soak.work(6, batch=3, faults=0)
        for trial in (soak.lose_share, soak.kill, soak.open_register, soak.sleep):
            trial()
            soak.work(len(soak.post.sent) + 4, batch=2, faults=0)
        soak.finish()
        soak.check()
    finally:
        for pc in soak.pcs:
            pc.signal(signal.SIGKILL)
    assert orphans(soak.office.root) == []


def test_the_check_would_notice_a_lost_and_a_doubled_file(tmp_path: Path) -> None:
    soak = Soak(tmp_path, random.Random(3))
    for name in ("甲", "乙"):
        firm = f"顺德{name}有限公司"
        data = soak.office.report(企业名称=firm)
        soak.post.sent[f"{name}.xlsx"] = data
        soak.post.firms.append(firm)
        soak.office.take_in(**{name: data})
    soak.check()
    soak.post.firms.append("顺德丙有限公司")
    with pytest.raises(AssertionError, match="顺德丙有限公司"):
        soak.check()
    soak.post.firms.pop()
    soak.office.type_in("2024-002", 企业名称="顺德甲有限公司")
    with pytest.raises(AssertionError, match="顺德甲有限公司"):
        soak.check()
