"""The headers of a mail as mail programs really write them: encoded words torn apart, raw GBK, names in pieces.

The standard library's reader either refuses such headers or replaces what it does not know, so the raw lines are
read here. RFC 2047 (encoded words), RFC 2231 (parameters in pieces, with an encoding).
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from email.message import Message
from email.utils import getaddresses, parsedate_tz
from urllib.parse import unquote_to_bytes

from toolkit.intake.formats.decoding import decode, known

#: The one clock of the country; a mail server elsewhere writes its own.
CHINA = timezone(timedelta(hours=8))
#: A header longer than this is no header; the patterns below need not look at it.
MAX_HEADER = 20_000
_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_PARAMETER = re.compile(r";\s*([^\s=;]{1,60})\s*=\s*(\"(?:[^\"\\]|\\.)*\"|[^;]*)")
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*?)\Z")
ADDRESS = re.compile(r"[^\s<>\"'(),;:@/]{1,64}@[^\s<>\"'(),;:@]{1,255}")
_ZONE = re.compile(r"[+-]\d{4}\b|\b(?:UT|UTC|GMT|Z|[ECMP][SD]T)\b", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")


def raw(message: Message, name: str) -> str:
    """Return a header's line as it stands, folds opened, bytes of an unknown encoding decoded; "" without one."""
    for each, value in message.raw_items():
        if each.lower() == name.lower():
            text = re.sub(r"\r?\n(?=[ \t])", "", str(value)[:MAX_HEADER])
            return decode(text.encode("utf-8", "surrogateescape")).strip()
    return ""


def header(message: Message, name: str) -> str:
    """Return a header as a person reads it, "" where there is none."""
    return words(raw(message, name))


def words(text: str) -> str:
    """Return text with its encoded words opened; neighbours in one encoding may share a character between them."""
    found: list[str] = []
    held, codec, end = b"", "", 0
    text = _BETWEEN.sub(r"\1", text)
    for match in _WORD.finditer(text):
        if match.start() > end or match[1].lower() != codec:
            found += [decode(held, codec) if held else "", text[end : match.start()]]
            held = b""
        codec, end = match[1].lower(), match.end()
        held += _opened(match[2].lower(), match[3])
    found += [decode(held, codec) if held else "", text[end:]]
    return "".join(found)


def _opened(way: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if way == "q":
        return quopri.decodestring(data, header=True)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return data


def parameters(message: Message, name: str) -> Mapping[str, str]:
    """Return the parameters of a header by their names in small letters, pieces joined and decoded."""
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(f";{raw(message, name).partition(';')[2]}"):
        part = _PIECE.match(match[1].lower())
        if part is not None:
            value = match[2].strip()
            if value.startswith('"'):
                # A backslash before anything else than a quote is the separator of a Windows path.
                value = re.sub(r"\\([\"\\])", r"\1", value.strip('"'))
            pieces.setdefault(part[1], []).append((int(part[2] or 0), bool(part[3]), value))
    return {key: _joined(found) for key, found in pieces.items()}


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    """Return one parameter: the pieces with an encoding where there are some, as those without are for old readers."""
    pieces.sort()
    if not any(encoded for _, encoded, _ in pieces):
        return words("".join(value for _, _, value in pieces))
    codec, data = "", b""
    whole = len({number for number, _, _ in pieces}) == 1
    for number, encoded, value in pieces:
        if whole and not encoded:
            continue
        if encoded and number == 0 and value.count("'") >= 2:
            codec, _, value = value.split("'", 2)  # noqa: PLW2901 - the rest of the same value
        data += unquote_to_bytes(value) if encoded else value.encode("utf-8", "replace")
    return decode(data, codec if known(codec) else "")


def sender(message: Message) -> tuple[str, str]:
    """Return the sender's address and name; each "" where the mail does not say."""
    for name in ("From", "Sender", "Reply-To", "Return-Path"):
        line = raw(message, name)
        # Addresses first, encoded words second: a name may hold a comma or a bracket.
        pairs = [pair for pair in _addresses(line) if ADDRESS.fullmatch(pair[1].strip())]
        if pairs and pairs[0][0]:
            return pairs[0][1].strip(), words(pairs[0][0]).strip()
        found = ADDRESS.search(line)
        if found is not None:
            return found[0], words(line.replace(found[0], "")).strip("<>\"' \t")
    return "", words(raw(message, "From")).strip("<>\"' \t")


def _addresses(line: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([line])
    except (IndexError, ValueError, RecursionError):  # its parser stumbles over a few broken lines
        return []


def day_sent(message: Message) -> date | None:
    """Return the day of a mail by Chinese time: by its date, else by the line of the last server; None without."""
    for text in _dates(message):
        found = _day(text)
        if found is not None:
            return found
    return None


def _dates(message: Message) -> Iterator[str]:
    yield header(message, "Date")
    yield header(message, "Received").rpartition(";")[2]


def _day(text: str) -> date | None:
    try:
        parts = parsedate_tz(text)
        if parts is not None:
            moment = datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=parts[9] or 0)))
            # Without a zone the day is the one that the sender's clock showed.
            return moment.astimezone(CHINA).date() if _ZONE.search(text) else moment.date()
        iso = _ISO_DAY.search(text)
        return date(*map(int, iso.groups())) if iso is not None else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
