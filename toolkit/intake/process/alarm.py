"""An alarm that ends this process where a task takes too long, whatever a parser is doing, for nobody waits any more.

Systems with interval timers have them set in a microsecond; elsewhere a thread of the interpreter's own watches, which
takes fifty to start.
"""

from __future__ import annotations

import faulthandler
import signal
import sys

if sys.platform == "win32":

    def ready() -> None:
        """Have the alarm end the process, whatever it inherited from the one that started it."""

    def start(seconds: float) -> None:
        """Set the alarm; one that is set already is put off.

        Args:
            seconds: from now until the process ends.
        """
        faulthandler.dump_traceback_later(seconds, exit=True)

    def stop() -> None:
        """Take the alarm back."""
        faulthandler.cancel_dump_traceback_later()

else:

    def ready() -> None:
        """Have the alarm end the process, whatever it inherited from the one that started it."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGALRM,))

    def start(seconds: float) -> None:
        """Set the alarm; one that is set already is put off.

        Args:
            seconds: from now until the process ends.
        """
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop() -> None:
        """Take the alarm back."""
        signal.setitimer(signal.ITIMER_REAL, 0.0)
