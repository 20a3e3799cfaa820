"""How firms put what plans put otherwise (政策匹配的说法), as data, and the words that tell nothing.

``helpful.toml`` in the mechanism's folder, else the one that all share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.mechanism.companion import read_companion, read_data
from toolkit.mechanism.load import SHIPPED
from toolkit.mechanism.model import Mechanism

FILE = "helpful.toml"


@dataclass(frozen=True, slots=True)
class Helping:
    """What is known of words.

    Attributes:
        ordinary: words that nearly every matter has, and that tell nothing.
        sayings: what a firm says, any of several sets of words, each word in any of several ways; and how plans put it.
    """

    ordinary: tuple[str, ...] = ()
    sayings: Sequence[tuple[tuple[tuple[tuple[str, ...], ...], ...], tuple[str, ...]]] = ()

    def means(self, text: str) -> Iterator[tuple[str, ...]]:
        """Yield how plans put each thing that a firm says in ``text``, in all the ways that are known."""
        for said, means in self.sayings:
            if any(all(any(word in text for word in words) for words in all_of) for all_of in said):
                yield means


def load_helping(mechanism: Mechanism) -> Helping:
    """Return the mechanism's words, or those that all share.

    Raises:
        ConfigError: an entry is missing or wrong.
    """
    return read_companion(mechanism, FILE, _helping, lambda _: ()) or read_data(SHIPPED / FILE, _helping)


def _helping(data: Mapping[str, Any]) -> Helping:
    return Helping(
        tuple(data["ordinary"]),
        tuple(
            (
                tuple(tuple(tuple(word.split("/")) for word in words.split()) for words in each["said"]),
                tuple(each["means"]),
            )
            for each in data["sayings"]
        ),
    )
