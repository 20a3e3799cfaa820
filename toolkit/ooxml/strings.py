"""Shared strings, read only: what we write is inline, so this part stays as the last program left it."""

from __future__ import annotations

import re

from lxml import etree

from toolkit.ooxml import markup
from toolkit.ooxml.values import decode_text

# The plain string, which nearly all are, and any other as a whole.
_STRING = re.compile(rb'<si>(?:<t(?: xml:space="preserve")?>([^<\r]*)</t></si>|(.*?)</si>)|<si/>', re.DOTALL)


def read_strings(data: bytes) -> list[str]:
    """Return the shared strings in their order, rich text as plain text, phonetic guides left out.

    Raises:
        BrokenPackageError: the part is not well-formed, or has a DOCTYPE.
    """
    data = markup.utf8(data)
    root = markup.root_element(data)
    body = data[root.inner : root.close]
    if b"<!" in body or b"<?" in body or markup.prefix_of(data, root):
        return [rich_text(item) for item in markup.parse(data) if markup.local_name(item) == "si"]
    opening, closing = data[root.start : root.inner], data[root.close : root.end]
    texts = []
    for match in _STRING.finditer(body):
        plain, rich = match[1], match[2]
        if plain is not None:
            texts.append(plain_text(plain.decode("utf-8", "replace")))
        elif rich is not None:
            texts.append(rich_text(markup.parse(opening + match[0] + closing)[0]))
        else:
            texts.append("")
    return texts


def plain_text(raw: str) -> str:
    """Return what the characters of a ``<t>`` mean."""
    return decode_text(markup.unescape(raw))


def rich_text(item: etree._Element) -> str:
    """Return the text of an ``<si>`` or ``<is>``: its own and its runs', not the phonetic guide's."""
    pieces = []
    for piece in item:
        name = markup.local_name(piece)
        if name == "t":
            pieces.append(piece.text or "")
        elif name == "r":
            pieces += [inner.text or "" for inner in piece if markup.local_name(inner) == "t"]
    return decode_text("".join(pieces))
