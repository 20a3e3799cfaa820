"""A reading process stops itself where nobody stopped it: its task takes far too long and whoever waited is gone."""

from __future__ import annotations

import subprocess
import sys

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
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL, timeout=60).returncode


def test_a_process_that_takes_too_long_is_ended() -> None:
    assert _run(1.0, 200) != 0


def test_a_process_whose_alarm_was_taken_back_goes_on() -> None:
    assert _run(0.2, 10, "alarm.stop(); import time; time.sleep(0.6)") == 0


def test_an_alarm_set_again_is_put_off() -> None:
    assert _run(0.5, 10, "import time; time.sleep(0.3); alarm.start(30); time.sleep(0.5)") == 0


def test_an_ignored_alarm_that_was_inherited_ends_the_process_all_the_same() -> None:
    if sys.platform != "win32":
        code = f"import signal,subprocess,sys; signal.signal(signal.SIGALRM, signal.SIG_IGN); sys.exit(abs(subprocess.run([sys.executable, '-c', {_TASK.format(then='')!r}, '0.5', '200']).returncode))"
        assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 14
