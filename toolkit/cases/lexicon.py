"""Known words (用语) found in running text, the longest counting: in 工伤保险 no 工伤 where both are known."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from toolkit.forms.traditional import simpler


def folded(text: str) -> str:
    """Return a text in simplified letters and usual width, without spaces and line breaks; punctuation stays."""
    return simpler("".join(unicodedata.normalize("NFKC", text).split()))


class Lexicon:
    """A set of words, looked for all at once."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; folded as :func:`folded` gives them, of equal ones the first spelling is returned."""
        by_letter: dict[str, dict[str, str]] = defaultdict(dict)
        for word in words:
            plain = folded(word)
            if plain:
                by_letter[plain[0]].setdefault(plain, word)
        self._by_letter = {
            letter: sorted(there.items(), key=lambda pair: -len(pair[0])) for letter, there in by_letter.items()
        }

    def standing(self, text: str) -> Sequence[str]:
        """Return the words that stand in a :func:`folded` text somewhere outside a longer one, each once, in order."""
        found: dict[str, None] = {}
        reached = -1
        for at, letter in enumerate(text):
            for plain, word in self._by_letter.get(letter, ()):
                if text.startswith(plain, at):
                    # A word that ends no later than one begun before stands within that one.
                    if at + len(plain) > reached:
                        reached = at + len(plain)
                        found.setdefault(word)
                    break
        return list(found)
