"""Once (只说一次): what holds a file or the register up is told once, however often it is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

#: A line that has not come up for so long is news again, in seconds: longer than any pause between two tries.
_FORGET = 1200.0


@dataclass
class Once:
    """Passes lines on, each once, but those about files that have just come.

    Attributes:
        say: takes the lines for the person at the screen.
        elapsed: a clock that only goes forward, in seconds.
    """

    say: Callable[[str], None]
    elapsed: Callable[[], float] = time.monotonic
    _heard: dict[str, float] = field(default_factory=dict)
    _news: tuple[str, ...] = ()
    _silent: bool = False

    def about(self, names: Sequence[str]) -> None:
        """Pass on whatever is said of these files from now on: they have just come."""
        self._news = tuple(f"{name}：" for name in names)
        now = self.elapsed()
        self._heard = {line: at for line, at in self._heard.items() if now - at < _FORGET}

    def __call__(self, line: str) -> None:
        """Take a line; one that begins with blanks belongs to the line before it."""
        if not line.startswith(" "):
            self._silent = line in self._heard and not line.startswith(self._news)
            self._heard[line] = self.elapsed()
        if not self._silent:
            self.say(line)
