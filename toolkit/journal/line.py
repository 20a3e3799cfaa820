"""A line of the journal: a record as JSON, with the checksum of all that follows it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENCODE_ASCII = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_DECODE = json.JSONDecoder().decode


def written(record: Record) -> str:
    """Return a record as its line, with the line end."""
    body = _ENCODE(record)
    try:
        data = body.encode("utf-8")
    except UnicodeEncodeError:  # half a character, from a damaged file name: only an escape can hold it
        body = _ENCODE_ASCII(record)
        data = body.encode("utf-8")
    return f'{{"sum":"{zlib.crc32(data):08x}",{body[1:]}\n'


#: How a line begins: the checksum of all that follows.
_HEAD = len('{"sum":"00000000",')
#: The checksum of the brace that the rest of a line is checked with.
_BRACE = zlib.crc32(b"{")


def parsed(line: bytes) -> Record | None:
    """Return the record that a line holds, None where it is torn or was spoiled."""
    try:
        data: dict[str, Any] = _DECODE(line.decode("utf-8"))
        if data.pop("sum") != f"{zlib.crc32(line[_HEAD:], _BRACE):08x}" or not isinstance(data["seq"], int):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return data
