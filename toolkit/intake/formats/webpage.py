"""Web pages parsed as data: nothing is fetched or run, no entity of the page's own is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from toolkit.errors import Code, Problem
from toolkit.intake.formats.decoding import decode
from toolkit.intake.formats.unpack import UnreadableError

#: A form saved as a web page takes some hundred kilobytes; the tree takes ten times the text.
MAX_PAGE = 20 << 20
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_UNSEEN = {"script", "style", "head", "title", "noscript", "template", "select", "object"}
_BLOCKS = {
    "p", "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section",
    "article", "header", "footer", "center", "form", "dl", "dt", "dd", "hr", "caption", "fieldset", "address",
}  # fmt: skip


def parse_page(data: bytes, declared: str = "") -> etree._Element | None:
    """Return the root of a web page, None where it has no element at all.

    Raises:
        UnreadableError: it is too large.
    """
    if len(data) > MAX_PAGE:
        raise UnreadableError(Problem(Code.TOO_LARGE, {"reason": "网页过大"}))
    text = page_source(data, declared).replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None
    except SyntaxError:  # an empty page; lxml's own error is one
        return None


def page_source(data: bytes, declared: str = "") -> str:
    """Return a page's source text; what the page says of its encoding counts after what its letter says."""
    found = _META.search(data[:4096]) or _XML.search(data[:300])
    return decode(data, declared or (found[1].decode() if found is not None else ""))


def page_text(element: etree._Element | None) -> str:
    """Return what a person reads of an element: a line a block, a tab between cells, blanks as a browser shows them."""
    if element is None:
        return ""
    text = "".join(pieces(element))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(_line, text.split("\n")))).strip()


def _line(text: str) -> str:
    cells = re.sub(r"[ \r\f]+", " ", text).split("\t")
    return "\t".join(each.strip(" ") for each in cells).strip()


def pieces(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element piece by piece; walked without recursion, as pages nest without end."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, each in walker:
        tag = each.tag if isinstance(each.tag, str) else ""
        if event == "start" and tag in _UNSEEN:
            walker.skip_subtree()
        elif event == "start":
            yield from _opening(each, tag)
        else:
            yield "\n" if tag in _BLOCKS else "\t" if tag in {"td", "th"} else ""
            yield inline(each.tail) if each is not element else ""


def _opening(each: etree._Element, tag: str) -> Iterator[str]:
    if tag == "br" or tag in _BLOCKS:
        yield "\n"
    elif tag == "input" and each.get("type", "").lower() in {"checkbox", "radio"}:
        yield "☑" if each.get("checked") is not None else "□"
    elif tag == "input" and each.get("type", "text").lower() == "text":
        yield inline(each.get("value"))
    if tag:
        yield inline(each.text)


def inline(text: str | None) -> str:
    """Return text with its line ends as blanks, the way a browser shows it; the hard blank counts as one."""
    return re.sub(r"[\s\u00a0]+", " ", text) if text else ""
