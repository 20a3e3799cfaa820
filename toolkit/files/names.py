"""Names of files (文件名) that Windows, a NAS and a zip all take, and names that are still free."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from toolkit.screen import one_line

# Windows reads a superscript digit as the digit.
_RESERVED = {
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")
}  # fmt: skip
# Path separators, the characters Windows forbids, control characters, marks that turn the reading direction, and
# halves of a character, which no file system can store.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
#: The most bytes a letter of a usual name takes in UTF-8; Linux allows 255 bytes a name, whatever its letters.
_BYTES_A_LETTER = 3


def shown_name(path: Path) -> str:
    """Return a file's name as text of one line that can be kept; one in an old Chinese code page is decoded."""
    try:
        path.name.encode("utf-8")
    except UnicodeEncodeError:
        return one_line(os.fsencode(path.name).decode("gb18030", "replace"))
    return one_line(path.name)


def safe_name(text: str, limit: int = 80) -> str:
    """Return ``text`` as a file name that Windows, a NAS and a zip all take; never empty, never a reserved name."""
    name = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text))
    name = _cut(re.sub(r"\s+", " ", name).strip(" ."), limit)
    # Windows looks at what stands before the first dot, blanks aside.
    if not name or name.split(".")[0].strip().upper() in _RESERVED:
        return _cut(f"_{name}", limit)
    return name


def _cut(name: str, limit: int) -> str:
    name = name[:limit]
    while len(name.encode()) > limit * _BYTES_A_LETTER:
        name = name[:-1]
    return name.rstrip(" .")


def names_after(path: Path) -> Iterator[Path]:
    """Yield ``path``, then ``name（2）``, ``name（3）`` … without end."""
    yield path
    for count in itertools.count(2):
        yield path.with_name(f"{path.stem}（{count}）{path.suffix}")


def free_name(path: Path) -> Path:
    """Return ``path``, or the first of ``name（2）``, ``name（3）`` … that is not taken."""
    return next(each for each in names_after(path) if not each.exists())
