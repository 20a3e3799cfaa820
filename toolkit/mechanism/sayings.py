"""What a mechanism knows for common problems (共性问题): different words for one thing.

The data are ``common.toml``, shared by all mechanisms; one that has a file of its own goes by that alone, an empty one
groups by the letters of the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.model import Mechanism

#: The file's name, in the mechanism's folder or beside all of them.
FILE = "common.toml"


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that mean one thing: 学位, 入学, 插班.

    Attributes:
        name: the thing, as the office calls it.
        words: how firms say it; one is enough.
        also: words that are met with other things too; two are needed.
        other: longer words that hold one of these and mean something else.
    """

    name: str
    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sayings:
    """All that a mechanism gives for common problems.

    Attributes:
        void: words that everybody begins and ends with; they are passed over.
        trade: what follows one of these in a sentence is the firm's business and not its trouble.
        sayings: the things and their words; a word may belong to several.
    """

    void: tuple[str, ...] = ()
    trade: tuple[str, ...] = ()
    sayings: tuple[Saying, ...] = ()


def load_sayings(mechanism: Mechanism) -> Sayings:
    """Return what the mechanism's folder gives for common problems, or what all share.

    Raises:
        ConfigError: an entry is missing or wrong, or two things bear one name.
    """
    return read_companion(mechanism, FILE, _sayings, _wrong) or read_data(SHIPPED / FILE, _sayings)


def _sayings(data: Mapping[str, Any]) -> Sayings:
    return Sayings(
        void=tuple(data.get("void", ())),
        trade=tuple(data.get("trade", ())),
        sayings=tuple(
            Saying(each["name"], tuple(each["words"]), tuple(each.get("also", ())), tuple(each.get("other", ())))
            for each in data.get("sayings", ())
        ),
    )


def _wrong(found: Sayings) -> Iterator[str]:
    count = Counter(each.name for each in found.sayings)
    yield from (f"“{name}”写了两次" for name, times in count.items() if times > 1)
    yield from (f"“{each.name}”没有写 words" for each in found.sayings if not each.words)
