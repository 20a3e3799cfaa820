"""Reading a paper back without the code that wrote it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TESTED_FONTS = ("ascii", "eastAsia", "hAnsi", "cs")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(data)[part])


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Style id and text of every paragraph, those of tables included, a line break as a line feed.

    A paragraph that goes along to the next page with what comes after it is told as what it is without that.
    """
    found = []
    for each in tree(data).iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        words = "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in each.iter(f"{W}t", f"{W}br"))
        found.append(("" if style is None else style.get(f"{W}val").removesuffix("Kept"), words))
    return found


def text(data: bytes) -> str:
    return "\n".join(words for _, words in paragraphs(data))


def pending(data: bytes) -> int:
    """How many highlighted 【待定】 a paper shows."""
    marked = [
        each
        for each in tree(data).iter(f"{W}r")
        if (style := each.find(f"{W}rPr/{W}rStyle")) is not None and style.get(f"{W}val") == "PendingWords"
    ]
    assert len(marked) == text(data).count("【待定】"), "every 【待定】 is highlighted, and nothing else is"
    return len(marked)


def style(data: bytes, name: str) -> Any:
    for each in tree(data, "word/styles.xml").iter(f"{W}style"):
        if each.get(f"{W}styleId") == name:
            return each
    raise KeyError(name)


def attribute(element: Any, path: str, name: str) -> str | None:
    found = element.find("/".join(f"{W}{each}" for each in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")


def squeezed(page: str) -> str:
    return re.sub(r"\s+", "", page)
