"""Addresses (邮箱) as people type them into a cell: which are certain, and what cannot be used as it stands.

What is sent goes where an address says, so none is ever put together from a part of what somebody typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: What parts one address from the next, after full-width signs have become their narrow ones.
_BETWEEN = re.compile(r"[,;、\n\r|/]+")
_ADDRESS = r"[A-Za-z0-9_+'\-]+(?:\.[A-Za-z0-9_+'\-]+)*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
#: One word with an address in it: a Chinese name or a word with a colon before it, brackets round it, a name behind it.
_WORD = re.compile(rf"(?:[\u4e00-\u9fff]*|[^@:]*:)[<(]?({_ADDRESS})[>)]?(?:[\u4e00-\u9fff]*|\([^@]*\))")
#: A word that may be the first half of an address torn apart: zhang san@x.cn. A telephone number is none.
_HALF = re.compile(r"[A-Za-z_.+\-][\w.+\-]*|\d{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who a cell names: addresses that are certain, each once, and the parts with an @ that are no address."""

    addresses: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def recipients(cell: str) -> Recipients:
    """Return whom a cell names; names and telephone numbers beside the addresses are left out."""
    found, doubtful = list[str](), list[str]()
    for part in _BETWEEN.split(unicodedata.normalize("NFKC", cell)):
        if "@" not in part:
            continue
        certain = _certain(part.split())
        found += certain
        if not certain:
            doubtful.append(part.strip())
    return Recipients(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(doubtful)))


def _certain(words: list[str]) -> list[str]:
    """Return the addresses of a part, none where one of them is in doubt."""
    found: list[str] = []
    for before, word in zip(["", *words], words, strict=False):
        if "@" not in word:
            continue
        match = _WORD.fullmatch(word)
        if match is None or (_HALF.fullmatch(before) and not word.startswith("<")):
            return []
        found.append(match[1])
    return found


def address_fault(cell: str) -> str:
    """Return what keeps a mail from being addressed by this cell of 成员单位, in words; "" where nothing does."""
    who = recipients(cell)
    if who.doubtful:
        return f"“成员单位”表的邮箱“{'、'.join(who.doubtful)}”写法不对"
    if not who.addresses:
        return "“成员单位”表的邮箱写法不对" if cell.strip() else "“成员单位”表没有邮箱"
    return ""
