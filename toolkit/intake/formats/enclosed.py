"""What stands in a container: the words that all rooms which open one (mail, Outlook, zip) give their find in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from toolkit.errors import Problem

#: Longer names are cut; no system we know shows more.
MAX_NAME = 120
#: More files than these are not taken out of one received file.
MAX_ITEMS = 50
#: A covering letter with its quoted predecessors; what is longer is no letter.
MAX_LETTER = 50_000
#: Control and format characters (marks that turn the reading direction among them), halves of characters, line ends.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEPARATORS = re.compile(r"[\\/]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A covering letter (来信).

    Attributes:
        sender: the sender's mail address, "" where the mail names none.
        name: the sender's name as the mail shows it.
        subject: the subject.
        text: the letter as plain text, quoted earlier mails included.
        day: the day it was sent, as Chinese clocks have it; None where the mail does not say.
    """

    sender: str = ""
    name: str = ""
    subject: str = ""
    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One thing in a container.

    Attributes:
        name: as its sender named it, not yet cleaned; "" where it has none.
        data: its bytes.
        inside: for a mail within a mail, which has no bytes of its own: gives what stands in it.
    """

    name: str
    data: bytes = b""
    inside: Callable[[], Contents] | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a container holds.

    Attributes:
        enclosures: the things in it.
        letter: the covering letter, where it is a mail.
        problems: what could not be taken out, and why.
        left: how many files were not taken out because there are too many.
    """

    enclosures: tuple[Enclosure, ...] = ()
    letter: Letter | None = None
    problems: tuple[Problem, ...] = ()
    left: int = 0


def shown(name: str, number: int = 1) -> str:
    """Return a name fit to be shown: without folders and unseen characters, at most 120 characters, never empty.

    The name is never used as a path. Rule R42 of the project's reliability notes.

    Args:
        name: the name as it was sent.
        number: which file it is among its fellows; a file without a name is shown as 附件1.
    """
    seen = "".join(each if unicodedata.category(each) not in _UNSEEN else " " for each in name[: 40 * MAX_NAME])
    parts = _SEPARATORS.split(unicodedata.normalize("NFC", seen))
    last = " ".join(next((each for each in reversed(parts) if each.strip(" .")), "").split())
    return _cut(last) or f"附件{number}"


def _cut(name: str) -> str:
    if len(name) <= MAX_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(suffix) - 2]}….{suffix}"
