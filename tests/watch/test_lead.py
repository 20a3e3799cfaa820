"""Which of several watches works: by the lock, by the heartbeat, whatever the clocks say and whoever slept."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.jobs.desk.heartbeat import Pulse, Who
from toolkit.watch import lead as room
from toolkit.watch.lead import Lead
from toolkit.workspace import Workspace

WANG, LI = Who("PC1", "王某", 1, "", "0", "wang"), Who("PC2", "李某", 2, "", "0", "li")
PAUSE = 10.0


class Pc:
    """A PC with a watch, and a clock of its own."""

    def __init__(self, workspace: Workspace, who: Who) -> None:
        self.time = 1000.0
        self.lead = Lead(workspace, who, PAUSE, elapsed=lambda: self.time)
        self.pulse = Pulse(workspace, who)

    def turn(self) -> bool:
        """Ten seconds later it looks, and shows a heartbeat if it leads; return whether it does."""
        self.time += PAUSE
        leads = self.lead.ask()
        if leads:
            self.pulse.beat("值守正常", "x")
        return leads

    def turns(self, count: int) -> list[bool]:
        return [self.turn() for _ in range(count)]

    def seconds_until_it_leads(self) -> float:
        start = self.time
        while not self.turn():
            assert self.time - start < 3600
        return self.time - start


Make = Callable[[Who], Pc]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "register").mkdir()
    return Workspace(tmp_path)


@pytest.fixture
def pc(workspace: Workspace) -> Make:
    return lambda who: Pc(workspace, who)


@pytest.fixture
def lock_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A share that gives a lock to everybody who asks."""

    class Granted:
        def release(self) -> None:
            pass

    monkeypatch.setattr(room, "watch_lock", lambda _: Granted())


@pytest.fixture
def lock_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that keeps the lock for a PC that is gone."""
    monkeypatch.setattr(room, "watch_lock", lambda _: None)


def test_the_first_leads_at_once_and_the_second_stands_by_and_knows_who_leads(pc: Make) -> None:
    wang, li = pc(WANG), pc(LI)
    for _ in range(50):
        assert (wang.turn(), li.turn()) == (True, False)
    assert li.lead.beat is not None
    assert li.lead.beat.who == WANG


def test_one_that_stops_is_followed_at_the_next_look(pc: Make) -> None:
    wang, li = pc(WANG), pc(LI)
    assert (wang.turn(), li.turn()) == (True, False)
    wang.pulse.stop("值守已停止")
    wang.lead.let_go()
    assert li.turn()


def test_one_that_is_killed_is_followed_within_a_minute(pc: Make) -> None:
    wang, li = pc(WANG), pc(LI)
    assert (wang.turn(), li.turn()) == (True, False)
    wang.lead.let_go()  # the system gives back the lock of a process that is gone
    assert li.seconds_until_it_leads() <= 60


def test_one_killed_on_this_very_pc_is_followed_at_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Who, "is_gone", lambda who: who == WANG)
    Pulse(workspace, WANG).beat("值守正常", "x")
    assert Pc(workspace, LI).turn()


def test_yesterday_s_heartbeat_is_not_waited_for(workspace: Workspace) -> None:
    Pulse(workspace, WANG).beat("值守正常", "x")
    os.utime(workspace.heartbeat, (1, 1))
    assert Pc(workspace, LI).turn()


@pytest.mark.parametrize("skew", [1e6, -1e6, 0])
def test_a_heart_that_beats_is_not_followed_whatever_the_clocks_say(
    pc: Make, workspace: Workspace, lock_for_none: None, skew: float
) -> None:
    li, wang = pc(LI), Pulse(workspace, WANG)
    for _ in range(100):
        wang.beat("值守正常", "x")
        when = workspace.heartbeat.stat().st_mtime + skew
        os.utime(workspace.heartbeat, (when, when))
        assert not li.turn()


def test_where_the_server_keeps_the_lock_of_a_pc_that_is_gone_silence_decides(
    pc: Make, workspace: Workspace, lock_for_none: None
) -> None:
    Pulse(workspace, WANG).beat("值守正常", "x")
    assert 180 <= pc(LI).seconds_until_it_leads() <= 220


def test_a_pc_that_slept_has_not_looked_on_meanwhile(pc: Make, workspace: Workspace, lock_for_none: None) -> None:
    li, wang = pc(LI), Pulse(workspace, WANG)
    wang.beat("值守正常", "x")
    assert li.turns(3) == [False] * 3
    li.time += 8 * 3600
    assert not li.turn(), "the other slept as well, or is just waking up"
    wang.beat("值守正常", "x")
    assert li.turns(10) == [False] * 10


def test_a_leader_that_slept_steps_back_for_the_one_that_took_over(pc: Make, lock_for_none: None) -> None:
    wang, li = pc(WANG), pc(LI)
    wang.lead.leads = True
    wang.pulse.beat("值守正常", "x")
    assert li.seconds_until_it_leads() > 0
    assert not wang.turn()
    for _ in range(30):
        assert (wang.turn(), li.turn()) == (False, True)


@pytest.mark.parametrize("first", [True, False])
def test_where_the_lock_binds_nobody_two_watches_do_not_take_turns(pc: Make, lock_for_all: None, first: bool) -> None:
    wang, li = pc(WANG), pc(LI)
    led = []
    for _ in range(60):
        looks = [wang, li] if first else [li, wang]
        led.append(tuple(each.turn() for each in looks))
    assert set(led[1:]) == {(True, False)}, "the heartbeat decides"


def test_a_watch_that_has_begun_and_not_beaten_yet_is_waited_for(pc: Make, workspace: Workspace) -> None:
    wang, li = pc(WANG), pc(LI)
    assert wang.lead.ask()
    assert li.turns(10) == [False] * 10, "the lock is held"
    assert wang.turn()


def test_of_two_that_lead_at_once_one_remains(pc: Make, lock_for_all: None) -> None:
    wang, li = pc(WANG), pc(LI)
    wang.lead.leads = li.lead.leads = True
    led = [(wang.turn(), li.turn()) for _ in range(40)]
    assert {sum(each) for each in led[2:]} == {1}


def test_a_heartbeat_of_another_version_s_making_does_not_hinder(pc: Make, workspace: Workspace) -> None:
    workspace.heartbeat.write_text("值守正常 2024-01-01 10:00:00，已收 3 份\n", encoding="utf-8")
    assert pc(replace(WANG, version="9")).turn()
