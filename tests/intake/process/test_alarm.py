"""A reading process stops itself where nobody stopped it: its task takes far too long and whoever waited is gone."""

from __future__ import annotations

import subprocess
import sys

#: Seconds until the alarm: a machine that stands still meanwhile is waited for at the next pace; one that rings though
#: it was taken back does so at each.
_PACES = (0.2, 2.0, 20.0)

_TASK = """
import sys
from toolkit.intake.process import alarm
alarm.ready()
alarm.start(float(sys.argv[1]))
{then}
# A pattern that tries for years, inside C, where no handler of ours would run.
import re
re.fullmatch("(a|aa)*b", "a" * int(sys.argv[2]))
"""


def _run(seconds: float, letters: int, then: str = "") -> int:
    command = [sys.executable, "-c", _TASK.format(then=then), str(seconds), str(letters)]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL, timeout=300).returncode


def _goes_on(then: str) -> bool:
    """Return whether a process outlives its alarm, its time being called ``seconds`` in what it does then."""
    return any(_run(pace, 10, f"seconds = {pace}; {then}") == 0 for pace in _PACES)


def test_a_process_that_takes_too_long_is_ended() -> None:
    assert _run(1.0, 200) != 0


def test_a_process_whose_alarm_was_taken_back_goes_on() -> None:
    assert _goes_on("alarm.stop(); import time; time.sleep(3 * seconds)")
    assert _run(0.2, 10, "import time; time.sleep(60)") != 0, "one that was not is ended"


def test_an_alarm_set_again_is_put_off() -> None:
    assert _goes_on("import time; alarm.start(300); time.sleep(2 * seconds)")


def test_an_ignored_alarm_that_was_inherited_ends_the_process_all_the_same() -> None:
    if sys.platform != "win32":
        code = f"import signal,subprocess,sys; signal.signal(signal.SIGALRM, signal.SIG_IGN); sys.exit(abs(subprocess.run([sys.executable, '-c', {_TASK.format(then='')!r}, '0.5', '200']).returncode))"
        assert subprocess.run([sys.executable, "-c", code], check=False, timeout=300).returncode == 14
