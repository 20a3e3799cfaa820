"""Bytes to text where nobody says, or somebody says wrongly, which encoding they are in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings of text. Of the others that Python knows some take a minute for a megabyte (punycode, idna), and
#: UTF-7 gives halves of characters.
_TEXT = re.compile(r"(utf-(?:8|16|32)|gb|hz|big5|iso8859|cp\d|koi8|mac-|shift|euc|iso2022|johab|tis|ascii|latin)")
#: The old Chinese names mean the newest: what calls itself gb2312 holds characters that only gb18030 has.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
#: Names that programs put where they do not know; every byte is valid in them, so they prove nothing.
_IDLE = {"ascii", "iso8859-1", "cp1252", "iso8859-15"}


def decode(data: bytes, declared: str = "") -> str:
    """Return bytes as text: by their mark, as declared, else UTF-16, UTF-8 or GB 18030, whichever fits.

    Never raises; bytes that fit nothing become replacement characters.

    Args:
        data: the bytes.
        declared: the encoding that somebody says they are in.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    nearly = _nearly_utf8(data)
    if nearly:
        return nearly
    for codec in _candidates(data, declared):
        try:
            return data.decode(codec)
        except ValueError:
            continue
    last = known(declared) or "gb18030"
    return data.decode("utf-8" if last in _IDLE else last, "replace")


def _nearly_utf8(data: bytes) -> str:
    """Return text that is UTF-8 but for a cut or spoiled letter or two, "" where it is something else.

    What is UTF-8 is so by no accident, whatever it is called.
    """
    # Escapes of seven bits and pairs of bytes with zeros would pass for it.
    if data.isascii() or b"\x00" in data[:2048]:
        return ""
    text = data.decode("utf-8", "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * 20 <= beyond else ""


def known(declared: str) -> str:
    """Return the codec for a declared name, "" where there is none for text."""
    try:
        name = codecs.lookup(declared.strip("\"' \t").lower() or "?").name
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name) if _TEXT.match(name) else ""


def _candidates(data: bytes, declared: str) -> Iterator[str]:
    said = known(declared)
    if said and said not in _IDLE:
        yield said
    if not said and b"\x00" in data[:2048]:
        yield "utf-16-be" if data[:2048:2].count(0) > data[1:2048:2].count(0) else "utf-16-le"
    if said not in _IDLE or not _latin(data):
        yield "gb18030"
    yield said or "utf-8"


def _latin(data: bytes) -> bool:
    """Return whether accented letters stand alone among ASCII ones; in Chinese they come in runs."""
    runs = sum(len(run) for run in re.findall(rb"[\x80-\xff]{2,}", data))
    return runs * 2 < sum(byte >= 0x80 for byte in data)
