"""Tick boxes that float over a sheet as form controls: in no cell, so that they can only be shown to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.intake.formats.looks import CONTROL

# The old drawing markup is often not well-formed; it is only searched, and each piece of it once.
_SHAPE, _TEXT = b"<v:shape ", b"<v:textbox"
_KIND = re.compile(rb"ObjectType\s?=\s?[\"'](?:Checkbox|Radio)[\"']", re.IGNORECASE)
_CHECKED = re.compile(rb"<x:Checked>\s?1\s?</x:Checked>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_MAX, _LOOKED_AT = 40, 4_000


def controls(markup: bytes) -> Iterator[str]:
    """Yield the tick boxes in a sheet's old drawing markup, each with its words and whether it is ticked."""
    import html  # noqa: PLC0415 - hardly any sheet has such boxes, and all readers start faster

    for shape in markup.split(_SHAPE)[1:]:
        if _KIND.search(shape) is None:
            continue
        said = shape.partition(_TEXT)[2].partition(b">")[2].partition(b"</v:textbox>")[0]
        words = html.unescape(_TAGS.sub("", said[:_LOOKED_AT].decode("utf-8", "replace")))
        yield f"{CONTROL}{'☑' if _CHECKED.search(shape) else '□'}{' '.join(words.split())[:_MAX]}"
