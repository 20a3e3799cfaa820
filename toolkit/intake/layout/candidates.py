"""Which forms a page may be at all: at most so many of a form's fields can be found there, whatever is found later.

Finding labels is dear and most pages hold the words of one form only. What is reckoned here is never less than what
finding them would give, so that a form left aside for it could not have been recognised.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toolkit.forms import Form
from toolkit.intake.layout.page import Page
from toolkit.intake.layout.table import MIN_LABELS
from toolkit.intake.layout.vocabulary import Vocabulary, table_labels, vocabulary
from toolkit.intake.plain.words import plain


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page, however they may come to be a label.

    Attributes:
        cells: the wordings of its short cells.
        running: the texts in which a label may stand with its colon, and letters one below the other.
        everything: all its texts.
    """

    cells: frozenset[str]
    running: tuple[str, ...]
    everything: str


def words_of(page: Page) -> Words:
    """Return the words of a page."""
    cells: set[str] = set()
    texts: list[str] = []
    running: list[str] = []
    letters: dict[int, list[str]] = {}
    for block in page.blocks:
        if not isinstance(block.value, str):
            continue
        cells.update(block.forms)
        bare = block.plain
        texts.append(bare)
        if ":" in block.text or "：" in block.text:
            running.append(bare)
        if len(bare) == 1:
            letters.setdefault(block.column, []).append(bare)
    running.extend("".join(each) for each in letters.values())
    return Words(frozenset(cells), tuple(running), "\n".join(texts))


def at_most(form: Form, words: Words) -> float:
    """Return the share of a form's fields that can be found at most, of its table's columns where it has a table."""
    if form.table:
        labels = table_labels(form)
        columns = {key for name in labels.keys() & words.cells for key in labels[name]}
        return len(columns) / len(form.table) if len(columns) >= MIN_LABELS else 0.0
    own = vocabulary(form)
    return len(_labels(own, words) | _boxes(own, words)) / len(own.fields) if own.fields else 0.0


def _labels(own: Vocabulary, words: Words) -> set[str]:
    keys = {key for name in own.labels.keys() & words.cells for key in own.labels[name]}
    if words.running:
        for text in words.running:
            keys |= _running(own, text)
    return keys


@lru_cache(maxsize=1024)
def _running(own: Vocabulary, text: str) -> frozenset[str]:
    """Return the keys whose labels a text holds; what forms print is the same from file to file."""
    return frozenset(key for name, owners in own.labels.items() if name in text for key in owners)


def _boxes(own: Vocabulary, words: Words) -> set[str]:
    return {
        key for key, asked in own.boxes.items() if any(plain(choice) in words.everything for choice in asked.choices)
    }
