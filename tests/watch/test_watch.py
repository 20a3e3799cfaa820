"""watch, as it runs: a real thread over a real folder."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from importlib import import_module

import pytest

from jobs.office import Office, lock_by_excel
from toolkit import __version__
from toolkit.config import read_config
from toolkit.intake import Delivery
from toolkit.jobs import ingest
from toolkit.jobs.desk.desk import Desk
from toolkit.jobs.reception.sorting import Sorted
from toolkit.jobs.returns.post import Arrival
from toolkit.watch import Watch, keeper
from toolkit.watch.state import Mood

from .running import PATIENCE, SETTLE, Start

Post = list[tuple[Arrival, Delivery | None]]


def test_a_file_that_lay_there_before_and_a_new_one_are_taken(quick: Office, watching: Start) -> None:
    quick.put("旧.xlsx", quick.report(企业名称="早到有限公司"))
    running = watching()
    running.until(lambda: "早到有限公司" in running.firms())
    (quick.workspace.inbox / "新.xlsx").write_bytes(quick.report(企业名称="后到有限公司"))
    running.until(lambda: "后到有限公司" in running.firms())
    running.turns()
    assert running.states[-1].taken == 2
    assert not list(quick.workspace.inbox.iterdir())


def test_a_slowly_growing_file_is_taken_once_and_only_whole(quick: Office, watching: Start) -> None:
    running = watching()
    running.turns()
    data = quick.report()
    path = quick.workspace.inbox / "慢.xlsx"
    step = len(data) // 6
    with path.open("wb") as stream:
        for start in range(0, len(data), step):
            stream.write(data[start : start + step])
            stream.flush()
            time.sleep(SETTLE / 4)
            assert not quick.events("received"), "taken before it was whole"
            if start + step >= len(data) - step:  # one piece is still to come
                running.until(lambda: any("正在复制 1 份" in line for line in running.shown))
    running.until(lambda: len(quick.rows()) == 1)
    (received,) = quick.events("received")
    assert received.data["outcome"] == "已登记"


def test_a_copy_that_stands_still_halfway_keeps_its_file_and_is_taken_when_it_is_whole(
    quick: Office, watching: Start
) -> None:
    running = watching()
    running.turns()
    data = quick.report()
    with (quick.workspace.inbox / "停.xlsx").open("wb") as stream:
        stream.write(data[:4000])
        stream.flush()
        running.until(lambda: any("停.xlsx：正在复制（未写完整）" in line for line in running.said))
        running.until(lambda: "正在复制 1 份" in running.shown[-1] and "没有收完" not in running.shown[-1])
        stream.write(data[4000:])
    running.until(lambda: len(quick.rows()) == 1)
    running.turns()
    (received,) = quick.events("received")
    assert received.data["outcome"] == "已登记"
    assert not list(quick.workspace.inbox.iterdir())
    assert "正在复制" not in running.shown[-1]
    assert len([line for line in running.said if "未写完整" in line]) == 1


def test_a_bad_file_and_a_fault_of_ours_do_not_end_it(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ingest.sort_out

    def trip(desk: Desk, post: Post, *more: object) -> list[Sorted]:
        if post[0][0].name == "绊.xlsx":
            raise ZeroDivisionError
        return real(desk, post, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(ingest, "sort_out", trip)
    running = watching()
    quick.put("绊.xlsx", quick.report())
    quick.put("坏.xlsx", b"PK\x03\x04 torn")
    quick.put("好.xlsx", quick.report(企业名称="好有限公司"))
    running.until(lambda: "好有限公司" in running.firms())
    running.turns(6)
    assert (quick.workspace.inbox / "绊.xlsx").exists()
    assert len([line for line in running.said if line.startswith("绊.xlsx")]) == 1, "said once"


def test_an_open_register_is_waited_out_said_once_and_written_soon_after(quick: Office, watching: Start) -> None:
    owner = lock_by_excel(quick.workspace.register, "王小明")
    running = watching()
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: any("总台账由王小明正打开着，2 行改动等待写入" in line for line in running.shown))
    running.turns(8)
    assert quick.rows() == []
    assert len([line for line in running.said if "王小明" in line]) == 1
    owner.unlink()
    released = time.monotonic()
    running.until(lambda: len(quick.rows()) == 1)
    assert time.monotonic() - released < PATIENCE / 3
    running.turns()
    assert "等待写入" not in running.shown[-1]


def test_a_register_open_all_day_is_noted_in_the_journal_once(quick: Office, watching: Start) -> None:
    lock_by_excel(quick.workspace.register, "王小明")
    quick.put("甲.xlsx", quick.report())
    running = watching()
    running.until(lambda: any("改动等待写入" in line for line in running.shown))
    before = len(quick.events())
    for count in range(3):
        quick.put(f"{count}.xlsx", quick.report(企业名称=f"顺德{count}有限公司"))
        running.turns(4)
    running.until(lambda: len(quick.events("received")) == 4)
    assert quick.events("committing") == [], "nothing was tried that could not be done"
    assert len(quick.events()) > before


def test_a_share_that_goes_away_is_said_once_and_work_resumes(quick: Office, watching: Start) -> None:
    running = watching()
    running.turns()
    away = quick.root / "away"
    quick.workspace.inbox.rename(away)
    running.until(lambda: any("暂停" in line for line in running.shown))
    running.turns(4)
    assert len([line for line in running.said if "网络盘" in line]) == 1
    assert not any("No such file" in line for line in running.said)
    away.rename(quick.workspace.inbox)
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: len(quick.rows()) == 1)
    assert running.said.count("已恢复，继续值守") == 1


def test_nothing_is_made_in_the_place_of_a_share_that_is_away(quick: Office, watching: Start) -> None:
    running = watching()
    running.turns()
    away = quick.root.with_name("away")
    quick.root.rename(away)
    running.until(lambda: any("暂停" in line for line in running.shown))
    running.turns(3)
    assert not quick.root.exists()
    away.rename(quick.root)
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: len(quick.rows()) == 1)


def test_an_empty_folder_where_the_share_was_is_offline_and_stays_empty(quick: Office, watching: Start) -> None:
    running = watching()
    running.turns()
    away = quick.root.with_name("away")
    quick.root.rename(away)
    (quick.root / "inbox").mkdir(parents=True)
    (quick.root / "inbox" / "假.xlsx").write_bytes(quick.report())
    running.until(lambda: any("暂停" in line for line in running.shown))
    running.turns(5)
    assert len([line for line in running.said if "网络盘没有连上" in line]) == 1
    assert sorted(each.name for each in quick.root.rglob("*")) == ["inbox", "假.xlsx"], "no scan, nothing made"
    (quick.root / "inbox" / "假.xlsx").unlink()
    (quick.root / "inbox").rmdir()
    quick.root.rmdir()
    away.rename(quick.root)
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: len(quick.rows()) == 1)
    assert running.said.count("已恢复，继续值守") == 1
    running.until(lambda: "值守正常" in running.shown[-1])


def test_pauses_grow_to_a_minute_while_the_share_is_away_and_no_longer(
    quick: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    class Quick(Watch):
        def _rest(self, wait: float) -> None:
            waits.append(wait)
            if len(waits) == 12:
                self.stop.set()

    monkeypatch.setattr(keeper, "_LONGEST_WAIT", 60.0)
    quick.workspace.config.write_text(f'mechanism = "{quick.mechanism.name}"\nscan_seconds = 10\n', encoding="utf-8")
    watch = Quick(quick.workspace, lambda _: None, lambda _: None)
    (quick.root / ".toolkit-root").unlink()
    away = quick.root.with_name("away")
    monkeypatch.setattr(keeper, "read_config", lambda path: (read_config(path), quick.root.rename(away))[0])
    watch.run()
    assert waits == [20, 40, *[60] * 10]


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_share_that_can_only_be_read_is_said_once(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    from filelock import FileLock

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "in English")

    quick.put("甲.xlsx", quick.report())
    monkeypatch.setattr(FileLock, "acquire", refuse)
    running = watching()
    running.until(lambda: running.said)
    running.turns(4)
    assert len(running.said) == 1
    assert "工作目录写不进去" in running.said[0]
    assert "写入权限" in running.said[0]
    assert (quick.workspace.inbox / "甲.xlsx").exists()
    monkeypatch.undo()
    running.until(lambda: len(quick.rows()) == 1)


def test_too_full_a_disk_is_said_once_and_what_waits_lands_later(
    quick: Office, watching: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        free = 1 << 20

    usage = import_module("toolkit.register.commit").shutil
    monkeypatch.setattr(usage, "disk_usage", lambda _: Full)
    Full.free = 1 << 40
    running = watching()
    running.turns(2)
    Full.free = 1 << 20
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: any("剩余空间只有 1 MB" in line for line in running.said))
    running.turns(4)
    assert len([line for line in running.said if "剩余空间" in line]) == 1
    assert "已恢复，继续值守" not in running.said
    assert running.watch.state.mood is Mood.ILL
    assert running.watch.state.register == "总台账有 2 行改动等待写入"  # the matter, and its line in the log
    assert [each.data["outcome"] for each in quick.events("received")] == ["已登记"]
    assert quick.events("committing") == []
    Full.free = 1 << 40
    running.until(lambda: len(quick.rows()) == 1)


def test_a_missing_register_is_said_and_waited_for_and_no_new_one_is_made(quick: Office, watching: Start) -> None:
    quick.take_in(甲=quick.report())
    running = watching()
    running.turns()
    away = quick.workspace.register.rename(quick.workspace.register.with_name("8A7B6C5D"))
    os.utime(away, (1, 1))
    quick.put("乙.xlsx", quick.report(企业名称="顺德乙有限公司"))
    running.until(lambda: any("8A7B6C5D" in line for line in running.said))
    running.turns(3)
    assert not quick.workspace.register.exists()
    assert len([line for line in running.said if "8A7B6C5D" in line]) == 1
    away.rename(quick.workspace.register)
    running.until(lambda: len(quick.rows()) == 2)


def test_the_litter_of_killed_runs_is_swept_once_a_day(quick: Office, watching: Start) -> None:
    places = [quick.workspace.register, quick.workspace.outbox / "回执" / "x" / "a.docx", quick.workspace.config]
    litter = [each.with_name(".~0123456789abcdef.tmp") for each in places]
    for each in litter:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_bytes(b"x")
        os.utime(each, (1, 1))
    running = watching()
    running.until(lambda: not any(each.exists() for each in litter))
    assert all(each.parent.exists() for each in litter)


def test_the_heartbeat_file_says_what_the_status_line_says_and_who_watches(quick: Office, watching: Start) -> None:
    running = watching()
    beat = quick.workspace.heartbeat
    quick.put("甲.xlsx", quick.report())
    running.until(lambda: beat.exists() and "收件 1 份（已登记 1）" in beat.read_text(encoding="utf-8"))
    line, *more = beat.read_text(encoding="utf-8").splitlines()
    assert line.startswith("值守正常 20")
    said = dict(each.split("：", 1) for each in more)
    assert (said["电脑"], said["进程"]) == (socket.gethostname(), str(os.getpid()))
    assert said["版本"] == __version__
    running.stop()
    assert beat.read_text(encoding="utf-8").startswith("值守已停止 20")


def test_it_stops_when_told_though_it_would_look_again_in_an_hour(quick: Office, watching: Start) -> None:
    quick.workspace.config.write_text(f'mechanism = "{quick.mechanism.name}"\nscan_seconds = 3600\n', encoding="utf-8")
    running = watching()
    running.turns(1)
    before = threading.active_count()
    running.stop()
    assert threading.active_count() < before
