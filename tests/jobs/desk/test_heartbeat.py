"""The heartbeat file: people read it, another watch knows its owner by it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.jobs.desk import heartbeat
from toolkit.jobs.desk.heartbeat import Pulse, Who, myself, read, told
from toolkit.workspace import Workspace

WHO = Who("办公室-PC1", "王某", 4711, "2026-11-22 08:30:00", "0.1.0", "a1b2")
LINE = "值守正常 2026-11-22 10:32:05，08:30 起收件 3 份"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "register").mkdir()
    return Workspace(tmp_path)


def test_what_one_pc_writes_another_reads(workspace: Workspace) -> None:
    Pulse(workspace, WHO).beat(LINE, "x")
    beat = read(workspace.heartbeat)
    assert beat is not None
    assert (beat.who, beat.line, beat.count, beat.stopped) == (WHO, LINE, 1, False)
    assert beat.age >= 0
    assert told(workspace.heartbeat) == f"{LINE}（办公室-PC1（王某））"


def test_news_are_told_at_once_and_the_same_again_only_after_a_while(workspace: Workspace) -> None:
    pulse = Pulse(workspace, WHO)
    for state in ("x", "x", "y", "y"):
        pulse.beat(f"{LINE} {state}", state, every=3600)
    beat = read(workspace.heartbeat)
    assert beat is not None
    assert (beat.count, beat.line) == (2, f"{LINE} y")
    pulse.beat(LINE, "y", every=0)
    beat = read(workspace.heartbeat)
    assert beat is not None
    assert beat.count == 3


def test_one_that_has_not_moved_for_long_may_have_stopped_and_one_that_said_so_has(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(workspace.heartbeat) == ""
    pulse = Pulse(workspace, WHO)
    pulse.beat(LINE, "x")
    os.utime(workspace.heartbeat, (1_000_000, 1_000_000))
    now = 1_000_015.0
    monkeypatch.setattr(heartbeat.time, "time", lambda: now)
    assert told(workspace.heartbeat) == f"{LINE}（办公室-PC1（王某）；15 秒没有更新）", "a beat was missed"
    now += 30
    assert told(workspace.heartbeat) == f"{LINE}（办公室-PC1（王某）；45 秒没有更新，可能已暂停或停了，请看值守窗口）"
    now += 1_000_000
    assert told(workspace.heartbeat) == f"值守可能已经停了：办公室-PC1（王某） 最后一次更新是“{LINE}”"
    pulse.stop("值守已停止 2026-11-22 17:30:00")
    beat = read(workspace.heartbeat)
    assert beat is not None
    assert beat.stopped
    assert told(workspace.heartbeat) == "值守已停止 2026-11-22 17:30:00"


@pytest.mark.parametrize("text", ["", "值守正常 2024-01-01 10:00:00，已收 3 份\n", "\x00\x00\n标识：\n", "半行"])
def test_what_an_older_version_or_a_power_cut_left_is_no_heartbeat(workspace: Workspace, text: str) -> None:
    workspace.heartbeat.write_text(text, encoding="utf-8")
    assert read(workspace.heartbeat) is None
    assert told(workspace.heartbeat) == ""


def test_a_process_of_this_pc_is_known_to_have_ended_one_of_another_pc_is_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine = myself("")
    assert mine.host == socket.gethostname()
    assert not mine.is_gone()
    assert replace(mine, process=ended.pid).is_gone()
    assert not replace(mine, process=ended.pid, host="another").is_gone()


def test_a_watch_of_this_pc_that_was_just_killed_is_not_told_to_be_well(workspace: Workspace) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    Pulse(workspace, replace(myself(""), process=ended.pid)).beat(LINE, "x")
    ended.wait()
    assert told(workspace.heartbeat).startswith("值守可能已经停了：")


def test_nothing_is_made_in_place_of_a_drive_that_is_away(tmp_path: Path) -> None:
    pulse = Pulse(Workspace(tmp_path / "away"), WHO)
    pulse.beat(LINE, "x")
    pulse.stop(LINE)
    assert list(tmp_path.iterdir()) == []


def test_two_watches_on_one_pc_are_told_apart() -> None:
    assert myself("").token != myself("").token


def test_the_note_for_people_names_the_time_after_which_it_counts_as_stopped(workspace: Workspace) -> None:
    Pulse(workspace, WHO).beat(LINE, "x")
    assert f"{heartbeat.SILENT // 60:.0f} 分钟以上没有更新" in workspace.heartbeat.read_text(encoding="utf-8")
