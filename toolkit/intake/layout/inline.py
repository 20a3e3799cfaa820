"""Labels inside texts: several ``标签：内容`` in one cell, and what only looks like a label inside a long answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.forms.traditional import SIMPLER
from toolkit.intake.layout.vocabulary import Vocabulary, is_long
from toolkit.intake.meanings.fit import fits
from toolkit.intake.plain.parting import without_parting
from toolkit.intake.plain.words import plain

# One character for one, so that places in the folded text are places in the text.
_FOLD = str.maketrans("：（）．＊", ":().*") | SIMPLER

_COMMAS = str.maketrans("，,。", ";;;")
#: From so many labels on commas between them part the answers of a form.
_MANY = 4

_UNKNOWN = re.compile(r"(?:[ \u3000]{2,}|\t|\u3000)\s*(?P<label>[\u4e00-\u9fff]{2,10})\s*[:：](?=\s*\S)")
_HEAD = re.compile(r"[\u4e00-\u9fff]{2,10}\s*[:：]\s*[^:：，。；！？\n]{1,20}")


@dataclass(frozen=True, slots=True)
class Inline:
    """A label with its colon inside a text.

    Attributes:
        start, end: where it begins, and where its answer does.
        name: its plain wording.
        said: what stands behind it, up to the next label.
        numbered: whether a number stands behind it.
    """

    start: int
    end: int
    name: str
    said: str
    numbered: bool = False


def inline_labels(text: str, words: Vocabulary) -> Iterator[Inline]:
    """Yield the labels with a colon in a text, each with what follows it up to the next."""
    if ":" not in text and "：" not in text:
        return
    folded = text.translate(_FOLD)
    matches = list(words.inline.finditer(folded))
    if not matches:
        return
    if len(matches) == 1 and folded.count(":") >= _MANY and "\n" not in folded:
        # A whole form in one sentence, its labels parted by commas; a few of them are only mentioned in it.
        parted = list(words.inline.finditer(folded.translate(_COMMAS)))
        matches = parted if len(parted) >= _MANY else matches
    ends = [*(each.start() for each in matches[1:]), len(folded)]
    behind = [text[match.end() : end].strip() for match, end in zip(matches, ends, strict=True)]
    for match, said in zip(matches, without_parting(behind), strict=True):
        yield Inline(match.start(), match.end(), plain(match["label"]), said, numbered=bool(match["number"]))


def holds_label(text: str, pattern: re.Pattern[str]) -> bool:
    """Return whether :func:`inline_labels` finds a label in a text by any of the words that a pattern was made of."""
    return pattern.search(text.translate(_FOLD)) is not None


def cut_unknown(said: str) -> tuple[str, str, str]:
    """Return an answer up to a label in it that the form does not know, that label, and what stands behind it.

    Only a short word with a colon behind a wide gap is one: ``李明    传真：22334455``. Without one both are "".
    """
    match = _UNKNOWN.search(said)
    if match is None:
        return said, "", ""
    return said[: match.start()].rstrip(), match["label"], said[match.end() :].strip()


def begins_unknown(text: str) -> bool:
    """Return whether what stands before the first known label of a text is an unknown label with a short answer."""
    return bool(_HEAD.fullmatch(text.strip()))


def opens_long(labels: Sequence[Inline], words: Vocabulary) -> bool:
    """Return whether the first label of a text is that of a long answer."""
    long = {each.key for each in words.fields if is_long(each)}
    return bool(labels) and not long.isdisjoint(words.labels.get(labels[0].name, {}))


def without_quoted(
    text: str, labels: Sequence[Inline], words: Vocabulary, elsewhere: Collection[str]
) -> Sequence[Inline]:
    """Return the labels of a text that opens with a long answer's, those left out that the answer only mentions.

    ``联系电话：无人接听`` on a line of a complaint is part of it wherever the form has that label in its own place, and
    because it is no number.

    Args:
        text: the whole text.
        labels: its labels.
        words: the form's words.
        elsewhere: the keys of the fields whose labels have a place of their own on the page.
    """
    # 诉求：… on a line of 问题困难 is a word for the same field, and so part of what it says.
    own = words.labels.get(labels[0].name, {}).keys()
    kept = [labels[0], *(each for each in labels[1:] if _asks(each, words, {*elsewhere, *own}))]
    ends = [*(each.start for each in kept[1:]), len(text)]
    behind = without_parting([text[each.end : end].strip() for each, end in zip(kept, ends, strict=True)])
    return [replace(each, said=said) for each, said in zip(kept, behind, strict=True)]


def _asks(label: Inline, words: Vocabulary, elsewhere: Collection[str]) -> bool:
    """Return whether a label in a text has no other place on the page, and something behind it that may answer it."""
    keys = words.labels.get(label.name, {}).keys()
    asked = [each for each in words.fields if each.key in keys - set(elsewhere)]
    return any(fits(each, label.said) is not False or not label.said for each in asked)
