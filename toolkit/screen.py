"""Lines on a screen, where a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: How wide a line may be: what the console of Windows shows.
WIDTH = 80
#: Line ends and other characters that steer a screen; a file's name may hold them on Linux and in a mail.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def cells(text: str) -> int:
    """Return how many columns of a screen ``text`` takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def one_line(text: str) -> str:
    """Return ``text`` with a blank for whatever would break the line or steer the screen."""
    return _STEERING.sub(" ", text)


def fit(text: str, width: int) -> str:
    """Return ``text`` on one line in exactly ``width`` columns: filled with blanks, or cut with an ellipsis."""
    text = " ".join(text.split())
    if cells(text) <= width:
        return text + " " * (width - cells(text))
    # Consoles in Chinese give the ellipsis two columns.
    while cells(text) > width - 2:
        text = text[:-1]
    return f"{text}…" + " " * (width - cells(text) - 2)


def wrapped(text: str) -> Iterator[str]:
    """Yield ``text`` in lines no wider than the screen, broken after a 、; the lines after the first stand back."""
    line = ""
    for piece in text.replace("、", "、\0").split("\0"):
        if line and cells(line + piece) > WIDTH:
            yield line
            line = "    "
        line += piece
    yield line
