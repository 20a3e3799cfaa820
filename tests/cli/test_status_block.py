"""What the person at the screen sees of the watch."""

from __future__ import annotations

import io
from collections import Counter
from datetime import datetime, timedelta

import pytest
from rich.console import Console

from toolkit.cli.status_block import block, can_replace, plain
from toolkit.screen import cells
from toolkit.watch.state import Mood, State

STATE = State(
    Mood.WELL,
    datetime(2026, 11, 22, 10, 32, 5),
    "08:30 起",
    12,
    Counter({"已登记": 3, "已更新": 4, "待补正": 1, "重复": 1}),
    set_aside=2,
    moving=1,
    opened=1,
    register="总台账由王某正打开着，2 行改动等待写入",
)


def test_the_line_says_what_came_in_and_what_waits() -> None:
    assert STATE.line() == (
        "值守正常 2026-11-22 10:32:05，08:30 起收件 12 份（已登记 3、已更新 4、待补正 1、重复 1），需要处理 2 份，"
        "正在复制 1 份，正打开着 1 份，总台账由王某正打开着，2 行改动等待写入"
    )


def test_the_block_has_a_row_for_each_thing_and_fits_the_screen() -> None:
    assert [each.plain for each in block(STATE, 80)] == [
        "值守正常      10:32:05",
        "08:30 起收件  12 份：已登记 3、已更新 4、待补正 1、重复 1",
        "需要处理      2 份，见总台账“收件日志”“待确认”和 outbox/退回补正",
        "收件箱        正在复制 1 份，正打开着 1 份",
        "总台账        由王某正打开着，2 行改动等待写入",
        "停止值守请按 Ctrl+C",
    ]
    for width in (80, 40, 20):
        assert all(cells(each.plain) <= width for each in block(STATE, width))


def test_a_quiet_day_is_told_in_few_rows() -> None:
    rows = dict(State(Mood.WELL, STATE.now, "今天").rows())
    assert rows == {"值守正常": "10:32:05", "今天收件": "0 份"}


def test_visits_have_a_row_where_they_are_kept() -> None:
    rows = dict(State(Mood.WELL, STATE.now, "今天", visits="本季度 3 次、3 家").rows())
    assert rows["走访"] == "本季度 3 次、3 家"


def test_how_the_tasks_of_plans_stand_has_a_row_where_some_are_followed() -> None:
    state = State(Mood.WELL, STATE.now, "今天", tasks="跟踪 21 项，逾期 1 项")
    assert list(state.rows())[-1] == ("任务", "跟踪 21 项，逾期 1 项")
    assert "任务" not in state.facts()


def test_trouble_stands_in_the_first_row() -> None:
    state = State(Mood.ILL, STATE.now, "今天", trouble="网络盘没有连上")
    assert next(state.rows()) == ("值守暂停", "10:32:05　网络盘没有连上")


class Screen(io.StringIO):
    """A stream that claims to be a console with some encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._named = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._named


@pytest.mark.parametrize(
    ("encoding", "terminal", "legacy", "term", "can"),
    [
        ("utf-8", True, False, "xterm", True),
        ("UTF8", True, False, "xterm", True),
        ("cp936", True, False, "xterm", False),
        ("gbk", True, False, "xterm", False),
        ("utf-8", False, False, "xterm", False),
        ("utf-8", True, True, "xterm", False),
        ("utf-8", True, False, "dumb", False),
    ],
)
def test_only_a_console_that_can_replace_lines_is_given_a_block(
    encoding: str, terminal: bool, legacy: bool, term: str, can: bool
) -> None:
    console = Console(file=Screen(encoding), force_terminal=terminal, legacy_windows=legacy, _environ={"TERM": term})
    assert can_replace(console) is can


def test_where_there_is_no_block_a_line_comes_when_something_has_changed_and_once_an_hour() -> None:
    said: list[str] = []
    time = 0.0
    place = plain(said.append, lambda: time)
    for minute in range(121):
        time = minute * 60.0
        now = STATE.now + timedelta(minutes=minute)
        taken = 12 if minute < 30 else 13
        place.show(State(Mood.WELL, now, "今天", taken))
    assert [line.split("，")[0][-8:-3] + line.split("，")[1] for line in said] == [
        "10:32今天收件 12 份",
        "11:02今天收件 13 份",
        "12:02今天收件 13 份",
    ]
