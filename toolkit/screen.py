"""Lines on a screen, where a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: How wide a line may be: what the console of Windows shows.
WIDTH = 80


def cells(text: str) -> int:
    """Return how many columns of a screen ``text`` takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


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
