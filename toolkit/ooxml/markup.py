"""XML touched with a scalpel: tags and attributes are found in the bytes and changed there, nothing is re-serialised.

A part that is parsed and written again loses what no model knows: attribute order, prefixes named in
``mc:Ignorable``, extensions. Here a change replaces exactly the bytes it concerns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from toolkit.ooxml.errors import BrokenPackageError

# Possessive quantifiers: a tag that never closes costs one pass over the bytes, not an exponential search.
TAG_REST = rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
_TOKEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([A-Za-z_][\w:.\-]*+)(" + TAG_REST + rb")>", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"""([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)[\"'][^>]*\?>")
_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_PROLOG = 4096


class Element(NamedTuple):
    """Where an element lies: start tag, content and end tag are ``[start:inner]``, ``[inner:close]``, ``[close:end]``.

    ``name`` is the name without its prefix. A self-closed element has ``inner == close == end``.
    """

    name: bytes
    start: int
    inner: int
    close: int
    end: int


def utf8(data: bytes) -> bytes:
    """Return the part as UTF-8: as it is where it already was (nearly always), else transcoded without declaration.

    Raises:
        BrokenPackageError: the part declares entities (DOCTYPE) or an encoding that its bytes are not.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    if encoding == "utf-8":
        declared = _DECLARATION.match(data[:_PROLOG].removeprefix(b"\xef\xbb\xbf").decode("ascii", "replace"))
        encoding = declared[1].lower() if declared else "utf-8"
    if encoding not in ("utf-8", "utf8", "us-ascii", "ascii"):
        try:
            text = data.decode(encoding)
        except (LookupError, ValueError) as error:
            raise BrokenPackageError("XML 编码不对") from error
        data = re.sub(r"^\ufeff?\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL).encode()
    # A raw "<" cannot stand in text, so this is a declaration (or a comment that speaks of one, refused as well).
    if b"<!DOCTYPE" in data:
        raise BrokenPackageError("XML 中含有 DOCTYPE")
    return data


def parse(data: bytes) -> etree._Element:
    """Return the root of a part, with no entity resolved and nothing fetched.

    Raises:
        BrokenPackageError: it is not well-formed, or has a DOCTYPE.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(utf8(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPackageError("XML 结构不完整") from error


def local_name(element: etree._Element) -> str:
    """Return the name of a parsed element without its namespace, "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def root_element(data: bytes) -> Element:
    """Return where the root lies; its ``close`` is where its end tag begins.

    Raises:
        BrokenPackageError: there is no root, or it is not closed.
    """
    for token in _TOKEN.finditer(data):
        if token[2] is None:
            continue
        name = token[2].rpartition(b":")[2]
        if token[3].endswith(b"/"):
            return Element(name, token.start(), token.end(), token.end(), token.end())
        close = data.rfind(b"</" + token[2])
        if token[1] or close < token.end():
            break
        return Element(name, token.start(), token.end(), close, data.index(b">", close) + 1)
    raise BrokenPackageError("XML 结构不完整")


def prefix_of(data: bytes, element: Element) -> bytes:
    """Return the prefix its tag is written with, colon included, or b""."""
    written = re.match(rb"<([\w.\-]+:)?", data[element.start : element.inner])
    return (written[1] if written else None) or b""


def children(data: bytes, start: int, end: int, until: bytes = b"") -> Iterator[Element]:
    """Yield the elements directly inside ``data[start:end]``, in order.

    ``until`` names an element that is yielded as soon as its start tag is seen (``close`` and ``end`` then mean
    nothing but the end of that tag) and ends the walk: the way past a body that is large.

    Raises:
        BrokenPackageError: end tags and start tags do not match.
    """
    depth, opened, inner = 0, 0, 0
    for token in _TOKEN.finditer(data, start, end):
        if token[2] is None:
            continue
        if token[1]:
            depth -= 1
            if depth == 0:
                yield Element(token[2].rpartition(b":")[2], opened, inner, token.start(), token.end())
            elif depth < 0:
                raise BrokenPackageError("XML 结构不完整")
            continue
        name = token[2].rpartition(b":")[2]
        if depth == 0:
            opened, inner = token.span()
            if name == until or token[3].endswith(b"/"):
                yield Element(name, opened, inner, inner, inner)
        if name == until and depth == 0:
            return
        depth += not token[3].endswith(b"/")


def end_tag(data: bytes, closing: bytes, start: int, end: int) -> int:
    """Return where the end tag ``closing`` of a row lies, -1 where there is none."""
    # The "w" of "row" stands in little else, and a single letter is looked for ten times as fast.
    before = len(closing) - len(b"w>")
    at = data.find(b"w", start, end)
    while at >= 0 and data[at - before : at + 2] != closing:
        at = data.find(b"w", at + 1, end)
    return at - before if at >= 0 else -1


def child(data: bytes, parent: Element, name: bytes) -> Element | None:
    """Return the first element of that name directly inside ``parent``, or None."""
    return next((found for found in children(data, parent.inner, parent.close) if found.name == name), None)


def attributes(data: bytes, element: Element) -> dict[str, str]:
    """Return the attributes of an element, names as written (with prefix), values unescaped."""
    return tag_attributes(data[element.start : element.inner])


def tag_attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of a start tag, names as written (with prefix), values unescaped."""
    found = _ATTRIBUTE.findall(tag)
    return {name.decode(): unescape((double or single).decode("utf-8", "replace")) for name, double, single in found}


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """Return the start tag with the attribute set: in its place where it stands, else as the last one."""
    wanted, written = name.encode(), f'{name}="{escape(value)}"'.encode()
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == wanted:
            return tag[: match.start()] + written + tag[match.end() :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + b" " + written + tag[end:]


def without_attribute(tag: bytes, name: str) -> bytes:
    """Return the start tag without the attribute."""
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] == name.encode():
            return tag[: match.start()].rstrip() + tag[match.end() :]
    return tag


def append_child(data: bytes, parent: Element, addition: bytes) -> bytes:
    """Return ``data`` with ``addition`` as the last child of ``parent``, opening it where it is self-closed."""
    if parent.inner < parent.end:
        return data[: parent.close] + addition + data[parent.close :]
    tag = data[parent.start : parent.inner]
    name = re.match(rb"<([\w:.\-]+)", tag)
    end = b"</" + (name[1] if name else b"") + b">"
    return data[: parent.start] + tag[:-2].rstrip() + b">" + addition + end + data[parent.end :]


def escape(text: str) -> str:
    """Return the text as it may stand in an element or a double-quoted attribute."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def unescape(text: str) -> str:
    """Return the text with XML's own five entities and character references resolved, and no others."""
    return _ENTITY.sub(_resolve, text) if "&" in text else text


def _resolve(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
