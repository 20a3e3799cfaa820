"""The keeper (看守): keeps one turn after another going for weeks, and tells how it stands.

The turns run in a thread of their own. Whoever called stays free to hear a wish to stop, to put up again a thread
that died, and to tell of one that a dead drive keeps from answering. A drive that goes away, a bad file or a locked
register is said once and waited out.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from toolkit.config import read_config
from toolkit.errors import ToolkitError
from toolkit.files import why
from toolkit.jobs.desk.heartbeat import Pulse, myself
from toolkit.jobs.desk.sentinel import recognise
from toolkit.watch.lead import Lead
from toolkit.watch.listener import Listener
from toolkit.watch.state import Mood, State
from toolkit.watch.turn import Turn
from toolkit.workspace import Workspace

_LOG = logging.getLogger(__name__)
#: The longest wait before a drive that went away is tried again, in seconds.
_LONGEST_WAIT = 60.0
#: The shortest pause between two scans, however often the inbox changes; between two heartbeats without news.
_SHORTEST_WAIT, _BEAT = 0.5, 5.0
#: How often the thread that works is looked after; how long it may be silent before that is told. In seconds.
_TICK, _SILENT = 0.5, 60.0
#: How far the clock on the wall may be off before the PC has slept, or the clock was set, in seconds.
_SLEPT = 60.0
#: How long a turn is given to come to its end once the watch is to stop, in seconds.
_LAST_WORDS = 30.0


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005 - people read it beside their own clock


@dataclass
class Watch:
    """The watch over one inbox.

    Attributes:
        workspace: whose inbox.
        say: takes each line for the person at the screen.
        show: takes how it stands, in place of what it took before.
        today, now: give the day to reckon from, and the time.
        stop: set by whoever wants the watch to end.
        state: how it stands.
    """

    workspace: Workspace
    say: Callable[[str], None]
    show: Callable[[State], None]
    today: Callable[[], date] = date.today
    now: Callable[[], datetime] = _now
    stop: threading.Event = field(default_factory=threading.Event)
    _bell: threading.Event = field(default_factory=threading.Event)
    _root: str = ""
    _trouble: str = ""
    _standing_by: str = ""
    _alive: tuple[float, str] = (0.0, "")
    _restarts: int = 0
    _silent: bool = False

    def __post_init__(self) -> None:
        self.began = self.now()
        self.me = myself(f"{self.began:%Y-%m-%d %H:%M:%S}")
        self.state = State(Mood.WELL, self.began, f"{self.began:%H:%M} 起")
        self._off = self._clocks_apart()

    def run(self) -> None:
        """Watch until ``stop`` is set.

        Raises:
            ConfigError: the settings cannot be used.
        """
        config = read_config(self.workspace.config)
        self._settle, self._pause = config.settle_seconds, config.scan_seconds
        self._pulse = Pulse(self.workspace, self.me)
        self._lead = Lead(self.workspace, self.me, self._pause)
        self._listener = Listener(self.workspace.inbox, self._bell, self._pause)
        worker = self._begun()
        while not self.stop.wait(_TICK):
            if not worker.is_alive():
                worker = self._put_up_again()
            self._look_after()
        self._bell.set()
        worker.join(_LAST_WORDS)
        self._end(worker)

    # what looks after the thread that works

    def _begun(self) -> threading.Thread:
        self._doing("开始值守")
        # Not waited for when Python ends: a dead drive may hold it for minutes.
        worker = threading.Thread(target=self._work, name="watch", daemon=True)
        worker.start()
        return worker

    def _put_up_again(self) -> threading.Thread:
        """Start the thread that works once more, ever later where it dies again and again."""
        self._restarts += 1
        self.say("值守内部出错，已记入运行日志，现在重新开始")
        self.stop.wait(min(_LONGEST_WAIT, 2.0 ** min(self._restarts, 6) / 2))
        self._lead.let_go()
        return self._begun()

    def _look_after(self) -> None:
        """Tell of a clock that jumped and of a thread that does not answer."""
        before, self._off = self._off, self._clocks_apart()
        if abs(self._off - before) > _SLEPT:
            self.say("电脑刚才睡眠过，或改过时间；值守继续")
            self._bell.set()
        at, doing = self._alive
        silent = time.monotonic() - at
        if silent > _SILENT:
            words = f"{doing}已 {silent / 60:.0f} 分钟没有动静（网络盘很慢，或文件难读），恢复后自动继续"
            if not self._silent:
                self.say(f"{words}；一直这样的，请关闭本窗口再打开")
            self._silent = True
            self._tell(replace(self.state, mood=Mood.SILENT, now=self.now(), trouble=words))
        elif self._silent:
            self._silent = False
            self.say("已恢复，继续值守")

    def _clocks_apart(self) -> float:
        return self.now().timestamp() - time.monotonic()

    def _end(self, worker: threading.Thread) -> None:
        self._listener.stop()
        self._tell(replace(self.state, mood=Mood.STOPPED, now=self.now(), trouble=""))
        if worker.is_alive():
            self.say("手上的文件还没有收完就停止了；下次开始时接着收，不会丢失")
        elif self._lead.leads:
            with suppress(OSError):
                self._pulse.stop(self.state.line())
        if not worker.is_alive():
            self._lead.let_go()

    # the thread that works

    def _work(self) -> None:
        turn = Turn(self.workspace, self._settle, self.say, self._doing, self.today, self.now, self.stop.is_set)
        try:
            self._loop(turn)
        except BaseException:  # noqa: BLE001 - whoever looks after us puts another in our place
            _LOG.exception("watch")
        finally:
            turn.close()

    def _loop(self, turn: Turn) -> None:
        wait = self._pause
        while not self.stop.is_set():
            self._once(turn)
            if self._trouble:
                wait = min(_LONGEST_WAIT, wait * 2)
            else:
                wait = min(self._pause, 1.0) if turn.moving else self._pause
            self._rest(wait)

    def _rest(self, wait: float) -> None:
        """Wait so many seconds, or until something happens."""
        self._alive = (time.monotonic() + wait, "")
        # Events may come without end while a large file is copied: they make the pause shorter, not nothing.
        self.stop.wait(min(_SHORTEST_WAIT, wait))
        self._bell.wait(max(0.0, wait - _SHORTEST_WAIT))
        self._bell.clear()
        self._doing("看收件箱")

    def _once(self, turn: Turn) -> None:
        """Take in what has come to rest, once. Nothing that goes wrong with a file or the drive gets past here."""
        try:
            # Before anything is believed that is seen there, or not seen.
            self._root = recognise(self.workspace, self._root) or self._root
            if self._leads(turn):
                self._listener.keep()
                turn.take()
            self._well()
        except ToolkitError as error:
            self._ill(str(error))
        except OSError as error:
            self._ill(f"网络盘暂时连不上或写不进去（{why(error)}），恢复后自动继续")
        except Exception:  # noqa: BLE001 - a watch that dies of one file is no watch; the log has the details
            _LOG.exception("watch")
            self._ill("出现意外错误，已记入运行日志，值守继续")
        self._tell(self._now_state(turn))
        self._beat()

    def _leads(self, turn: Turn) -> bool:
        """Return whether this watch is the one that works; a change is said, and the count begins anew."""
        leads, beat = self._lead.ask(), self._lead.beat
        other = beat.who.name if beat is not None and not beat.stopped else "另一个值守窗口"
        words = "" if leads else f"{other}正在值守"
        if words and not self._standing_by:
            self.say(f"{words}，本窗口候补：它停了由这里接着收")
        elif self._standing_by and leads:
            self.say("原来的值守停了，由本窗口接着收")
            turn.begin()
        self._standing_by = words
        return leads

    def _well(self) -> None:
        if self._trouble:
            self.say("已恢复，继续值守")
        self._trouble = ""

    def _ill(self, words: str) -> None:
        if words != self._trouble:
            self.say(words)
        self._trouble = words

    def _doing(self, words: str) -> None:
        """Note that something goes on; in a long job the heartbeat goes on with it."""
        self._alive = (time.monotonic(), words)
        self._beat()

    def _beat(self) -> None:
        if not self._lead.leads:
            return
        state = replace(self.state, now=self.now())
        if state.mood is Mood.STANDBY:
            state = replace(state, mood=Mood.WELL, trouble="")  # it has just taken over
        try:
            self._pulse.beat(state.line(), state.facts(), every=_BEAT)
        except OSError as error:
            _LOG.warning("heartbeat: %s", error)

    def _tell(self, state: State) -> None:
        self.state = state
        self.show(state)

    def _now_state(self, turn: Turn) -> State:
        mood = Mood.ILL if self._trouble else Mood.STANDBY if self._standing_by else Mood.WELL
        now, total = self.now(), turn.total
        return State(
            mood,
            now,
            turn.since or self.state.since,
            total.taken + total.repeated + total.set_aside,
            total.outcomes + Counter({"重复": total.repeated}),
            total.set_aside,
            turn.moving + turn.half,
            len(turn.inbox.opened),
            len(turn.patience) - turn.half,
            turn.held,
            self._trouble.splitlines()[0] if self._trouble else self._standing_by,
            turn.visits,
            turn.tasks,
        )
