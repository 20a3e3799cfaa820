"""watch (值守): scan, then watch, then scan again: calls the ingest job for ever.

Our own scan is the truth; what the system tells of changes only wakes it early. ``keeper`` keeps it going, ``turn`` is
one scan and what follows from it, ``lead`` sees to it that of two watches one works, ``listener`` wakes the scan,
``state`` is what the person at the screen and the heartbeat file are told.
"""

from toolkit.watch.keeper import Watch
from toolkit.watch.state import State

__all__ = ["State", "Watch"]
