"""The watch looks after itself: threads that die or hang, clocks that jump, a second watch beside it, the end."""

from __future__ import annotations

import re
import threading
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from jobs.office import Office
from toolkit.intake import Reader
from toolkit.jobs.desk import heartbeat
from toolkit.watch import Watch, keeper, turn
from toolkit.watch.lead import Lead
from toolkit.watch.state import Mood
from toolkit.watch.turn import Turn

from .running import Running, Start


class PanicError(BaseException):
    """What a library that is not Python may throw past everybody who catches Python's errors."""


def test_the_thread_that_works_is_put_up_again_when_it_has_died(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, deaths = Turn.take, iter(range(2))

    def take(self: Turn) -> None:
        if next(deaths, None) is not None:
            raise PanicError
        real(self)

    monkeypatch.setattr(Turn, "take", take)
    monkeypatch.setattr(keeper, "_LONGEST_WAIT", 0.1)
    running = watching()
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: len(quick.rows()) == 1)
    assert running.said.count("值守内部出错，已记入运行日志，现在重新开始") == 2


def test_a_scan_that_hangs_is_told_once_and_so_is_its_end(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, answered = Turn.take, threading.Event()

    def take(self: Turn) -> None:
        answered.wait()
        real(self)

    monkeypatch.setattr(Turn, "take", take)
    monkeypatch.setattr(keeper, "_SILENT", 0.3)
    running = watching()
    running.until(lambda: running.states and running.states[-1].mood is Mood.SILENT)
    running.turns(5)
    assert "没有动静" in running.shown[-1]
    assert len([line for line in running.said if "没有动静" in line]) == 1
    assert len(threading.enumerate()) < 20
    answered.set()
    running.until(lambda: "已恢复，继续值守" in running.said)
    running.until(lambda: running.states[-1].mood is Mood.WELL)


def test_a_long_pause_is_no_silence(quick: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    clock = SimpleNamespace(time=0.0, monotonic=lambda: clock.time)
    monkeypatch.setattr(keeper, "time", clock)
    watch = Watch(quick.workspace, said.append, lambda _: None, now=lambda: datetime.fromtimestamp(clock.time))
    watch._lead = Lead(quick.workspace, watch.me, 1.0)

    def pause(seconds: float) -> bool:
        for _ in range(100):
            clock.time += seconds / 100
            watch._look_after()
        return False

    monkeypatch.setattr(watch, "stop", SimpleNamespace(wait=pause))
    monkeypatch.setattr(watch, "_bell", SimpleNamespace(wait=pause, clear=lambda: None, set=lambda: None))
    watch._doing("看收件箱")
    watch._rest(5 * keeper._SILENT)
    assert clock.time == pytest.approx(5 * keeper._SILENT)
    assert said == []
    clock.time += keeper._SILENT + 1
    watch._off = watch._clocks_apart()
    watch._look_after()
    assert len(said) == 1, "after it the silence counts again"


@pytest.mark.parametrize("hours", [9, -24 * 365])
def test_a_pc_that_slept_or_whose_clock_was_set_goes_on_and_takes_each_file_once(
    quick: Office, watching: Start, hours: int
) -> None:
    running = watching()
    running.turns()
    off = timedelta(hours=hours)
    running.watch.now = lambda: running.now() + off
    running.until(lambda: any("睡眠过，或改过时间" in line for line in running.said))
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: len(quick.rows()) == 1)
    running.turns(4)
    assert len([line for line in running.said if "睡眠过" in line]) == 1
    assert len(quick.events("received")) == 1


def test_after_midnight_the_count_begins_anew_and_is_today_s(quick: Office, watching: Start) -> None:
    quick.put("甲.xlsx", quick.report())
    running = watching()
    running.until(lambda: running.states and running.states[-1].taken == 1)
    assert "起收件 1 份（已登记 1）" in running.shown[-1]
    tomorrow = running.now() + timedelta(days=1)
    running.watch.now = lambda: tomorrow
    day = running.watch.today()
    running.today = day + timedelta(days=1)
    running.until(lambda: running.states[-1].taken == 0)
    assert "今天收件 0 份" in running.shown[-1]
    quick.put("乙.xlsx", quick.report(企业名称="顺德乙有限公司"))
    running.until(lambda: running.states[-1].taken == 1)
    assert [each.day for each in quick.events("received")] == [day, running.today]
    running.today = day  # the clock was a day ahead, and is put right
    running.until(lambda: running.states[-1].taken == 0)
    assert re.search(r"\d\d:\d\d 起收件 0 份", running.shown[-1])


def test_of_two_watches_one_works_and_the_other_says_so_and_follows(quick: Office, watching: Start) -> None:
    first = watching()
    first.until(lambda: first.shown and quick.workspace.heartbeat.exists())
    second = watching()
    second.until(lambda: second.said)
    assert second.said == [f"{first.watch.me.name}正在值守，本窗口候补：它停了由这里接着收"]
    quick.put("甲.xlsx", quick.report())
    first.until(lambda: len(quick.rows()) == 1)
    second.turns(3)
    assert second.states[-1].mood is Mood.STANDBY
    assert second.states[-1].taken == 0
    first.stop()
    quick.put("乙.xlsx", quick.report(企业名称="顺德乙有限公司"))
    second.until(lambda: len(quick.rows()) == 2)
    second.until(lambda: second.states[-1].taken == 1)  # what the first one took in is not counted by this one
    assert second.said[1:2] == ["原来的值守停了，由本窗口接着收"]
    assert len(quick.events("received")) == 2


def test_of_many_files_those_already_taken_are_done_when_it_stops_and_the_rest_lies_there(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "_PORTION", 1)
    real, begun, go_on = turn.take_in, threading.Event(), threading.Event()

    def take_in(*given: object) -> object:
        begun.set()
        go_on.wait()
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(turn, "take_in", take_in)
    for number in range(12):
        quick.put(f"{number}.xlsx", quick.report(企业名称=f"顺德{number}号有限公司"))
    running = watching()
    running.until(begun.is_set)
    running.watch.stop.set()
    go_on.set()
    running.stop()
    assert len(quick.events("received")) == 1
    assert len(quick.rows()) == 1, "what was taken stands in the register"
    assert len(list(quick.workspace.inbox.iterdir())) == 11
    again = watching()
    again.until(lambda: len(quick.rows()) == 12)


def test_a_long_job_goes_on_showing_its_heartbeat(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "_BEAT", 0.1)
    real, go_on = turn.take_in, threading.Event()

    def take_in(desk: object, *more: object) -> object:
        while not go_on.wait(0.05):
            desk.order.step(1, 2, "x")  # type: ignore[attr-defined]
        return real(desk, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(turn, "take_in", take_in)
    quick.put("甲.xlsx", quick.report())
    running = watching()
    running.until(lambda: heartbeat.read(quick.workspace.heartbeat))
    seen = set()

    def beats() -> bool:
        beat = heartbeat.read(quick.workspace.heartbeat)
        seen.add(beat.count if beat else 0)
        return len(seen) > 4

    running.until(beats)
    assert not quick.events("received")
    go_on.set()
    running.until(lambda: len(quick.rows()) == 1)


def test_the_reader_s_processes_are_given_back_in_a_quiet_hour(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    real = Reader.close
    monkeypatch.setattr(turn, "Reader", Reader)
    monkeypatch.setattr(Reader, "close", lambda self: (closed.append(1), real(self))[1])
    monkeypatch.setattr(turn, "_IDLE", 0.2)
    running = watching()
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: closed)
    quick.put("乙.xlsx", quick.report(企业名称="顺德乙有限公司"))
    running.until(lambda: len(quick.rows()) == 2)


def test_what_a_dead_drive_holds_does_not_keep_the_watch_from_ending(
    quick: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_ever = threading.Event()
    monkeypatch.setattr(Turn, "take", lambda _: for_ever.wait())
    monkeypatch.setattr(keeper, "_LAST_WORDS", 0.3)
    running = Running(quick)
    running.until(lambda: "_lead" in vars(running.watch) and running.watch._lead.leads)
    running.stop()
    assert running.said == ["手上的文件还没有收完就停止了；下次开始时接着收，不会丢失"]
    for_ever.set()
